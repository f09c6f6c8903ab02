"""A line that is typed at the command line is kept whole, or it is said that it is not."""

import pytest

from .conftest import PASSWORD, Person
from .terminal import BACKSPACE, ENTER

END = "\x04"
SENTENCE = "een alinea zoals mensen schrijven, "
PARAGRAPH = (SENTENCE * 200)[:6_000]
assert len(PARAGRAPH) == 6_000


def test_a_line_longer_than_the_terminal_keeps_is_saved_whole(person: Person) -> None:
    person.has()
    terminal = person.starts("schrijf")
    terminal.sees("Klaar?")
    terminal.types(PARAGRAPH, "slot", ENTER)
    terminal.sees("slot")
    terminal.types(END)
    assert terminal.ends() == 0
    assert "Bewaard als" in terminal.picture
    assert person.saved_texts == {f"{PARAGRAPH}slot"}


def test_a_line_is_corrected_and_tabs_and_bytes_that_are_no_utf_8_are_kept(person: Person) -> None:
    person.has()
    terminal = person.starts("schrijf")
    terminal.sees("Klaar?")
    terminal.types("een lijn\u00eb", BACKSPACE, "\tin\u009b2J kolommen", ENTER)
    terminal.types_unread(b"Ren\xe9e\r")
    terminal.sees("geen UTF-8")
    terminal.types(END)
    assert terminal.ends() == 0
    assert person.saved_texts == {"een lijn\tin2J kolommen\nRen\ufffde"}
    assert "\u009b".encode() not in terminal.raw  # it would clear the screen


def test_a_long_line_is_kept_too_when_the_output_goes_elsewhere(person: Person) -> None:
    person.has()
    terminal = person.starts("schrijf", before=("/bin/sh", "-c", '"$@" > /dev/null', "sh"))
    terminal.sees("Klaar?")
    terminal.types(PARAGRAPH, ENTER, END)
    assert terminal.ends() == 0
    assert person.saved_texts == {PARAGRAPH.rstrip()}


def test_words_and_lines_are_taken_back_over_the_edge_of_the_screen(person: Person) -> None:
    person.has()
    terminal = person.starts("schrijf")
    terminal.sees("Klaar?")
    terminal.types("weg " * 30, "\x15", "漢" * 45, BACKSPACE * 10, " blijft gaat", "\x17", "\x1b[D", "staan")
    terminal.sees("blijft st")
    assert not terminal.shows("weg")
    terminal.types(ENTER, END)
    assert terminal.ends() == 0
    assert person.saved_texts == {"漢" * 35 + " blijft staan"}


@pytest.mark.parametrize("is_piped", [False, True], ids=["in the terminal", "beside a pipe"])
def test_a_password_with_bytes_that_are_no_utf_8_is_refused_in_words(person: Person, is_piped: bool) -> None:
    person.has()
    del person.environ["REFLECTIE_WACHTWOORD"]
    shell = ("/bin/sh", "-c", 'echo tekst | "$@"', "sh")
    terminal = person.starts("schrijf", before=shell if is_piped else ())
    terminal.sees("Wachtwoord")
    terminal.types_unread(PASSWORD, b"\xe9\r")
    assert terminal.ends() == 1
    assert "geen UTF-8" in terminal.picture
    assert "Traceback" not in terminal.picture
