"""What the closing of an exercise shows: the line of the entry, its sentence, and the parts to walk."""

import re
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from itertools import chain

from msgspec.structs import replace

from reflectie.domain.duration import minutes_for
from reflectie.domain.entry import SELF, Address, Placement, Trail
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect, Role, is_for_roles
from reflectie.domain.labels import FOLLOW_UPS_TITLE
from reflectie.domain.plan import FOLLOW_UPS, Stop
from reflectie.domain.session import Session
from reflectie.domain.step import (
    KINDS_WITHOUT_ANSWER,
    Ask,
    Choose,
    Explore,
    Part,
    Pick,
    Question,
    Recognise,
    Step,
)
from reflectie.domain.value import Value

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def closing_trail(session: Session) -> Trail | None:
    """The marks of the entry on its line; None if the user set no mark, or marks on several lines.

    A mark that is not known is left out. The mark by nature of an earlier entry counts if this one has none.
    """
    own = [p for p in session.entry.placements if p.whose == SELF]
    if len({p.field for p in own}) != 1:
        return None
    now, nature = _known_mark(own, Aspect.NOW), _known_mark(own, Aspect.NATURE)
    earlier = session.natures.get(own[-1].field)
    trail = Trail(now=now, nature=nature or _known_mark([earlier] if earlier else [], Aspect.NATURE))
    return None if trail.is_empty else trail


def _known_mark(placements: list[Placement], aspect: Aspect) -> Placement | None:
    """The newest mark of an aspect; None if it is not known."""
    newest = next((p for p in reversed(placements) if p.aspect is aspect), None)
    return newest if newest and newest.value is not None else None


def last_sentence(session: Session) -> str:
    """What stands for the entry: the text that the exercise keeps, or else the last sentence written.

    "" if nothing was written in answer to a question.
    """
    kept = session.entry.answer(Address(step=session.exercise.kept_step or ""))
    if kept and kept.text.strip():
        return kept.text.strip()
    texts = _written_texts(session)
    sentences = [s.strip() for text in texts for s in _SENTENCE_END.split(text) if s.strip()]
    return sentences[-1] if sentences else ""


def _written_texts(session: Session) -> Iterator[str]:
    """What was written at questions with a text field, in the order in which it was first written."""
    kinds = {stop.address: stop.step for stop in session.stops}
    for answer in session.entry.answers:
        if answer.text and isinstance(kinds.get(answer.address), Ask | Choose | Explore | Recognise):
            yield answer.text


# The parts ----------------------------------------------------------------------------------------


class PartState(StrEnum):
    """How far a part is: nothing, some or all of what it asks was answered."""

    NEW = "new"
    BEGUN = "begun"
    DONE = "done"


class OfferedPart(Value):
    """A part as the closing offers it: its title, about how long it takes, and how far it is."""

    id: str
    title: str
    minutes: int
    state: PartState = PartState.NEW


def offered_parts(session: Session) -> tuple[OfferedPart, ...]:
    """The parts that have something to walk: those for a role of the user first, then in order."""
    stops: dict[str, list[Stop]] = {}
    for stop in session.all_stops:
        if stop.part:
            stops.setdefault(stop.part, []).append(stop)
    titles = {part.id: part.title for part in session.exercise.parts}
    own = {part.id for part in session.exercise.parts if _is_for_own_role(part, session.roles)}
    return tuple(
        OfferedPart(
            id=part,
            title=titles.get(part, FOLLOW_UPS_TITLE),
            minutes=minutes_for(_steps_of(part, found, session.exercise), session.roles),
            state=_part_state(session, part, found),
        )
        for part, found in sorted(stops.items(), key=lambda item: item[0] not in own)
    )


def _part_state(session: Session, part: str, stops: Collection[Stop]) -> PartState:
    """How far a part is. To skip a question, or not to know, is an answer too.

    A part that asks nothing is done once it was opened.
    """
    asked = [stop.address for stop in stops if not isinstance(stop.step, KINDS_WITHOUT_ANSWER)]
    answered = session.entry.answered_addresses.intersection(asked)
    if len(answered) == len(asked):
        return PartState.DONE if part in session.open_parts else PartState.NEW
    return PartState.BEGUN if answered else PartState.NEW


def _is_for_own_role(part: Part, roles: Collection[Role] | None) -> bool:
    """Whether a part, or each question in it, is for some roles and one of them is of the user."""
    of_steps = [step.roles for step in part.steps if isinstance(step, Question)]
    written_for = part.roles or tuple(chain.from_iterable(of_steps if all(of_steps) else ()))
    return bool(written_for and roles) and is_for_roles(written_for, roles)


def _steps_of(part: str, stops: Iterable[Stop], exercise: Exercise) -> Iterator[Step]:
    """The steps from which the minutes of a part are computed."""
    if part.endswith(FOLLOW_UPS):
        yield from (stop.step for stop in stops)
        return
    shown = {stop.address for stop in stops}
    for step in next(step.steps for step in exercise.parts if step.id == part):
        match step:
            case Pick():
                yield replace(step, items=exercise.source_of(step).items)
            case Recognise() if step.of:
                statements = (s for s in step.statements if Address(step=step.id, item=s.id) in shown)
                yield replace(step, statements=tuple(statements))
            case _:
                yield step
