"""Complete every built-in exercise without a screen, as users with random behaviour would.

Every user leaves at every stop and resumes there. Everything they wrote is saved, read back and exported.
"""

from itertools import count
from random import Random

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.closing import offered_parts
from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Mark
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.moves import can_ask_further
from reflectie.domain.plan import Stop
from reflectie.domain.responses import (
    ChooseResponse,
    PlaceResponse,
    RecogniseResponse,
    Response,
    RowsResponse,
    TextResponse,
)
from reflectie.domain.session import Session
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Choose, Column, Date, Place, Recognise, Rows
from reflectie.domain.table import rows_of
from reflectie.domain.table_edit import EMPTY_CELL, TableCell, TableLine, parse_cell
from reflectie.domain.value import new_row_id
from reflectie.services.walkthrough import Walkthrough

from .entry_checks import assert_nothing_is_lost
from .full_length import shortened
from .walker import NOON, Walker, new_context

LIBRARY = load_library()
DATES = ["12-3-2024", "maart 2021", "2009", "vorig jaar", "ooit", "3 mei"]
SEEDS = shortened(range(5), [0])
MAX_STOPS = 150
"""No exercise has more stops than this for one user."""


class SimulatedUser:
    """A user whose choices follow from a seed; ``words`` is everything they wrote."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.words: list[str] = []
        self._number = count()

    def word(self) -> str:
        self.words.append(f"woord{next(self._number)}q")
        return self.words[-1]

    async def respond(self, walker: Walker) -> None:
        """Answer, mark as unknown, skip, or go on; after an answer perhaps ask for a follow-up question."""
        stop = walker.current
        action = self.random.choice(["answer"] * 7 + ["unknown", "skip", "next"])
        if isinstance(stop.step, KINDS_WITHOUT_ANSWER) or action == "next":
            await walker.go_on()
        elif action == "unknown":
            await walker.go_on(state=AnswerState.UNKNOWN)
        elif action == "skip":
            await walker.go_on(state=AnswerState.SKIPPED)
        else:
            walker.response = self.response(walker.walkthrough.session, stop)
            if can_ask_further(walker.walkthrough.session, stop) and self.random.random() < 0.3:
                await walker.autosave.leave_stop(walker.input)
                walker.enter(walker.walkthrough.ask_further(stop))
            else:
                await walker.go_on()

    def response(self, session: Session, stop: Stop) -> Response:
        match stop.step:
            case Place():
                return self._place(stop)
            case Recognise():
                recognition = self.random.choice([*RECOGNITION_LABELS])
                return RecogniseResponse(recognition=recognition, text=self.word())
            case Choose(many=many, own=own):
                chosen = tuple(option.id for option in stop.options[: 2 if many else 1])
                return ChooseResponse(chosen=chosen, text=self.word() if own else "")
            case Date():
                return TextResponse(text=self.random.choice(DATES))
            case Rows():
                return self._rows(session, stop, stop.step)
            case _:
                return TextResponse(text=self.word())

    def _place(self, stop: Stop) -> PlaceResponse:
        field = LIBRARY.field(stop.field_id)
        assert field is not None
        values = [-100, 0, 100, self.random.randint(-99, 99)]
        others = (self._mark(self.random.choice([None, *values])) for _ in stop.others)
        nature = self._mark(self.random.choice([None, *values])) if stop.nature else Mark()
        own = self._mark(self.random.choice(values))
        return PlaceResponse(field=field, own=own, nature=nature, others=tuple(others))

    def _mark(self, value: int | None) -> Mark:
        return Mark(value=value, is_unknown=value is None)

    def _rows(self, session: Session, stop: Stop, step: Rows) -> RowsResponse:
        """A few rows, of which the last may be removed."""
        row_count = self.random.randint(1, 4)
        lines = [self._line(session, stop, step) for _ in range(row_count)]
        lines[-1] = replace(lines[-1], is_removed=self.random.random() < 0.3)
        return RowsResponse(lines=tuple(line for line in lines if line.cells))

    def _line(self, session: Session, stop: Stop, step: Rows) -> TableLine:
        line = TableLine(id=new_row_id())
        for column in step.columns:
            line = line.with_cell(column.id, self._cell(session, stop, column))
        return line

    def _cell(self, session: Session, stop: Stop, column: Column) -> TableCell:
        if column.type == "choice":
            option = self.random.choice(column.options)
            return TableCell(text=option.text, value=option.id)
        if column.type == "row":
            rows = [row for row in rows_of(session.entry, stop.reference(column.of)) if row.name]
            if not rows:
                return EMPTY_CELL
            row = self.random.choice(rows)
            return TableCell(text=row.name, value=row.id)
        if column.type == "date":
            return parse_cell(column, self.random.choice(DATES), NOON.date())
        return TableCell(text=self.word())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
async def test_an_exercise_can_be_completed_and_nothing_is_lost(exercise: Exercise, seed: int) -> None:
    user, context = SimulatedUser(f"{exercise.id} {seed}"), new_context(LIBRARY)
    try:
        walker = await Walker.begin(context, exercise)
        await walk_to_closing(walker, user)
        for part in offered_parts(walker.walkthrough.session):
            await walker.open_part(part.id)
            await walk_to_closing(walker, user)
        if walker.entry.has_content:
            await assert_saved(walker)
    finally:
        context.require_journal.close()
    assert_nothing_is_lost(walker.entry, exercise, user.words)


async def assert_resumes_at_this_stop(walker: Walker) -> None:
    """A user who leaves at this stop returns to it."""
    session = walker.walkthrough.session
    entry = replace(session.entry, position=walker.current.address)
    resumed = Walkthrough(walker.context, session.with_entry(entry))
    assert await resumed.start() == walker.stop


async def walk_to_closing(walker: Walker, user: SimulatedUser) -> None:
    for _ in range(MAX_STOPS):
        if walker.stop is None:
            return
        await assert_resumes_at_this_stop(walker)
        await user.respond(walker)
    pytest.fail("the exercise does not end")


async def assert_saved(walker: Walker) -> None:
    """The journal has the entry as the session has it, and it gives the same stops."""
    saved, session = await walker.saved_entry(), walker.walkthrough.session
    assert normalized(saved) == normalized(walker.entry)
    assert session.with_entry(saved).stops == session.stops


def normalized(entry: Entry) -> Entry:
    """The entry without its position, and with answers and placements in a fixed order."""
    return replace(
        entry,
        answers=tuple(sorted(entry.answers, key=lambda answer: answer.address)),
        placements=tuple(sorted(entry.placements, key=lambda placement: placement.address)),
        position=None,
        cursor=None,
    )
