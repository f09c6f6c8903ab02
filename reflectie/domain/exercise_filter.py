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
"""How each need is called on the screen."""


class Duration(StrEnum):
    """Roughly how long an exercise takes."""

    SHORT = "short"
    QUARTER_HOUR = "quarter"
    LONG = "longer"


DURATION_LABELS = {Duration.SHORT: "kort", Duration.QUARTER_HOUR: "een kwartier", Duration.LONG: "langer"}
"""How each size is called on the screen."""

_MAX_MINUTES = {Duration.SHORT: 5, Duration.QUARTER_HOUR: 15}
"""Minutes; what takes more is longer."""


class ExerciseFilter(Value):
    """What somebody is looking for; what is left open lets everything through."""

    words: str = ""
    need: Need | None = None
    role: Role | None = None
    duration: Duration | None = None

    def matches(self, exercise: Exercise) -> bool:
        """An exercise without roles is for everyone, and one without minutes takes what time there is."""
        return (
            self.need in (None, *exercise.needs)
            and (self.role is None or not exercise.roles or self.role in exercise.roles)
            and (self.duration is None or duration_of(exercise) in (None, self.duration))
            and all(word in _searchable_text(exercise) for word in _fold(self.words).split())
        )


def find_exercises(library: Library, wish: ExerciseFilter) -> tuple[Exercise, ...]:
    """What meets a wish: a title that is or begins with its words first, then what is for its very role."""
    found = (exercise for exercise in library.standalone if wish.matches(exercise))
    words = " ".join(_fold(wish.words).split())

    def rank(exercise: Exercise) -> tuple[bool, bool, bool]:
        title = _fold(exercise.name)
        return (title != words, not title.startswith(words), wish.role not in (None, *exercise.roles))

    return tuple(sorted(found, key=rank))


def duration_of(exercise: Exercise) -> Duration | None:
    """How long it takes, when it says so."""
    minutes = exercise.minutes
    if minutes is None:
        return None
    return next((size for size, most in _MAX_MINUTES.items() if minutes <= most), Duration.LONG)


def _searchable_text(exercise: Exercise) -> str:
    """All that is searched, as it is compared."""
    needs = (NEED_LABELS[need] for need in exercise.needs)
    return _fold(" ".join((exercise.name, exercise.title, exercise.summary, *needs)))


def _fold(text: str) -> str:
    """Without capitals and accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
