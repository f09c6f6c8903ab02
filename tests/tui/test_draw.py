"""A drawing with its question and legend, and tables and options with many rows."""

import pytest
from textual.containers import ScrollableContainer

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.table import cell_address

from .conftest import Start
from .sample_entries import make_answer, make_entry
from .writer import Writer

PEOPLE, RINGS = Address(step="mensen"), Address(step="kringen")


def entry_with_people(count: int, position: Address = RINGS) -> Entry:
    """An unfinished entry with ``count`` people, left at the drawing of them or at ``position``."""
    answers: list[Answer] = [make_answer("", "mensen", "Wie zijn erbij?")]
    for ordinal in range(count):
        row = f"row:{ordinal:08}"
        for column, text, value in (("wie", f"naam{ordinal}x", ""), ("plek", "verder weg", "far")):
            address = cell_address(PEOPLE, row, column)
            answers.append(Answer(address=address, question="?", text=text, value=value, ordinal=ordinal))
    return make_entry(9, closed=None, exercise="proef:tabel", position=position, answers=tuple(answers))


async def open_drawing(start: Start, number: int, size: tuple[int, int]) -> Writer:
    writer = await start([entry_with_people(number)], size=size)
    writer.app.animation_level = "none"
    await writer.presses("g")
    await writer.is_asked("Zo staan zij om je heen.")
    await writer.settles()
    return writer


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_question_and_legend_stay_visible_while_the_drawing_scrolls(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await open_drawing(start, 200, size)
    for key in ("home", "end"):
        await writer.presses(key)
        await writer.sees("Zo staan zij om je heen.", "● het midden")


async def test_on_a_small_screen_question_and_legend_scroll_with_the_drawing(start: Start) -> None:
    writer = await open_drawing(start, 200, (40, 15))
    await writer.sees("Zo staan zij om je heen.", "● het midden")
    await writer.presses("end")
    await writer.until(lambda: "Zo staan zij" not in writer.words and "╰────" in writer.screen)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_all_two_hundred_names_can_be_scrolled_into_view(start: Start, size: tuple[int, int]) -> None:
    writer = await open_drawing(start, 200, size)
    page, seen = writer.widget(ScrollableContainer), writer.words
    while page.scroll_y < page.max_scroll_y:
        before = page.scroll_y
        await writer.presses("pagedown")
        await writer.until(lambda before=before: page.scroll_y > before)  # type: ignore[misc]
        await writer.settles()
        seen += writer.words
    assert [n for n in range(200) if f"naam{n}x" not in seen] == []


async def test_an_empty_drawing_says_that_it_is_empty(start: Start) -> None:
    writer = await open_drawing(start, 0, (80, 24))
    await writer.sees("Er staat nog niemand in de kringen.")
    await writer.does_not_see("● het midden")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_table_of_two_hundred_rows_opens_at_its_end_and_follows_the_cursor(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start([entry_with_people(200, PEOPLE)], size=size)
    await writer.presses("g")
    await writer.is_asked("Wie zijn erbij?")
    await writer.until(lambda: "naam199x" in writer.cells_of("TableGrid"))
    await writer.presses(*["up"] * 20)
    await writer.until(lambda: "› naam180x" in writer.cells_of("TableGrid"))


async def test_a_choice_from_two_hundred_options_shows_arrows_and_follows_the_selection(start: Start) -> None:
    writer = await start([entry_with_people(200, Address(step="banden"))])
    await writer.presses("g")
    await writer.is_asked("Hoe is het tussen hen?")
    await writer.until(
        lambda: "↓" in writer.cells_of("CellOptions") and "↑" not in writer.cells_of("CellOptions")
    )
    await writer.presses(*["right"] * 100)
    await writer.until(lambda: "● naam99x" in writer.cells_of("CellOptions"))
    assert "↓" in writer.cells_of("CellOptions") and "↑" in writer.cells_of("CellOptions")
