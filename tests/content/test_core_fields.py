"""The six fields: they begin on the line, are short, and have something for every role."""

import datetime as dt
from collections.abc import Collection

import pytest

from reflectie.content.load import load_library
from reflectie.domain.coach import Coach, question_key
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.field import Aspect, Role
from reflectie.domain.step import Ask, NameSituation, Pick, Place, Question, Recognise, Statement

LIBRARY = load_library()
FIELDS = [exercise for exercise in LIBRARY.exercises if exercise.core_number]
NO_ROLE: frozenset[Role] = frozenset()
ALL_USERS = [NO_ROLE, *(frozenset({role}) for role in Role)]
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

every_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)


def questions(field: Exercise) -> Pick:
    (pick,) = (step for step in field.short_route if isinstance(step, Pick))
    return pick


def statements(field: Exercise) -> tuple[Statement, ...]:
    (step,) = (step for step in walk_steps(field.steps) if isinstance(step, Recognise))
    return step.statements


def is_shown_to(roles: Collection[Role], user: Collection[Role]) -> bool:
    return not roles or any(role in user for role in roles)


def own_questions(field: Exercise, role: Role) -> set[str]:
    return {item.id for item in questions(field).items if isinstance(item, Question) and role in item.roles}


@every_field
def test_the_short_route_is_five_screens_and_begins_on_the_line(field: Exercise) -> None:
    kinds = [type(step) for step in field.short_route]
    assert kinds == [Place, Ask, NameSituation, Pick, Ask]
    assert questions(field).take == 1
    assert [step.id for step in field.short_route if isinstance(step, Ask) and step.follow_ups] == []


@every_field
def test_the_first_screen_asks_the_mark_of_now_and_once_that_of_nature(field: Exercise) -> None:
    place = field.short_route[0]
    assert isinstance(place, Place) and place.nature
    assert (place.id, place.aspect, place.nature.id) == ("nu", Aspect.NOW, "plaats")


@every_field
def test_the_rest_of_a_field_is_on_offer_at_the_closing(field: Exercise) -> None:
    own = [part.id for part in field.parts]
    parts = ["deel-vragen", "deel-schuiven", "deel-herkennen", "deel-lezen", "deel-lukte", "deel-delen"]
    assert own == parts


@every_field
def test_every_user_finds_at_least_three_statements(field: Exercise) -> None:
    counts = {
        user: sum(is_shown_to(statement.roles, user) for statement in statements(field)) for user in ALL_USERS
    }
    assert min(counts.values()) >= 3, counts


@every_field
def test_every_user_has_questions_for_the_short_route_and_the_part(field: Exercise) -> None:
    counts = {
        user: sum(
            is_shown_to(item.roles, user) for item in questions(field).items if isinstance(item, Question)
        )
        for user in ALL_USERS
    }
    assert min(counts.values()) >= 4, counts


@every_field
def test_bestuurders_and_beleidsmakers_have_questions_of_their_own(field: Exercise) -> None:
    assert len(own_questions(field, Role.BESTUURDER)) >= 6
    assert len(own_questions(field, Role.BELEIDSMAKER)) >= 2


@every_field
def test_a_bestuurder_gets_a_question_for_that_role_on_most_of_sixty_days(field: Exercise) -> None:
    pick = questions(field)
    entry = Entry(id="a1", exercise=field.id, title=field.title, day=NOON.date(), begun=NOON)
    last_shown: dict[str, dt.date] = {}
    chosen: list[str] = []
    for day in (NOON.date() + dt.timedelta(days=number) for number in range(60)):
        coach = Coach(day=day, roles=frozenset({Role.BESTUURDER}), last_shown=last_shown)
        (shown,) = coach.choose(field, pick, entry)
        chosen.append(shown.item)
        item = pick.item(shown.item)
        assert item
        last_shown[question_key(field, pick, item)] = day
    own = own_questions(field, Role.BESTUURDER)
    assert sum(item in own for item in chosen) > 30


@every_field
def test_a_summary_says_when_to_choose_the_field(field: Exercise) -> None:
    assert field.summary.startswith("Voor als ")
