"""Which steps of preparations a look back can name: those of its own pack, as ``before.<id>``."""

from collections.abc import Iterable
from typing import NamedTuple

from reflectie.domain.before import BEFORE
from reflectie.domain.exercise import Exercise, walk
from reflectie.domain.meeting import Around
from reflectie.domain.step import Each, Step

Names = dict[str, Step]


class Before(NamedTuple):
    """``steps`` can be named anywhere; ``inside`` only within an ``each`` over the same earlier step."""

    steps: Names
    inside: dict[str, Names]

    def within(self, of: str) -> Names:
        """What can be named besides within an ``each`` over this step."""
        return self.inside.get(of, {})


def before(exercises: Iterable[Exercise]) -> Before:
    """The steps of the preparations among these exercises."""
    found = Before({}, {})
    for exercise in exercises:
        if exercise.meeting is Around.PREPARE:
            found.steps.update(_named(exercise.steps))
            for each in walk(exercise.steps):
                if isinstance(each, Each):
                    found.inside.setdefault(f"{BEFORE}{each.of}", {}).update(_named(each.steps))
    return found


def _named(steps: Iterable[Step]) -> Names:
    return {f"{BEFORE}{step.id}": step for step in steps}
