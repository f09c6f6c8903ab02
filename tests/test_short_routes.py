"""The short routes of the built-in content: the mark comes first, and there are few screens."""

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import Aspect, Mark, Role
from reflectie.domain.responses import PlaceResponse
from reflectie.domain.step import Ask, NameSituation, Pick, Place

from .walker import Walker, new_context

LIBRARY = load_library()
FIELDS = [exercise for exercise in LIBRARY.exercises if exercise.core_number]
PREPARATIONS = LIBRARY.for_meeting(MeetingPhase.PREPARE)
MAX_FIELD_SCREENS, MAX_PREPARATION_SCREENS = 6, 8
"""With the closing."""

ROLES = {"no role": (), **{str(role): (role,) for role in Role}, "every role": tuple(Role)}


async def count_screens(exercise: Exercise, roles: tuple[Role, ...]) -> int:
    """The screens, with the closing, for a user who sets every mark and writes nothing."""
    context = new_context(LIBRARY)
    context.settings = replace(context.settings, roles=roles)
    try:
        walker, count = await Walker.begin(context, exercise), 1
        while walker.stop is not None:
            count += 1
            if isinstance(walker.response, PlaceResponse):
                walker.response = replace(walker.response, own=Mark(value=20))
            await walker.go_on()
    finally:
        context.require_journal.close()
    return count


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("exercise", FIELDS, ids=lambda exercise: exercise.id)
async def test_the_short_route_of_a_field_has_six_screens(
    exercise: Exercise, roles: tuple[Role, ...]
) -> None:
    assert await count_screens(exercise, roles) <= MAX_FIELD_SCREENS


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("exercise", PREPARATIONS, ids=lambda exercise: exercise.id)
async def test_preparing_a_meeting_has_eight_screens(exercise: Exercise, roles: tuple[Role, ...]) -> None:
    assert await count_screens(exercise, roles) <= MAX_PREPARATION_SCREENS


@pytest.mark.parametrize("exercise", FIELDS, ids=lambda exercise: exercise.id)
def test_a_field_begins_with_both_marks(exercise: Exercise) -> None:
    first, reason = exercise.steps[:2]
    assert isinstance(first, Place) and first.aspect is Aspect.NOW and first.nature
    assert isinstance(reason, Ask) and reason.beside == first.id


@pytest.mark.parametrize("exercise", FIELDS, ids=lambda exercise: exercise.id)
def test_a_field_names_the_situation_and_offers_more(exercise: Exercise) -> None:
    kinds = [type(step) for step in exercise.short_route]
    assert kinds.count(NameSituation) == kinds.count(Pick) == 1
    assert len(exercise.parts) >= 4
    assert exercise.minutes <= 3, "a whole reflection takes three minutes"
