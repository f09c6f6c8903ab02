"""After kill -9 or a power failure at most a second of typing is lost, and the user continues there."""

import itertools
import random
import signal
import time

import pytest

from ..full_length import shortened
from .conftest import Person
from .terminal import FAR_LEFT, LEFT, NEXT, QUIT, Terminal

PREVIOUS = "\x14"
TEXT = "".join(f"{number:03}." for number in range(250))
"""Without spaces, so that no row breaks at one, and short enough to fit on the screen."""
KILLS = 5
"""Kills of one journal, one after the other."""
SHORT = (8,)
"""Seeds of the default run."""
SEEDS = shortened(range(44), SHORT)
SAVE_DELAY = 0.4
"""Seconds between the moment a save reads the field and the moment "bewaard om" is seen. On a busy machine
the save takes up to half of this; keys typed meanwhile belong to the next save."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_at_any_moment_loses_at_most_a_second_of_typing(person: Person, seed: int) -> None:
    generator = random.Random(seed)
    text, terminal = "", person.writes()
    for _ in range(KILLS):
        visible, reported = _types_on(terminal, text, seconds=generator.uniform(0.1, 2.5))
        terminal.sends(signal.SIGKILL)
        assert terminal.ends() == -signal.SIGKILL
        text = max(person.saved_texts, default="", key=len)
        assert TEXT.startswith(text)
        assert len(text) >= len(visible), "text that was on the screen for a second is lost"
        assert len(text) >= len(reported), "text that was reported as saved is lost"
        terminal = _continues(person, text)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.saved_texts - {text} == set()


def _types_on(terminal: Terminal, text: str, seconds: float) -> tuple[str, str]:
    """Type without a pause. Return the text on the screen a second before the end, and the text on the screen
    when it first said that this was saved.
    """
    seen, reported = [(time.monotonic(), text)], ""
    end = time.monotonic() + seconds
    for letter in itertools.takewhile(lambda _: time.monotonic() < end, TEXT[len(text) :]):
        terminal.types(letter)
        terminal.watches(0.025)
        seen.append((time.monotonic(), _field(terminal)))
        if not reported and terminal.shows("bewaard om"):
            reported = _before(seen, SAVE_DELAY, text)
    return _before(seen, 1, text), reported


def _before(seen: list[tuple[float, str]], seconds: float, text: str) -> str:
    """Return the text on the screen so many seconds ago."""
    now = time.monotonic()
    return next((visible for moment, visible in reversed(seen) if moment < now - seconds), text)


def _field(terminal: Terminal) -> str:
    """Return the text in the field."""
    rows = [row.strip(" ▌") for row in terminal.picture.split("\n") if "▌" in row]
    return "".join(row for row in rows if row[:1].isdigit())


def _continues(person: Person, text: str) -> Terminal:
    """Start again and continue the unfinished entry, with the cursor where it was."""
    if not text:
        return person.writes()
    terminal = person.starts()
    terminal.sees("g Ga verder")
    terminal.types("g")
    terminal.waits_for(lambda: _field(terminal) == text, "the saved text")
    return terminal


def test_a_kill_at_a_question_of_the_coach_keeps_that_question(person: Person) -> None:
    person.has()
    terminal = person.starts()
    terminal.sees("v Vraag")
    terminal.types("4")
    terminal.sees("Met ← → of een klik zet je jouw teken.")
    terminal.types(*[FAR_LEFT] * 4)  # on a side: then the coach asks the same every day
    person.walks(terminal, "nu", "reden", "kwestie")
    terminal.waits_for(lambda: not terminal.shows("Aan welke situatie"), "the question of the coach")
    terminal.sees("Schrijf zoals het komt.")
    question = terminal.middle.split()[:5]
    terminal.types("kanariegeel")
    terminal.waits_for(lambda: "kanariegeel" in person.saved_texts, "the draft on disk")
    terminal.sends(signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL

    terminal = person.starts()
    terminal.sees("g Ga verder")
    terminal.types("g")
    terminal.sees("kanariegeel", " ".join(question))


def test_after_a_kill_the_user_returns_to_the_same_step_and_cursor(person: Person) -> None:
    person.has()
    terminal = person.starts()
    terminal.sees("v Vraag")
    terminal.types("4")
    terminal.sees("Met ← → of een klik zet je jouw teken.")
    terminal.types(LEFT, LEFT)
    person.walks(terminal, "nu")
    terminal.sees("Schrijf zoals het komt.")
    terminal.types("kanariegeel")
    terminal.sees("kanariegeel")

    terminal.types(*[LEFT] * 6)
    terminal = _kill_when_saved(person, terminal, "reden", cursor=5)
    terminal.sees("kanariegeel")
    terminal.types("!")
    terminal.sees("kanar!iegeel")

    terminal.types(NEXT)
    terminal.waits_for(lambda: not terminal.shows("kanar!iegeel"), "the next step")
    step = terminal.middle.split()[:8]
    terminal = _kill_when_saved(person, terminal, "kwestie")
    terminal.sees(" ".join(step))

    terminal.types(PREVIOUS)
    terminal.sees("kanar!iegeel")
    terminal.types(LEFT, LEFT)
    terminal = _kill_when_saved(person, terminal, "reden", cursor=10)
    terminal.sees("kanar!iegeel")
    terminal.types("?")
    terminal.sees("kanar!iege?el")


def _kill_when_saved(person: Person, terminal: Terminal, step: str, cursor: int | None = None) -> Terminal:
    """Kill the program once this step and cursor are on disk. Start again and continue the entry."""

    def is_on_disk() -> bool:
        (entry,) = person.entries
        return entry.position is not None and entry.position.step == step and cursor in (None, entry.cursor)

    terminal.waits_for(is_on_disk, f"step {step} and cursor {cursor} on disk")
    terminal.sends(signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL
    terminal = person.starts()
    terminal.sees("g Ga verder")
    terminal.types("g")
    return terminal
