"""What a person made by walking an exercise: answers at addresses, and marks on lines."""

import datetime as dt
from enum import StrEnum

from msgspec.structs import replace

from reflectie.domain.field import Aspect
from reflectie.domain.step import Dimension, Knows, Yields
from reflectie.domain.value import Value


class Address(Value, order=True):
    """Where something was said: step, item (a head, a statement, a row), turn of *vraag door*, part.

    ``part`` is the path to a follow-up, to a side of ``explore`` or to a chosen option; empty is the question
    itself. An address stays the same when content around it changes.
    """

    step: str
    item: str = ""
    turn: int = 0
    part: str = ""

    def below(self, name: str) -> "Address":
        """The address of a part of this one."""
        return replace(self, turn=0, part=f"{self.part}.{name}" if self.part else name)

    def turned(self, turn: int) -> "Address":
        return replace(self, turn=turn)

    def option(self, name: str) -> "Address":
        """The address of one chosen option; no id of content holds a colon, so none can collide."""
        return self.below(f"option:{name}")

    def own(self, number: int) -> "Address":
        """The address of an addition of one's own to a list."""
        return self.below(f"own:{number}")

    def lists(self, other: "Address") -> bool:
        """Whether ``other`` is an option or an own addition at this address."""
        path, _, name = other.part.rpartition(".")
        same = (self.step, self.item, self.turn, self.part) == (other.step, other.item, other.turn, path)
        return same and name.startswith(("option:", "own:"))


class State(StrEnum):
    """How a question was left. Not knowing is an answer."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Answer(Value):
    """What was said at one address, with the question as it stood on the screen.

    ``value`` holds what is not text: a recognition (yes, sometimes, not_now) or the id of an option, whose
    words as shown are then the ``text``.
    """

    address: Address
    question: str
    text: str = ""
    value: str = ""
    state: State = State.ANSWERED
    ordinal: int = 0
    shared: bool = False
    knows: Knows | None = None
    dimension: Dimension | None = None
    yields: Yields | None = None


class Draft(Value):
    """The working text of one field, not yet kept: saved while typing so that no key is lost."""

    address: Address
    question: str
    text: str
    cursor: int = 0
    """Offset of the cursor in the text, in characters."""


SELF = "self"
"""Whose placement it is: one's own. Any other word is a label given in a meeting."""


class Placement(Value):
    """One mark on a line, with the poles as they were shown.

    ``value`` is -100 (left) to 100 (right), or None for not known.
    """

    address: Address
    field: str
    left: str
    right: str
    aspect: Aspect
    value: int | None
    day: dt.date
    whose: str = SELF


class Shown(Value):
    """A question that the coach chose, and why."""

    step: str
    item: str
    reason: str = ""


class Summary(Value):
    """An entry as a line of a list. ``words`` is the beginning of what was written.

    ``deleted`` is when it went to the bin; ``keep_until`` is the day after which it may be erased.
    """

    id: str
    exercise: str
    title: str
    day: dt.date
    begun: dt.datetime
    closed: dt.datetime | None = None
    changed: dt.datetime | None = None
    deleted: dt.datetime | None = None
    keep_until: dt.date | None = None
    words: str = ""
    situation: str | None = None
    meeting: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None


class Entry(Value):
    """A reflection: open until *klaar* or *laat zo*; what is kept counts at once.

    ``day`` is the day it is about, ``begun`` and ``closed`` are moments in UTC. ``position`` is the address
    where the person was last, and ``cursor`` where in the text there; None is its end. ``situation`` and
    ``meeting`` are the ids of those it belongs to.
    """

    id: str
    exercise: str
    title: str
    day: dt.date
    begun: dt.datetime
    closed: dt.datetime | None = None
    position: Address | None = None
    cursor: int | None = None
    shown: tuple[Shown, ...] = ()
    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    situation: str | None = None
    meeting: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def is_begun(self) -> bool:
        """Whether there is a word or a mark in it; not to know is an answer, to skip is not."""
        return bool(self.placements) or any(a.state is not State.SKIPPED for a in self.answers)

    def answer(self, address: Address) -> Answer | None:
        return next((a for a in self.answers if a.address == address), None)

    def chosen(self, address: Address) -> tuple[Answer, ...]:
        """The options and own additions that were chosen at an address, in their order."""
        return tuple(sorted((a for a in self.answers if address.lists(a.address)), key=lambda a: a.ordinal))

    def placement(self, address: Address | None) -> Placement | None:
        """The latest mark at an address."""
        return next((p for p in reversed(self.placements) if p.address == address), None)

    def picked(self, step: str) -> tuple[Shown, ...]:
        return tuple(shown for shown in self.shown if shown.step == step)

    def with_answer(self, answer: Answer) -> "Entry":
        if self.answer(answer.address) is None:
            return replace(self, answers=(*self.answers, answer))
        return replace(
            self, answers=tuple(answer if a.address == answer.address else a for a in self.answers)
        )

    def without_answer(self, address: Address) -> "Entry":
        """The entry without what was said at an address, and without the marks there."""
        answers = tuple(a for a in self.answers if a.address != address)
        placements = tuple(p for p in self.placements if p.address != address)
        return replace(self, answers=answers, placements=placements)

    def with_placement(self, placement: Placement) -> "Entry":
        """The entry with this mark: moved while it is open, beside the earlier one once it is closed."""
        earlier = self.placement(placement.address)
        if earlier is None or not self.is_open:
            return replace(self, placements=(*self.placements, placement))
        return replace(self, placements=tuple(placement if p is earlier else p for p in self.placements))

    def with_shown(self, shown: tuple[Shown, ...]) -> "Entry":
        """The entry with these questions behind the ones it had; each stands there once."""
        every: dict[tuple[str, str], Shown] = {}
        for one in self.shown + shown:
            every.setdefault((one.step, one.item), one)
        return replace(self, shown=tuple(every.values()))
