"""The plan of an exercise: its steps as stops with addresses, given the answers so far."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry
from reflectie.domain.exercise import Exercise, referenced_steps
from reflectie.domain.field import Side, movable_sides
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Each,
    Explore,
    Option,
    Pause,
    Pick,
    Place,
    Prompt,
    Question,
    Read,
    Recognise,
    Rows,
    ScreenStep,
    Step,
)
from reflectie.domain.table import Row, rows_of
from reflectie.domain.text import shorten
from reflectie.domain.value import Value

PREPARATION_PREFIX = "before."
"""No id of content holds a dot, so no step of one's own can have such a name."""


def preparation_address(address: Address) -> Address:
    """The address under which a look back sees what was said at this one."""
    return replace(address, step=f"{PREPARATION_PREFIX}{address.step}")


def is_preparation_address(address: Address) -> bool:
    """Whether it leads into the preparation."""
    return address.step.startswith(PREPARATION_PREFIX)


def with_preparation(entry: Entry, earlier: Entry) -> Entry:
    """An entry with what an earlier one says in it, to be read and never kept."""
    answers = (replace(answer, address=preparation_address(answer.address)) for answer in earlier.answers)
    marks = (replace(mark, address=preparation_address(mark.address)) for mark in earlier.placements)
    return replace(entry, answers=(*answers, *entry.answers), placements=(*marks, *entry.placements))


MAX_TURNS = 5
"""How often *vraag door* may be asked under one question."""


def questions_by_address(entry: Entry, opened: Mapping[Address, str]) -> Mapping[Address, str]:
    """The questions as they were shown, by address; one that was answered stays as it was."""
    return {**opened, **{answer.address: answer.question for answer in entry.answers}}


def turns_of(asked: Mapping[Address, str], base: Address) -> dict[int, str]:
    """The questions of *vraag door* under a question, by turn, in order.

    A turn that was left without an answer may be missing; what was said in a later one still stands.
    """
    turns = ((turn, base.at_turn(turn)) for turn in range(1, MAX_TURNS + 1))
    return {turn: asked[address] for turn, address in turns if address in asked}


MAX_LABEL_LENGTH = 40
"""Characters that the label of another's mark has at most."""


class OtherPerson(Value):
    """Somebody whose mark can stand on the line beside one's own: its ``whose``, and its address."""

    whose: str
    address: Address


def other_label(name: str) -> str:
    """The ``whose`` for a name; never the word that means oneself."""
    short = shorten(name, MAX_LABEL_LENGTH)
    return f"'{short}'" if short == SELF else short


class EachItem(NamedTuple):
    """What ``each`` walks for: its name, its words and where they stand, and whether a list offers it."""

    name: str
    text: str
    address: Address | None = None
    is_option: bool = False


class Stop(Value):
    """One screen: the step that is shown, its address, and its question as shown.

    ``top`` is the place of its outermost step in the exercise; ``head`` is the question it hangs under;
    ``beside`` is the address of the earlier answer that stands next to it; ``side`` is where ``explore``
    moves to; ``sees`` are the earlier steps that a table or a drawing looks at, by name. ``field`` is the
    line of a ``place``, and ``others`` are those for whom a mark can stand on it too.
    ``thing`` is the address of the answer for which the nearest ``each`` walks. ``offered`` are the options
    of a ``choose`` that go with what was chosen earlier.
    """

    address: Address
    step: ScreenStep
    text: str
    step_index: int
    parent: Address | None = None
    beside: Address | None = None
    side: Side | None = None
    references: tuple[tuple[str, Address], ...] = ()
    field_id: str = ""
    others: tuple[OtherPerson, ...] = ()
    each_address: Address | None = None
    options: tuple[Option, ...] = ()

    def reference(self, name: str | None) -> Address | None:
        return dict(self.references).get(name or "")

    def make_answer(
        self, text: str = "", value: str = "", state: AnswerState = AnswerState.ANSWERED
    ) -> Answer:
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


_QuestionStep = Ask | Choose | Place | Date | Rows

_PLACEHOLDER = re.compile(r"\{(item|pole)\}")


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
        self._questions = questions_by_address(entry, opened)
        self._addresses: dict[str, list[tuple[tuple[str, ...], Address]]] = {}
        self._steps_by_address: dict[Address, _QuestionStep] = {}
        self._scope: tuple[str, ...] = ()
        self._each_item = EachItem("", "")
        self._pack = ""
        self._step_index = 0
        if earlier:
            self._add_preparation(*earlier)

    def _add_preparation(self, exercise: Exercise, entry: Entry) -> None:
        planner = Planner(entry, {})
        deque(planner.stops(exercise), maxlen=0)
        for name, seen in planner._addresses.items():
            self._addresses[f"{PREPARATION_PREFIX}{name}"] = [
                (scope, preparation_address(at)) for scope, at in seen
            ]
        self._steps_by_address.update(
            (preparation_address(at), step) for at, step in planner._steps_by_address.items()
        )

    def stops(self, exercise: Exercise) -> Iterator[Stop]:
        self._pack = exercise.pack
        for self._step_index, step in enumerate(exercise.steps):
            yield from self._step_stops(step, Address(step=step.id))

    def _step_stops(self, step: Step, at: Address, head: Address | None = None) -> Iterator[Stop]:
        match step:
            case Pick():
                yield from self._pick_stops(step, at, head)
            case Each():
                yield from self._each_stops(step, at, head)
            case Recognise():
                for statement in step.statements:
                    yield self._make_stop(
                        step, _item_address(at, statement.id), self._fill_placeholders(statement.text), head
                    )
            case Explore():
                yield from self._explore_stops(step, at, head)
            case Place() if not self._field_id(step):
                return
            case Question():
                yield from self._question_stops(step, at, head)
            case Read() | Pause() | Draw():
                yield self._make_stop(step, at, self._fill_placeholders(step.text), head)

    def _make_stop(
        self, step: ScreenStep, at: Address, text: str, head: Address | None, side: Side | None = None
    ) -> Stop:
        beside = self._latest_address(step.beside)
        found = ((name, self._latest_address(name)) for name in referenced_steps(step))
        sees = tuple((name, address) for name, address in found if address)
        stop = Stop(
            address=at,
            step=step,
            text=text,
            step_index=self._step_index,
            parent=head,
            beside=beside,
            side=side,
            references=sees,
            each_address=self._each_item.address,
        )
        if isinstance(step, Place):
            return replace(stop, field_id=self._field_id(step), others=self._other_people(step, at))
        if isinstance(step, Choose):
            chosen = {
                thing.name for thing in self._each_items(self._latest_address(step.of)) if thing.is_option
            }
            return replace(stop, options=step.options_for(chosen))
        return stop

    def _field_id(self, step: Place) -> str:
        """The line of a place; empty when that is what was chosen, and content has it no more."""
        if step.field is not None:
            return step.field
        name = self._each_item.name if self._each_item.is_option else ""
        return f"{self._pack}:{name}" if self._pack and name else name

    def _other_people(self, step: Place, at: Address) -> tuple[OtherPerson, ...]:
        rows = self._named_rows(self._latest_address(step.others))
        return tuple(OtherPerson(whose=other_label(row.name), address=at.child(row.id)) for row in rows)

    def _question_stops(self, step: _QuestionStep, at: Address, head: Address | None) -> Iterator[Stop]:
        yield self._make_stop(step, at, self._fill_placeholders(step.text), head)
        for turn, question in turns_of(self._questions, at).items():
            yield self._make_stop(step, at.at_turn(turn), question, head or at)
        self._addresses.setdefault(step.id, []).append((self._scope, at))
        self._steps_by_address[at] = step
        for follow_up in step.follow_ups:
            yield from self._step_stops(follow_up, at.child(follow_up.id), head or at)

    def _pick_stops(self, step: Pick, at: Address, head: Address | None) -> Iterator[Stop]:
        items = [item for shown in self._entry.shown_for(step.id) if (item := step.item(shown.item))]
        if not items:
            yield self._make_stop(step, at, "", head)
        for item in items:
            yield from self._step_stops(item, _item_address(at, item.id), head)

    def _each_stops(self, step: Each, at: Address, head: Address | None) -> Iterator[Stop]:
        scope, around = self._scope, self._each_item
        for thing in self._each_items(self._latest_address(step.of)):
            self._scope, self._each_item = (*scope, thing.name), thing
            for inner in step.steps:
                yield from self._step_stops(inner, Address(step=inner.id, item=".".join(self._scope)), head)
        self._scope, self._each_item = scope, around

    def _each_items(self, source: Address | None) -> list[EachItem]:
        """What was chosen at a question, or filled in in its table."""
        if source is None:
            return []
        step = self._steps_by_address[source]
        if isinstance(step, Rows):
            return [EachItem(row.id, row.name, row.name_address) for row in self._named_rows(source)]
        options = [option.id for option in step.options] if isinstance(step, Choose) else []
        chosen = (thing for thing in self._entry.choices(source) if thing.text.strip())
        named = ((thing.address.part.rpartition(".")[2].removeprefix("option:"), thing) for thing in chosen)
        return [EachItem(name, thing.text, thing.address, name in options) for name, thing in named]

    def _named_rows(self, source: Address | None) -> list[Row]:
        """The rows of a table that have a name and were not taken out; among people nobody is no row."""
        step = self._steps_by_address.get(source) if source else None
        if not isinstance(step, Rows):
            return []
        first = step.columns[0]
        rows = (row for row in rows_of(self._entry, source, step.columns) if row.name and not row.is_removed)
        return [row for row in rows if first.type != "person" or row.text(first.id).strip()]

    def _explore_stops(self, step: Explore, at: Address, head: Address | None) -> Iterator[Stop]:
        placement = self._entry.placement(self._latest_address(step.beside))
        if placement is None or placement.value is None:
            return
        for side in movable_sides(placement.value):
            pole = placement.left if side is Side.LEFT else placement.right
            parts: dict[str, Prompt | None] = {"feel": step.feel, "act": step.act}
            for name, prompt in parts.items():
                if prompt:
                    text = self._fill_placeholders(prompt.text, pole)
                    yield self._make_stop(step, at.child(side).child(name), text, head, side)

    def _latest_address(self, name: str | None) -> Address | None:
        """The last question with this name before here, in this round of ``each`` or outside of it."""
        seen = reversed(self._addresses.get(name or "", []))
        return next((at for scope, at in seen if self._scope[: len(scope)] == scope), None)

    def _fill_placeholders(self, text: str, pole: str = "") -> str:
        """The text with its blanks filled in at once, so that what is filled in is never read as a blank."""
        names = {"item": self._each_item.text, "pole": pole}
        return _PLACEHOLDER.sub(lambda blank: names[blank[1]] or blank[0], text)


def _item_address(at: Address, name: str) -> Address:
    """The address of a head or a statement inside a step."""
    return replace(at, item=f"{at.item}.{name}" if at.item else name)
