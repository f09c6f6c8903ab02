"""Moving a mark, at any width: always another cell, never past a pole, and what is kept stays what it is."""

from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.field import cell_to_value, move_coarse_step, move_one_cell, value_to_cell
from reflectie.tui.widgets.tension_line import (
    LEFT_END,
    MARK_CELL,
    ORIGIN_CELL,
    RIGHT_END,
    inner_width,
    line_cells,
)

WIDTHS = st.integers(5, 400)
VALUES = st.integers(-100, 100)
DIRECTIONS = st.sampled_from([-1, 1])


def cell(row: list[tuple[str, str]], sign: str = MARK_CELL) -> int:
    return "".join(character for character, _ in row).index(sign)


def is_at_pole(value: int, direction: int, room: int) -> bool:
    return value_to_cell(value, room) == (room - 1 if direction > 0 else 0)


@given(WIDTHS, VALUES, DIRECTIONS)
def test_an_arrow_moves_the_mark_to_the_next_cell(width: int, value: int, direction: int) -> None:
    room = inner_width(width)
    moved = move_one_cell(value, direction, room)
    assert -100 <= moved <= 100
    if is_at_pole(value, direction, room):
        assert moved == 100 * direction
    elif room <= 201:
        assert value_to_cell(moved, room) == value_to_cell(value, room) + direction
    else:
        assert (value_to_cell(moved, room) - value_to_cell(value, room)) * direction >= 1


@given(WIDTHS, VALUES, DIRECTIONS)
def test_shift_and_an_arrow_move_it_further(width: int, value: int, direction: int) -> None:
    room = inner_width(width)
    moved = move_coarse_step(value, direction, room)
    assert -100 <= moved <= 100
    if not is_at_pole(value, direction, room):
        assert (value_to_cell(moved, room) - value_to_cell(value, room)) * direction >= 1


@given(WIDTHS, VALUES)
def test_enough_arrows_reach_each_pole(width: int, value: int) -> None:
    room = inner_width(width)
    for direction in (-1, 1):
        here = value
        for _ in range(max(room, 201)):
            here = move_one_cell(here, direction, room)
        assert here == 100 * direction


@given(WIDTHS, WIDTHS, VALUES)
def test_a_click_where_the_mark_is_drawn_finds_its_cell_again(width: int, other: int, value: int) -> None:
    for room in (inner_width(width), inner_width(other)):
        drawn = cell(line_cells(room + 2, value)) - 1
        assert value_to_cell(cell_to_value(drawn, room), room) == drawn


@given(WIDTHS, VALUES)
def test_both_ends_are_always_drawn_and_the_mark_stands_between_them(width: int, value: int) -> None:
    row = line_cells(width, value, trail=(-100, 0, 100))
    assert len(row) <= width
    assert row[0][0] == LEFT_END
    assert row[-1][0] == RIGHT_END
    assert 0 < cell(row) < len(row) - 1


@given(WIDTHS, VALUES)
def test_the_line_weighs_the_same_on_both_sides(width: int, value: int) -> None:
    there, back = line_cells(width, value), line_cells(width, -value)
    assert abs(cell(there) + cell(back) - (len(there) - 1)) <= 1
    assert cell(line_cells(width, 0)) * 2 == len(line_cells(width, 0)) - 1


def test_the_own_place_stays_to_be_seen_while_the_mark_is_away() -> None:
    row = line_cells(41, mark=24, origin=0)
    assert cell(row, ORIGIN_CELL) == 20
    assert cell(row) > 20
