import datetime as dt
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Entry, EntrySummary, Placement, ShownQuestion
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
def test_parts_of_an_address_are_all_different(at: Address, one: str, other: str) -> None:
    parts = [
        at,
        at.child(one),
        at.option(one),
        at.addition(1),
        at.child(one).child(other),
        at.child(one).option(other),
    ]
    assert len(set(parts)) == len(parts)


@given(addresses, names, st.integers(1, 9))
def test_an_address_has_only_its_own_options_and_additions(at: Address, name: str, number: int) -> None:
    at = at.at_turn(0)
    assert at.has_choice(at.option(name)) and at.has_choice(at.addition(number))
    assert not any(
        at.has_choice(a)
        for a in (at, at.child(name), at.child(name).option(name), at.child(name).addition(1))
    )
    assert not at.child(name).has_choice(at.option(name))


@given(addresses, st.integers(1, 5))
def test_a_turn_changes_nothing_else_in_an_address(at: Address, turn: int) -> None:
    assert at.at_turn(turn).at_turn(at.turn) == at
    assert at.at_turn(turn).child("deel").turn == 0


def test_an_addition_never_has_the_address_of_an_option() -> None:
    at = Address(step="kies")
    assert at.option("1") != at.addition(1)


def test_a_changed_answer_keeps_its_position() -> None:
    one, two = Address(step="een"), Address(step="twee")
    said = entry().with_answer(answer(one, "a")).with_answer(answer(two, "b")).with_answer(answer(one, "c"))
    assert [a.text for a in said.answers] == ["c", "b"]


def test_removing_an_answer_keeps_the_others() -> None:
    one, two = Address(step="een"), Address(step="twee")
    said = entry().with_answer(answer(one, "a")).with_answer(answer(two, "b")).without_answer(one)
    assert said.answer(one) is None
    assert [a.text for a in said.answers] == ["b"]


def test_choices_are_sorted_by_ordinal() -> None:
    at = Address(step="kies")
    said = entry().with_answer(answer(at)).with_answer(answer(at.child("reden"), "omdat"))
    for ordinal, address in ((2, at.option("a")), (0, at.addition(1)), (1, at.option("b"))):
        said = said.with_answer(answer(address, ordinal=ordinal))
    assert [a.address for a in said.choices(at)] == [at.addition(1), at.option("b"), at.option("a")]


def test_a_placement_in_an_open_entry_is_replaced() -> None:
    at = Address(step="plaats")
    moved = entry().with_placement(mark(at, 10)).with_placement(mark(at, -30))
    assert [p.value for p in moved.placements] == [-30]
    assert moved.placement(at) == moved.placements[0]


def test_a_placement_in_a_closed_entry_is_added() -> None:
    at = Address(step="plaats")
    again = replace(entry().with_placement(mark(at, 10)), closed=NOW).with_placement(mark(at, -30))
    assert [p.value for p in again.placements] == [10, -30]
    assert again.placement(at) == again.placements[1]
    reopened = replace(again, closed=None).with_placement(mark(at, 50))
    assert [p.value for p in reopened.placements] == [10, 50]


def test_without_an_address_there_is_no_placement() -> None:
    assert entry().with_placement(mark(Address(step="plaats"), 10)).placement(None) is None


def test_text_a_placement_or_not_knowing_is_content() -> None:
    at = Address(step="plaats")
    assert entry().with_answer(answer(at, "iets")).has_content
    assert entry().with_answer(answer(at, state=AnswerState.UNKNOWN)).has_content
    assert entry().with_placement(mark(at, None)).has_content


def test_looking_and_skipping_are_no_content() -> None:
    looked = entry(position=Address(step="plaats")).with_shown((ShownQuestion(step="vragen", item="a"),))
    assert not looked.has_content
    assert not looked.with_answer(answer(Address(step="plaats"), state=AnswerState.SKIPPED)).has_content


def test_a_cleared_text_is_content() -> None:
    assert entry().with_answer(answer(Address(step="vraag"), "")).has_content


def test_a_question_is_shown_once_with_its_first_reason() -> None:
    first, again, new = (
        ShownQuestion(step="vragen", item="a", reason="eerst"),
        ShownQuestion(step="vragen", item="a", reason="later"),
        ShownQuestion(step="vragen", item="b"),
    )
    assert entry().with_shown((first,)).with_shown((again, new)).shown == (first, new)
    assert entry().with_shown((first, again)).shown == (first,)


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
def test_an_entry_survives_json(said: list[tuple[Address, str, AnswerState]]) -> None:
    whole = entry(position=Address(step="een"), shown=(ShownQuestion(step="v", item="a"),))
    for at, text, state in said:
        whole = whole.with_answer(answer(at, text, state=state)).with_placement(mark(at, None))
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Entry) == whole
