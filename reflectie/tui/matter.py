"""What the entries of one situation show together: where the learning is, a timeline, the people."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from reflectie.domain.dates import long_day
from reflectie.domain.drawing import DrawingName
from reflectie.domain.entry import Entry, Summary
from reflectie.domain.exercise import Exercise, Library, walk
from reflectie.domain.session import Session
from reflectie.domain.step import Draw, Rows
from reflectie.domain.table import rows_of
from reflectie.export.drawings import Picture, drawn
from reflectie.export.drawings.cycle import Cycle
from reflectie.export.drawings.text import wrap
from reflectie.export.drawings.timeline import Event, Timeline
from reflectie.export.pictures import is_filled, picture

Draws = Callable[[int], tuple[str, ...]]
"""From a width in cells to the rows of a drawing."""


class View(NamedTuple):
    """One thing to look at: what stands before it and about it in a list, and its drawing."""

    id: str
    label: str
    words: str
    draw: Draws


class _Found(NamedTuple):
    """A drawing in one of the entries."""

    entry: Entry
    name: DrawingName
    picture: Picture


def can_show(exercise: Exercise | None) -> bool:
    """Whether entries of this exercise can hold a drawing or people; all others need not be read whole."""
    return exercise is not None and any(isinstance(step, Draw | Rows) for step in walk(exercise.steps))


def views_of(summaries: tuple[Summary, ...], entries: Iterable[Entry], library: Library) -> tuple[View, ...]:
    """What there is to look at, from every entry as a line and the telling ones whole, the newest first."""
    sessions = [
        Session(exercise=exercise, entry=entry)
        for entry in entries
        if (exercise := library.exercise(entry.exercise))
    ]
    found = [drawing for session in sessions for drawing in _drawings(session)]
    views = (_cycle(found), _timeline(found, summaries), _people(found, sessions))
    return tuple(view for view in views if view)


def _drawings(session: Session) -> Iterator[_Found]:
    for stop in session.stops:
        if isinstance(stop.step, Draw) and is_filled(stop, session.entry):
            made = picture(stop, session.entry, session.exercise)
            yield _Found(session.entry, stop.step.drawing, made)


def _cycle(found: list[_Found]) -> View | None:
    """The learning cycle as it was seen last."""
    latest = next((one.picture for one in found if isinstance(one.picture, Cycle)), None)
    if latest is None:
        return None
    return View("cycle", "leercyclus", _still_open(latest), lambda width: drawn("cycle", latest, width))


def _still_open(cycle: Cycle) -> str:
    """Which steps have no words yet, in words."""
    numbers = [str(number) for number, place in enumerate(cycle.places, 1) if place.is_open]
    if not numbers:
        return "alle stappen hebben woorden"
    *some, last = numbers
    return f"stap {', '.join(some)} en {last} nog open" if some else f"stap {last} nog open"


def _timeline(found: list[_Found], summaries: tuple[Summary, ...]) -> View | None:
    """The events of all timelines on one line; where there are none, the entries by their day."""
    lines = [one.picture for one in found if isinstance(one.picture, Timeline)]
    if not summaries:
        return None
    if lines:
        words = "wat er gebeurde, op volgorde"
        events = tuple(chain.from_iterable(line.events for line in lines))
        line = Timeline(events=events, sides=lines[0].sides, sorts=lines[0].sorts)
    else:
        words = "wat je schreef, op volgorde"
        line = Timeline(events=tuple(Event(what=e.title, when=e.day.isoformat()) for e in summaries))
    return View("timeline", "tijdlijn", words, lambda width: drawn("timeline", line, width))


def _people(found: list[_Found], sessions: list[Session]) -> View | None:
    """Every drawing of people, the latest first; where there are none, only who was named."""
    names = tuple(dict.fromkeys(name for session in sessions for name in _names(session)))
    drawings = [one for one in found if one.name in ("people", "rings")]
    if not names and not drawings:
        return None

    def draw(width: int) -> tuple[str, ...]:
        rows = [row for one in drawings for row in _captioned(one, width)]
        return tuple(rows) or tuple(row for name in names for row in wrap(name, width))

    return View("people", "mensen", ", ".join(names), draw)


def _captioned(one: _Found, width: int) -> tuple[str, ...]:
    """A drawing under the day on which it was made."""
    return (*wrap(long_day(one.entry.day), width), "", *drawn(one.name, one.picture, width), "", "")


def _names(session: Session) -> Iterator[str]:
    """Everybody who was filled in as a person."""
    for stop in session.stops:
        if isinstance(stop.step, Rows):
            people = [column.id for column in stop.step.columns if column.type == "person"]
            for row in rows_of(session.entry, stop.address, stop.step.columns):
                if not row.is_out:
                    yield from filter(None, (" ".join(row.text(column).split()) for column in people))
