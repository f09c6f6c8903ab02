"""Addresses, the answers and placements of an entry, and the trail of a tension field over time."""

import datetime as dt
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import (
    MAX_TRAIL,
    SELF,
    Address,
    Answer,
    AnswerState,
    Entry,
    EntrySummary,
    Placement,
    ShownQuestion,
    trail_of,
)
from reflectie.domain.field import Aspect

DAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
names = st.text("abc-1", min_size=1, max_size=4)
addresses = st.builds(
    Address,
    step=names,
    item=st.just("") | names,
    turn=st.integers(0, 5),
    part=st.lists(names, max_size=2).map(".".join),
)


def entry(**values: Any) -> Entry:
    return Entry(id="1", exercise="kern:sv1", title="Titel", day=DAY, begun=NOW, **values)


def answer(address: Address, text: str = "", **values: Any) -> Answer:
    return Answer(address=address, question="Vraag?", text=text, **values)


def mark(address: Address, value: int | None) -> Placement:
    return Placement(
        address=address, field="sv1", left="l", right="r", aspect=Aspect.NOW, value=value, day=DAY
    )


@given(addresses, names, names)
def test_parts_of_an_address_are_all_different(address: Address, first: str, other: str) -> None:
    parts = [
        address,
        address.child(first),
        address.option(first),
        address.addition(1),
        address.child(first).child(other),
        address.child(first).option(other),
    ]
    assert len(set(parts)) == len(parts)


@given(addresses, names, st.integers(1, 9))
def test_an_address_has_only_its_own_options_and_additions(address: Address, name: str, number: int) -> None:
    address = address.at_turn(0)
    assert address.has_choice(address.option(name)) and address.has_choice(address.addition(number))
    assert not any(
        address.has_choice(a)
        for a in (
            address,
            address.child(name),
            address.child(name).option(name),
            address.child(name).addition(1),
        )
    )
    assert not address.child(name).has_choice(address.option(name))


@given(addresses, st.integers(1, 5))
def test_a_turn_changes_nothing_else_in_an_address(address: Address, turn: int) -> None:
    assert address.at_turn(turn).at_turn(address.turn) == address
    assert address.at_turn(turn).child("deel").turn == 0


def test_an_addition_never_has_the_address_of_an_option() -> None:
    address = Address(step="kies")
    assert address.option("1") != address.addition(1)


def test_a_changed_answer_keeps_its_position() -> None:
    first, second = Address(step="een"), Address(step="twee")
    changed = (
        entry()
        .with_answer(answer(first, "a"))
        .with_answer(answer(second, "b"))
        .with_answer(answer(first, "c"))
    )
    assert [a.text for a in changed.answers] == ["c", "b"]


def test_removing_an_answer_keeps_the_others() -> None:
    first, second = Address(step="een"), Address(step="twee")
    changed = entry().with_answer(answer(first, "a")).with_answer(answer(second, "b")).without_answer(first)
    assert changed.answer(first) is None
    assert [a.text for a in changed.answers] == ["b"]


def test_choices_are_sorted_by_ordinal() -> None:
    address = Address(step="kies")
    changed = entry().with_answer(answer(address)).with_answer(answer(address.child("reden"), "omdat"))
    choices = ((2, address.option("a")), (0, address.addition(1)), (1, address.option("b")))
    for ordinal, choice in choices:
        changed = changed.with_answer(answer(choice, ordinal=ordinal))
    assert [a.address for a in changed.choices(address)] == [
        address.addition(1),
        address.option("b"),
        address.option("a"),
    ]


def test_a_placement_in_an_open_entry_is_replaced() -> None:
    address = Address(step="plaats")
    moved = entry().with_placement(mark(address, 10)).with_placement(mark(address, -30))
    assert [p.value for p in moved.placements] == [-30]
    assert moved.placement(address) == moved.placements[0]


def test_a_placement_in_a_closed_entry_is_added() -> None:
    address = Address(step="plaats")
    closed = replace(entry().with_placement(mark(address, 10)), closed=NOW).with_placement(mark(address, -30))
    assert [p.value for p in closed.placements] == [10, -30]
    assert closed.placement(address) == closed.placements[1]
    reopened = replace(closed, closed=None).with_placement(mark(address, 50))
    assert [p.value for p in reopened.placements] == [10, 50]


def test_without_an_address_there_is_no_placement() -> None:
    assert entry().with_placement(mark(Address(step="plaats"), 10)).placement(None) is None


def test_a_text_a_placement_or_an_unknown_answer_is_content() -> None:
    address = Address(step="plaats")
    assert entry().with_answer(answer(address, "iets")).has_content
    assert entry().with_answer(answer(address, state=AnswerState.UNKNOWN)).has_content
    assert entry().with_placement(mark(address, None)).has_content


def test_viewed_and_skipped_questions_are_not_content() -> None:
    looked = entry(position=Address(step="plaats")).with_shown((ShownQuestion(step="vragen", item="a"),))
    assert not looked.has_content
    assert not looked.with_answer(answer(Address(step="plaats"), state=AnswerState.SKIPPED)).has_content


def test_a_cleared_text_is_content() -> None:
    assert entry().with_answer(answer(Address(step="vraag"), "")).has_content


def test_a_question_is_shown_once_with_its_first_reason() -> None:
    first, closed, new = (
        ShownQuestion(step="vragen", item="a", reason="eerst"),
        ShownQuestion(step="vragen", item="a", reason="later"),
        ShownQuestion(step="vragen", item="b"),
    )
    assert entry().with_shown((first,)).with_shown((closed, new)).shown == (first, new)
    assert entry().with_shown((first, closed)).shown == (first,)


def test_shown_questions_are_kept_per_pick() -> None:
    shown = (ShownQuestion(step="vragen", item="a"), ShownQuestion(step="meer", item="a"))
    assert entry().with_shown(shown).shown_for("meer") == shown[1:]


def test_an_entry_is_open_until_it_is_closed() -> None:
    assert entry().is_open and not entry(closed=NOW).is_open
    summary = {"id": "1", "exercise": "x", "title": "t", "day": DAY, "begun": NOW}
    assert EntrySummary(**summary).is_open and not EntrySummary(**summary, closed=NOW).is_open


@given(
    st.lists(
        st.tuples(addresses, st.text(st.characters(codec="utf-8")), st.sampled_from(AnswerState)), max_size=5
    )
)
def test_an_entry_survives_json(changed: list[tuple[Address, str, AnswerState]]) -> None:
    whole = entry(position=Address(step="een"), shown=(ShownQuestion(step="v", item="a"),))
    for address, text, state in changed:
        whole = whole.with_answer(answer(address, text, state=state)).with_placement(mark(address, None))
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Entry) == whole


# Trail


def trail_mark(
    value: int | None, aspect: Aspect = Aspect.NOW, whose: str = SELF, field: str = "sv1"
) -> Placement:
    return Placement(
        address=Address(step="plaats"),
        field=field,
        left="links",
        right="rechts",
        aspect=aspect,
        value=value,
        day=DAY,
        whose=whose,
    )


marks = st.builds(
    trail_mark,
    st.none() | st.integers(-100, 100),
    st.sampled_from(Aspect),
    st.sampled_from([SELF, "gemeente", "school"]),
    st.sampled_from(["sv1", "sv2"]),
)


def test_a_field_without_placements_has_an_empty_trail() -> None:
    trail = trail_of("sv1", [])
    assert trail.is_empty
    assert (trail.value, trail.nature_value, trail.is_unknown, trail.earlier) == (None, None, False, ())


def test_a_mark_about_now_never_replaces_the_one_by_nature() -> None:
    trail = trail_of("sv1", [trail_mark(-70, Aspect.NATURE), trail_mark(10)])
    assert (trail.value, trail.nature_value) == (10, -70)
    trail = trail_of("sv1", [trail_mark(10), trail_mark(-70, Aspect.NATURE)])
    assert (trail.value, trail.nature_value) == (10, -70)


def test_of_the_marks_by_nature_only_the_newest_is_shown() -> None:
    trail = trail_of("sv1", [trail_mark(5, Aspect.NATURE), trail_mark(-70, Aspect.NATURE)])
    assert (trail.value, trail.nature_value, trail.earlier) == (None, -70, ())


def test_an_unknown_latest_mark_is_unknown_with_its_trail() -> None:
    trail = trail_of("sv1", [trail_mark(10, Aspect.NATURE), trail_mark(40), trail_mark(None)])
    assert (trail.value, trail.is_unknown, trail.earlier) == (None, True, (40,))
    assert trail_of("sv1", [trail_mark(None, Aspect.NATURE)]).is_unknown
    assert not trail_of("sv1", [trail_mark(3), trail_mark(None, Aspect.NATURE)]).is_unknown


def test_a_trail_has_earlier_placements_about_now_only() -> None:
    trail = trail_of(
        "sv1", [trail_mark(1), trail_mark(99, Aspect.NATURE), trail_mark(2), trail_mark(None), trail_mark(3)]
    )
    assert (trail.value, trail.earlier) == (3, (1, 2))


def test_a_trail_is_limited_and_oldest_first() -> None:
    trail = trail_of("sv1", [trail_mark(n) for n in range(20)])
    assert trail.earlier == tuple(range(19 - MAX_TRAIL, 19))


@given(st.lists(marks))
def test_a_trail_ignores_other_people_and_fields(placements: list[Placement]) -> None:
    own = [p for p in placements if p.whose == SELF and p.field == "sv1"]
    assert trail_of("sv1", placements) == trail_of("sv1", own)


@given(st.lists(marks))
def test_a_trail_has_only_existing_placements(placements: list[Placement]) -> None:
    trail = trail_of("sv1", placements)
    assert {trail.now, trail.nature} <= {None, *placements}
    assert set(trail.earlier) <= {p.value for p in placements}
