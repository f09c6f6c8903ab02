"""Meetings with the entries written about them, read from the journal in one call."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from msgspec.structs import replace

from reflectie.domain.date_parser import parse_day_and_time
from reflectie.domain.entry import Entry, EntrySummary
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.meeting import (
    NO_VERSION,
    InvitationVersion,
    Meeting,
    Series,
    is_past,
    meeting_moment,
    meeting_status,
    meeting_to_look_back_on,
    next_meeting,
)
from reflectie.domain.value import Value
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.entries import preparation_for
from reflectie.services.kept_words import with_kept_words

LOOK_BACK_PROMPT_PERIOD = dt.timedelta(days=60)
"""How long the home screen asks to look back on a meeting. On the meetings screen it is always possible."""

_SKIP_HINT = "m: niet meer vragen"


class MeetingOverview(Value):
    """A meeting and its series, with its newest preparation, newest look back and other entries."""

    meeting: Meeting
    series: Series | None = None
    preparation: EntrySummary | None = None
    look_back: EntrySummary | None = None
    others: tuple[EntrySummary, ...] = ()

    def entry_for(self, phase: MeetingPhase) -> EntrySummary | None:
        return self.preparation if phase is MeetingPhase.PREPARE else self.look_back

    def entry_to_continue(self, phase: MeetingPhase) -> str | None:
        """The id of the preparation or look back if it is unfinished."""
        entry = self.entry_for(phase)
        return entry.id if entry and entry.is_open else None

    def entry_to_read(self, phase: MeetingPhase) -> str | None:
        """The id of the preparation or look back if it is finished."""
        entry = self.entry_for(phase)
        return entry.id if entry and not entry.is_open else None

    def offered_phases(self, now: dt.datetime) -> tuple[MeetingPhase, ...]:
        """What can be written: a preparation, and a look back unless the meeting is still to come."""
        is_coming = self.meeting.day is not None and not is_past(self.meeting, now)
        if is_coming and self.look_back is None:
            return (MeetingPhase.PREPARE,)
        return (MeetingPhase.PREPARE, MeetingPhase.LOOK_BACK)

    def next_phase(self, now: dt.datetime) -> MeetingPhase:
        """What to write now: a preparation, or after the meeting a look back."""
        has_passed = is_past(self.meeting, now) or self.look_back is not None
        return MeetingPhase.LOOK_BACK if has_passed else MeetingPhase.PREPARE

    def can_stop_asking(self, now: dt.datetime) -> bool:
        """Whether Home may ask to look back on the meeting; the user can turn that off."""
        return self.meeting.looks_back and is_past(self.meeting, now) and self.look_back is None

    @property
    def can_ask_again(self) -> bool:
        """Whether the user turned the question to look back off, and has not looked back since."""
        return not self.meeting.looks_back and self.look_back is None

    @property
    def is_prepared(self) -> bool:
        """Whether there is a finished preparation."""
        return self.preparation is not None and not self.preparation.is_open

    def status(self, now: dt.datetime) -> str:
        """Return what was done with the meeting, in words."""
        return meeting_status(self.meeting, self.preparation, self.look_back, now)

    def upcoming_label(self, now: dt.datetime) -> str:
        """Return the row of the meeting where the user can choose it, and on the home screen."""
        return f"{self.meeting.name} · {meeting_moment(self.meeting, now.date())} · {self.status(now)}"

    def look_back_label(self, now: dt.datetime) -> str:
        """Return the row of the home screen that asks for a look back, with its key instead of the time."""
        moment = meeting_moment(replace(self.meeting, time=None), now.date())
        return f"{self.meeting.name} · {moment} · {_SKIP_HINT}"


def all_overviews(
    journal: Journal, library: Library, since: dt.date | None = None
) -> tuple[MeetingOverview, ...]:
    """Return all meetings, oldest first and those without a day last; with ``since``, from that day on."""
    return _overviews(journal, library, meetings.list_meetings(journal, since))


def meeting_overview(journal: Journal, library: Library, meeting_id: str) -> MeetingOverview:
    """Return one meeting. Raise NotFound if there is none with this id."""
    (overview,) = _overviews(journal, library, [meetings.get_meeting(journal, meeting_id)])
    return overview


def next_and_last(
    journal: Journal, library: Library, now: dt.datetime
) -> tuple[MeetingOverview | None, MeetingOverview | None]:
    """Return the next meeting, and the last one that still has no look back."""
    recent = meetings.list_meetings(journal, now.date() - LOOK_BACK_PROMPT_PERIOD)
    if not recent:
        return None, None
    overviews = {overview.meeting.id: overview for overview in _overviews(journal, library, recent)}
    looked_back = {meeting_id for meeting_id, overview in overviews.items() if overview.look_back}
    coming, last = next_meeting(recent, now), meeting_to_look_back_on(recent, looked_back, now)
    return overviews[coming.id] if coming else None, overviews[last.id] if last else None


def meetings_to_choose(
    journal: Journal, library: Library, phase: MeetingPhase, now: dt.datetime
) -> tuple[MeetingOverview, ...]:
    """Return the meetings that can be prepared or looked back on, the nearest in time first."""
    overviews = [o for o in all_overviews(journal, library) if o.next_phase(now) is phase]
    return tuple(overviews if phase is MeetingPhase.PREPARE else reversed(overviews))


def meeting_details(
    journal: Journal, library: Library, entry: Entry
) -> tuple[str, tuple[Exercise, Entry] | None]:
    """Return the name of the meeting of an entry, and the preparation that a look back refers to."""
    name = meeting_title(journal, entry.meeting)
    return name, preparation_for(journal, library, entry) if name else None


def meeting_title(journal: Journal, meeting_id: str | None) -> str:
    """Return the name of a meeting; empty if there is none, or if it was deleted meanwhile."""
    with suppress(NotFound):
        return meetings.get_meeting(journal, meeting_id).name if meeting_id else ""
    return ""


def _overviews(
    journal: Journal, library: Library, selected: Iterable[Meeting]
) -> tuple[MeetingOverview, ...]:
    series = {item.id: item for item in meetings.list_series(journal)}
    return tuple(
        _overview(
            meeting,
            series.get(meeting.series or ""),
            with_kept_words(journal, library.kept_steps, meetings.meeting_entries(journal, [meeting.id])),
            library,
        )
        for meeting in selected
    )


def _overview(
    meeting: Meeting, series: Series | None, summaries: tuple[EntrySummary, ...], library: Library
) -> MeetingOverview:
    newest: dict[MeetingPhase, EntrySummary] = {}
    others: list[EntrySummary] = []
    for summary in summaries:
        exercise = library.exercise(summary.exercise)
        if exercise and exercise.meeting and exercise.meeting not in newest:
            newest[exercise.meeting] = summary
        else:
            others.append(summary)
    return MeetingOverview(
        meeting=meeting,
        series=series,
        preparation=newest.get(MeetingPhase.PREPARE),
        look_back=newest.get(MeetingPhase.LOOK_BACK),
        others=tuple(others),
    )


class NewMeeting(Value):
    """A meeting to create.

    ``series`` is the name of its series, or empty. ``uid`` and ``version`` are those of the invitation that
    it comes from, if any.
    """

    name: str
    day: dt.date | None = None
    time: dt.time | None = None
    series: str = ""
    uid: str = ""
    version: InvitationVersion = NO_VERSION


def create_meeting(journal: Journal, planned: NewMeeting) -> Meeting:
    """Create a meeting. Its series is looked up by invitation or name, and created if there is none.

    Raises:
        InvalidInput: the name of the meeting or of the series cannot be used.
    """
    series = meetings.find_or_new_series(journal, planned.series, planned.uid) if planned.series else None
    day, time = planned.day, planned.time
    meeting = meetings.create_meeting(journal, planned.name, day, time, series, planned.uid)
    if planned.version == NO_VERSION:
        return meeting
    return meetings.reschedule_meeting(journal, meeting.id, day, time, planned.version)


def reschedule_meeting(journal: Journal, meeting_id: str, when: str, today: dt.date) -> Meeting:
    """Move a meeting to the day and time in ``when``, such as "dinsdag 14:30"; empty removes both.

    Raises:
        InvalidInput: ``when`` is not understood.
    """
    return meetings.reschedule_meeting(journal, meeting_id, *parse_day_and_time(when, today))


def move_to_series(journal: Journal, meeting_id: str, name: str) -> Meeting:
    """Move a meeting to the series with this name, new or existing; an empty name means no series."""
    series = meetings.find_or_new_series(journal, name) if name.strip() else None
    return meetings.move_meeting_to_series(journal, meeting_id, series)
