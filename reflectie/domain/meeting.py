"""Meetings and series: moments, status, attendees and what was written about them."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from msgspec.structs import replace

from reflectie.domain.dates import WEEKDAYS, relative_day
from reflectie.domain.entry import Answer, EntrySummary
from reflectie.domain.errors import invalid_meeting_name
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.session import Session
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.step import Rows
from reflectie.domain.table import cell_address
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value, new_row_id

ASSUMED_DURATION = dt.timedelta(hours=1)
"""How long after it began a meeting still counts as to come, so that its card stays at hand."""


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


def clean_meeting_name(text: str) -> str:
    """The name of a meeting or a series as it is kept: cleaned, on one line.

    Raises:
        NoMeetingName: nothing is left of it, or more than ``LONGEST_NAME`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > MAX_NAME_LENGTH:
        raise invalid_meeting_name(MAX_NAME_LENGTH)
    return name


def is_past(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether it is over, on the clock of ``now``; without a day it never is, without a time at midnight."""
    if meeting.day is None:
        return False
    if meeting.time is None:
        return meeting.day < now.date()
    return dt.datetime.combine(meeting.day, meeting.time) + ASSUMED_DURATION <= now.replace(tzinfo=None)


def sorted_meetings(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Oldest first; a day without a time comes before its times, and what has no day comes last."""
    return tuple(
        sorted(meetings, key=lambda m: (m.day or dt.date.max, m.time or dt.time.min, m.made, m.id)),
    )


def next_meeting(meetings: Iterable[Meeting], now: dt.datetime) -> Meeting | None:
    """The first one that has a day and is not over."""
    coming = (m for m in sorted_meetings(meetings) if m.day and not is_past(m, now))
    return next(coming, None)


def meeting_to_look_back_on(
    meetings: Iterable[Meeting], looked_back: Collection[str], now: dt.datetime
) -> Meeting | None:
    """The last one that is over, without a look back, and for which nobody said not to want one.

    ``looked_back`` are the ids of the meetings that have one.
    """
    wanted = (
        m for m in sorted_meetings(meetings) if m.looks_back and m.id not in looked_back and is_past(m, now)
    )
    return next(reversed(tuple(wanted)), None)


def meeting_moment(meeting: Meeting, today: dt.date) -> str:
    """vandaag, 14:30 uur · dinsdag 24 november · nog geen dag"""
    if meeting.day is None:
        return "nog geen dag"
    clock = f", {meeting.time:%H:%M} uur" if meeting.time else ""
    return _day_in_words(meeting.day, today) + clock


def _day_in_words(day: dt.date, today: dt.date) -> str:
    if day <= today:
        return relative_day(day, today)
    words = {1: "morgen", 2: "overmorgen"}.get((day - today).days)
    return words or f"{WEEKDAYS[day.weekday()]} {relative_day(day, today)}"


class MeetingRecord(Protocol):
    """An entry, or its line in a list."""

    @property
    def exercise(self) -> str: ...
    @property
    def meeting(self) -> str | None: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def begun(self) -> dt.datetime: ...


RecordT = TypeVar("RecordT", bound=MeetingRecord)


def latest_preparation(written: Iterable[RecordT], library: Library, meeting: str | None) -> RecordT | None:
    """The last one in which a meeting was prepared."""
    return _latest(_in_phase(written, library, MeetingPhase.PREPARE), meeting)


def latest_look_back(written: Iterable[RecordT], library: Library, meeting: str | None) -> RecordT | None:
    """The last one in which somebody looked back on a meeting."""
    return _latest(_in_phase(written, library, MeetingPhase.LOOK_BACK), meeting)


def meeting_status(
    meeting: Meeting, prepared: EntrySummary | None, back: EntrySummary | None, now: dt.datetime
) -> str:
    """What was done with a meeting and what can be done now, in words."""
    if back:
        return "terugblik nog open" if back.is_open else "teruggekeken"
    if is_past(meeting, now):
        return "nog niet teruggekeken" if meeting.looks_back else "zonder terugblik"
    if prepared:
        return "voorbereiding nog open" if prepared.is_open else "voorbereid"
    return "nog niet voorbereid"


def _latest(written: Iterable[RecordT], meeting: str | None) -> RecordT | None:
    found = [one for one in written if one.meeting == meeting]
    return max(found, key=lambda one: (one.day, one.begun), default=None) if meeting else None


def _in_phase(written: Iterable[RecordT], library: Library, around: MeetingPhase) -> Iterable[RecordT]:
    exercises = {exercise.id for exercise in library.for_meeting(around)}
    return (one for one in written if one.exercise in exercises)


def attendee_answers(session: Session, people: Iterable[str]) -> tuple[Answer, ...]:
    """The answers that put these people in the first table for them; none where there is none, or nobody."""
    lines = [line for line in map(clean_line, people) if line]
    for stop in session.stops if lines else ():
        if isinstance(stop.step, Rows):
            columns = (column for column in stop.step.columns if column.type == "person")
            if column := next(columns, None):
                cells = (
                    replace(
                        stop.make_answer(line),
                        address=cell_address(stop.address, new_row_id(), column.id),
                        question=column.title,
                        ordinal=number,
                    )
                    for number, line in enumerate(lines)
                )
                return (stop.make_answer(), *cells)
    return ()
