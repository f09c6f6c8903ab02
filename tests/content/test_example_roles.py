"""The built-in examples: one for each role that has one."""

import datetime as dt
from collections.abc import Iterator

import pytest

from reflectie.content.example import read_example
from reflectie.content.example_schema import ExampleJournal
from reflectie.content.load import load_library
from reflectie.content.pack import EXAMPLE_ROLES, example_file
from reflectie.domain.entry import Address, AnswerState, Entry
from reflectie.domain.exercise import Exercise, MeetingPhase, walk_steps
from reflectie.domain.field import Role
from reflectie.domain.meeting import latest_preparation
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.session import Session
from reflectie.domain.step import NameSituation, Pick, Question, Recognise, Statement

LIBRARY = load_library()
TODAY = dt.date(2026, 11, 22)
EXAMPLES = {role: read_example(example_file(role), LIBRARY, TODAY) for role in EXAMPLE_ROLES}

each_role = pytest.mark.parametrize("role", EXAMPLE_ROLES)


def exercise_of(entry: Entry) -> Exercise:
    exercise = LIBRARY.exercise(entry.exercise)
    assert exercise is not None
    return exercise


def preparation_of(entry: Entry, example: ExampleJournal) -> tuple[Exercise, Entry] | None:
    if exercise_of(entry).meeting is not MeetingPhase.LOOK_BACK:
        return None
    preparation = latest_preparation(example.entries, LIBRARY, entry.meeting)
    return (exercise_of(preparation), preparation) if preparation else None


def for_others(exercise: Exercise, role: Role) -> Iterator[Address]:
    """The addresses of statements and picked questions that are not for this role."""
    for step in walk_steps(exercise.steps):
        items = step.items if isinstance(step, Pick) else ()
        for item in step.statements if isinstance(step, Recognise) else items:
            roles = item.roles if isinstance(item, Question | Statement) else ()
            if roles and role not in roles:
                yield Address(step=step.id, item=item.id)


@each_role
def test_an_example_fits_the_exercises(role: Role) -> None:
    for entry in EXAMPLES[role].entries:
        preparation = preparation_of(entry, EXAMPLES[role])
        stops = Session(exercise=exercise_of(entry), entry=entry, preparation=preparation).stops
        known = {address for stop in stops for address in stop.addresses}
        known |= {other.address for stop in stops for other in stop.others}
        assert {mark.address for mark in entry.placements} <= known


@each_role
def test_nobody_in_an_example_answers_what_is_for_another_role(role: Role) -> None:
    for entry in EXAMPLES[role].entries:
        answered = {answer.address for answer in entry.answers}
        assert answered.isdisjoint(for_others(exercise_of(entry), role))


def test_a_bestuurder_answers_questions_for_bestuurders() -> None:
    entries = EXAMPLES[Role.BESTUURDER].entries
    own = [for_others(exercise_of(entry), Role.PROFESSIONAL) for entry in entries]
    answered = [{answer.address for answer in entry.answers} for entry in entries]
    count = sum(not addresses.isdisjoint(others) for addresses, others in zip(answered, own, strict=True))
    assert count == len(entries) - 2, "all but the two of a meeting"


@each_role
def test_a_named_situation_is_that_of_the_entry(role: Role) -> None:
    names = {situation.id: situation.name for situation in EXAMPLES[role].situations}
    for entry in EXAMPLES[role].entries:
        steps = {s.id for s in walk_steps(exercise_of(entry).steps) if isinstance(s, NameSituation)}
        named = [a.text for a in entry.answers if a.address.step in steps and a.state is AnswerState.ANSWERED]
        assert named in ([], [names.get(entry.situation or "")])


@each_role
def test_the_situations_of_an_example_are_used_and_have_invented_names(role: Role) -> None:
    example = EXAMPLES[role]
    assert {entry.situation for entry in example.entries} >= {s.id for s in example.situations}
    assert {privacy_hint(situation.name) for situation in example.situations} == {""}


@each_role
def test_a_series_and_its_meetings_have_different_names(role: Role) -> None:
    example = EXAMPLES[role]
    names = [series.name for series in example.series] + [meeting.name for meeting in example.meetings]
    assert len(names) == len(set(names))
    assert any(meeting.day and meeting.day > TODAY for meeting in example.meetings)


def test_the_year_of_a_professional_has_every_field_and_something_unfinished() -> None:
    example = EXAMPLES[Role.PROFESSIONAL]
    marked = {mark.field for entry in example.entries for mark in entry.placements}
    assert {field.id for field in LIBRARY.core_fields} <= marked
    assert any(entry.is_open for entry in example.entries)
    assert {situation.is_open for situation in example.situations} == {True, False}


def test_a_bestuurder_prepares_a_meeting_of_a_series_of_four_and_looks_back() -> None:
    example = EXAMPLES[Role.BESTUURDER]
    (series,) = example.series
    assert [meeting.series for meeting in example.meetings] == [series.id] * 4
    prepared, back = [entry for entry in example.entries if entry.meeting]
    assert exercise_of(prepared).meeting is MeetingPhase.PREPARE
    assert preparation_of(back, example) == (exercise_of(prepared), prepared)
    assert len(example.entries) == 5 + 2
