"""When the disk refuses the last text, the screen is covered and the text stays in memory."""

from pathlib import Path

import pytest

from reflectie.domain.errors import CannotWrite
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.tui.security.password_screens import PrivacyCover

from .locking import PASSWORD, be_away, frequent_idle_checks, inside, shut, unlock, wait_for_lock
from .writer import Writer

__all__ = ["frequent_idle_checks", "inside", "shut"]  # fixtures

COVERED = "Je scherm is afgedekt"


@pytest.fixture
def disk_is_full(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Holds one value: whether the disk is full now."""
    is_full = [False]

    def refuse_when_full(name: str) -> None:
        original = getattr(Journal, name)

        def method(self: Journal, *args: object, **options: object) -> object:
            if is_full[0]:
                raise CannotWrite("logboek.db", "de schijf is vol")
            return original(self, *args, **options)

        monkeypatch.setattr(Journal, name, method)

    for name in ("save", "save_draft", "drop_draft"):
        refuse_when_full(name)
    return is_full


async def test_on_a_full_disk_the_screen_is_covered_and_the_text_stays(
    inside: Writer, disk_is_full: list[bool]
) -> None:
    await inside.begins("Een vraag")
    await inside.writes("eerst")
    disk_is_full[0] = True
    await inside.writes(" en dan")
    await be_away(inside)
    await inside.sees(COVERED, "er is niets weg")
    await inside.does_not_see("eerst", "en dan", "Wat knaagt er?")
    await inside.presses("ctrl+p")
    await inside.does_not_see("Logboek", "Instellingen", "Wat knaagt er?")
    await inside.presses("escape", "escape", "ctrl+l")
    await inside.writes("een ander wachtwoord\n")
    await inside.sees("past niet op dit logboek")
    assert isinstance(inside.app.screen, PrivacyCover)
    await inside.writes(f"{PASSWORD}\n")
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "eerst en dan"
    disk_is_full[0] = False
    await inside.writes("!")
    await inside.stops()
    assert (await inside.entries())[0].answers[0].text == "eerst en dan!"


async def test_text_cannot_be_thrown_away_behind_the_cover(inside: Writer, disk_is_full: list[bool]) -> None:
    await inside.begins("Een vraag")
    disk_is_full[0] = True
    await inside.writes("blijft")
    await inside.presses("ctrl+q")
    await inside.sees("Nog een keer ^Q")
    await be_away(inside)
    await inside.sees(COVERED)
    await inside.does_not_see("Nog een keer ^Q")
    await inside.presses("ctrl+q", "ctrl+q", "ctrl+q")
    await inside.sees("Geef eerst je wachtwoord")
    assert inside.app.return_code is None
    disk_is_full[0] = False
    await wait_for_lock(inside)


async def test_the_cover_of_a_journal_that_is_gone_can_be_left(inside: Writer, shut: JournalFolder) -> None:
    moved = await _cover_by_moving_the_folder(inside, shut)
    await inside.writes(f"{PASSWORD}\n")
    await inside.sees("staat niet meer in")
    await inside.presses("ctrl+q")
    await inside.sees("Het logboek staat hier niet meer", "Nog een keer ^Q")
    assert inside.app.return_code is None
    await inside.does_not_see("blijft", "Geef eerst je wachtwoord")
    await inside.presses("ctrl+q")
    await inside.until(lambda: inside.app.return_code is not None, "the end")
    assert inside.app.return_code == 1
    moved.rename(shut.path)  # the end of the test closes the journal


async def test_a_journal_that_is_put_back_still_takes_the_text(inside: Writer, shut: JournalFolder) -> None:
    moved = await _cover_by_moving_the_folder(inside, shut)
    await inside.presses("ctrl+q")
    await inside.sees("Zet je de map terug")
    moved.rename(shut.path)
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "blijft"


async def _cover_by_moving_the_folder(inside: Writer, shut: JournalFolder) -> Path:
    """Move the folder while text is on the screen, and lock. Return the new path of the folder."""
    await inside.begins("Een vraag")
    moved = shut.path.rename(shut.path.with_name("elders"))
    await inside.writes("blijft")
    await inside.presses("ctrl+l")
    await inside.sees(COVERED)
    return moved


async def test_a_request_to_quit_before_the_cover_is_not_confirmed_behind_it(
    inside: Writer, shut: JournalFolder, disk_is_full: list[bool]
) -> None:
    await inside.begins("Een vraag")
    disk_is_full[0] = True
    await inside.writes("blijft")
    await inside.presses("ctrl+q")
    await inside.sees("Nog een keer ^Q")
    await be_away(inside)
    await inside.sees(COVERED)
    moved = shut.path.rename(shut.path.with_name("elders"))
    await inside.presses("ctrl+q")
    await inside.sees("Het logboek staat hier niet meer")
    assert inside.app.return_code is None
    moved.rename(shut.path)
    disk_is_full[0] = False
    await wait_for_lock(inside)


async def test_the_cover_becomes_a_lock_once_there_is_room(inside: Writer, disk_is_full: list[bool]) -> None:
    await inside.begins("Een vraag")
    disk_is_full[0] = True
    await inside.writes("toch")
    await inside.presses("ctrl+l")
    await inside.sees(COVERED)
    disk_is_full[0] = False
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "toch"
