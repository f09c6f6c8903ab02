"""How many examples Hypothesis tries."""

from hypothesis import HealthCheck, settings


def examples(full: int, *allowed: HealthCheck) -> settings:
    """Return settings for ``full`` examples with ``--hypothesis-profile=long``, else for a third of them."""
    profile = settings()
    suppressed = [*profile.suppress_health_check, *allowed]
    return settings(max_examples=full * profile.max_examples // 100, suppress_health_check=suppressed)
