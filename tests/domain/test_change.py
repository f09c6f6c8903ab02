"""A change: the part that is new to an entry, and the entry after it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.field import Aspect

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
HERE, THERE = Address(step="hier"), Address(step="daar")

ADDRESSES = st.builds(Address, step=st.sampled_from("abc"))


def answer(address: Address, text: str = "", shared: bool = False) -> Answer:
    return Answer(address=address, question="?", text=text, shared=shared)


def placement(address: Address, value: int | None) -> Placement:
    return Placement(
        address=address,
        field="lijn",
        left="doen",
        right="laten",
        aspect=Aspect.NOW,
        value=value,
        day=NOW.date(),
    )


def entry(*answers: Answer, placements: tuple[Placement, ...] = ()) -> Entry:
    return Entry(
        id="1",
        exercise="x",
        title="X",
        day=NOW.date(),
        begun=NOW,
        answers=answers,
        placements=placements,
    )


def distinct(things: list[Answer]) -> tuple[Answer, ...]:
    return tuple({thing.address: thing for thing in things}.values())


ANSWERS = st.lists(st.builds(answer, ADDRESSES, st.sampled_from(["", "x", "y"]), st.booleans())).map(distinct)
PLACEMENTS = st.lists(st.builds(placement, ADDRESSES, st.integers(-2, 2)), max_size=2)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    removed = draw(st.lists(ADDRESSES, unique=True))
    answers = tuple(replace(a, shared=False) for a in draw(ANSWERS) if a.address not in removed)
    placements = {p.address: p for p in draw(PLACEMENTS) if p.address not in removed}
    return Change(answers=answers, placements=tuple(placements.values()), removed=tuple(removed))


@given(ANSWERS, PLACEMENTS, changes())
def test_after_a_change_there_is_nothing_left_to_change(
    answers: tuple[Answer, ...], placements: list[Placement], change: Change
) -> None:
    before = entry(*answers, placements=tuple(placements))
    after = change.missing_from(before).apply_to(before)
    assert change.missing_from(after).is_empty


@given(ANSWERS, changes())
def test_a_change_writes_its_answers_and_removes_its_addresses(
    answers: tuple[Answer, ...], change: Change
) -> None:
    before = entry(*answers)
    after = change.missing_from(before).apply_to(before)
    assert all((saved := after.answer(a.address)) and saved.text == a.text for a in change.answers)
    assert not any(after.answer(a) or after.placement(a) for a in change.removed)


def test_an_empty_change_is_empty() -> None:
    assert Change().is_empty
    assert not Change(removed=(HERE,)).is_empty


def test_removing_what_does_not_exist_changes_nothing() -> None:
    assert Change(removed=(HERE,)).missing_from(entry()).is_empty


def test_an_equal_answer_changes_nothing_and_stays_shared() -> None:
    saved = entry(answer(HERE, "tekst", shared=True))
    assert Change(answers=(answer(HERE, "tekst"),)).missing_from(saved).is_empty


def test_a_changed_answer_is_private_again() -> None:
    saved = entry(answer(HERE, "tekst", shared=True))
    (changed,) = Change(answers=(answer(HERE, "andere tekst"),)).missing_from(saved).answers
    assert not changed.shared


def test_a_moved_placement_makes_its_answer_private_again() -> None:
    saved = entry(answer(HERE, shared=True), placements=(placement(HERE, 10),))
    moved = Change(answers=(answer(HERE),), placements=(placement(HERE, 20),)).missing_from(saved)
    assert moved == Change(answers=(answer(HERE),), placements=(placement(HERE, 20),))


def test_an_equal_placement_changes_nothing() -> None:
    saved = entry(placements=(placement(HERE, 10),))
    assert Change(placements=(placement(HERE, 10),)).missing_from(saved).is_empty


def test_a_change_can_leave_out_an_address() -> None:
    mark, gone = placement(HERE, 1), Address(step="weg")
    change = Change(answers=(answer(HERE, "a"), answer(THERE, "b")), placements=(mark,), removed=(gone,))
    assert change.without(HERE) == Change(answers=(answer(THERE, "b"),), removed=(gone,))
    assert change.without(THERE) == Change(answers=(answer(HERE, "a"),), placements=(mark,), removed=(gone,))
    assert change.without(gone) == Change(answers=(answer(HERE, "a"), answer(THERE, "b")), placements=(mark,))


@pytest.mark.parametrize(
    "parts",
    [
        {"answers": (answer(HERE, "een"), answer(HERE, "twee"))},
        {"placements": (placement(HERE, 1), placement(HERE, 2))},
        {"removed": (HERE, HERE)},
        {"answers": (answer(HERE, "een"),), "removed": (HERE,)},
        {"placements": (placement(HERE, 1),), "removed": (HERE,)},
    ],
)
def test_a_change_that_names_an_address_twice_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one address twice"):
        Change(**parts)


def test_an_answer_and_a_placement_may_share_an_address() -> None:
    change = Change(answers=(answer(HERE),), placements=(placement(HERE, 1),), removed=(THERE,))
    assert not change.is_empty
