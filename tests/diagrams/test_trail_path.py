"""The trail through time, drawn without a screen."""

import datetime as dt
import random

import pytest

from reflectie.diagrams.trail_path import COMPACT_FROM, EMPTY_TRAIL_TEXT, TrailText, draw_trail
from reflectie.domain.date_parser import parse_date
from reflectie.domain.field import Aspect
from reflectie.domain.text_layout import cell_width
from reflectie.domain.trail import (
    MAX_MOMENTS,
    TrailMoment,
    TrailPoint,
    Zoom,
    chosen_period,
    first_period,
    moments_by_entry,
    moments_of,
    neighbour,
    period_around,
    turning_points,
)

from ..conftest import TODAY

WIDTHS = [36, 60, 76, 116, 196]


def point(
    days_ago: int,
    value: int | None = 0,
    entry: str | None = None,
    aspect: Aspect = Aspect.NOW,
    left: str = "doorgaan",
) -> TrailPoint:
    return TrailPoint(
        day=TODAY - dt.timedelta(days=days_ago),
        value=value,
        left=left,
        right="vertragen",
        aspect=aspect,
        entry=entry or f"e{days_ago}",
    )


def points(count: int, days: int = 5 * 365) -> list[TrailPoint]:
    """This many points over a number of days, oldest first; the same every time."""
    chance = random.Random(1)
    return [
        point(days - number * days // count, chance.randint(-100, 100), f"e{number}")
        for number in range(count)
    ]


def draw(moments: tuple[TrailMoment, ...], width: int = 76) -> list[str]:
    return list(draw_trail(moments, [TrailText(about="de brug", words="mijn woorden")] * len(moments), width))


def mark_columns(rows: list[str]) -> list[int]:
    """The column of each mark, from the rows with a line."""
    return [row.index("●") for row in rows if "├" in row and "●" in row]


def test_without_marks_there_is_one_gentle_line() -> None:
    assert draw(()) == [EMPTY_TRAIL_TEXT]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 5, 60])
def test_a_trail_fits_its_width_and_has_a_row_for_each_mark(count: int, width: int) -> None:
    rows = draw(moments_by_entry(points(count)), width)
    assert max(map(cell_width, rows)) <= width
    assert len(mark_columns(rows)) == count
    assert sum("mijn woorden" in row for row in rows) == count


@pytest.mark.parametrize(("count", "zoom"), [(0, Zoom.FIVE_YEARS), (1, Zoom.MONTH), (2, Zoom.FIVE_YEARS)])
def test_a_line_with_one_mark_begins_with_its_month(count: int, zoom: Zoom) -> None:
    assert first_period(points(count), TODAY).zoom is zoom


def test_three_thousand_marks_are_joined_by_month_by_week_and_then_shown_one_by_one() -> None:
    many = points(3000)
    period = first_period(many, TODAY)
    assert period.zoom is Zoom.YEAR
    for zoom in (Zoom.YEAR, Zoom.FIVE_YEARS):
        moments = moments_of(many, period_around(TODAY, zoom))
        assert 40 < len(moments) <= MAX_MOMENTS
        assert max(map(cell_width, draw(moments))) <= 76
    month = moments_of(many, period_around(TODAY, Zoom.MONTH))
    assert all(len(moment.entries) == 1 for moment in month)
    joined = moments_of(many, period_around(TODAY, Zoom.FIVE_YEARS))
    inside = sum(period_around(TODAY, Zoom.FIVE_YEARS).holds(item.day) for item in many)
    assert sum(len(moment.points) for moment in joined) == inside


@pytest.mark.parametrize(
    ("typed", "zoom", "label"),
    [
        (None, None, "2022 – 2026"),
        (None, Zoom.YEAR, "2026"),
        ("2023", None, "2023"),
        ("maart 2023", None, "maart 2023"),
        ("2023", Zoom.FIVE_YEARS, "2019 – 2023"),
    ],
)
def test_a_period_is_that_of_a_date_or_of_the_newest_mark(
    typed: str | None, zoom: Zoom | None, label: str
) -> None:
    date = parse_date(typed, TODAY, past=True) if typed else None
    assert chosen_period(points(9), TODAY, zoom, date).label == label


def test_a_path_leads_from_each_mark_to_the_next() -> None:
    rows = draw(moments_by_entry([point(9, -100), point(6, 100), point(3, 100), point(1, -100)]))
    signs = [row[14:47].strip("│ ") for row in rows if row.startswith(" " * 14 + "│")]
    assert [sign[:1] + sign[-1:] for sign in signs[:1]] == ["╰╮"]
    assert signs[2][:1] + signs[2][-1:] == "╭╯"
    columns = mark_columns(rows)
    assert columns[0] < columns[1] == columns[2] > columns[3] == columns[0]


def test_not_knowing_has_its_own_sign_and_the_path_goes_on_dotted() -> None:
    rows = draw(moments_by_entry([point(9, 50), point(6, None), point(3, 50)]))
    unknown = next(row for row in rows if "?" in row and "├" in row)
    assert "┊" in unknown and "●" not in unknown
    assert unknown.index("?") < unknown.index("├")
    assert rows[-1].split("   ")[-1] == "? weet ik (nog) niet"


def test_when_nothing_was_known_there_is_no_path_and_no_mark() -> None:
    rows = draw(moments_by_entry([point(9, None), point(6, None)]))
    assert not any(sign in row for row in rows[:-1] for sign in "●○┊╰")
    assert sum("?" in row for row in rows if "├" in row) == 2


@pytest.mark.parametrize("value", [-100, 0, 100])
def test_a_trail_on_one_place_goes_straight_down(value: int) -> None:
    rows = draw(moments_by_entry([point(day, value) for day in (9, 6, 3)]))
    assert len(set(mark_columns(rows))) == 1
    assert not any("╰" in row or "╭" in row for row in rows)


def test_by_nature_and_now_differ_by_shape_also_in_one_cell() -> None:
    rows = draw(moments_by_entry([point(3, 20, "a"), point(3, 20, "a", Aspect.NATURE)]))
    line = next(row for row in rows if "├" in row)
    assert line.index("●") != line.index("○")
    assert rows[-1] == "● nu, in deze situatie   ○ van nature"


def test_several_entries_of_one_day_each_have_a_row_and_marks_of_one_entry_share_it() -> None:
    moments = moments_by_entry([point(1, -50, "a"), point(1, 50, "a"), point(1, 0, "b")])
    assert [(moment.value, moment.earlier) for moment in moments] == [(50, (-50,)), (0, ())]
    assert any("·" in row.split("┤")[0] and "●" in row for row in draw(moments))


def test_new_names_of_the_poles_stand_above_the_first_mark_that_has_them() -> None:
    rows = draw(moments_by_entry([point(9, 10), point(6, 10, left="snel"), point(3, 10, left="snel")]))
    heads = [number for number, row in enumerate(rows) if "vertragen" in row]
    assert ["doorgaan" in rows[heads[0]], "snel" in rows[heads[1]], len(heads)] == [True, True, 2]
    assert "├" in rows[heads[1] + 1]


def test_words_of_one_text_take_both_rows_beside_the_line() -> None:
    moments = moments_by_entry([point(3), point(1)])
    rows = draw_trail(moments, [TrailText(words="een zin die langer is dan een enkele rij breed is")] * 2, 76)
    beside = [row[47:].strip() for row in rows[1:3]]
    assert " ".join(beside) == "een zin die langer is dan een enkele rij breed is"
    assert all(beside)


def test_many_moments_take_one_row_each() -> None:
    rows = draw(moments_by_entry(points(COMPACT_FROM)))
    assert sum(row.startswith(" " * 14 + "│") for row in rows) == 0


@pytest.mark.parametrize("zoom", list(Zoom))
def test_going_back_and_on_reaches_every_mark(zoom: Zoom) -> None:
    all_points = [*points(9, 4000), point(0, 1)]
    period = period_around(all_points[-1].day, zoom)
    seen = {p.day for p in all_points if period.holds(p.day)}
    while earlier := neighbour(all_points, period, -1):
        assert earlier.last < period.first
        period = earlier
        seen |= {p.day for p in all_points if period.holds(p.day)}
    assert seen == {p.day for p in all_points}
    while later := neighbour(all_points, period, 1):
        assert later.first > period.last
        period = later
    assert period.holds(all_points[-1].day)


def test_what_one_is_by_nature_is_no_turning_point() -> None:
    moments = moments_by_entry([point(9, 80, aspect=Aspect.NATURE), point(6, 10), point(3, 20)])
    assert [moment.value for moment in turning_points(moments)] == [10, 20]
    assert turning_points(moments[:1]) == moments[:1]


@pytest.mark.parametrize(
    ("values", "turns"),
    [
        ([], []),
        ([None, 5, None], [None, 5, None]),
        ([0, 10, 50, 90, 60, 20, -10, -50, -40, 0, 30], [0, 90, -50, 30]),
        ([0, 15, 0, 15, 0], [0, 0]),
        ([0, 10, -50, -100], [0, -100]),
        ([-100, 100, -100, 100], [-100, 100, -100, 100]),
    ],
)
def test_a_turning_point_is_where_the_path_clearly_turns_around(
    values: list[int | None], turns: list[int | None]
) -> None:
    moments = moments_by_entry([point(100 - number, value) for number, value in enumerate(values)])
    assert [moment.value for moment in turning_points(moments)] == turns
