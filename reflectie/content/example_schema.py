"""The schema of the example journal, as written in YAML and as compiled."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.value import Value


class ExamplePlacement(Value):
    """A placement: either a ``value`` (-100 to 100) or ``unknown``.

    For the placement of another person, ``part`` is the id of their row.
    """

    step: str
    item: str = ""
    part: str = ""
    value: int | None = None
    unknown: bool = False


class ExampleAnswer(Value):
    """An answer at an address, as in ``domain.entry.Address``.

    ``question`` is only needed for a further turn whose question is not one of the pack's probes. For a cell
    of a table, ``item`` is a row (``row:`` and a name) and ``part`` a column.
    """

    step: str
    item: str = ""
    part: str = ""
    turn: int = 0
    text: str = ""
    value: str = ""
    state: AnswerState = AnswerState.ANSWERED
    question: str = ""
    shared: bool = False


class ExampleEntry(Value):
    """An entry, begun ``days_ago`` at the local ``time`` (HH:MM)."""

    days_ago: int
    time: str
    exercise: str
    situation: str | None = None
    meeting: str | None = None
    open: bool = False
    placements: tuple[ExamplePlacement, ...] = ()
    answers: tuple[ExampleAnswer, ...] = ()


class ExampleSituation(Value):
    """A situation to which entries of the example belong."""

    id: str
    name: str
    purpose: str = ""
    closed: bool = False


class ExampleSeries(Value):
    """A series of meetings."""

    id: str
    name: str


class ExampleMeeting(Value):
    """A meeting, ``days_ago`` or (below zero) in the future; ``time`` is HH:MM."""

    id: str
    name: str
    days_ago: int
    time: str = ""
    series: str | None = None


class ExampleYear(Value):
    """The contents of a file in the folder ``voorbeeld``: a year or a part of it."""

    title: str
    entries: tuple[ExampleEntry, ...]
    situations: tuple[ExampleSituation, ...] = ()
    series: tuple[ExampleSeries, ...] = ()
    meetings: tuple[ExampleMeeting, ...] = ()


class ExampleJournal(Value):
    """The example as domain values."""

    entries: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()


def with_entry_dates(situations: tuple[Situation, ...], entries: Iterable[Entry]) -> tuple[Situation, ...]:
    """Open each situation with its first entry, and close the closed ones with their last."""
    moments: dict[str | None, list[dt.datetime]] = {}
    for entry in entries:
        moments.setdefault(entry.situation, []).extend((entry.begun, entry.closed or entry.begun))
    return tuple(
        replace(
            situation,
            opened=min(moments.get(situation.id, [situation.opened])),
            closed=situation.closed and max(moments.get(situation.id, [situation.closed])),
        )
        for situation in situations
    )
