"""The recovery code, a forgotten password, changing the password, and the keychain."""

import re

import keyring
import pytest
from textual.widgets import Input

from reflectie.journal.folder import JournalFolder, Settings, read_settings
from reflectie.journal.keys import keychain, rekey
from reflectie.journal.keys.key_file import slot_kinds, unlock_with_password
from reflectie.journal.keys.recovery_code import (
    RecoveryCode,
    new_recovery_code,
    parse_recovery_code,
    unlock_with_code,
)
from reflectie.journal.opening import create_journal
from reflectie.services.journal_opener import JournalOpener
from reflectie.tui.security.unlock_screen import UnlockScreen
from reflectie.tui.security.welcome_screen import CreateJournalScreen

from .conftest import Start
from .writer import StillClock, Writer

PASSWORD, NEW = "een lange zin die ik onthoud", "een heel andere zin"
CARD = "Een herstelcode voor als je je wachtwoord kwijt bent"
NOT_OFFERED = Settings()
"""The settings of a user who was not offered a code yet."""


class FakeKeychain:
    """A keychain in memory, in place of that of the system."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get_password(self, _: str, name: str) -> str | None:
        return self.secrets.get(name)

    def set_password(self, _: str, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def delete_password(self, _: str, name: str) -> None:
        del self.secrets[name]


FakeKeychain.__module__ = "keyring.backends.Windows"


@pytest.fixture
def locked_folder(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal that has no recovery code."""
    create_journal(folder, PASSWORD, clock).close()
    return folder


@pytest.fixture
def code(locked_folder: JournalFolder) -> RecoveryCode:
    new_code = new_recovery_code()
    rekey.set_recovery_code(locked_folder, unlock_with_password(locked_folder, PASSWORD), new_code)
    return new_code


@pytest.fixture
def fake_keychain(locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch) -> FakeKeychain:
    fake = FakeKeychain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake)
    return fake


def words_on_card(writer: Writer) -> dict[int, str]:
    """The numbered words on the screen."""
    matches = re.findall(r"\b(\d\d?) ([a-z]{4,7})\b", writer.cells_of("CodeWordGrid"))
    return {int(number): word for number, word in matches}


async def confirm_card(writer: Writer) -> str:
    """Read the card and type the two words that are asked. Return all words."""
    await writer.sees(CARD)
    card = words_on_card(writer)
    assert sorted(card) == list(range(1, 13))
    await writer.presses("enter")
    await writer.sees("Staat het goed op je kaart?", "Enter: kijken of het klopt")
    for field in writer.app.screen.query(Input):
        await writer.writes(f"{card[int(field.placeholder.split()[-1])]}\n")
    return " ".join(card[number] for number in range(1, 13))


async def unlock(writer: Writer) -> None:
    await writer.sees("Welkom terug.")
    await writer.writes(f"{PASSWORD}\n")


async def first_start(start: Start, folder: JournalFolder) -> Writer:
    """A user of the first start, who sees the card."""
    writer = await start(folder=folder, settings=NOT_OFFERED)
    await writer.presses("enter", "enter", "ctrl+n")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.sees(CARD)
    return writer


async def test_the_first_start_offers_a_code_that_works_after_two_words(
    start: Start, folder: JournalFolder
) -> None:
    writer = await first_start(start, folder)
    assert slot_kinds(folder) == {"wachtwoord"}
    words = await confirm_card(writer)
    await writer.is_home()
    await writer.sees("Je herstelcode werkt.")
    await writer.does_not_see("h Herstelcode")
    assert unlock_with_code(folder, parse_recovery_code(words)) == unlock_with_password(folder, PASSWORD)


async def test_a_lock_before_the_new_journal_is_shown_leaves_the_password_screen(
    start: Start, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = CreateJournalScreen.clear_inputs

    def clear_and_lock(screen: CreateJournalScreen) -> None:
        clear(screen)
        screen.app.call_later(screen.app.journal_lock.lock)  # type: ignore[attr-defined]

    monkeypatch.setattr(CreateJournalScreen, "clear_inputs", clear_and_lock)
    writer = await start(folder=folder, settings=NOT_OFFERED)
    await writer.presses("enter", "enter", "left", "ctrl+n")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.until(lambda: isinstance(writer.app.screen, UnlockScreen), "the lock")
    await writer.settles()
    assert isinstance(writer.app.screen, UnlockScreen)
    assert writer.context.journal is None


async def test_a_lock_at_the_card_leaves_the_code_for_later(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder, settings=NOT_OFFERED)
    await unlock(writer)
    await writer.sees(CARD)
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    assert writer.context.journal is None
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
    await writer.sees("h Herstelcode")


async def test_a_wrong_password_is_derived_once(
    start: Start, locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[str] = []
    monkeypatch.setattr(JournalOpener, "data_key", lambda _, password: derived.append(password))
    writer = await start(folder=locked_folder, settings=NOT_OFFERED)
    await writer.sees("Welkom terug.")
    await writer.writes("dit is hem niet\n")
    await writer.sees("past niet op dit logboek")
    assert derived == []


async def test_a_code_can_be_made_later_from_home(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder)
    await writer.presses("escape")
    await writer.is_home()
    await writer.sees("h Herstelcode", "twaalf woorden")
    assert slot_kinds(folder) == {"wachtwoord"}
    assert read_settings(folder).code_offered
    await writer.presses("h")
    await writer.writes(f"{PASSWORD}\n")
    await confirm_card(writer)
    await writer.is_home()
    await writer.sees("Je herstelcode werkt. Bewaar de kaart op een veilige plek.")
    await writer.does_not_see("h Herstelcode", "vorige code", "Kopieën")
    assert slot_kinds(folder) == {"wachtwoord", "herstelcode"}


async def test_a_journal_without_a_code_is_offered_one_at_the_next_start(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder, settings=NOT_OFFERED)
    await unlock(writer)
    await confirm_card(writer)
    await writer.is_home()
    assert "herstelcode" in slot_kinds(locked_folder)


async def test_a_new_code_replaces_the_one_before(
    start: Start, locked_folder: JournalFolder, code: RecoveryCode
) -> None:
    writer = await start(folder=locked_folder)
    await unlock(writer)
    await writer.is_home()
    await writer.presses("i", "h", "down", "enter")
    await writer.writes(f"{PASSWORD}\n")
    await confirm_card(writer)
    await writer.sees("Je herstelcode werkt.", "De vorige code past niet meer op dit logboek.")


async def test_after_a_wrong_word_the_card_can_be_seen_again(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder, settings=NOT_OFFERED)
    await unlock(writer)
    await writer.sees(CARD)
    card = words_on_card(writer)
    await writer.presses("enter")
    await writer.writes("qwerty\nqwerty\n")
    await writer.sees("is een ander. Kijk rustig nog eens op je kaart.")
    await writer.sees(*(field.placeholder for field in writer.app.screen.query(Input)))
    assert slot_kinds(locked_folder) == {"wachtwoord"}
    await writer.presses("escape")
    await writer.sees(CARD)
    assert words_on_card(writer) == card


async def test_the_card_and_the_reply_fit_on_a_small_screen(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder, settings=NOT_OFFERED, size=(40, 15))
    await unlock(writer)
    await writer.until(lambda: bool(writer.app.screen.query("CodeWordGrid")))
    assert len(words_on_card(writer)) == 12
    await writer.presses("enter")
    await writer.writes("qwerty\nqwerty\n")
    await writer.sees("is een ander.")


async def test_a_journal_in_memory_has_no_security_settings(writer: Writer) -> None:
    await writer.does_not_see("h Herstelcode")
    await writer.presses("h", "i", "h")
    await writer.does_not_see("openen zonder wachtwoord op deze computer")


async def test_the_recovery_code_sets_a_new_password(
    start: Start, locked_folder: JournalFolder, code: RecoveryCode
) -> None:
    writer = await start(folder=locked_folder)
    await writer.sees("wachtwoord kwijt?")
    await writer.presses("f2")
    await writer.sees("Pak je kaart")
    await writer.writes(" ".join([*code.words[:6], "qwerty", *code.words[7:]]) + "\n")
    await writer.sees("Woord 7 staat niet in de lijst.")
    writer.widget(Input).clear()
    await writer.writes(" ".join(word[:4] for word in code.words) + "\n")
    await writer.sees("Een nieuw wachtwoord")
    await writer.writes(f"{NEW}\n{NEW}\n")
    await writer.is_home()
    assert unlock_with_password(locked_folder, NEW)


async def test_without_a_recovery_code_the_password_cannot_be_reset(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder)
    await writer.presses("f2")
    await writer.sees("nog geen herstelcode gemaakt")
    assert isinstance(writer.app.screen, UnlockScreen)
    await unlock(writer)
    await writer.is_home()


async def test_the_password_is_changed_in_settings(start: Start, locked_folder: JournalFolder) -> None:
    writer = await start(folder=locked_folder)
    await unlock(writer)
    await writer.is_home()
    await writer.presses("i", "h")
    await writer.sees("Wachtwoord en herstelcode", "Wie beide kwijt is, komt er niet meer in.")
    await writer.presses("enter")
    await writer.writes("fout wachtwoord\n")
    await writer.sees("past niet op dit logboek")
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("Een nieuw wachtwoord")
    await writer.writes(f"{NEW}\n{NEW}\n")
    await writer.sees("Je wachtwoord is gewijzigd.")
    assert unlock_with_password(locked_folder, NEW)


async def test_the_keychain_is_turned_on_and_off_in_settings(
    start: Start, locked_folder: JournalFolder, fake_keychain: FakeKeychain
) -> None:
    writer = await start(folder=locked_folder)
    await unlock(writer)
    await writer.is_home()
    await writer.presses("i", "h", "down", "down")
    for now, after in (("nu uit", "nu aan"), ("nu aan", "nu uit")):
        await writer.sees(now)
        await writer.presses("enter")
        await writer.writes(f"{PASSWORD}\n")
        await writer.sees(after)
    assert fake_keychain.secrets == {}


async def test_the_keychain_unlocks_without_a_password(
    start: Start, locked_folder: JournalFolder, fake_keychain: FakeKeychain
) -> None:
    keychain.enable_keychain(locked_folder, unlock_with_password(locked_folder, PASSWORD))
    writer = await start(folder=locked_folder)
    await writer.is_home()


async def test_after_a_failing_keychain_the_password_is_asked(
    start: Start, locked_folder: JournalFolder, fake_keychain: FakeKeychain
) -> None:
    keychain.enable_keychain(locked_folder, unlock_with_password(locked_folder, PASSWORD))
    fake_keychain.secrets.clear()
    writer = await start(folder=locked_folder)
    await unlock(writer)
    await writer.is_home()


async def test_settings_report_a_missing_keychain(
    start: Start, locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    writer = await start(folder=locked_folder)
    await unlock(writer)
    await writer.is_home()
    await writer.presses("i", "h", "down", "down", "enter")
    await writer.sees("Openen zonder wachtwoord kan niet op deze computer")
