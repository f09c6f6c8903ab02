"""Complete exercises on the screen with every step kind, as a user with random behaviour would.

Halfway the user leaves and resumes. Afterwards the entry must be saved, equal to what was on the screen, and
complete in Markdown. The exercises of the program itself are completed in another test, without a screen.
"""

from itertools import count
from random import Random

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.plan import Stop
from reflectie.domain.step import (
    KINDS_WITHOUT_ANSWER,
    Ask,
    Choose,
    Date,
    Each,
    Part,
    Pick,
    Place,
    Recognise,
    Rows,
)
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.steps.registry import STEP_VIEWS

from ..entry_checks import assert_nothing_is_lost
from ..full_length import shortened
from .conftest import TEST_PACK, Start
from .writer import Writer

LIBRARY = load_library([TEST_PACK])
EXERCISES = [exercise for exercise in LIBRARY.exercises if exercise.pack == "proef"]
"""Small exercises of one or two step kinds."""
DATES = ["12-3-2024", "maart 2021", "2009", "vorig jaar", "ooit", "3 mei"]
MIXED_ACTIONS = ["answer"] * 7 + ["unknown", "skip", "next"]
MAX_STOPS = 150
"""No exercise has more stops than this for one user."""


class SimulatedUser:
    """A user with a seed of their own; ``texts`` is everything they typed."""

    def __init__(self, writer: Writer, seed: str, actions: list[str]) -> None:
        self.writer, self.random, self._actions = writer, Random(seed), actions
        self.texts: list[str] = []
        self._numbers = count()

    def new_text(self) -> str:
        self.texts.append(f"woord{next(self._numbers)}q")
        return self.texts[-1]

    async def handle_stop(self, stop: Stop) -> None:
        """Answer the stop or not, and go to the next stop or to a follow-up question."""
        action = self.random.choice(self._actions)
        if isinstance(stop.step, KINDS_WITHOUT_ANSWER):
            action = "next"
        if action == "answer":
            await self.answer(stop)
        if action == "unknown":
            await self.writer.does_not_know()
        elif action == "skip":
            await self.writer.skips()
        elif action == "answer" and isinstance(stop.step, Ask) and not stop.address.turn:
            await self.writer.presses("f2")
        else:
            await self.writer.goes_on()

    async def answer(self, stop: Stop) -> None:
        press, enter_text = self.writer.presses, self.writer.pastes
        match stop.step:
            case Place():
                await press(*self.random.choice([["home"], ["end"], ["right", "right"], ["?"]]))
                if stop.nature:
                    await press("ctrl+n", *self.random.choice([["home"], ["right"], ["?"]]))
                for _ in stop.others:
                    await press("down", *self.random.choice([[], ["home"], ["right"]]))
            case Recognise():
                await press(*["right"] * self.random.randint(1, 3), "tab")
                await enter_text(self.new_text())
            case Choose(many=many, own=own):
                await press("enter", *(["down", "enter"] if many else []))
                if own:
                    await press("tab")
                    await enter_text(self.new_text())
            case Date():
                await enter_text(self.random.choice(DATES))
            case Rows():
                await self.fill_table(stop.step)
            case _:
                await enter_text(self.new_text())

    async def fill_table(self, step: Rows) -> None:
        """Fill in a few rows, and move or remove some of them."""
        for _ in range(self.random.randint(1, 4)):
            for column in step.columns:
                if column.type in ("choice", "row"):
                    await self.writer.presses(*["right"] * self.random.randint(1, 4))
                else:
                    text = self.random.choice(DATES) if column.type == "date" else self.new_text()
                    await self.writer.pastes(text)
                await self.writer.presses("tab")
        keys = self.random.choice([[], ["up", "alt+up"], ["up", "f7"], ["up", "f7", "f7"]])
        await self.writer.presses(*keys)


def current_stop(writer: Writer) -> Stop | None:
    return writer.current_screen(RunnerScreen).stop


async def leave_and_return(writer: Writer) -> None:
    """Leave the exercise and resume it; the screen must show the same stop with the same text."""
    stop, cells = writer.view.stop, writer.cells_of("#step")
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked(stop.text)
    assert writer.view.stop == stop
    assert writer.cells_of("#step") == cells


def test_the_exercises_cover_every_step_kind() -> None:
    kinds = {type(step) for exercise in EXERCISES for step in walk_steps(exercise.steps)}
    assert kinds == {*STEP_VIEWS, Pick, Each, Part}


@pytest.mark.usefixtures("painted")
@pytest.mark.parametrize(
    "actions", shortened([["answer"], MIXED_ACTIONS], [["answer"]]), ids=["answers", "mixed actions"]
)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
async def test_an_exercise_is_completed_saved_and_exported(
    start: Start, exercise: Exercise, actions: list[str]
) -> None:
    writer = await start(content=LIBRARY)
    await writer.begins(exercise.name)
    user = SimulatedUser(writer, exercise.id, actions)
    await complete(writer, user, exercise)
    if not await writer.entries():
        return
    await writer.goes_back()
    shown = writer.view.session.entry
    await writer.goes_on()
    await writer.finishes()
    saved = await writer.entry()
    assert sort_answers(replace(saved, closed=None)) == sort_answers(
        replace(shown, position=None, cursor=None)
    )
    assert_nothing_is_lost(saved, exercise, user.texts)


async def complete(writer: Writer, user: SimulatedUser, exercise: Exercise) -> None:
    """Go through the exercise and its parts, leaving and resuming once from halfway on."""
    halfway = len(exercise.short_route) // 2
    await walk_to_closing(writer, user, halfway)
    for number in range(1, len(writer.option_texts)):
        await writer.presses(*["down"] * number, "enter")
        await walk_to_closing(writer, user, leave_at=len(exercise.steps))


async def walk_to_closing(writer: Writer, user: SimulatedUser, leave_at: int) -> None:
    """Handle every stop; leave and resume once, from the step with the number ``leave_at`` on."""
    for _ in range(MAX_STOPS):
        stop = current_stop(writer)
        if stop is None:
            break
        await user.handle_stop(stop)
        stop = current_stop(writer)
        if stop and stop.step_index >= leave_at and not stop.address.turn and await writer.entries():
            leave_at = MAX_STOPS
            await leave_and_return(writer)
    assert writer.is_at_closing


def sort_answers(entry: Entry) -> Entry:
    """The journal returns answers in its own order."""
    return replace(entry, answers=tuple(sorted(entry.answers, key=lambda answer: answer.address)))
