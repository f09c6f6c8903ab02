"""A moment for the user's own calendar, from the page of a meeting and from a reflection with a next step."""

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec.structs import replace
from textual.widgets import Input

from reflectie.services import card_output
from reflectie.tui.exporting.appointment_dialog import AppointmentDialog
from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen

from .meeting_helpers import create_meeting, open_page
from .sample_entries import make_entry
from .writer import Writer


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a file is suggested."""
    monkeypatch.setattr(card_output.platformdirs, "user_documents_dir", lambda: str(tmp_path))
    return tmp_path


def read_event(path: Path):
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return event


def fields(writer: Writer) -> list[Input]:
    return list(writer.app.screen.query(Input))


def files(folder: Path, suffix: str) -> set[Path]:
    return {path for path in folder.iterdir() if path.suffix == suffix}


async def opens_entry(writer: Writer, yields: str) -> None:
    entry = make_entry(1, "de wethouder bellen")
    answers = [replace(answer, yields=yields) for answer in entry.answers]
    await writer.context.require_journal.save(entry, answers)
    await writer.presses("l", "enter")
    await writer.reaches(ReaderScreen)


async def test_a_moment_to_look_back_on_a_meeting_is_written(writer: Writer, documents: Path) -> None:
    await open_page(writer, await create_meeting(writer, "zorgen om Sanne", hour=14))
    await writer.presses("@")
    await writer.reaches(AppointmentDialog)
    await writer.sees("In je agenda komt: dinsdag 24 november 2026, 15:00 tot 15:15 · Terugkijken.")
    await writer.presses("enter", "enter", "enter")
    await writer.reaches(MeetingScreen)
    await writer.sees_file("agenda-2026-11-22.ics")
    event = read_event(documents / "agenda-2026-11-22.ics")
    assert event["SUMMARY"] == "Terugkijken"
    assert event.decoded("DTSTART") == dt.datetime(2026, 11, 24, 15)
    assert b"Sanne" not in (documents / "agenda-2026-11-22.ics").read_bytes()


async def test_a_moment_for_a_next_step_asks_when(writer: Writer, documents: Path) -> None:
    await opens_entry(writer, "intention")
    await writer.presses("@")
    await writer.reaches(AppointmentDialog)
    await writer.sees("Schrijf een dag")
    await writer.presses("enter", "enter", "enter")
    await writer.sees("Schrijf een dag")
    await writer.presses("up", "up")
    await writer.writes("morgen 9:00")
    await writer.sees("maandag 23 november 2026, 09:00 tot 09:15 · Herinnering. Verder niets.")
    await writer.presses("enter")
    fields(writer)[1].value = "Jan de Vries"
    await writer.sees("Dit lijkt op een volledige naam.")
    fields(writer)[1].value = "bellen"
    await writer.presses("enter", "enter")
    await writer.reaches(ReaderScreen)
    event = read_event(documents / "agenda-2026-11-22.ics")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("bellen", dt.datetime(2026, 11, 23, 9))


async def test_the_closing_offers_a_moment_once_there_is_a_step(writer: Writer) -> None:
    await writer.opens(4)
    while not writer.is_at_closing:
        if "kleine stap" in writer.view.stop.text:
            await writer.writes("de wethouder bellen")
        await writer.goes_on()
    await writer.reaches_closing()
    assert any("Je stap: een moment in je agenda" in text for text in writer.option_texts)
    await writer.presses("end", "enter")
    await writer.reaches(AppointmentDialog)
    await writer.sees("Herinnering", "Schrijf een dag")
    await writer.presses("escape")
    await writer.reaches_closing()


async def test_the_closing_offers_no_moment_without_a_step(writer: Writer) -> None:
    await writer.opens(4)
    while not writer.is_at_closing:
        await writer.skips()
    await writer.reaches_closing()
    assert not [text for text in writer.option_texts if "agenda" in text]


async def test_an_existing_file_stays_and_can_be_left(writer: Writer, documents: Path) -> None:
    mine = documents / "mijn.ics"
    mine.write_text("van mij")
    await open_page(writer, await create_meeting(writer, "regiotafel"))
    await writer.presses("@")
    await writer.reaches(AppointmentDialog)
    fields(writer)[-1].value = str(mine)
    await writer.presses("enter", "enter", "enter")
    await writer.sees("dat bestand is er al")
    await writer.presses("escape")
    await writer.reaches(MeetingScreen)
    assert files(documents, ".ics") == {mine}
    assert mine.read_text() == "van mij"


async def test_without_a_next_step_there_is_nothing_for_the_calendar(writer: Writer) -> None:
    await opens_entry(writer, "learning")
    await writer.presses("@")
    assert isinstance(writer.app.screen, ReaderScreen)


async def test_one_reflection_is_exported_from_its_own_page(writer: Writer) -> None:
    await opens_entry(writer, "learning")
    await writer.presses("c")
    await writer.reaches(ExportScreen)
    await writer.sees("Reflecties: 1 aangekruist")
