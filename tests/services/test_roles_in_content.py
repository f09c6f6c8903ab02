"""What people of each role get to see of the built-in content, day after day."""

import datetime as dt

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.entry import Address, Answer, ShownQuestion, new_entry
from reflectie.domain.exercise import Library
from reflectie.domain.field import Role
from reflectie.domain.session import Session
from reflectie.domain.step import Pick, Question, Recognise
from reflectie.journal.journal import Journal
from reflectie.services.home_overview import QUESTION_OF_THE_DAY, home_overview

from .conftest import NOW

DAYS = 60


@pytest.fixture(scope="module")
def builtin() -> Library:
    return builtin_library()


def questions_of_sixty_days(journal: Journal, library: Library, role: Role | None) -> list[Question]:
    """What somebody is asked who answers the question of every day."""
    roles = frozenset({role} if role else ())
    asked: list[Question] = []
    for number in range(DAYS):
        now = NOW + dt.timedelta(days=number)
        shown = home_overview(journal, library, now, roles).question
        assert shown is not None
        asked.append(question_of(library, shown))
        exercise = library.exercise(QUESTION_OF_THE_DAY)
        assert exercise is not None
        entry = new_entry(exercise, now).with_shown((shown,))
        answer = Answer(address=Address(step=shown.step, item=shown.item), question="?", text="antwoord")
        journal.save(entry, [answer])
    return asked


def question_of(library: Library, shown: ShownQuestion) -> Question:
    exercise = library.exercise(QUESTION_OF_THE_DAY)
    pick = exercise.step(shown.step) if exercise else None
    item = pick.item(shown.item) if isinstance(pick, Pick) else None
    assert isinstance(item, Question)
    return item


@pytest.mark.parametrize("role", Role)
def test_most_days_ask_a_question_written_for_the_role(
    journal: Journal, builtin: Library, role: Role
) -> None:
    asked = questions_of_sixty_days(journal, builtin, role)
    assert sum(role in question.roles for question in asked) > DAYS / 2


@pytest.mark.parametrize("role", [None, *Role])
def test_no_day_asks_a_question_for_another_role(
    journal: Journal, builtin: Library, role: Role | None
) -> None:
    asked = questions_of_sixty_days(journal, builtin, role)
    assert all(not question.roles or role in question.roles for question in asked)


@pytest.mark.parametrize("role", [None, *Role])
def test_a_question_of_the_day_does_not_come_back_within_a_week(
    journal: Journal, builtin: Library, role: Role | None
) -> None:
    asked = [question.id for question in questions_of_sixty_days(journal, builtin, role)]
    assert all(len(set(asked[day : day + 7])) == 7 for day in range(DAYS - 6))


@pytest.mark.parametrize("role", [None, *Role])
def test_no_statement_of_another_role_is_walked(builtin: Library, role: Role | None) -> None:
    roles = frozenset({role} if role else ())
    walked: set[str] = set()
    for exercise in builtin.exercises:
        session = Session(exercise=exercise, entry=new_entry(exercise, NOW), roles=roles)
        for stop in session.all_stops:
            if isinstance(stop.step, Recognise):
                statement = next(s for s in stop.step.statements if s.id == stop.address.item)
                assert not statement.roles or role in statement.roles, (exercise.id, statement.id)
                walked.update(statement.roles)
    assert walked >= roles & {Role.PROFESSIONAL, Role.BESTUURDER}
