"""Moving a mark on a line of any width: always to another cell, and never past a pole."""

from hypothesis import given
from hypothesis import strategies as st

from reflectie.diagrams.scale import LEFT_END, MARK_SIGN, OPEN_MARK_SIGN, RIGHT_END, inner_width, line_cells
from reflectie.domain.field import cell_to_value, move_coarse_step, move_one_cell, value_to_cell

WIDTHS = st.integers(5, 400)
VALUES = st.integers(-100, 100)
DIRECTIONS = st.sampled_from([-1, 1])


def find_cell(row: list[tuple[str, str]], sign: str = MARK_SIGN) -> int:
    return "".join(character for character, _ in row).index(sign)


def is_at_pole(value: int, direction: int, count: int) -> bool:
    return value_to_cell(value, count) == (count - 1 if direction > 0 else 0)


@given(WIDTHS, VALUES, DIRECTIONS)
def test_an_arrow_key_moves_the_mark_one_cell(width: int, value: int, direction: int) -> None:
    count = inner_width(width)
    moved = move_one_cell(value, direction, count)
    assert -100 <= moved <= 100
    if is_at_pole(value, direction, count):
        assert moved == 100 * direction
    elif count <= 201:
        assert value_to_cell(moved, count) == value_to_cell(value, count) + direction
    else:
        assert (value_to_cell(moved, count) - value_to_cell(value, count)) * direction >= 1


@given(WIDTHS, VALUES, DIRECTIONS)
def test_shift_and_an_arrow_key_move_the_mark_further(width: int, value: int, direction: int) -> None:
    count = inner_width(width)
    moved = move_coarse_step(value, direction, count)
    assert -100 <= moved <= 100
    if not is_at_pole(value, direction, count):
        assert (value_to_cell(moved, count) - value_to_cell(value, count)) * direction >= 1


@given(WIDTHS, VALUES)
def test_arrow_keys_reach_both_poles(width: int, value: int) -> None:
    count = inner_width(width)
    for direction in (-1, 1):
        moved = value
        for _ in range(max(count, 201)):
            moved = move_one_cell(moved, direction, count)
        assert moved == 100 * direction


@given(WIDTHS, WIDTHS, VALUES)
def test_a_click_on_the_mark_gives_the_same_cell(width: int, other: int, value: int) -> None:
    for count in (inner_width(width), inner_width(other)):
        drawn = find_cell(line_cells(count + 2, value)) - 1
        assert value_to_cell(cell_to_value(drawn, count), count) == drawn


@given(WIDTHS, VALUES)
def test_both_ends_are_drawn_with_the_mark_between_them(width: int, value: int) -> None:
    row = line_cells(width, value, trail=(-100, 0, 100))
    assert len(row) <= width
    assert row[0][0] == LEFT_END
    assert row[-1][0] == RIGHT_END
    assert 0 < find_cell(row) < len(row) - 1


@given(WIDTHS, VALUES)
def test_the_line_is_symmetric(width: int, value: int) -> None:
    there, back = line_cells(width, value), line_cells(width, -value)
    assert abs(find_cell(there) + find_cell(back) - (len(there) - 1)) <= 1
    assert find_cell(line_cells(width, 0)) * 2 == len(line_cells(width, 0)) - 1


def test_the_origin_is_drawn_while_the_mark_is_moved() -> None:
    row = line_cells(41, mark=24, origin=0)
    assert find_cell(row, OPEN_MARK_SIGN) == 20
    assert find_cell(row) > 20


@given(st.integers(7, 400), VALUES, VALUES)
def test_both_marks_can_always_be_seen(width: int, now: int, nature: int) -> None:
    cells = line_cells(width, now, nature=nature)
    count = inner_width(width)
    assert find_cell(cells) == value_to_cell(now, count) + 1
    assert abs(find_cell(cells, OPEN_MARK_SIGN) - 1 - value_to_cell(nature, count)) <= 1
