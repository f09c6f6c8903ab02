"""A few screens as text: what they look like is settled here, and a change of it is a choice."""

import pytest
from syrupy.assertion import SnapshotAssertion

from reflectie.domain.entry import Address

from .conftest import Start
from .values import entry, mark, said
from .writer import Writer

SIZES = [(80, 24), (120, 40)]
MARKS = [
    mark(1, "kern:sv1", -40, days_ago=60),
    mark(2, "kern:sv1", 20, days_ago=2),
    mark(3, "kern:sv3", None, days_ago=5),
    mark(4, "kern:sv6", 100, days_ago=1),
]


def seen(writer: Writer) -> str:
    return "\n".join(row.rstrip() for row in writer.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_thuis(start: Start, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    here = Address(step="begin")
    writer = await start([*MARKS, entry(9, "half", days_ago=1, closed=None, position=here)], size=size)
    await writer.sees("Ga verder", "Vraag")
    assert seen(writer) == snapshot


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_to_stand_on(start: Start, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    await writer.begins("Een lijn")
    await writer.presses("right", "shift+right")
    await writer.is_kept()
    assert seen(writer) == snapshot


async def test_a_follow_up(start: Start, snapshot: SnapshotAssertion) -> None:
    writer = await start()
    await writer.begins("Een vraag")
    await writer.writes("de stilte na het overleg")
    await writer.goes_on()
    await writer.is_asked("En waar voel je dat?")
    assert seen(writer) == snapshot


async def test_reading_back(start: Start, snapshot: SnapshotAssertion) -> None:
    marked = mark(1, "kern:sv4", 30, days_ago=1)
    answers = (*marked.answers, said("een zin\n\nen nog een"))
    writer = await start([entry(1, days_ago=1, answers=answers, placements=marked.placements)])
    await writer.presses("l", "enter")
    await writer.sees("Wat knaagt er?", "en nog een")
    assert seen(writer) == snapshot
