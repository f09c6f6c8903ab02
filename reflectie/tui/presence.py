"""How long nobody has been at the keyboard, by two clocks."""

import datetime as dt
from collections.abc import Callable

from reflectie.tui.desk import Clock

Seconds = Callable[[], float]
"""A clock that nobody can set back; it may stand still while the machine sleeps."""


class Presence:
    """Remembers when somebody was there last.

    The clock on the wall goes on while a laptop sleeps and can be set back; the other cannot be set back and
    may stop. Whichever says first that it took long enough is believed.
    """

    def __init__(self, wall: Clock, steady: Seconds) -> None:
        self._wall, self._steady = wall, steady
        self.touch()

    def touch(self) -> None:
        """Somebody is there now."""
        self._last, self._mark = self._wall(), self._steady()

    def is_away(self, minutes: int) -> bool:
        """Whether nobody was there for so many minutes; never for 0."""
        passed = max(self._wall() - self._last, dt.timedelta(seconds=self._steady() - self._mark))
        return minutes > 0 and dt.timedelta(minutes=minutes) <= passed
