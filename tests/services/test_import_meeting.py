"""Create or update a meeting from an invitation, and start a preparation with its attendees."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.calendar.invitation import Invitation
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Library
from reflectie.journal import meetings
from reflectie.journal.find_entries import count_entries
from reflectie.journal.journal import Journal
from reflectie.services.import_meeting import (
    add_attendees,
    find_imported_meeting,
    is_rescheduled,
    load_invitations,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import NewMeeting, create_meeting

from .conftest import FREE, NOW, PREPARE, SaveEntry

DAY, TIME = dt.date(2026, 11, 24), dt.time(9, 30)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:proef\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSUMMARY:Regiotafel\r\n"
    "DTSTART:20261124T093000\r\nDTEND:20261124T103000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def invitation(day: dt.date = DAY, is_recurring: bool = False) -> Invitation:
    start = dt.datetime.combine(day, TIME)
    return Invitation(
        uid="a@b",
        name="Regiotafel",
        start=start,
        end=start + dt.timedelta(hours=1),
        is_recurring=is_recurring,
    )


@pytest.mark.parametrize("form", ["{}", "'{}'", ' "{}" ', "~/uitnodiging.ics"])
def test_a_path_may_be_quoted_or_start_at_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    path = tmp_path / "uitnodiging.ics"
    path.write_bytes(CALENDAR.encode())
    (found,) = load_invitations(form.format(path), NOW)
    assert (found.name, found.day, found.time) == ("Regiotafel", DAY, TIME)


@pytest.mark.parametrize("path", ["weg.ics", "~bestaatniet/weg.ics", ""])
def test_a_file_that_cannot_be_read_is_refused(path: str) -> None:
    with pytest.raises(ReflectieError):
        load_invitations(path, NOW)


def test_a_meeting_is_found_by_its_invitation_also_on_another_day(journal: Journal) -> None:
    assert find_imported_meeting(journal, invitation()) is None
    meeting = create_meeting(journal, NewMeeting(name="tafel", day=DAY, uid="a@b"))
    assert find_imported_meeting(journal, invitation()) == meeting
    assert find_imported_meeting(journal, invitation(DAY + dt.timedelta(days=1))) == meeting


def test_each_day_of_a_recurring_invitation_is_another_meeting(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel", day=DAY, uid="a@b"))
    next_day = DAY + dt.timedelta(days=1)
    assert find_imported_meeting(journal, invitation(next_day, is_recurring=True)) is None
    assert find_imported_meeting(journal, invitation(next_day, is_recurring=True), DAY) == meeting


def test_a_newer_invitation_moves_the_meeting_and_keeps_its_name(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel", day=DAY, time=TIME, uid="a@b"))
    assert update_imported_meeting(journal, meeting, DAY, TIME) == meeting
    moved = update_imported_meeting(journal, meeting, DAY, dt.time(11))
    assert (moved.name, moved.time) == ("tafel", dt.time(11))
    assert update_imported_meeting(journal, moved, DAY, dt.time(11), "mijn tafel").name == "mijn tafel"


def test_attendees_become_rows_of_an_open_preparation(journal: Journal, library: Library) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel", day=DAY))
    assert add_attendees(journal, library, meeting, ["de school", "de gemeente"], NOW)
    (summary,) = journal.summaries(meeting=meeting.id)
    cells = [answer.text for answer in journal.entry(summary.id).answers if answer.text]
    assert (summary.exercise, summary.is_open) == (PREPARE.id, True)
    assert cells == ["de school", "de gemeente"]


def test_attendees_are_not_added_to_a_meeting_that_has_an_entry(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel"))
    save_entry("a", FREE, meeting=meeting.id)
    assert not add_attendees(journal, library, meeting, ["de school"], NOW)
    assert count_entries(journal) == 1


def test_without_an_exercise_for_attendees_no_preparation_is_started(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel"))
    assert add_attendees(journal, Library(exercises=(FREE,)), meeting, ["de school"], NOW)
    assert count_entries(journal) == 0
    assert meetings.list_meetings(journal) == (meeting,)


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, False), ({"second": 30}, False), ({"hour": 11}, True), ({"day": 25}, True)],
)
def test_a_newer_invitation_with_another_moment_is_noticed(
    journal: Journal, change: dict[str, int], expected: bool
) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel", day=DAY, time=TIME))
    start = dt.datetime.combine(DAY, TIME).replace(**change)  # type: ignore[arg-type]
    assert is_rescheduled(meeting, replace(invitation(), start=start)) is expected
