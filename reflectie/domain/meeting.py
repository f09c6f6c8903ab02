"""Meetings and series: names, order, status, and the entries about them."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from reflectie.domain.dates import WEEKDAYS, relative_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import InvalidInput
from reflectie.domain.exercise import Exercise, ExerciseFilter, Library, MeetingPhase, find_exercises
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.text import clean_line, fold
from reflectie.domain.value import Value

ASSUMED_DURATION = dt.timedelta(hours=1)
"""A meeting counts as coming until this long after its start, so that its card stays at hand."""


class Series(Value):
    """Meetings that belong together. ``uid`` is the UID of the invitation, if it came from one."""

    id: str
    name: str
    uid: str = ""


class InvitationVersion(Value):
    """Orders the versions of an invitation: by ``sequence``, and then by ``stamp``, a time in UTC (ISO)."""

    sequence: int = 0
    stamp: str = ""

    def is_older_than(self, other: "InvitationVersion") -> bool:
        """Return whether this version certainly is the older one."""
        if self.sequence != other.sequence:
            return self.sequence < other.sequence
        return bool(self.stamp and other.stamp) and self.stamp < other.stamp


NO_VERSION = InvitationVersion()
"""The version of what comes from no invitation, or from one that does not say its version."""


class Meeting(Value):
    """A meeting. ``day`` and ``time`` are local to its place; ``series`` is an id; ``made`` is in UTC.

    ``version`` is that of the invitation that ``day`` and ``time`` were last taken from.
    ``looks_back`` is False once the user said that they will not look back on it.
    """

    id: str
    name: str
    made: dt.datetime
    day: dt.date | None = None
    time: dt.time | None = None
    series: str | None = None
    uid: str = ""
    version: InvitationVersion = NO_VERSION
    looks_back: bool = True


def clean_meeting_name(text: str) -> str:
    """Return the name of a meeting or a series as it is stored: cleaned, on one line.

    Raises:
        InvalidInput: it is empty, or longer than ``MAX_NAME_LENGTH`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > MAX_NAME_LENGTH:
        raise InvalidInput(f"Geef het overleg een korte naam, van hooguit {MAX_NAME_LENGTH} tekens.")
    return name


def is_past(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether a meeting is over. Without a day it never is; without a time it is over after its day."""
    if meeting.day is None:
        return False
    if meeting.time is None:
        return meeting.day < now.date()
    return dt.datetime.combine(meeting.day, meeting.time) + ASSUMED_DURATION <= now.replace(tzinfo=None)


def sorted_meetings(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Sort oldest first: no time before other times of that day, no day last."""
    return tuple(
        sorted(meetings, key=lambda m: (m.day or dt.date.max, m.time or dt.time.min, m.made, m.id)),
    )


def next_meeting(meetings: Iterable[Meeting], now: dt.datetime) -> Meeting | None:
    """The first meeting that has a day and is not over."""
    coming = (m for m in sorted_meetings(meetings) if m.day and not is_past(m, now))
    return next(coming, None)


def meeting_to_look_back_on(
    meetings: Iterable[Meeting], looked_back: Collection[str], now: dt.datetime
) -> Meeting | None:
    """The last meeting that is over and that the user may still want to look back on.

    ``looked_back`` are the ids of the meetings that have a look back.
    """
    candidates = (
        m for m in sorted_meetings(meetings) if m.looks_back and m.id not in looked_back and is_past(m, now)
    )
    return next(reversed(tuple(candidates)), None)


def meeting_moment(meeting: Meeting, today: dt.date) -> str:
    """Format as "vandaag, 14:30 uur", "dinsdag 24 november" or "nog geen dag"."""
    if meeting.day is None:
        return "nog geen dag"
    clock = f", {meeting.time:%H:%M} uur" if meeting.time else ""
    return _day_in_words(meeting.day, today) + clock


def _day_in_words(day: dt.date, today: dt.date) -> str:
    if day <= today:
        return relative_day(day, today)
    label = {1: "morgen", 2: "overmorgen"}.get((day - today).days)
    return label or f"{WEEKDAYS[day.weekday()]} {relative_day(day, today)}"


def meetings_named(
    meetings: Iterable[Meeting], series: Iterable[Series], words: str, now: dt.datetime
) -> tuple[Meeting, ...]:
    """The meetings with every word in their name or that of their series. No words find no meeting.

    Those to come stand first, the nearest before the others; then the latest.
    """
    wanted, series_names = fold(words).split(), {item.id: item.name for item in series}

    def is_named(meeting: Meeting) -> bool:
        name = fold(f"{meeting.name} {series_names.get(meeting.series or '', '')}")
        return bool(wanted) and all(word in name for word in wanted)

    ordered = sorted_meetings(filter(is_named, meetings))
    past = [meeting for meeting in ordered if is_past(meeting, now)]
    return (*(meeting for meeting in ordered if meeting not in past), *reversed(past))


_MAX_NAMED = 20
"""The most meetings among the choices."""


def find_choices(
    library: Library,
    criteria: ExerciseFilter,
    meetings: Iterable[Meeting],
    series: Iterable[Series],
    now: dt.datetime,
) -> tuple[Meeting | Exercise, ...]:
    """What the user can choose: first the meetings with these words in their name, then the exercises."""
    named = meetings_named(meetings, series, criteria.words, now)[:_MAX_NAMED]
    return (*named, *find_exercises(library, criteria))


class MeetingRecord(Protocol):
    """An entry or an entry summary."""

    @property
    def exercise(self) -> str: ...
    @property
    def meeting(self) -> str | None: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def begun(self) -> dt.datetime: ...


RecordT = TypeVar("RecordT", bound=MeetingRecord)


def latest_preparation(records: Iterable[RecordT], library: Library, meeting: str | None) -> RecordT | None:
    """The newest preparation of a meeting."""
    known = (*library.exercises, *library.hidden)
    exercises = {exercise.id for exercise in known if exercise.meeting is MeetingPhase.PREPARE}
    preparations = (
        record for record in records if meeting and record.meeting == meeting and record.exercise in exercises
    )
    return max(preparations, key=lambda record: (record.day, record.begun), default=None)


def meeting_status(
    meeting: Meeting, preparation: EntrySummary | None, look_back: EntrySummary | None, now: dt.datetime
) -> str:
    """What the user did for a meeting, and can still do, in Dutch."""
    if look_back:
        return "terugkijken nog open" if look_back.is_open else "teruggekeken"
    if is_past(meeting, now):
        return "nog niet teruggekeken" if meeting.looks_back else "niet teruggekeken"
    if preparation:
        return "voorbereiding nog open" if preparation.is_open else "voorbereid"
    return "nog niet voorbereid"
