"""Kiezen: what fits what somebody needs, has time for, or looks for by word."""

import pytest

from reflectie.domain.exercise import Exercise, Library, Need
from reflectie.domain.exercise_filter import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    ExerciseFilter,
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


def found(**wish: object) -> tuple[Exercise, ...]:
    return find_exercises(ALL, ExerciseFilter(**wish))  # type: ignore[arg-type]


def test_without_a_wish_everything_is_there_in_the_order_of_the_content() -> None:
    assert found() == ALL.exercises


def test_a_need_gives_what_is_for_it() -> None:
    assert found(need=Need.STUCK) == (KNOT, TABLE)
    assert found(need=Need.CELEBRATE) == ()


def test_a_role_leaves_out_what_is_for_another_and_puts_its_own_first() -> None:
    assert found(role=Role.BESTUURDER) == (TABLE, KNOT, SHEET)


@pytest.mark.parametrize(
    ("minutes", "size"), [(1, "short"), (5, "short"), (6, "quarter"), (15, "quarter"), (16, "longer")]
)
def test_the_time_it_takes_has_three_sizes(minutes: int, size: str) -> None:
    assert duration_of(exercise("x", minutes)) is Duration(size)


def test_what_has_no_minutes_fits_any_time() -> None:
    assert found(duration=Duration.SHORT) == (KNOT, SHEET)
    assert found(duration=Duration.LONG) == (TRACE, SHEET)


@pytest.mark.parametrize("words", ["knoop", "VERDER gaat", "vastgelopen knoop", "niet de"])
def test_every_word_is_looked_for_in_title_summary_and_need(words: str) -> None:
    assert found(words=words) == (KNOT,)


def test_accents_and_capitals_make_no_difference() -> None:
    assert found(words="VOOR alles") == (SHEET,)


def test_the_title_that_is_typed_comes_before_one_that_only_has_its_words() -> None:
    near, other = exercise("Het vel van de dag"), exercise("Het vel")
    library = Library(exercises=(exercise("Uit het vel"), near, other))
    assert find_exercises(library, ExerciseFilter(words="het vel"))[:2] == (other, near)


def test_every_need_and_size_has_a_name_on_the_screen() -> None:
    assert set(NEED_LABELS) == set(Need)
    assert set(DURATION_LABELS) == set(Duration)
