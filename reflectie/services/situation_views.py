"""What the entries of one situation show together: learning cycle, timeline and people."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.diagram_data import DiagramData, diagram_data, has_diagram_data
from reflectie.diagrams.renderers import render_diagram
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry, EntrySummary
from reflectie.domain.exercise import Exercise, Library, walk_steps
from reflectie.domain.session import Session
from reflectie.domain.step import DiagramKind, Draw, Rows
from reflectie.domain.table import rows_of
from reflectie.domain.text_layout import wrap

DrawAtWidth = Callable[[int], tuple[str, ...]]
"""From a width in cells to the rows of a drawing."""


class SituationView(NamedTuple):
    """One thing to look at: what stands before it and about it in a list, and its drawing."""

    id: str
    label: str
    summary: str
    draw: DrawAtWidth


class _FoundDrawing(NamedTuple):
    """A drawing in one of the entries."""

    entry: Entry
    name: DiagramKind
    picture: DiagramData


def has_views(exercise: Exercise | None) -> bool:
    """Whether entries of this exercise can hold a drawing or people; all others need not be read whole."""
    return exercise is not None and any(isinstance(step, Draw | Rows) for step in walk_steps(exercise.steps))


def build_views(
    summaries: tuple[EntrySummary, ...], entries: Iterable[Entry], library: Library
) -> tuple[SituationView, ...]:
    """What there is to look at, from every entry as a line and the telling ones whole, the newest first."""
    sessions = [
        Session(exercise=exercise, entry=entry)
        for entry in entries
        if (exercise := library.exercise(entry.exercise))
    ]
    found = [drawing for session in sessions for drawing in _find_drawings(session)]
    views = (_cycle_view(found), _timeline_view(found, summaries), _people_view(found, sessions))
    return tuple(view for view in views if view)


def _find_drawings(session: Session) -> Iterator[_FoundDrawing]:
    for stop in session.stops:
        if isinstance(stop.step, Draw) and has_diagram_data(stop, session.entry):
            made = diagram_data(stop.step, stop, session.entry, session.exercise)
            yield _FoundDrawing(session.entry, stop.step.drawing, made)


def _cycle_view(found: list[_FoundDrawing]) -> SituationView | None:
    """The learning cycle as it was seen last."""
    latest = next((one.picture for one in found if isinstance(one.picture, Cycle)), None)
    if latest is None:
        return None
    return SituationView(
        "cycle", "leercyclus", _open_steps_text(latest), lambda width: render_diagram("cycle", latest, width)
    )


def _open_steps_text(cycle: Cycle) -> str:
    """Which steps have no words yet, in words."""
    numbers = [str(number) for number, place in enumerate(cycle.stages, 1) if place.is_open]
    if not numbers:
        return "alle stappen hebben woorden"
    *some, last = numbers
    return f"stap {', '.join(some)} en {last} nog open" if some else f"stap {last} nog open"


def _timeline_view(found: list[_FoundDrawing], summaries: tuple[EntrySummary, ...]) -> SituationView | None:
    """The events of all timelines on one line; where there are none, the entries by their day."""
    lines = [one.picture for one in found if isinstance(one.picture, Timeline)]
    if not summaries:
        return None
    if lines:
        words = "wat er gebeurde, op volgorde"
        events = tuple(chain.from_iterable(line.events for line in lines))
        line = Timeline(events=events, side_labels=lines[0].side_labels, kind_labels=lines[0].kind_labels)
    else:
        words = "wat je schreef, op volgorde"
        line = Timeline(events=tuple(TimelineEvent(text=e.title, date=e.day.isoformat()) for e in summaries))
    return SituationView("timeline", "tijdlijn", words, lambda width: render_diagram("timeline", line, width))


def _people_view(found: list[_FoundDrawing], sessions: list[Session]) -> SituationView | None:
    """Every drawing of people, the latest first; where there are none, only who was named."""
    names = tuple(dict.fromkeys(name for session in sessions for name in _people_names(session)))
    drawings = [one for one in found if one.name in ("people", "rings")]
    if not names and not drawings:
        return None

    def draw(width: int) -> tuple[str, ...]:
        rows = [row for one in drawings for row in _with_day_caption(one, width)]
        return tuple(rows) or tuple(row for name in names for row in wrap(name, width))

    return SituationView("people", "mensen", ", ".join(names), draw)


def _with_day_caption(one: _FoundDrawing, width: int) -> tuple[str, ...]:
    """A drawing under the day on which it was made."""
    return (*wrap(long_day(one.entry.day), width), "", *render_diagram(one.name, one.picture, width), "", "")


def _people_names(session: Session) -> Iterator[str]:
    """Everybody who was filled in as a person."""
    for stop in session.stops:
        if isinstance(stop.step, Rows):
            people = [column.id for column in stop.step.columns if column.type == "person"]
            for row in rows_of(session.entry, stop.address, stop.step.columns):
                if not row.is_removed:
                    yield from filter(None, (" ".join(row.text(column).split()) for column in people))
