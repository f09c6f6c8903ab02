"""When the disk refuses the last text, the screen is covered and the text stays in memory."""

from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.tui.security.password_screens import PrivacyCover

from .disk import Disk
from .locking import PASSWORD, be_away, frequent_idle_checks, locked_folder, unlock, unlocked, wait_for_lock
from .writer import Writer

__all__ = ["frequent_idle_checks", "locked_folder", "unlocked"]  # fixtures

COVERED = "Je scherm is afgedekt"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


async def test_on_a_full_disk_the_screen_is_covered_and_the_text_stays(unlocked: Writer, disk: Disk) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("eerst")
    disk.is_full = True
    await unlocked.writes(" en dan")
    await be_away(unlocked)
    await unlocked.sees(COVERED, "er is niets weg")
    await unlocked.does_not_see("eerst", "en dan", "Wat knaagt er?")
    await unlocked.presses("ctrl+p")
    await unlocked.does_not_see("Logboek", "Instellingen", "Wat knaagt er?")
    await unlocked.presses("escape", "escape", "ctrl+l")
    await unlocked.writes("een ander wachtwoord\n")
    await unlocked.sees("past niet op dit logboek")
    assert isinstance(unlocked.app.screen, PrivacyCover)
    await unlocked.writes(f"{PASSWORD}\n")
    await unlocked.is_asked("Wat knaagt er?")
    assert unlocked.field.text == "eerst en dan"
    disk.is_full = False
    await unlocked.writes("!")
    await unlocked.stops()
    assert (await unlocked.entries())[0].answers[0].text == "eerst en dan!"


async def test_text_cannot_be_thrown_away_behind_the_cover(unlocked: Writer, disk: Disk) -> None:
    await unlocked.begins("Een vraag")
    disk.is_full = True
    await unlocked.writes("blijft")
    await unlocked.presses("ctrl+q")
    await unlocked.sees("Nog een keer Ctrl+Q")
    await be_away(unlocked)
    await unlocked.sees(COVERED)
    await unlocked.does_not_see("Nog een keer Ctrl+Q")
    await unlocked.presses("ctrl+q", "ctrl+q", "ctrl+q")
    await unlocked.sees("Geef eerst je wachtwoord")
    assert unlocked.app.return_code is None
    disk.is_full = False
    await wait_for_lock(unlocked)


async def test_the_cover_of_a_journal_that_is_gone_can_be_left(
    unlocked: Writer, locked_folder: JournalFolder
) -> None:
    moved = await _cover_by_moving_the_folder(unlocked, locked_folder)
    await unlocked.writes(f"{PASSWORD}\n")
    await unlocked.sees("staat niet meer in")
    await unlocked.presses("ctrl+q")
    await unlocked.sees("Het logboek staat hier niet meer", "Nog een keer Ctrl+Q")
    assert unlocked.app.return_code is None
    await unlocked.does_not_see("blijft", "Geef eerst je wachtwoord")
    await unlocked.presses("ctrl+q")
    await unlocked.until(lambda: unlocked.app.return_code is not None, "the end")
    assert unlocked.app.return_code == 1
    moved.rename(locked_folder.path)  # the end of the test closes the journal


async def test_a_journal_that_is_put_back_still_takes_the_text(
    unlocked: Writer, locked_folder: JournalFolder
) -> None:
    moved = await _cover_by_moving_the_folder(unlocked, locked_folder)
    await unlocked.presses("ctrl+q")
    await unlocked.sees("Zet je de map terug")
    moved.rename(locked_folder.path)
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.is_asked("Wat knaagt er?")
    assert unlocked.field.text == "blijft"


async def _cover_by_moving_the_folder(unlocked: Writer, locked_folder: JournalFolder) -> Path:
    """Move the folder while text is on the screen, and lock. Return the new path of the folder."""
    await unlocked.begins("Een vraag")
    moved = locked_folder.path.rename(locked_folder.path.with_name("elders"))
    await unlocked.writes("blijft")
    await unlocked.presses("ctrl+l")
    await unlocked.sees(COVERED)
    return moved


async def test_a_request_to_quit_before_the_cover_is_not_confirmed_behind_it(
    unlocked: Writer, locked_folder: JournalFolder, disk: Disk
) -> None:
    await unlocked.begins("Een vraag")
    disk.is_full = True
    await unlocked.writes("blijft")
    await unlocked.presses("ctrl+q")
    await unlocked.sees("Nog een keer Ctrl+Q")
    await be_away(unlocked)
    await unlocked.sees(COVERED)
    moved = locked_folder.path.rename(locked_folder.path.with_name("elders"))
    await unlocked.presses("ctrl+q")
    await unlocked.sees("Het logboek staat hier niet meer")
    assert unlocked.app.return_code is None
    moved.rename(locked_folder.path)
    disk.is_full = False
    await wait_for_lock(unlocked)


async def test_the_cover_becomes_a_lock_once_there_is_room(unlocked: Writer, disk: Disk) -> None:
    await unlocked.begins("Een vraag")
    disk.is_full = True
    await unlocked.writes("toch")
    await unlocked.presses("ctrl+l")
    await unlocked.sees(COVERED)
    disk.is_full = False
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.is_asked("Wat knaagt er?")
    assert unlocked.field.text == "toch"
