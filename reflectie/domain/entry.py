"""Entries: answers at addresses, placements on tension fields, and drafts of unsaved text."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect
from reflectie.domain.step import Dimension, KnowledgeKind, OutcomeKind
from reflectie.domain.value import Value, new_id


class Address(Value, order=True):
    """Where an answer belongs: step, item, turn and part.

    ``item`` is an item of a pick, a statement, a row or the item of an ``each``. ``turn`` counts further
    questions under a question. ``part`` is the path to a follow-up question, a side of ``explore``, an
    option or a column; "" is the question itself. An address stays the same when the content around it
    changes.
    """

    step: str
    item: str = ""
    turn: int = 0
    part: str = ""

    def child(self, name: str) -> "Address":
        """The address of a part of this one."""
        return replace(self, turn=0, part=f"{self.part}.{name}" if self.part else name)

    def at_turn(self, turn: int) -> "Address":
        return replace(self, turn=turn)

    def option(self, option_id: str) -> "Address":
        """The address of a chosen option. Ids in content have no colon, so no other part can clash."""
        return self.child(f"option:{option_id}")

    def addition(self, number: int) -> "Address":
        """The address of an item that the user adds to a list."""
        return self.child(f"own:{number}")

    def has_choice(self, other: "Address") -> bool:
        """Whether ``other`` is an option or an addition at this address."""
        path, _, name = other.part.rpartition(".")
        same = (self.step, self.item, self.turn, self.part) == (other.step, other.item, other.turn, path)
        return same and name.startswith(("option:", "own:"))


class AnswerState(StrEnum):
    """How a question was left. Not knowing is an answer."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Answer(Value):
    """The answer at one address, with the question as it was shown.

    ``value`` holds what is not text: a recognition (yes, sometimes, not_now), the id of an option or a row,
    or a date in ISO 8601. ``text`` is then what the user saw. ``ordinal`` is the position in a list or table.
    """

    address: Address
    question: str
    text: str = ""
    value: str = ""
    state: AnswerState = AnswerState.ANSWERED
    ordinal: int = 0
    shared: bool = False
    knows: KnowledgeKind | None = None
    dimension: Dimension | None = None
    yields: OutcomeKind | None = None


class Draft(Value):
    """The working text of one field, saved while the user types and before it becomes an answer."""

    address: Address
    question: str
    text: str
    cursor: int = 0
    """Offset of the cursor in the text, in characters."""


SELF = "self"
"""The ``whose`` of the user's own placement."""


class Placement(Value):
    """One mark on a tension field, with the names of the poles as they were shown.

    ``value`` is -100 (left) to 100 (right), or None for unknown. ``whose`` is ``SELF``, or the label that
    the user gave another person.
    """

    address: Address
    field: str
    left: str
    right: str
    aspect: Aspect
    value: int | None
    day: dt.date
    whose: str = SELF


class ShownQuestion(Value):
    """A question that the coach or the user chose from a pick, and the reason."""

    step: str
    item: str
    reason: str = ""


class EntrySummary(Value):
    """An entry as one line of a list.

    ``words`` is the start of its longest own text, or of the text that its exercise keeps. ``about`` is the
    name of its situation, or else of its meeting. ``deleted`` is when it was moved to the bin. The user wants
    to keep it up to the day ``keep_until``.
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
    about: str = ""
    situation: str | None = None
    meeting: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None


class Entry(Value):
    """A reflection. It is open until the user closes it; every answer counts from the moment it is saved.

    ``day`` is the day it is about; ``begun`` and ``closed`` are in UTC. ``position`` is the address where the
    user was last, and ``cursor`` the offset in the text there (None is its end). ``situation`` and
    ``meeting`` are ids.
    """

    id: str
    exercise: str
    title: str
    day: dt.date
    begun: dt.datetime
    closed: dt.datetime | None = None
    position: Address | None = None
    cursor: int | None = None
    shown: tuple[ShownQuestion, ...] = ()
    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    situation: str | None = None
    meeting: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def has_content(self) -> bool:
        """Whether it has a placement or an answer other than a skipped one."""
        return bool(self.placements) or any(a.state is not AnswerState.SKIPPED for a in self.answers)

    @property
    def answered_addresses(self) -> set[Address]:
        """Every address with an answer, also one that was skipped, or with a placement."""
        return {a.address for a in self.answers} | {p.address for p in self.placements}

    def answer(self, address: Address) -> Answer | None:
        return next((a for a in self.answers if a.address == address), None)

    def choices(self, address: Address) -> tuple[Answer, ...]:
        """The chosen options and additions of a list, in order."""
        return tuple(
            sorted((a for a in self.answers if address.has_choice(a.address)), key=lambda a: a.ordinal)
        )

    def saved_text(self, address: Address) -> str:
        """The saved text of a field; for a list the additions, one per line."""
        additions = "\n".join(answer.text for answer in self.choices(address) if not answer.value)
        answer = self.answer(address)
        return additions or (answer.text if answer else "")

    def placement(self, address: Address | None) -> Placement | None:
        """The newest placement at an address."""
        return next((p for p in reversed(self.placements) if p.address == address), None)

    def shown_for(self, step: str) -> tuple[ShownQuestion, ...]:
        return tuple(shown for shown in self.shown if shown.step == step)

    def with_answer(self, answer: Answer) -> "Entry":
        if self.answer(answer.address) is None:
            return replace(self, answers=(*self.answers, answer))
        return replace(
            self, answers=tuple(answer if a.address == answer.address else a for a in self.answers)
        )

    def without_answer(self, address: Address) -> "Entry":
        """The entry without the answer and the placements at an address."""
        answers = tuple(a for a in self.answers if a.address != address)
        placements = tuple(p for p in self.placements if p.address != address)
        return replace(self, answers=answers, placements=placements)

    def with_placement(self, placement: Placement) -> "Entry":
        """The entry with this placement: it replaces the earlier one, or follows it in a closed entry."""
        earlier = self.placement(placement.address)
        if earlier is None or not self.is_open:
            return replace(self, placements=(*self.placements, placement))
        return replace(self, placements=tuple(placement if p is earlier else p for p in self.placements))

    def with_shown(self, shown: tuple[ShownQuestion, ...]) -> "Entry":
        """The entry with these questions added, each once."""
        by_item: dict[tuple[str, str], ShownQuestion] = {}
        for question in self.shown + shown:
            by_item.setdefault((question.step, question.item), question)
        return replace(self, shown=tuple(by_item.values()))


def new_entry(
    exercise: Exercise,
    now: dt.datetime,
    situation: str | None = None,
    meeting: str | None = None,
    day: dt.date | None = None,
) -> Entry:
    """Return an empty entry about a day; by default that of ``now``, in the time zone of ``now``."""
    return Entry(
        id=new_id(),
        exercise=exercise.id,
        title=exercise.name,
        day=day or now.date(),
        begun=now.astimezone(dt.UTC),
        situation=situation,
        meeting=meeting,
    )


class Revision(Value):
    """An earlier version of an answer.

    ``from_other_program`` is True if another program saved it and this one replaced it without reading it.
    """

    id: int
    address: Address
    question: str
    text: str
    value: str
    state: AnswerState | None
    written_at: dt.datetime
    replaced_at: dt.datetime
    from_other_program: bool = False


class SearchHit(Value):
    """A text that matches a search; ``address`` is None for the title of an entry.

    ``words`` is the part of the text around the match. ``marks`` are the matches in it, as (start, end)
    offsets. ``cursor`` is the position in the order of hits: the next page is the search ``before=cursor``.
    """

    cursor: int
    entry: str
    day: dt.date
    title: str
    address: Address | None
    words: str
    marks: tuple[tuple[int, int], ...] = ()


class SaveReceipt(NamedTuple):
    """When a save was on disk, and the addresses where another program had saved in the meantime.

    At those addresses this text is saved, and the other text is its newest revision.
    """

    saved_at: dt.datetime
    conflicts: tuple[Address, ...] = ()


# Trail of a tension field -------------------------------------------------------------------------

MAX_TRAIL = 6
"""The most earlier placements that the home screen shows."""


class Trail(Value):
    """The own marks on a tension field over time, as the home screen shows them.

    ``now`` and ``nature`` are the newest placements of these aspects; neither replaces the other.
    ``earlier`` are the known values of the placements before ``now``, oldest first.
    """

    now: Placement | None = None
    nature: Placement | None = None
    earlier: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the user has never placed a mark on this field, not even an unknown one."""
        return self.now is None and self.nature is None

    @property
    def value(self) -> int | None:
        """The value of the mark about now."""
        return self.now.value if self.now else None

    @property
    def nature_value(self) -> int | None:
        return self.nature.value if self.nature else None

    @property
    def is_unknown(self) -> bool:
        """Whether the newest placement, about now if there is one, says that the user does not know."""
        latest = self.now or self.nature
        return latest is not None and latest.value is None


def trail_of(field: str, placements: Iterable[Placement]) -> Trail:
    """The trail of a field, from placements in order of time."""
    own = [p for p in placements if p.field == field and p.whose == SELF]
    now = [p for p in own if p.aspect is Aspect.NOW]
    nature = [p for p in own if p.aspect is Aspect.NATURE]
    earlier = [p.value for p in now[:-1] if p.value is not None]
    return Trail(
        now=now[-1] if now else None,
        nature=nature[-1] if nature else None,
        earlier=tuple(earlier[-MAX_TRAIL:]),
    )
