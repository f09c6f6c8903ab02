"""The plan of an exercise: its steps, made into stops with addresses.

The plan is a pure function of the exercise, of what was answered so far and of the open turns of *vraag
door*.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reflectie.domain.entry import Address, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import HIGH, LOW, Side
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
from reflectie.domain.stop import Stop
from reflectie.domain.table import rows_of

__all__ = ["TURNS", "Planner", "Stop", "asked", "looked_at", "open_sides", "turns_under"]

TURNS = 5
"""How often *vraag door* may be asked under one question."""

_Asking = Ask | Choose | Place | Date | Rows
_BLANKS = re.compile(r"\{(item|pole)\}")


class Planner:
    """Walks the steps once and yields stops; remembers the questions that stand before the present one.

    The scope is the path of things chosen for which ``each`` is walking now. Inside it items of addresses
    begin with that path, so that two rounds of the same steps never share an address.
    """

    def __init__(self, entry: Entry, opened: Mapping[Address, str]) -> None:
        self._entry = entry
        self._asked = asked(entry, opened)
        self._seen: dict[str, list[tuple[tuple[str, ...], Address]]] = {}
        self._steps: dict[Address, _Asking] = {}
        self._scope: tuple[str, ...] = ()
        self._item = ""
        self._top = 0

    def stops(self, exercise: Exercise) -> Iterator[Stop]:
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
        return Stop(
            address=at, step=step, text=text, top=self._top, head=head, beside=beside, side=side, sees=sees
        )

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
        scope, item = self._scope, self._item
        for name, words in self._things(self._nearest(step.of)):
            self._scope, self._item = (*scope, name), words
            for inner in step.steps:
                yield from self._walk(inner, Address(step=inner.id, item=".".join(self._scope)), head)
        self._scope, self._item = scope, item

    def _things(self, source: Address | None) -> list[tuple[str, str]]:
        """What was chosen at a question, or filled in in its table: the name and the words of each."""
        if source is None:
            return []
        step = self._steps[source]
        if isinstance(step, Rows):
            rows = rows_of(self._entry, source, step.columns)
            return [(row.id, row.name) for row in rows if row.name and not row.is_out]
        chosen = (thing for thing in self._entry.chosen(source) if thing.text.strip())
        return [
            (thing.address.part.rpartition(".")[2].removeprefix("option:"), thing.text) for thing in chosen
        ]

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
        names = {"item": self._item, "pole": pole}
        return _BLANKS.sub(lambda blank: names[blank[1]] or blank[0], text)


def asked(entry: Entry, opened: Mapping[Address, str]) -> Mapping[Address, str]:
    """The questions as they were shown, by address; one that was answered stays as it was."""
    return {**opened, **{answer.address: answer.question for answer in entry.answers}}


def turns_under(asked: Mapping[Address, str], base: Address) -> dict[int, str]:
    """The questions of *vraag door* under a question, by turn, in order.

    A turn that was left without an answer may be missing; what was said in a later one still stands.
    """
    turns = ((turn, base.turned(turn)) for turn in range(1, TURNS + 1))
    return {turn: asked[address] for turn, address in turns if address in asked}


def looked_at(step: Step) -> tuple[str, ...]:
    """The names of the earlier steps that a table points into, or that a drawing draws."""
    if isinstance(step, Rows):
        return tuple(column.of for column in step.columns if column.of)
    return step.parts.named if isinstance(step, Draw) else ()


def open_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move: both, or at a pole only the other one."""
    return tuple(side for side, end in ((Side.LEFT, LOW), (Side.RIGHT, HIGH)) if value != end)


def _inner(at: Address, name: str) -> Address:
    """The address of a head or a statement inside a step."""
    return replace(at, item=f"{at.item}.{name}" if at.item else name)
