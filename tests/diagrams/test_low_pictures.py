"""Rings, windows and planes: their sides, what is open, and the low picture beside a question."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.diagrams.boxes import Box
from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.renderers import MIN_DIAGRAM_WIDTH, DiagramData, render_beside, render_diagram
from reflectie.diagrams.windows import Windows
from reflectie.domain.step import DiagramKind
from reflectie.domain.text_layout import cell_width

LOW_HEIGHT = 7
LONG = "dat de kinderen bij elkaar blijven wonen, ook als het lastig wordt en niemand weet hoe"
SIDES = (
    Box(name="afspreken", answer=LONG),
    Box(name="leren", is_open=True),
    Box(name="vastleggen", answer="weinig"),
)


@dataclass
class Known:
    """A kind of diagram with its data."""

    kind: DiagramKind
    data: DiagramData


def all_with_low_pictures(text: str, value: int | None = 40) -> list[Known]:
    boxes = (Box(name=text, answer=text), *SIDES)
    axis = Axis(left=text, right=text, value=value)
    return [
        Known("cycle", Cycle(stages=boxes)),
        Known("cycle", Cycle(stages=boxes[:3])),
        Known("windows", Windows(windows=boxes, about=text)),
        Known("plane", Plane(horizontal=axis, vertical=axis)),
    ]


def test_three_sides_of_a_ring_have_no_arrow_back() -> None:
    for width in (40, 80):
        picture = "\n".join(render_diagram("cycle", Cycle(stages=SIDES), width))
        assert all(side.name in picture for side in SIDES)
        assert "▲" not in picture
        assert picture.count("▼") == (1 if width == 80 else 2)
        assert "▲" in picture or "◄─╮" not in picture
    closed = "\n".join(render_diagram("cycle", Cycle(stages=(*SIDES, SIDES[0])), 80))
    assert "▲" in closed


def test_an_empty_window_is_visibly_open() -> None:
    data = Windows(windows=(*SIDES, Box(name="geregeld", is_open=True)), about="de dure plek")
    rows = render_diagram("windows", data, 80)
    picture = "\n".join(rows)
    assert picture.count("nog open") == 3, "two windows and the legend"
    assert "○ leren" in picture and "╌" in picture
    middle = next(number for number, row in enumerate(rows) if "de dure plek" in row)
    assert any("afspreken" in row for row in rows[:middle])
    assert any("vastleggen" in row for row in rows[middle:])


@pytest.mark.parametrize("width", [36, 50, 80, 120])
@pytest.mark.parametrize("number", range(4))
def test_a_low_picture_has_at_most_seven_rows(number: int, width: int) -> None:
    known = all_with_low_pictures(LONG)[number]
    rows = render_beside(known.kind, known.data, width, LOW_HEIGHT)
    assert 0 < len(rows) <= LOW_HEIGHT
    assert len(render_diagram(known.kind, known.data, width)) > LOW_HEIGHT


def test_a_picture_that_fits_stays_as_it_is() -> None:
    for known in all_with_low_pictures("kort"):
        assert render_beside(known.kind, known.data, 80, 99) == render_diagram(known.kind, known.data, 80)


@given(
    st.text(st.sampled_from("aé漢😀 -\n"), max_size=60),
    st.none() | st.integers(-100, 100),
    st.integers(MIN_DIAGRAM_WIDTH, 130),
)
def test_no_row_of_a_low_picture_is_too_wide(text: str, value: int | None, width: int) -> None:
    for known in all_with_low_pictures(text, value):
        rows = render_beside(known.kind, known.data, width, 0)
        assert [row for row in rows if cell_width(row) > width or "\n" in row] == []


def test_a_mark_stays_on_its_side_of_a_low_plane() -> None:
    for vertical, horizontal in ((-100, -100), (100, 100), (-100, 100)):
        axes = Axis(left="a", right="b", value=horizontal), Axis(left="c", right="d", value=vertical)
        rows = render_beside("plane", Plane(horizontal=axes[0], vertical=axes[1]), 60, 0)
        (row,) = (number for number, text in enumerate(rows) if "●" in text)
        column = rows[row].index("●")
        cross = next(number for number, text in enumerate(rows) if "◄" in text)
        assert (row < cross, column < 30) == (vertical < 0, horizontal < 0)
