"""An error while reading the journal is shown in a dialog, and the program goes on."""

import datetime as dt
from collections.abc import Iterator

import pytest

from reflectie.journal import database, meetings, situations
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.rollback_journal import PAGE_SIZE
from reflectie.journal.database import Connection, connect
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import create_journal, open_journal
from reflectie.tui.common.dialogs import MessageDialog
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen

from .conftest import Start
from .sample_entries import TODAY, make_answer, make_entry, make_marked_entry
from .writer import StillClock, Writer

PASSWORD = "een lange zin die ik onthoud"
DAMAGE = "is beschadigd. Je wachtwoord is niet het probleem."
BUSY = "een ander venster is er nog mee bezig"


@pytest.fixture
def locked_folder(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal that has something for every screen, and a backup of today."""
    journal = create_journal(folder, PASSWORD, clock)
    for saved in (make_entry(1, "een begin"), make_marked_entry(2, "reflectie:snelheid", 30)):
        journal.save(saved, saved.answers, saved.placements)
    meetings.create_meeting(journal, "team", TODAY + dt.timedelta(days=1))
    situations.create_situation(journal, "huis", "waarom")
    back_up_journal(journal, TODAY)
    journal.close()
    return folder


def damage(folder: JournalFolder, name: str) -> None:
    """Flip one bit in the first page of a table or an index."""
    connection = connect(folder.journal_file, unlock_with_password(folder, PASSWORD))
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    content = bytearray(folder.journal_file.read_bytes())
    content[(page - 1) * PAGE_SIZE + 100] ^= 1
    folder.journal_file.write_bytes(content)


async def unlock(start: Start, folder: JournalFolder) -> Writer:
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.until(lambda: not writer.app.screen_stack[-1].query("Input"), "Thuis")
    return writer


async def close_error_dialog(writer: Writer, *texts: str, file: str = "") -> None:
    """Read the texts and a file name in a dialog, and close it. It must not reappear by itself."""
    await writer.until(lambda: isinstance(writer.app.screen, MessageDialog), "a dialog")
    await writer.sees("Dat lukt nu niet", "Esc terug")
    message = writer.words_of("#frame")
    for text in texts:
        assert text in message
    assert file in message.replace(" ", "")
    await writer.presses("enter")  # the screen below reads again, and may fail again
    assert not isinstance(writer.app.screen, MessageDialog)


DAMAGE_CASES = [
    ("placement_by_line", []),
    ("entry_by_day", ["l"]),
    ("sqlite_autoindex_shown_1", ["l", "enter"]),
    ("meeting_by_day", ["o"]),
    ("situation", ["s"]),
]


@pytest.mark.parametrize(("name", "keys"), DAMAGE_CASES)
async def test_damage_is_reported_with_the_backup_and_the_command_to_restore_it(
    start: Start, locked_folder: JournalFolder, name: str, keys: list[str]
) -> None:
    damage(locked_folder, name)
    before = locked_folder.journal_file.read_bytes()
    writer = await unlock(start, locked_folder)
    for key in keys:
        if isinstance(writer.app.screen, MessageDialog):
            await close_error_dialog(writer, DAMAGE)
        await writer.presses(key)
    await close_error_dialog(writer, DAMAGE, "reflectie herstel", file=f"logboek-{TODAY}.db")
    assert locked_folder.journal_file.read_bytes() == before


async def test_after_a_report_of_damage_the_user_can_still_write(
    start: Start, locked_folder: JournalFolder
) -> None:
    damage(locked_folder, "placement_by_line")
    writer = await unlock(start, locked_folder)
    await close_error_dialog(writer, DAMAGE)
    await writer.begins("Een vraag")
    await writer.writes("dit blijft")
    await writer.sees_saved()
    assert writer.field.text == "dit blijft"
    await writer.stops()
    await close_error_dialog(writer, DAMAGE)
    assert isinstance(writer.app.screen, HomeScreen)


@pytest.fixture
def other(locked_folder: JournalFolder) -> Iterator[Connection]:
    """Another program that can lock the database."""
    connection = connect(locked_folder.journal_file, unlock_with_password(locked_folder, PASSWORD))
    yield connection
    connection.close()


async def test_a_busy_journal_is_reported_and_can_be_read_later(
    start: Start, locked_folder: JournalFolder, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.05)
    writer = await unlock(start, locked_folder)
    await writer.is_home()
    other.execute("BEGIN EXCLUSIVE")
    await writer.presses("l")
    await close_error_dialog(writer, BUSY)
    assert isinstance(writer.app.screen, LogbookScreen)
    other.execute("ROLLBACK")
    await writer.presses("escape", "l")
    await writer.sees("een begin")
    other.execute("BEGIN EXCLUSIVE")
    await writer.presses("enter")
    await close_error_dialog(writer, BUSY)
    assert isinstance(writer.app.screen, ReaderScreen)


async def test_text_saved_by_another_program_at_the_same_place_is_reported(
    start: Start, locked_folder: JournalFolder, clock: StillClock
) -> None:
    writer = await unlock(start, locked_folder)
    await writer.is_home()
    await writer.begins("Een vraag")
    await writer.writes("van hier")
    await writer.goes_on()
    await writer.goes_back()
    other = open_journal(locked_folder, PASSWORD, clock)
    (summary,) = other.summaries(open_only=True)
    other.save(other.entry(summary.id), [make_answer("van daar")])
    other.close()
    await writer.writes(" en nu")
    await writer.goes_on()
    await writer.sees("Een ander programma schreef hier ook. Beide", "zie 'eerder geschreven'.")
