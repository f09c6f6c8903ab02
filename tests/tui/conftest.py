"""Fixtures: test content, a journal in memory or in a folder, a clock, and a simulated user."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import Token
from textual.css.types import CSSLocation

from reflectie.content.load import load_library
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.journal import Journal
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.worker import JournalWorker
from reflectie.services.context import Context
from reflectie.services.unlock import Unlock
from reflectie.tui.app import ReflectieApp
from reflectie.tui.runner import stop_saver

from .idle_loop import IdleLoop
from .running_app import RunningApp
from .textual_private_names import paint, set_clock, skip_painting
from .writer import StillClock, Writer

Start = Callable[..., Awaitable[Writer]]
TEST_PACK = Path(__file__).parent / "proef"


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], IdleLoop]]:
    """Use this event loop in every test of the screen."""
    return {"idle": IdleLoop}


@pytest.fixture(scope="session")
def library() -> Library:
    """The content of the program, and small exercises of one or two step kinds each."""
    return load_library([TEST_PACK])


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(autouse=True)
def _short_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save what is typed almost at once."""
    monkeypatch.setattr(stop_saver, "AUTOSAVE_DELAY", 0.001)


@pytest.fixture(autouse=True)
def _frozen_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep frozen what was frozen before the test. Without a terminal, the program itself freezes nothing."""
    monkeypatch.setattr(gc, "unfreeze", lambda: None)


@pytest.fixture(scope="session", autouse=True)
def _style_sheet_cache() -> Iterator[None]:
    """Parse every style sheet once, not at each start of the program."""
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}
    colours: list[dict[str, list[Token]]] = []
    latest: tuple[dict[str, list[Token]], int] = {}, -1

    def cached_parse(
        scope: str, css: str, read_from: CSSLocation, variable_tokens: dict[str, list[Token]], **options: Any
    ) -> list[RuleSet]:
        nonlocal latest
        if variable_tokens is not latest[0]:  # comparing them is slow
            if variable_tokens not in colours:
                colours.append(variable_tokens)
            latest = variable_tokens, colours.index(variable_tokens)
        key = (scope, css, read_from, latest[1], *options.items())
        if key not in parsed:
            parsed[key] = [*parse(scope, css, read_from, variable_tokens=variable_tokens, **options)]
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "parse", cached_parse)
        yield


@pytest.fixture
def painted(_unpainted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Render what goes to the terminal as well."""
    paint(monkeypatch)


NOTIFICATION_SECONDS = 86_400.0
"""How long a notification stays on the screen: longer than the clock of the loop goes on in any test."""


@pytest.fixture(autouse=True)
def _unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not render what goes to the terminal: tests read the cells. See ``painted``."""
    skip_painting(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, cheap: KdfCost) -> JournalFolder:
    """A folder whose journals have a fast key derivation."""
    return JournalFolder(tmp_path / "reflectie")


@pytest.fixture
async def start(library: Library, clock: StillClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    """Start the program: on Home with a journal in memory, or at the lock screen of a ``folder``."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, IdleLoop)
    loop.watch_threads(monkeypatch)
    set_clock(monkeypatch, loop.time)
    # On a busy machine a notification could come and go while the writer waits for the program to rest.
    monkeypatch.setattr(ReflectieApp, "NOTIFICATION_TIMEOUT", NOTIFICATION_SECONDS)
    running: list[RunningApp] = []

    async def start(
        entries: Sequence[Entry] = (),
        size: tuple[int, int] = (80, 24),
        content: Library | None = None,
        folder: JournalFolder | None = None,
        settings: Settings | None = None,
        password: str | None = None,
    ) -> Writer:
        context = Context(lambda: content or library, clock, folder, settings or Settings(code_offered=True))
        if folder is None:
            context.journal = JournalWorker(lambda: _journal_with(clock, entries))
        app = ReflectieApp(context, Unlock(folder, clock, password) if folder else None)
        app.animation_level = "none"
        program = RunningApp(app, size)
        running.append(program)
        await program.starts()
        writer = Writer(program, clock)
        await (writer.settles() if folder else writer.is_home())
        return writer

    yield start
    for program in running:
        await program.stop()


@pytest.fixture
async def writer(start: Start) -> Writer:
    """A user on Home, with an empty journal in memory and a terminal of 80 by 24."""
    return await start()


def _journal_with(clock: StillClock, entries: Sequence[Entry]) -> Journal:
    """A journal in memory with these entries, each written when it was closed or begun."""
    clocks: list[StillClock] = [clock]
    journal = journal_in_memory(lambda: clocks[-1].now)
    for entry in entries:
        clocks.append(StillClock(entry.closed or entry.begun))
        journal.save(entry, entry.answers, entry.placements)
    clocks.append(clock)
    return journal
