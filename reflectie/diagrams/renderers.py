"""The data of each diagram kind, and its renderer."""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from reflectie.diagrams import boxes, cycle, people, plane, rings, roundabout, rucksack, timeline, windows
from reflectie.domain.entry import Address, AnswerState, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.labels import STATE_LABELS
from reflectie.domain.plan import Stop
from reflectie.domain.step import DiagramKind, Draw, Place, Question, Rows
from reflectie.domain.table import Row, rows_of

DiagramData = (
    timeline.Timeline
    | people.People
    | rings.Rings
    | cycle.Cycle
    | rucksack.Rucksack
    | roundabout.Roundabout
    | plane.Plane
    | windows.Windows
)
"""The data of any diagram."""


def diagram_data(step: Draw, stop: Stop, entry: Entry, exercise: Exercise) -> DiagramData:
    """Return what ``step``, the step of ``stop``, draws of an entry; removed rows are left out."""
    return _DATA_BUILDERS[step.drawing](_DiagramSource(step, stop, entry, exercise))


def has_diagram_data(stop: Stop, entry: Entry) -> bool:
    """Return whether any of the steps that a diagram shows has been filled in."""
    addresses = {address for _, address in stop.references}
    if any(placement.address in addresses for placement in entry.placements):
        return True
    if any(not row.is_removed for address in addresses for row in rows_of(entry, address)):
        return True
    answers = (answer for answer in entry.answers if answer.address in addresses)
    return any(answer.text or answer.state is AnswerState.UNKNOWN for answer in answers)


class _DiagramSource:
    """The steps, rows and labels to which the parts of a diagram refer by name."""

    def __init__(self, step: Draw, stop: Stop, entry: Entry, exercise: Exercise) -> None:
        self.parts, self.entry, self.exercise = step.parts, entry, exercise
        self._addresses: Mapping[str, Address] = dict(stop.references)

    def address(self, name: str | None) -> Address | None:
        return self._addresses.get(name or "")

    def question(self, name: str | None) -> Question | None:
        step = self.exercise.step(name or "")
        return step if isinstance(step, Question) else None

    def rows(self, name: str | None) -> tuple[Row, ...]:
        step = self.question(name)
        columns = step.columns if isinstance(step, Rows) else ()
        return tuple(row for row in rows_of(self.entry, self.address(name), columns) if not row.is_removed)

    def option_labels(self, table: str | None, column: str | None) -> tuple[tuple[str, str], ...]:
        """Return the options of a column with their labels."""
        step = self.question(table)
        options = step.column(column) if isinstance(step, Rows) else None
        return tuple((option.id, option.text) for option in options.options) if options else ()


def _timeline_data(source: _DiagramSource) -> timeline.Timeline:
    parts = source.parts
    return timeline.Timeline(
        events=tuple(
            timeline.TimelineEvent(
                text=row.text(parts.what),
                date=row.value(parts.when),
                typed_date=row.text(parts.when),
                side=row.value(parts.side),
                kind=row.value(parts.sort),
            )
            for row in source.rows(parts.rows)
        ),
        side_labels=source.option_labels(parts.rows, parts.side),
        kind_labels=source.option_labels(parts.rows, parts.sort),
    )


def _people_data(source: _DiagramSource) -> people.People:
    parts, rows = source.parts, source.rows(source.parts.rows)
    return people.People(
        people=tuple(
            people.Person(key=row.id, name=row.text(parts.who), generation=row.value(parts.generation))
            for row in rows
        ),
        ties=tuple(_ties(source, {row.id: row.text(parts.who) for row in rows})),
        generation_labels=source.option_labels(parts.rows, parts.generation),
        tie_labels=source.option_labels(parts.ties, parts.tie),
    )


def _ties(source: _DiagramSource, names: Mapping[str, str]) -> Iterator[people.Tie]:
    """Return the ties with both ends filled in; a person who is still listed has their present name."""
    parts = source.parts
    for row in source.rows(parts.ties):
        first, last = row.value(parts.from_), row.value(parts.to)
        if first and last:
            yield people.Tie(
                ends=(first, last),
                names=(names.get(first) or row.text(parts.from_), names.get(last) or row.text(parts.to)),
                tie=row.value(parts.tie),
            )


def _rings_data(source: _DiagramSource) -> rings.Rings:
    parts = source.parts
    return rings.Rings(
        members=tuple(
            rings.RingMember(name=row.text(parts.who), ring=row.value(parts.ring), tie=row.value(parts.tie))
            for row in source.rows(parts.rows)
        ),
        ring_labels=source.option_labels(parts.rows, parts.ring),
        tie_labels=source.option_labels(parts.rows, parts.tie),
    )


def _rucksack_data(source: _DiagramSource) -> rucksack.Rucksack:
    parts = source.parts
    advice = tuple(
        rucksack.Advice(
            text=row.text(parts.what), giver=row.text(parts.who), is_out=row.value(parts.kept) == "out"
        )
        for row in source.rows(parts.rows)
    )
    label = dict(source.option_labels(parts.rows, parts.kept)).get("out", "")
    return rucksack.Rucksack(advice=advice, out_label=label) if label else rucksack.Rucksack(advice=advice)


def _roundabout_data(source: _DiagramSource) -> roundabout.Roundabout:
    parts = source.parts
    return roundabout.Roundabout(
        exits=tuple(
            roundabout.RoundaboutExit(text=row.text(parts.what), taken=row.value(parts.taken))
            for row in source.rows(parts.rows)
        ),
        taken_labels=source.option_labels(parts.rows, parts.taken),
    )


def _cycle_data(source: _DiagramSource) -> cycle.Cycle:
    return cycle.Cycle(stages=_boxes(source))


def _windows_data(source: _DiagramSource) -> windows.Windows:
    about = _stage_text(source, source.address(source.parts.about))
    return windows.Windows(windows=_boxes(source), about=about)


def _boxes(source: _DiagramSource) -> tuple[boxes.Box, ...]:
    named = zip_longest(source.parts.steps, source.parts.labels, fillvalue="")
    return tuple(_box(source, name, label) for name, label in named if name)


def _box(source: _DiagramSource, name: str, label: str) -> boxes.Box:
    """Return one step in a box, named by its label or else by its question."""
    address, question = source.address(name), source.question(name)
    answer = source.entry.answer(address) if address else None
    question_text = (answer.question if answer else "") or (question.text if question else name)
    text = _stage_text(source, address)
    return boxes.Box(name=label or question_text, answer=text, is_open=not text)


def _stage_text(source: _DiagramSource, address: Address | None) -> str:
    """Return the answer of a stage: its choices and text, that it is unknown, or the names of its rows."""
    if address is None:
        return ""
    answer = source.entry.answer(address)
    is_unknown = answer is not None and answer.state is AnswerState.UNKNOWN
    rows = (row for row in rows_of(source.entry, address) if not row.is_removed)
    chosen = ", ".join(choice.text for choice in source.entry.choices(address))
    return (
        ": ".join(filter(None, (chosen, answer.text if answer else "")))
        or (STATE_LABELS[AnswerState.UNKNOWN] if is_unknown else "")
        or ", ".join(row.name for row in rows if row.name)
    )


def _plane_data(source: _DiagramSource) -> plane.Plane:
    horizontal, vertical = (_plane_axis(source, name) for name in source.parts.steps)
    return plane.Plane(horizontal=horizontal, vertical=vertical)


def _plane_axis(source: _DiagramSource, name: str) -> plane.Axis:
    mark = source.entry.placement(source.address(name))
    if mark:
        return plane.Axis(left=mark.left, right=mark.right, value=mark.value)
    step = source.question(name)
    fields = (f for f in source.exercise.fields if isinstance(step, Place) and f.id == step.field)
    field = next(fields, None)
    left, right = (field.left.name, field.right.name) if field else ("", "")
    return plane.Axis(left=left, right=right, is_placed=False)


_DATA_BUILDERS: Mapping[DiagramKind, Callable[[_DiagramSource], DiagramData]] = {
    "timeline": _timeline_data,
    "people": _people_data,
    "rings": _rings_data,
    "cycle": _cycle_data,
    "rucksack": _rucksack_data,
    "roundabout": _roundabout_data,
    "plane": _plane_data,
    "windows": _windows_data,
}

# Render -------------------------------------------------------------------------------------------

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
