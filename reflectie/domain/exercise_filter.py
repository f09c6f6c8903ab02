"""Filter exercises by need, role, duration and words."""

import unicodedata
from enum import StrEnum

from reflectie.domain.exercise import Exercise, Library, Need
from reflectie.domain.field import Role
from reflectie.domain.value import Value

NEED_LABELS = {
    Need.STUCK: "vastgelopen",
    Need.CONVERSATION: "een gesprek voor de boeg",
    Need.UNDERSTAND: "iemand begrijpen",
    Need.LOOK_BACK: "terugkijken",
    Need.BE_STILL: "even stil",
    Need.DECIDE: "een besluit",
    Need.CELEBRATE: "iets vieren",
    Need.WRITE: "alleen schrijven",
}
"""The label of each need on the screen."""


class Duration(StrEnum):
    """About how long an exercise takes."""

    SHORT = "short"
    QUARTER_HOUR = "quarter"
    LONG = "longer"


DURATION_LABELS = {Duration.SHORT: "kort", Duration.QUARTER_HOUR: "een kwartier", Duration.LONG: "langer"}
"""The label of each duration on the screen."""

_MAX_MINUTES = {Duration.SHORT: 5, Duration.QUARTER_HOUR: 15}
"""In minutes; anything longer is ``LONG``."""


class ExerciseFilter(Value):
    """What the user looks for; a criterion that is None or "" matches everything."""

    words: str = ""
    need: Need | None = None
    role: Role | None = None
    duration: Duration | None = None

    def matches(self, exercise: Exercise) -> bool:
        """Whether an exercise matches; one without roles or minutes matches every role or duration."""
        return (
            self.need in (None, *exercise.needs)
            and (self.role is None or not exercise.roles or self.role in exercise.roles)
            and (self.duration is None or duration_of(exercise) in (None, self.duration))
            and all(word in _searchable_text(exercise) for word in _fold(self.words).split())
        )


def find_exercises(library: Library, criteria: ExerciseFilter) -> tuple[Exercise, ...]:
    """The matching exercises: first by title, equal to the words or starting with them, then by role."""
    matches = (exercise for exercise in library.standalone if criteria.matches(exercise))
    words = " ".join(_fold(criteria.words).split())

    def rank(exercise: Exercise) -> tuple[bool, bool, bool]:
        title = _fold(exercise.name)
        return (title != words, not title.startswith(words), criteria.role not in (None, *exercise.roles))

    return tuple(sorted(matches, key=rank))


def duration_of(exercise: Exercise) -> Duration | None:
    """The duration of an exercise; None when it states no minutes."""
    minutes = exercise.minutes
    if minutes is None:
        return None
    return next((duration for duration, limit in _MAX_MINUTES.items() if minutes <= limit), Duration.LONG)


def _searchable_text(exercise: Exercise) -> str:
    """The text in which words are looked for, folded."""
    needs = (NEED_LABELS[need] for need in exercise.needs)
    return _fold(" ".join((exercise.name, exercise.title, exercise.summary, *needs)))


def _fold(text: str) -> str:
    """Remove capitals and accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
