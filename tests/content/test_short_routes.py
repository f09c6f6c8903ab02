"""The exercises besides the six fields: they are short, show what they ask about, and offer the rest."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import Exercise, Need, walk_steps
from reflectie.domain.plan import Stop
from reflectie.domain.responses import ChooseResponse, Response, RowsResponse
from reflectie.domain.step import Choose, Draw, Part, Question, Rows, Step
from reflectie.domain.table_edit import TableCell, TableLine
from reflectie.domain.value import new_row_id

from ..walker import Walker, new_context

LIBRARY = load_library()
OTHERS = [exercise for exercise in LIBRARY.standalone if not exercise.core_number]
MAX_SCREENS = 6
"""With the closing, for a user who chooses the first option and fills in one row."""

MAX_SCREENS_OF_OLDER = {
    "kern:als-het-stokt": 8,
    "kern:geno-sociogram": 8,
    "kern:perspectief-stilte": 8,
    "kern:perspectief-toekomst": 8,
    "kern:tijdlijn": 8,
    "kern:rotonde": 9,
    "kern:leercyclus": 10,
    "kern:perspectief-rugzak": 10,
}
"""Exercises that were longer before the rule; they may become shorter, not longer.

A drawing needs what is drawn, and whoever sits on the chair of another comes back to their own.
"""

every_exercise = pytest.mark.parametrize("exercise", OTHERS, ids=lambda exercise: exercise.id)


def first_answer(stop: Stop, response: Response) -> Response:
    """The first option, one row, or what the screen begins with."""
    match stop.step:
        case Choose():
            return ChooseResponse(chosen=tuple(option.id for option in stop.options[:1]))
        case Rows(columns=columns):
            line = TableLine(id=new_row_id()).with_cell(columns[0].id, TableCell(text="iets"))
            return RowsResponse(lines=(line,))
        case _:
            return response


async def count_screens(exercise: Exercise) -> int:
    """The screens of the short route, with the closing."""
    context = new_context(LIBRARY)
    try:
        walker, count = await Walker.begin(context, exercise), 1
        while walker.stop is not None:
            count += 1
            walker.response = first_answer(walker.stop, walker.response)
            await walker.go_on()
    finally:
        context.require_journal.close()
    return count


def sequences(exercise: Exercise) -> Iterator[Iterable[Step]]:
    """The short route and each part, with the steps in the order in which they are walked."""
    yield from (walk_steps(exercise.short_route), *(walk_steps(part.steps) for part in exercise.parts))


@every_exercise
async def test_the_short_route_has_at_most_six_screens(exercise: Exercise) -> None:
    assert await count_screens(exercise) <= MAX_SCREENS_OF_OLDER.get(exercise.id, MAX_SCREENS)


def test_the_older_exercises_that_are_longer_still_exist() -> None:
    assert set(MAX_SCREENS_OF_OLDER) <= {exercise.id for exercise in OTHERS}


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
