"""Moving through an exercise, and further turns. The generated sessions are in ``sessions``."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import SELF, Address, AnswerState, Entry, ShownQuestion
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.plan import MAX_TURNS, PREPARATION_PREFIX, Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Pick, Place, Read
from reflectie.domain.table import table_of

from .sessions import (
    EACH_WORD,
    EXPLORE,
    HEAD,
    PLACE,
    WORDS,
    backward,
    forward,
    session_of,
    walks,
    with_answers,
    with_choices,
    with_placement,
)


@given(walks())
def test_equal_answers_give_an_equal_plan(session: Session) -> None:
    exercise = msgspec.json.decode(msgspec.json.encode(session.exercise), type=Exercise)
    entry = msgspec.json.decode(msgspec.json.encode(session.entry), type=Entry)
    again = Session(exercise=exercise, entry=entry, open_turns=dict(session.open_turns))
    assert again.stops == session.stops == session.stops


@given(walks())
def test_no_two_stops_share_an_address(session: Session) -> None:
    addresses = [stop.address for stop in session.stops]
    assert len(set(addresses)) == len(addresses)


@given(walks())
def test_forward_and_back_pass_the_same_stops(session: Session) -> None:
    assert tuple(forward(session)) == session.stops == tuple(backward(session))[::-1]


@given(walks())
def test_references_are_to_earlier_stops(session: Session) -> None:
    addresses = [stop.address for stop in session.stops]
    for number, stop in enumerate(session.stops):
        assert stop.beside in [None, *addresses[:number]]
        assert stop.parent in [None, *addresses[:number]]


@given(walks())
def test_every_answer_belongs_to_a_stop(session: Session) -> None:
    addresses = {stop.address for stop in session.stops}
    lists = {a.address for address in addresses for a in session.entry.choices(address)}
    cells = {a.address for a in session.entry.answers if table_of(a.address) in addresses}
    assert {a.address for a in session.entry.answers} <= addresses | lists | cells
    others = {other.address for stop in session.stops for other in stop.others}
    assert {p.address for p in session.entry.placements} <= addresses | others


@given(walks())
def test_a_place_has_a_field_and_no_other_person_is_called_self(session: Session) -> None:
    for stop in session.stops:
        assert bool(stop.field_id) is isinstance(stop.step, Place)
        assert SELF not in {other.whose for other in stop.others}
    others = {other.address for stop in session.stops for other in stop.others}
    assert others.isdisjoint(stop.address for stop in session.stops)


@given(walks(), walks())
def test_a_preparation_is_read_but_adds_no_stops(session: Session, earlier: Session) -> None:
    back = replace(session, preparation=(earlier.exercise, earlier.entry))
    assert back.stops == session.stops  # no step of these names one of the preparation
    assert set(session.entry.answers) <= set(back.entry_with_preparation.answers)
    assert not any(a.address.step.startswith(PREPARATION_PREFIX) for a in back.entry.answers)


@given(walks())
def test_stops_follow_the_order_of_the_steps(session: Session) -> None:
    tops = [stop.step_index for stop in session.stops]
    assert tops == sorted(tops)


@given(walks(), st.data())
def test_an_entry_resumes_at_its_position(session: Session, data: st.DataObject) -> None:
    for stop in session.stops:
        resumed = session.with_entry(replace(session.entry, position=stop.address)).resume_stop()
        assert resumed == stop


@given(walks(), st.data())
def test_removing_a_step_from_content_keeps_its_answers(session: Session, data: st.DataObject) -> None:
    removed_step = data.draw(st.sampled_from(session.exercise.steps))
    steps = tuple(step for step in session.exercise.steps if step is not removed_step)
    without_step = replace(session, exercise=replace(session.exercise, steps=steps))
    removed = {step.id for step in walk_steps((removed_step,))}
    remaining = {stop.address for stop in without_step.stops}
    assert not removed & {address.step for address in remaining}
    assert [s.address for s in session.stops if s.address in remaining] == [
        s.address for s in without_step.stops
    ]
    assert without_step.entry == session.entry
    for stop in session.stops:
        without_step.with_entry(replace(without_step.entry, position=stop.address)).resume_stop()
        without_step.stop_after(stop.address), without_step.stop_before(stop.address)


def test_an_exercise_without_steps_has_no_stops() -> None:
    session = session_of()
    assert (session.stop_after(None), session.resume_stop(), session.stop_at(Address(step="x"))) == (
        None,
        None,
        None,
    )
    assert session.stop_before(Address(step="x")) is None


def test_there_is_nothing_before_the_first_stop_and_nothing_after_the_last() -> None:
    session = session_of(PLACE, HEAD)
    assert session.stop_before(session.stops[0].address) is None
    assert session.stop_after(session.stops[-1].address) is None


# Further turns


def test_turns_follow_their_question_in_order_up_to_the_limit() -> None:
    session = session_of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"),)))
    for turn in range(1, MAX_TURNS + 1):
        assert session.can_ask_further(session.stops[0])
        session, address = session.with_next_turn(session.stops[turn - 1], f"waarom {turn}")
        assert address == Address(step="a", turn=turn)
    assert not any(session.can_ask_further(stop) for stop in session.stops[: MAX_TURNS + 1])
    assert [s.text for s in session.stops] == ["A?", *(f"waarom {n}" for n in range(1, MAX_TURNS + 1)), "B?"]
    assert {s.parent for s in session.stops[1:]} == {Address(step="a")}


def test_a_follow_up_has_its_own_turns() -> None:
    session = session_of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"), Ask(id="c", text="C?"))))
    session, address = session.with_next_turn(session.stops[1], "waarom?")
    assert address == Address(step="a", turn=1, part="b")
    assert [stop.text for stop in session.stops] == ["A?", "B?", "waarom?", "C?"]
    assert session.stop_at(address) == session.stops[2] and session.stops[2].parent == Address(step="a")


def test_answered_turns_keep_their_question() -> None:
    session = session_of(Ask(id="a", text="A?"))
    for question in ("{item}?", "en dan?"):
        session, address = session.with_next_turn(session.stops[0], question)
        session = with_answers(session, session.stop_at(address).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.text for stop in again.stops] == ["A?", "{item}?", "en dan?"]
    assert again.last_turn(again.stops[0]) == 2


def test_the_question_of_a_turn_is_never_filled_in() -> None:
    session = with_choices(session_of(WORDS, EACH_WORD), Address(step="woorden"), "stil")
    session, address = session.with_next_turn(session.stops[1], "{item}?")
    assert session.stop_at(address).text == "{item}?"  # type: ignore[union-attr]


def test_an_answered_turn_takes_precedence_over_an_open_one() -> None:
    session, address = session_of(Ask(id="a", text="A?")).with_next_turn(
        session_of(Ask(id="a", text="A?")).stops[0], "toen?"
    )
    session = with_answers(session, session.stop_at(address).make_answer("omdat"))  # type: ignore[union-attr]
    assert replace(session, open_turns={address: "nu?"}).stops[1].text == "toen?"


def test_nested_follow_ups_have_the_outermost_question_as_parent() -> None:
    deep = Ask(id="b", text="B?", follow_ups=(Ask(id="c", text="C?", follow_ups=(WORDS,)),))
    session = session_of(Ask(id="a", text="A?", follow_ups=(deep,)))
    assert [stop.address.part for stop in session.stops] == ["", "b", "b.c", "b.c.woorden"]
    assert [stop.parent for stop in session.stops] == [None, *[Address(step="a")] * 3]


def test_a_turn_without_answer_does_not_hide_later_turns() -> None:
    session, _ = session_of(Ask(id="a", text="A?")).with_next_turn(
        session_of(Ask(id="a", text="A?")).stops[0], "een?"
    )
    session, second = session.with_next_turn(session.stops[0], "twee?")
    session = with_answers(session, session.stop_at(second).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.address for stop in again.stops] == [Address(step="a"), second]
    assert again.with_next_turn(again.stops[0], "drie?")[1].turn == 3


def test_only_a_free_text_question_has_further_turns() -> None:
    session = session_of(PLACE, WORDS, Read(id="lees", text="Lees."))
    assert not any(session.can_ask_further(stop) for stop in session.stops)


# Resuming


def test_without_its_position_an_entry_resumes_at_the_first_unanswered_stop() -> None:
    session = with_placement(
        session_of(Read(id="lees", text="Lees."), PLACE, WORDS, HEAD), Address(step="plaats"), 3
    )
    session = with_answers(session, session.stop_at(Address(step="woorden")).make_answer())  # type: ignore[union-attr]
    session = session.with_entry(replace(session.entry, position=Address(step="weg")))
    assert session.resume_stop() == session.stop_at(Address(step="gesprek"))


def test_a_removed_question_is_not_confused_with_one_that_starts_alike() -> None:
    heads = tuple(Ask(id=name, text=f"{name}?") for name in ("tempoverschil", "tempo"))
    session = session_of(Pick(id="vragen", take=1, items=heads), WORDS)
    session = session.with_shown(tuple(ShownQuestion(step="vragen", item=head.id) for head in heads))
    assert session.stop_after(Address(step="vragen", item="temp")) == session.stop_at(Address(step="woorden"))


def test_when_all_is_answered_an_entry_resumes_at_the_last_stop() -> None:
    session = session_of(Ask(id="a", text="A?"), Read(id="lees", text="Lees."))
    session = with_answers(session, session.stops[0].make_answer(state=AnswerState.SKIPPED))
    assert session.resume_stop() == session.stops[-1]


def test_an_answer_has_the_classification_of_its_question() -> None:
    question = Ask(id="a", text="A?", knows="heart", dimension="personal", yields="celebration")
    session, address = session_of(question).with_next_turn(session_of(question).stops[0], "Waarom?")
    turn = session.stop_at(address)
    assert turn
    answer = turn.make_answer("omdat")
    assert (answer.question, answer.knows, answer.dimension, answer.yields) == (
        "Waarom?",
        "heart",
        "personal",
        "celebration",
    )
    assert Stop(address=address, step=EXPLORE, text="Wat?", step_index=0).make_answer("x").knows is None
