"""The exercises besides the six fields: they are short, show what they ask about, and offer the rest."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import Exercise, Need, walk_steps
from reflectie.domain.step import Draw, Each, Part, Pick, Question, Recognise, Step

LIBRARY = load_library()
OTHERS = [exercise for exercise in LIBRARY.standalone if not exercise.core_number]
MAX_SCREENS = 10
"""With the closing, and with one round of each ``each``."""

every_exercise = pytest.mark.parametrize("exercise", OTHERS, ids=lambda exercise: exercise.id)


def screens(step: Step) -> int:
    """The number of screens of a step of the short route, with its follow-ups."""
    match step:
        case Pick():
            return step.take
        case Each():
            return sum(map(screens, step.steps))
        case Recognise():
            return len(step.statements)
        case Question():
            return 1 + sum(map(screens, step.follow_ups))
        case _:
            return 1


def sequences(exercise: Exercise) -> Iterator[Iterable[Step]]:
    """The short route and each part, with the steps in the order in which they are walked."""
    yield from (walk_steps(exercise.short_route), *(walk_steps(part.steps) for part in exercise.parts))


@every_exercise
def test_the_short_route_has_at_most_ten_screens(exercise: Exercise) -> None:
    assert sum(map(screens, exercise.short_route)) + 1 <= MAX_SCREENS


@every_exercise
def test_the_first_question_after_a_drawing_shows_the_drawing(exercise: Exercise) -> None:
    pairs = chain.from_iterable(pairwise(sequence) for sequence in sequences(exercise))
    after = [(draw.id, step.beside) for draw, step in pairs if isinstance(draw, Draw)]
    assert after == [(drawing, drawing) for drawing, _ in after]


@every_exercise
def test_a_summary_says_when_to_choose_the_exercise(exercise: Exercise) -> None:
    assert exercise.summary.startswith("Voor als ")


@every_exercise
def test_parts_come_after_the_short_route(exercise: Exercise) -> None:
    own = [isinstance(step, Part) for step in exercise.steps if step.id != "stap"]
    assert own == sorted(own)


def test_celebrating_begins_with_a_question_about_what_went_well() -> None:
    first = [exercise.steps[0] for exercise in LIBRARY.standalone if Need.CELEBRATE in exercise.needs]
    assert first
    assert all(isinstance(step, Question) and step.yields == "celebration" for step in first)
