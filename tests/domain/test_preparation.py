"""Preparing a meeting and looking back on it: chosen fields, placements of others, earlier answers."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.domain.coach import Coach
from reflectie.domain.entry import SELF, Address, AnswerState, Entry, Placement, trail_of
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.plan import MAX_LABEL_LENGTH, Stop, with_preparation
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Column, Each, Explore, Option, Place, Prompt, Rows
from reflectie.domain.table import cell_address

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


def new_session(exercise: Exercise, entry_id: str) -> Session:
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


def with_placement(session: Session, address: Address, field: str, value: int, whose: str = SELF) -> Session:
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
    session = with_lines(with_partners(new_session(PREPARE, "v"), "gemeente", "school"), "sv4", "sv1")
    place = stop_of(session, "plaats", "sv4")
    session = with_placement(session, place.address, place.field_id, -30)
    session = with_placement(session, place.others[0].address, place.field_id, 70, place.others[0].whose)
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
    session = with_lines(with_partners(new_session(PREPARE, "v"), "gemeente", "  ", "self", "x" * 99), "sv1")
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
    assert trail_of("k:sv4", only_others.placements).latest is None
    assert Coach(day=DAY).trend(only_others).placement is None
    earlier = Coach(day=DAY, placements=only_others.placements).trend(entry)
    assert earlier.moved is None


def test_a_look_back_repeats_over_the_preparation_and_shows_it_beside(prepared: Session) -> None:
    back = replace(new_session(BACK, "t"), preparation=(PREPARE, prepared.entry))
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
    back = replace(new_session(BACK, "t"), preparation=(PREPARE, prepared.entry))
    place = stop_of(back, "plaats", "sv4")
    assert back.entry_with_preparation.placement(place.address) is None
    back = with_placement(back, place.address, place.field_id, 55)
    assert [p.value for p in back.entry.placements] == [55]
    assert back.entry_with_preparation.placement(place.address) == back.entry.placement(place.address)
    assert (
        earlier_mark := back.entry_with_preparation.placement(place.beside)
    ) is not None and earlier_mark.value == -30
    assert with_preparation(back.entry, prepared.entry) == back.entry_with_preparation


def test_without_a_preparation_of_the_same_pack_there_is_nothing_to_repeat(prepared: Session) -> None:
    (only_stop,) = new_session(BACK, "t").stops
    assert (only_stop.address.step, only_stop.beside) == ("losgelaten", None)
    other_pack = replace(
        new_session(BACK, "t"), preparation=(replace(PREPARE, id="elders:voor"), prepared.entry)
    )
    assert other_pack.stops == (only_stop,)
    assert other_pack.entry_with_preparation == other_pack.entry
