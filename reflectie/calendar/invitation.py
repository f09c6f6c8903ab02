"""An invitation: what a calendar file says about one meeting or series."""

import datetime as dt

from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.text import shorten
from reflectie.domain.value import Value

NO_NAME_LABEL = "(zonder naam)"
"""How one without a name stands in a list."""


class Invitation(Value):
    """A meeting, or of a series the next one (the last one, when all are past).

    ``start`` and ``end`` are moments in the zone of the reader, or days when it lasts whole days; ``end`` is
    the moment at which, or the day on which, it is over. ``uid`` is the same for all meetings of a series and
    for later versions of an invitation. ``name`` is one cleaned line of any length, and may be empty, like
    ``uid``; one meeting of a series can have another than ``series_name``. ``attendees`` holds who invites
    and who is invited by name, else by mail address; rooms are left out.
    """

    uid: str
    name: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    is_recurring: bool = False
    series_name: str = ""
    attendees: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The name as a meeting can bear it; may be empty."""
        return shorten(self.name, MAX_NAME_LENGTH)

    @property
    def short_series_name(self) -> str:
        """As ``short_name``, of the series; empty when there is none."""
        return shorten(self.series_name or self.name, MAX_NAME_LENGTH) if self.is_recurring else ""

    def is_over(self, now: dt.datetime) -> bool:
        return self.end <= (now if isinstance(self.end, dt.datetime) else now.date())

    @property
    def day(self) -> dt.date:
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def time(self) -> dt.time | None:
        """The time at which it begins, without a zone; none when it lasts whole days."""
        return self.start.time() if isinstance(self.start, dt.datetime) else None
