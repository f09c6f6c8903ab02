"""The question of the day: who gets which questions, and how long it takes before one returns."""

import datetime as dt

import pytest

from reflectie.content.load import load_library
from reflectie.domain.coach import Coach, question_key
from reflectie.domain.entry import Entry
from reflectie.domain.field import Role
from reflectie.domain.step import Pick, Question

LIBRARY = load_library()
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def questions_on(days: int, *roles: Role) -> list[Question]:
    """The questions that a user with these roles gets on so many days in a row."""
    exercise = LIBRARY.exercise("vraag-van-de-dag")
    assert exercise
    (pick,) = exercise.steps
    assert isinstance(pick, Pick)
    last_shown: dict[str, dt.date] = {}
    result: list[Question] = []
    for day in (NOON.date() + dt.timedelta(days=number) for number in range(days)):
        entry = Entry(id="1", exercise=exercise.id, title=exercise.title, day=day, begun=NOON)
        coach = Coach(day=day, roles=frozenset(roles), last_shown=last_shown)
        (shown,) = coach.choose(exercise, pick, entry)
        item = pick.item(shown.item)
        assert isinstance(item, Question)
        last_shown[question_key(exercise, pick, item)] = day
        result.append(item)
    return result


@pytest.mark.parametrize("role", Role)
def test_most_questions_on_sixty_days_are_for_the_role_of_the_user(role: Role) -> None:
    assert sum(role in question.roles for question in questions_on(60, role)) > 30


@pytest.mark.parametrize("roles", [(), *((role,) for role in Role)])
def test_no_question_returns_within_twenty_days(roles: tuple[Role, ...]) -> None:
    names = [question.id for question in questions_on(60, *roles)]
    assert all(len({*names[start : start + 20]}) == 20 for start in range(41))


def test_a_user_without_a_role_gets_only_questions_for_everybody() -> None:
    assert [question.id for question in questions_on(60) if question.roles] == []


def test_every_question_of_the_day_is_short() -> None:
    for role in Role:
        assert [question.id for question in questions_on(60, role) if len(question.text.split()) > 16] == []
