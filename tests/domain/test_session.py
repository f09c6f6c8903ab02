"""Moving through an exercise, further turns, and a look back on a preparation.

The generated sessions are in ``sessions``.
"""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.coach import Coach
from reflectie.domain.earlier_answers import PREPARATION_PREFIX, with_preparation
from reflectie.domain.entry import SELF, Address, AnswerState, Entry, Placement, ShownQuestion, trail_of
from reflectie.domain.exercise import Exercise, MeetingPhase, walk_steps
from reflectie.domain.field import Aspect
from reflectie.domain.moves import (
    can_ask_further,
    last_turn,
    resume_stop,
    stop_after,
    stop_before,
    with_next_turn,
)
from reflectie.domain.plan import MAX_LABEL_LENGTH, MAX_TURNS, Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Column, Each, Explore, Option, Pick, Place, Prompt, Read, Rows
from reflectie.domain.table import cell_address, table_of

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
        resumed = resume_stop(session.with_entry(replace(session.entry, position=stop.address)))
        assert resumed == stop


@given(walks(), st.data())
def test_removing_a_step_from_content_keeps_its_answers(session: Session, data: st.DataObject) -> None:
    removed_step = data.draw(st.sampled_from(session.exercise.steps))
    steps = tuple(step for step in session.exercise.steps if step is not removed_step)
    without_step = replace(session, exercise=replace(session.exercise, steps=steps))
    removed = {step.id for step in walk_steps((removed_step,))}
    remaining = {stop.address for stop in without_step.stops}
    assert not removed & {address.step for address in remaining}
    # A step about the options of the removed one has no choice left to follow, so it may have other stops.
    about_removed = {step.id for step in walk_steps(steps) if getattr(step, "of", None) in removed}
    others = [stop.address for stop in without_step.stops if stop.step.id not in about_removed]
    before = [stop.address for stop in session.stops if stop.step.id not in about_removed]
    assert [address for address in before if address in remaining] == others
    assert without_step.entry == session.entry
    for stop in session.stops:
        resume_stop(without_step.with_entry(replace(without_step.entry, position=stop.address)))
        stop_after(without_step, stop.address), stop_before(without_step, stop.address)


def test_an_exercise_without_steps_has_no_stops() -> None:
    session = session_of()
    assert (stop_after(session, None), resume_stop(session), session.stop_at(Address(step="x"))) == (
        None,
        None,
        None,
    )
    assert stop_before(session, Address(step="x")) is None


def test_there_is_nothing_before_the_first_stop_and_nothing_after_the_last() -> None:
    session = session_of(PLACE, HEAD)
    assert stop_before(session, session.stops[0].address) is None
    assert stop_after(session, session.stops[-1].address) is None


# Further turns


def test_turns_follow_their_question_in_order_up_to_the_limit() -> None:
    session = session_of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"),)))
    for turn in range(1, MAX_TURNS + 1):
        assert can_ask_further(session, session.stops[0])
        session, address = with_next_turn(session, session.stops[turn - 1], f"waarom {turn}")
        assert address == Address(step="a", turn=turn)
    assert not any(can_ask_further(session, stop) for stop in session.stops[: MAX_TURNS + 1])
    assert [s.text for s in session.stops] == ["A?", *(f"waarom {n}" for n in range(1, MAX_TURNS + 1)), "B?"]
    assert {s.parent for s in session.stops[1:]} == {Address(step="a")}


def test_a_follow_up_has_its_own_turns() -> None:
    session = session_of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"), Ask(id="c", text="C?"))))
    session, address = with_next_turn(session, session.stops[1], "waarom?")
    assert address == Address(step="a", turn=1, part="b")
    assert [stop.text for stop in session.stops] == ["A?", "B?", "waarom?", "C?"]
    assert session.stop_at(address) == session.stops[2] and session.stops[2].parent == Address(step="a")


def test_answered_turns_keep_their_question() -> None:
    session = session_of(Ask(id="a", text="A?"))
    for question in ("{item}?", "en dan?"):
        session, address = with_next_turn(session, session.stops[0], question)
        session = with_answers(session, session.stop_at(address).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.text for stop in again.stops] == ["A?", "{item}?", "en dan?"]
    assert last_turn(again, again.stops[0]) == 2


def test_the_question_of_a_turn_is_never_filled_in() -> None:
    session = with_choices(session_of(WORDS, EACH_WORD), Address(step="woorden"), "stil")
    session, address = with_next_turn(session, session.stops[1], "{item}?")
    assert session.stop_at(address).text == "{item}?"  # type: ignore[union-attr]


def test_an_answered_turn_takes_precedence_over_an_open_one() -> None:
    session, address = with_next_turn(
        session_of(Ask(id="a", text="A?")), session_of(Ask(id="a", text="A?")).stops[0], "toen?"
    )
    session = with_answers(session, session.stop_at(address).make_answer("omdat"))  # type: ignore[union-attr]
    assert replace(session, open_turns={address: "nu?"}).stops[1].text == "toen?"


def test_nested_follow_ups_have_the_outermost_question_as_parent() -> None:
    deep = Ask(id="b", text="B?", follow_ups=(Ask(id="c", text="C?", follow_ups=(WORDS,)),))
    session = session_of(Ask(id="a", text="A?", follow_ups=(deep,)))
    assert [stop.address.part for stop in session.stops] == ["", "b", "b.c", "b.c.woorden"]
    assert [stop.parent for stop in session.stops] == [None, *[Address(step="a")] * 3]


def test_a_turn_without_answer_does_not_hide_later_turns() -> None:
    session, _ = with_next_turn(
        session_of(Ask(id="a", text="A?")), session_of(Ask(id="a", text="A?")).stops[0], "een?"
    )
    session, second = with_next_turn(session, session.stops[0], "twee?")
    session = with_answers(session, session.stop_at(second).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.address for stop in again.stops] == [Address(step="a"), second]
    assert with_next_turn(again, again.stops[0], "drie?")[1].turn == 3


def test_only_a_free_text_question_has_further_turns() -> None:
    session = session_of(PLACE, WORDS, Read(id="lees", text="Lees."))
    assert not any(can_ask_further(session, stop) for stop in session.stops)


# Resuming


def test_without_its_position_an_entry_resumes_at_the_first_unanswered_stop() -> None:
    session = with_placement(
        session_of(Read(id="lees", text="Lees."), PLACE, WORDS, HEAD), Address(step="plaats"), 3
    )
    session = with_answers(session, session.stop_at(Address(step="woorden")).make_answer())  # type: ignore[union-attr]
    session = session.with_entry(replace(session.entry, position=Address(step="weg")))
    assert resume_stop(session) == session.stop_at(Address(step="gesprek"))


def test_a_removed_question_is_not_confused_with_one_that_starts_alike() -> None:
    heads = tuple(Ask(id=name, text=f"{name}?") for name in ("tempoverschil", "tempo"))
    session = session_of(Pick(id="vragen", take=1, items=heads), WORDS)
    session = session.with_shown(tuple(ShownQuestion(step="vragen", item=head.id) for head in heads))
    assert stop_after(session, Address(step="vragen", item="temp")) == session.stop_at(
        Address(step="woorden")
    )


def test_when_all_is_answered_an_entry_without_a_position_resumes_at_the_closing() -> None:
    session = session_of(Ask(id="a", text="A?"), Read(id="lees", text="Lees."))
    session = with_answers(session, session.stops[0].make_answer(state=AnswerState.SKIPPED))
    assert resume_stop(session) is None


def test_an_answer_has_the_classification_of_its_question() -> None:
    question = Ask(id="a", text="A?", knows="heart", dimension="personal", yields="celebration")
    session, address = with_next_turn(session_of(question), session_of(question).stops[0], "Waarom?")
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


# Preparation and look back

DAY = dt.date(2026, 11, 22)
PARTNERS, LINES = Address(step="partners"), Address(step="lijnen")

PREPARE = Exercise(
    id="k:voor",
    title="Voor",
    meeting=MeetingPhase.PREPARE,
    steps=(
        Rows(
            id="partners", text="Wie?", columns=(Column(id="rol", title="Rol"), Column(id="wie", title="Wie"))
        ),
        Choose(
            id="lijnen",
            text="Welke?",
            own=False,
            options=(Option(id="sv1", text="zout en peper"), Option(id="sv4", text="snel en traag")),
        ),
        Each(
            id="per-lijn",
            of="lijnen",
            steps=(Place(id="plaats", text="Waar sta je bij {item}?", aspect=Aspect.NOW, others="partners"),),
        ),
        Each(id="per-partner", of="partners", steps=(Ask(id="vraag", text="Wat vraag je {item}?"),)),
        Ask(id="loslaten", text="Wat laat je los?"),
    ),
)
BACK = Exercise(
    id="k:terug",
    title="Terug",
    meeting=MeetingPhase.LOOK_BACK,
    steps=(
        Each(
            id="terug-lijn",
            of="before.lijnen",
            steps=(
                Place(
                    id="plaats",
                    text="Waar stond je bij {item}?",
                    aspect=Aspect.NOW,
                    beside="before.plaats",
                    others="before.partners",
                ),
                Explore(id="schuif", beside="before.plaats", feel=Prompt(text="En bij {pole}?")),
            ),
        ),
        Each(
            id="terug-partner",
            of="before.partners",
            steps=(Ask(id="gevraagd", text="Vroeg je {item} dit?", beside="before.vraag"),),
        ),
        Ask(id="losgelaten", text="Wat liet je los?", beside="before.loslaten"),
    ),
)


def session_about(exercise: Exercise, entry_id: str) -> Session:
    moment = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    return Session(
        exercise=exercise, entry=Entry(id=entry_id, exercise=exercise.id, title="X", day=DAY, begun=moment)
    )


def stop_of(session: Session, step: str, item: str = "") -> Stop:
    stop = session.stop_at(Address(step=step, item=item))
    assert stop
    return stop


def with_partners(session: Session, *names: str) -> Session:
    entry = session.entry.with_answer(stop_of(session, "partners").make_answer())
    for number, name in enumerate(names):
        cell = replace(
            stop_of(session, "partners").make_answer(name),
            address=cell_address(PARTNERS, f"row:{number}", "rol"),
        )
        entry = entry.with_answer(replace(cell, ordinal=number))
    return session.with_entry(entry)


def with_lines(session: Session, *names: str) -> Session:
    entry = session.entry
    for number, name in enumerate(names):
        chosen = stop_of(session, "lijnen").make_answer(f"de lijn {name}", name)
        entry = entry.with_answer(replace(chosen, address=LINES.option(name), ordinal=number))
    return session.with_entry(entry)


def with_mark(session: Session, address: Address, field: str, value: int, whose: str = SELF) -> Session:
    mark = Placement(
        address=address,
        field=field,
        left="zout",
        right="peper",
        aspect=Aspect.NOW,
        value=value,
        day=DAY,
        whose=whose,
    )
    return session.with_entry(session.entry.with_placement(mark))


@pytest.fixture
def prepared() -> Session:
    session = with_lines(with_partners(session_about(PREPARE, "v"), "gemeente", "school"), "sv4", "sv1")
    place = stop_of(session, "plaats", "sv4")
    session = with_mark(session, place.address, place.field_id, -30)
    session = with_mark(session, place.others[0].address, place.field_id, 70, place.others[0].whose)
    question = stop_of(session, "vraag", "row:1").make_answer("Wat hebben jullie nodig?")
    return session.with_entry(
        session.entry.with_answer(question).with_answer(stop_of(session, "loslaten").make_answer("haast"))
    )


def test_a_place_inside_each_uses_the_chosen_field(prepared: Session) -> None:
    places = [stop for stop in prepared.stops if isinstance(stop.step, Place)]
    assert [(stop.address.item, stop.field_id) for stop in places] == [("sv4", "k:sv4"), ("sv1", "k:sv1")]
    assert places[0].text == "Waar sta je bij de lijn sv4?"


def test_a_chosen_field_that_content_removed_is_passed_over(prepared: Session) -> None:
    lines = PREPARE.steps[1]
    assert isinstance(lines, Choose)
    steps = (PREPARE.steps[0], replace(lines, options=lines.options[1:]), *PREPARE.steps[2:])
    smaller = replace(prepared, exercise=replace(PREPARE, steps=steps))
    assert [stop.field_id for stop in smaller.stops if isinstance(stop.step, Place)] == ["k:sv4"]


def test_every_person_with_a_name_can_be_placed() -> None:
    session = with_lines(
        with_partners(session_about(PREPARE, "v"), "gemeente", "  ", "self", "x" * 99), "sv1"
    )
    place = stop_of(session, "plaats", "sv1")
    assert [other.address.part for other in place.others] == ["row:0", "row:2", "row:3"]
    assert [other.whose for other in place.others] == [
        "gemeente",
        "'self'",
        "x" * (MAX_LABEL_LENGTH - 1) + "…",
    ]
    removed = replace(
        stop_of(session, "partners").make_answer(state=AnswerState.SKIPPED),
        address=cell_address(PARTNERS, "row:0", "rol"),
    )
    smaller = session.with_entry(session.entry.with_answer(removed))
    assert next(other.whose for other in stop_of(smaller, "plaats", "sv1").others) == "'self'"


def test_placements_of_others_do_not_count_as_own(prepared: Session) -> None:
    entry = prepared.entry
    assert [p.value for p in entry.placements] == [-30, 70]
    assert trail_of("k:sv4", entry.placements).value == -30
    assert [mark.value for mark in entry.placements if mark.whose == SELF] == [-30]
    place = stop_of(prepared, "plaats", "sv4")
    assert (mark := entry.placement(place.address)) is not None and mark.value == -30
    only_others = entry.without_answer(place.address)
    assert [p.value for p in only_others.placements] == [70]
    assert trail_of("k:sv4", only_others.placements) == trail_of("k:sv4", ())
    assert Coach(day=DAY).trend(only_others).placement is None
    earlier = Coach(day=DAY, placements=only_others.placements).trend(entry)
    assert earlier.moved is None


def test_a_look_back_repeats_over_the_preparation_and_shows_it_beside(prepared: Session) -> None:
    back = replace(session_about(BACK, "t"), preparation=(PREPARE, prepared.entry))
    assert [(stop.address.step, stop.address.item, stop.field_id) for stop in back.stops] == [
        ("plaats", "sv4", "k:sv4"),
        ("schuif", "sv4", ""),
        ("schuif", "sv4", ""),
        ("plaats", "sv1", "k:sv1"),
        ("gevraagd", "row:0", ""),
        ("gevraagd", "row:1", ""),
        ("losgelaten", "", ""),
    ]
    place, question = stop_of(back, "plaats", "sv4"), stop_of(back, "gevraagd", "row:1")
    assert (mark := back.entry_with_preparation.placement(place.beside)) is not None and mark.value == -30
    assert [other.whose for other in place.others] == ["gemeente", "school"]
    assert question.text == "Vroeg je school dit?"
    assert question.beside is not None
    assert (
        answer := back.entry_with_preparation.answer(question.beside)
    ) is not None and answer.text == "Wat hebben jullie nodig?"
    unasked = stop_of(back, "gevraagd", "row:0").beside
    assert unasked is not None and back.entry_with_preparation.answer(unasked) is None


def test_a_look_back_has_its_own_placement_at_the_same_step_id(prepared: Session) -> None:
    back = replace(session_about(BACK, "t"), preparation=(PREPARE, prepared.entry))
    place = stop_of(back, "plaats", "sv4")
    assert back.entry_with_preparation.placement(place.address) is None
    back = with_mark(back, place.address, place.field_id, 55)
    assert [p.value for p in back.entry.placements] == [55]
    assert back.entry_with_preparation.placement(place.address) == back.entry.placement(place.address)
    assert (
        earlier_mark := back.entry_with_preparation.placement(place.beside)
    ) is not None and earlier_mark.value == -30
    assert with_preparation(back.entry, prepared.entry) == back.entry_with_preparation


def test_without_a_preparation_of_the_same_pack_there_is_nothing_to_repeat(prepared: Session) -> None:
    (only_stop,) = session_about(BACK, "t").stops
    assert (only_stop.address.step, only_stop.beside) == ("losgelaten", None)
    other_pack = replace(
        session_about(BACK, "t"), preparation=(replace(PREPARE, id="elders:voor"), prepared.entry)
    )
    assert other_pack.stops == (only_stop,)
    assert other_pack.entry_with_preparation == other_pack.entry
