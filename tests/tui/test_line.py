"""Moving a mark, at any width: always another cell, never past a pole, and what is kept stays what it is."""

from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.rail import cell_of, leapt, nudged, value_of
from reflectie.tui.widgets.rail import HOME, LEFT_END, MARK, RIGHT_END, draw, room_in

WIDTHS = st.integers(5, 400)
VALUES = st.integers(-100, 100)
DIRECTIONS = st.sampled_from([-1, 1])


def cell(row: list[tuple[str, str]], sign: str = MARK) -> int:
    return "".join(character for character, _ in row).index(sign)


def is_at_pole(value: int, direction: int, room: int) -> bool:
    return cell_of(value, room) == (room - 1 if direction > 0 else 0)


@given(WIDTHS, VALUES, DIRECTIONS)
def test_an_arrow_moves_the_mark_to_the_next_cell(width: int, value: int, direction: int) -> None:
    room = room_in(width)
    moved = nudged(value, direction, room)
    assert -100 <= moved <= 100
    if is_at_pole(value, direction, room):
        assert moved == 100 * direction
    elif room <= 201:
        assert cell_of(moved, room) == cell_of(value, room) + direction
    else:
        assert (cell_of(moved, room) - cell_of(value, room)) * direction >= 1


@given(WIDTHS, VALUES, DIRECTIONS)
def test_shift_and_an_arrow_move_it_further(width: int, value: int, direction: int) -> None:
    room = room_in(width)
    moved = leapt(value, direction, room)
    assert -100 <= moved <= 100
    if not is_at_pole(value, direction, room):
        assert (cell_of(moved, room) - cell_of(value, room)) * direction >= 1


@given(WIDTHS, VALUES)
def test_enough_arrows_reach_each_pole(width: int, value: int) -> None:
    room = room_in(width)
    for direction in (-1, 1):
        here = value
        for _ in range(max(room, 201)):
            here = nudged(here, direction, room)
        assert here == 100 * direction


@given(WIDTHS, WIDTHS, VALUES)
def test_a_click_where_the_mark_is_drawn_finds_its_cell_again(width: int, other: int, value: int) -> None:
    for room in (room_in(width), room_in(other)):
        drawn = cell(draw(room + 2, value)) - 1
        assert cell_of(value_of(drawn, room), room) == drawn


@given(WIDTHS, VALUES)
def test_both_ends_are_always_drawn_and_the_mark_stands_between_them(width: int, value: int) -> None:
    row = draw(width, value, trail=(-100, 0, 100))
    assert len(row) <= width
    assert row[0][0] == LEFT_END
    assert row[-1][0] == RIGHT_END
    assert 0 < cell(row) < len(row) - 1


@given(WIDTHS, VALUES)
def test_the_line_weighs_the_same_on_both_sides(width: int, value: int) -> None:
    there, back = draw(width, value), draw(width, -value)
    assert abs(cell(there) + cell(back) - (len(there) - 1)) <= 1
    assert cell(draw(width, 0)) * 2 == len(draw(width, 0)) - 1


def test_the_own_place_stays_to_be_seen_while_the_mark_is_away() -> None:
    row = draw(41, mark=24, home=0)
    assert cell(row, HOME) == 20
    assert cell(row) > 20
