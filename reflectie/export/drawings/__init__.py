"""Drawings in plain characters: what a person filled in, seen at a glance, also without colour.

Each has two pure functions that give rows of at most ``width`` cells (at least ``LEAST``):
``draw(data, width)`` is the picture, ``legend(data, width)`` tells its signs, and only those that occur.
Nothing is cut in silence: what does not fit in the picture is told there, and stands whole in a list below.
The signs are ones that the fonts of Windows Terminal and xterm have.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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

Draws = Callable[[Any, int], tuple[str, ...]]


class Drawing(NamedTuple):
    """How one drawing is made."""

    draw: Draws
    legend: Draws


DRAWINGS: Mapping[DrawingName, Drawing] = {
    "timeline": Drawing(timeline.draw, timeline.legend),
    "people": Drawing(people.draw, people.legend),
    "rings": Drawing(rings.draw, rings.legend),
    "cycle": Drawing(cycle.draw, cycle.legend),
    "rucksack": Drawing(rucksack.draw, rucksack.legend),
    "roundabout": Drawing(roundabout.draw, roundabout.legend),
    "plane": Drawing(plane.draw, plane.legend),
}
"""One drawing per name; a new one is a file here, its name in ``domain.drawing``, and its line here."""


def drawn(name: DrawingName, picture: Picture, width: int) -> tuple[str, ...]:
    """The rows of a drawing below its legend, at most ``width`` cells wide; ``LEAST`` where that is more."""
    signs = legend(name, picture, width)
    return (*signs, *([""] if signs else []), *pictured(name, picture, width))


def pictured(name: DrawingName, picture: Picture, width: int) -> tuple[str, ...]:
    """The rows of a drawing without its legend, for who shows that apart."""
    return tuple(row.rstrip() for row in DRAWINGS[name].draw(picture, max(width, LEAST)))


def legend(name: DrawingName, picture: Picture, width: int) -> tuple[str, ...]:
    """What tells the signs of a drawing; no rows where it has none."""
    return tuple(row.rstrip() for row in DRAWINGS[name].legend(picture, max(width, LEAST)))
