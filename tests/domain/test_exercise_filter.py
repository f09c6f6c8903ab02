"""Filtering exercises by need, role, duration and words."""

import pytest

from reflectie.domain.exercise import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    Exercise,
    ExerciseFilter,
    Library,
    Need,
    duration_of,
    find_exercises,
)
from reflectie.domain.field import Role


def exercise(title: str, minutes: int | None = None, **more: object) -> Exercise:
    return Exercise(id=title, title=title, steps=(), minutes=minutes, **more)  # type: ignore[arg-type]


KNOT = exercise("De knoop", 5, summary="Voor als het niet verder gaat.", needs=(Need.STUCK,))
TABLE = exercise("Aan tafel", 15, needs=(Need.CONVERSATION, Need.STUCK), roles=(Role.BESTUURDER,))
TRACE = exercise("Sporen", 16, needs=(Need.LOOK_BACK,), roles=(Role.PROFESSIONAL,))
SHEET = exercise("Een leeg vel vóór alles", needs=(Need.WRITE,))
ALL = Library(exercises=(KNOT, TABLE, TRACE, SHEET))


def matching(**criteria: object) -> tuple[Exercise, ...]:
    return find_exercises(ALL, ExerciseFilter(**criteria))  # type: ignore[arg-type]


def test_an_empty_filter_matches_everything_in_order() -> None:
    assert matching() == ALL.exercises


def test_a_filter_matches_by_need() -> None:
    assert matching(need=Need.STUCK) == (KNOT, TABLE)
    assert matching(need=Need.CELEBRATE) == ()


def test_a_role_leaves_out_other_roles_and_sorts_its_own_first() -> None:
    assert matching(role=Role.BESTUURDER) == (TABLE, KNOT, SHEET)


@pytest.mark.parametrize(
    ("minutes", "size"), [(1, "short"), (5, "short"), (6, "quarter"), (15, "quarter"), (16, "longer")]
)
def test_minutes_map_to_three_durations(minutes: int, size: str) -> None:
    assert duration_of(exercise("x", minutes)) is Duration(size)


def test_an_exercise_without_minutes_fits_every_duration() -> None:
    assert matching(duration=Duration.SHORT) == (KNOT, SHEET)
    assert matching(duration=Duration.LONG) == (TRACE, SHEET)


@pytest.mark.parametrize("words", ["knoop", "VERDER gaat", "vastgelopen knoop", "niet de"])
def test_every_word_must_be_in_the_title_summary_or_need(words: str) -> None:
    assert matching(words=words) == (KNOT,)


def test_accents_and_case_are_ignored() -> None:
    assert matching(words="VOOR alles") == (SHEET,)


def test_a_matching_title_is_sorted_first() -> None:
    near, other = exercise("Het vel van de dag"), exercise("Het vel")
    library = Library(exercises=(exercise("Uit het vel"), near, other))
    assert find_exercises(library, ExerciseFilter(words="het vel"))[:2] == (other, near)


def test_every_need_and_duration_has_a_label() -> None:
    assert set(NEED_LABELS) == set(Need)
    assert set(DURATION_LABELS) == set(Duration)
