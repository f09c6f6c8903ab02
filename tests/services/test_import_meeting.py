"""Create or update a meeting from an invitation, and start a preparation with its attendees."""

import datetime as dt
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.calendar.invitation import Invitation
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import InvitationVersion
from reflectie.journal import meetings
from reflectie.journal.find_entries import count_entries
from reflectie.journal.journal import Journal
from reflectie.services.import_meeting import (
    ImportOutcome,
    add_attendees,
    find_imported_meeting,
    import_invitations,
    is_outdated,
    is_rescheduled,
    load_invitations,
    upcoming,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import NewMeeting, create_meeting

from .conftest import FREE, NOW, PREPARE, SaveEntry

YESTERDAY = NOW.date() - dt.timedelta(days=1)
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


@pytest.mark.parametrize("shares_uid", [False, True])
def test_an_invitation_with_seconds_is_imported_once(journal: Journal, shares_uid: bool) -> None:
    start = dt.datetime.combine(DAY, dt.time(9, 30, 15))
    with_seconds = replace(invitation(), start=start, shares_uid=shares_uid)
    outcomes = [import_invitations(journal, [with_seconds])[0].outcome for _ in range(2)]
    assert outcomes == [ImportOutcome.ADDED, ImportOutcome.UNCHANGED]


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
    assert add_attendees(journal, library, meeting, ["de school", "de gemeente"], NOW, YESTERDAY)
    (summary,) = journal.summaries(meeting=meeting.id)
    cells = [answer.text for answer in journal.entry(summary.id).answers if answer.text]
    assert (summary.exercise, summary.is_open, summary.day) == (PREPARE.id, True, YESTERDAY)
    assert cells == ["de school", "de gemeente"]


def test_attendees_are_not_added_to_a_meeting_that_has_an_entry(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel"))
    save_entry("a", FREE, meeting=meeting.id)
    assert not add_attendees(journal, library, meeting, ["de school"], NOW, YESTERDAY)
    assert count_entries(journal) == 1


def test_without_an_exercise_for_attendees_no_preparation_is_started(journal: Journal) -> None:
    meeting = create_meeting(journal, NewMeeting(name="tafel"))
    assert add_attendees(journal, Library(exercises=(FREE,)), meeting, ["de school"], NOW, YESTERDAY)
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.ics")
    with pytest.raises(ReflectieError, match="dat is geen gewoon bestand"):
        load_invitations(tmp_path / "pijp.ics", NOW)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices with a path here")
def test_a_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "verwijst.ics").symlink_to("/dev/zero")
    for path in (Path("/dev/zero"), tmp_path / "verwijst.ics"):
        with pytest.raises(ReflectieError, match="dat is geen gewoon bestand"):
            load_invitations(path, NOW)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReflectieError, match="dat is een map"):
        load_invitations(tmp_path, NOW)


# Several invitations, and their versions --------------------------------------------------------------

FIRST, SECOND = (InvitationVersion(sequence=number) for number in (1, 2))


def invited(name: str = "Jaargesprek", version: InvitationVersion = FIRST, hour: int = 9) -> Invitation:
    start = dt.datetime.combine(DAY, dt.time(hour))
    return Invitation(uid="seq", name=name, start=start, end=start, version=version)


def only_outcome(journal: Journal, item: Invitation) -> ImportOutcome:
    (result,) = import_invitations(journal, [item])
    return result.outcome


def test_an_older_version_changes_nothing_and_says_so(journal: Journal) -> None:
    assert only_outcome(journal, invited(version=SECOND, hour=15)) is ImportOutcome.ADDED
    before = meetings.list_meetings(journal)
    assert only_outcome(journal, invited(version=FIRST)) is ImportOutcome.OUTDATED
    assert meetings.list_meetings(journal) == before
    assert is_outdated(invited(version=FIRST), before[0])


def test_a_newer_version_moves_the_meeting_and_the_same_one_does_not(journal: Journal) -> None:
    assert only_outcome(journal, invited()) is ImportOutcome.ADDED
    assert only_outcome(journal, invited()) is ImportOutcome.UNCHANGED
    assert only_outcome(journal, invited(version=SECOND, hour=15)) is ImportOutcome.MOVED
    (meeting,) = meetings.list_meetings(journal)
    assert (meeting.time, meeting.version) == (dt.time(15), SECOND)


def test_a_meeting_that_the_user_moved_stays_at_the_same_version(journal: Journal) -> None:
    import_invitations(journal, [invited()])
    (meeting,) = meetings.list_meetings(journal)
    meetings.reschedule_meeting(journal, meeting.id, DAY, dt.time(16))
    assert only_outcome(journal, invited()) is ImportOutcome.KEPT
    assert meetings.get_meeting(journal, meeting.id).time == dt.time(16)


def test_the_stamp_decides_between_equal_sequences() -> None:
    early, late = (InvitationVersion(stamp=stamp) for stamp in ("2026-11-01T09:00:00", "2026-11-02T09:00:00"))
    assert early.is_older_than(late)
    assert not late.is_older_than(early)
    assert not InvitationVersion().is_older_than(late), "it does not say when it was written"


def test_meetings_that_share_a_uid_are_added_side_by_side(journal: Journal) -> None:
    both = [replace(invited(name, hour=hour), shares_uid=True) for name, hour in (("Een", 9), ("Twee", 14))]
    for outcome in (ImportOutcome.ADDED, ImportOutcome.UNCHANGED):
        assert [result.outcome for result in import_invitations(journal, both)] == [outcome, outcome]
    assert [meeting.name for meeting in meetings.list_meetings(journal)] == ["Een", "Twee"]


def test_upcoming_leaves_out_what_is_over() -> None:
    now = dt.datetime.combine(DAY, dt.time(12))
    assert upcoming([invited("Een", hour=9), invited("Twee", hour=14)], now) == (invited("Twee", hour=14),)
