"""What a step can see of the steps around it."""

from collections import ChainMap
from typing import NamedTuple

from reflectie.content.before import Names
from reflectie.domain.before import BEFORE
from reflectie.domain.step import Step


class Scope(NamedTuple):
    """What a step can see: the earlier steps by name, nearest first, and whether an ``each`` is around it.

    ``around`` is the step over which the nearest ``each`` walks, where that could be found.
    """

    seen: ChainMap[str, Step]
    repeated: bool = False
    around: Step | None = None

    @property
    def own(self) -> dict[str, Step]:
        """The earlier steps of this exercise itself."""
        return {name: step for name, step in self.seen.items() if not name.startswith(BEFORE)}

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks that are filled in here."""
        return ("item",) if self.repeated else ()

    def inner(self) -> "Scope":
        return self._replace(seen=self.seen.new_child())

    def walking(self, around: Step | None, before: Names) -> "Scope":
        """Inside an ``each``; ``before`` are the steps of a preparation that can be named there as well."""
        return Scope(self.seen.new_child(dict(before)), repeated=True, around=around)
