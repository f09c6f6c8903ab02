import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.value import Value


class ExamplePlacement(Value):
    """A mark in the made-up year; either a ``value`` (-100 to 100) or ``unknown``.

    That of another has the id of their row as its ``part``.
    """

    step: str
    item: str = ""
    part: str = ""
    value: int | None = None
    unknown: bool = False


class ExampleAnswer(Value):
    """An answer in the made-up year; the address as in ``domain.entry.Address``.

    ``question`` is needed only for a turn of *vraag door* that asks something else than the pack's probes. Of
    a cell of a table the ``item`` is a row (``row:`` and a name) and the ``part`` a column.
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
    """A reflection of the made-up year, begun ``days_ago`` at ``time`` (HH:MM) on the writer's clock."""

    days_ago: int
    time: str
    exercise: str
    situation: str | None = None
    meeting: str | None = None
    open: bool = False
    placements: tuple[ExamplePlacement, ...] = ()
    answers: tuple[ExampleAnswer, ...] = ()


class ExampleSituation(Value):
    """What several entries of the made-up year belong to, under a name that their writer made up."""

    id: str
    name: str
    purpose: str = ""
    closed: bool = False


class ExampleSeries(Value):
    """Meetings of the made-up year at one table."""

    id: str
    name: str


class ExampleMeeting(Value):
    """A meeting of the made-up year, ``days_ago`` or, below zero, still to come; ``time`` is HH:MM."""

    id: str
    name: str
    days_ago: int
    time: str = ""
    series: str | None = None


class ExampleYear(Value):
    """``voorbeeld/jaar.yaml``."""

    title: str
    entries: tuple[ExampleEntry, ...]
    situations: tuple[ExampleSituation, ...] = ()
    series: tuple[ExampleSeries, ...] = ()
    meetings: tuple[ExampleMeeting, ...] = ()


class ExampleJournal(Value):
    """What the invented professional wrote, and what it belongs to."""

    entries: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()


def with_entry_dates(situations: tuple[Situation, ...], entries: Iterable[Entry]) -> tuple[Situation, ...]:
    """Situations that open with the first of their entries; closed ones close with the last."""
    moments: dict[str | None, list[dt.datetime]] = {}
    for entry in entries:
        moments.setdefault(entry.situation, []).extend((entry.begun, entry.closed or entry.begun))
    return tuple(
        replace(
            one,
            opened=min(moments.get(one.id, [one.opened])),
            closed=one.closed and max(moments.get(one.id, [one.closed])),
        )
        for one in situations
    )
