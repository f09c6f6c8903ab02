"""Two viewpoints on the same lines, and all lines beside each other, drawn without a screen."""

import datetime as dt

import pytest

from reflectie.diagrams.all_lines import draw_heading, draw_lines, lines_moments
from reflectie.diagrams.line_pairs import LinePair, PairSide, draw
from reflectie.domain.text_layout import cell_width
from reflectie.domain.trail import MAX_MOMENTS, TrailPoint

from ..conftest import TODAY

WIDTHS = [36, 60, 76, 116, 196]


def pair(first: PairSide, second: PairSide) -> LinePair:
    return LinePair(left="doorgaan", right="vertragen", first=first, second=second)


@pytest.mark.parametrize("width", WIDTHS)
def test_two_viewpoints_stand_below_each_other_with_their_days(width: int) -> None:
    lines = [pair(PairSide(value=-100, day=" 3 nov 2025"), PairSide(value=100, day="22 nov 2026"))]
    rows = draw(lines, ("toen", "een situatie met een lange naam"), width)
    assert max(map(cell_width, rows)) <= width
    first, second = (row for row in rows if "●" in row)
    assert first.index("├") == second.index("├")
    assert first.index("●") == first.index("├") + 1
    assert second.index("●") == second.index("┤") - 1
    assert any("3 nov 2025" in row for row in rows) and any("22 nov 2026" in row for row in rows)


def test_no_mark_and_not_knowing_are_said_in_words() -> None:
    rows = draw([pair(PairSide(is_placed=False), PairSide(day="22 nov 2026"))], ("toen", "nu"), 76)
    assert rows[1].split() == ["toen", "geen", "teken"]
    assert "? weet ik (nog) niet" in rows[2]


def points(*values: tuple[int, int | None]) -> tuple[TrailPoint, ...]:
    return tuple(
        TrailPoint(day=TODAY - dt.timedelta(days=age), value=value, left="l", right="r", entry=f"{age}")
        for age, value in values
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_each_line_has_a_column_and_a_dot_where_its_last_mark_stood(width: int) -> None:
    trails = [points((9, -100), (2, 100)), points((5, 0)), points((5, None)), (), (), ()]
    moments = lines_moments(trails)
    rows = [draw_lines(moments, number, width) for number in range(len(moments))]
    assert [row[:11] for row in rows] == ["13 nov 2026", "17 nov 2026", "20 nov 2026"]
    assert max(map(cell_width, [*rows, draw_heading("123456", width)])) <= width
    assert rows[0].index("●") == rows[1].index("·")
    assert "?" in rows[1] and rows[1].count("●") == 1
    assert rows[2].count("●") == 1
    assert moments[1].entries == ("5",)


def test_many_days_are_joined_by_month() -> None:
    moments = lines_moments([points(*((age, age % 100) for age in range(900, 0, -3)))])
    assert len(moments) <= MAX_MOMENTS
    assert moments[-1].label == "nov 2026"
