"""The first minute in the real program: from an empty folder to the first saved sentence."""

import pytest

from .conftest import Person
from .terminal import ENTER, ESCAPE, QUIT, RIGHT
from .test_meeting import KeyCounter

MAX_KEYS, MAX_SCREENS = 8, 6
NEW_PASSWORD = "een zin die ik onthoud"
SENTENCE = "omdat ik graag door wil"
HOME = "het bewezen maakbare"
SCREENS = (
    "niemand leest mee",
    "Wat is je rol?",
    "doorgaan vertragen",
    "Kies een wachtwoord",
    "Een herstelcode voor als je je wachtwoord kwijt bent",
    "Wat maakt dat dit jouw plek is?",
)


@pytest.fixture
def user(person: Person) -> KeyCounter:
    """A user who starts the program for the first time."""
    del person.environ["REFLECTIE_WACHTWOORD"]
    return KeyCounter(person.starts())


def test_the_first_sentence_is_saved_in_few_keys_and_screens(person: Person, user: KeyCounter) -> None:
    welcome, role, mark, password, code, question = SCREENS
    user.terminal.sees(welcome)
    user.presses(ENTER, sees=role)
    user.presses(ENTER, sees=mark)
    user.presses(RIGHT, sees="●")
    user.presses(ENTER, sees=password)
    user.terminal.types(NEW_PASSWORD)
    user.presses(ENTER, sees="Enter: het logboek maken")
    user.terminal.types(NEW_PASSWORD)
    begin = len(user.terminal.raw)
    user.presses(ENTER, sees=code)
    user.presses(ESCAPE, sees=question)
    painted = user.terminal.raw[begin:].decode(errors="replace")
    assert [text for text in (role, password, HOME) if text in painted] == [], "seen for a moment"
    user.writes(SENTENCE)
    user.terminal.sees("bewaard om")
    assert user.keys <= MAX_KEYS
    assert len(SCREENS) <= MAX_SCREENS

    user.terminal.types(ESCAPE)
    user.terminal.sees("g Ga verder", "doorgaan en vertragen")
    assert not user.terminal.shows("eerdere code") and not user.terminal.shows("Kopieën")
    user.terminal.types(QUIT)
    assert user.terminal.ends() == 0
    assert NEW_PASSWORD.encode() not in user.terminal.raw
    files = [person.data_folder, *person.data_folder.rglob("*")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
