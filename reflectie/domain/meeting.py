"""A meeting to prepare and to look back on, and the series it can belong to."""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum

from reflectie.domain.dates import DAYS, near_day
from reflectie.domain.errors import NoMeetingName
from reflectie.domain.situation import LONGEST_NAME
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value

LASTS = dt.timedelta(hours=1)
"""How long after it began a meeting still counts as to come, so that its card stays at hand."""


class Around(StrEnum):
    """On which side of a meeting an exercise stands."""

    PREPARE = "prepare"
    LOOK_BACK = "look_back"


class Series(Value):
    """Meetings at the same table. ``uid`` is that of the invitation it came from, if any."""

    id: str
    name: str
    uid: str = ""


class Meeting(Value):
    """``day`` and ``time`` are on the clock of its place; ``series`` is the id of the one it belongs to.

    ``looks_back`` is False once somebody said not to want to look back on it. ``made`` is a moment in UTC.
    """

    id: str
    name: str
    made: dt.datetime
    day: dt.date | None = None
    time: dt.time | None = None
    series: str | None = None
    uid: str = ""
    looks_back: bool = True


def meeting_name(text: str) -> str:
    """The name of a meeting or a series as it is kept: cleaned, on one line.

    Raises:
        NoMeetingName: nothing is left of it, or more than ``LONGEST_NAME`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > LONGEST_NAME:
        raise NoMeetingName(LONGEST_NAME)
    return name


def is_past(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether it is over, on the clock of ``now``; without a day it never is, without a time at midnight."""
    if meeting.day is None:
        return False
    if meeting.time is None:
        return meeting.day < now.date()
    return dt.datetime.combine(meeting.day, meeting.time) + LASTS <= now.replace(tzinfo=None)


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Oldest first; a day without a time comes before its times, and what has no day comes last."""
    return tuple(
        sorted(meetings, key=lambda m: (m.day or dt.date.max, m.time or dt.time.min, m.made, m.id)),
    )


def next_to_come(meetings: Iterable[Meeting], now: dt.datetime) -> Meeting | None:
    """The first one that has a day and is not over."""
    coming = (m for m in in_order(meetings) if m.day and not is_past(m, now))
    return next(coming, None)


def to_look_back_on(
    meetings: Iterable[Meeting], looked_back: Collection[str], now: dt.datetime
) -> Meeting | None:
    """The last one that is over, without a look back, and for which nobody said not to want one.

    ``looked_back`` are the ids of the meetings that have one.
    """
    wanted = (m for m in in_order(meetings) if m.looks_back and m.id not in looked_back and is_past(m, now))
    return next(reversed(tuple(wanted)), None)


def when(meeting: Meeting, today: dt.date) -> str:
    """vandaag, 14:30 uur · dinsdag 24 november · nog geen dag"""
    if meeting.day is None:
        return "nog geen dag"
    clock = f", {meeting.time:%H:%M} uur" if meeting.time else ""
    return _day(meeting.day, today) + clock


def _day(day: dt.date, today: dt.date) -> str:
    if day <= today:
        return near_day(day, today)
    words = {1: "morgen", 2: "overmorgen"}.get((day - today).days)
    return words or f"{DAYS[day.weekday()]} {near_day(day, today)}"
