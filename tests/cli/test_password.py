"""``reflectie wachtwoord``: what a person gets to see and do, and what stays as it was."""

import re
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import key_file, rekey
from reflectie.journal.keys.recovery_code import new_recovery_code, parse_recovery_code, unlock_with_code

from .conftest import WORD

NEW = "iets heel anders"


@pytest.fixture
def folder(person, journal) -> JournalFolder:
    return JournalFolder(Path(person.environ["REFLECTIE_MAP"]))


@pytest.fixture
def carded(person) -> Callable[[str, str], str]:
    """Somebody in a terminal who copies what is shown."""
    person.types, person.width = True, 80

    def answer(prompt: str, shown: str) -> str:
        place = re.search(r"\d+", prompt)[0]
        return re.search(rf"^ +{place}  (\w+)$", shown, re.MULTILINE)[1]

    person.answers = answer
    return answer


def words(person) -> str:
    return " ".join(re.findall(r"^ +\d+  (\w+)$", person.out, re.MULTILINE))


def test_the_password_is_changed_and_what_is_written_stays(person, kept, folder):
    kept("woord")
    before = key_file.unlock_with_password(folder, WORD)
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter([WORD, NEW, NEW])
    assert person.runs("wachtwoord") == 0
    assert "is gewijzigd" in person.err
    assert "Kopieën van vóór nu gaan nog open" in person.err
    assert key_file.unlock_with_password(folder, NEW) == before
    person.environ["REFLECTIE_WACHTWOORD"] = WORD
    assert person.runs("lijst") == 1
    person.environ["REFLECTIE_WACHTWOORD"] = NEW
    assert person.runs("lijst") == 0
    assert "woord" in person.out


def test_a_script_changes_it_without_being_asked(person, folder):
    person.environ["REFLECTIE_NIEUW_WACHTWOORD"] = NEW
    assert person.runs("wachtwoord") == 0
    assert key_file.unlock_with_password(folder, NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [(["kort"], "minstens 8 tekens"), ([NEW, NEW + "!"], "niet gelijk"), (["fout"] * 3, "")],
)
def test_what_goes_wrong_changes_nothing(person, folder, typed, said):
    before = folder.key_file.read_bytes()
    if typed == ["fout"] * 3:
        del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(typed)
    assert person.runs("wachtwoord") == 1
    assert said in person.err
    assert folder.key_file.read_bytes() == before


def test_damage_is_said_before_a_password_is_asked(person, folder):
    folder.key_file.write_bytes(b"{}")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("wachtwoord") == 1
    assert "Je wachtwoord is niet het probleem" in person.err


def test_without_a_journal_there_is_no_password_to_change(person):
    assert person.runs("wachtwoord") == 1
    assert "nog geen logboek" in person.err
    assert not Path(person.environ["REFLECTIE_MAP"]).exists()


def test_a_code_works_once_two_words_are_right(person, folder, carded):
    assert person.runs("wachtwoord", "--herstelcode") == 0
    assert unlock_with_code(folder, parse_recovery_code(words(person))) == key_file.unlock_with_password(
        folder, WORD
    )
    first = words(person)
    assert person.runs("wachtwoord", "--herstelcode") == 0
    assert words(person) != first
    assert unlock_with_code(folder, parse_recovery_code(words(person)))


def test_a_wrong_word_makes_no_code(person, folder, carded):
    before = folder.key_file.read_bytes()
    person.answers = lambda prompt, shown: "zomaar iets"
    assert person.runs("wachtwoord", "--herstelcode") == 1
    assert "Er is niets veranderd" in person.err
    assert folder.key_file.read_bytes() == before


@pytest.mark.parametrize(("types", "width"), [(False, 80), (True, None)])
def test_a_code_is_never_shown_outside_a_terminal(person, folder, types, width):
    person.types, person.width = types, width
    assert person.runs("wachtwoord", "--herstelcode") == 2
    assert person.out == ""
    assert "herstelcode" not in key_file.slot_kinds(folder)


def test_who_forgot_the_password_comes_in_with_the_code(person, folder, carded):
    code, data_key = new_recovery_code(), key_file.unlock_with_password(folder, WORD)
    rekey.set_recovery_code(folder, data_key, code)
    del person.environ["REFLECTIE_WACHTWOORD"]
    slip = [*code.words[:6], "qwerty", *code.words[7:]]
    typed = iter([" ".join(slip), " ".join(new_recovery_code().words), " ".join(code.words).upper()])
    person.answers = lambda prompt, shown: next(typed)
    person.passwords = iter([NEW, NEW])
    assert person.runs("wachtwoord", "--vergeten") == 0
    assert "Woord 7 staat niet in de lijst" in person.err
    assert "past niet op dit logboek" in person.err
    assert key_file.unlock_with_password(folder, NEW) == data_key
    assert unlock_with_code(folder, code) == data_key


def test_who_has_no_code_hears_so_at_once(person, folder):
    assert person.runs("wachtwoord", "--vergeten") == 1
    assert "nog geen herstelcode" in person.err


class Chain:
    def __init__(self):
        self.kept = {}

    def get_password(self, service, name):
        return self.kept.get((service, name))

    def set_password(self, service, name, secret):
        self.kept[service, name] = secret

    def delete_password(self, service, name):
        del self.kept[service, name]


Chain.__module__ = "keyring.backends.macOS"


def test_the_keychain_opens_until_it_is_switched_off(person, kept, folder, monkeypatch):
    kept("woord")
    chain = Chain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    assert person.runs("wachtwoord", "--sleutelbos", "status") == 0
    assert person.out == "De sleutelbos staat uit.\n"
    assert person.runs("wachtwoord", "--sleutelbos", "aan") == 0
    assert person.runs("wachtwoord", "--sleutelbos", "status") == 0
    assert person.out.startswith("De sleutelbos staat aan")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("lijst") == 0
    assert "woord" in person.out
    person.passwords = iter([WORD])
    assert person.runs("wachtwoord", "--sleutelbos", "uit") == 0
    assert chain.kept == {}
    person.passwords = iter(["fout"] * 3)
    assert person.runs("lijst") == 1


def test_without_a_keychain_the_password_is_not_even_asked(person, folder, monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("wachtwoord", "--sleutelbos", "aan") == 1
    assert "geen die een sleutel veilig bewaart" in person.err


def test_a_password_shows_in_no_repr_of_the_console(person):
    from reflectie.cli.console import system_console

    assert "environ" not in repr(system_console())
