"""Home (Thuis): the six lines, and what the user can do from there."""

import pytest

from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.journal.find_entries import count_entries
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.widgets.balance_chart import BalanceChart

from .conftest import Start
from .sample_entries import make_answer, make_entry, make_marked_entry
from .writer import Writer


def line_row(writer: Writer, number: int) -> str:
    """The row of the screen that shows a line."""
    return [row for row in writer.cells_of("BalanceChart").split("\n") if "├" in row][number - 1]


def prefix(writer: Writer, number: int) -> str:
    """The number before a line, with a question mark for an unknown placement."""
    prefixes = [row[:4] for row in writer.cells_of("BalanceChart").split("\n")]
    return next(row.strip(" ›") for row in prefixes if row.strip(" ›").startswith(str(number)))


def focused_id(writer: Writer) -> str | None:
    return writer.app.focused.id if writer.app.focused else None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_six_lines_are_shown_with_both_poles(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    balance = writer.cells_of("BalanceChart")
    for field in writer.context.library.core_fields:
        assert field.left.name in balance
        assert field.right.name in balance
    assert balance.count("├") == balance.count("┤") == 6


async def test_at_the_smallest_size_the_focused_line_shows_both_poles(start: Start) -> None:
    writer = await start(size=(40, 15))
    for field in writer.context.library.core_fields:
        balance = writer.cells_of("BalanceChart")
        assert balance.count("├") == balance.count("┤") == 6
        assert field.left.name in balance
        assert field.right.name in balance
        await writer.presses("down")


@pytest.mark.parametrize("size", [(39, 15), (40, 14), (20, 5), (3, 2), (1, 1)])
async def test_a_smaller_window_asks_for_more_room(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    if size > (20, 10):
        await writer.sees("Maak het venster iets groter")
    await writer.resizes(80, 24)
    await writer.does_not_see("Maak het venster iets groter")
    await writer.sees(writer.context.library.core_fields[0].left.name)


async def test_typed_text_survives_a_window_that_is_too_small(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin die ")
    await writer.resizes(30, 10)
    await writer.sees("Maak het venster iets groter")
    await writer.does_not_see("een zin die")
    await writer.writes("doorgaat")
    await writer.resizes(80, 24)
    await writer.sees("een zin die doorgaat")
    assert writer.field.has_focus


async def test_a_line_shows_the_latest_placement_with_a_trail(start: Start, library: Library) -> None:
    first_id, second_id, third_id = (field.id for field in library.core_fields[:3])
    writer = await start(
        [
            make_marked_entry(1, first_id, -100, days_ago=9),
            make_marked_entry(2, first_id, 0, days_ago=5),
            make_marked_entry(3, first_id, 100, days_ago=1),
            make_marked_entry(4, second_id, 40, days_ago=3),
            make_marked_entry(5, second_id, None, days_ago=2),
            make_marked_entry(6, third_id, -60, days_ago=1, aspect=Aspect.NATURE),
            make_marked_entry(7, third_id, 60, days_ago=7, aspect=Aspect.NOW),
        ]
    )
    first = line_row(writer, 1).strip()
    assert first.endswith("●┤")
    assert first.startswith("├·")
    assert first.count("·") == 2
    assert "●" not in line_row(writer, 2)
    assert prefix(writer, 2) == "2?"
    assert prefix(writer, 1) == "1"
    third = line_row(writer, 3)
    assert third.index("○") < third.index("●")
    assert not {"●", "○", "·"} & {*line_row(writer, 4)}


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_an_unknown_placement_shows_a_question_mark(start: Start, size: tuple[int, int]) -> None:
    writer = await start([make_marked_entry(1, "kern:sv3", None)], size=size)
    assert prefix(writer, 3) == "3?"


@pytest.mark.parametrize("number", [1, 6])
async def test_a_number_key_opens_a_line(writer: Writer, number: int) -> None:
    await writer.opens(number)
    field = writer.context.library.core_fields[number - 1]
    assert isinstance(writer.app.screen, RunnerScreen)
    assert field.left.name in writer.cells_of("#title")


async def test_the_arrows_and_enter_open_a_line(writer: Writer) -> None:
    await writer.presses("down", "down", "up", "enter")
    assert writer.context.library.core_fields[1].left.name in writer.cells_of("#title")


async def test_the_arrows_reach_every_row_and_come_round(start: Start) -> None:
    writer = await start([make_entry(1, "half", closed=None)])
    chart = writer.widget(BalanceChart)
    assert focused_id(writer) == "unfinished"
    reached = []
    for _ in range(9):
        await writer.presses("down")
        reached.append(chart.highlighted + 1 if chart.has_focus else focused_id(writer))
    assert reached == ["question", "write", 1, 2, 3, 4, 5, 6, "unfinished"]
    await writer.presses("up")
    assert (chart.has_focus, chart.highlighted) == (True, 5)


async def test_the_lines_have_the_focus_when_nothing_is_unfinished(writer: Writer) -> None:
    assert writer.widget(BalanceChart).has_focus
    await writer.presses("up")
    assert focused_id(writer) == "write"


async def test_an_entry_that_was_just_left_has_the_focus(writer: Writer) -> None:
    await writer.presses("w")
    await writer.writes("een begin")
    await writer.stops()
    await writer.is_home()
    assert focused_id(writer) == "unfinished"
    await writer.presses("enter")
    await writer.goes_on()
    await writer.presses("enter")
    await writer.is_home()
    assert writer.widget(BalanceChart).has_focus


@pytest.mark.parametrize("how", ["key", "enter", "click"])
async def test_free_writing_begins_at_once(writer: Writer, how: str) -> None:
    if how == "click":
        await writer.clicks("Schrijven")
    else:
        await writer.presses(*(["w"] if how == "key" else ["up", "enter"]))
    await writer.writes("zomaar")
    await writer.stops()
    assert (await writer.entry()).exercise == "kern:vrij-schrijven"


async def test_a_click_on_a_row_does_what_its_key_does(start: Start) -> None:
    writer = await start([make_entry(1, "half", days_ago=1, closed=None)])
    await writer.clicks("Een vraag · gisteren")
    await writer.sees("half")
    assert isinstance(writer.app.screen, RunnerScreen)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_on_the_first_day_the_picture_is_explained(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    assert "allebei iets waard" in writer.words_of("#legend")
    writer = await start([make_marked_entry(1, "kern:sv3", None)], size=size)
    words = writer.words_of("#legend")
    assert "allebei iets waard" in words and words.endswith("? weet ik (nog) niet")
    writer = await start([make_marked_entry(1, "kern:sv3", None, days_ago=1)], size=size)
    assert writer.words_of("#legend") == "? weet ik (nog) niet"


async def test_the_first_day_fits_the_screen(start: Start) -> None:
    writer = await start([make_marked_entry(1, "kern:sv4", 20), make_entry(2, "half", closed=None)])
    await writer.sees("wij² betekent", "● nu, in deze situatie", "Schrijven")
    assert writer.app.screen.query_one("#page").max_scroll_y == 0


async def test_the_legend_tells_the_two_marks_apart(start: Start) -> None:
    writer = await start(
        [
            make_marked_entry(1, "kern:sv1", 30, days_ago=3),
            make_marked_entry(2, "kern:sv1", 40),
            make_marked_entry(3, "kern:sv1", 40, days_ago=9, aspect=Aspect.NATURE),
        ]
    )
    assert writer.words_of("#legend") == "● nu, in deze situatie ○ van nature · eerder"
    assert "○●" in line_row(writer, 1)


@pytest.mark.parametrize("count", [0, 1])
async def test_a_blank_row_stands_above_the_first_row(start: Start, count: int) -> None:
    writer = await start([make_entry(n, "half", closed=None) for n in range(count)])
    first = next(y for y, row in enumerate(writer.rows) if row.strip()[:2] in ("g ", "v "))
    assert not writer.rows[first - 1].strip()


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_click_opens_a_line(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    region = writer.widget(BalanceChart).region
    rows = writer.cells_of("BalanceChart").split("\n")
    third = [y for y, row in enumerate(rows) if "├" in row][2]
    await writer.clicks_at(region.x + 20, region.y + third)
    assert writer.context.library.core_fields[2].left.name[:10] in writer.cells_of("#title")


async def test_an_answered_question_of_the_day_makes_room_for_tomorrows(writer: Writer) -> None:
    question = " ".join(writer.cells_of("#question .text").split())
    assert question
    await writer.presses("v")
    await writer.sees(question)
    await writer.writes("rust")
    await writer.goes_on()
    await writer.finishes()
    await writer.is_home()
    await writer.does_not_see("Vraag")
    await writer.presses("v")
    assert isinstance(writer.app.screen, HomeScreen)
    assert len(await writer.entries()) == 1
    writer.clock.passes(days=1)
    await writer.presses("l")
    await writer.presses("escape")
    await writer.is_home()
    assert " ".join(writer.cells_of("#question .text").split()) != question


async def test_an_unfinished_entry_is_offered(start: Start) -> None:
    writer = await start([make_entry(1, "half", days_ago=1, closed=None)])
    await writer.sees("g Ga verder", "Een vraag · gisteren")
    writer = await start([make_entry(1, "heel", days_ago=1)])
    await writer.does_not_see("Ga verder")


async def test_an_unfinished_entry_of_a_missing_exercise_stays_in_the_journal(start: Start) -> None:
    writer = await start([make_entry(1, "half", closed=None, exercise="weg:weg", title="Weg")])
    await writer.presses("g")
    await writer.sees("Deze werkvorm is er niet meer.")
    (saved,) = await writer.entries()
    assert saved.answers == (make_answer("half"),)


async def test_opening_and_leaving_an_exercise_saves_nothing(writer: Writer) -> None:
    await writer.opens(1)
    await writer.stops()
    assert await writer.context.require_journal.call(count_entries) == 0
    await writer.does_not_see("Ga verder")
