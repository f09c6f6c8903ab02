"""Values on a tension field and the cells that show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.errors import NotFound
from reflectie.domain.field import (
    MAX_VALUE,
    MIN_VALUE,
    Pole,
    TensionField,
    cell_to_value,
    find_field,
    move_coarse_step,
    move_one_cell,
    value_to_cell,
)

values = st.integers(MIN_VALUE, MAX_VALUE)
widths = st.integers(2, 400)
directions = st.sampled_from([-1, 1])


def field(number: int, left: str, right: str) -> TensionField:
    left_pole, right_pole = Pole(name=left, gloss="x"), Pole(name=right, gloss="y")
    return TensionField(id=f"sv{number}", left=left_pole, right=right_pole, number=number)


FIELDS = (
    field(3, "het weten van het hoofd", "de wijsheid van hart en handen"),
    field(5, "jij-en-ik", "wij²"),
    field(6, "de opdracht", "de opgave van het geheel"),
)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("5", 5),
        (" 3 ", 3),
        ("wij", 5),
        ("WIJ²", 5),
        ("jij-en-ik", 5),
        ("wijs", 3),
        ("hart hoofd", 3),
        ("geheel", 6),
    ],
)
def test_a_field_is_found_by_its_number_or_by_words_of_its_poles(words: str, number: int) -> None:
    assert find_field(FIELDS, words).number == number


@pytest.mark.parametrize("words", ["", "4", "van", "het", "vissen", "²", "opdracht hoofd"])
def test_what_names_no_field_or_several_is_refused_with_the_list(words: str) -> None:
    with pytest.raises(NotFound, match="5  jij-en-ik en wij²"):
        find_field(FIELDS, words)


@given(values, widths)
def test_a_value_maps_to_a_cell_of_the_line(value: int, width: int) -> None:
    assert 0 <= value_to_cell(value, width) < width


@given(widths)
def test_the_outermost_cells_are_the_poles(width: int) -> None:
    assert (cell_to_value(0, width), cell_to_value(width - 1, width)) == (MIN_VALUE, MAX_VALUE)
    assert (value_to_cell(MIN_VALUE, width), value_to_cell(MAX_VALUE, width)) == (0, width - 1)


@given(widths.filter(lambda width: width <= 201), st.data())
def test_a_cell_maps_back_to_itself(width: int, data: st.DataObject) -> None:
    cell = data.draw(st.integers(0, width - 1))
    assert value_to_cell(cell_to_value(cell, width), width) == cell


@given(values, directions, widths.filter(lambda width: width <= 201))
def test_a_move_is_visible_unless_at_the_pole(value: int, direction: int, width: int) -> None:
    end = MIN_VALUE if direction < 0 else MAX_VALUE
    for moved in (move_one_cell(value, direction, width), move_coarse_step(value, direction, width)):
        if value_to_cell(value, width) == value_to_cell(end, width):
            assert MIN_VALUE <= moved <= MAX_VALUE
        else:
            assert (value_to_cell(moved, width) - value_to_cell(value, width)) * direction >= 1


@given(values, directions, widths)
def test_repeated_moves_reach_the_pole(value: int, direction: int, width: int) -> None:
    end = MIN_VALUE if direction < 0 else MAX_VALUE
    for _ in range(2 * width + 400):
        value = move_one_cell(value, direction, width)
    assert value == end
