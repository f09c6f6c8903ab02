"""Around the lock: the recovery code, a forgotten password, a new one, the keychain."""

import re

import keyring
import pytest
from textual.widgets import Input

from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import keychain, rekey
from reflectie.journal.keys.key_file import slot_kinds, unlock_with_password
from reflectie.journal.keys.recovery_code import (
    RecoveryCode,
    new_recovery_code,
    parse_recovery_code,
    unlock_with_code,
)
from reflectie.journal.opening import create_journal
from reflectie.journal.settings import Settings, read_settings
from reflectie.tui.security.unlock_screen import UnlockScreen

from .conftest import Start
from .writer import StillClock, Writer

PASSWORD, NEW = "een lange zin die ik onthoud", "een heel andere zin"
CARD = "Een kaart voor als je je wachtwoord kwijt bent"
FIRST = Settings()
"""Of somebody to whom no code was offered yet."""


class Chain:
    """A keychain in memory, that looks like one of the system."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, _: str, name: str) -> str | None:
        return self.kept.get(name)

    def set_password(self, _: str, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete_password(self, _: str, name: str) -> None:
        del self.kept[name]


Chain.__module__ = "keyring.backends.Windows"


@pytest.fixture
def shut(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal behind a password, from before there were recovery codes."""
    create_journal(folder, PASSWORD, clock).close()
    return folder


@pytest.fixture
def code(shut: JournalFolder) -> RecoveryCode:
    made = new_recovery_code()
    rekey.set_recovery_code(shut, unlock_with_password(shut, PASSWORD), made)
    return made


@pytest.fixture
def chain(shut: JournalFolder, monkeypatch: pytest.MonkeyPatch) -> Chain:
    fake = Chain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake)
    return fake


def on_the_card(writer: Writer) -> dict[int, str]:
    """The words as a person copies them."""
    found = re.findall(r"\b(\d\d?) ([a-z]{4,7})\b", writer.part("CodeWordGrid"))
    return {int(place): word for place, word in found}


async def copies(writer: Writer) -> str:
    """Writes the card, and types the two words that are asked."""
    await writer.sees(CARD)
    card = on_the_card(writer)
    assert sorted(card) == list(range(1, 13))
    await writer.presses("enter")
    await writer.sees("Staat het goed op je kaart?")
    for field in writer.app.screen.query(Input):
        await writer.writes(f"{card[int(field.placeholder.split()[-1])]}\n")
    return " ".join(card[place] for place in range(1, 13))


async def enters(writer: Writer) -> None:
    await writer.sees("Welkom terug.")
    await writer.writes(f"{PASSWORD}\n")


async def makes(start: Start, folder: JournalFolder) -> Writer:
    """Somebody who starts for the first time, up to the card."""
    writer = await start(folder=folder, settings=FIRST)
    await writer.presses("enter", "ctrl+n")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.sees(CARD)
    return writer


async def test_the_first_time_offers_a_card_and_then_the_code_works(
    start: Start, folder: JournalFolder
) -> None:
    writer = await makes(start, folder)
    assert slot_kinds(folder) == {"wachtwoord"}
    words = await copies(writer)
    await writer.is_home()
    await writer.sees("Je herstelcode werkt.")
    await writer.does_not_see("h Herstelcode")
    assert unlock_with_code(folder, parse_recovery_code(words)) == unlock_with_password(folder, PASSWORD)


async def test_later_is_fine_and_thuis_keeps_a_quiet_row(start: Start, folder: JournalFolder) -> None:
    writer = await makes(start, folder)
    await writer.presses("escape")
    await writer.is_home()
    await writer.sees("h Herstelcode", "twaalf woorden")
    assert slot_kinds(folder) == {"wachtwoord"}
    assert read_settings(folder).code_offered
    await writer.presses("h")
    await writer.writes(f"{PASSWORD}\n")
    await copies(writer)
    await writer.is_home()
    await writer.does_not_see("h Herstelcode")
    assert slot_kinds(folder) == {"wachtwoord", "herstelcode"}


async def test_a_journal_from_before_is_offered_a_code_at_its_next_opening(
    start: Start, shut: JournalFolder
) -> None:
    writer = await start(folder=shut, settings=FIRST)
    await enters(writer)
    await copies(writer)
    await writer.is_home()
    assert "herstelcode" in slot_kinds(shut)


async def test_a_wrong_word_is_said_and_the_card_can_be_seen_again(start: Start, shut: JournalFolder) -> None:
    writer = await start(folder=shut, settings=FIRST)
    await enters(writer)
    await writer.sees(CARD)
    card = on_the_card(writer)
    await writer.presses("enter")
    await writer.writes("qwerty\nqwerty\n")
    await writer.sees("is een ander. Kijk rustig nog eens op je kaart.")
    assert slot_kinds(shut) == {"wachtwoord"}
    await writer.presses("escape")
    await writer.sees(CARD)
    assert on_the_card(writer) == card


async def test_the_card_is_whole_on_a_small_screen_and_an_answer_is_seen(
    start: Start, shut: JournalFolder
) -> None:
    writer = await start(folder=shut, settings=FIRST, size=(40, 15))
    await enters(writer)
    await writer.until(lambda: bool(writer.app.screen.query("CodeWordGrid")))
    assert len(on_the_card(writer)) == 12
    await writer.presses("enter")
    await writer.writes("qwerty\nqwerty\n")
    await writer.sees("is een ander.")


async def test_in_a_journal_kept_nowhere_there_is_nothing_to_lock(writer: Writer) -> None:
    await writer.does_not_see("h Herstelcode")
    await writer.presses("h", "i", "s")
    await writer.does_not_see("Het slot van je logboek")


async def test_who_lost_the_password_comes_in_with_the_code(
    start: Start, shut: JournalFolder, code: RecoveryCode
) -> None:
    writer = await start(folder=shut)
    await writer.sees("wachtwoord kwijt?")
    await writer.presses("f2")
    await writer.sees("Pak je kaart")
    await writer.writes(" ".join([*code.words[:6], "qwerty", *code.words[7:]]) + "\n")
    await writer.sees("Woord 7 staat niet in de lijst.")
    writer.one(Input).clear()
    await writer.writes(" ".join(word[:4] for word in code.words) + "\n")
    await writer.sees("Een nieuw wachtwoord")
    await writer.writes(f"{NEW}\n{NEW}\n")
    await writer.is_home()
    assert unlock_with_password(shut, NEW)


async def test_without_a_code_the_door_says_so_and_stays(start: Start, shut: JournalFolder) -> None:
    writer = await start(folder=shut)
    await writer.presses("f2")
    await writer.sees("nog geen herstelcode gemaakt")
    assert isinstance(writer.app.screen, UnlockScreen)
    await enters(writer)
    await writer.is_home()


async def test_the_password_is_changed_in_instellingen(start: Start, shut: JournalFolder) -> None:
    writer = await start(folder=shut)
    await enters(writer)
    await writer.is_home()
    await writer.presses("i", "s")
    await writer.sees("Het slot van je logboek", "Wie beide kwijt is, komt er niet meer in.")
    await writer.presses("enter")
    await writer.writes("fout wachtwoord\n")
    await writer.sees("past niet op dit logboek")
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("Een nieuw wachtwoord")
    await writer.writes(f"{NEW}\n{NEW}\n")
    await writer.sees("Je wachtwoord is gewijzigd.")
    assert unlock_with_password(shut, NEW)


async def test_the_keychain_is_switched_on_and_off_in_instellingen(
    start: Start, shut: JournalFolder, chain: Chain
) -> None:
    writer = await start(folder=shut)
    await enters(writer)
    await writer.is_home()
    await writer.presses("i", "s", "down", "down")
    for now, after in (("nu uit", "nu aan"), ("nu aan", "nu uit")):
        await writer.sees(now)
        await writer.presses("enter")
        await writer.writes(f"{PASSWORD}\n")
        await writer.sees(after)
    assert chain.kept == {}


async def test_the_keychain_opens_by_itself(start: Start, shut: JournalFolder, chain: Chain) -> None:
    keychain.enable_keychain(shut, unlock_with_password(shut, PASSWORD))
    writer = await start(folder=shut)
    await writer.is_home()


async def test_a_keychain_that_fails_leaves_the_password(
    start: Start, shut: JournalFolder, chain: Chain
) -> None:
    keychain.enable_keychain(shut, unlock_with_password(shut, PASSWORD))
    chain.kept.clear()
    writer = await start(folder=shut)
    await enters(writer)
    await writer.is_home()


async def test_without_a_keychain_instellingen_says_so(
    start: Start, shut: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    writer = await start(folder=shut)
    await enters(writer)
    await writer.is_home()
    await writer.presses("i", "s", "down", "down", "enter")
    await writer.sees("De sleutelbos van dit systeem doet niet mee")
