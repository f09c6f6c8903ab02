"""Text snapshots of a few screens: a change of their looks is deliberate."""

import pytest
from syrupy.assertion import SnapshotAssertion

from reflectie.domain.entry import Address

from .conftest import Start
from .sample_entries import make_answer, make_entry, make_marked_entry
from .writer import Writer

SIZES = [(80, 24), (120, 40)]
MARKS = [
    make_marked_entry(1, "kern:sv1", -40, days_ago=60),
    make_marked_entry(2, "kern:sv1", 20, days_ago=2),
    make_marked_entry(3, "kern:sv3", None, days_ago=5),
    make_marked_entry(4, "kern:sv6", 100, days_ago=1),
]


def picture(writer: Writer) -> str:
    return "\n".join(row.rstrip() for row in writer.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_home(start: Start, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    position = Address(step="begin")
    writer = await start(
        [*MARKS, make_entry(9, "half", days_ago=1, closed=None, position=position)], size=size
    )
    await writer.sees("Ga verder", "Vraag")
    assert picture(writer) == snapshot


@pytest.mark.parametrize("size", SIZES)
async def test_a_placement_step(start: Start, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    await writer.begins("Een lijn")
    await writer.presses("right", "shift+right")
    await writer.sees_saved()
    assert picture(writer) == snapshot


async def test_a_follow_up_question(start: Start, snapshot: SnapshotAssertion) -> None:
    writer = await start()
    await writer.begins("Een vraag")
    await writer.writes("de stilte na het overleg")
    await writer.goes_on()
    await writer.is_asked("En waar voel je dat?")
    assert picture(writer) == snapshot


async def test_reading_an_entry(start: Start, snapshot: SnapshotAssertion) -> None:
    marked = make_marked_entry(1, "kern:sv4", 30, days_ago=1)
    answers = (*marked.answers, make_answer("een zin\n\nen nog een"))
    writer = await start([make_entry(1, days_ago=1, answers=answers, placements=marked.placements)])
    await writer.presses("l", "enter")
    await writer.sees("Wat knaagt er?", "en nog een")
    assert picture(writer) == snapshot
