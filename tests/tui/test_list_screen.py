"""Rows of lists: they fit beside a scrollbar and after a resize, and keep what must not be cut."""

from itertools import pairwise

import pytest
from textual.widgets import OptionList

from reflectie.domain.entry import Entry
from reflectie.tui.common.list_screen import DAY_WIDTH

from .conftest import Start
from .meeting_helpers import create_meeting, open_page
from .sample_entries import TODAY, make_answer, make_entry
from .test_situations import create
from .writer import Writer

SIZES = [(80, 24), (40, 15)]
LONG, WIDE = "een titel die niet op een rij past " * 5, "漢字" * 30


def _entries_with_and_without_text() -> list[Entry]:
    texts, titles = ("kort", LONG, "", WIDE), ("kort", LONG, WIDE)
    return [make_entry(n, texts[n % 4], days_ago=n, title=titles[n % 3]) for n in range(40)]


def _assert_that_no_row_of_the_logbook_wraps(writer: Writer) -> None:
    assert writer.widget(OptionList).show_vertical_scrollbar
    labels = [row[:DAY_WIDTH].strip() for row in writer.cells_of("OptionList").split("\n")]
    days = [number for number, label in enumerate(labels) if label.endswith("2026") and label[:1].isdigit()]
    assert len(days) >= 4
    assert {later - day for day, later in pairwise(days)} <= {2, 4}  # a month takes two rows
    assert not any(labels[day + 1] for day in days[:-1])


@pytest.mark.parametrize("size", SIZES)
async def test_no_row_wraps_in_a_list_with_a_scrollbar(start: Start, size: tuple[int, int]) -> None:
    writer = await start(_entries_with_and_without_text(), size=size)
    await writer.presses("l")
    _assert_that_no_row_of_the_logbook_wraps(writer)


async def test_rows_are_written_again_when_the_window_is_resized(start: Start) -> None:
    writer = await start(_entries_with_and_without_text(), size=(120, 40))
    await writer.presses("l")
    for size in ((40, 15), (100, 20)):
        await writer.resizes(*size)
        _assert_that_no_row_of_the_logbook_wraps(writer)
    assert max(len(row.rstrip()) for row in writer.rows) > 90


async def test_a_resize_keeps_the_highlighted_row_in_view(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}.", days_ago=n) for n in range(12)], size=(80, 40))
    await writer.presses("l", "end")
    await writer.resizes(80, 15)
    await writer.sees("dag 11.")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("title", [LONG, WIDE])
async def test_a_long_title_leaves_room_for_what_follows_it(
    start: Start, size: tuple[int, int], title: str
) -> None:
    writer = await start([make_entry(1, title=title, closed=None, answers=(make_answer("x"),))], size=size)
    await writer.presses("l")
    await writer.sees("… · nog open")


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_name_leaves_room_for_what_follows_it(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    await create_meeting(writer, WIDE, TODAY, series="denktank")
    await writer.presses("o")
    await writer.sees("… · reeks denktank")


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_title_on_the_page_of_a_meeting_leaves_room_too(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start(size=size)
    meeting = await create_meeting(writer, "tafel", TODAY)
    entry = make_entry(1, title=WIDE, closed=None, answers=(make_answer("x"),), meeting=meeting.id)
    await writer.context.require_journal.save(entry, entry.answers)
    await open_page(writer, meeting)
    await writer.sees("… · nog open")


@pytest.mark.parametrize("size", SIZES)
async def test_no_row_of_situations_wraps_beside_a_scrollbar(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    for number in range(14):
        await create(writer, f"{number} {LONG}"[:60], LONG)
    await writer.presses("s")
    assert writer.widget(OptionList).show_vertical_scrollbar
    rows = writer.cells_of("OptionList").split("\n")
    assert all(row[0].isdigit() for row in rows[::2])
    assert all(row.startswith("  een titel") for row in rows[1::2])
