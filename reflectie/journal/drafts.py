"""Drafts in the database: which one is shown above an answer, and when it becomes a revision."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from typing import Any

from reflectie.domain.entry import Address, AnswerState, Draft
from reflectie.journal import records
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION
from reflectie.journal.seen_versions import SeenVersions


def latest_drafts(connection: Connection, entry_id: str) -> list[Any]:
    """The working text that stands above each address, with its window and its moment, the newest last.

    The order is that of writing, whatever the clock did meanwhile.
    """
    found = connection.execute(
        "SELECT step, item, turn, part, question, text, cursor, window, written_at FROM draft WHERE entry = ?"
        " ORDER BY rowid",
        (entry_id,),
    )
    newest: dict[Any, Any] = {}
    for row in found.fetchall():
        newest.pop(row[:4], None)  # so that the last typed stands last
        newest[row[:4]] = row
    return list(newest.values())


def upsert_draft(connection: Connection, entry_id: str, draft: Draft, now: str, window: SeenVersions) -> None:
    """The working text of this window; a cursor that only moved makes it no newer."""
    own = (*records.address_values(entry_id, draft.address), window.window_id)
    moved = connection.execute(
        f"UPDATE draft SET cursor = ? WHERE {ADDRESS_CONDITION} AND window = ? AND question = ? AND text = ?",
        (draft.cursor, *own, draft.question, draft.text),
    )
    if moved.rowcount:
        return
    connection.execute(f"DELETE FROM draft WHERE {ADDRESS_CONDITION} AND window = ?", own)
    connection.execute(
        "INSERT INTO draft (entry, step, item, turn, part, question, text, cursor, written_at, window)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*own[:-1], *records.draft_row(draft), now, window.window_id),
    )


def resolve_drafts(
    connection: Connection, entry_id: str, address: Address, now: str, window: SeenVersions
) -> bool:
    """An answer stands there now. Returns whether another window had working text there.

    What was taken over is in that answer; where it is not, since it was changed, it becomes a revision.
    """
    taken = delete_own_drafts(connection, entry_id, address, window)
    said = connection.execute(
        f"SELECT text FROM answer WHERE {ADDRESS_CONDITION}", records.address_values(entry_id, address)
    ).fetchone()
    for row in taken:
        if said is None or row[3] not in said[0]:
            archive_draft(connection, entry_id, address, now, row)
    return archive_drafts(connection, entry_id, address, now)


def delete_own_drafts(
    connection: Connection, entry_id: str, address: Address, window: SeenVersions
) -> list[Any]:
    """Drop the working text of this window, and what it took over, which is returned."""
    place = records.address_values(entry_id, address)
    found = connection.execute(
        f"SELECT window, written_at, question, text FROM draft WHERE {ADDRESS_CONDITION}", place
    )
    taken = [row for row in found.fetchall() if window.owns_draft(entry_id, address, row[0], row[1])]
    for row in taken:
        connection.execute(f"DELETE FROM draft WHERE {ADDRESS_CONDITION} AND window = ?", (*place, row[0]))
    return [row for row in taken if row[0] != window.window_id]


def archive_drafts(connection: Connection, entry_id: str, address: Address, now: str) -> bool:
    """Make revisions of all working text at an address. Returns whether there was any to be read there."""
    place = records.address_values(entry_id, address)
    found = connection.execute(
        f"DELETE FROM draft WHERE {ADDRESS_CONDITION} RETURNING window, written_at, question, text", place
    ).fetchall()
    done = [archive_draft(connection, entry_id, address, now, row) for row in found]
    return any(done)


def archive_draft(connection: Connection, entry_id: str, address: Address, now: str, row: Any) -> bool:
    """Make a revision of working text, unless it says nothing or stands there already, now or before."""
    place, (_, written, question, text) = records.address_values(entry_id, address), row
    known = connection.execute(
        f"SELECT 1 FROM answer WHERE {ADDRESS_CONDITION} AND text = ? UNION SELECT 1 FROM revision WHERE {ADDRESS_CONDITION} AND text = ?",
        (*place, text, *place, text),
    ).fetchone()
    if known or not text:
        return False
    said = connection.execute(f"SELECT value FROM answer WHERE {ADDRESS_CONDITION}", place).fetchone()
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *place,
            question,
            text,
            said[0] if said else "",
            AnswerState.ANSWERED,
            written,
            now,
            records.REPLACED_ELSEWHERE,
        ),
    )
    return True
