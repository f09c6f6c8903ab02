"""Render any diagram as rows of plain characters; one renderer per kind of diagram."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from reflectie.diagrams import cycle, people, plane, rings, roundabout, rucksack, timeline, windows
from reflectie.diagrams.diagram_data import DiagramData
from reflectie.domain.step import DiagramKind

MIN_DIAGRAM_WIDTH = 36
"""Cells that a diagram needs."""

DEFAULT_DIAGRAM_WIDTH = 80
"""Cells of a diagram in a document that has no width of its own."""

DrawFunction = Callable[[Any, int], tuple[str, ...]]
"""Takes the data of a diagram and a width in cells; returns rows."""


class DiagramRenderer(NamedTuple):
    """The functions that render one kind of diagram.

    ``draw_low`` draws a picture of seven rows. It is None for a diagram whose height depends on its rows.
    """

    draw: DrawFunction
    legend: DrawFunction
    draw_low: DrawFunction | None = None


DIAGRAM_RENDERERS: Mapping[DiagramKind, DiagramRenderer] = {
    "timeline": DiagramRenderer(timeline.draw, timeline.legend),
    "people": DiagramRenderer(people.draw, people.legend),
    "rings": DiagramRenderer(rings.draw, rings.legend),
    "cycle": DiagramRenderer(cycle.draw, cycle.legend, cycle.draw_low),
    "rucksack": DiagramRenderer(rucksack.draw, rucksack.legend),
    "roundabout": DiagramRenderer(roundabout.draw, roundabout.legend),
    "plane": DiagramRenderer(plane.draw, plane.legend, plane.draw_low),
    "windows": DiagramRenderer(windows.draw, windows.legend, windows.draw_low),
}
"""A new kind of diagram is a module here, its name in ``domain.step``, and a line in this table."""


def render_diagram(kind: DiagramKind, data: DiagramData, width: int) -> tuple[str, ...]:
    """Return the legend and the picture below it, in ``width`` cells (at least ``MIN_DIAGRAM_WIDTH``)."""
    legend = render_legend(kind, data, width)
    return (*legend, *([""] if legend else []), *render_picture(kind, data, width))


def render_picture(kind: DiagramKind, data: DiagramData, width: int) -> tuple[str, ...]:
    """Return the rows of a diagram without its legend."""
    return _rows(DIAGRAM_RENDERERS[kind].draw, data, width)


def render_beside(kind: DiagramKind, data: DiagramData, width: int, height: int) -> tuple[str, ...]:
    """Return the legend and the picture, or where they need more than ``height`` rows a lower picture."""
    rows = render_diagram(kind, data, width)
    draw_low = DIAGRAM_RENDERERS[kind].draw_low
    return _rows(draw_low, data, width) if draw_low and len(rows) > height else rows


def render_legend(kind: DiagramKind, data: DiagramData, width: int) -> tuple[str, ...]:
    """Return the rows that explain the symbols of a diagram; there may be none."""
    return _rows(DIAGRAM_RENDERERS[kind].legend, data, width)


def _rows(draw: DrawFunction, data: DiagramData, width: int) -> tuple[str, ...]:
    return tuple(row.rstrip() for row in draw(data, max(width, MIN_DIAGRAM_WIDTH)))
