"""Drawings in plain characters: what a person filled in, seen at a glance, also without colour.

Each is a pure function ``draw(data, width)`` that gives rows of at most ``width`` cells (at least ``LEAST``).
Nothing is cut in silence: what does not fit in the picture is told there, and stands whole in a list below.
The signs are ones that the fonts of Windows Terminal and xterm have.
"""

from collections.abc import Callable, Mapping
from typing import Any

from reflectie.domain.drawing import DrawingName
from reflectie.export.drawings import cycle, people, plane, rings, roundabout, rucksack, timeline

LEAST = 36
"""Cells a drawing needs at least."""

Picture = (
    timeline.Timeline
    | people.People
    | rings.Rings
    | cycle.Cycle
    | rucksack.Rucksack
    | roundabout.Roundabout
    | plane.Plane
)
"""The data of any drawing."""

DRAWINGS: Mapping[DrawingName, Callable[[Any, int], tuple[str, ...]]] = {
    "timeline": timeline.draw,
    "people": people.draw,
    "rings": rings.draw,
    "cycle": cycle.draw,
    "rucksack": rucksack.draw,
    "roundabout": roundabout.draw,
    "plane": plane.draw,
}
"""One drawing per name; a new one is a file here, its name in ``domain.drawing``, and its line here."""


def drawn(name: DrawingName, picture: Picture, width: int) -> tuple[str, ...]:
    """The rows of a drawing, at most ``width`` cells wide (``LEAST`` where that is narrower)."""
    rows = DRAWINGS[name](picture, max(width, LEAST))
    return tuple(row.rstrip() for row in rows)
