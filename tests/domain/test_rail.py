from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.field import HIGH, LOW
from reflectie.domain.rail import cell_of, leapt, nudged, value_of

values = st.integers(LOW, HIGH)
widths = st.integers(2, 400)
directions = st.sampled_from([-1, 1])


@given(values, widths)
def test_a_value_stands_in_a_cell_of_the_line(value: int, width: int) -> None:
    assert 0 <= cell_of(value, width) < width


@given(widths)
def test_the_outermost_cells_are_the_poles(width: int) -> None:
    assert (value_of(0, width), value_of(width - 1, width)) == (LOW, HIGH)
    assert (cell_of(LOW, width), cell_of(HIGH, width)) == (0, width - 1)


@given(widths.filter(lambda width: width <= 201), st.data())
def test_a_click_stays_in_the_cell_that_was_clicked(width: int, data: st.DataObject) -> None:
    cell = data.draw(st.integers(0, width - 1))
    assert cell_of(value_of(cell, width), width) == cell


@given(values, directions, widths.filter(lambda width: width <= 201))
def test_a_step_moves_the_mark_by_a_visible_cell_or_stops_at_the_pole(
    value: int, direction: int, width: int
) -> None:
    end = LOW if direction < 0 else HIGH
    for moved in (nudged(value, direction, width), leapt(value, direction, width)):
        if cell_of(value, width) == cell_of(end, width):
            assert LOW <= moved <= HIGH
        else:
            assert (cell_of(moved, width) - cell_of(value, width)) * direction >= 1


@given(values, directions, widths)
def test_steps_come_to_the_pole_at_last(value: int, direction: int, width: int) -> None:
    end = LOW if direction < 0 else HIGH
    for _ in range(2 * width + 400):
        value = nudged(value, direction, width)
    assert value == end
