"""How many examples Hypothesis tries."""

from hypothesis import HealthCheck, settings


def examples(full: int, *allowed: HealthCheck) -> settings:
    """So many with ``--hypothesis-profile=long``, and a third of it in every other run."""
    now = settings()
    quiet = [*now.suppress_health_check, *allowed]
    return settings(max_examples=full * now.max_examples // 100, suppress_health_check=quiet)
