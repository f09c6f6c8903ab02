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
from reflectie.domain.tag import sorted_tags

ADDRESS_CONDITION = "entry = ? AND step = ? AND item = ? AND turn = ? AND part = ?"
"""SQL condition for one address of one entry; its parameters come from ``address_values``."""

REPLACED_HERE, REPLACED_ELSEWHERE = "changed", "elsewhere"
"""Why a text became a revision: it was changed here; or it was a draft, or an answer not seen here."""


def format_timestamp(value: dt.datetime) -> str:
    """Return a time as stored: ISO 8601 in UTC with microseconds. The time must have a time zone."""
    if value.tzinfo is None:
        raise ValueError("a timestamp needs a time zone")
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")


def format_optional_timestamp(value: dt.datetime | None) -> str | None:
    return None if value is None else format_timestamp(value)


def parse_timestamp(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def parse_optional_timestamp(text: str | None) -> dt.datetime | None:
    return None if text is None else parse_timestamp(text)


def address_values(entry_id: str, address: Address) -> tuple[object, ...]:
    return (entry_id, address.step, address.item, address.turn, address.part)


def to_address(row: Any) -> Address:
    """Convert the first four columns of a row."""
    step, item, turn, part = row[:4]
    return Address(step=step, item=item, turn=turn, part=part)


# Entries --------------------------------------------------------------------------------------------

_SHARED_COLUMNS = "id, exercise, title, day, begun_at, closed_at, situation, meeting"

ENTRY_COLUMNS = f"{_SHARED_COLUMNS}, changed_at, position"

SUMMARY_COLUMNS = f"{_SHARED_COLUMNS}, changed_at, deleted_at, keep_until"


def entry_row(entry: Entry, timestamp: str) -> tuple[object, ...]:
    """Return the values of ENTRY_COLUMNS; ``timestamp`` is the time of change."""
    return (
        entry.id,
        entry.exercise,
        entry.title,
        entry.day.isoformat(),
        format_timestamp(entry.begun),
        format_optional_timestamp(entry.closed),
        entry.situation,
        entry.meeting,
        timestamp,
        encode_position(entry),
    )


class _Position(Address):
    cursor: int | None = None


def encode_position(entry: Entry) -> str | None:
    """Return the address where the user was last, and the cursor in the text there, as JSON."""
    address = entry.position
    if address is None:
        return None
    position = _Position(
        step=address.step, item=address.item, turn=address.turn, part=address.part, cursor=entry.cursor
    )
    return msgspec.json.encode(position).decode()


def to_entry(row: Any, shown: list[Any], answers: list[Any], placements: list[Any], tags: list[str]) -> Entry:
    """Convert a row of ENTRY_COLUMNS and the rows that belong to it."""
    return Entry(
        **entry_fields(row, shown),
        answers=tuple(map(_to_answer, answers)),
        placements=tuple(map(to_placement, placements)),
        tags=sorted_tags(tags),
    )


def entry_fields(row: Any, shown: list[Any]) -> dict[str, Any]:
    """Convert a row of ENTRY_COLUMNS, and the questions shown, to fields of an entry."""
    *shared, _, position_json = row
    position = None if position_json is None else msgspec.json.decode(position_json, type=_Position)
    address = position and Address(
        step=position.step, item=position.item, turn=position.turn, part=position.part
    )
    return {
        **_shared_fields(shared),
        "position": address,
        "cursor": position.cursor if position else None,
        "shown": tuple(map(_to_shown, shown)),
    }


def to_summary(row: Any) -> EntrySummary:
    """Convert a row of SUMMARY_COLUMNS, followed by words of the entry and what it is about, or None."""
    *shared, changed, deleted, keep_until, words, about = row
    return EntrySummary(
        **_shared_fields(shared),
        changed=parse_optional_timestamp(changed),
        **bin_fields(deleted, keep_until),
        words=words or "",
        about=about or "",
    )


def bin_fields(deleted: str | None, keep_until: str | None) -> dict[str, Any]:
    """Convert when an entry was moved to the bin, and the last day to keep it."""
    return {
        "deleted": parse_optional_timestamp(deleted),
        "keep_until": None if keep_until is None else dt.date.fromisoformat(keep_until),
    }


def _shared_fields(row: Any) -> dict[str, Any]:
    """Convert the columns that an entry and its summary share to fields."""
    entry_id, exercise, title, day, begun, closed, situation, meeting = row
    return {
        "id": entry_id,
        "exercise": exercise,
        "title": title,
        "day": dt.date.fromisoformat(day),
        "begun": parse_timestamp(begun),
        "closed": parse_optional_timestamp(closed),
        "situation": situation,
        "meeting": meeting,
    }


def _to_shown(row: Any) -> ShownQuestion:
    step, item, reason = row
    return ShownQuestion(step=step, item=item, reason=reason)


# What belongs to an address -------------------------------------------------------------------------

ANSWER_COLUMNS = "ordinal, question, text, value, state, share, knows, dimension, yields"


def answer_row(answer: Answer) -> tuple[object, ...]:
    """Return the values of ANSWER_COLUMNS."""
    return (
        answer.ordinal,
        answer.question,
        answer.text,
        answer.value,
        answer.state.value,
        int(answer.shared),
        answer.knows,
        answer.dimension,
        answer.yields,
    )


def _to_answer(row: Any) -> Answer:
    """Convert the four columns of an address, then ANSWER_COLUMNS."""
    return Answer(**answer_fields(row))


def answer_fields(row: Any) -> dict[str, Any]:
    """Convert the same columns to fields of an answer."""
    ordinal, question, text, value, state, share, knows, dimension, yields = row[4:]
    return {
        "address": to_address(row),
        "question": question,
        "text": text,
        "value": value,
        "state": AnswerState(state),
        "ordinal": ordinal,
        "shared": bool(share),
        "knows": knows,
        "dimension": dimension,
        "yields": yields,
    }


def to_answer_version(row: Any) -> tuple[Address, tuple[int, str]]:
    """Convert the four columns of an address, then version and time."""
    return to_address(row), (row[4], row[5])


PLACEMENT_COLUMNS = "field, pole_left, pole_right, aspect, value, day, whose"


def placement_row(placement: Placement) -> tuple[object, ...]:
    """Return the values of PLACEMENT_COLUMNS."""
    return (
        placement.field,
        placement.left,
        placement.right,
        placement.aspect.value,
        placement.value,
        placement.day.isoformat(),
        placement.whose,
    )


def to_placement(row: Any) -> Placement:
    """Convert the four columns of an address, then PLACEMENT_COLUMNS."""
    return Placement(**placement_fields(row))


def placement_fields(row: Any) -> dict[str, Any]:
    """Convert the same columns to fields of a placement."""
    field, left, right, aspect, value, day, whose = row[4:]
    return {
        "address": to_address(row),
        "field": field,
        "left": left,
        "right": right,
        "aspect": Aspect(aspect),
        "value": value,
        "day": dt.date.fromisoformat(day),
        "whose": whose,
    }


def draft_row(draft: Draft) -> tuple[object, ...]:
    return (draft.question, draft.text, draft.cursor)


def to_draft(row: Any) -> Draft:
    """Convert the four columns of an address, then question, text and cursor."""
    question, text, cursor = row[4:]
    return Draft(address=to_address(row), question=question, text=text, cursor=cursor)


REVISION_COLUMNS = "step, item, turn, part, id, question, text, value, state, written_at, replaced_at, why"


def to_revision(row: Any) -> Revision:
    """Convert a row of REVISION_COLUMNS."""
    revision_id, question, text, value, state, written_at, replaced_at, why = row[4:]
    return Revision(
        id=revision_id,
        address=to_address(row),
        question=question,
        text=text,
        value=value,
        state=None if state is None else AnswerState(state),
        written_at=parse_timestamp(written_at),
        replaced_at=parse_timestamp(replaced_at),
        from_other_program=why == REPLACED_ELSEWHERE,
    )
