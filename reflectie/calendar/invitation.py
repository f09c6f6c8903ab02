"""An invitation: what a calendar file says about one meeting or series."""

import datetime as dt

from reflectie.domain.meeting import NO_VERSION, InvitationVersion
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.text import shorten
from reflectie.domain.value import Value


class LocalZone(dt.tzinfo):
    """The zone of the system, looked up at each use, with the offset that holds at each moment."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, moment: dt.datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        local = moment.replace(tzinfo=dt.UTC).astimezone()
        is_second = local.replace(tzinfo=None).astimezone().utcoffset() != local.utcoffset()
        return local.replace(tzinfo=self, fold=int(is_second))  # the hour that the clock repeats in autumn


NO_NAME_LABEL = "(zonder naam)"
"""Shown in lists for an invitation without a name."""


class Invitation(Value):
    """A meeting, or the next meeting of a series (the last one when all are past).

    ``start`` and ``end`` are times in the reader's zone, or dates when the meeting takes whole days; ``end``
    is exclusive. ``uid`` is the same for all meetings of a series and for later versions of an invitation.
    ``name`` is one cleaned line of any length; like ``uid`` it may be empty. A meeting of a series may have a
    name other than ``series_name``. ``shares_uid`` says that the file holds other meetings with the same uid.
    ``attendees`` are the organiser and the invitees, by name or else by email address, without rooms.
    """

    uid: str
    name: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    is_recurring: bool = False
    shares_uid: bool = False
    version: InvitationVersion = NO_VERSION
    series_name: str = ""
    attendees: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The name, cut to the length that a meeting allows; may be empty."""
        return shorten(self.name, MAX_NAME_LENGTH)

    @property
    def short_series_name(self) -> str:
        """The name of the series, cut likewise; empty when this is no series."""
        return shorten(self.series_name or self.name, MAX_NAME_LENGTH) if self.is_recurring else ""

    def is_over(self, now: dt.datetime) -> bool:
        return self.end <= (now if isinstance(self.end, dt.datetime) else now.date())

    @property
    def day(self) -> dt.date:
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def time(self) -> dt.time | None:
        """The time at which it starts, without a zone; None when it takes whole days."""
        return self.start.time() if isinstance(self.start, dt.datetime) else None
