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
    """Where something was said: step, item (a head, a statement, a row), turn of *vraag door*, part.

    ``part`` is the path to a follow-up, to a side of ``explore`` or to a chosen option; empty is the question
    itself. An address stays the same when content around it changes.
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

    def option(self, name: str) -> "Address":
        """The address of one chosen option; no id of content holds a colon, so none can collide."""
        return self.child(f"option:{name}")

    def addition(self, number: int) -> "Address":
        """The address of an addition of one's own to a list."""
        return self.child(f"own:{number}")

    def has_choice(self, other: "Address") -> bool:
        """Whether ``other`` is an option or an own addition at this address."""
        path, _, name = other.part.rpartition(".")
        same = (self.step, self.item, self.turn, self.part) == (other.step, other.item, other.turn, path)
        return same and name.startswith(("option:", "own:"))


class AnswerState(StrEnum):
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
    state: AnswerState = AnswerState.ANSWERED
    ordinal: int = 0
    shared: bool = False
    knows: KnowledgeKind | None = None
    dimension: Dimension | None = None
    yields: OutcomeKind | None = None


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


class ShownQuestion(Value):
    """A question that the coach chose, and why."""

    step: str
    item: str
    reason: str = ""


class EntrySummary(Value):
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
    shown: tuple[ShownQuestion, ...] = ()
    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    situation: str | None = None
    meeting: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def has_content(self) -> bool:
        """Whether there is a word or a mark in it; not to know is an answer, to skip is not."""
        return bool(self.placements) or any(a.state is not AnswerState.SKIPPED for a in self.answers)

    def answer(self, address: Address) -> Answer | None:
        return next((a for a in self.answers if a.address == address), None)

    def choices(self, address: Address) -> tuple[Answer, ...]:
        """The options and own additions that were chosen at an address, in their order."""
        return tuple(
            sorted((a for a in self.answers if address.has_choice(a.address)), key=lambda a: a.ordinal)
        )

    def placement(self, address: Address | None) -> Placement | None:
        """The latest mark at an address."""
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

    def with_shown(self, shown: tuple[ShownQuestion, ...]) -> "Entry":
        """The entry with these questions behind the ones it had; each stands there once."""
        every: dict[tuple[str, str], ShownQuestion] = {}
        for one in self.shown + shown:
            every.setdefault((one.step, one.item), one)
        return replace(self, shown=tuple(every.values()))


def new_entry(
    exercise: Exercise, now: dt.datetime, situation: str | None = None, meeting: str | None = None
) -> Entry:
    """Return an empty entry about the day of ``now``, in the time zone of ``now``."""
    return Entry(
        id=new_id(),
        exercise=exercise.id,
        title=exercise.name,
        day=now.date(),
        begun=now.astimezone(dt.UTC),
        situation=situation,
        meeting=meeting,
    )


class Revision(Value):
    """What stood at an address before.

    ``written`` is when it was kept, ``replaced`` when other words (or none) came in its place.
    ``elsewhere`` says that another window wrote it and this one, not knowing, wrote over it.
    """

    id: int
    address: Address
    question: str
    text: str
    value: str
    state: AnswerState | None
    written_at: dt.datetime
    replaced_at: dt.datetime
    from_other_window: bool = False


class SearchHit(Value):
    """A text in which the words were found; ``address`` is None when it is the title of the entry.

    ``words`` is the part of the text around what was found, and ``marks`` holds where that is in it, as
    pairs of begin and end. ``cursor`` is the place in the order: search on with ``before=cursor``.
    """

    cursor: int
    entry: str
    day: dt.date
    title: str
    address: Address | None
    words: str
    marks: tuple[tuple[int, int], ...] = ()


class SaveReceipt(NamedTuple):
    """A save: when all of it was on disk, and where another window had written meanwhile.

    At those addresses the text of this save stands, and that of the other is its newest revision.
    """

    saved_at: dt.datetime
    conflicts: tuple[Address, ...] = ()


def drafts_as_answers(entry: Entry, drafts: tuple[Draft, ...]) -> tuple[Answer, ...]:
    """Working text that did not become an answer (the machine fell out), as the answers it was to be."""
    return tuple(
        _draft_as_answer(entry, draft) for draft in drafts if draft.text != _saved_text(entry, draft.address)
    )


def with_drafts(entry: Entry, drafts: tuple[Draft, ...]) -> Entry:
    """The entry with what was typed in it."""
    for answer in drafts_as_answers(entry, drafts):
        entry = entry.with_answer(answer)
    return entry


def _draft_as_answer(entry: Entry, draft: Draft) -> Answer:
    answer = entry.answer(draft.address) or Answer(address=draft.address, question=draft.question)
    return replace(answer, text=draft.text, state=AnswerState.ANSWERED)


def _saved_text(entry: Entry, address: Address) -> str:
    own = "\n".join(answer.text for answer in entry.choices(address) if not answer.value)
    answer = entry.answer(address)
    return own or (answer.text if answer else "")


MAX_TRAIL = 6
"""How many earlier marks stay visible on Thuis."""


class Trail(Value):
    """The mark of a line as Thuis shows it.

    ``latest`` is the latest own placement, *nu* before *van nature*, or None when there is none. ``trail``
    holds the known values of earlier placements of the same aspect, oldest first.
    """

    latest: Placement | None = None
    earlier: tuple[int, ...] = ()

    @property
    def value(self) -> int | None:
        return self.latest.value if self.latest else None

    @property
    def is_unknown(self) -> bool:
        """Whether the latest word about this line is not to know (yet)."""
        return self.latest is not None and self.latest.value is None


def trail_of(field: str, placements: Iterable[Placement]) -> Trail:
    """The standpoint on a line, from placements in order of time."""
    own = [p for p in placements if p.field == field and p.whose == SELF]
    marks = [p for p in own if p.aspect is Aspect.NOW] or own
    if not marks:
        return Trail()
    earlier = [p.value for p in marks[:-1] if p.value is not None]
    return Trail(latest=marks[-1], earlier=tuple(earlier[-MAX_TRAIL:]))
