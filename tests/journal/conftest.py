"""A folder, a journal in it, and a still clock for the tests of the store."""

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
    """A clock that moves one second each time it is read."""
    seconds = iter(range(10_000_000))
    return lambda: NOON + dt.timedelta(seconds=next(seconds))


@pytest.fixture
def folder(tmp_path: Path) -> JournalFolder:
    return JournalFolder(tmp_path / "reflectie")


@pytest.fixture
def journal(folder: JournalFolder, clock: Clock, cheap: KdfCost) -> Iterator[Journal]:
    made = create_journal(folder, PASSWORD, clock, cheap)
    yield made
    made.close()


@pytest.fixture
def memory(clock: Clock) -> Iterator[Journal]:
    made = journal_in_memory(clock)
    yield made
    made.close()


@pytest.fixture
def entry() -> Entry:
    return Entry(id="a1", exercise="nl:vrij", title="Vrij", day=NOON.date(), begun=NOON)


@pytest.fixture
def said() -> Callable[..., Answer]:
    def make(text: str, step: str = "vraag", **more: object) -> Answer:
        return Answer(address=Address(step=step), question="Wat speelt er?", text=text, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def mark() -> Callable[..., Placement]:
    def make(value: int | None, day: dt.date = TODAY, **more: object) -> Placement:
        made = {"field": "tempo", "aspect": Aspect.NOW, "address": Address(step="plaats"), **more}
        return Placement(left="doorgaan", right="vertragen", value=value, day=day, **made)  # type: ignore[arg-type]

    return make
