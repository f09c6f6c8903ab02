"""What an entry holds for a drawing: from rows, marks and answers to the data of a picture."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from reflectie.domain.drawing import DrawingName
from reflectie.domain.entry import Address, Entry, State
from reflectie.domain.exercise import Exercise
from reflectie.domain.session import Stop
from reflectie.domain.step import Draw, Place, Question, Rows
from reflectie.domain.table import Row, rows_of
from reflectie.export.drawings import Picture, cycle, people, plane, rings, roundabout, rucksack, timeline
from reflectie.export.words import STATES


def picture(stop: Stop, entry: Entry, exercise: Exercise) -> Picture:
    """What a ``draw`` step draws, from what was filled in so far; rows taken out are left out."""
    assert isinstance(stop.step, Draw)
    return _MADE[stop.step.drawing](_Source(stop, entry, exercise))


def is_filled(stop: Stop, entry: Entry) -> bool:
    """Whether anything was filled in of what this drawing draws."""
    kept = {address for _, address in stop.sees}
    marks = any(placement.address in kept for placement in entry.placements)
    said = (answer for answer in entry.answers if answer.address in kept)
    rows = any(not row.is_out for address in kept for row in rows_of(entry, address))
    return marks or rows or any(answer.text or answer.state is State.UNKNOWN for answer in said)


class _Source:
    """The steps, rows and words that the parts of a drawing name."""

    def __init__(self, stop: Stop, entry: Entry, exercise: Exercise) -> None:
        assert isinstance(stop.step, Draw)
        self.parts, self.entry, self.exercise = stop.step.parts, entry, exercise
        self._sees: Mapping[str, Address] = dict(stop.sees)

    def at(self, name: str | None) -> Address | None:
        return self._sees.get(name or "")

    def question(self, name: str | None) -> Question | None:
        step = self.exercise.step(name or "")
        return step if isinstance(step, Question) else None

    def rows(self, name: str | None) -> tuple[Row, ...]:
        step = self.question(name)
        columns = step.columns if isinstance(step, Rows) else ()
        return tuple(row for row in rows_of(self.entry, self.at(name), columns) if not row.is_out)

    def words(self, table: str | None, column: str | None) -> tuple[tuple[str, str], ...]:
        """The options of a column with their words."""
        step = self.question(table)
        found = step.column(column) if isinstance(step, Rows) else None
        return tuple((option.id, option.text) for option in found.options) if found else ()


def _timeline(source: _Source) -> timeline.Timeline:
    parts = source.parts
    events = tuple(
        timeline.Event(
            what=row.text(parts.what),
            when=row.value(parts.when),
            typed=row.text(parts.when),
            side=row.value(parts.side),
            sort=row.value(parts.sort),
        )
        for row in source.rows(parts.rows)
    )
    sides, sorts = source.words(parts.rows, parts.side), source.words(parts.rows, parts.sort)
    return timeline.Timeline(events=events, sides=sides, sorts=sorts)


def _people(source: _Source) -> people.People:
    parts = source.parts
    rows = source.rows(parts.rows)
    names = {row.id: row.text(parts.who) for row in rows}
    ties = tuple(
        people.Tie(
            ends=(row.value(parts.from_), row.value(parts.to)),
            names=(_end(row, parts.from_, names), _end(row, parts.to, names)),
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
        generations=source.words(parts.rows, parts.generation),
        kinds=source.words(parts.ties, parts.tie),
    )


def _end(row: Row, column: str | None, names: Mapping[str, str]) -> str:
    """The name at one end of a tie, as it is now where the person is still in the list."""
    return names.get(row.value(column)) or row.text(column)


def _rings(source: _Source) -> rings.Rings:
    parts = source.parts
    placed = tuple(
        rings.Placed(who=row.text(parts.who), ring=row.value(parts.ring), tie=row.value(parts.tie))
        for row in source.rows(parts.rows)
    )
    words = source.words(parts.rows, parts.ring), source.words(parts.rows, parts.tie)
    return rings.Rings(people=placed, rings=words[0], ties=words[1])


def _rucksack(source: _Source) -> rucksack.Rucksack:
    parts = source.parts
    books = tuple(
        rucksack.Book(
            what=row.text(parts.what), who=row.text(parts.who), is_out=row.value(parts.kept) == "out"
        )
        for row in source.rows(parts.rows)
    )
    out = dict(source.words(parts.rows, parts.kept)).get("out", "")
    return rucksack.Rucksack(books=books, out=out) if out else rucksack.Rucksack(books=books)


def _roundabout(source: _Source) -> roundabout.Roundabout:
    parts = source.parts
    exits = tuple(
        roundabout.Exit(what=row.text(parts.what), taken=row.value(parts.taken))
        for row in source.rows(parts.rows)
    )
    return roundabout.Roundabout(exits=exits, words=source.words(parts.rows, parts.taken))


def _cycle(source: _Source) -> cycle.Cycle:
    named = zip_longest(source.parts.steps, source.parts.labels, fillvalue="")
    return cycle.Cycle(places=tuple(_place(source, name, label) for name, label in named if name))


def _place(source: _Source, name: str, label: str) -> cycle.Place:
    """One step of the cycle, by its label or else its question; not to know is an answer too."""
    at, question = source.at(name), source.question(name)
    answer = source.entry.answer(at) if at else None
    chosen = [said.text for said in source.entry.chosen(at)] if at else []
    said = answer.text if answer and answer.text else ", ".join(chosen)
    if not said and answer and answer.state is State.UNKNOWN:
        said = STATES[State.UNKNOWN]
    rows = ", ".join(row.name for row in rows_of(source.entry, at) if row.name and not row.is_out)
    asked = answer.question if answer else ""
    words = label or asked or (question.text if question else name)
    return cycle.Place(name=words, said=said or rows, is_open=not (said or rows))


def _plane(source: _Source) -> plane.Plane:
    lying, standing = (_axis(source, name) for name in source.parts.steps)
    return plane.Plane(lying=lying, standing=standing)


def _axis(source: _Source, name: str) -> plane.Axis:
    mark = source.entry.placement(source.at(name))
    if mark:
        return plane.Axis(left=mark.left, right=mark.right, value=mark.value)
    step = source.question(name)
    fields = (f for f in source.exercise.fields if isinstance(step, Place) and f.id == step.field)
    field = next(fields, None)
    poles = (field.left.name, field.right.name) if field else ("", "")
    return plane.Axis(left=poles[0], right=poles[1], is_placed=False)


_MADE: Mapping[DrawingName, Callable[[_Source], Picture]] = {
    "timeline": _timeline,
    "people": _people,
    "rings": _rings,
    "cycle": _cycle,
    "rucksack": _rucksack,
    "roundabout": _roundabout,
    "plane": _plane,
}
