import pytest

from reflectie.domain.field import Aspect
from reflectie.domain.text_layout import cell_width
from reflectie.export.document import OtherPlacement, PlacementBlock, TrailBlock, TrailMark
from reflectie.export.plain_text import render_scale, render_trail

from .conftest import DAY


def line(
    value: int | None, left: str = "doorgaan", right: str = "vertragen", **more: object
) -> PlacementBlock:
    return PlacementBlock(left=left, right=right, aspect=Aspect.NOW, value=value, **more)  # type: ignore[arg-type]


def test_a_scale_has_its_poles_above_it_and_the_mark_on_it():
    assert render_scale(line(-50), 31) == (
        "nu, in deze situatie",
        "doorgaan              vertragen",
        "├───────●─────────────────────┤",
    )


def test_an_unknown_value_leaves_the_scale_empty_and_is_mentioned_beside_it():
    *_, rail = render_scale(line(None))
    assert "●" not in rail
    assert rail.endswith("┤  ?  weet ik (nog) niet")


@pytest.mark.parametrize("width", [15, 40, 59, 60, 61])
def test_the_middle_is_equally_far_from_both_poles(width):
    rail = render_scale(line(0), width)[-1]
    assert rail.index("●") == len(rail) - 1 - rail.index("●")


@pytest.mark.parametrize(("value", "rail"), [(-100, "├●────"), (100, "────●┤")])
def test_an_extreme_value_is_next_to_its_pole(value, rail):
    assert rail in render_scale(line(value))[-1]


@pytest.mark.parametrize("width", [15, 30, 60])
def test_poles_are_never_cut(width):
    left, right = "het weten van het hoofd", "de wijsheid van hart en handen"
    rows = render_scale(line(10, left, right), width)
    assert left in "".join(rows) and right in "".join(rows)
    assert len(rows) == (3 if width == 60 else 4)


def test_a_scale_shows_no_numbers():
    assert not any(character.isdigit() for character in "".join(render_scale(line(37))))


@pytest.mark.parametrize("values", [(0, 40), (0, None)])
def test_a_trail_is_as_wide_as_there_is_room(values):
    marks = tuple(TrailMark(day=DAY, value=value) for value in values)
    rows = render_trail(TrailBlock(left="a", right="b", marks=marks), 60)
    assert max(map(cell_width, rows)) in (59, 60)  # the middle of a line is one cell


def test_the_owner_of_a_mark_is_named_above_the_scale():
    assert render_scale(line(3, whose="de regio"))[0] == "nu, in deze situatie · de regio"


def test_others_are_letters_on_the_same_scale():
    others = (OtherPlacement(whose="school", value=-100), OtherPlacement(whose="de gemeente", value=None))
    assert render_scale(line(0, others=others), 31)[2:] == (
        "├a─────────────●──────────────┤",
        "a school · ? de gemeente",
    )


def test_no_mark_hides_another():
    others = tuple(OtherPlacement(whose=f"partner {n}", value=0) for n in range(20))
    *_, rail, first, second, third, fourth, fifth, sixth, seventh = render_scale(line(0, others=others), 45)
    assert sorted(set(rail) - set("├─┤")) == [*"abcdefghijklmnopqrst", "●"]
    assert (first, seventh) == ("a partner 0 · b partner 1 · c partner 2", "s partner 18 · t partner 19")
    assert all(cell_width(row) <= 45 for row in (second, third, fourth, fifth, sixth))


def test_a_mark_of_then_is_not_called_now():
    assert render_scale(line(3, is_past=True))[0] == "toen, in deze situatie"
