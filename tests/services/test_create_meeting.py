"""Create a meeting, reschedule it, and move it to a series."""

import datetime as dt

import pytest

from reflectie.domain.errors import InvalidInput
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.meeting_overview import NewMeeting, create_meeting, move_to_series, reschedule_meeting

from .conftest import TODAY


def test_a_meeting_needs_only_a_name(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name=" tafel "))
    assert (meeting.name, meeting.day, meeting.series) == ("tafel", None, None)
    assert meetings.list_meetings(journal) == (meeting,)


def test_a_series_is_found_by_its_name_whatever_the_case(journal: Journal) -> None:
    first = create_meeting(journal, NewMeeting(name="een", series="Tafels"))
    second = create_meeting(journal, NewMeeting(name="twee", series="TAFELS"))
    assert first.series == second.series
    assert [series.name for series in meetings.list_series(journal)] == ["Tafels"]


def test_a_series_is_found_by_its_invitation(journal: Journal) -> None:
    first = create_meeting(journal, NewMeeting(name="een", series="Tafels", uid="a@b"))
    second = create_meeting(journal, NewMeeting(name="twee", series="andere naam", uid="a@b"))
    assert first.series == second.series


def test_a_meeting_without_a_usable_name_is_refused(journal: Journal) -> None:
    for planned in (NewMeeting(name=" "), NewMeeting(name="tafel", series="x" * 200)):
        with pytest.raises(InvalidInput):
            create_meeting(journal, planned)
    assert meetings.list_meetings(journal) == ()


def test_a_meeting_is_rescheduled_as_typed(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel")).id
    moved = reschedule_meeting(journal, meeting, "dinsdag 14:30", TODAY)
    assert (moved.day, moved.time) == (dt.date(2026, 11, 24), dt.time(14, 30))
    with pytest.raises(InvalidInput):
        reschedule_meeting(journal, meeting, "ooit", TODAY)
    assert meetings.get_meeting(journal, meeting) == moved
    cleared = reschedule_meeting(journal, meeting, "", TODAY)
    assert (cleared.day, cleared.time) == (None, None)


def test_a_meeting_moves_to_a_new_series_to_another_and_to_none(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="een")).id
    other = create_meeting(journal, NewMeeting(name="twee", series="Raad"))
    assert move_to_series(journal, meeting, "Tafels").series not in (None, other.series)
    assert move_to_series(journal, meeting, "raad").series == other.series
    assert move_to_series(journal, meeting, "  ").series is None
