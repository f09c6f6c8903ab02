"""However the program ends, the text is saved, the terminal is restored and the exit code is right."""

import base64
import re
import signal
from collections.abc import Callable

import pytest

from ..full_length import shortened, shortened_rows
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


def test_an_end_within_a_frame_leaves_no_terminal_that_shows_nothing_new(person: Person) -> None:
    terminal = person.starts("--voorbeeld", driver="frame")
    terminal.sees("v Vraag")
    terminal.types(BREAK)
    assert terminal.ends() == 0
    terminal.is_clean()


@pytest.mark.parametrize("stop", shortened(STOPS.values(), [STOPS["SIGTERM"], STOPS["Ctrl+Q"]]), ids=STOPS)
def test_quitting_saves_the_last_keys_and_restores_the_terminal(
    person: Person, stop: Callable[[Terminal], None]
) -> None:
    terminal = person.writes(CANARY)
    stop(terminal)
    assert terminal.ends() == 0
    terminal.is_clean()
    assert CANARY not in terminal.afterwards
    assert person.saved_texts == {CANARY}


@pytest.mark.parametrize("is_controlling", [True, False], ids=["with SIGHUP", "without a signal"])
def test_closing_the_terminal_loses_no_text(person: Person, is_controlling: bool) -> None:
    terminal = person.writes(CANARY, is_controlling=is_controlling)
    terminal.goes_away()
    assert terminal.ends() == 0
    assert person.saved_texts == {CANARY}


def test_a_crash_saves_the_text_and_shows_none_of_it(person: Person) -> None:
    terminal = person.writes(CANARY, driver="breaks")
    terminal.types(BREAK)
    assert terminal.ends() == 1
    terminal.is_clean()
    assert "Er ging iets mis" in terminal.afterwards
    assert "RuntimeError" in terminal.afterwards
    assert CANARY not in terminal.afterwards
    assert person.saved_texts == {CANARY}


def test_a_full_disk_is_reported_and_gives_exit_code_1(person: Person) -> None:
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
    assert person.saved_texts == {"eerst "}


@pytest.mark.parametrize(
    ("text", "key", "next_screen"),
    shortened_rows(
        [
            (SOME, QUIT, ""),
            (MANY, QUIT, ""),
            (SOME, NEXT, "Het staat in je logboek"),
            (SOME, ESCAPE, "Ga verder"),
        ],
        [(SOME, QUIT, "")],
    ),
    ids=["quit", "quit after many", "next", "stop"],
)
def test_a_command_key_waits_for_the_letters_before_it(
    person: Person, text: str, key: str, next_screen: str
) -> None:
    terminal = person.writes()
    terminal.types(text + key)
    if next_screen:
        terminal.sees(next_screen)
        terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.saved_texts == {text}


def test_keys_in_a_burst_work_in_order(person: Person) -> None:
    terminal = person.writes()
    terminal.types("abc", BACKSPACE, "d", LEFT, LEFT, "x", BACKSPACE, BACKSPACE, "y", QUIT)
    assert terminal.ends() == 0
    assert person.saved_texts == {"ybd"}


def test_a_signal_during_a_burst_of_keys_loses_no_visible_text(person: Person) -> None:
    terminal = person.writes()
    terminal.types(SOME)
    terminal.waits_for(lambda: re.search(r"woord\d{4}\b", terminal.middle) is not None, "the first word")
    visible = re.findall(r"woord\d{4}\b", terminal.middle)[-1]
    terminal.sends(signal.SIGTERM)
    assert terminal.ends() == 0
    [saved] = person.saved_texts
    assert SOME.startswith(saved)
    assert visible in saved


def test_after_a_wrong_password_in_the_environment_the_user_is_asked(person: Person) -> None:
    person.has()
    person.environ["REFLECTIE_WACHTWOORD"] = "niet dit"
    terminal = person.starts()
    terminal.sees("past niet op dit logboek")
    terminal.types(PASSWORD, ENTER)
    terminal.waits_for(
        lambda: terminal.shows("v Vraag") or terminal.shows("Een herstelcode"), "the home screen"
    )
    terminal.types(QUIT)
    assert terminal.ends() == 0
