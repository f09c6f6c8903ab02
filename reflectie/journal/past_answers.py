"""Answers of the past in the journal, for the mirror."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

import datetime as dt
from collections.abc import Sequence
from typing import Any

from reflectie.domain.entry import AnswerState
from reflectie.domain.mirror import MirrorAnswer
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal

_COLUMNS = (
    "e.id, e.day, e.exercise, a.step, a.item, a.turn, a.part, a.question, a.text, a.state, a.knows, a.yields"
)


def answers_since(journal: Journal, first: dt.date, limit: int) -> tuple[MirrorAnswer, ...]:
    """Return the answers from a day on, at most ``limit``, newest first."""
    with journal.read_transaction() as connection:
        rows = _select(connection, "e.day >= ?", [first.isoformat()], limit)
    return tuple(map(_to_answer, rows))


def answers_on(journal: Journal, days: Sequence[dt.date], limit: int) -> tuple[MirrorAnswer, ...]:
    """Return the answers of these days, at most ``limit``, newest first."""
    marks = ", ".join("?" * len(days))
    with journal.read_transaction() as connection:
        rows = _select(connection, f"e.day IN ({marks})", [day.isoformat() for day in days], limit)
    return tuple(map(_to_answer, rows))


def _select(connection: Connection, condition: str, values: list[str], limit: int) -> list[Any]:
    # CROSS JOIN makes SQLite read the entries in the order of their days, and stop at the limit.
    return connection.execute(
        f"SELECT {_COLUMNS} FROM entry e CROSS JOIN answer a ON a.entry = e.id"
        f" WHERE {condition} AND e.deleted_at IS NULL AND a.state IS NOT NULL"
        " ORDER BY e.day DESC, e.begun_at DESC, e.id DESC LIMIT ?",
        (*values, limit),
    ).fetchall()


def _to_answer(row: Any) -> MirrorAnswer:
    entry, day, exercise, step, item, turn, part, question, text, state, knows, yields = row
    return MirrorAnswer(
        entry=entry,
        day=dt.date.fromisoformat(day),
        key=f"{exercise}/{step}/{item}/{turn}/{part}",
        question=question,
        text=text,
        is_unknown=state == AnswerState.UNKNOWN,
        knows=knows,
        yields=yields,
    )
