"""Two programs on one journal: the second one may read, until the first has ended in whatever way."""

import signal
from collections.abc import Callable

import pytest

from ..full_length import shortened
from .conftest import Person
from .terminal import ENTER, ESCAPE, QUIT, Terminal

NOTICE = "Je logboek is al open"
OPEN_HERE = "l"


def _quit(terminal: Terminal) -> None:
    terminal.types(QUIT)
    assert terminal.ends() == 0


def _kill(terminal: Terminal) -> None:
    terminal.sends(signal.SIGKILL)
    terminal.ends()


def _shows_entry(terminal: Terminal) -> bool:
    return terminal.shows("van het eerste venster") and not terminal.shows("Logboek")


@pytest.mark.parametrize("end", shortened([_quit, _kill], [_kill]))
def test_a_second_window_reads_along_and_opens_after_the_first_has_ended(
    person: Person, end: Callable[[Terminal], None]
) -> None:
    first = person.writes("van het eerste venster")
    first.sees("bewaard om")
    second = person.starts()
    second.sees(NOTICE, "meelezen", "stoppen")
    second.types(ENTER)
    second.sees("Logboek", "van het eerste venster")
    second.types(ENTER)
    second.waits_for(lambda: _shows_entry(second), "the entry")
    assert not second.shows("ga verder")
    second.types(ESCAPE)
    second.sees("Logboek")
    second.types(ESCAPE)
    second.sees(NOTICE)
    end(first)
    second.types(OPEN_HERE)
    second.sees("g Ga verder")
    _quit(second)
    assert person.saved_texts == {"van het eerste venster"}


def test_a_second_window_can_be_stopped(person: Person) -> None:
    first = person.writes("blijft")
    first.sees("bewaard om")
    second = person.starts()
    second.sees(NOTICE)
    second.types(ESCAPE)
    assert second.ends() == 0
    _quit(first)
    assert person.saved_texts == {"blijft"}


def test_a_command_still_works_beside_the_full_screen(person: Person) -> None:
    first = person.writes("op het scherm")
    first.sees("bewaard om")
    assert "Vraag van de dag" in person.runs("lijst")
    _quit(first)
