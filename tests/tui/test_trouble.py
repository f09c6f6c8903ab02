"""What goes wrong in reading the journal is told, and the program stays as it was."""

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
from .values import TODAY, entry, mark, said
from .writer import StillClock, Writer

PASSWORD = "een lange zin die ik onthoud"
DAMAGE = "is beschadigd. Je wachtwoord is niet het probleem."
BUSY = "een ander venster is er nog mee bezig"


@pytest.fixture
def shut(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal in which there is something for every screen, and a copy of today."""
    journal = create_journal(folder, PASSWORD, clock)
    for one in (entry(1, "een begin"), mark(2, "reflectie:snelheid", 30)):
        journal.save(one, one.answers, one.placements)
    meetings.create_meeting(journal, "team", TODAY + dt.timedelta(days=1))
    situations.create_situation(journal, "huis", "waarom")
    back_up_journal(journal, TODAY)
    journal.close()
    return folder


def flip(folder: JournalFolder, name: str) -> None:
    """Turns one bit over in the page where a table or an index begins."""
    connection = connect(folder.journal_file, unlock_with_password(folder, PASSWORD))
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    content = bytearray(folder.journal_file.read_bytes())
    content[(page - 1) * PAGE_SIZE + 100] ^= 1
    folder.journal_file.write_bytes(content)


async def comes_in(start: Start, folder: JournalFolder) -> Writer:
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.until(lambda: not writer.app.screen_stack[-1].query("Input"), "Thuis")
    return writer


async def is_told(writer: Writer, *words: str, file: str = "") -> None:
    """In a dialog, with the name of a ``file``; it closes and does not come back by itself."""
    await writer.until(lambda: isinstance(writer.app.screen, MessageDialog), "a dialog")
    await writer.sees("Dat lukt nu niet", "Enter of Esc: sluiten")
    told = writer.words_of("#frame")
    for wanted in words:
        assert wanted in told
    assert file in told.replace(" ", "")
    await writer.presses(
        "enter"
    )  # the screen below looks again, and another window may hold the journal still
    assert not isinstance(writer.app.screen, MessageDialog)


PLACES = [
    ("placement_by_line", []),
    ("entry_by_day", ["l"]),
    ("sqlite_autoindex_shown_1", ["l", "enter"]),
    ("meeting_by_day", ["o"]),
    ("situation", ["s"]),
]


@pytest.mark.parametrize(("name", "keys"), PLACES)
async def test_damage_met_inside_is_told_with_the_copy_and_the_command(
    start: Start, shut: JournalFolder, name: str, keys: list[str]
) -> None:
    flip(shut, name)
    before = shut.journal_file.read_bytes()
    writer = await comes_in(start, shut)
    for key in keys:
        if isinstance(writer.app.screen, MessageDialog):
            await is_told(writer, DAMAGE)
        await writer.presses(key)
    await is_told(writer, DAMAGE, "reflectie herstel", file=f"logboek-{TODAY}.db")
    assert shut.journal_file.read_bytes() == before


async def test_on_damage_one_still_writes_and_what_is_on_the_screen_stays(
    start: Start, shut: JournalFolder
) -> None:
    flip(shut, "placement_by_line")
    writer = await comes_in(start, shut)
    await is_told(writer, DAMAGE)
    await writer.begins("Een vraag")
    await writer.writes("dit blijft")
    await writer.is_kept()
    assert writer.field.text == "dit blijft"
    await writer.stops()
    await is_told(writer, DAMAGE)
    assert isinstance(writer.app.screen, HomeScreen)


@pytest.fixture
def other(shut: JournalFolder) -> Iterator[Connection]:
    """Another program that can hold the journal."""
    connection = connect(shut.journal_file, unlock_with_password(shut, PASSWORD))
    yield connection
    connection.close()


async def test_a_journal_that_another_window_holds_is_told_and_later_it_is_read(
    start: Start, shut: JournalFolder, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.05)
    writer = await comes_in(start, shut)
    await writer.is_home()
    other.execute("BEGIN EXCLUSIVE")
    await writer.presses("l")
    await is_told(writer, BUSY)
    assert isinstance(writer.app.screen, LogbookScreen)
    other.execute("ROLLBACK")
    await writer.presses("escape", "l")
    await writer.sees("een begin")
    other.execute("BEGIN EXCLUSIVE")
    await writer.presses("enter")
    await is_told(writer, BUSY)
    assert isinstance(writer.app.screen, ReaderScreen)


async def test_that_another_window_wrote_here_too_is_told_in_full(
    start: Start, shut: JournalFolder, clock: StillClock
) -> None:
    writer = await comes_in(start, shut)
    await writer.is_home()
    await writer.begins("Een vraag")
    await writer.writes("van hier")
    await writer.goes_on()
    await writer.goes_back()
    other = open_journal(shut, PASSWORD, clock)
    (summary,) = other.summaries(open_only=True)
    other.save(other.entry(summary.id), [said("van daar")])
    other.close()
    await writer.writes(" en nu")
    await writer.goes_on()
    await writer.sees("Een ander programma schreef hier ook. Beide", "zie 'eerder geschreven'.")
