"""What may stand in the files of a pack, beside the exercises themselves."""

from collections.abc import Iterator

from reflectie.content.tree import Node
from reflectie.domain.entry import State
from reflectie.domain.step import Step
from reflectie.domain.value import Value

STEP_LISTS = ("steps", "items", "follow_ups", "closing")
"""The keys under which steps stand."""


class Probe(Value):
    """An open question of *vraag door*."""

    id: str
    text: str


class Pack(Value):
    """``pack.yaml``: whose words these are, and what all exercises of the pack share."""

    id: str
    title: str
    language: str = "nl"
    licence: str = ""
    attribution: str = ""
    closing: tuple[Step, ...] = ()
    probes: tuple[Probe, ...] = ()


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
    state: State = State.ANSWERED
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


def fill_in_kinds(node: Node) -> None:
    """Make every step without ``kind`` a question (``ask``), in place."""
    for step in _steps_of(node):
        step.setdefault("kind", "ask")
        fill_in_kinds(step)


def _steps_of(node: Node) -> Iterator[dict[str, Node]]:
    if not isinstance(node, dict):
        return
    for key in STEP_LISTS:
        steps = node.get(key)
        if isinstance(steps, list):
            yield from (step for step in steps if isinstance(step, dict))
