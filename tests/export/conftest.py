import datetime as dt
from collections.abc import Callable

import pytest

from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.field import Aspect

DAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    def make(*answers: Answer, placements: tuple[Placement, ...] = (), **more: object) -> Entry:
        fields = {"id": "a1", "exercise": "kern:proef", "title": "Proef", "day": DAY, "begun": NOON, **more}
        return Entry(answers=answers, placements=placements, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    def make(
        text: str = "", question: str = "Wat?", address: Address | None = None, **more: object
    ) -> Answer:
        return Answer(address=address or Address(step="vraag"), question=question, text=text, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_placement() -> Callable[..., Placement]:
    def make(value: int | None, **more: object) -> Placement:
        fields = {"address": Address(step="plaats"), "field": "sv4", "aspect": Aspect.NOW, "day": DAY, **more}
        return Placement(left="doorgaan", right="vertragen", value=value, **fields)  # type: ignore[arg-type]

    return make
