"""The plan of an exercise: its steps, made into stops with addresses.

The plan is a pure function of the exercise, of what was answered so far and of the open turns of *vraag
door*.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, State
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import HIGH, LOW, Side
from reflectie.domain.step import (
    Ask,
    Choose,
    Each,
    Explore,
    Pick,
    Place,
    Prompt,
    Question,
    Read,
    Recognise,
    Screen,
    Step,
)
from reflectie.domain.value import Value

TURNS = 5
"""How often *vraag door* may be asked under one question."""

_BLANKS = re.compile(r"\{(item|pole)\}")


class Stop(Value):
    """One screen: the step that is shown, its address, and its question as shown.

    ``top`` is the place of its outermost step in the exercise; ``head`` is the question it hangs under;
    ``beside`` is the address of the earlier answer that stands next to it; ``side`` is where ``explore``
    moves to.
    """

    address: Address
    step: Screen
    text: str
    top: int
    head: Address | None = None
    beside: Address | None = None
    side: Side | None = None

    def answer(self, text: str = "", value: str = "", state: State = State.ANSWERED) -> Answer:
        """An answer at this stop, with the question and its marks kept beside it."""
        question = self.step if isinstance(self.step, Question) else None
        return Answer(
            address=self.address,
            question=self.text,
            text=text,
            value=value,
            state=state,
            knows=question.knows if question else None,
            dimension=question.dimension if question else None,
            yields=question.yields if question else None,
        )


class Planner:
    """Walks the steps once and yields stops; remembers the questions that stand before the present one.

    The scope is the path of things chosen for which ``each`` is walking now. Inside it items of addresses
    begin with that path, so that two rounds of the same steps never share an address.
    """

    def __init__(self, entry: Entry, opened: Mapping[Address, str]) -> None:
        self._entry = entry
        self._opened = opened
        self._seen: dict[str, list[tuple[tuple[str, ...], Address]]] = {}
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
            case Read():
                yield self._stop(step, at, self._filled(step.text), head)

    def _stop(
        self, step: Screen, at: Address, text: str, head: Address | None, side: Side | None = None
    ) -> Stop:
        beside = self._nearest(step.beside)
        return Stop(address=at, step=step, text=text, top=self._top, head=head, beside=beside, side=side)

    def _question(self, step: Ask | Choose | Place, at: Address, head: Address | None) -> Iterator[Stop]:
        yield self._stop(step, at, self._filled(step.text), head)
        for turn, question in turns_under(self._entry, self._opened, at).items():
            yield self._stop(step, at.turned(turn), question, head or at)
        self._seen.setdefault(step.id, []).append((self._scope, at))
        for follow_up in step.follow_ups:
            yield from self._walk(follow_up, at.below(follow_up.id), head or at)

    def _pick(self, step: Pick, at: Address, head: Address | None) -> Iterator[Stop]:
        items = [item for shown in self._entry.picked(step.id) if (item := step.item(shown.item))]
        if not items:
            yield self._stop(step, at, "", head)
        for item in items:
            yield from self._walk(item, _inner(at, item.id), head)

    def _each(self, step: Each, at: Address, head: Address | None) -> Iterator[Stop]:
        source = self._nearest(step.of)
        chosen = self._entry.chosen(source) if source else ()
        scope, item = self._scope, self._item
        for thing in chosen:
            if not thing.text.strip():
                continue
            name = thing.address.part.rpartition(".")[2].removeprefix("option:")
            self._scope, self._item = (*scope, name), thing.text
            for inner in step.steps:
                yield from self._walk(inner, Address(step=inner.id, item=".".join(self._scope)), head)
        self._scope, self._item = scope, item

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


def turns_under(entry: Entry, opened: Mapping[Address, str], base: Address) -> dict[int, str]:
    """The questions of *vraag door* under a question, by turn, in order.

    A turn that was left without an answer may be missing; what was said in a later one still stands.
    """
    found: dict[int, str] = {}
    for turn in range(1, TURNS + 1):
        address = base.turned(turn)
        answer = entry.answer(address)
        question = answer.question if answer else opened.get(address)
        if question is not None:
            found[turn] = question
    return found


def open_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move: both, or at a pole only the other one."""
    return tuple(side for side, end in ((Side.LEFT, LOW), (Side.RIGHT, HIGH)) if value != end)


def _inner(at: Address, name: str) -> Address:
    """The address of a head or a statement inside a step."""
    return replace(at, item=f"{at.item}.{name}" if at.item else name)
