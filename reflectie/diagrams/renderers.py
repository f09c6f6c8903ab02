"""Render any diagram as rows of plain characters; one renderer per kind of diagram."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from reflectie.diagrams import cycle, people, plane, rings, roundabout, rucksack, timeline
from reflectie.diagrams.diagram_data import DiagramData
from reflectie.domain.step import DiagramKind

MIN_DIAGRAM_WIDTH = 36
"""Cells a drawing needs at least."""

DrawFunction = Callable[[Any, int], tuple[str, ...]]


class DiagramRenderer(NamedTuple):
    """How one drawing is made."""

    draw: DrawFunction
    legend: DrawFunction


DIAGRAM_RENDERERS: Mapping[DiagramKind, DiagramRenderer] = {
    "timeline": DiagramRenderer(timeline.draw, timeline.legend),
    "people": DiagramRenderer(people.draw, people.legend),
    "rings": DiagramRenderer(rings.draw, rings.legend),
    "cycle": DiagramRenderer(cycle.draw, cycle.legend),
    "rucksack": DiagramRenderer(rucksack.draw, rucksack.legend),
    "roundabout": DiagramRenderer(roundabout.draw, roundabout.legend),
    "plane": DiagramRenderer(plane.draw, plane.legend),
}
"""One drawing per name; a new one is a file here, its name in ``domain.drawing``, and its line here."""


def render_diagram(name: DiagramKind, picture: DiagramData, width: int) -> tuple[str, ...]:
    """The rows of a drawing below its legend, at most ``width`` cells wide; ``LEAST`` where that is more."""
    signs = render_legend(name, picture, width)
    return (*signs, *([""] if signs else []), *render_picture(name, picture, width))


def render_picture(name: DiagramKind, picture: DiagramData, width: int) -> tuple[str, ...]:
    """The rows of a drawing without its legend, for who shows that apart."""
    return tuple(row.rstrip() for row in DIAGRAM_RENDERERS[name].draw(picture, max(width, MIN_DIAGRAM_WIDTH)))


def render_legend(name: DiagramKind, picture: DiagramData, width: int) -> tuple[str, ...]:
    """What tells the signs of a drawing; no rows where it has none."""
    return tuple(
        row.rstrip() for row in DIAGRAM_RENDERERS[name].legend(picture, max(width, MIN_DIAGRAM_WIDTH))
    )


DEFAULT_DIAGRAM_WIDTH = 80
"""Cells a drawing gets where no terminal says how wide it is."""
