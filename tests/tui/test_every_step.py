"""Every kind of step, walked to the end of its exercise on the screen by somebody who does what people do.

Left half-way and taken up at the same address, kept, read back equal, and told in Markdown with nothing lost.
The exercises that come with the program are walked without a screen.
"""

from itertools import count
from random import Random

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.session import Stop
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Choose, Date, Each, Pick, Place, Recognise, Rows
from reflectie.domain.table import rows_of, table_of
from reflectie.export.markdown import to_markdown
from reflectie.export.render import render_entry
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.steps.read_view import EndView
from reflectie.tui.steps.registry import STEP_VIEWS

from .conftest import PRACTICE, Start
from .writer import Writer

LIBRARY = load_library([PRACTICE])
EXERCISES = [e for e in LIBRARY.exercises if e.pack == "proef" or e.id == "kern:overleg-voorbereiden"]
"""Small ones of one or two kinds each, and one in which others stand on the line as well."""
DAYS = ["12-3-2024", "maart 2021", "2009", "vorig jaar", "ooit", "3 mei"]
MANNERS = ["answers"] * 7 + ["does not know", "skips", "passes"]
LONG = 150
"""No exercise has more stops than this for one person."""


class Person:
    """Somebody with a seed of their own; ``words`` is all they wrote."""

    def __init__(self, writer: Writer, seed: str, manners: list[str]) -> None:
        self.writer, self.random, self._manners = writer, Random(seed), manners
        self.words: list[str] = []
        self._number = count()

    def word(self) -> str:
        self.words.append(f"woord{next(self._number)}q")
        return self.words[-1]

    async def does(self, stop: Stop) -> None:
        """Answers, does not know, skips, or merely goes on; to the next stop or a next open question."""
        manner = self.random.choice(self._manners)
        if isinstance(stop.step, KINDS_WITHOUT_ANSWER):
            manner = "passes"
        if manner == "answers":
            await self.answers(stop)
        if manner == "does not know":
            await self.writer.does_not_know()
        elif manner == "skips":
            await self.writer.skips()
        elif manner == "answers" and isinstance(stop.step, Ask) and not stop.address.turn:
            await self.writer.presses("f2")
        else:
            await self.writer.goes_on()

    async def answers(self, stop: Stop) -> None:
        keys, types = self.writer.presses, self.writer.pastes
        match stop.step:
            case Place():
                await keys(*self.random.choice([["home"], ["end"], ["right", "right"], ["?"]]))
                for _ in stop.others:
                    await keys("down", *self.random.choice([[], ["home"], ["right"]]))
            case Recognise():
                await keys(*["right"] * self.random.randint(1, 3), "tab")
                await types(self.word())
            case Choose(many=many, own=own):
                await keys("enter", *(["down", "enter"] if many else []))
                if own:
                    await keys("tab")
                    await types(self.word())
            case Date():
                await types(self.random.choice(DAYS))
            case Rows():
                await self.fills(stop.step)
            case _:
                await types(self.word())

    async def fills(self, step: Rows) -> None:
        """A few rows, some of them moved and taken out."""
        for _ in range(self.random.randint(1, 4)):
            for column in step.columns:
                if column.type in ("choice", "row"):
                    await self.writer.presses(*["right"] * self.random.randint(1, 4))
                else:
                    await self.writer.pastes(
                        self.random.choice(DAYS) if column.type == "date" else self.word()
                    )
                await self.writer.presses("tab")
        await self.writer.presses(
            *self.random.choice([[], ["up", "alt+up"], ["up", "f7"], ["up", "f7", "f7"]])
        )


def stop_of(writer: Writer) -> Stop | None:
    return writer.one_screen(RunnerScreen).stop


async def leaves_and_returns(writer: Writer) -> None:
    """Away from the stop, and back to it, to the same words."""
    before, stage = writer.view.stop, writer.part("#stage")
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked(before.text)
    assert writer.view.stop == before
    assert writer.part("#stage") == stage


def test_every_kind_of_step_is_among_these() -> None:
    kinds = {type(step) for exercise in EXERCISES for step in walk_steps(exercise.steps)}
    assert kinds == {*STEP_VIEWS, Pick, Each}


@pytest.mark.usefixtures("painted")
@pytest.mark.parametrize("manners", [["answers"], MANNERS], ids=["answers", "does as it comes"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
async def test_an_exercise_is_walked_to_its_end(start: Start, exercise: Exercise, manners: list[str]) -> None:
    writer = await start(content=LIBRARY)
    await writer.begins(exercise.name)
    person = Person(writer, exercise.id, manners)
    half = len(exercise.steps) // 2
    for _ in range(LONG):
        stop = stop_of(writer)
        if stop is None:
            break
        await person.does(stop)
        here = stop_of(writer)
        if here and here.step_index >= half and not here.address.turn and await writer.entries():
            half = len(exercise.steps)
            await leaves_and_returns(writer)
    assert writer.app.screen.query(EndView)
    if not await writer.entries():
        return
    await writer.goes_back()
    told = writer.view.session.entry
    await writer.goes_on()
    await writer.finishes()
    kept = await writer.entry()
    assert unordered(replace(kept, closed=None)) == unordered(replace(told, position=None, cursor=None))
    nothing_is_lost(kept, exercise, person.words)


def unordered(entry: Entry) -> Entry:
    """The journal gives answers in an order of its own."""
    return replace(entry, answers=tuple(sorted(entry.answers, key=lambda answer: answer.address)))


def nothing_is_lost(entry: Entry, exercise: Exercise, words: list[str]) -> None:
    """Every word that was written is kept and told, with and without the exercise at hand."""
    for known in (exercise, None):
        text = to_markdown(render_entry(entry, known))
        assert [word for word in words if word not in text] == []
        for answer in entry.answers:
            if answer.state is not AnswerState.SKIPPED or answer.text:
                assert answer.text in text.replace("\\", "")
    tables = {table_of(answer.address) for answer in entry.answers} - {None}
    for table in tables:
        rows = rows_of(entry, table)
        assert [row.id for row in rows] == list(dict.fromkeys(row.id for row in rows))
