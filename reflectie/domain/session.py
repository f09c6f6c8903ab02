"""The walk through an exercise: a plan of stops, each with an address.

The plan is a pure function of the exercise, of what was answered so far and of the open turns of *vraag
door*. A runner knows stops and addresses only: it shows a stop, keeps what is said at its address, and asks
for the next. So back, skip, resume, save and export work alike for every exercise, written or not yet.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, Placement, Shown, State
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


class Session(Value):
    """An exercise and what was made of it so far. ``opened`` are turns of *vraag door* not answered yet."""

    exercise: Exercise
    entry: Entry
    opened: Mapping[Address, str] = MappingProxyType({})

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The plan: every stop in order, as things stand."""
        return tuple(_Planner(self.entry, self.opened).stops(self.exercise))

    def find(self, address: Address | None) -> Stop | None:
        return next((stop for stop in self.stops if stop.address == address), None)

    def after(self, address: Address | None) -> Stop | None:
        """The next stop, the first one after no address, or None at the end."""
        stops = self.stops
        place = _index(stops, address)
        return stops[place + 1] if place + 1 < len(stops) else None

    def before(self, address: Address) -> Stop | None:
        stops = self.stops
        place = _index(stops, address)
        return stops[place - 1] if place > 0 else None

    def resumed(self) -> Stop | None:
        """Where to go on: the last position if content still has it, else the first stop left open."""
        stops = self.stops
        answered = {answer.address for answer in self.entry.answers}
        asking = (stop for stop in stops if not isinstance(stop.step, Read))
        unanswered = next((stop for stop in asking if stop.address not in answered), None)
        return self.find(self.entry.position) or unanswered or (stops[-1] if stops else None)

    def pick_of(self, stop: Stop) -> Pick | None:
        """The pick from which this stop's question was chosen."""
        step = self.exercise.step(stop.address.step)
        return step if isinstance(step, Pick) else None

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entry=entry)

    def with_shown(self, shown: tuple[Shown, ...]) -> "Session":
        return replace(self, entry=self.entry.with_shown(shown))

    def can_deepen(self, stop: Stop) -> bool:
        return isinstance(stop.step, Ask) and self.turns(stop) < TURNS

    def turns(self, stop: Stop) -> int:
        """How many turns of *vraag door* there are under this question."""
        return len(_turns(self.entry, self.opened, stop.address.turned(0)))

    def deepened(self, stop: Stop, question: str) -> tuple["Session", Address]:
        """The session with one more turn under this question, and the address of that turn."""
        address = stop.address.turned(self.turns(stop) + 1)
        return replace(self, opened=MappingProxyType({**self.opened, address: question})), address


def _index(stops: tuple[Stop, ...], address: Address | None) -> int:
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _turns(entry: Entry, opened: Mapping[Address, str], base: Address) -> list[tuple[Address, str]]:
    """The turns under a question, in order, from 1 without gaps."""
    found: list[tuple[Address, str]] = []
    while len(found) < TURNS:
        address = base.turned(len(found) + 1)
        answer = entry.answer(address)
        question = answer.question if answer else opened.get(address)
        if question is None:
            break
        found.append((address, question))
    return found


class _Planner:
    """Walks the steps once and yields stops; remembers which addresses stand before the present one."""

    def __init__(self, entry: Entry, opened: Mapping[Address, str]) -> None:
        self._entry = entry
        self._opened = opened
        self._seen: set[Address] = set()
        self._top = 0

    def stops(self, exercise: Exercise) -> Iterator[Stop]:
        for self._top, step in enumerate(exercise.steps):
            yield from self._walk(step, Address(step=step.id))

    def _walk(self, step: Step, at: Address, head: Address | None = None, item: str = "") -> Iterator[Stop]:
        match step:
            case Pick():
                yield from self._pick(step, at)
            case Each():
                yield from self._each(step, at)
            case Recognise():
                for statement in step.statements:
                    yield self._stop(step, replace(at, item=statement.id), statement.text, head)
            case Explore():
                yield from self._explore(step, at, head)
            case Question():
                yield from self._question(step, at, head, item)
            case Read():
                yield self._stop(step, at, step.text, head)

    def _stop(
        self, step: Screen, at: Address, text: str, head: Address | None, side: Side | None = None
    ) -> Stop:
        self._seen.add(at)
        beside = self._beside(step.beside, at)
        return Stop(address=at, step=step, text=text, top=self._top, head=head, beside=beside, side=side)

    def _question(
        self, step: Ask | Choose | Place, at: Address, head: Address | None, item: str
    ) -> Iterator[Stop]:
        yield self._stop(step, at, step.text.replace("{item}", item), head)
        for address, question in _turns(self._entry, self._opened, at):
            yield self._stop(step, address, question, head or at)
        for follow_up in step.follow_ups:
            yield from self._walk(follow_up, at.below(follow_up.id), head or at, item)

    def _pick(self, step: Pick, at: Address) -> Iterator[Stop]:
        shown = self._entry.picked(step.id)
        if not shown:
            yield self._stop(step, at, "", None)
        for chosen in shown:
            if item := step.item(chosen.item):
                yield from self._walk(item, replace(at, item=item.id))

    def _each(self, step: Each, at: Address) -> Iterator[Stop]:
        for chosen in self._entry.chosen(replace(at, step=step.of)):
            name = chosen.address.part.rpartition(":")[2]
            for inner in step.steps:
                yield from self._walk(inner, Address(step=inner.id, item=name), item=chosen.text)

    def _explore(self, step: Explore, at: Address, head: Address | None) -> Iterator[Stop]:
        placement = self._entry.placement(self._beside(step.beside, at))
        if placement is None or placement.value is None:
            return
        for side in open_sides(placement.value):
            pole = placement.left if side is Side.LEFT else placement.right
            parts: dict[str, Prompt | None] = {"feel": step.feel, "act": step.act}
            for name, prompt in parts.items():
                if prompt:
                    text = prompt.text.replace("{pole}", pole)
                    yield self._stop(step, at.below(side).below(name), text, head, side)

    def _beside(self, name: str | None, at: Address) -> Address | None:
        """The nearest earlier address with this name: under the same head, for the same item, or anywhere."""
        if name is None:
            return None
        path = at.part.split(".")[:-1]
        depths = range(len(path), -1, -1)
        siblings = [replace(at, turn=0, part=".".join([*path[:depth], name])) for depth in depths]
        places = [*siblings, Address(step=name, item=at.item), Address(step=name)]
        return next((place for place in places if place in self._seen), None)


def open_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move: both, or at a pole only the other one."""
    return tuple(side for side, end in ((Side.LEFT, LOW), (Side.RIGHT, HIGH)) if value != end)


def own_value(entry: Entry, field: str | None = None) -> Placement | None:
    """The latest known mark in an entry, on a given line or on any."""
    marks = [p for p in entry.placements if p.value is not None and field in (None, p.field)]
    return marks[-1] if marks else None
