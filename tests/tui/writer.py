"""A person at the screen: reads what is shown, types, clicks, and goes from stop to stop."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reflectie.domain.entry import Entry
from reflectie.journal.store import Journal
from reflectie.tui.app import ReflectieApp
from reflectie.tui.desk import Desk
from reflectie.tui.screens.home import HomeScreen
from reflectie.tui.steps.view import StopView
from reflectie.tui.widgets.balance import Balance
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import TensionLine

from .rest import RestLoop

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
PATIENCE = 30.0
"""Seconds a person waits for what should come; it is there far sooner."""

_CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}
_FRAMES = str.maketrans("▌▎▊▐█│┃╭╮╰╯", " " * 11)
W = TypeVar("W", bound=Widget)
S = TypeVar("S", bound=Screen[None])


def key_event(key: str) -> events.Key:
    """A key by its Textual name, or a character."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    return events.Key(name, key if len(key) == 1 else _CHARACTERS.get(key))


def _unframed(cells: str) -> str:
    return " ".join(cells.translate(_FRAMES).split())


class StillClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.now = now
        self.asked = 0
        """How often somebody has looked at it."""

    def __call__(self) -> dt.datetime:
        self.asked += 1
        return self.now

    def passes(self, **time_passed: float) -> None:
        self.now += dt.timedelta(**time_passed)


class Writer:
    """Drives the screen as a person does; what they see is read from the cells of the screen."""

    def __init__(self, pilot: Pilot[None], app: ReflectieApp, clock: StillClock) -> None:
        self.pilot, self.app, self.clock = pilot, app, clock

    @property
    def desk(self) -> Desk:
        return self.app.desk

    # What stands on the screen -------------------------------------------------------------------

    @property
    def strips(self) -> list[Strip]:
        """The cells of the screen with their styles, for each row."""
        with self.app._context():
            return self.app.screen._compositor.render_strips()

    @property
    def rows(self) -> list[str]:
        """The cells of the screen, a text for each row."""
        return [strip.text for strip in self.strips]

    @property
    def screen(self) -> str:
        return "\n".join(self.rows)

    @property
    def words(self) -> str:
        """All words on the screen on one line, without frames, so that wrapping does not matter."""
        return _unframed(self.screen)

    def words_of(self, selector: str) -> str:
        """As ``words``, of one widget."""
        return _unframed(self.part(selector))

    def part(self, selector: str) -> str:
        """The cells of one widget."""
        region = self.app.screen.query_one(selector).region
        return "\n".join(row[region.x : region.right] for row in self.rows[region.y : region.bottom])

    @property
    def status(self) -> str:
        return self.part("#status").strip()

    async def until(self, holds: Callable[[], bool], what: str = "what should come") -> None:
        """Waits for what should come."""
        end = time.monotonic() + PATIENCE
        while not holds():
            self._is_well()
            assert time.monotonic() < end, f"{what} did not come; there is\n{self.screen}"
            await asyncio.sleep(0.01)
            await self.settles()

    def _is_well(self) -> None:
        """Raises what went wrong in the program, rather than waiting for what cannot come any more."""
        if self.app._exception:
            raise self.app._exception

    async def sees(self, *texts: str) -> None:
        for text in texts:
            wanted = " ".join(text.split())
            await self.until(lambda wanted=wanted: wanted in self.words, repr(wanted))  # type: ignore[misc]

    async def sees_file(self, name: str) -> None:
        """A name at the end of a path, which breaks wherever the row is full."""
        await self.until(lambda: name in self.words.replace(" ", ""), name)

    async def is_asked(self, question: str) -> None:
        """The stop with this question is on the stage."""

        def asked() -> set[str]:
            return {view.stop.text for view in self.app.screen.query(StopView)}

        await self.until(lambda: question in asked(), repr(question))

    async def does_not_see(self, *texts: str) -> None:
        await self.settles()
        for text in texts:
            assert " ".join(text.split()) not in self.words

    async def settles(self, threads: bool = True) -> None:
        """Until the program has dealt with what was done, and shows it; it then waits for the person.

        Without ``threads`` it may still wait for the journal.
        """
        loop = asyncio.get_running_loop()
        assert isinstance(loop, RestLoop)
        try:
            async with asyncio.timeout(PATIENCE):
                await loop.rest(threads)
        except TimeoutError:
            pytest.fail(f"the program does not come to rest; there is\n{self.screen}")
        self._is_well()

    async def is_kept(self) -> None:
        """Until what was typed or moved is on disk."""
        await self.settles()
        assert "bewaard om" in self.status

    async def is_home(self) -> None:
        """Until Thuis shows how things stand."""
        await self.until(lambda: isinstance(self.app.screen, HomeScreen), "Thuis")
        await self.until(lambda: any(b.standpoints for b in self.app.screen.query(Balance)), "standpoints")
        await self.settles()

    async def comes_in(self) -> None:
        """Through the door to Thuis; a recovery code that is offered waits until later."""
        card = "twaalf woorden"
        await self.until(
            lambda: isinstance(self.app.screen, HomeScreen) or card in self.words, "Thuis or a card"
        )
        if card in self.words and not isinstance(self.app.screen, HomeScreen):
            await self.presses("escape")
        await self.is_home()

    # What is behind it ---------------------------------------------------------------------------

    def one(self, kind: type[W]) -> W:
        return self.app.screen.query_one(kind)

    def one_screen(self, kind: type[S]) -> S:
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def view(self) -> StopView:
        return self.one(StopView)

    @property
    def line(self) -> TensionLine:
        return self.view.query_one(TensionLine)

    @property
    def field(self) -> Editor:
        return self.one(Editor)

    async def entries(self) -> list[Entry]:
        """Every entry in the journal, the newest first."""
        journal = self.desk.open_journal
        found = await journal.call(Journal.summaries)
        return [await journal.call(Journal.entry, summary.id) for summary in found]

    async def entry(self) -> Entry:
        """The only entry in the journal."""
        (entry,) = await self.entries()
        return entry

    async def is_shown(self, screen: Screen[Any]) -> None:
        """A screen of its own accord, on top of the one that is there."""
        with self.app._context():
            self.app.push_screen(screen)
        await self.settles()

    # Hands ---------------------------------------------------------------------------------------

    async def presses(self, *keys: str) -> None:
        """Keys by their Textual name or as a character. Not with the pilot, that waits 40 ms for each."""
        for key in keys:
            self.hits(key)
            await self.settles()

    async def writes(self, text: str) -> None:
        """Types in one go; a line break is Enter."""
        for character in text:
            self.hits("enter" if character == "\n" else character)
            if character == "\n":
                await self.settles()
        await self.settles()

    def hits(self, *keys: str) -> None:
        """Keys in a row, without a look at what comes of them."""
        for key in keys:
            self.app.post_message(key_event(key))

    async def pastes(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settles()

    async def clicks(self, text: str) -> None:
        """On the first cell of a text on the screen, the lowest one if it stands there more than once."""
        await self.sees(text)
        y, row = next((y, row) for y, row in reversed([*enumerate(self.rows)]) if text in row)
        await self.clicks_at(cell_len(row[: row.index(text)]), y)

    async def clicks_at(self, x: int, y: int) -> None:
        with self.app._context():
            await self.pilot.click(offset=(x, y))
        await self.settles()

    async def drags(self, *cells: tuple[int, int], button: int = 1) -> None:
        """The mouse goes down at the first cell, is dragged over the others and let go at the last."""
        with self.app._context():
            await self.pilot.mouse_down(offset=cells[0], button=button)
            for cell in cells[1:]:
                await self.pilot.hover(offset=cell)
            await self.pilot.mouse_up(offset=cells[-1])
        await self.settles()

    async def hovers(self, *cell: int) -> None:
        with self.app._context():
            await self.pilot.hover(offset=(cell[0], cell[1]))
        await self.settles()

    async def resizes(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settles()

    # The way through an exercise -----------------------------------------------------------------

    async def opens(self, number: int) -> None:
        """The exercise of a line, from Thuis."""
        await self.presses(str(number))

    async def begins(self, title: str) -> None:
        """An exercise by its title, from Thuis, in the way the palette does it."""
        exercise = next(e for e in self.desk.library.exercises if e.name == title)
        with self.app._context():
            self.one_screen(HomeScreen).starter(exercise)()
        await self.until(lambda: bool(self.app.screen.query("#stage > *")), title)
        await self.settles()

    async def goes_on(self) -> None:
        await self.presses("ctrl+n")

    async def goes_back(self) -> None:
        await self.presses("ctrl+t")

    async def skips(self) -> None:
        await self.presses("ctrl+o")

    async def does_not_know(self) -> None:
        await self.presses("ctrl+g")

    async def stops(self) -> None:
        await self.presses("escape")

    async def finishes(self) -> None:
        await self.sees("Dit was de laatste vraag.")
        await self.presses("enter")
