"""A simulated user: reads what is on the screen, types, clicks, and goes from stop to stop."""

import asyncio
import datetime as dt
import time
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from rich.cells import cell_len
from textual import events
from textual.css.query import DOMQuery
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList

from reflectie.domain.entry import Entry
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.tui.app import ReflectieApp
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.steps.end_view import EndView
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.widgets.balance_chart import BalanceChart
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import TensionLine

from .idle_loop import IdleLoop
from .running_app import RunningApp
from .textual_private_names import read_strips

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
PATIENCE = 8.0
"""Seconds to wait before a test fails; normally it takes far less."""

_CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}
_FRAMES = str.maketrans("▌▎▊▐█│┃╭╮╰╯", " " * 11)
W = TypeVar("W", bound=Widget)
S = TypeVar("S", bound=Screen[None])


def key_event(key: str) -> events.Key:
    """The event of a key, given as a Textual name or a character."""
    if len(key) > 1:
        return events.Key(key, _CHARACTERS.get(key))
    return events.Key(key if key.isalnum() else _key_name(key), key)


def _key_name(character: str) -> str:
    """The name that Textual gives to the key of a character that is no letter or digit."""
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _without_frames(cells: str) -> str:
    return " ".join(cells.translate(_FRAMES).split())


class StillClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.now = now
        self.call_count = 0

    def __call__(self) -> dt.datetime:
        self.call_count += 1
        return self.now

    def passes(self, **time_passed: float) -> None:
        self.now += dt.timedelta(**time_passed)


class ManualClock:
    """A clock in seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Writer:
    """Drives the screen as a user does. What the user sees is read from the cells of the screen."""

    def __init__(self, program: RunningApp, clock: StillClock) -> None:
        self.program, self.clock = program, clock

    @property
    def app(self) -> ReflectieApp:
        return self.program.app

    @property
    def context(self) -> Context:
        return self.app.context

    # What is on the screen -----------------------------------------------------------------------

    @property
    def strips(self) -> list[Strip]:
        """The rows of the screen, with their styles."""
        return self.program.call(read_strips, self.app.screen)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        return [strip.text for strip in self.strips]

    @property
    def screen(self) -> str:
        return "\n".join(self.rows)

    @property
    def words(self) -> str:
        """The text on the screen on one line, without frames, so that wrapping does not matter."""
        return _without_frames(self.screen)

    def words_of(self, selector: str) -> str:
        """The text in one widget on one line, without frames."""
        return _without_frames(self.cells_of(selector))

    def cells_of(self, selector: str) -> str:
        """The rows of one widget as text."""
        return self._cells(self.app.screen.query_one(selector))

    def _cells(self, widget: Widget) -> str:
        region = widget.region
        return "\n".join(row[region.x : region.right] for row in self.rows[region.y : region.bottom])

    @property
    def status(self) -> str:
        return self.cells_of("#status").strip()

    async def until(self, holds: Callable[[], bool], what: str = "the condition") -> None:
        """Wait until a condition holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            await self.program.raise_error()
            assert time.monotonic() < end, f"{what} did not happen; the screen is\n{self.screen}"
            await asyncio.sleep(0.01)
            await self.settles()

    async def sees(self, *texts: str) -> None:
        for text in texts:
            wanted = " ".join(text.split())
            await self.until(lambda wanted=wanted: wanted in self.words, repr(wanted))  # type: ignore[misc]

    async def sees_file(self, name: str) -> None:
        """See a file name in a path, on the screen or in a notification, broken over rows anywhere."""

        def texts() -> list[str]:
            return [self.words, *(_without_frames(self._cells(toast)) for toast in self._toasts)]

        await self.until(lambda: any(name in text.replace(" ", "") for text in texts()), name)

    @property
    def _toasts(self) -> DOMQuery[Widget]:
        return self.app.screen.query("Toast")

    async def is_asked(self, question: str) -> None:
        """Wait for the stop with this question."""

        def questions() -> set[str]:
            return {view.stop.text for view in self.app.screen.query(StepView)}

        await self.until(lambda: question in questions(), repr(question))

    async def does_not_see(self, *texts: str) -> None:
        await self.settles()
        for text in texts:
            assert " ".join(text.split()) not in self.words

    async def settles(self, threads: bool = True) -> None:
        """Wait until the program is idle: everything is handled and shown.

        Without ``threads`` the journal may still be busy.
        """
        loop = asyncio.get_running_loop()
        assert isinstance(loop, IdleLoop)
        try:
            async with asyncio.timeout(PATIENCE):
                await loop.wait_until_idle(threads)
        except TimeoutError:
            pytest.fail(f"the program does not become idle; the screen is\n{self.screen}")
        await self.program.raise_error()

    async def sees_saved(self) -> None:
        """Wait for the autosave, and see that it is reported."""
        await self.settles()
        await self.until(lambda: "bewaard om" in self.status, "the autosave")

    async def is_home(self) -> None:
        """Wait until Home shows its overview."""
        await self.until(lambda: isinstance(self.app.screen, HomeScreen), "Home")
        await self.until(lambda: any(b.trails for b in self.app.screen.query(BalanceChart)), "trails")
        await self.settles()

    async def reaches_home(self) -> None:
        """Wait for Home after unlocking; skip the recovery code if it is offered."""
        card = "twaalf woorden"
        await self.until(
            lambda: isinstance(self.app.screen, HomeScreen) or card in self.words, "Home or a recovery code"
        )
        if card in self.words and not isinstance(self.app.screen, HomeScreen):
            await self.presses("escape")
        await self.is_home()

    async def reaches(self, kind: type[Screen[Any]]) -> None:
        """Wait until a screen of this kind is on top and takes keys."""
        app = self.app
        await self.until(lambda: isinstance(app.screen, kind) and app.focused is not None, kind.__name__)
        await self.settles()

    @property
    def option_texts(self) -> list[str]:
        """The options of the list on the screen, each on one line."""
        return [" ".join(str(option.prompt).split()) for option in self.widget(OptionList).options]

    # Behind the screen ---------------------------------------------------------------------------

    def widget(self, kind: type[W]) -> W:
        return self.app.screen.query_one(kind)

    def current_screen(self, kind: type[S]) -> S:
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def view(self) -> StepView:
        return self.widget(StepView)

    @property
    def line(self) -> TensionLine:
        return self.view.query_one(TensionLine)

    @property
    def field(self) -> Editor:
        return self.widget(Editor)

    async def entries(self) -> list[Entry]:
        """All entries in the journal, newest first."""
        journal = self.context.require_journal
        summaries = await journal.call(Journal.summaries)
        return [await journal.call(Journal.entry, summary.id) for summary in summaries]

    async def entry(self) -> Entry:
        """The only entry in the journal."""
        (entry,) = await self.entries()
        return entry

    async def opens_screen(self, screen: Screen[Any]) -> None:
        """Put a screen on top of the current one."""
        self.program.call(self.app.push_screen, screen)
        await self.settles()

    # Input ---------------------------------------------------------------------------------------

    async def presses(self, *keys: str) -> None:
        """Press keys, given as a Textual name or a character. The pilot would wait 40 ms for each."""
        for key in keys:
            self.types_ahead(key)
            await self.settles()

    async def writes(self, text: str) -> None:
        """Type a text; a line break is Enter."""
        for character in text:
            self.types_ahead("enter" if character == "\n" else character)
            if character == "\n":
                await self.settles()
        await self.settles()

    def types_ahead(self, *keys: str) -> None:
        """Press keys without waiting for their effect."""
        for key in keys:
            self.app.post_message(key_event(key))

    async def pastes(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settles()

    async def clicks(self, text: str) -> None:
        """Click on the first cell of a text; the lowest one if it occurs more than once."""
        await self.sees(text)
        y, row = next((y, row) for y, row in reversed([*enumerate(self.rows)]) if text in row)
        await self.clicks_at(cell_len(row[: row.index(text)]), y)

    async def clicks_at(self, x: int, y: int) -> None:
        await self.program.run(self.program.pilot.click(offset=(x, y)))
        await self.settles()

    async def drags(self, *cells: tuple[int, int], button: int = 1) -> None:
        """Press the mouse at the first cell, drag it over the others, and release it at the last."""
        pilot = self.program.pilot
        await self.program.run(pilot.mouse_down(offset=cells[0], button=button))
        for cell in cells[1:]:
            await self.program.run(pilot.hover(offset=cell))
        await self.program.run(pilot.mouse_up(offset=cells[-1]))
        await self.settles()

    async def hovers(self, *cell: int) -> None:
        await self.program.run(self.program.pilot.hover(offset=(cell[0], cell[1])))
        await self.settles()

    async def resizes(self, width: int, height: int) -> None:
        await self.program.pilot.resize_terminal(width, height)
        await self.settles()

    # Moving through an exercise ------------------------------------------------------------------

    async def opens(self, number: int) -> None:
        """Open the exercise of a line from Home."""
        await self.presses(str(number))

    async def begins(self, title: str) -> None:
        """Start an exercise by its title from Home, as the command palette does."""
        exercise = next(e for e in self.context.library.exercises if e.name == title)
        self.program.call(self.current_screen(HomeScreen).make_starter(exercise))
        await self.until(lambda: bool(self.app.screen.query("#step > *")), title)
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

    @property
    def is_at_closing(self) -> bool:
        return bool(self.app.screen.query(EndView))

    async def reaches_closing(self) -> None:
        await self.until(lambda: self.is_at_closing, "the closing")
        await self.settles()

    async def finishes(self) -> None:
        await self.reaches_closing()
        await self.presses("enter")
