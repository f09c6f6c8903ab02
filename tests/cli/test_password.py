"""``reflectie wachtwoord``: the password, the recovery code and the keychain."""

import re
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from reflectie.cli.console import system_console
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import key_file, rekey
from reflectie.journal.keys.recovery_code import new_recovery_code, parse_recovery_code, unlock_with_code

from .conftest import PASSWORD

NEW = "iets heel anders"


@pytest.fixture
def folder(person, journal) -> JournalFolder:
    return JournalFolder(Path(person.environ["REFLECTIE_MAP"]))


@pytest.fixture
def copies_code_to_card(person) -> Callable[[str, str], str]:
    """A user in a terminal who copies the words that are shown."""
    person.is_interactive, person.width = True, 80

    def answer(prompt: str, shown: str) -> str:
        number = re.search(r"\d+", prompt)[0]
        return re.search(rf"^ +{number}  (\w+)$", shown, re.MULTILINE)[1]

    person.answers = answer
    return answer


def shown_words(person) -> str:
    return " ".join(re.findall(r"^ +\d+  (\w+)$", person.out, re.MULTILINE))


def test_the_password_is_changed_and_the_entries_stay(person, save_entry, folder):
    save_entry("woord")
    before = key_file.unlock_with_password(folder, PASSWORD)
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter([PASSWORD, NEW, NEW])
    assert person.runs("wachtwoord") == 0
    assert "is gewijzigd" in person.err
    assert "Kopieën van vóór nu gaan nog open" in person.err
    assert key_file.unlock_with_password(folder, NEW) == before
    person.environ["REFLECTIE_WACHTWOORD"] = PASSWORD
    assert person.runs("lijst") == 1
    person.environ["REFLECTIE_WACHTWOORD"] = NEW
    assert person.runs("lijst") == 0
    assert "woord" in person.out


def test_a_script_changes_the_password_without_a_prompt(person, folder):
    person.environ["REFLECTIE_NIEUW_WACHTWOORD"] = NEW
    assert person.runs("wachtwoord") == 0
    assert key_file.unlock_with_password(folder, NEW)


@pytest.mark.parametrize(
    ("passwords", "message"),
    [(["kort"], "minstens 8 tekens"), ([NEW, NEW + "!"], "niet gelijk"), (["fout"] * 3, "")],
)
def test_a_refused_password_changes_nothing(person, folder, passwords, message):
    before = folder.key_file.read_bytes()
    if passwords == ["fout"] * 3:
        del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(passwords)
    assert person.runs("wachtwoord") == 1
    assert message in person.err
    assert folder.key_file.read_bytes() == before


def test_damaged_keys_are_reported_before_a_password_is_asked(person, folder):
    folder.key_file.write_bytes(b"{}")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("wachtwoord") == 1
    assert "Je wachtwoord is niet het probleem" in person.err


def test_without_a_journal_there_is_no_password_to_change(person):
    assert person.runs("wachtwoord") == 1
    assert "nog geen logboek" in person.err
    assert not Path(person.environ["REFLECTIE_MAP"]).exists()


def test_a_recovery_code_works_once_two_words_are_checked(person, folder, copies_code_to_card):
    assert person.runs("wachtwoord", "--herstelcode") == 0
    assert unlock_with_code(
        folder, parse_recovery_code(shown_words(person))
    ) == key_file.unlock_with_password(folder, PASSWORD)
    first = shown_words(person)
    assert person.runs("wachtwoord", "--herstelcode") == 0
    assert shown_words(person) != first
    assert unlock_with_code(folder, parse_recovery_code(shown_words(person)))


def test_a_wrong_word_creates_no_recovery_code(person, folder, copies_code_to_card):
    before = folder.key_file.read_bytes()
    person.answers = lambda prompt, shown: "zomaar iets"
    assert person.runs("wachtwoord", "--herstelcode") == 1
    assert "Er is niets veranderd" in person.err
    assert folder.key_file.read_bytes() == before


@pytest.mark.parametrize(("is_interactive", "width"), [(False, 80), (True, None)])
def test_a_recovery_code_is_never_shown_outside_a_terminal(person, folder, is_interactive, width):
    person.is_interactive, person.width = is_interactive, width
    assert person.runs("wachtwoord", "--herstelcode") == 2
    assert person.out == ""
    assert "herstelcode" not in key_file.slot_kinds(folder)


def test_a_forgotten_password_is_replaced_with_the_recovery_code(person, folder, copies_code_to_card):
    code, data_key = new_recovery_code(), key_file.unlock_with_password(folder, PASSWORD)
    rekey.set_recovery_code(folder, data_key, code)
    del person.environ["REFLECTIE_WACHTWOORD"]
    mistyped = [*code.words[:6], "qwerty", *code.words[7:]]
    typed = iter([" ".join(mistyped), " ".join(new_recovery_code().words), " ".join(code.words).upper()])
    person.answers = lambda prompt, shown: next(typed)
    person.passwords = iter([NEW, NEW])
    assert person.runs("wachtwoord", "--vergeten") == 0
    assert "Woord 7 staat niet in de lijst" in person.err
    assert "past niet op dit logboek" in person.err
    assert key_file.unlock_with_password(folder, NEW) == data_key
    assert unlock_with_code(folder, code) == data_key


def test_a_missing_recovery_code_is_reported_at_once(person, folder):
    assert person.runs("wachtwoord", "--vergeten") == 1
    assert "nog geen herstelcode" in person.err


class Keychain:
    """A keychain in memory that the program trusts."""

    def __init__(self):
        self.secrets = {}

    def get_password(self, service, name):
        return self.secrets.get((service, name))

    def set_password(self, service, name, secret):
        self.secrets[service, name] = secret

    def delete_password(self, service, name):
        del self.secrets[service, name]


Keychain.__module__ = "keyring.backends.macOS"


def test_the_keychain_opens_the_journal_until_it_is_switched_off(person, save_entry, folder, monkeypatch):
    save_entry("woord")
    keychain = Keychain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: keychain)
    assert person.runs("wachtwoord", "--sleutelbos", "status") == 0
    assert person.out == "Openen zonder wachtwoord op deze computer staat uit.\n"
    assert person.runs("wachtwoord", "--sleutelbos", "aan") == 0
    assert person.runs("wachtwoord", "--sleutelbos", "status") == 0
    assert person.out == "Openen zonder wachtwoord op deze computer staat aan.\n"
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("lijst") == 0
    assert "woord" in person.out
    person.passwords = iter([PASSWORD])
    assert person.runs("wachtwoord", "--sleutelbos", "uit") == 0
    assert keychain.secrets == {}
    person.passwords = iter(["fout"] * 3)
    assert person.runs("lijst") == 1


def test_without_a_keychain_no_password_is_asked(person, folder, monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("wachtwoord", "--sleutelbos", "aan") == 1
    assert "geen sleutelbos die een sleutel veilig bewaart" in person.err


def test_the_repr_of_the_console_shows_no_password(person):
    assert "environ" not in repr(system_console())
