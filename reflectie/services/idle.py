"""Measure how long the user has been idle, by two clocks."""

import datetime as dt
from collections.abc import Callable

from reflectie.domain.dates import Clock

MonotonicClock = Callable[[], float]
"""A clock that nobody can set back; it may stand still while the machine sleeps."""


class IdleDetector:
    """Remembers when somebody was there last.

    The clock on the wall goes on while a laptop sleeps and can be set back; the other cannot be set back and
    may stop. Whichever says first that it took long enough is believed.
    """

    def __init__(self, wall: Clock, steady: MonotonicClock) -> None:
        self._wall_clock, self._monotonic_clock = wall, steady
        self.record_activity()

    def record_activity(self) -> None:
        """Somebody is there now."""
        self._active_at, self._active_at_monotonic = self._wall_clock(), self._monotonic_clock()

    def is_idle(self, minutes: int) -> bool:
        """Whether nobody was there for so many minutes; never for 0."""
        passed = max(
            self._wall_clock() - self._active_at,
            dt.timedelta(seconds=self._monotonic_clock() - self._active_at_monotonic),
        )
        return minutes > 0 and dt.timedelta(minutes=minutes) <= passed
