from hypothesis import HealthCheck, settings

# A walk is slow to draw on a busy machine, and that says nothing about the code.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
