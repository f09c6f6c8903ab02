"""The plan of an exercise: its steps, made into stops with addresses.

The plan is a pure function of the exercise, of what was answered so far and of the open turns of *vraag
door*.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reflectie.domain.before import BEFORE, there
from reflectie.domain.entry import Address, Entry
from reflectie.domain.exercise import Exercise, looked_at
from reflectie.domain.field import Side, open_sides
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Each,
    Explore,
    Pause,
    Pick,
    Place,
    Prompt,
    Question,
    Read,
    Recognise,
    Rows,
    Screen,
    Step,
)
from reflectie.domain.stop import Other, Stop, Thing, label
from reflectie.domain.table import Row, rows_of
from reflectie.domain.turns import asked, turns_under

__all__ = ["Planner", "Stop"]

_Asking = Ask | Choose | Place | Date | Rows
_BLANKS = re.compile(r"\{(item|pole)\}")


class Planner:
    """Walks the steps once and yields stops; remembers the questions that stand before the present one.

    The scope is the path of things chosen for which ``each`` is walking now. Inside it items of addresses
    begin with that path, so that two rounds of the same steps never share an address. Of ``earlier``, an
    exercise on whose entry this one looks back, the questions are remembered as well.
    """

    def __init__(
        self, entry: Entry, opened: Mapping[Address, str], earlier: tuple[Exercise, Entry] | None = None
    ) -> None:
        self._entry = entry
        self._asked = asked(entry, opened)
        self._seen: dict[str, list[tuple[tuple[str, ...], Address]]] = {}
        self._steps: dict[Address, _Asking] = {}
        self._scope: tuple[str, ...] = ()
        self._thing = Thing("", "")
        self._pack = ""
        self._top = 0
        if earlier:
            self._remember(*earlier)

    def _remember(self, exercise: Exercise, entry: Entry) -> None:
        planner = Planner(entry, {})
        deque(planner.stops(exercise), maxlen=0)
        for name, seen in planner._seen.items():
            self._seen[f"{BEFORE}{name}"] = [(scope, there(at)) for scope, at in seen]
        self._steps.update((there(at), step) for at, step in planner._steps.items())

    def stops(self, exercise: Exercise) -> Iterator[Stop]:
        self._pack = exercise.pack
        for self._top, step in enumerate(exercise.steps):
            yield from self._walk(step, Address(step=step.id))

    def _walk(self, step: Step, at: Address, head: Address | None = None) -> Iterator[Stop]:
        match step:
            case Pick():
                yield from self._pick(step, at, head)
            case Each():
                yield from self._each(step, at, head)
            case Recognise():
                for statement in step.statements:
                    yield self._stop(step, _inner(at, statement.id), self._filled(statement.text), head)
            case Explore():
                yield from self._explore(step, at, head)
            case Place() if not self._line(step):
                return
            case Question():
                yield from self._question(step, at, head)
            case Read() | Pause() | Draw():
                yield self._stop(step, at, self._filled(step.text), head)

    def _stop(
        self, step: Screen, at: Address, text: str, head: Address | None, side: Side | None = None
    ) -> Stop:
        beside = self._nearest(step.beside)
        found = ((name, self._nearest(name)) for name in looked_at(step))
        sees = tuple((name, address) for name, address in found if address)
        stop = Stop(
            address=at,
            step=step,
            text=text,
            top=self._top,
            head=head,
            beside=beside,
            side=side,
            sees=sees,
            thing=self._thing.at,
        )
        if isinstance(step, Place):
            return replace(stop, field=self._line(step), others=self._others(step, at))
        if isinstance(step, Choose):
            chosen = {thing.name for thing in self._things(self._nearest(step.of)) if thing.is_option}
            return replace(stop, offered=step.offered(chosen))
        return stop

    def _line(self, step: Place) -> str:
        """The line of a place; empty when that is what was chosen, and content has it no more."""
        if step.field is not None:
            return step.field
        name = self._thing.name if self._thing.is_option else ""
        return f"{self._pack}:{name}" if self._pack and name else name

    def _others(self, step: Place, at: Address) -> tuple[Other, ...]:
        rows = self._rows(self._nearest(step.others))
        return tuple(Other(whose=label(row.name), address=at.below(row.id)) for row in rows)

    def _question(self, step: _Asking, at: Address, head: Address | None) -> Iterator[Stop]:
        yield self._stop(step, at, self._filled(step.text), head)
        for turn, question in turns_under(self._asked, at).items():
            yield self._stop(step, at.turned(turn), question, head or at)
        self._seen.setdefault(step.id, []).append((self._scope, at))
        self._steps[at] = step
        for follow_up in step.follow_ups:
            yield from self._walk(follow_up, at.below(follow_up.id), head or at)

    def _pick(self, step: Pick, at: Address, head: Address | None) -> Iterator[Stop]:
        items = [item for shown in self._entry.picked(step.id) if (item := step.item(shown.item))]
        if not items:
            yield self._stop(step, at, "", head)
        for item in items:
            yield from self._walk(item, _inner(at, item.id), head)

    def _each(self, step: Each, at: Address, head: Address | None) -> Iterator[Stop]:
        scope, around = self._scope, self._thing
        for thing in self._things(self._nearest(step.of)):
            self._scope, self._thing = (*scope, thing.name), thing
            for inner in step.steps:
                yield from self._walk(inner, Address(step=inner.id, item=".".join(self._scope)), head)
        self._scope, self._thing = scope, around

    def _things(self, source: Address | None) -> list[Thing]:
        """What was chosen at a question, or filled in in its table."""
        if source is None:
            return []
        step = self._steps[source]
        if isinstance(step, Rows):
            return [Thing(row.id, row.name, row.named_at) for row in self._rows(source)]
        options = [option.id for option in step.options] if isinstance(step, Choose) else []
        chosen = (thing for thing in self._entry.chosen(source) if thing.text.strip())
        named = ((thing.address.part.rpartition(".")[2].removeprefix("option:"), thing) for thing in chosen)
        return [Thing(name, thing.text, thing.address, name in options) for name, thing in named]

    def _rows(self, source: Address | None) -> list[Row]:
        """The rows of a table that have a name and were not taken out; among people nobody is no row."""
        step = self._steps.get(source) if source else None
        if not isinstance(step, Rows):
            return []
        first = step.columns[0]
        rows = (row for row in rows_of(self._entry, source, step.columns) if row.name and not row.is_out)
        return [row for row in rows if first.type != "person" or row.text(first.id).strip()]

    def _explore(self, step: Explore, at: Address, head: Address | None) -> Iterator[Stop]:
        placement = self._entry.placement(self._nearest(step.beside))
        if placement is None or placement.value is None:
            return
        for side in open_sides(placement.value):
            pole = placement.left if side is Side.LEFT else placement.right
            parts: dict[str, Prompt | None] = {"feel": step.feel, "act": step.act}
            for name, prompt in parts.items():
                if prompt:
                    text = self._filled(prompt.text, pole)
                    yield self._stop(step, at.below(side).below(name), text, head, side)

    def _nearest(self, name: str | None) -> Address | None:
        """The last question with this name before here, in this round of ``each`` or outside of it."""
        seen = reversed(self._seen.get(name or "", []))
        return next((at for scope, at in seen if self._scope[: len(scope)] == scope), None)

    def _filled(self, text: str, pole: str = "") -> str:
        """The text with its blanks filled in at once, so that what is filled in is never read as a blank."""
        names = {"item": self._thing.words, "pole": pole}
        return _BLANKS.sub(lambda blank: names[blank[1]] or blank[0], text)


def _inner(at: Address, name: str) -> Address:
    """The address of a head or a statement inside a step."""
    return replace(at, item=f"{at.item}.{name}" if at.item else name)
