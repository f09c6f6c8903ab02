"""kill -9, a flat battery: at most the last second of typing is gone, and one goes on where one was."""

import itertools
import random
import signal
import time

import pytest

from .conftest import Person
from .terminal import LEFT, NEXT, QUIT, Terminal

PREVIOUS = "\x14"
TEXT = "".join(f"{number:03}." for number in range(250))
"""Without spaces, so that the screen shows it as it is, and short enough to fit there."""
KILLS = 5
"""Of one journal, one after the other: two times 5 by default, 42 times 5 more when asked for."""
SHORT = (1, 8)
"""Of these, some kills come before the first save and the others around each of the next four."""
SEEDS = [pytest.param(seed, marks=[] if seed in SHORT else pytest.mark.long) for seed in range(44)]
BEFORE_KEPT = 0.4
"""Seconds from when a save looks at the field to when "bewaard om" is seen here; on a busy machine the save
takes up to half of it, and what is typed meanwhile is of the next one."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_at_any_moment_takes_at_most_a_second_of_typing(person: Person, seed: int) -> None:
    moments = random.Random(seed)
    text, terminal = "", person.writes()
    for _ in range(KILLS):
        shown, told = _types_on(terminal, text, seconds=moments.uniform(0.1, 2.5))
        terminal.sends(signal.SIGKILL)
        assert terminal.ends() == -signal.SIGKILL
        text = max(person.kept, default="", key=len)
        assert TEXT.startswith(text)
        assert len(text) >= len(shown), "what stood on the screen for a second is gone"
        assert len(text) >= len(told), "what was shown as kept is gone"
        terminal = _goes_on(person, text)
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert person.kept - {text} == set()


def _types_on(terminal: Terminal, text: str, seconds: float) -> tuple[str, str]:
    """Types on without a pause; gives what the screen showed a second before the end, or at the beginning,
    and what it showed when it first said that this was kept.
    """
    seen, told = [(time.monotonic(), text)], ""
    end = time.monotonic() + seconds
    for letter in itertools.takewhile(lambda _: time.monotonic() < end, TEXT[len(text) :]):
        terminal.types(letter)
        terminal.watches(0.025)
        seen.append((time.monotonic(), _field(terminal)))
        if not told and terminal.shows("bewaard om"):
            told = _before(seen, BEFORE_KEPT, text)
    return _before(seen, 1, text), told


def _before(seen: list[tuple[float, str]], seconds: float, text: str) -> str:
    """What was seen so many seconds ago."""
    now = time.monotonic()
    return next((shown for moment, shown in reversed(seen) if moment < now - seconds), text)


def _field(terminal: Terminal) -> str:
    """The text as it stands in the field."""
    rows = [row.strip(" ▌") for row in terminal.picture.split("\n") if "▌" in row]
    return "".join(row for row in rows if row[:1].isdigit())


def _goes_on(person: Person, text: str) -> Terminal:
    """The next start: an unfinished entry is offered, and the cursor stands where it stood."""
    if not text:
        return person.writes()
    terminal = person.starts()
    terminal.sees("g Ga verder")
    terminal.types("g")
    terminal.waits_for(lambda: _field(terminal) == text, "the text as it was kept")
    return terminal


def test_a_kill_at_a_question_of_the_coach_keeps_that_question(person: Person) -> None:
    person.has()
    terminal = person.starts()
    terminal.sees("v Vraag")
    terminal.types("4")
    person.walks(terminal, "intro", "herkennen")
    terminal.sees("Met ← → of een klik zet je jouw teken.")
    terminal.types(LEFT, LEFT)
    person.walks(terminal, "plaats", "reden", "schuiven", "kwestie", "nu")
    terminal.sees("F6 waarom deze")
    question = terminal.middle.split()[:5]
    terminal.types("kanariegeel")
    terminal.waits_for(lambda: "kanariegeel" in person.kept, "the draft on disk")
    terminal.sends(signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL

    terminal = person.starts()
    terminal.sees("g Ga verder")
    terminal.types("g")
    terminal.sees("kanariegeel", " ".join(question))


def test_a_kill_leaves_one_at_the_step_and_the_cursor_where_one_was(person: Person) -> None:
    person.has()
    terminal = person.starts()
    terminal.sees("v Vraag")
    terminal.types("4")
    person.walks(terminal, "intro", "herkennen")
    terminal.sees("Met ← → of een klik zet je jouw teken.")
    terminal.types(LEFT, LEFT)
    person.walks(terminal, "plaats")
    terminal.sees("Schrijf zoals het komt.")
    terminal.types("kanariegeel")
    terminal.sees("kanariegeel")

    terminal.types(*[LEFT] * 6)
    terminal = _killed_when_kept(person, terminal, "reden", cursor=5)
    terminal.sees("kanariegeel")
    terminal.types("!")
    terminal.sees("kanar!iegeel")

    terminal.types(NEXT)
    terminal.waits_for(lambda: not terminal.shows("kanar!iegeel"), "the next step")
    step = terminal.middle.split()[:8]
    terminal = _killed_when_kept(person, terminal, "schuiven")
    terminal.sees(" ".join(step))

    terminal.types(PREVIOUS)
    terminal.sees("kanar!iegeel")
    terminal.types(LEFT, LEFT)
    terminal = _killed_when_kept(person, terminal, "reden", cursor=10)
    terminal.sees("kanar!iegeel")
    terminal.types("?")
    terminal.sees("kanar!iege?el")


def _killed_when_kept(person: Person, terminal: Terminal, step: str, cursor: int | None = None) -> Terminal:
    """The next start, after a kill as soon as this step, and the cursor in its text, are on disk."""

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
