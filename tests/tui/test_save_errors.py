"""Save errors: they are reported, nothing on the screen is lost, and saving is repeated."""

from collections.abc import Iterator

import pytest

from reflectie.journal.journal import Journal
from reflectie.tui import app
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.runner import stop_saver

from .disk import FULL, Disk
from .sample_entries import make_entry
from .writer import Writer


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk(monkeypatch, is_full=True)
    yield disk
    disk.is_full = False


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+o", "ctrl+g", "escape", "f2"])
async def test_a_failed_save_keeps_the_text_and_the_stop(writer: Writer, disk: Disk, key: str) -> None:
    await writer.begins("Een vraag")
    await writer.writes("dit mag niet weg")
    await writer.presses(key)
    await writer.sees(
        FULL, "Alles staat nog op het scherm", "bewaren gaat daarna vanzelf", "dit mag niet weg"
    )
    await writer.is_asked("Wat knaagt er?")
    assert writer.field.text == "dit mag niet weg"
    assert "bewaard om" not in writer.status
    disk.is_full = False
    await writer.goes_on()
    await writer.is_asked("En waar voel je dat?")
    assert (await writer.entry()).answers[0].text == "dit mag niet weg"


async def test_a_failed_autosave_is_reported_and_repeated_after_the_next_key(
    writer: Writer, disk: Disk
) -> None:
    await writer.begins("Een vraag")
    await writer.writes("half")
    await writer.sees(FULL)
    disk.is_full = False
    await writer.writes(" af")
    await writer.until(lambda: "bewaard om" in writer.status)
    (summary,) = await writer.context.require_journal.call(Journal.summaries)
    assert summary.words == "half af"


async def test_a_failed_autosave_is_repeated_without_a_key(
    writer: Writer, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop_saver, "RETRY_DELAY", 0.05)
    await writer.begins("Een vraag")
    await writer.writes("half")
    await writer.sees(FULL)
    disk.is_full = False
    await writer.until(lambda: "bewaard om" in writer.status)
    await writer.does_not_see(FULL)
    (summary,) = await writer.context.require_journal.call(Journal.summaries)
    assert summary.words == "half"


async def test_a_failed_save_on_leaving_is_repeated_at_the_same_stop(
    writer: Writer, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop_saver, "RETRY_DELAY", 0.05)
    await writer.begins("Een lijn")
    await writer.presses("right", "end", "ctrl+n")
    await writer.sees(FULL)
    disk.is_full = False
    await writer.until(lambda: "bewaard om" in writer.status)
    await writer.is_asked("Waar ben jij thuis?")
    assert [p.value for p in (await writer.entry()).placements] == [100]


async def test_the_save_error_disappears_after_leaving_without_changes(writer: Writer, disk: Disk) -> None:
    disk.is_full = False
    await writer.begins("Een vraag")
    await writer.writes("ja")
    await writer.goes_on()
    await writer.goes_back()
    disk.is_full = True
    await writer.writes("!")
    await writer.sees(FULL)
    await writer.presses("backspace")
    disk.is_full = False
    await writer.goes_on()
    await writer.is_asked("En waar voel je dat?")
    await writer.does_not_see(FULL)


async def test_the_whole_save_error_fits_on_the_smallest_screen(writer: Writer, disk: Disk) -> None:
    await writer.resizes(40, 15)
    await writer.begins("Een vraag")
    await writer.writes("dit mag niet weg")
    await writer.sees("Nog niet bewaard", "sleep met Shift en de muis.", "dit mag niet weg")


async def test_unsaved_text_can_be_copied_with_the_keys_in_the_message(writer: Writer, disk: Disk) -> None:
    await writer.begins("Een vraag")
    await writer.writes("dit mag\nniet weg")
    await writer.sees("Kopiëren: F7 en dan Ctrl+C")
    await writer.presses("f7", "ctrl+c")
    assert writer.app.clipboard == "dit mag\nniet weg"


async def test_without_a_text_field_the_message_does_not_mention_copying(writer: Writer, disk: Disk) -> None:
    await writer.begins("Een lijn")
    await writer.presses("right", "end")
    await writer.sees(FULL)
    await writer.does_not_see("Kopiëren")


async def test_a_failed_save_keeps_the_mark_on_the_line(writer: Writer, disk: Disk) -> None:
    await writer.begins("Een lijn")
    await writer.presses("right", "end")
    await writer.sees(FULL)
    await writer.goes_on()
    await writer.is_asked("Waar ben jij thuis?")
    assert writer.line.value == 100
    disk.is_full = False
    await writer.goes_on()
    assert [p.value for p in (await writer.entry()).placements] == [100]


async def test_quitting_asks_for_confirmation_of_each_unsaved_text(writer: Writer, disk: Disk) -> None:
    await writer.begins("Een vraag")
    await writer.writes("dit")
    await writer.presses("ctrl+q")
    await writer.sees("Nog een keer Ctrl+Q")
    await writer.writes(" en dat")
    await writer.presses("ctrl+q")
    assert writer.app.return_code is None
    await writer.sees("dit en dat")
    await writer.presses("ctrl+q")
    assert writer.app.return_code == 1


async def test_the_quit_confirmation_expires(
    writer: Writer, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await writer.begins("Een vraag")
    await writer.writes("dit")
    await writer.presses("ctrl+q")
    monkeypatch.setattr(app, "CONFIRMATION_SECONDS", 0.0)
    await writer.presses("ctrl+q", "ctrl+q")
    assert writer.app.return_code is None


async def test_finishing_waits_until_the_entry_is_saved(writer: Writer, disk: Disk) -> None:
    disk.is_full = False
    await writer.begins("Een vraag")
    await writer.writes("ja")
    for _ in range(3):
        await writer.goes_on()
    await writer.reaches_closing()
    disk.is_full = True
    await writer.presses("enter")
    await writer.sees("Nog niet klaar", FULL, "Wat je schreef is bewaard.", "nog eens op Enter")
    assert not isinstance(writer.app.screen, HomeScreen)
    disk.is_full = False
    await writer.presses("enter")
    await writer.is_home()
    assert not (await writer.entry()).is_open


async def test_a_failed_close_is_reported(writer: Writer, disk: Disk) -> None:
    disk.is_full = False
    half = make_entry(1, "half", closed=None)
    await writer.context.require_journal.save(half, half.answers)
    await writer.presses("l", "enter")
    await writer.sees("Ctrl+N klaar")
    disk.is_full = True
    await writer.presses("ctrl+n")
    await writer.sees(FULL, "Ctrl+N klaar")
    assert (await writer.entry()).is_open


async def test_a_failed_first_save_is_reported(writer: Writer, disk: Disk) -> None:
    disk.is_full = False
    await writer.presses("l")
    await writer.presses("escape")
    await writer.is_home()
