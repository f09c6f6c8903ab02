"""The exercises and questions of the day that were written for one role."""

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import Exercise, ExerciseFilter, find_exercises, walk_steps
from reflectie.domain.field import Role
from reflectie.domain.step import Pick, Question, Recognise

LIBRARY = load_library()
GOVERNING = (Role.BESTUURDER, Role.BELEIDSMAKER)
WRITTEN_FOR_GOVERNING = [e for e in LIBRARY.exercises if not {*GOVERNING}.isdisjoint(e.roles)]
MIN_EXERCISES = {Role.BESTUURDER: 10, Role.BELEIDSMAKER: 6}
MIN_QUESTIONS_OF_THE_DAY = 30
EVERYDAY_WORDS = (
    *("bang", "boos", "verdriet", "schaamte", "huilen", "slapen", "piekeren", "werkdruk", "onzeker"),
    *("fout", "spijt", "ruzie", "conflict", "collega", "klacht", "incident", "overleden"),
    *("dood", "zelfdoding", "suïcide", "agressie", "bedreigd"),
)

every_exercise = pytest.mark.parametrize("exercise", WRITTEN_FOR_GOVERNING, ids=lambda exercise: exercise.id)


@pytest.mark.parametrize("role", GOVERNING)
def test_kiezen_begins_with_the_exercises_of_the_role_of_the_user(role: Role) -> None:
    found = find_exercises(LIBRARY, ExerciseFilter(own_roles=frozenset({role})))
    assert all(role in exercise.roles for exercise in found[: MIN_EXERCISES[role]])


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_finds_an_exercise_by_an_everyday_word(role: Role | None) -> None:
    own_roles = frozenset({role}) if role else frozenset[Role]()
    found = {w: find_exercises(LIBRARY, ExerciseFilter(words=w, own_roles=own_roles)) for w in EVERYDAY_WORDS}
    assert [words for words, exercises in found.items() if not exercises] == []


@every_exercise
def test_an_exercise_for_those_who_govern_is_at_most_six_screens_with_the_closing(exercise: Exercise) -> None:
    assert len(exercise.short_route) + 1 <= 6
    assert exercise.minutes <= 3


@every_exercise
def test_every_role_of_an_exercise_finds_at_least_two_statements(exercise: Exercise) -> None:
    for step in walk_steps(exercise.steps):
        if isinstance(step, Recognise):
            for role in exercise.roles:
                shown = [s for s in step.statements if not s.roles or role in s.roles]
                assert len(shown) >= 2, f"{step.id}: {role}"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_at_least_thirty_questions_of_the_day_of_its_own(role: Role) -> None:
    exercise = LIBRARY.exercise("vraag-van-de-dag")
    assert exercise
    (pick,) = exercise.steps
    assert isinstance(pick, Pick)
    own = [item.id for item in pick.items if isinstance(item, Question) and role in item.roles]
    assert len(own) >= MIN_QUESTIONS_OF_THE_DAY
