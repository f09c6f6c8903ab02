"""A drawing beside a question: it fits on a small screen, and shows what is open."""

from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import Library
from reflectie.tui.steps.step_view import DrawingPanel

from .conftest import Start
from .writer import Writer

EXERCISE = """\
id: vakken
title: Vier vakken
closing: false
steps:
  - {id: kwestie, kind: situation, text: Waar gaat het om?}
  - {id: een, text: Wat denk je?}
  - {id: twee, text: Wat doe je?}
  - {id: drie, kind: choose, text: Wat is gewoon?, note: true, options: [{id: stil, text: niets zeggen}]}
  - {id: vier, text: Wat is geregeld?}
  - id: beeld
    kind: draw
    drawing: windows
    text: Zo ziet het eruit.
    parts: {steps: [een, twee, drie, vier], labels: [denken, doen, gewoon, geregeld], about: kwestie}
  - {id: en, text: Wat valt je op?, beside: beeld}
  - id: ring
    kind: draw
    drawing: cycle
    text: Drie kanten.
    parts: {steps: [een, twee, vier]}
  - {id: nu, text: En verder?, beside: ring}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Library:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Eigen\n")
    (tmp_path / "vakken.yaml").write_text(EXERCISE)
    return load_library([tmp_path])


async def reach_drawing(start: Start, pack: Library, size: tuple[int, int]) -> Writer:
    writer = await start(content=pack, size=size)
    await writer.begins("Vier vakken")
    await writer.writes("de dure plek")
    await writer.goes_on()
    await writer.writes("ik weet het niet en dat zeg ik ook, " * 5)
    await writer.goes_on()
    await writer.goes_on()
    await writer.presses("space", "tab")
    await writer.writes("zo doen we dat hier")
    await writer.goes_on()
    await writer.goes_on()
    await writer.is_asked("Zo ziet het eruit.")
    return writer


async def test_the_drawing_shows_four_windows_around_the_situation(start: Start, pack: Library) -> None:
    writer = await reach_drawing(start, pack, (120, 40))
    await writer.sees("○ 2 vakken nog open", "● denken", "○ doen", "● gewoon", "○ geregeld", "de dure plek")
    await writer.sees("niets zeggen: zo doen we dat hier", "nog open")


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_beside_a_question_on_a_small_screen_it_is_low_and_complete(
    start: Start, pack: Library, size: tuple[int, int]
) -> None:
    writer = await reach_drawing(start, pack, size)
    await writer.goes_on()
    await writer.is_asked("Wat valt je op?")
    panel = writer.widget(DrawingPanel)
    await writer.until(lambda: panel.virtual_size.height <= 7, "a low drawing")
    assert panel.max_scroll_y == 0
    await writer.sees("● denken", "○ doen", "● gewoon", "○ geregeld", "de dure plek")


async def test_on_a_large_screen_it_is_whole(start: Start, pack: Library) -> None:
    writer = await reach_drawing(start, pack, (120, 50))
    await writer.goes_on()
    await writer.is_asked("Wat valt je op?")
    await writer.sees("○ 2 vakken nog open")
    assert writer.widget(DrawingPanel).virtual_size.height > 7
    await writer.resizes(120, 24)
    await writer.does_not_see("○ 2 vakken nog open")
    await writer.resizes(120, 50)
    await writer.sees("○ 2 vakken nog open")


async def test_three_sides_are_drawn_and_the_fourth_is_not(start: Start, pack: Library) -> None:
    writer = await reach_drawing(start, pack, (80, 24))
    await writer.goes_on()
    await writer.goes_on()
    await writer.is_asked("Drie kanten.")
    await writer.sees("○ stap 2 en 3 nog open")
    await writer.goes_on()
    await writer.is_asked("En verder?")
    await writer.sees("○ 2", "○ 3")
    assert writer.widget(DrawingPanel).max_scroll_y == 0
