"""Fixtures: a folder, a journal in it, a clock, and makers of answers and placements."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.field import Aspect
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, journal_in_memory

PASSWORD = "een lang wachtwoord"
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
TODAY = NOON.date()


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def clock() -> Clock:
    """A clock that advances one second each time it is read."""
    seconds = iter(range(10_000_000))
    return lambda: NOON + dt.timedelta(seconds=next(seconds))


@pytest.fixture
def folder(tmp_path: Path) -> JournalFolder:
    return JournalFolder(tmp_path / "reflectie")


@pytest.fixture
def journal(folder: JournalFolder, clock: Clock, cheap: KdfCost) -> Iterator[Journal]:
    opened = create_journal(folder, PASSWORD, clock, cheap)
    yield opened
    opened.close()


@pytest.fixture
def memory(clock: Clock) -> Iterator[Journal]:
    """A journal in memory."""
    opened = journal_in_memory(clock)
    yield opened
    opened.close()


@pytest.fixture
def entry() -> Entry:
    return Entry(id="a1", exercise="nl:vrij", title="Vrij", day=NOON.date(), begun=NOON)


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    def make(text: str, step: str = "vraag", **fields: object) -> Answer:
        return Answer(address=Address(step=step), question="Wat speelt er?", text=text, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_placement() -> Callable[..., Placement]:
    def make(value: int | None, day: dt.date = TODAY, **fields: object) -> Placement:
        fields = {"field": "tempo", "aspect": Aspect.NOW, "address": Address(step="plaats"), **fields}
        return Placement(left="doorgaan", right="vertragen", value=value, day=day, **fields)  # type: ignore[arg-type]

    return make
