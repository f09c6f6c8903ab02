"""Measure how long the user has been idle, by two clocks."""

import datetime as dt
from collections.abc import Callable

from reflectie.domain.dates import Clock

MonotonicClock = Callable[[], float]
"""Gives seconds that never go back. It may stop while the machine sleeps."""


class IdleDetector:
    """Remembers when the user was last active.

    The wall clock runs on while a laptop sleeps, but can be set back. The monotonic clock cannot be set back,
    but may stop. The user is idle as soon as one of them says so.
    """

    def __init__(self, wall_clock: Clock, monotonic_clock: MonotonicClock) -> None:
        self._wall_clock, self._monotonic_clock = wall_clock, monotonic_clock
        self.record_activity()

    def record_activity(self) -> None:
        self._active_at, self._active_at_monotonic = self._wall_clock(), self._monotonic_clock()

    def is_idle(self, minutes: int) -> bool:
        """Return whether the user was inactive for so many minutes; always False for 0."""
        elapsed = max(
            self._wall_clock() - self._active_at,
            dt.timedelta(seconds=self._monotonic_clock() - self._active_at_monotonic),
        )
        return minutes > 0 and elapsed >= dt.timedelta(minutes=minutes)
