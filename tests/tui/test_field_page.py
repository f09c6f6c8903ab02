"""The page of a field: its line, its trail with days and own words, and the way to a new entry."""

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Entry
from reflectie.domain.field import Aspect
from reflectie.journal.situations import create_situation, move_entry_to_situation
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.look_back.field_screen import FieldScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..full_length import shortened
from .conftest import Start
from .sample_entries import make_answer, make_marked_entry
from .writer import Writer

SIZES = shortened([(40, 15), (80, 24), (120, 40)], [(40, 15), (120, 40)])


def marked(number: int, value: int | None, days_ago: int, text: str, aspect: Aspect = Aspect.NOW) -> Entry:
    entry = make_marked_entry(number, "kern:sv4", value, days_ago, aspect)
    return replace(entry, answers=(*entry.answers, make_answer(text)))


HISTORY = [
    marked(1, -60, 20, "toen nog gehaast"),
    marked(2, 50, 2, "nu met meer rust"),
    marked(3, -90, 30, "altijd al vooruit", Aspect.NATURE),
]


async def open_page(start: Start, size: tuple[int, int] = (80, 24)) -> Writer:
    writer = await start(HISTORY, size=size)
    await writer.presses("down", "down", "down", "enter")
    await writer.reaches(FieldScreen)
    return writer


async def test_enter_on_a_line_with_marks_opens_its_page(start: Start) -> None:
    writer = await open_page(start)
    await writer.sees("doorgaan", "vertragen", "● nu, in deze situatie ○ van nature · eerder")
    await writer.sees(
        "20 nov 2026", "nu met meer rust", "2 nov 2026", "toen nog gehaast", "altijd al vooruit"
    )
    words = writer.words
    assert (
        words.index("altijd al vooruit") < words.index("toen nog gehaast") < words.index("nu met meer rust")
    )
    line = next(row for row in writer.rows if "├" in row)
    assert line.index("○") < line.index("·") < line.index("●")


async def test_a_click_on_a_line_opens_its_page(start: Start) -> None:
    writer = await start(HISTORY)
    await writer.clicks("vertragen")
    await writer.reaches(FieldScreen)


@pytest.mark.parametrize("number", [1, 4])
async def test_the_number_of_a_line_starts_on_the_line_with_or_without_a_history(
    start: Start, number: int
) -> None:
    writer = await start(HISTORY)
    await writer.presses(str(number), "right")
    assert isinstance(writer.app.screen, RunnerScreen)
    assert writer.line.value is not None


async def test_enter_on_a_line_without_marks_starts_on_the_line(start: Start) -> None:
    writer = await start(HISTORY)
    await writer.presses("enter", "right")
    assert isinstance(writer.app.screen, RunnerScreen)
    assert writer.line.value is not None


@pytest.mark.parametrize("key", ["enter", "n"])
async def test_the_last_row_begins_a_new_entry(start: Start, key: str) -> None:
    writer = await open_page(start)
    await writer.presses(key, "right")
    assert isinstance(writer.app.screen, RunnerScreen)
    await writer.stops()
    await writer.reaches(FieldScreen)
    await writer.sees("22 nov 2026")
    assert len(await writer.entries()) == len(HISTORY) + 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_moment_opens_its_entry_and_esc_returns_to_it(start: Start, size: tuple[int, int]) -> None:
    writer = await open_page(start, size)
    await writer.presses("up", "up", "enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("toen nog gehaast")
    await writer.presses("escape")
    await writer.reaches(FieldScreen)
    await writer.presses("enter")
    await writer.sees("toen nog gehaast", "Wat knaagt er?")


async def test_an_unknown_mark_is_shown_and_explained(start: Start) -> None:
    writer = await start([marked(1, None, 1, "geen idee")])
    await writer.presses("down", "down", "down", "enter")
    await writer.sees("? weet ik (nog) niet", "21 nov 2026 ?", "geen idee")


async def test_words_of_the_user_are_shown_literally(start: Start) -> None:
    writer = await start([marked(1, 10, 1, "[b]vet[/b] en [/x]")])
    await writer.presses("down", "down", "down", "enter")
    await writer.sees("[b]vet[/b] en [/x]")


async def test_with_a_single_mark_no_key_for_another_time_is_named(start: Start) -> None:
    writer = await start([marked(1, 10, 1, "voor het eerst")])
    await writer.presses("down", "down", "down", "enter")
    await writer.sees("november 2026", "voor het eerst")
    await writer.does_not_see("met spatie")


async def test_a_year_and_a_month_can_be_shown_and_earlier_ones_with_the_arrows(start: Start) -> None:
    writer = await start([*HISTORY, marked(4, 10, 500, "lang geleden")])
    await writer.presses("down", "down", "down", "enter")
    await writer.sees("2022 – 2026", "lang geleden", "nu met meer rust")
    await writer.presses("space")
    await writer.sees("2026   met spatie een maand   ← eerder", "altijd al vooruit", "nu met meer rust")
    await writer.presses("left")
    await writer.sees("2025   met spatie een maand   → later", "lang geleden")
    await writer.presses("left", "right", "space")
    await writer.sees("november 2026   met spatie vijf jaar", "nu met meer rust")
    await writer.does_not_see("altijd al vooruit")
    await writer.presses("left")
    await writer.sees("oktober 2026", "altijd al vooruit")


async def test_the_trail_of_one_situation_can_be_shown(start: Start) -> None:
    writer = await start(HISTORY)
    journal = writer.context.require_journal
    situation = await journal.call(create_situation, "de lange brug")
    await journal.call(move_entry_to_situation, HISTORY[0].id, situation.id)
    await writer.presses("down", "down", "down", "enter", "f", "down", "enter")
    await writer.sees("2022 – 2026 · de lange brug", "toen nog gehaast")
    await writer.does_not_see("nu met meer rust")


async def test_the_entries_of_a_month_with_many_marks_can_be_opened(start: Start) -> None:
    many = [marked(10 + n, n % 100, n * 4, f"teken {n}.") for n in range(100)]
    writer = await start(many)
    await writer.presses("down", "down", "down", "enter", "space", "space", "up", "enter")
    await writer.sees("november 2026", "teken 1.", "teken 0.")
    await writer.presses("up", "enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("teken 0.")
