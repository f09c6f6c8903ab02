"""Placing a mark on a line, or marking it as unknown."""

import re
from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.entry import AnswerState
from reflectie.domain.field import Aspect
from reflectie.export.document import PlacementBlock, QuestionBlock
from reflectie.export.render import render_entry
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..full_length import shortened
from .conftest import Start
from .writer import Writer


@pytest.fixture
async def placing(writer: Writer) -> Writer:
    """A user at an empty line."""
    await writer.begins("Een lijn")
    await writer.sees("Waar ben jij thuis?", "zout", "peper")
    return writer


def mark_cell(writer: Writer) -> int:
    """The column of the mark on the screen."""
    row = next(row for row in writer.rows if "├" in row)
    return row.index("●")


async def test_a_line_has_no_mark_until_the_user_places_one(placing: Writer) -> None:
    assert "●" not in placing.cells_of("TensionLine")
    await placing.presses("right")
    assert placing.line.value == 0
    await placing.goes_on()
    assert [p.value for p in (await placing.entry()).placements] == [0]


@pytest.mark.parametrize("width", shortened([40, 53, 80, 120, 200], [40, 53, 200]))
async def test_an_arrow_key_moves_the_mark_one_cell_at_any_width(placing: Writer, width: int) -> None:
    await placing.resizes(width, 24)
    await placing.presses("right")
    start = mark_cell(placing)
    await placing.presses("right")
    assert mark_cell(placing) == start + 1
    await placing.presses("left", "left", "left")
    assert mark_cell(placing) == start - 2


async def test_shift_moves_further_and_home_and_end_go_to_the_poles(placing: Writer) -> None:
    await placing.presses("right")
    start = mark_cell(placing)
    await placing.presses("shift+right")
    assert mark_cell(placing) > start + 1
    await placing.presses("end")
    assert placing.line.value == 100
    await placing.presses("right")
    assert placing.line.value == 100
    await placing.presses("home")
    assert placing.line.value == -100


async def test_resizing_keeps_the_value(placing: Writer) -> None:
    await placing.presses("right", "right", "right", "shift+right")
    value = placing.line.value
    for size in ((40, 15), (200, 50), (20, 8), (41, 16), (80, 24)):
        await placing.resizes(*size)
        assert placing.line.value == value
    await placing.goes_on()
    assert [p.value for p in (await placing.entry()).placements] == [value]


async def test_a_click_places_the_mark_and_dragging_moves_it(placing: Writer) -> None:
    line = placing.line.region
    await placing.drags((line.x + 10, line.bottom - 1))
    assert mark_cell(placing) == line.x + 10
    await placing.drags((line.x + 12, line.bottom - 1), (line.x + 20, 0), (line.x + 30, line.y))
    assert mark_cell(placing) == line.x + 30
    await placing.hovers(line.x + 5, line.bottom - 1)
    assert mark_cell(placing) == line.x + 30


async def test_only_the_left_button_moves_the_mark(placing: Writer) -> None:
    line = placing.line.region
    await placing.drags((line.x + 10, line.bottom - 1), button=3)
    assert placing.line.value is None


async def test_dragging_past_the_end_stops_at_the_pole(placing: Writer) -> None:
    line = placing.line.region
    await placing.drags((line.x + 10, line.bottom - 1), (0, line.bottom - 1))
    assert placing.line.value == -100


@pytest.mark.parametrize("key", ["?", "ctrl+g"])
async def test_an_unknown_place_is_saved_as_an_answer(placing: Writer, key: str) -> None:
    await placing.presses("right", key)
    if key == "?":
        await placing.sees("Je weet het (nog) niet. Dat is een antwoord.")
        assert "●" not in placing.cells_of("TensionLine")
        await placing.goes_on()
    (placement,) = (await placing.entry()).placements
    assert placement.value is None
    assert (await placing.entry()).answers[0].state is AnswerState.UNKNOWN


async def test_a_mark_replaces_an_unknown_place(placing: Writer) -> None:
    await placing.presses("?", "right")
    await placing.does_not_see("Je weet het (nog) niet.")
    await placing.goes_on()
    assert [p.value for p in (await placing.entry()).placements] == [0]


async def test_skipping_leaves_no_mark(placing: Writer) -> None:
    await placing.skips()
    await placing.sees("Wat maakt dat dit jouw plek is?")
    assert await placing.entries() == []


async def test_no_number_is_shown(placing: Writer) -> None:
    for keys in ([], ["right"], ["shift+left", "left"], ["end"], ["?"]):
        await placing.presses(*keys)
        assert not re.search(r"\d|%", placing.cells_of("#step") + placing.cells_of("#top"))


async def test_both_poles_and_their_glosses_are_shown(placing: Writer) -> None:
    await placing.sees("zout", "peper")
    assert "wat bewaart" in placing.cells_of(".glosses")
    assert "wat prikkelt" in placing.cells_of(".glosses")


async def test_the_longest_poles_fit_the_smallest_screen(start: Start) -> None:
    writer = await start(size=(40, 15))
    longest = max(writer.context.library.core_fields, key=lambda f: len(f.left.name) + len(f.right.name))
    await writer.opens(longest.number or 0)
    while not writer.app.screen.query("PlaceView"):
        await writer.goes_on()
    assert longest.left.name in writer.cells_of("TensionLine")
    assert longest.right.name in writer.cells_of("TensionLine")
    await writer.presses("right")
    assert "●" in writer.cells_of("TensionLine")


async def test_the_place_by_nature_is_shown_while_placing_for_now(placing: Writer) -> None:
    await placing.presses("home")
    await placing.goes_on()
    while "En waar sta je vandaag?" not in placing.words:
        await placing.goes_on()
    assert "○" in placing.cells_of("TensionLine")
    await placing.presses("end")
    await placing.goes_on()
    await placing.finishes()
    entry = await placing.entry()
    assert {p.aspect: p.value for p in entry.placements} == {Aspect.NATURE: -100, Aspect.NOW: 100}


async def test_a_mark_is_autosaved(placing: Writer) -> None:
    await placing.presses("right", "end")
    await placing.sees_saved()
    assert [p.value for p in (await placing.entry()).placements] == [100]
    assert isinstance(placing.app.screen, RunnerScreen)


CHOSEN = """\
id: gekozen
title: Een gekozen lijn
closing: false
meeting: prepare
fields:
  - {id: lijn, left: {name: water, gloss: wat stroomt}, right: {name: vuur, gloss: wat brandt}}
steps:
  - {id: lijnen, kind: choose, text: Welke?, own: false, options: [{id: lijn, text: water en vuur}]}
  - id: elk
    kind: each
    of: lijnen
    steps: [{id: plaats, kind: place, aspect: now, text: "Waar sta je bij {item}?"}]
"""


async def test_the_line_belongs_to_the_chosen_field(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "gekozen.yaml").write_text(CHOSEN, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.begins("Een gekozen lijn")
    await writer.presses("enter")
    await writer.goes_on()
    await writer.sees("Waar sta je bij water en vuur?", "wat stroomt", "wat brandt")
    await writer.presses("right")
    await writer.goes_on()
    (placement,) = (await writer.entry()).placements
    assert (placement.field, placement.left, placement.value) == ("eigen:lijn", "water", 0)


async def test_a_meeting_exercise_is_not_in_the_menu(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "gekozen.yaml").write_text(CHOSEN, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.presses("f1")
    assert "Vrij schrijven" in " ".join(writer.option_texts)
    assert "Een gekozen lijn" not in " ".join(writer.option_texts)


# Now, and by nature


@pytest.fixture
async def flowing(writer: Writer) -> Writer:
    """A user at a line that asks for the mark about now, and once for the mark by nature."""
    await writer.begins("Iets in delen")
    await writer.is_asked("Waar sta je bij dit water?")
    return writer


async def saved_marks(writer: Writer) -> dict[Aspect, int | None]:
    return {p.aspect: p.value for p in (await writer.entry()).placements}


async def test_the_mark_by_nature_is_asked_on_the_same_screen(flowing: Writer) -> None:
    await flowing.does_not_see("En waar sta je van nature?")
    await flowing.presses("home")
    await flowing.goes_on()
    await flowing.sees("Waar sta je bij dit water?", "En waar sta je van nature?")
    await flowing.presses("end")
    assert "○" in flowing.cells_of("NatureLine")
    await flowing.goes_on()
    await flowing.is_asked("Wat maakt dat je daar staat?")
    assert await saved_marks(flowing) == {Aspect.NOW: -100, Aspect.NATURE: 100}
    await flowing.goes_back()
    await flowing.sees("En waar sta je van nature?")
    await flowing.goes_on()
    await flowing.is_asked("Wat maakt dat je daar staat?")


async def test_a_mark_moved_just_before_the_next_line_is_on_its_own_line(flowing: Writer) -> None:
    flowing.types_ahead("home", *["right"] * 5, "ctrl+n")
    await flowing.sees("En waar sta je van nature?")
    await flowing.settles()
    moved = flowing.line.value
    assert moved is not None and moved > -100
    assert "○" not in flowing.cells_of("NatureLine")
    await flowing.goes_on()
    assert await saved_marks(flowing) == {Aspect.NOW: moved}


async def test_both_lines_fit_in_a_small_window(flowing: Writer) -> None:
    await flowing.resizes(40, 15)
    await flowing.presses("home")
    await flowing.goes_on()
    await flowing.sees("En waar sta je van nature?")
    await flowing.settles()
    assert len([row for row in flowing.rows if "┤" in row]) == 2


@pytest.mark.parametrize("key", ["?", "ctrl+g"])
async def test_the_mark_by_nature_can_be_unknown(flowing: Writer, key: str) -> None:
    await flowing.presses("home", "ctrl+n", key, "ctrl+n")
    await flowing.is_asked("Wat maakt dat je daar staat?")
    assert await saved_marks(flowing) == {Aspect.NOW: -100, Aspect.NATURE: None}


async def test_the_mark_by_nature_may_be_passed(flowing: Writer) -> None:
    await flowing.presses("home", "ctrl+n", "ctrl+n")
    await flowing.is_asked("Wat maakt dat je daar staat?")
    assert await saved_marks(flowing) == {Aspect.NOW: -100}


async def begins_again(flowing: Writer) -> None:
    """Leave an entry with both marks, and begin another one."""
    await flowing.presses("home", "ctrl+n", "end", "ctrl+n")
    await flowing.stops()
    await flowing.is_home()
    await flowing.begins("Iets in delen")


async def test_the_mark_by_nature_is_asked_in_one_entry_and_shown_in_the_next(flowing: Writer) -> None:
    await begins_again(flowing)
    line = flowing.cells_of("TensionLine")
    assert line.rstrip().endswith("○┤") and "●" not in line
    await flowing.sees("○ is waar je van nature staat.")
    await flowing.presses("home")
    await flowing.sees("○ is waar je van nature staat.")
    await flowing.goes_on()
    await flowing.is_asked("Wat maakt dat je daar staat?")


async def test_on_request_the_mark_by_nature_is_set_again(flowing: Writer) -> None:
    await begins_again(flowing)
    await flowing.presses("home", "a")
    await flowing.sees("En waar sta je van nature?")
    await flowing.presses("right", "ctrl+n")
    await flowing.is_asked("Wat maakt dat je daar staat?")
    marks = [{p.aspect: p.value for p in entry.placements} for entry in await flowing.entries()]
    assert {Aspect.NOW: -100, Aspect.NATURE: 0} in marks


async def test_both_marks_are_exported_in_the_order_in_which_they_are_asked(flowing: Writer) -> None:
    await flowing.presses("home", "ctrl+n", "end", "ctrl+n")
    exercise = flowing.context.library.exercise("proef:delen")
    blocks = render_entry(await flowing.entry(), exercise).blocks
    marks = [block.aspect for block in blocks if isinstance(block, PlacementBlock)]
    asked = [block.text for block in blocks if isinstance(block, QuestionBlock)]
    assert marks == [Aspect.NOW, Aspect.NATURE]
    assert asked == ["Waar sta je bij dit water?", "En waar sta je van nature?"]


@pytest.mark.parametrize("width", [79, 80, 81, 120])
async def test_what_a_pole_means_ends_where_the_line_ends(start: Start, width: int) -> None:
    writer = await start(size=(width, 24))
    await writer.begins("doorgaan en vertragen")
    row = next(row.rstrip() for row in writer.rows if "├" in row)
    glosses = writer.cells_of("PoleGlosses").split("\n")[0].rstrip()
    left = writer.app.screen.query_one("PoleGlosses").region.x
    assert left + len(glosses) == len(row)


async def test_words_typed_on_a_line_are_not_lost_silently(placing: Writer) -> None:
    await placing.writes("ik vind")
    await placing.until(lambda: placing.status.startswith("Dat is niet opgeschreven."))
    assert "Ctrl+N" in placing.status
    await placing.presses("right")
    await placing.sees_saved()
    await placing.writes("ik vind")
    await placing.until(lambda: placing.status.startswith("Dat is niet opgeschreven."))
    await placing.goes_on()
    assert "niet opgeschreven" not in placing.status


async def test_a_letter_that_is_a_key_on_a_line_still_is_one(placing: Writer) -> None:
    await placing.presses("?")
    await placing.sees("Dat is een antwoord.")
    assert "niet opgeschreven" not in placing.status
    await placing.pastes("een zin")
    assert "niet opgeschreven" in placing.status


async def test_a_line_of_then_is_not_called_now(writer: Writer) -> None:
    exercise = writer.context.library.exercise("eigen-beslisruimte")
    assert exercise
    await writer.begins(exercise.name)
    await writer.sees("Waar stond je?", "toen, in deze situatie")
    await writer.presses("right")
    await writer.goes_on()
    blocks = render_entry(await writer.entry(), exercise).blocks
    assert [block.is_past for block in blocks if isinstance(block, PlacementBlock)] == [True]
