"""Meetings with the entries written about them, read from the journal in one call."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Entry, EntrySummary
from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.meeting import (
    Meeting,
    Series,
    meeting_moment,
    meeting_status,
    meeting_to_look_back_on,
    next_meeting,
)
from reflectie.domain.value import Value
from reflectie.journal import meetings
from reflectie.journal.journal import Journal

LOOK_BACK_PROMPT_PERIOD = dt.timedelta(days=60)
"""How long Thuis asks to look back on a meeting; in Overleg it can be done at any time."""

_SKIP_HINT = "z: nooit"


class MeetingOverview(Value):
    """A meeting and its series, with the newest preparation and look back and what else belongs to it."""

    meeting: Meeting
    series: Series | None = None
    preparation: EntrySummary | None = None
    look_back: EntrySummary | None = None
    others: tuple[EntrySummary, ...] = ()

    def entry_for(self, around: MeetingPhase) -> EntrySummary | None:
        return self.preparation if around is MeetingPhase.PREPARE else self.look_back

    def status(self, now: dt.datetime) -> str:
        """How far it is, in words."""
        return meeting_status(self.meeting, self.preparation, self.look_back, now)

    def upcoming_label(self, now: dt.datetime) -> str:
        """The row of Thuis about one to come."""
        return f"{self.meeting.name} · {meeting_moment(self.meeting, now.date())} · {self.status(now)}"

    def look_back_label(self, now: dt.datetime) -> str:
        """The row of Thuis that asks to look back; without the time, so that its key stands in sight."""
        return f"{self.meeting.name} · {meeting_moment(replace(self.meeting, time=None), now.date())} · {_SKIP_HINT}"


def all_overviews(
    journal: Journal, library: Library, since: dt.date | None = None
) -> tuple[MeetingOverview, ...]:
    """All meetings, or those from a day on and those without a day; oldest first, without a day last."""
    return _overviews(journal, library, meetings.list_meetings(journal, since))


def meeting_overview(journal: Journal, library: Library, meeting_id: str) -> MeetingOverview:
    """One by its id. Raises ``UnknownMeeting``."""
    (found,) = _overviews(journal, library, [meetings.get_meeting(journal, meeting_id)])
    return found


def next_and_last(
    journal: Journal, library: Library, now: dt.datetime
) -> tuple[MeetingOverview | None, MeetingOverview | None]:
    """The next meeting to come, and the last one that can be looked back on."""
    recent = meetings.list_meetings(journal, now.date() - LOOK_BACK_PROMPT_PERIOD)
    if not recent:
        return None, None
    found = {one.meeting.id: one for one in _overviews(journal, library, recent)}
    done = {one.meeting.id for one in found.values() if one.look_back}
    coming, last = next_meeting(recent, now), meeting_to_look_back_on(recent, done, now)
    return found[coming.id] if coming else None, found[last.id] if last else None


def preparation_for(journal: Journal, library: Library, entry: Entry) -> tuple[Exercise, Entry] | None:
    """The preparation of the meeting of a look back, newest first; None for any other entry."""
    exercise = library.exercise(entry.exercise)
    if exercise is None or exercise.meeting is not MeetingPhase.LOOK_BACK or entry.meeting is None:
        return None
    try:
        found = meeting_overview(journal, library, entry.meeting).preparation
    except UnknownMeeting:  # the meeting was thrown away in another window
        return None
    prepared = library.exercise(found.exercise) if found else None
    return (prepared, journal.entry(found.id)) if found and prepared else None


def meeting_details(
    journal: Journal, library: Library, entry: Entry
) -> tuple[str, tuple[Exercise, Entry] | None]:
    """The name of the meeting of an entry, and the preparation on which it looks back."""
    name = meeting_title(journal, entry.meeting)
    return name, preparation_for(journal, library, entry) if name else None


def meeting_title(journal: Journal, meeting_id: str | None) -> str:
    """The name of a meeting; nothing without one, or when it was thrown away in another window."""
    if meeting_id is None:
        return ""
    try:
        return meetings.get_meeting(journal, meeting_id).name
    except UnknownMeeting:
        return ""


def _overviews(journal: Journal, library: Library, found: Iterable[Meeting]) -> tuple[MeetingOverview, ...]:
    known = {one.id: one for one in meetings.list_series(journal)}
    return tuple(
        _overview(one, known.get(one.series or ""), meetings.meeting_entries(journal, [one.id]), library)
        for one in found
    )


def _overview(
    meeting: Meeting, belongs: Series | None, written: tuple[EntrySummary, ...], library: Library
) -> MeetingOverview:
    newest: dict[MeetingPhase, EntrySummary] = {}
    others: list[EntrySummary] = []
    for summary in written:
        exercise = library.exercise(summary.exercise)
        if exercise and exercise.meeting and exercise.meeting not in newest:
            newest[exercise.meeting] = summary
        else:
            others.append(summary)
    return MeetingOverview(
        meeting=meeting,
        series=belongs,
        preparation=newest.get(MeetingPhase.PREPARE),
        look_back=newest.get(MeetingPhase.LOOK_BACK),
        others=tuple(others),
    )
