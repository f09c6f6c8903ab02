"""Drafts in the database: one per address, until an answer is saved there.

Journals of earlier versions may hold several drafts at one address, told apart by the column ``window``. The
newest one is used; the older ones become revisions at the next write to that address.
"""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

from typing import Any

from reflectie.domain.entry import Address, AnswerState, Draft
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.journal import records
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION


def latest_drafts(connection: Connection, entry_id: str) -> list[Any]:
    """Return the newest draft of each address, oldest first, as rows for ``to_draft``.

    They are ordered by row id, not by time: the clock may have been set back.
    """
    rows = connection.execute(
        "SELECT step, item, turn, part, question, text, cursor FROM draft WHERE entry = ? ORDER BY rowid",
        (entry_id,),
    )
    newest: dict[Any, Any] = {}
    for row in rows.fetchall():
        newest.pop(row[:4], None)  # so that the dict keeps the order of the newest rows
        newest[row[:4]] = row
    return list(newest.values())


def upsert_draft(connection: Connection, entry_id: str, draft: Draft, timestamp: str) -> None:
    """Write the draft at its address. If only the cursor moved, the draft keeps its row and time."""
    values = records.address_values(entry_id, draft.address)
    moved = connection.execute(
        "UPDATE draft SET cursor = ? WHERE question = ? AND text = ?"
        f" AND rowid = (SELECT max(rowid) FROM draft WHERE {ADDRESS_CONDITION})",
        (draft.cursor, draft.question, draft.text, *values),
    )
    if moved.rowcount:
        return
    delete_draft(connection, entry_id, draft.address, timestamp)
    connection.execute(
        "INSERT INTO draft (entry, step, item, turn, part, question, text, cursor, written_at, window)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        (*values, *records.draft_row(draft), timestamp),
    )


def delete_draft(connection: Connection, entry_id: str, address: Address, timestamp: str) -> bool:
    """Delete the draft at an address. Return whether an older draft with another text became a revision."""
    *older, newest = _pop_drafts(connection, entry_id, address) or [None]
    others = [row for row in older if row[-1] != newest[-1]]
    reason = records.REPLACED_ELSEWHERE
    archived = [_archive_draft(connection, entry_id, address, timestamp, row, reason) for row in others]
    return any(archived)


def archive_drafts(connection: Connection, entry_id: str, timestamp: str) -> None:
    """Turn every draft of an entry into a revision."""
    for row in latest_drafts(connection, entry_id):
        archive_drafts_at(connection, entry_id, records.to_address(row), timestamp)


def archive_drafts_at(connection: Connection, entry_id: str, address: Address, timestamp: str) -> None:
    """Turn every draft at an address into a revision. The newest is the user's own."""
    *older, newest = _pop_drafts(connection, entry_id, address) or [None]
    for row in older:
        _archive_draft(connection, entry_id, address, timestamp, row, records.REPLACED_ELSEWHERE)
    if newest:
        _archive_draft(connection, entry_id, address, timestamp, newest, records.REPLACED_HERE)


def _pop_drafts(connection: Connection, entry_id: str, address: Address) -> list[Any]:
    """Delete the drafts at an address and return them, oldest first: id, time, question and text."""
    rows = connection.execute(
        f"DELETE FROM draft WHERE {ADDRESS_CONDITION} RETURNING rowid, written_at, question, text",
        records.address_values(entry_id, address),
    )
    return sorted(rows.fetchall())


def _archive_draft(
    connection: Connection, entry_id: str, address: Address, timestamp: str, row: Any, reason: str
) -> bool:
    """Turn a draft into a revision, unless it is empty or equals the answer or a revision at its address."""
    values, (_, written_at, question, text) = records.address_values(entry_id, address), row
    duplicate = connection.execute(
        f"SELECT 1 FROM answer WHERE {ADDRESS_CONDITION} AND text = ?"
        f" UNION SELECT 1 FROM revision WHERE {ADDRESS_CONDITION} AND text = ?",
        (*values, text, *values, text),
    ).fetchone()
    if duplicate or not text:
        return False
    answer = connection.execute(f"SELECT value FROM answer WHERE {ADDRESS_CONDITION}", values).fetchone()
    # A recognition stands beside the text; a date belongs to the text that is saved.
    value = answer[0] if answer and answer[0] in RECOGNITION_LABELS else ""
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *values,
            question,
            text,
            value,
            AnswerState.ANSWERED,
            written_at,
            timestamp,
            reason,
        ),
    )
    return True
