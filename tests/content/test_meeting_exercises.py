"""The built-in preparation of a meeting and the look back on it: how many screens, and which."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.closing import offered_parts
from reflectie.domain.entry import new_entry
from reflectie.domain.exercise import (
    Exercise,
    ExerciseFilter,
    MeetingPhase,
    Need,
    find_exercises,
    minutes_for,
    walk_steps,
)
from reflectie.domain.field import Role
from reflectie.domain.plan import Stop
from reflectie.domain.responses import ChooseResponse, Response, RowsResponse, TextResponse
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Read, Rows
from reflectie.domain.table_edit import TableCell, TableLine
from reflectie.journal import meetings
from reflectie.services.context import Context

from ..walker import Walker, new_context

LIBRARY = load_library()
NOW = dt.datetime(2026, 11, 22, 14, tzinfo=dt.UTC)
(PREPARE,) = LIBRARY.for_meeting(MeetingPhase.PREPARE)
(LOOK_BACK,) = LIBRARY.for_meeting(MeetingPhase.LOOK_BACK)
MAX_SCREENS, MAX_LOOK_BACK_SCREENS, MAX_MINUTES = 8, 6, 7


def response(stop: Stop) -> Response | None:
    """An answer with three people at the table, and as many choices as the step allows."""
    match stop.step:
        case Rows():
            people = ("gemeente", "school", "wijkteam")
            return RowsResponse(
                lines=tuple(TableLine(id=who).with_cell("wie", TableCell(text=who)) for who in people)
            )
        case Choose(many=many):
            chosen = [option.id for option in stop.options]
            return ChooseResponse(chosen=tuple(chosen if many else chosen[:1]))
        case Ask():
            return TextResponse(text="een antwoord")
        case _:
            return None


async def walk(walker: Walker) -> list[Stop]:
    """Answer every screen until the closing, and return the screens."""
    screens = []
    while walker.stop:
        screens.append(walker.stop)
        walker.response = response(walker.stop) or walker.response
        await walker.go_on()
    return screens


async def begin(exercise: Exercise, context: Context | None = None, meeting: str | None = None) -> Walker:
    """Begin an exercise about a meeting, by default a new one in a new journal."""
    context = context or new_context(LIBRARY)
    if meeting is None:
        meeting = (await context.require_journal.call(meetings.create_meeting, "regiotafel")).id
    return await Walker.resume(context, exercise, new_entry(exercise, context.clock(), meeting=meeting))


async def test_a_preparation_is_at_most_eight_screens() -> None:
    screens = await walk(await begin(PREPARE))
    assert len(screens) <= MAX_SCREENS
    assert [stop.address.step for stop in screens] == [
        "opgave",
        "anders",
        "gevoel",
        "partners",
        "lijnen",
        "plek",
        "loslaten",
        "opening",
    ]


async def test_every_part_of_a_preparation_is_offered_and_returns_to_the_closing() -> None:
    context = new_context(LIBRARY)
    context.settings = replace(context.settings, roles=(Role.BESTUURDER,))
    walker = await begin(PREPARE, context)
    await walk(walker)
    offered = offered_parts(walker.walkthrough.session)
    own = [part.id for part in PREPARE.parts if part.roles]
    assert [part.id for part in offered] == own + [part.id for part in PREPARE.parts if not part.roles]
    for part in offered:
        walker.enter(await walker.walkthrough.open_part(part.id))
        assert {stop.part for stop in await walk(walker)} == {part.id}


async def test_a_look_back_is_at_most_six_screens_with_the_preparation_beside_them() -> None:
    walker = await begin(PREPARE)
    await walk(walker)
    screens = await walk(await begin(LOOK_BACK, walker.context, walker.entry.meeting))
    assert len(screens) <= MAX_LOOK_BACK_SCREENS
    beside = {stop.address.step: stop.beside.step for stop in screens if stop.beside}
    assert beside == {
        "eind": "before.plek",
        "gevraagd": "before.partners",
        "nu-anders": "before.anders",
        "losgelaten": "before.loslaten",
    }


@pytest.mark.parametrize("exercise", [PREPARE, LOOK_BACK], ids=lambda exercise: exercise.id)
def test_nothing_has_to_be_read_first_and_it_takes_at_most_seven_minutes(exercise: Exercise) -> None:
    assert not any(isinstance(step, Read) for step in walk_steps(exercise.steps))
    assert minutes_for(exercise.short_route) <= MAX_MINUTES


@pytest.mark.parametrize(
    "words",
    [
        "overleg",
        "vergadering",
        "gesprek",
        "wethouder",
        "Bestuurder",
        "gemeente",
        "raad van toezicht",
        "OR",
        "MT",
    ],
)
def test_the_preparation_is_found_first_by_the_words_people_type(words: str) -> None:
    assert find_exercises(LIBRARY, ExerciseFilter(words=words))[0] == PREPARE


def test_the_preparation_is_found_by_the_need_for_a_conversation() -> None:
    assert PREPARE in find_exercises(LIBRARY, ExerciseFilter(need=Need.CONVERSATION))


def offered_titles(*roles: Role) -> list[str]:
    session = Session(exercise=PREPARE, entry=new_entry(PREPARE, NOW), roles=frozenset(roles))
    return [part.title for part in offered_parts(session)]


def test_the_parts_about_a_supervisor_are_for_those_who_sit_opposite_one() -> None:
    """Whoever chose no role, or works with families, is offered what is for everybody."""
    council = "Met een raad van toezicht"
    assert offered_titles(Role.BESTUURDER)[0] == council
    assert council not in (*offered_titles(), *offered_titles(Role.PROFESSIONAL))
    assert offered_titles(Role.BELEIDSMAKER)[0] == "Met een wethouder of de gemeente"
    assert "Het kind en de lege stoel" in offered_titles()
