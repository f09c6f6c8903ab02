"""However the program ends, what was typed is kept, the terminal is as it was, and the exit code is true."""

import base64
import re
import signal
from collections.abc import Callable

import pytest

from .conftest import PASSWORD, Person
from .terminal import BACKSPACE, BREAK, ENTER, ESCAPE, LEFT, NEXT, QUIT, Terminal

CANARY = "kanariegeel"
SOME = " ".join(f"woord{number:04}" for number in range(50))
MANY = " ".join(f"woord{number:04}" for number in range(200))

STOPS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda terminal: terminal.sends(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.sends(signal.SIGHUP),
    "SIGINT": lambda terminal: terminal.sends(signal.SIGINT),
    "Ctrl+Q": lambda terminal: terminal.types(QUIT),
}


@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS)
def test_a_stop_keeps_what_was_just_typed_and_leaves_the_terminal_clean(
    person: Person, stop: Callable[[Terminal], None]
) -> None:
    terminal = person.writes(CANARY)
    stop(terminal)
    assert terminal.ends() == 0
    terminal.is_clean()
    assert CANARY not in terminal.afterwards
    assert person.kept == {CANARY}


@pytest.mark.parametrize("leads", [True, False], ids=["with SIGHUP", "without a signal"])
def test_a_terminal_that_goes_away_takes_nothing_along(person: Person, leads: bool) -> None:
    terminal = person.writes(CANARY, leads=leads)
    terminal.goes_away()
    assert terminal.ends() == 0
    assert person.kept == {CANARY}


def test_a_fault_in_the_program_keeps_the_text_and_shows_none_of_it(person: Person) -> None:
    terminal = person.writes(CANARY, driver="breaks")
    terminal.types(BREAK)
    assert terminal.ends() == 1
    terminal.is_clean()
    assert "Er ging iets mis" in terminal.afterwards
    assert "RuntimeError" in terminal.afterwards
    assert CANARY not in terminal.afterwards
    assert person.kept == {CANARY}


def test_a_full_disk_is_told_and_the_exit_code_says_so(person: Person) -> None:
    terminal = person.writes(driver="full")
    terminal.types("eerst ")
    terminal.sees("bewaard om")
    terminal.types(BREAK)
    terminal.sees("schijf vol")
    terminal.types(CANARY)
    terminal.sees("Nog niet bewaard", "Kopiëren: F7 en dan Ctrl+C")
    terminal.types("\x1b[18~", "\x03")
    clip = b"\x1b]52;c;" + base64.b64encode(f"eerst {CANARY}".encode())
    terminal.waits_for(lambda: clip in terminal.raw, "the text on the clipboard")
    terminal.types(QUIT)
    terminal.sees("Nog een keer", CANARY)
    terminal.types(QUIT)
    assert terminal.ends() == 1
    terminal.is_clean()
    assert "niet bewaard: " in terminal.afterwards
    assert "scherm" not in terminal.afterwards
    assert CANARY not in terminal.afterwards
    assert person.kept == {"eerst "}


@pytest.mark.parametrize(
    ("words", "key", "then"),
    [(MANY, QUIT, ""), (SOME, NEXT, "laatste vraag"), (SOME, ESCAPE, "Ga verder")],
    ids=["quit", "next", "stop"],
)
def test_a_key_never_overtakes_the_letters_typed_before_it(
    person: Person, words: str, key: str, then: str
) -> None:
    terminal = person.writes()
    terminal.types(words + key)
    if then:
        terminal.sees(then)
        terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.kept == {words}


def test_keys_in_a_burst_work_in_the_order_in_which_they_came(person: Person) -> None:
    terminal = person.writes()
    terminal.types("abc", BACKSPACE, "d", LEFT, LEFT, "x", BACKSPACE, BACKSPACE, "y", QUIT)
    assert terminal.ends() == 0
    assert person.kept == {"ybd"}


def test_a_signal_in_the_middle_of_a_burst_of_keys_is_heard_and_loses_nothing_seen(person: Person) -> None:
    terminal = person.writes()
    terminal.types(MANY)
    terminal.waits_for(lambda: re.search(r"woord\d{4}\b", terminal.middle) is not None, "the first of it")
    seen = re.findall(r"woord\d{4}\b", terminal.middle)[-1]
    terminal.sends(signal.SIGTERM)
    assert terminal.ends() == 0
    [kept] = person.kept
    assert MANY.startswith(kept)
    assert seen in kept


def test_a_wrong_password_in_the_environment_is_asked_again(person: Person) -> None:
    person.has()
    person.environ["REFLECTIE_WACHTWOORD"] = "niet dit"
    terminal = person.starts()
    terminal.sees("past niet op dit logboek")
    terminal.types(PASSWORD, ENTER)
    terminal.waits_for(lambda: terminal.shows("v Vraag") or terminal.shows("Een kaart"), "the door open")
    terminal.types(QUIT)
    assert terminal.ends() == 0
