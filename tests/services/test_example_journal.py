"""The made-up journals of --voorbeeld: one for each role that has one."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.content.pack import EXAMPLE_DAYS, example_file
from reflectie.domain.archive import Archive
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry
from reflectie.domain.exercise import Exercise, MeetingPhase, walk_steps
from reflectie.domain.field import Role
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.meeting import latest_preparation
from reflectie.domain.plan import Stop
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.responses import option_answer
from reflectie.domain.session import Session
from reflectie.domain.step import Choose, NameSituation, Pick, Question, Recognise, Rows, Statement
from reflectie.domain.table import cell_address, rows_of
from reflectie.domain.traces import find_traces
from reflectie.export.formats import FORMATS
from reflectie.services.example_journal import example_journal, read_example
from reflectie.services.export_selection import collect_archive

LIBRARY = load_library()
TODAY = dt.date(2026, 11, 22)
EXAMPLES = {role: read_example(role, TODAY, dt.UTC) for role in EXAMPLE_DAYS}

each_role = pytest.mark.parametrize("role", EXAMPLES)


# Loading ------------------------------------------------------------------------------------------


@each_role
def test_an_example_is_stored_as_the_program_exports_it(role: Role) -> None:
    day = dt.datetime.combine(EXAMPLE_DAYS[role], dt.time(12), dt.UTC)
    worker = example_journal(role, lambda: day)
    try:
        log = asyncio.run(worker.call(collect_archive, LIBRARY))
    finally:
        worker.close()
    assert FORMATS["json"].write(log) == example_file(role).read_bytes()


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Amsterdam", 20), ("America/Paramaribo", 0)])
def test_an_example_is_dated_up_to_today_with_its_times_in_the_zone_of_the_user(zone: str, hour: int) -> None:
    last = read_example(Role.PROFESSIONAL, TODAY, ZoneInfo(zone)).entries[-1]
    assert last.day == TODAY - dt.timedelta(days=1)
    assert {placement.day for placement in last.placements} == {last.day}
    assert (last.begun.hour, last.begun.minute, last.begun.tzinfo) == (hour, 14, dt.UTC)
    local = last.begun.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (last.day, 21, 14)


# The exercises ------------------------------------------------------------------------------------


def exercise_of(entry: Entry) -> Exercise:
    exercise = LIBRARY.exercise(entry.exercise)
    assert exercise is not None, entry.exercise
    return exercise


def preparation_of(entry: Entry, example: Archive) -> tuple[Exercise, Entry] | None:
    if exercise_of(entry).meeting is not MeetingPhase.LOOK_BACK:
        return None
    preparation = latest_preparation(example.entries, LIBRARY, entry.meeting)
    return (exercise_of(preparation), preparation) if preparation else None


def stops_of(entry: Entry, example: Archive) -> tuple[Stop, ...]:
    preparation = preparation_of(entry, example)
    return Session(exercise=exercise_of(entry), entry=entry, preparation=preparation).stops


def blank_answers(stop: Stop, entry: Entry) -> Iterator[Answer]:
    """The answers that a stop may have, without what the user says."""
    blank = stop.make_answer()
    yield blank
    if stop.nature:
        yield Answer(address=stop.nature.address, question=stop.nature.text)
    if isinstance(stop.step, Choose):
        for option in stop.options:
            yield option_answer(stop, option.id, option.text)
    if isinstance(stop.step, Rows):
        for row, column in product(rows_of(entry, stop.address), stop.step.columns):
            cell = cell_address(stop.address, row.id, column.id)
            yield replace(blank, address=cell, question=column.title)


def from_exercise(answer: Answer) -> tuple[object, ...]:
    """What an answer takes from the exercise."""
    chosen = (answer.text, answer.value) if ".option:" in f".{answer.address.part}" else ()
    return (answer.address, answer.question, answer.knows, answer.dimension, answer.yields, *chosen)


@each_role
def test_the_questions_of_an_example_are_those_of_the_exercises(role: Role) -> None:
    for entry in EXAMPLES[role].entries:
        stops = stops_of(entry, EXAMPLES[role])
        offered = {from_exercise(answer) for stop in stops for answer in blank_answers(stop, entry)}
        assert {from_exercise(answer) for answer in entry.answers} - offered == set(), entry.day
        assert entry.title == exercise_of(entry).name
        assert {shown.step for shown in entry.shown} <= {pick.id for pick in exercise_of(entry).picks}


@each_role
def test_what_is_recognised_or_filled_in_can_be_chosen(role: Role) -> None:
    for entry in EXAMPLES[role].entries:
        answers = {answer.address: answer for answer in entry.answers}
        for stop in stops_of(entry, EXAMPLES[role]):
            if isinstance(stop.step, Recognise) and stop.address in answers:
                assert answers[stop.address].value in RECOGNITION_LABELS
            if isinstance(stop.step, Rows):
                for row, column in product(rows_of(entry, stop.address), stop.step.columns):
                    choices = {option.id for option in column.options}
                    assert not choices or row.value(column.id) in {"", *choices}


@each_role
def test_the_marks_of_an_example_are_on_lines_of_the_exercises(role: Role) -> None:
    for entry in EXAMPLES[role].entries:
        stops = stops_of(entry, EXAMPLES[role])
        own = {(address, stop.field_id) for stop in stops for address in stop.addresses}
        others = {(other.address, stop.field_id) for stop in stops for other in stop.others}
        assert {(mark.address, mark.field) for mark in entry.placements} <= own | others
        for mark in entry.placements:
            field = LIBRARY.field(mark.field)
            assert field is not None
            assert (mark.left, mark.right) == (field.left.name, field.right.name)
            answer = entry.answer(mark.address)
            is_unknown = answer is not None and answer.state is AnswerState.UNKNOWN
            assert mark.whose != SELF or (mark.value is None) == is_unknown


def for_others(exercise: Exercise, role: Role) -> Iterator[Address]:
    """The addresses of statements and picked questions that are not for this role."""
    for step in walk_steps(exercise.steps):
        items = step.items if isinstance(step, Pick) else ()
        for item in step.statements if isinstance(step, Recognise) else items:
            roles = item.roles if isinstance(item, Question | Statement) else ()
            if roles and role not in roles:
                yield Address(step=step.id, item=item.id)


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


# The people ---------------------------------------------------------------------------------------


@each_role
def test_nothing_in_an_example_leads_to_a_person(role: Role) -> None:
    example = EXAMPLES[role]
    texts = [answer.text for entry in example.entries for answer in entry.answers]
    texts += [mark.whose for entry in example.entries for mark in entry.placements]
    texts += [meeting.name for meeting in example.meetings] + [series.name for series in example.series]
    texts += [f"{situation.name}. {situation.purpose}" for situation in example.situations]
    assert [trace for text in texts for trace in find_traces(text)] == []


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
    assert {entry.situation for entry in example.entries} - {None} == {s.id for s in example.situations}
    assert {privacy_hint(situation.name) for situation in example.situations} == {""}


@each_role
def test_a_situation_opens_and_closes_with_its_entries(role: Role) -> None:
    for situation in EXAMPLES[role].situations:
        entries = [entry for entry in EXAMPLES[role].entries if entry.situation == situation.id]
        assert situation.opened == entries[0].begun
        assert situation.closed in (None, entries[-1].closed)


# The year -----------------------------------------------------------------------------------------


@each_role
def test_a_series_and_its_meetings_have_different_names(role: Role) -> None:
    example = EXAMPLES[role]
    names = [series.name for series in example.series] + [meeting.name for meeting in example.meetings]
    assert len(names) == len(set(names))
    assert any(meeting.day and meeting.day > TODAY for meeting in example.meetings)


@each_role
def test_the_meetings_of_an_example_belong_to_series_and_its_entries_to_meetings(role: Role) -> None:
    example = EXAMPLES[role]
    assert {meeting.series for meeting in example.meetings} == {series.id for series in example.series}
    assert {entry.meeting for entry in example.entries} - {None} <= {m.id for m in example.meetings}


@pytest.mark.parametrize(("role", "days"), [(Role.PROFESSIONAL, 350), (Role.BESTUURDER, 160)])
def test_an_example_covers_a_year_or_half_a_year_before_today(role: Role, days: int) -> None:
    written = [entry.day for entry in EXAMPLES[role].entries]
    assert written == sorted(written)
    assert written[-1] < TODAY
    assert (TODAY - written[0]).days >= days


def test_the_year_of_a_professional_has_every_field_and_something_unfinished() -> None:
    example = EXAMPLES[Role.PROFESSIONAL]
    marked = {mark.field for entry in example.entries for mark in entry.placements}
    assert {field.id for field in LIBRARY.core_fields} <= marked
    unfinished = [entry for entry in example.entries if entry.is_open]
    assert [entry.position for entry in unfinished] == [unfinished[0].answers[-1].address]
    assert {situation.is_open for situation in example.situations} == {True, False}


def test_the_year_of_a_professional_has_days_with_few_words() -> None:
    entries = EXAMPLES[Role.PROFESSIONAL].entries
    words = [sum(len(answer.text.split()) for answer in entry.answers) for entry in entries]
    assert sum(count < 22 for count in words) >= 6


def test_a_bestuurder_prepares_a_meeting_of_a_series_of_four_and_looks_back() -> None:
    example = EXAMPLES[Role.BESTUURDER]
    (series,) = example.series
    assert [meeting.series for meeting in example.meetings] == [series.id] * 4
    prepared, back = [entry for entry in example.entries if entry.meeting]
    assert exercise_of(prepared).meeting is MeetingPhase.PREPARE
    assert preparation_of(back, example) == (exercise_of(prepared), prepared)
    assert len(example.entries) == 5 + 2
