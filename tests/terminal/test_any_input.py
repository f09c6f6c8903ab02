"""Nothing that comes from the terminal ends the program, and a terminal that stops reading costs no text."""

import fcntl
import os
import signal
import sys
import termios

import pytest

from ..full_length import shortened
from .conftest import PASSWORD, Person
from .terminal import BREAK, ENTER, QUIT, Terminal

BYTES = {
    "a letter in Latin-1": b"\xe9",
    "a byte of no encoding": b"\xff",
    "half a letter": b"\xc3",
    "a mouse report of an old terminal": b"\x1b[M\xf0\xe0\xe5",
    "a mouse report that is UTF-8": b"\x1b[M\x20\xc3\xa9",
}
SHORTENED_BYTES = shortened(BYTES.values(), [b"\xc3", BYTES["a mouse report of an old terminal"]])

REPORTS = {
    "a key with its other layouts": b"\x1b[97:65;2;65u",
    "a key that is released": b"\x1b[97;1:3u",
    "a key beyond all characters": b"\x1b[1114112u",
    "a key that is half a character": b"\x1b[55296;;55296u",
    "a number of thirty digits": b"\x1b[" + b"9" * 30 + b"u",
    "a text beyond all characters": b"\x1b[97;;1114112u",
    "a window without size": b"\x1b[48;0;0;0;0t\x1b[<0;10;10M\x1b[<0;10;10m",
    "a window without pixels": b"\x1b[48;24;80;0;0t\x1b[<35;10;10M",
    "an endless window": b"\x1b[48;99999;99999;1;1t",
    "a click far outside": b"\x1b[<0;99999;99999M\x1b[<0;99999;99999m",
    "what the terminal is": b"\x1b[?62;4c",
    "a colour of the terminal": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    "a device string": b"\x1bP1+r544e=787465726d\x1b\\",
}

DROPPED = [report for name, report in REPORTS.items() if "layouts" not in name and "without size" not in name]


def test_what_is_typed_between_reports_is_kept(person: Person) -> None:
    terminal = person.writes()
    words = [f"woord{number}." for number, _ in enumerate(REPORTS)]
    for word, report in zip(words, REPORTS.values(), strict=True):
        terminal.types_unread(report, f" {word}")
    terminal.sees(words[-1])
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
    [saved] = person.saved_texts
    letters = saved.replace(" ", "").removeprefix("A")  # a click moved the cursor, so a word may be split
    assert sorted(letters) == sorted("".join(words))


@pytest.mark.parametrize("data", SHORTENED_BYTES, ids=BYTES)
def test_what_is_typed_after_odd_bytes_is_kept(person: Person, data: bytes) -> None:
    terminal = person.writes("voor ")
    terminal.types_unread(data, " na.")
    terminal.sees("na.")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
    [saved] = person.saved_texts
    assert saved.startswith("voor ")
    assert saved.endswith(" na.")


def test_bytes_that_are_no_utf_8_become_visible_signs_and_reports_become_nothing(person: Person) -> None:
    terminal = person.writes()
    terminal.types_unread(b"Ren\xe9e en Zo\xeb. ", *DROPPED, BYTES["a mouse report of an old terminal"])
    terminal.types_unread(REPORTS["a key with its other layouts"], "nneke")
    terminal.sees("Anneke")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.saved_texts == {"Ren\ufffde en Zo\ufffd. Anneke"}


@pytest.mark.parametrize("data", SHORTENED_BYTES, ids=BYTES)
def test_the_password_can_be_given_after_it(person: Person, data: bytes) -> None:
    person.has()
    del person.environ["REFLECTIE_WACHTWOORD"]
    terminal = person.starts()
    terminal.sees("Welkom terug")
    terminal.types_unread(b"x", data, b"y\r")
    terminal.sees("past niet op dit logboek")
    terminal.types(PASSWORD, ENTER)
    terminal.waits_for(lambda: terminal.shows("v Vraag") or terminal.shows("herstelcode"), "the journal")
    terminal.types(QUIT)
    assert terminal.ends() == 0


def test_after_a_crash_nothing_typed_reaches_the_shell(person: Person) -> None:
    terminal = person.writes("tekst", driver="breaks")
    shell = os.open(terminal.path, os.O_RDONLY | os.O_NOCTTY)
    terminal.types_unread(BREAK, "rm -rf belangrijk\r" * 20)
    assert terminal.ends() == 1
    assert "Er ging iets mis in reflectie" in terminal.afterwards
    assert _count_unread(shell) == 0


def test_an_error_where_keys_are_read_is_named_and_gives_exit_code_1(person: Person) -> None:
    terminal = person.writes("tekst", driver="misreads")
    terminal.types_unread(BREAK)
    assert terminal.ends() == 1
    assert "Er ging iets mis in reflectie" in terminal.afterwards
    assert "RuntimeError" in terminal.afterwards
    assert person.saved_texts == {"tekst"}


@pytest.mark.parametrize("stop", shortened([signal.SIGTERM, signal.SIGHUP], [signal.SIGTERM]))
def test_a_terminal_that_stops_reading_costs_no_text_and_no_clean_end(
    person: Person, stop: signal.Signals
) -> None:
    terminal = person.writes()
    lines = _types_until_full(person, terminal)
    terminal.types_unread("en nog iets")
    _waits_until_saved(person, terminal, "en nog iets")
    terminal.sends(stop)
    assert terminal.ends_unread() == 0
    assert person.saved_texts == {"\n".join([*lines, "en nog iets"])}


def test_a_terminal_that_reads_again_shows_the_whole_screen(person: Person) -> None:
    terminal = person.writes()
    question = terminal.middle.strip()[:20]
    lines = _types_until_full(person, terminal)
    terminal.types_unread("het slot")
    terminal.sees(question, *lines[-10:], "het slot", "Esc stoppen")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()


def _types_until_full(person: Person, terminal: Terminal) -> list[str]:
    """Type lines until the terminal keeps no more of what the program paints. Return these lines."""
    lines: list[str] = []
    while not lines or not terminal.is_full:
        more = [f"regel {len(lines) + number:03} van de tekst" for number in range(60)]
        for line in more:
            terminal.types_unread(line, ENTER)
        _waits_until_saved(person, terminal, more[-1])
        lines += more
    return lines


def _waits_until_saved(person: Person, terminal: Terminal, end: str) -> None:
    """Look at the journal, not at the terminal, until a text in it ends like this."""
    terminal.waits_unread(
        lambda: any(text.rstrip().endswith(end) for text in person.saved_texts),
        f"'{end[-20:]}' in the journal",
    )


def _count_unread(terminal: int) -> int:
    """Return how many bytes a program would read from this terminal."""
    return int.from_bytes(fcntl.ioctl(terminal, termios.FIONREAD, b"\0" * 4), sys.byteorder)
