"""What a drawing is made from: which earlier steps, and which of their columns."""

from typing import Literal

import msgspec

from reflectie.domain.value import Value

DrawingName = Literal["timeline", "people", "rings", "cycle", "rucksack", "roundabout", "plane"]


class Parts(Value):
    """The parts of a drawing: ``rows``, ``ties`` and ``steps`` name earlier steps, all else names columns.

    ``ties`` are rows of their own with columns ``from`` and ``to``; every other column is one of ``rows``.
    ``tie`` is a column of ``ties`` where those are given, else of ``rows``. ``labels`` are short names of the
    ``steps``, in their order, for where the whole question is too long.
    """

    rows: str | None = None
    ties: str | None = None
    steps: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    when: str | None = None
    what: str | None = None
    who: str | None = None
    side: str | None = None
    sort: str | None = None
    generation: str | None = None
    ring: str | None = None
    kept: str | None = None
    taken: str | None = None
    tie: str | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The earlier steps that are looked at."""
        return tuple(name for name in (self.rows, self.ties, *self.steps) if name)


class Needs(Value):
    """What a drawing cannot do without, and what it can use besides."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    steps: int = 0


NEEDS: dict[DrawingName, Needs] = {
    "timeline": Needs(must=("rows", "when", "what"), may=("side", "sort")),
    "people": Needs(must=("rows", "who"), may=("generation", "ties", "from", "to", "tie")),
    "rings": Needs(must=("rows", "who", "ring"), may=("tie",)),
    "rucksack": Needs(must=("rows", "what"), may=("who", "kept")),
    "roundabout": Needs(must=("rows", "what", "taken")),
    "cycle": Needs(may=("labels",), steps=4),
    "plane": Needs(steps=2),
}

CHOICES: dict[str, tuple[str, ...]] = {
    "side": ("professional", "family"),
    "sort": ("fact", "opinion", "assumption", "emotion", "interpretation"),
    "generation": ("grandparents", "parents", "children", "next", "around"),
    "tie": ("close", "tense", "broken", "unknown"),
    "ring": ("near", "middle", "far"),
    "kept": ("keep", "out"),
    "taken": ("taken", "not_yet"),
}
"""The options that a ``choice`` column may have to be drawn, by the part it plays."""
