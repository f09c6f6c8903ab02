"""Working text: which of it stands above an answer, and when it is over. The rule is kept here only.

- Each window has one draft a field. It stands above the answer, and of several the one written last.
- A draft is always newer than the answer below it, for an answer ends every draft at its address. What this
  window typed, or took over, has become that answer; what another window typed there becomes a revision.
- A window takes over the draft of another when the person leaves a stop where it stood in the field.
- So nothing that was kept or drafted disappears by what is written elsewhere: it is an answer, a draft or a
  revision. Only what people take away themselves, where they typed it, is gone.
"""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from typing import Any

from reflectie.domain.entry import Address, Draft, State
from reflectie.journal import rows
from reflectie.journal.database import Connection
from reflectie.journal.rows import AT
from reflectie.journal.window import Window


def standing(connection: Connection, entry_id: str) -> list[Any]:
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


def put(connection: Connection, entry_id: str, draft: Draft, now: str, window: Window) -> None:
    """The working text of this window; a cursor that only moved makes it no newer."""
    own = (*rows.at(entry_id, draft.address), window.token)
    moved = connection.execute(
        f"UPDATE draft SET cursor = ? WHERE {AT} AND window = ? AND question = ? AND text = ?",
        (draft.cursor, *own, draft.question, draft.text),
    )
    if moved.rowcount:
        return
    connection.execute(f"DELETE FROM draft WHERE {AT} AND window = ?", own)
    connection.execute(
        "INSERT INTO draft (entry, step, item, turn, part, question, text, cursor, written_at, window)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*own[:-1], *rows.draft_row(draft), now, window.token),
    )


def end(connection: Connection, entry_id: str, address: Address, now: str, window: Window) -> bool:
    """An answer stands there now. Returns whether another window had working text there.

    What was taken over is in that answer; where it is not, since it was changed, it becomes a revision.
    """
    taken = drop(connection, entry_id, address, window)
    said = connection.execute(f"SELECT text FROM answer WHERE {AT}", rows.at(entry_id, address)).fetchone()
    for row in taken:
        if said is None or row[3] not in said[0]:
            set_aside(connection, entry_id, address, now, row)
    return set_all_aside(connection, entry_id, address, now)


def drop(connection: Connection, entry_id: str, address: Address, window: Window) -> list[Any]:
    """Drop the working text of this window, and what it took over, which is returned."""
    place = rows.at(entry_id, address)
    found = connection.execute(f"SELECT window, written_at, question, text FROM draft WHERE {AT}", place)
    taken = [row for row in found.fetchall() if window.has_taken(entry_id, address, row[0], row[1])]
    for row in taken:
        connection.execute(f"DELETE FROM draft WHERE {AT} AND window = ?", (*place, row[0]))
    return [row for row in taken if row[0] != window.token]


def set_all_aside(connection: Connection, entry_id: str, address: Address, now: str) -> bool:
    """Make revisions of all working text at an address. Returns whether there was any to be read there."""
    place = rows.at(entry_id, address)
    found = connection.execute(
        f"DELETE FROM draft WHERE {AT} RETURNING window, written_at, question, text", place
    ).fetchall()
    done = [set_aside(connection, entry_id, address, now, row) for row in found]
    return any(done)


def set_aside(connection: Connection, entry_id: str, address: Address, now: str, row: Any) -> bool:
    """Make a revision of working text, unless it says nothing or stands there already, now or before."""
    place, (_, written, question, text) = rows.at(entry_id, address), row
    known = connection.execute(
        f"SELECT 1 FROM answer WHERE {AT} AND text = ? UNION SELECT 1 FROM revision WHERE {AT} AND text = ?",
        (*place, text, *place, text),
    ).fetchone()
    if known or not text:
        return False
    said = connection.execute(f"SELECT value FROM answer WHERE {AT}", place).fetchone()
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, question, text, said[0] if said else "", State.ANSWERED, written, now, rows.ELSEWHERE),
    )
    return True
