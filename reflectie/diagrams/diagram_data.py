"""Build the data of a diagram from an entry."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from reflectie.diagrams import cycle, people, plane, rings, roundabout, rucksack, timeline
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
)
"""The data of any drawing."""


def diagram_data(stop: Stop, entry: Entry, exercise: Exercise) -> DiagramData:
    """What a ``draw`` step draws, from what was filled in so far; rows taken out are left out."""
    assert isinstance(stop.step, Draw)
    return _DATA_BUILDERS[stop.step.drawing](_DiagramSource(stop, entry, exercise))


def has_diagram_data(stop: Stop, entry: Entry) -> bool:
    """Whether anything was filled in of what this drawing draws."""
    kept = {address for _, address in stop.references}
    marks = any(placement.address in kept for placement in entry.placements)
    said = (answer for answer in entry.answers if answer.address in kept)
    rows = any(not row.is_removed for address in kept for row in rows_of(entry, address))
    return marks or rows or any(answer.text or answer.state is AnswerState.UNKNOWN for answer in said)


class _DiagramSource:
    """The steps, rows and words that the parts of a drawing name."""

    def __init__(self, stop: Stop, entry: Entry, exercise: Exercise) -> None:
        assert isinstance(stop.step, Draw)
        self.parts, self.entry, self.exercise = stop.step.parts, entry, exercise
        self._sees: Mapping[str, Address] = dict(stop.references)

    def address(self, name: str | None) -> Address | None:
        return self._sees.get(name or "")

    def question(self, name: str | None) -> Question | None:
        step = self.exercise.step(name or "")
        return step if isinstance(step, Question) else None

    def rows(self, name: str | None) -> tuple[Row, ...]:
        step = self.question(name)
        columns = step.columns if isinstance(step, Rows) else ()
        return tuple(row for row in rows_of(self.entry, self.address(name), columns) if not row.is_removed)

    def option_labels(self, table: str | None, column: str | None) -> tuple[tuple[str, str], ...]:
        """The options of a column with their words."""
        step = self.question(table)
        found = step.column(column) if isinstance(step, Rows) else None
        return tuple((option.id, option.text) for option in found.options) if found else ()


def _timeline_data(source: _DiagramSource) -> timeline.Timeline:
    parts = source.parts
    events = tuple(
        timeline.TimelineEvent(
            text=row.text(parts.what),
            date=row.value(parts.when),
            typed_date=row.text(parts.when),
            side=row.value(parts.side),
            kind=row.value(parts.sort),
        )
        for row in source.rows(parts.rows)
    )
    sides, sorts = source.option_labels(parts.rows, parts.side), source.option_labels(parts.rows, parts.sort)
    return timeline.Timeline(events=events, side_labels=sides, kind_labels=sorts)


def _people_data(source: _DiagramSource) -> people.People:
    parts = source.parts
    rows = source.rows(parts.rows)
    names = {row.id: row.text(parts.who) for row in rows}
    ties = tuple(
        people.Tie(
            ends=(row.value(parts.from_), row.value(parts.to)),
            names=(_tie_end_name(row, parts.from_, names), _tie_end_name(row, parts.to, names)),
            tie=row.value(parts.tie),
        )
        for row in source.rows(parts.ties)
        if row.value(parts.from_) and row.value(parts.to)
    )
    return people.People(
        people=tuple(
            people.Person(key=row.id, name=names[row.id], generation=row.value(parts.generation))
            for row in rows
        ),
        ties=ties,
        generation_labels=source.option_labels(parts.rows, parts.generation),
        tie_labels=source.option_labels(parts.ties, parts.tie),
    )


def _tie_end_name(row: Row, column: str | None, names: Mapping[str, str]) -> str:
    """The name at one end of a tie, as it is now where the person is still in the list."""
    return names.get(row.value(column)) or row.text(column)


def _rings_data(source: _DiagramSource) -> rings.Rings:
    parts = source.parts
    placed = tuple(
        rings.RingMember(name=row.text(parts.who), ring=row.value(parts.ring), tie=row.value(parts.tie))
        for row in source.rows(parts.rows)
    )
    words = source.option_labels(parts.rows, parts.ring), source.option_labels(parts.rows, parts.tie)
    return rings.Rings(members=placed, ring_labels=words[0], tie_labels=words[1])


def _rucksack_data(source: _DiagramSource) -> rucksack.Rucksack:
    parts = source.parts
    books = tuple(
        rucksack.Advice(
            text=row.text(parts.what), giver=row.text(parts.who), is_out=row.value(parts.kept) == "out"
        )
        for row in source.rows(parts.rows)
    )
    out = dict(source.option_labels(parts.rows, parts.kept)).get("out", "")
    return rucksack.Rucksack(advice=books, out_label=out) if out else rucksack.Rucksack(advice=books)


def _roundabout_data(source: _DiagramSource) -> roundabout.Roundabout:
    parts = source.parts
    exits = tuple(
        roundabout.RoundaboutExit(text=row.text(parts.what), taken=row.value(parts.taken))
        for row in source.rows(parts.rows)
    )
    return roundabout.Roundabout(exits=exits, taken_labels=source.option_labels(parts.rows, parts.taken))


def _cycle_data(source: _DiagramSource) -> cycle.Cycle:
    named = zip_longest(source.parts.steps, source.parts.labels, fillvalue="")
    return cycle.Cycle(stages=tuple(_cycle_stage(source, name, label) for name, label in named if name))


def _cycle_stage(source: _DiagramSource, name: str, label: str) -> cycle.CycleStage:
    """One step of the cycle, by its label or else its question; not to know is an answer too."""
    at, question = source.address(name), source.question(name)
    answer = source.entry.answer(at) if at else None
    chosen = [said.text for said in source.entry.choices(at)] if at else []
    said = answer.text if answer and answer.text else ", ".join(chosen)
    if not said and answer and answer.state is AnswerState.UNKNOWN:
        said = STATE_LABELS[AnswerState.UNKNOWN]
    rows = ", ".join(row.name for row in rows_of(source.entry, at) if row.name and not row.is_removed)
    asked = answer.question if answer else ""
    words = label or asked or (question.text if question else name)
    return cycle.CycleStage(name=words, answer=said or rows, is_open=not (said or rows))


def _plane_data(source: _DiagramSource) -> plane.Plane:
    lying, standing = (_plane_axis(source, name) for name in source.parts.steps)
    return plane.Plane(horizontal=lying, vertical=standing)


def _plane_axis(source: _DiagramSource, name: str) -> plane.Axis:
    mark = source.entry.placement(source.address(name))
    if mark:
        return plane.Axis(left=mark.left, right=mark.right, value=mark.value)
    step = source.question(name)
    fields = (f for f in source.exercise.fields if isinstance(step, Place) and f.id == step.field)
    field = next(fields, None)
    poles = (field.left.name, field.right.name) if field else ("", "")
    return plane.Axis(left=poles[0], right=poles[1], is_placed=False)


_DATA_BUILDERS: Mapping[DiagramKind, Callable[[_DiagramSource], DiagramData]] = {
    "timeline": _timeline_data,
    "people": _people_data,
    "rings": _rings_data,
    "cycle": _cycle_data,
    "rucksack": _rucksack_data,
    "roundabout": _roundabout_data,
    "plane": _plane_data,
}
