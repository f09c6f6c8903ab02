"""Importing a meeting from an invitation in an .ics file."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input

from reflectie.domain.meeting import InvitationVersion
from reflectie.journal import meetings
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog, NewMeetingDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .meeting_helpers import (
    TUESDAY,
    all_meetings,
)
from .writer import Writer

_INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//NL
BEGIN:VEVENT
UID:abc
DTSTAMP:20261101T090000Z
DTSTART:20261124T133000
DTEND:20261124T150000
SUMMARY:Regiotafel
ATTENDEE;CN=Sam Kanarie:mailto:sam@example.org
ATTENDEE;CN=Piet:mailto:piet@example.org
ATTENDEE;CN=Loes:mailto:loes@example.org
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def invitation(tmp_path: Path) -> Path:
    path = tmp_path / "uitnodiging.ics"
    path.write_text(_INVITATION.replace("\n", "\r\n"))
    return path


async def import_file(writer: Writer, path: Path) -> None:
    await writer.presses("o", "u")
    await writer.reaches(InputDialog)
    await writer.writes(f"{path}\n")


async def test_an_invitation_fills_in_a_meeting_without_saving_names(
    writer: Writer, invitation: Path
) -> None:
    await import_file(writer, invitation)
    await writer.reaches(NewMeetingDialog)
    await writer.sees("Regiotafel", "24-11-2026")
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(ListDialog)
    await writer.sees("wie er komt")
    await writer.presses("end", "enter")
    await writer.reaches(MeetingScreen)
    (meeting,) = await all_meetings(writer)
    assert (meeting.name, meeting.day, meeting.uid) == ("Regiotafel", TUESDAY, "abc")
    assert await writer.entries() == []
    await writer.presses("escape", "u")
    await writer.reaches(InputDialog)
    await writer.writes(f"{invitation}\n")
    await writer.sees("Dit overleg stond er al.")
    assert len(await all_meetings(writer)) == 1


@pytest.mark.parametrize(("keys", "hour"), [(["enter"], 16), (["down", "enter"], 14), (["escape"], 14)])
async def test_a_newer_invitation_asks_which_moment_is_right(
    writer: Writer, invitation: Path, keys: list[str], hour: int
) -> None:
    call = writer.context.require_journal.call
    meeting = await call(meetings.create_meeting, "regiotafel", TUESDAY, dt.time(14), None, "abc")
    later = _INVITATION.replace("T133000", "T160000").replace("T150000", "T170000")
    await asyncio.to_thread(invitation.write_text, later.replace("\n", "\r\n"))
    await import_file(writer, invitation)
    await writer.reaches(ListDialog)
    await writer.sees("'regiotafel' stond er al (24-11-2026 14:00).", "staat 24-11-2026 16:00. Wat klopt?")
    await writer.presses(*keys)
    await writer.reaches(MeetingScreen)
    (found,) = await all_meetings(writer)
    assert (found.id, found.time) == (meeting.id, dt.time(hour))


async def test_attendees_are_saved_by_role_without_their_names(writer: Writer, invitation: Path) -> None:
    await import_file(writer, invitation)
    await writer.reaches(NewMeetingDialog)
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(ListDialog)
    await writer.presses("enter")
    await writer.reaches(AttendeeRolesDialog)
    await writer.sees("Sam Kanarie", "Piet", "Loes", "Namen worden niet bewaard")
    await writer.writes("de school\n\nde wijkverpleegkundige\n")
    await writer.reaches(MeetingScreen)
    (entry,) = await writer.entries()
    assert [answer.text for answer in entry.answers if answer.text] == ["de school", "de wijkverpleegkundige"]
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    assert writer.view.stop.step_index == 0


async def test_without_roles_no_attendees_are_saved(writer: Writer, invitation: Path) -> None:
    await import_file(writer, invitation)
    await writer.reaches(NewMeetingDialog)
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(ListDialog)
    await writer.presses("enter")
    await writer.reaches(AttendeeRolesDialog)
    await writer.presses("ctrl+n")
    await writer.reaches(MeetingScreen)
    assert await writer.entries() == []


async def test_one_of_several_meetings_in_a_file_can_be_chosen(writer: Writer, invitation: Path) -> None:
    event = _INVITATION.split("BEGIN:VEVENT")[1].split("END:VCALENDAR", maxsplit=1)[0]
    older = event.replace("UID:abc", "UID:def").replace("20261124", "20261117")
    both = _INVITATION.replace(event, f"{event}BEGIN:VEVENT{older}")
    await asyncio.to_thread(invitation.write_text, both.replace("\n", "\r\n"))
    await import_file(writer, invitation)
    await writer.reaches(ListDialog)
    await writer.sees("Welk overleg?", "Regiotafel · 24-11-2026", "Regiotafel · 17-11-2026", "geweest")
    await writer.presses("down", "enter")
    await writer.reaches(NewMeetingDialog)
    await writer.sees("17-11-2026")


_EVENT = _INVITATION.split("BEGIN:VEVENT")[1].split("END:VCALENDAR", maxsplit=1)[0]
_PAST = _EVENT.replace("UID:abc", "UID:def").replace("20261124", "20261117")
_UNNAMED = _EVENT.replace("UID:abc", "UID:ghi").replace("SUMMARY:Regiotafel\n", "")


async def write_events(path: Path, *events: str) -> None:
    text = _INVITATION.replace(_EVENT, "BEGIN:VEVENT".join(events))
    await asyncio.to_thread(path.write_text, text.replace("\n", "\r\n"))


async def test_all_meetings_in_a_file_are_taken_in_one_go(writer: Writer, invitation: Path) -> None:
    later = _EVENT.replace("UID:abc", "UID:later").replace("20261124", "20261125")
    await write_events(invitation, _EVENT, later, _PAST)
    await import_file(writer, invitation)
    await writer.reaches(ListDialog)
    await writer.sees("alle 2 die nog komen", "alle 3")
    await writer.presses("end", "up", "enter")
    await writer.sees("Overgenomen: 2.")
    await writer.reaches(MeetingsScreen)
    await writer.sees("straks", "Regiotafel")
    assert len(await all_meetings(writer)) == 2
    assert await writer.entries() == []
    await writer.presses("u")
    await writer.reaches(InputDialog)
    await writer.writes(f"{invitation}\n")
    await writer.reaches(ListDialog)
    await writer.presses("end", "enter")
    await writer.sees("Overgenomen: 1.", "Stond er al: 2.")
    assert len(await all_meetings(writer)) == 3


async def test_of_all_meetings_one_without_a_name_is_asked_for(writer: Writer, invitation: Path) -> None:
    await write_events(invitation, _EVENT, _UNNAMED)
    await import_file(writer, invitation)
    await writer.reaches(ListDialog)
    await writer.sees("(zonder naam)")
    await writer.presses("end", "enter")
    await writer.reaches(NewMeetingDialog)
    await writer.writes("De raad")
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(MeetingsScreen)
    await writer.sees("Overgenomen: 2.")
    assert {meeting.name for meeting in await all_meetings(writer)} == {"Regiotafel", "De raad"}


async def test_an_older_invitation_is_told_and_not_taken_over(writer: Writer, invitation: Path) -> None:
    call, newer = writer.context.require_journal.call, InvitationVersion(sequence=2)
    meeting = await call(meetings.create_meeting, "regiotafel", TUESDAY, dt.time(9), None, "abc")
    await call(meetings.reschedule_meeting, meeting.id, TUESDAY, dt.time(9), newer)
    await import_file(writer, invitation)
    await writer.sees("Deze uitnodiging is ouder dan die van 'regiotafel'.", "blijft staan: 24-11-2026 09:00")
    await writer.reaches(MeetingScreen)
    (found,) = await all_meetings(writer)
    assert (found.time, found.version) == (dt.time(9), newer)


async def test_attendees_can_be_saved_by_name(writer: Writer, invitation: Path) -> None:
    await import_file(writer, invitation)
    await writer.reaches(NewMeetingDialog)
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(ListDialog)
    await writer.presses("down", "enter")
    await writer.reaches(MeetingScreen)
    assert "Sam Kanarie" in {answer.text for answer in (await writer.entry()).answers}


@pytest.mark.parametrize("text", ["", "geen agenda", "BEGIN:VCALENDAR"])
async def test_a_bad_file_is_reported_and_nothing_is_saved(writer: Writer, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.ics"
    path.write_text(text)
    await import_file(writer, path)
    await writer.sees("Er is niets bewaard.")
    await writer.presses("escape")
    await writer.reaches(MeetingsScreen)
    assert await all_meetings(writer) == ()


@pytest.mark.parametrize("name", ["bestaat-niet.ics", "a\x00b", ""])
async def test_a_missing_file_is_reported(writer: Writer, tmp_path: Path, name: str) -> None:
    await writer.presses("o", "u")
    await writer.reaches(InputDialog)
    writer.widget(Input).value = str(tmp_path / name)
    await writer.presses("enter")
    await writer.sees("gaat niet open")
