"""The plan of an exercise: its steps as stops with addresses, given the answers so far."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from reflectie.domain.earlier_answers import EachItem, EarlierAnswers, is_preparation_address
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry
from reflectie.domain.exercise import Exercise, referenced_steps
from reflectie.domain.field import Role, Side, is_for_roles, movable_sides
from reflectie.domain.step import (
    Choose,
    Draw,
    Each,
    Explore,
    Option,
    Part,
    Pause,
    Pick,
    Place,
    Prompt,
    Question,
    QuestionStep,
    Read,
    Recognise,
    ScreenStep,
    Step,
)
from reflectie.domain.table import Row
from reflectie.domain.text import shorten
from reflectie.domain.value import Value

# Further turns ------------------------------------------------------------------------------------

MAX_TURNS = 5
"""The most further turns (*vraag door*) under one question."""


def questions_by_address(entry: Entry, open_turns: Mapping[Address, str]) -> Mapping[Address, str]:
    """The questions as shown, by address; a saved question takes precedence over an open turn."""
    return {**open_turns, **{answer.address: answer.question for answer in entry.answers}}


def turns_of(questions: Mapping[Address, str], base: Address) -> dict[int, str]:
    """The further turns under a question, by number, in order.

    A turn without an answer may be missing while later ones exist.
    """
    turns = ((turn, base.at_turn(turn)) for turn in range(1, MAX_TURNS + 1))
    return {turn: questions[address] for turn, address in turns if address in questions}


# Stops --------------------------------------------------------------------------------------------

MAX_LABEL_LENGTH = 40
"""The most characters of the label of another person."""


class OtherPerson(Value):
    """A person whose placement can be set beside the user's own: their ``whose`` and its address."""

    whose: str
    address: Address


def other_label(name: str) -> str:
    """The ``whose`` for a name. It is never ``SELF``."""
    label = shorten(name, MAX_LABEL_LENGTH)
    return f"'{label}'" if label == SELF else label


class NatureStop(Value):
    """The mark by nature of a ``place`` about now: its question and its address."""

    text: str
    address: Address


class Stop(Value):
    """One screen: a step, its address, and its question as shown.

    ``step_index`` is the number of its outermost step in the exercise. ``parent`` is the question to which
    a follow-up belongs. ``beside`` is the earlier answer to show beside it. ``side`` is the side to which
    ``explore`` moves the mark. ``references`` are the earlier steps that a table or diagram uses, by id.
    ``field_id``, ``nature`` and ``others`` belong to a ``place``; ``options`` are the options that a
    ``choose`` offers. ``each_address`` is the answer over which the nearest ``each`` repeats. ``part`` is the
    id of the part to which the stop belongs; "" is the short route. ``pick`` is the id of the pick that shows
    it; "" for a step that is not picked.
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
    nature: NatureStop | None = None
    others: tuple[OtherPerson, ...] = ()
    each_address: Address | None = None
    options: tuple[Option, ...] = ()
    part: str = ""
    pick: str = ""

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The addresses of its own answers, in the order in which they are asked."""
        return (self.address, self.nature.address) if self.nature else (self.address,)

    @property
    def looks_back(self) -> bool:
        """Whether the answer beside it is one of the preparation."""
        return self.beside is not None and is_preparation_address(self.beside)

    def reference(self, step_id: str | None) -> Address | None:
        return dict(self.references).get(step_id or "")

    def make_answer(
        self, text: str = "", value: str = "", state: AnswerState = AnswerState.ANSWERED
    ) -> Answer:
        """Return an answer at this stop, with the question as shown and its classification."""
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


# Planner ------------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"\{(item|pole)\}")


FOLLOW_UPS = ":follow-ups"
"""The end of the id of the part with the follow-ups of a pick. Ids in content have no colon."""


class Planner:
    """Walks the steps once, yields stops, and remembers the questions before the current one.

    The stops of the short route come first, then those of each part. The follow-ups of a question that the
    coach chose in the short route are a part of their own. Statements and questions for other roles than
    ``roles`` are left out, unless they were picked or the entry has an answer there; None is every role.

    Item addresses inside an ``each`` start with the ids over which the enclosing ones repeat, so that two
    rounds never share an address. The questions of ``preparation``, an exercise and its entry, are
    remembered as well.
    """

    def __init__(
        self,
        entry: Entry,
        open_turns: Mapping[Address, str],
        preparation: tuple[Exercise, Entry] | None = None,
        roles: Collection[Role] | None = None,
    ) -> None:
        self._entry = entry
        self._roles = roles
        self._questions = questions_by_address(entry, open_turns)
        self._earlier = EarlierAnswers(entry)
        self._each_item = EachItem("", "")
        self._exercise: Exercise | None = None
        self._step_index = 0
        self._part = ""
        self._pick = ""
        self._is_in_short_pick = False
        self._deferred: list[tuple[QuestionStep, Address]] = []
        """Questions of the current pick whose follow-ups come later."""
        if preparation:
            self._earlier.add_preparation(_answers_of(*preparation))

    def stops(self, exercise: Exercise) -> Iterator[Stop]:
        self._exercise = exercise
        follow_ups: dict[str, list[tuple[QuestionStep, Address]]] = {}  # by the id of the pick
        indexed = list(enumerate(exercise.steps))
        for self._step_index, step in indexed:
            if not isinstance(step, Part):
                self._is_in_short_pick, self._deferred = isinstance(step, Pick), []
                yield from self._step_stops(step, Address(step=step.id))
                follow_ups[step.id] = self._deferred
        self._is_in_short_pick = False
        for self._pick, questions in follow_ups.items():
            self._part = f"{self._pick}{FOLLOW_UPS}"
            for question, address in questions:
                yield from self._follow_up_stops(question, address)
        self._pick = ""
        for self._step_index, step in indexed:
            if isinstance(step, Part):
                self._part = step.id
                for inner in step.steps:
                    yield from self._step_stops(inner, Address(step=inner.id))

    def _step_stops(
        self, step: Step, address: Address, parent: Address | None = None, is_picked: bool = False
    ) -> Iterator[Stop]:
        match step:
            case Question() if not (is_picked or self._is_for_user(step.roles, address)):
                return
            case Pick():
                yield from self._pick_stops(step, address, parent)
            case Each():
                yield from self._each_stops(step, parent)
            case Recognise():
                yield from self._statement_stops(step, address, parent)
            case Explore():
                yield from self._explore_stops(step, address, parent)
            case Place() if not self._field_id(step):
                return
            case Question():
                yield from self._question_stops(step, address, parent)
            case Read() | Pause() | Draw():
                yield self._make_stop(step, address, self._fill_placeholders(step.text), parent)

    def _statement_stops(self, step: Recognise, address: Address, parent: Address | None) -> Iterator[Stop]:
        offered = step.statements_for(self._chosen_options(step.of))
        for statement in step.statements:
            text, at = self._fill_placeholders(statement.text), _item_address(address, statement.id)
            if self._is_answered(at) or (statement in offered and self._is_for_user(statement.roles, at)):
                yield self._make_stop(step, at, text, parent)

    def _chosen_options(self, step_id: str | None) -> set[str]:
        """The ids of the options chosen from an earlier list, without what the user added to it."""
        return {item.id for item in self._earlier.each_items(step_id) if item.is_option}

    def _pick_stops(self, step: Pick, address: Address, parent: Address | None) -> Iterator[Stop]:
        outer_pick, self._pick = self._pick, step.id
        source = self._exercise.source_of(step) if self._exercise else step
        shown = [item for shown in self._entry.shown_for(step.id) if (item := source.item(shown.item))]
        if not shown and self._has_unshown_items(source):
            yield self._make_stop(step, address, "", parent)
        address = replace(address, step=source.id)
        for item in shown:
            yield from self._step_stops(item, _item_address(address, item.id), parent, is_picked=True)
        self._pick = outer_pick

    def _has_unshown_items(self, source: Pick) -> bool:
        """Whether the coach can choose something from this pick."""
        picks = self._exercise.picks_from(source) if self._exercise else ()
        shown = {shown.item for pick in picks for shown in self._entry.shown_for(pick.id)}
        items = (item for item in source.items if item.id not in shown)
        return any(not isinstance(item, Question) or is_for_roles(item.roles, self._roles) for item in items)

    def _is_for_user(self, roles: Collection[Role], address: Address) -> bool:
        """Whether an item for these roles is walked: it is for everybody or the user, or was answered."""
        return is_for_roles(roles, self._roles) or self._is_answered(address)

    def _is_answered(self, address: Address) -> bool:
        return bool(self._entry.answer(address) or self._entry.placement(address))

    def _each_stops(self, step: Each, parent: Address | None) -> Iterator[Stop]:
        outer_scope, outer_item = self._earlier.scope, self._each_item
        for item in self._earlier.each_items(step.of):
            self._earlier.scope, self._each_item = (*outer_scope, item.id), item
            path = ".".join(self._earlier.scope)
            for inner in step.steps:
                yield from self._step_stops(inner, Address(step=inner.id, item=path), parent)
        self._earlier.scope, self._each_item = outer_scope, outer_item

    def _question_stops(self, step: QuestionStep, address: Address, parent: Address | None) -> Iterator[Stop]:
        yield self._make_stop(step, address, self._fill_placeholders(step.text), parent)
        for turn, question in turns_of(self._questions, address).items():
            yield self._make_stop(step, address.at_turn(turn), question, parent or address)
        self._earlier.add(step.id, address, step)
        if self._is_in_short_pick:
            self._deferred.append((step, address))
        else:
            yield from self._follow_up_stops(step, address, parent)

    def _follow_up_stops(
        self, step: QuestionStep, address: Address, parent: Address | None = None
    ) -> Iterator[Stop]:
        for follow_up in step.follow_ups:
            yield from self._step_stops(follow_up, address.child(follow_up.id), parent or address)

    def _explore_stops(self, step: Explore, address: Address, parent: Address | None) -> Iterator[Stop]:
        placement = self._entry.placement(self._earlier.latest_address(step.beside))
        if placement is None or placement.value is None:
            return
        prompts: dict[str, Prompt | None] = {"feel": step.feel, "act": step.act}
        for side in movable_sides(placement.value):
            pole = placement.left if side is Side.LEFT else placement.right
            for name, prompt in prompts.items():
                if prompt:
                    text = self._fill_placeholders(prompt.text, pole)
                    yield self._make_stop(step, address.child(side).child(name), text, parent, side)

    def _make_stop(
        self, step: ScreenStep, address: Address, text: str, parent: Address | None, side: Side | None = None
    ) -> Stop:
        references = ((step_id, self._earlier.latest_address(step_id)) for step_id in referenced_steps(step))
        stop = Stop(
            address=address,
            step=step,
            text=text,
            step_index=self._step_index,
            parent=parent,
            beside=self._earlier.latest_address(step.beside),
            side=side,
            references=tuple((step_id, found) for step_id, found in references if found),
            each_address=self._each_item.address,
            part=self._part,
            pick=self._pick,
        )
        if isinstance(step, Draw):
            self._earlier.add(step.id, address)
        if isinstance(step, Place):
            return replace(
                stop,
                field_id=self._field_id(step),
                nature=self._nature_stop(step, address),
                others=_other_people(self._earlier.named_rows(step.others), address),
            )
        if isinstance(step, Choose):
            return replace(stop, options=step.options_for(self._chosen_options(step.of)))
        return stop

    def _nature_stop(self, step: Place, address: Address) -> NatureStop | None:
        if step.nature is None:
            return None
        at = replace(address, step=step.nature.id)
        self._earlier.add(step.nature.id, at)
        return NatureStop(text=self._fill_placeholders(step.nature.text), address=at)

    def _field_id(self, step: Place) -> str:
        """The field of a place; "" when it was chosen from a list and content no longer has it."""
        if step.field is not None:
            return step.field
        name = self._each_item.id if self._each_item.is_option else ""
        pack = self._exercise.pack if self._exercise else ""
        return f"{pack}:{name}" if pack and name else name

    def _fill_placeholders(self, text: str, pole: str = "") -> str:
        """Fill in all placeholders in one pass, so that a value is never read as a placeholder."""
        values = {"item": self._each_item.text, "pole": pole}
        return _PLACEHOLDER.sub(lambda match: values[match[1]] or match[0], text)


def _answers_of(exercise: Exercise, entry: Entry) -> EarlierAnswers:
    """What a planner remembers at the end of an exercise."""
    planner = Planner(entry, {})
    deque(planner.stops(exercise), maxlen=0)  # run the generator to its end
    return planner._earlier


def _other_people(rows: Iterable[Row], address: Address) -> tuple[OtherPerson, ...]:
    """The people in the rows of a table, as those whose placement can be set at this address."""
    return tuple(OtherPerson(whose=other_label(row.name), address=address.child(row.id)) for row in rows)


def _item_address(address: Address, item_id: str) -> Address:
    """The address of an item of a pick or a statement."""
    return replace(address, item=f"{address.item}.{item_id}" if address.item else item_id)
