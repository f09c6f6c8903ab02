"""A second window on a journal can read it, or open it once the first window is closed."""

import pytest

from reflectie.domain.errors import DISK_FULL, CannotWrite
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.opening import create_journal
from reflectie.services.journal_opener import JournalOpener
from reflectie.tui.app import close_journal
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.logbook_screen import ReadOnlyLogbookScreen, ReadOnlyReaderScreen
from reflectie.tui.security.already_open_screen import AlreadyOpenScreen

from .conftest import Start
from .sample_entries import make_entry
from .writer import StillClock, Writer

PASSWORD = "een lange zin die ik onthoud"
TEXT = "een gesprek over rust"


@pytest.fixture
def locked_folder(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal of one open and one closed entry."""
    journal = create_journal(folder, PASSWORD, clock)
    for saved in (make_entry(1, TEXT), make_entry(2, "half", closed=None)):
        journal.save(saved, saved.answers)
    journal.close()
    return folder


@pytest.fixture
async def first(start: Start, locked_folder: JournalFolder) -> Writer:
    """The window that has the journal open."""
    writer = await _unlock(start, locked_folder)
    await writer.is_home()
    return writer


async def _unlock(start: Start, folder: JournalFolder) -> Writer:
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.settles()
    return writer


@pytest.fixture
async def second(first: Writer, start: Start, locked_folder: JournalFolder) -> Writer:
    """A window on the same journal, opened later."""
    writer = await _unlock(start, locked_folder)
    await writer.until(lambda: isinstance(writer.app.screen, AlreadyOpenScreen), "the notice")
    return writer


async def test_a_second_window_says_that_the_journal_is_open_elsewhere(second: Writer) -> None:
    await second.sees("Je logboek is al open", "ander venster van reflectie", "Enter meelezen", "Esc stoppen")
    await second.does_not_see(TEXT)


async def test_escape_ends_the_second_window(second: Writer) -> None:
    await second.presses("escape")
    assert second.app.return_code == 0


async def test_the_second_window_shows_the_logbook_and_its_entries(second: Writer) -> None:
    await second.presses("enter")
    assert isinstance(second.app.screen, ReadOnlyLogbookScreen)
    await second.sees("Logboek", TEXT, "half")
    await second.clicks(TEXT)
    assert isinstance(second.app.screen, ReadOnlyReaderScreen)
    await second.sees("Wat knaagt er?", TEXT)
    await second.presses("escape", "escape")
    assert isinstance(second.app.screen, AlreadyOpenScreen)


@pytest.mark.parametrize("text", [TEXT, "half"])
async def test_reading_along_offers_nothing_that_changes_the_journal(
    second: Writer, locked_folder: JournalFolder, text: str
) -> None:
    content = locked_folder.journal_file.read_bytes()
    await second.presses("enter")
    assert _keys_shown(second) == {"dismiss", "menu", "search", "filter"}
    await second.presses("p")
    await second.clicks(text)
    assert _keys_shown(second) == {"dismiss", "menu"}
    await second.presses(*"gzsebx123456nov")
    assert isinstance(second.app.screen, ReadOnlyReaderScreen)
    await second.presses("ctrl+p")
    await second.sees("uitleg", "afsluiten")
    await second.does_not_see("Instellingen", "Situaties")
    await second.presses("escape", "ctrl+q")
    assert locked_folder.journal_file.read_bytes() == content


def _keys_shown(writer: Writer) -> set[str]:
    bindings = writer.app.screen.active_bindings.values()
    shown = {active.binding.action for active in bindings if active.enabled and active.binding.show}
    return {action.removeprefix("app.") for action in shown} - {"quit"}


async def test_the_second_window_makes_no_backup(second: Writer, locked_folder: JournalFolder) -> None:
    backups = sorted(locked_folder.backups_folder.iterdir())
    second.clock.passes(days=1)
    await second.presses("l", "enter", "escape", "l")
    await second.settles()
    assert sorted(locked_folder.backups_folder.iterdir()) == backups


async def test_the_journal_opens_here_after_the_other_window_closed(first: Writer, second: Writer) -> None:
    await second.presses("l")
    assert isinstance(second.app.screen, AlreadyOpenScreen)
    close_journal(first.app)
    first.app.context.journal = None
    await second.presses("l")
    await second.is_home()
    await second.begins("Een vraag")
    await second.writes("nu hier")
    await second.stops()
    assert (await second.entries())[0].answers[0].text == "nu hier"


async def test_a_locked_first_window_keeps_the_journal_for_itself(first: Writer, second: Writer) -> None:
    await first.presses("ctrl+l")
    await first.sees("Je logboek is op slot")
    await second.presses("l")
    assert isinstance(second.app.screen, AlreadyOpenScreen)
    await first.writes(f"{PASSWORD}\n")
    await first.is_home()
    assert isinstance(first.app.screen, HomeScreen)


async def test_locking_the_second_window_closes_its_journal(second: Writer) -> None:
    await second.presses("enter", "ctrl+l")
    await second.sees("Je logboek is op slot")
    assert second.app.context.journal is None
    await second.writes(f"{PASSWORD}\n")
    await second.sees("Je logboek is al open")


async def test_the_first_window_goes_on_writing(first: Writer, second: Writer) -> None:
    await second.presses("enter")
    await first.begins("Een vraag")
    await first.writes("ondertussen")
    await first.stops()
    count = await first.app.context.require_journal.call(count_entries)
    assert count == 3
    await second.presses("escape", "enter")
    await second.sees("ondertussen")


async def test_a_journal_opens_when_no_recovery_code_can_be_offered(
    start: Start, locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> bytes:
        raise CannotWrite(locked_folder.key_file, DISK_FULL)

    monkeypatch.setattr(JournalOpener, "data_key", refuse)
    writer = await start(folder=locked_folder, settings=Settings())
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
