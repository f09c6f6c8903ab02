"""The bytes that reach the terminal: no control codes from texts, and colours only where they are wanted."""

import re

import pytest

from .conftest import Person, written
from .driver import POISON
from .terminal import ENTER, ESCAPE, NEXT, QUIT, RIGHT, UNDO, Terminal

SHOWN = "voor]0;xtitel]52;c;eA==bord[2Jwis2Jc1omna"
"""What is visible of the poison."""
FIVE_HUNDRED = "een alinea zoals mensen schrijven. " * 14
LONG_PASTE = "\n".join(f"{number:03} {FIVE_HUNDRED}".strip() for number in range(105))


def assert_no_poison(terminal: Terminal) -> None:
    """Assert that no text sets a title or the clipboard, clears the screen, reverses text or rings."""
    output = terminal.raw[terminal.raw.index(b"\x1b[?1049h") + 100 :]
    output = re.sub(rb"\x1b\]22;\w+\x07", b"", output)  # Textual sets the shape of the mouse pointer
    bad = (b"\x1b]", b"\x1b[2J", "\x9b".encode(), b"\x9b2J", "\u202e".encode(), b"\x07")
    leaked = [code for code in bad if code in output]
    assert not leaked, f"{leaked} reached the terminal"


def test_control_codes_in_the_journal_do_not_reach_the_terminal(person: Person) -> None:
    person.has(written(POISON, 1), written(POISON, 2, closed=None))
    terminal = person.starts()
    terminal.sees("g Ga verder", SHOWN[:20])
    terminal.types("l")
    terminal.sees("Logboek", SHOWN)
    terminal.types(ENTER)
    terminal.sees("Ctrl+N klaar", SHOWN)
    terminal.types(ESCAPE)
    terminal.sees("Logboek")
    terminal.types(ESCAPE)
    terminal.sees("g Ga verder")
    terminal.types("g")
    terminal.sees("▌ " + SHOWN)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert_no_poison(terminal)


def test_control_codes_in_content_do_not_reach_the_terminal(person: Person) -> None:
    terminal = person.starts(driver="poison")
    terminal.sees("links", SHOWN)
    terminal.types("n")
    terminal.sees("Kiezen", SHOWN)
    terminal.types(ESCAPE)
    terminal.sees("1-6 lijn", SHOWN)
    terminal.types("1")
    for text in (
        "Esc stoppen",
        "herken ik",
        "Met ← →",
        "naar links",
        "naar rechts",
        "elk op een eigen regel",
    ):
        terminal.sees(SHOWN[:12], text)
        terminal.types(RIGHT, NEXT)
    terminal.sees("einde " + SHOWN)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert_no_poison(terminal)


def test_control_codes_in_a_paste_do_not_reach_the_terminal_or_the_journal(person: Person) -> None:
    terminal = person.writes()
    terminal.pastes(POISON)
    terminal.sees(SHOWN)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert_no_poison(terminal)
    assert person.saved_texts == {SHOWN}


def test_a_long_paste_is_saved_and_one_over_the_limit_is_refused(person: Person) -> None:
    assert len(LONG_PASTE) > 50_000
    terminal = person.writes("van mij")
    terminal.pastes("x" * 100_001)
    terminal.sees("in één veld passen 100.000 tekens", "van mij")
    terminal.pastes(LONG_PASTE)
    terminal.sees("104 een alinea")
    terminal.types(UNDO)
    terminal.waits_for(lambda: not terminal.shows("104 een alinea"), "the paste undone")
    terminal.pastes(LONG_PASTE)
    terminal.sees("104 een alinea")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.saved_texts == {"van mij" + LONG_PASTE}


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {}], ids=["NO_COLOR", "colour"])
def test_no_color_means_greys_only(person: Person, setting: dict[str, str]) -> None:
    person.environ |= setting
    terminal = person.writes("kanariegeel")
    terminal.types(ESCAPE)
    terminal.sees("g Ga verder")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    codes = re.findall(rb"\x1b\[([\d;:]*)m", terminal.raw)
    assert codes
    assert any(map(_is_chromatic, codes)) is not bool(setting)


def _is_chromatic(code: bytes) -> bool:
    """Return whether a colour code is for anything but black, white or grey."""
    numbers = [int(number or 0) for number in re.split(rb"[;:]", code)]
    while numbers:
        first = numbers.pop(0)
        if first in (38, 48) and numbers[:1] == [2]:
            if len(set(numbers[1:4])) > 1:
                return True
            numbers = numbers[4:]
        elif first in (38, 48) and numbers[:1] == [5]:
            if not _is_grey(numbers[1]):
                return True
            numbers = numbers[2:]
        elif first % 10 in range(1, 7) and first // 10 in (3, 4, 9, 10):
            return True
    return False


def _is_grey(number: int) -> bool:
    """Return whether one of the 256 colours is grey: basic, in the ramp, or on the diagonal of the cube."""
    cube = number - 16
    on_diagonal = cube >= 0 and len({cube // 36, cube // 6 % 6, cube % 6}) == 1
    return number in (0, 7, 8, 15) or number >= 232 or on_diagonal


def test_no_environment_variable_makes_the_program_write_the_screen_to_disk(person: Person) -> None:
    person.environ |= {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_LOG": str(person.working_folder / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(person.working_folder),
        "TEXTUAL_SCREENSHOT_FILENAME": "scherm.svg",
    }
    terminal = person.writes("kanariegeel")
    terminal.watches(1.2)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert [*person.working_folder.iterdir(), *person.temp_folder.iterdir()] == []


def test_a_dumb_terminal_is_refused_without_control_codes(person: Person) -> None:
    person.environ["TERM"] = "dumb"
    terminal = person.starts()
    assert terminal.ends() == 2
    assert "reflectie start in een terminal, en die is er hier niet" in " ".join(
        terminal.raw.decode().split()
    )
    assert b"\x1b" not in terminal.raw
