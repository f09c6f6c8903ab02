"""Meetings with what was written around them, read from the journal in one go.

The functions that take the journal first run on its thread.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.around import how_far
from reflectie.domain.entry import Entry, Summary
from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.meeting import Around, Meeting, Series, next_to_come, to_look_back_on, when
from reflectie.domain.value import Value
from reflectie.journal import meetings, series
from reflectie.journal.store import Journal

RECENT = dt.timedelta(days=60)
"""How long Thuis asks to look back on a meeting; in Overleg it can be done at any time."""

_SKIP = "z: nooit"


class Standing(Value):
    """A meeting and its series, with the newest preparation and look back and what else belongs to it."""

    meeting: Meeting
    series: Series | None = None
    preparation: Summary | None = None
    look_back: Summary | None = None
    others: tuple[Summary, ...] = ()

    def written(self, around: Around) -> Summary | None:
        return self.preparation if around is Around.PREPARE else self.look_back

    def words(self, now: dt.datetime) -> str:
        """How far it is, in words."""
        return how_far(self.meeting, self.preparation, self.look_back, now)

    def coming(self, now: dt.datetime) -> str:
        """The row of Thuis about one to come."""
        return f"{self.meeting.name} · {when(self.meeting, now.date())} · {self.words(now)}"

    def past(self, now: dt.datetime) -> str:
        """The row of Thuis that asks to look back; without the time, so that its key stands in sight."""
        return f"{self.meeting.name} · {when(replace(self.meeting, time=None), now.date())} · {_SKIP}"


def every(journal: Journal, library: Library, since: dt.date | None = None) -> tuple[Standing, ...]:
    """All meetings, or those from a day on and those without a day; oldest first, without a day last."""
    return _standings(journal, library, meetings.meetings(journal, since))


def one(journal: Journal, library: Library, meeting_id: str) -> Standing:
    """One by its id. Raises ``UnknownMeeting``."""
    (found,) = _standings(journal, library, [meetings.meeting(journal, meeting_id)])
    return found


def at_hand(journal: Journal, library: Library, now: dt.datetime) -> tuple[Standing | None, Standing | None]:
    """The next meeting to come, and the last one that can be looked back on."""
    recent = meetings.meetings(journal, now.date() - RECENT)
    if not recent:
        return None, None
    found = {one.meeting.id: one for one in _standings(journal, library, recent)}
    done = {one.meeting.id for one in found.values() if one.look_back}
    coming, last = next_to_come(recent, now), to_look_back_on(recent, done, now)
    return found[coming.id] if coming else None, found[last.id] if last else None


def preparation(journal: Journal, library: Library, entry: Entry) -> tuple[Exercise, Entry] | None:
    """The preparation of the meeting of a look back, newest first; None for any other entry."""
    exercise = library.exercise(entry.exercise)
    if exercise is None or exercise.meeting is not Around.LOOK_BACK or entry.meeting is None:
        return None
    try:
        found = one(journal, library, entry.meeting).preparation
    except UnknownMeeting:  # the meeting was thrown away in another window
        return None
    prepared = library.exercise(found.exercise) if found else None
    return (prepared, journal.entry(found.id)) if found and prepared else None


def meeting_of(journal: Journal, library: Library, entry: Entry) -> tuple[str, tuple[Exercise, Entry] | None]:
    """The name of the meeting of an entry, and the preparation on which it looks back."""
    name = name_of(journal, entry.meeting)
    return name, preparation(journal, library, entry) if name else None


def name_of(journal: Journal, meeting_id: str | None) -> str:
    """The name of a meeting; nothing without one, or when it was thrown away in another window."""
    if meeting_id is None:
        return ""
    try:
        return meetings.meeting(journal, meeting_id).name
    except UnknownMeeting:
        return ""


def _standings(journal: Journal, library: Library, found: Iterable[Meeting]) -> tuple[Standing, ...]:
    known = {one.id: one for one in series.all_series(journal)}
    return tuple(
        _standing(one, known.get(one.series or ""), meetings.entries(journal, [one.id]), library)
        for one in found
    )


def _standing(
    meeting: Meeting, belongs: Series | None, written: tuple[Summary, ...], library: Library
) -> Standing:
    newest: dict[Around, Summary] = {}
    others: list[Summary] = []
    for summary in written:
        exercise = library.exercise(summary.exercise)
        if exercise and exercise.meeting and exercise.meeting not in newest:
            newest[exercise.meeting] = summary
        else:
            others.append(summary)
    return Standing(
        meeting=meeting,
        series=belongs,
        preparation=newest.get(Around.PREPARE),
        look_back=newest.get(Around.LOOK_BACK),
        others=tuple(others),
    )
