"""Kiezen: which exercises fit what a person needs now, has time for, or is looking for by word."""

import unicodedata
from enum import StrEnum

from reflectie.domain.exercise import Exercise, Library, Need
from reflectie.domain.role import Role
from reflectie.domain.value import Value

NEEDS = {
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


class Size(StrEnum):
    """Roughly how long an exercise takes."""

    SHORT = "short"
    QUARTER = "quarter"
    LONGER = "longer"


SIZES = {Size.SHORT: "kort", Size.QUARTER: "een kwartier", Size.LONGER: "langer"}
"""How each size is called on the screen."""

_UP_TO = {Size.SHORT: 5, Size.QUARTER: 15}
"""Minutes; what takes more is longer."""


class Wish(Value):
    """What somebody is looking for; what is left open lets everything through."""

    words: str = ""
    need: Need | None = None
    role: Role | None = None
    size: Size | None = None

    def met_by(self, exercise: Exercise) -> bool:
        """An exercise without roles is for everyone, and one without minutes takes what time there is."""
        return (
            self.need in (None, *exercise.needs)
            and (self.role is None or not exercise.roles or self.role in exercise.roles)
            and (self.size is None or size_of(exercise) in (None, self.size))
            and all(word in _text_of(exercise) for word in _folded(self.words).split())
        )


def find(library: Library, wish: Wish) -> tuple[Exercise, ...]:
    """What meets a wish: a title that is or begins with its words first, then what is for its very role."""
    found = (exercise for exercise in library.ordinary if wish.met_by(exercise))
    words = " ".join(_folded(wish.words).split())

    def rank(exercise: Exercise) -> tuple[bool, bool, bool]:
        title = _folded(exercise.name)
        return (title != words, not title.startswith(words), wish.role not in (None, *exercise.roles))

    return tuple(sorted(found, key=rank))


def size_of(exercise: Exercise) -> Size | None:
    """How long it takes, when it says so."""
    minutes = exercise.minutes
    if minutes is None:
        return None
    return next((size for size, most in _UP_TO.items() if minutes <= most), Size.LONGER)


def _text_of(exercise: Exercise) -> str:
    """All that is searched, as it is compared."""
    needs = (NEEDS[need] for need in exercise.needs)
    return _folded(" ".join((exercise.name, exercise.title, exercise.summary, *needs)))


def _folded(text: str) -> str:
    """Without capitals and accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
