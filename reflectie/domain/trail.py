"""Where someone stands on a line and where they came from, without a word of judgement."""

from collections.abc import Iterable

from reflectie.domain.entry import SELF, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.value import Value

TRAIL = 6
"""How many earlier marks stay visible on Thuis."""


class Standpoint(Value):
    """The mark of a line as Thuis shows it.

    ``latest`` is the latest own placement, *nu* before *van nature*, or None when there is none. ``trail``
    holds the known values of earlier placements of the same aspect, oldest first.
    """

    latest: Placement | None = None
    trail: tuple[int, ...] = ()

    @property
    def value(self) -> int | None:
        return self.latest.value if self.latest else None

    @property
    def is_unknown(self) -> bool:
        """Whether the latest word about this line is not to know (yet)."""
        return self.latest is not None and self.latest.value is None


def standpoint(field: str, placements: Iterable[Placement]) -> Standpoint:
    """The standpoint on a line, from placements in order of time."""
    own = [p for p in placements if p.field == field and p.whose == SELF]
    marks = [p for p in own if p.aspect is Aspect.NOW] or own
    if not marks:
        return Standpoint()
    earlier = [p.value for p in marks[:-1] if p.value is not None]
    return Standpoint(latest=marks[-1], trail=tuple(earlier[-TRAIL:]))
