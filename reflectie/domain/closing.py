"""What the closing of an exercise shows of the entry: its line, and a sentence of the user."""

import re
from collections.abc import Iterator

from reflectie.domain.entry import SELF, Address, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Explore, Recognise
from reflectie.domain.value import Value

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


class ClosingLine(Value):
    """A line with the marks of this entry: ``now`` and by ``nature``, each None if unknown or not set.

    The mark by nature of an earlier entry counts if this entry has none.
    """

    left: str
    right: str
    now: int | None = None
    nature: int | None = None


def closing_line(session: Session) -> ClosingLine | None:
    """The line of the entry; None if the user set no mark, or marks on several lines."""
    own = [p for p in session.entry.placements if p.whose == SELF]
    if len({p.field for p in own}) != 1:
        return None
    last = own[-1]
    earlier = session.natures.get(last.field)
    nature = _value(own, Aspect.NATURE)
    line = ClosingLine(
        left=last.left,
        right=last.right,
        now=_value(own, Aspect.NOW),
        nature=earlier if nature is None else nature,
    )
    return line if (line.now, line.nature) != (None, None) else None


def _value(placements: list[Placement], aspect: Aspect) -> int | None:
    """The value of the newest mark of an aspect."""
    return next((p.value for p in reversed(placements) if p.aspect is aspect), None)


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
