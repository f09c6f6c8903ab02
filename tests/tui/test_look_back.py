"""Terugkijken: the mirror, all lines, moments side by side, and five years."""

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from reflectie.domain.entry import Entry
from reflectie.domain.field import Aspect
from reflectie.journal.situations import create_situation, move_entry_to_situation
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.look_back.look_back_screen import AllLinesScreen, FiveYearsScreen, LookBackScreen
from reflectie.tui.look_back.side_by_side_screen import SideBySideScreen

from ..full_length import shortened
from .conftest import Start
from .sample_entries import make_answer, make_marked_entry
from .writer import Writer

SIZES = shortened([(40, 15), (80, 24), (120, 40), (200, 60)], [(40, 15), (120, 40)])


def marked(
    number: int, value: int | None, days_ago: int, text: str, field: str = "kern:sv4", **fields: object
) -> Entry:
    entry = make_marked_entry(number, field, value, days_ago, **fields)  # type: ignore[arg-type]
    return replace(entry, answers=(*entry.answers, make_answer(text)))


HISTORY = [
    marked(1, -60, 400, "toen nog veel te gehaast"),
    marked(2, 80, 200, "de rust van het midden"),
    marked(3, -20, 2, "nu weer vol in de vaart"),
    marked(4, -90, 300, "altijd al vooruit", aspect=Aspect.NATURE),
    marked(5, None, 90, "geen idee van dit", field="kern:sv1"),
]


async def look_back(start: Start, size: tuple[int, int] = (80, 24)) -> Writer:
    writer = await start(HISTORY, size=size)
    await writer.presses("t")
    await writer.reaches(LookBackScreen)
    return writer


async def chooses(writer: Writer, label: str) -> None:
    number = next(n for n, text in enumerate(writer.option_texts) if text.startswith(label))
    headings = sum(option.disabled for option in writer.widget(OptionList).options[:number])
    await writer.presses("home", *["down"] * (number - headings), "enter")


async def test_an_empty_journal_has_a_gentle_mirror(writer: Writer) -> None:
    await writer.presses("t")
    await writer.sees("Terugkijken", "Vandaag is er niets.")
    await writer.presses("enter")
    await writer.sees("Er staat nog geen teken op een lijn.")
    await writer.presses("escape", "down", "down", "enter")
    await writer.sees("Vijf jaar", "Er staat nog geen teken op een lijn.")


async def test_the_mirror_gives_own_words_back_and_opens_their_entry(start: Start) -> None:
    writer = await look_back(start, (80, 50))
    await writer.sees("Wat knaagt er? (24 augustus 2026, en 20 november 2026)", "“geen idee van dit”")
    await writer.sees("Waar het stil was", "Waar sta je nu?")
    await chooses(writer, "Wat knaagt er?")
    await writer.reaches(ReaderScreen)
    await writer.sees("geen idee van dit")
    await writer.presses("escape")
    await writer.reaches(LookBackScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_all_lines_stand_beside_each_other_through_time(start: Start, size: tuple[int, int]) -> None:
    writer = await look_back(start, size)
    await writer.presses("enter")
    await writer.reaches(AllLinesScreen)
    rows = [row.strip() for row in writer.rows if " 20" in row and "─" in row]
    assert rows[-1].startswith("20 nov 2026") and "●" in rows[-1]
    title, legend = (writer.app.screen.query_one(name).region for name in ("#title", "#legend"))
    assert (title.x, title.right) == (legend.x, legend.right)
    await writer.presses("enter")
    await writer.sees("nu weer vol in de vaart")


@pytest.mark.parametrize("size", SIZES[1:])
async def test_now_stands_beside_another_moment(start: Start, size: tuple[int, int]) -> None:
    writer = await look_back(start, size)
    await chooses(writer, "Twee momenten")
    await chooses(writer, "nu, en op")
    await writer.sees("zaterdag 22 november 2025")
    await writer.presses("enter")
    await writer.reaches(SideBySideScreen)
    rows = writer.rows
    first = next(number for number, row in enumerate(rows) if "●" in row)
    assert "18 okt 2025" in rows[first]
    assert "20 nov 2026" in rows[first + 1]
    assert rows[first].index("●") < rows[first + 1].index("●")
    await writer.sees("geen teken")


async def test_both_moments_fit_the_smallest_screen(start: Start) -> None:
    writer = await look_back(start, (40, 15))
    await chooses(writer, "Twee momenten")
    await chooses(writer, "nu, en op")
    await writer.presses("enter", *["down"] * 20)
    await writer.sees("22 nov 2025 · 18 okt 2025", "nu · 20 nov 2026")


async def test_one_situation_stands_beside_another_and_by_nature(start: Start) -> None:
    writer = await look_back(start)
    call = writer.context.require_journal.call
    for name, entry in (("de brug", HISTORY[0]), ("het water", HISTORY[1])):
        situation = await call(create_situation, name)
        await call(move_entry_to_situation, entry.id, situation.id)
    await chooses(writer, "Twee momenten")
    await chooses(writer, "de ene situatie")
    await chooses(writer, "de brug")
    await chooses(writer, "het water")
    await writer.sees("de brug · het water", "18 okt 2025", "6 mei 2026")
    await writer.presses("escape")
    await chooses(writer, "Twee momenten")
    await chooses(writer, "van nature")
    await chooses(writer, "het water")
    await writer.sees("van nature · het water", "26 jan 2026", "6 mei 2026")


@pytest.mark.parametrize("size", SIZES)
async def test_five_years_shows_the_turning_points_with_own_words(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await look_back(start, size)
    await chooses(writer, "Vijf jaar")
    await writer.reaches(FiveYearsScreen)
    await writer.sees(
        "Vijf jaar · 2022 – 2026", "waar je spoor daartussen", "● nu, in deze situatie", "Lijn 1"
    )
    left_sides = {writer.app.screen.query_one(name).region.x for name in ("#title", "#legend", "TrailChart")}
    assert len(left_sides) == 1
    await writer.presses("tab")
    await writer.sees("Lijn 4", "toen nog veel te")
    await writer.presses("down", "enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("de rust van het midden")
