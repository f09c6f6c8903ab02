"""Fixtures: a password, a journal in a folder, and makers of answers and placements."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.field import Aspect
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal

from ..conftest import NOW, TODAY

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def journal(folder: JournalFolder, clock: Clock, cheap: KdfCost) -> Iterator[Journal]:
    opened = create_journal(folder, PASSWORD, clock, cheap)
    yield opened
    opened.close()


@pytest.fixture
def entry() -> Entry:
    return Entry(id="a1", exercise="nl:vrij", title="Vrij", day=TODAY, begun=NOW)


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
