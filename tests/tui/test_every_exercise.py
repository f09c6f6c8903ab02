"""Every exercise that comes with the program, walked to its end by somebody who does what people do.

Left half-way and taken up at the same address, kept, read back equal, and told in Markdown with nothing lost.
"""

from itertools import count
from random import Random

import pytest
from msgspec.structs import replace
from textual import events

from reflectie.content.load import load_library
from reflectie.domain.entry import Entry, State
from reflectie.domain.exercise import Exercise
from reflectie.domain.session import Stop
from reflectie.domain.step import ASKS_NOTHING, Choose, Date, Place, Recognise, Rows
from reflectie.domain.table import rows_of, table_of
from reflectie.export.document import document
from reflectie.export.markdown import markdown
from reflectie.tui.screens.home import HomeScreen
from reflectie.tui.screens.runner import RunnerScreen
from reflectie.tui.steps.end import EndView

from .conftest import Start
from .writer import Writer

EXERCISES = load_library().exercises
DAYS = ["12-3-2024", "maart 2021", "2009", "vorig jaar", "ooit", "3 mei"]
LONG = 150
"""No exercise has more stops than this for one person."""


class Person:
    """Somebody with a seed of their own; ``words`` is all they wrote."""

    def __init__(self, writer: Writer, seed: str) -> None:
        self.writer, self.random = writer, Random(seed)
        self.words: list[str] = []
        self._number = count()

    def word(self) -> str:
        self.words.append(f"woord{next(self._number)}q")
        return self.words[-1]

    async def types(self, text: str) -> None:
        """All at once, as from the clipboard."""
        self.writer.app.post_message(events.Paste(text))
        await self.writer.settles()

    async def keys(self, *keys: str) -> None:
        """Without waiting for the journal after each."""
        for key in keys:
            self.writer._press(key)
            await self.writer.settles()

    async def does(self, stop: Stop) -> None:
        """Answers, does not know, skips, or merely goes on."""
        manner = self.random.choice(["answers"] * 7 + ["does not know", "skips", "passes"])
        if isinstance(stop.step, ASKS_NOTHING):
            manner = "passes"
        if manner == "answers":
            await self.answers(stop)
        if manner == "does not know":
            await self.writer.does_not_know()
        elif manner == "skips":
            await self.writer.skips()
        else:
            await self.writer.goes_on()

    async def answers(self, stop: Stop) -> None:
        keys = self.keys
        match stop.step:
            case Place():
                await keys(*self.random.choice([["home"], ["end"], ["right", "right"], ["?"]]))
            case Recognise():
                await keys(*["right"] * self.random.randint(1, 3), "tab")
                await self.types(self.word())
            case Choose(many=many, own=own):
                await keys("enter", *(["down", "enter"] if many else []))
                if own:
                    await keys("tab")
                    await self.types(self.word())
            case Date():
                await self.types(self.random.choice(DAYS))
            case Rows():
                await self.fills(stop.step)
            case _:
                await self.types(self.word())

    async def fills(self, step: Rows) -> None:
        """A few rows, some of them moved and taken out."""
        for _ in range(self.random.randint(1, 4)):
            for column in step.columns:
                if column.type in ("choice", "row"):
                    await self.keys(*["right"] * self.random.randint(1, 4))
                else:
                    await self.types(self.random.choice(DAYS) if column.type == "date" else self.word())
                await self.keys("tab")
        await self.writer.presses(
            *self.random.choice([[], ["up", "alt+up"], ["up", "f7"], ["up", "f7", "f7"]])
        )


def stop_of(writer: Writer) -> Stop | None:
    screen = writer.app.screen
    assert isinstance(screen, RunnerScreen)
    return screen.stop


async def starts(writer: Writer, exercise: Exercise) -> None:
    with writer.app._context():
        writer.one_screen(HomeScreen).starter(exercise)()
    await writer.until(lambda: bool(writer.app.screen.query("#stage > *")))
    await writer.settles()


async def leaves_and_returns(writer: Writer) -> None:
    """Away from the stop, and back to it, to the same words."""
    await writer.settles()
    before, stage = writer.view.stop, writer.part("#stage")
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked(before.text)
    assert writer.view.stop == before
    await writer.until(lambda: writer.part("#stage") == stage, "the stage as it was left")


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
async def test_an_exercise_is_walked_to_its_end(start: Start, exercise: Exercise) -> None:
    writer = await start()
    await starts(writer, exercise)
    person = Person(writer, exercise.id)
    half = len(exercise.steps) // 2
    for _ in range(LONG):
        stop = stop_of(writer)
        if stop is None:
            break
        await person.does(stop)
        here = stop_of(writer)
        if here and here.top >= half and await writer.entries():
            half = len(exercise.steps)
            await leaves_and_returns(writer)
    assert writer.app.screen.query(EndView)
    screen = writer.app.screen
    assert isinstance(screen, RunnerScreen)
    told = screen._session.entry
    if not told.is_begun:
        return
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
        text = markdown(document(entry, known))
        assert [word for word in words if word not in text] == []
        for answer in entry.answers:
            if answer.state is not State.SKIPPED or answer.text:
                assert answer.text in text.replace("\\", "")
    tables = {table_of(answer.address) for answer in entry.answers} - {None}
    for table in tables:
        rows = rows_of(entry, table)
        assert [row.id for row in rows] == list(dict.fromkeys(row.id for row in rows))
