"""What a save changes, table by table. Each runs inside a transaction that the store has begun."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.journal import rows
from reflectie.journal.database import Connection
from reflectie.journal.rows import AT
from reflectie.journal.window import Window

_SETTLED = "(SELECT coalesce(max(p.id), 0) FROM placement p WHERE p.entry = entry.id)"
"""The marks that an entry has, for when it is opened again."""


def put_head(connection: Connection, entry: Entry, now: str) -> None:
    """The entry itself and the questions it was shown; when it was begun never changes.

    To which situation and meeting it belongs comes along the first time; later ``put_entry`` changes that.
    """
    connection.execute(
        f"INSERT INTO entry ({rows.HEAD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
        # None when it was merged into another or taken away meanwhile.
        " (SELECT id FROM situation WHERE id = ?), (SELECT id FROM meeting WHERE id = ?))"
        " ON CONFLICT (id) DO UPDATE SET exercise = excluded.exercise, title = excluded.title,"
        " day = excluded.day, closed_at = excluded.closed_at, changed_at = excluded.changed_at,"
        f" settled = CASE WHEN entry.closed_at IS NULL THEN entry.settled ELSE {_SETTLED} END,"
        " position = excluded.position, deleted_at = NULL",
        rows.head_row(entry, now),
    )
    put_shown(connection, entry)


def put_shown(connection: Connection, entry: Entry) -> None:
    """The questions that the coach chose for this entry."""
    day = entry.day.isoformat()
    connection.execute("UPDATE shown SET day = ? WHERE entry = ? AND day <> ?", (day, entry.id, day))
    for ordinal, shown in enumerate(entry.shown):
        question = f"{entry.exercise}/{shown.step}/{shown.item}"
        connection.execute(
            "INSERT INTO shown (entry, step, item, reason, ordinal, question, day)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET reason = excluded.reason, ordinal = excluded.ordinal",
            (entry.id, shown.step, shown.item, shown.reason, ordinal, question, day),
        )


def touch_head(connection: Connection, entry: Entry, now: str) -> bool:
    """Move the moment of change of an entry, and where the person is; False when it is not there."""
    done = connection.execute("UPDATE entry SET changed_at = ? WHERE id = ?", (now, entry.id))
    put_position(connection, entry)
    return done.rowcount > 0


def put_position(connection: Connection, entry: Entry) -> None:
    """Where the person is in an open entry; nothing else of it changes."""
    connection.execute(
        "UPDATE entry SET position = ? WHERE id = ? AND closed_at IS NULL", (rows.position(entry), entry.id)
    )


def put_answer(connection: Connection, entry_id: str, answer: Answer, now: str, window: Window) -> bool:
    """The answer at its address; what it replaces stays as a revision if it said anything.

    Returns:
        Whether other words stood there that this window had not seen.
    """
    place, row = rows.at(entry_id, answer.address), rows.answer_row(answer)
    said = (answer.text, answer.value, answer.state.value)
    overtaken = _put_aside(connection, entry_id, answer.address, now, window, said)
    connection.execute(
        f"INSERT INTO answer (entry, step, item, turn, part, {rows.ANSWER}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (entry, step, item, turn, part) DO UPDATE SET ordinal = excluded.ordinal,"
        " question = excluded.question, text = excluded.text, value = excluded.value,"
        " state = excluded.state, share = excluded.share, knows = excluded.knows,"
        " dimension = excluded.dimension, yields = excluded.yields, written_at = excluded.written_at,"
        " version = version + 1",
        (*place, *row, now),
    )
    return overtaken


def _put_aside(
    connection: Connection,
    entry_id: str,
    address: Address,
    now: str,
    window: Window,
    said: tuple[str, str, str] | None,
) -> bool:
    """Make a revision of what stands at an address, unless it said nothing or says the same as ``said``."""
    place = rows.at(entry_id, address)
    found = connection.execute(
        f"SELECT text, value, state, version, written_at FROM answer WHERE {AT}", place
    ).fetchone()
    if found is None or tuple(found[:3]) == said or not (found[0] or found[1] or found[2] == "unknown"):
        return False
    overtaken = not window.knows(entry_id, address, (found[3], found[4]))
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) SELECT entry, step, item, turn, part, question, text, value, state, written_at,"
        f" ?, ? FROM answer WHERE {AT}",
        (now, rows.ELSEWHERE if overtaken else rows.CHANGED, *place),
    )
    return overtaken


def close(connection: Connection, entry_id: str, moment: str, now: str) -> bool:
    """Close an open entry; False when it is closed, in the bin or not there, and then it stays so."""
    done = connection.execute(
        "UPDATE entry SET closed_at = ?, position = NULL, changed_at = ?"
        " WHERE id = ? AND closed_at IS NULL AND deleted_at IS NULL",
        (moment, now, entry_id),
    )
    return done.rowcount > 0


def reopen(connection: Connection, entry_id: str, now: str) -> bool:
    """Open a closed entry again; False when it is open, or not there."""
    done = connection.execute(
        f"UPDATE entry SET closed_at = NULL, settled = {_SETTLED}, changed_at = ?"
        " WHERE id = ? AND closed_at IS NOT NULL",
        (now, entry_id),
    )
    return done.rowcount > 0


def put_placement(connection: Connection, entry_id: str, mark: Placement, now: str) -> None:
    """A mark at its address: moved, but beside the old one when the entry was closed since that was made."""
    answer = _answer_for_mark(connection, entry_id, mark.address, now)
    row = rows.placement_row(mark)
    moved = connection.execute(
        "UPDATE placement SET field = ?, pole_left = ?, pole_right = ?, aspect = ?, value = ?,"
        " day = ?, whose = ?, written_at = ?"
        " WHERE id = (SELECT max(id) FROM placement WHERE answer = ?)"
        " AND id > (SELECT settled FROM entry WHERE entry.id = placement.entry)",
        (*row, now, answer),
    )
    if moved.rowcount:
        return
    connection.execute(
        f"INSERT INTO placement (answer, entry, {rows.PLACEMENT}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (answer, entry_id, *row, now),
    )


def _answer_for_mark(connection: Connection, entry_id: str, address: Address, now: str) -> object:
    place = rows.at(entry_id, address)
    connection.execute(
        "INSERT INTO answer (entry, step, item, turn, part, written_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (*place, now),
    )
    return connection.execute(f"SELECT id FROM answer WHERE {AT}", place).fetchone()[0]


def remove_answer(connection: Connection, entry_id: str, address: Address, now: str, window: Window) -> bool:
    """Take an answer away, with its marks; what it said stays as a revision. Returns as ``put_answer``."""
    overtaken = _put_aside(connection, entry_id, address, now, window, None)
    connection.execute(f"DELETE FROM answer WHERE {AT}", rows.at(entry_id, address))
    return overtaken


def drop_revision(connection: Connection, number: int) -> None:
    """It stands at its address again, so it is no longer what stood there before."""
    connection.execute("DELETE FROM revision WHERE id = ?", (number,))


def erase(connection: Connection, entry_id: str) -> None:
    """Take an entry away with all that belongs to it; it has left the index before."""
    connection.execute("DELETE FROM entry WHERE id = ?", (entry_id,))
