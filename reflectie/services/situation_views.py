"""What the entries of one situation show together: learning cycle, timeline and people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.renderers import DiagramData, diagram_data, has_diagram_data, render_diagram
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry, EntrySummary
from reflectie.domain.exercise import Exercise, Library, walk_steps
from reflectie.domain.session import Session
from reflectie.domain.step import DiagramKind, Draw, Rows
from reflectie.domain.table import rows_of
from reflectie.domain.text_layout import one_line, wrap

DrawAtWidth = Callable[[int], tuple[str, ...]]
"""Draws the rows of a diagram for a width in cells."""


class SituationView(NamedTuple):
    """One view of a situation: its label and summary in a list, and the diagram itself."""

    id: str
    label: str
    summary: str
    draw: DrawAtWidth


class _EntryDiagram(NamedTuple):
    """A diagram in one of the entries."""

    entry: Entry
    kind: DiagramKind
    data: DiagramData


def has_views(exercise: Exercise | None) -> bool:
    """Return whether entries of an exercise can have a diagram or people. Only those need to be loaded."""
    return exercise is not None and any(isinstance(step, Draw | Rows) for step in walk_steps(exercise.steps))


def build_views(
    summaries: tuple[EntrySummary, ...], entries: Iterable[Entry], library: Library
) -> tuple[SituationView, ...]:
    """Return the views that a situation has.

    ``summaries`` are all its entries, ``entries`` those that ``has_views``; both newest first.
    """
    sessions = [
        Session(exercise=exercise, entry=entry)
        for entry in entries
        if (exercise := library.exercise(entry.exercise))
    ]
    diagrams = [diagram for session in sessions for diagram in _find_diagrams(session)]
    views = (_cycle_view(diagrams), _timeline_view(diagrams, summaries), _people_view(diagrams, sessions))
    return tuple(view for view in views if view)


def _find_diagrams(session: Session) -> Iterator[_EntryDiagram]:
    for stop in session.stops:
        if isinstance(stop.step, Draw) and has_diagram_data(stop, session.entry):
            data = diagram_data(stop.step, stop, session.entry, session.exercise)
            yield _EntryDiagram(session.entry, stop.step.drawing, data)


def _cycle_view(diagrams: Sequence[_EntryDiagram]) -> SituationView | None:
    """Return the newest learning cycle, or None. A ring with a side that is not drawn is another one."""
    cycles = (diagram.data for diagram in diagrams if isinstance(diagram.data, Cycle))
    newest = next((cycle for cycle in cycles if cycle.is_closed), None)
    if newest is None:
        return None
    return SituationView(
        "cycle", "leercyclus", _open_steps_text(newest), lambda width: render_diagram("cycle", newest, width)
    )


def _open_steps_text(cycle: Cycle) -> str:
    numbers = [str(number) for number, stage in enumerate(cycle.stages, 1) if stage.is_open]
    if not numbers:
        return "alle stappen hebben woorden"
    *others, last = numbers
    return f"stap {', '.join(others)} en {last} nog open" if others else f"stap {last} nog open"


def _timeline_view(
    diagrams: Sequence[_EntryDiagram], summaries: tuple[EntrySummary, ...]
) -> SituationView | None:
    """Return the events of all timelines as one; without timelines, the entries on their days."""
    timelines = [diagram.data for diagram in diagrams if isinstance(diagram.data, Timeline)]
    if not summaries:
        return None
    if timelines:
        summary = "wat er gebeurde, op volgorde"
        timeline = Timeline(
            events=tuple(chain.from_iterable(part.events for part in timelines)),
            side_labels=timelines[0].side_labels,
            kind_labels=timelines[0].kind_labels,
        )
    else:
        summary = "wat je schreef, op volgorde"
        events = (TimelineEvent(text=entry.title, date=entry.day.isoformat()) for entry in summaries)
        timeline = Timeline(events=tuple(events))
    return SituationView(
        "timeline", "tijdlijn", summary, lambda width: render_diagram("timeline", timeline, width)
    )


def _people_view(diagrams: Sequence[_EntryDiagram], sessions: Sequence[Session]) -> SituationView | None:
    """Return every diagram of people, newest first; without diagrams, the names in the tables."""
    names = tuple(dict.fromkeys(name for session in sessions for name in _people_names(session)))
    people_diagrams = [diagram for diagram in diagrams if diagram.kind in ("people", "rings")]
    if not names and not people_diagrams:
        return None

    def draw(width: int) -> tuple[str, ...]:
        rows = tuple(row for diagram in people_diagrams for row in _draw_with_day(diagram, width))
        return rows or tuple(row for name in names for row in wrap(name, width))

    return SituationView("people", "mensen", ", ".join(names), draw)


def _draw_with_day(diagram: _EntryDiagram, width: int) -> tuple[str, ...]:
    """Return a diagram below the day of its entry."""
    rows = render_diagram(diagram.kind, diagram.data, width)
    return (*wrap(long_day(diagram.entry.day), width), "", *rows, "", "")


def _people_names(session: Session) -> Iterator[str]:
    """Yield the text of every cell in a column for people."""
    for stop in session.stops:
        if isinstance(stop.step, Rows):
            columns = [column.id for column in stop.step.columns if column.type == "person"]
            for row in rows_of(session.entry, stop.address, stop.step.columns):
                if not row.is_removed:
                    yield from filter(None, (one_line(row.text(column)) for column in columns))
