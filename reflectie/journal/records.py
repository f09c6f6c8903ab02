"""Convert domain values to database rows and back."""

import datetime as dt
from typing import Any

import msgspec

from reflectie.domain.entry import (
    Address,
    Answer,
    AnswerState,
    Draft,
    Entry,
    EntrySummary,
    Placement,
    Revision,
    ShownQuestion,
)
from reflectie.domain.field import Aspect

ADDRESS_CONDITION = "entry = ? AND step = ? AND item = ? AND turn = ? AND part = ?"
"""Where one address of one entry is; parameters from ``at``."""


def format_timestamp(value: dt.datetime) -> str:
    """A moment as kept; it must know its time zone."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")


def format_optional_timestamp(value: dt.datetime | None) -> str | None:
    return None if value is None else format_timestamp(value)


def parse_timestamp(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def parse_optional_timestamp(text: str | None) -> dt.datetime | None:
    return None if text is None else parse_timestamp(text)


def address_values(entry_id: str, address: Address) -> tuple[object, ...]:
    return (entry_id, address.step, address.item, address.turn, address.part)


ENTRY_COLUMNS = "id, exercise, title, day, begun_at, closed_at, changed_at, position, situation, meeting"


def entry_row(entry: Entry, now: str) -> tuple[object, ...]:
    closed = format_optional_timestamp(entry.closed)
    days = (entry.day.isoformat(), format_timestamp(entry.begun), closed, now)
    return (
        entry.id,
        entry.exercise,
        entry.title,
        *days,
        encode_position(entry),
        entry.situation,
        entry.meeting,
    )


class _Position(Address):
    cursor: int | None = None


def encode_position(entry: Entry) -> str | None:
    """Where the person was last: the address, and the cursor in the text there."""
    at = entry.position
    if at is None:
        return None
    here = _Position(step=at.step, item=at.item, turn=at.turn, part=at.part, cursor=entry.cursor)
    return msgspec.json.encode(here).decode()


def to_entry(head: Any, shown: list[Any], answers: list[Any], marks: list[Any]) -> Entry:
    """A whole entry, from ``HEAD`` and the rows that belong to it."""
    entry_id, exercise, title, day, begun, closed, _, where, situation, meeting = head
    at = None if where is None else msgspec.json.decode(where, type=_Position)
    return Entry(
        id=entry_id,
        exercise=exercise,
        title=title,
        day=dt.date.fromisoformat(day),
        begun=dt.datetime.fromisoformat(begun),
        closed=parse_optional_timestamp(closed),
        position=at and Address(step=at.step, item=at.item, turn=at.turn, part=at.part),
        cursor=at.cursor if at else None,
        shown=tuple(map(to_shown, shown)),
        answers=tuple(map(to_answer, answers)),
        placements=tuple(map(to_placement, marks)),
        situation=situation,
        meeting=meeting,
    )


def to_summary(row: Any) -> EntrySummary:
    """From ``HEAD`` with bin and last day of keeping in place of the position, and the first words."""
    *head, situation, meeting, words = row
    entry_id, exercise, title, day, begun, closed, changed, deleted, keep_until = head
    return EntrySummary(
        id=entry_id,
        exercise=exercise,
        title=title,
        day=dt.date.fromisoformat(day),
        begun=dt.datetime.fromisoformat(begun),
        closed=parse_optional_timestamp(closed),
        changed=parse_optional_timestamp(changed),
        deleted=parse_optional_timestamp(deleted),
        keep_until=None if keep_until is None else dt.date.fromisoformat(keep_until),
        words=words or "",
        situation=situation,
        meeting=meeting,
    )


ANSWER_COLUMNS = "ordinal, question, text, value, state, share, knows, dimension, yields"


def answer_row(answer: Answer) -> tuple[object, ...]:
    said = (answer.ordinal, answer.question, answer.text, answer.value, answer.state.value)
    return (*said, int(answer.shared), answer.knows, answer.dimension, answer.yields)


def to_answer(row: Any) -> Answer:
    """From the four columns of an address, then ``ANSWER``."""
    ordinal, question, text, value, state, share, knows, dimension, yields = row[4:]
    return Answer(
        address=to_address(row),
        question=question,
        text=text,
        value=value,
        state=AnswerState(state),
        ordinal=ordinal,
        shared=bool(share),
        knows=knows,
        dimension=dimension,
        yields=yields,
    )


PLACEMENT_COLUMNS = "field, pole_left, pole_right, aspect, value, day, whose"


def placement_row(placement: Placement) -> tuple[object, ...]:
    line = (placement.field, placement.left, placement.right, placement.aspect.value)
    return (*line, placement.value, placement.day.isoformat(), placement.whose)


def to_placement(row: Any) -> Placement:
    """From the four columns of an address, then ``PLACEMENT``."""
    field, left, right, aspect, value, day, whose = row[4:]
    return Placement(
        address=to_address(row),
        field=field,
        left=left,
        right=right,
        aspect=Aspect(aspect),
        value=value,
        day=dt.date.fromisoformat(day),
        whose=whose,
    )


def draft_row(draft: Draft) -> tuple[object, ...]:
    return (draft.question, draft.text, draft.cursor)


def to_draft(row: Any) -> Draft:
    """From the four columns of an address, then question, text and cursor."""
    question, text, cursor = row[4:]
    return Draft(address=to_address(row), question=question, text=text, cursor=cursor)


def to_shown(row: Any) -> ShownQuestion:
    step, item, reason = row
    return ShownQuestion(step=step, item=item, reason=reason)


def to_address(row: Any) -> Address:
    step, item, turn, part = row[:4]
    return Address(step=step, item=item, turn=turn, part=part)


def to_answer_version(row: Any) -> tuple[Address, tuple[int, str]]:
    """From the four columns of an address, then version and moment."""
    return to_address(row), (row[4], row[5])


REVISION_COLUMNS = "step, item, turn, part, id, question, text, value, state, written_at, replaced_at, why"


def to_revision(row: Any) -> Revision:
    """From ``REVISION``."""
    number, question, text, value, state, written, replaced, why = row[4:]
    return Revision(
        id=number,
        address=to_address(row),
        question=question,
        text=text,
        value=value,
        state=None if state is None else AnswerState(state),
        written_at=dt.datetime.fromisoformat(written),
        replaced_at=dt.datetime.fromisoformat(replaced),
        from_other_window=why == REPLACED_ELSEWHERE,
    )


REPLACED_HERE, REPLACED_ELSEWHERE = "changed", "elsewhere"
"""Why a text became a revision: its words changed, or another window had written them."""
