"""No order and no speed of keys, clicks, pastes and resizes ends the program. Seeds are printed.

The long version takes its size and first seed from ``MONKEY_EVENTS`` and ``MONKEY_SEED``, so that it can be
resumed: each session has a seed of its own.
"""

import asyncio
import os
from collections import deque
from collections.abc import Iterator

import pytest
from textual import events
from textual.geometry import Size
from textual.message import Message

from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal
from reflectie.tui.terminal.input_parser import SafeInputParser

from ..monkey import PASSWORD, Monkey
from .conftest import Start
from .writer import StillClock, Writer

SESSION_EVENTS = 2_000
SHORT_EVENTS = 250
SHORT_SEEDS = range(2)
LONG_EVENTS = int(os.environ.get("MONKEY_EVENTS", "1000000"))
FIRST_SEED = int(os.environ.get("MONKEY_SEED", "0"))

pytestmark = pytest.mark.usefixtures("painted")


class MonkeyAtTheScreen:
    """Sends the bursts of a monkey to the program, and keeps the last ones for the report."""

    def __init__(self, writer: Writer, seed: object) -> None:
        self.writer, self.monkey, self.parser = writer, Monkey(seed), SafeInputParser()
        self.last: deque[str] = deque(maxlen=40)
        self.count = 0

    async def plays(self, count: int) -> None:
        random = self.monkey.random
        while self.count < count:
            if random.random() < 0.01:
                self._resizes()
            self._sends(self.monkey.burst())
            await self._waits()
        await self.writer.settles()

    def _sends(self, burst: str) -> None:
        self.last.append(burst)
        for message in [*self.parser.feed(burst), *self._after_a_moment()]:
            self.count += 1
            self._posts(message)

    def _after_a_moment(self) -> Iterator[Message]:
        """What the parser makes of an Escape after which nothing comes."""
        if self.parser.waits_for_more:
            yield from self.parser.feed("\x1b")
            self.parser = SafeInputParser()

    def _posts(self, message: Message) -> None:
        app = self.writer.app
        message.set_sender(app)
        self.writer.program.call(app.post_message, message)

    def _resizes(self) -> None:
        size = Size(*self.monkey.size())
        self.last.append(f"size {size}")
        self._posts(events.Resize(size, size))

    async def _waits(self) -> None:
        pause = self.monkey.random.choice(("none", "turns", "settled"))
        if pause == "settled":
            await self.writer.settles()
        for _ in range(self.monkey.random.randint(1, 30) if pause == "turns" else 0):
            await asyncio.sleep(0)


async def stays() -> None:
    """Do nothing when asked to quit."""


async def plays_a_session(
    start: Start,
    folder: JournalFolder,
    cheap: KdfCost,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    count: int,
) -> None:
    """Open a journal at the lock, press keys, and see that the program still works."""
    print(f"seed {seed}")
    clock = StillClock()
    if not folder.has_journal():
        create_journal(folder, PASSWORD, clock, cheap).close()
    settings = Settings(code_offered=True, lock_minutes=0)
    writer = await start(folder=folder, settings=settings, password=PASSWORD)
    monkeypatch.setattr(writer.app, "action_quit", stays)  # the menu has a row to end it
    monkey = MonkeyAtTheScreen(writer, seed)
    try:
        await monkey.plays(count)
    except BaseException:
        print(f"seed {seed}, event {monkey.count}, the last bursts: {[*monkey.last]}")
        raise
    print(f"seed {seed} handled {monkey.count} events", flush=True)


@pytest.mark.parametrize("seed", SHORT_SEEDS)
async def test_no_order_and_speed_of_keys_ends_the_program(
    start: Start, folder: JournalFolder, cheap: KdfCost, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    await plays_a_session(start, folder, cheap, monkeypatch, seed, SHORT_EVENTS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(FIRST_SEED, LONG_EVENTS // SESSION_EVENTS))
async def test_a_million_events_do_not_end_the_program(
    start: Start, folder: JournalFolder, cheap: KdfCost, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    await plays_a_session(start, folder, cheap, monkeypatch, seed, SESSION_EVENTS)
