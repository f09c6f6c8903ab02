"""Thuis: the six lines, and what one can do from there."""

import pytest

from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.journal.journal import Journal
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.widgets.balance_chart import BalanceChart

from .conftest import Start
from .values import entry, mark, said
from .writer import Writer


def rail(writer: Writer, number: int) -> str:
    """The row of the screen on which a line is drawn."""
    return [row for row in writer.part("BalanceChart").split("\n") if "├" in row][number - 1]


def sign(writer: Writer, number: int) -> str:
    """What stands before a line: its number, and a question mark when it is not known."""
    signs = [row[:4] for row in writer.part("BalanceChart").split("\n")]
    return next(row.strip(" ›") for row in signs if row.strip(" ›").startswith(str(number)))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_six_lines_stand_there_with_both_poles_whole(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    balance = writer.part("BalanceChart")
    for field in writer.desk.library.core_fields:
        assert field.left.name in balance
        assert field.right.name in balance
    assert balance.count("├") == balance.count("┤") == 6


async def test_at_the_smallest_size_the_poles_of_the_line_in_focus_are_whole(start: Start) -> None:
    writer = await start(size=(40, 15))
    for field in writer.desk.library.core_fields:
        balance = writer.part("BalanceChart")
        assert balance.count("├") == balance.count("┤") == 6
        assert field.left.name in balance
        assert field.right.name in balance
        await writer.presses("down")


@pytest.mark.parametrize("size", [(39, 15), (40, 14), (20, 5), (3, 2), (1, 1)])
async def test_below_that_it_says_what_to_do(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    if size > (20, 10):
        await writer.sees("Maak het venster iets groter")
    await writer.resizes(80, 24)
    await writer.does_not_see("Maak het venster iets groter")
    await writer.sees(writer.desk.library.core_fields[0].left.name)


async def test_what_was_being_typed_is_there_after_enlarging(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin die ")
    await writer.resizes(30, 10)
    await writer.sees("Maak het venster iets groter")
    await writer.does_not_see("een zin die")
    await writer.writes("doorgaat")
    await writer.resizes(80, 24)
    await writer.sees("een zin die doorgaat")
    assert writer.field.has_focus


async def test_the_latest_mark_stands_on_its_line_with_a_trail(start: Start, library: Library) -> None:
    one, two, three = (field.id for field in library.core_fields[:3])
    writer = await start(
        [
            mark(1, one, -100, days_ago=9),
            mark(2, one, 0, days_ago=5),
            mark(3, one, 100, days_ago=1),
            mark(4, two, 40, days_ago=3),
            mark(5, two, None, days_ago=2),
            mark(6, three, -60, days_ago=1, aspect=Aspect.NATURE),
            mark(7, three, 60, days_ago=7, aspect=Aspect.NOW),
        ]
    )
    first = rail(writer, 1).strip()
    assert first.endswith("●┤")
    assert first.startswith("├·")
    assert first.count("·") == 2
    assert "●" not in rail(writer, 2)
    assert sign(writer, 2) == "2?"
    assert sign(writer, 1) == "1"
    third = rail(writer, 3)
    assert third.index("●") > third.index("├") + third.strip().index("┤") // 2
    assert "●" not in rail(writer, 4)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_not_known_shows_beside_the_number(start: Start, size: tuple[int, int]) -> None:
    writer = await start([mark(1, "kern:sv3", None)], size=size)
    assert sign(writer, 3) == "3?"


@pytest.mark.parametrize("number", [1, 6])
async def test_a_number_opens_a_line(writer: Writer, number: int) -> None:
    await writer.opens(number)
    field = writer.desk.library.core_fields[number - 1]
    assert isinstance(writer.app.screen, RunnerScreen)
    assert field.left.name in writer.part("#title")


async def test_arrows_and_enter_open_a_line(writer: Writer) -> None:
    await writer.presses("down", "down", "up", "enter")
    assert writer.desk.library.core_fields[1].left.name in writer.part("#title")


async def test_going_up_from_the_first_line_comes_to_the_last(writer: Writer) -> None:
    await writer.presses("up")
    assert writer.one(BalanceChart).highlighted == 5


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_click_opens_a_line(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    region = writer.one(BalanceChart).region
    rows = writer.part("BalanceChart").split("\n")
    third = [y for y, row in enumerate(rows) if "├" in row][2]
    await writer.clicks_at(region.x + 20, region.y + third)
    assert writer.desk.library.core_fields[2].left.name[:10] in writer.part("#title")


async def test_the_question_of_today_stays_when_it_is_answered(writer: Writer) -> None:
    question = " ".join(writer.part("#question .words").split())
    assert question
    await writer.presses("v")
    await writer.sees(question)
    await writer.writes("rust")
    await writer.goes_on()
    await writer.finishes()
    await writer.is_home()
    assert " ".join(writer.part("#question .words").split()) == question
    await writer.presses("v")
    await writer.is_asked(question)
    await writer.stops()
    writer.clock.passes(days=1)
    await writer.presses("l")
    await writer.presses("escape")
    await writer.is_home()
    assert " ".join(writer.part("#question .words").split()) != question


async def test_an_unfinished_reflection_is_offered(start: Start) -> None:
    writer = await start([entry(1, "half", days_ago=1, closed=None)])
    await writer.sees("g Ga verder", "Een vraag · gisteren")
    writer = await start([entry(1, "heel", days_ago=1)])
    await writer.does_not_see("Ga verder")


async def test_an_unfinished_reflection_of_a_form_that_is_gone_stays_in_the_journal(start: Start) -> None:
    writer = await start([entry(1, "half", closed=None, exercise="weg:weg", title="Weg")])
    await writer.presses("g")
    await writer.sees("Deze werkvorm is er niet meer.")
    (kept,) = await writer.entries()
    assert kept.answers == (said("half"),)


async def test_opening_and_leaving_changes_nothing(writer: Writer) -> None:
    await writer.opens(1)
    await writer.stops()
    assert await writer.desk.require_journal.call(Journal.count_entries) == 0
    await writer.does_not_see("Ga verder")
