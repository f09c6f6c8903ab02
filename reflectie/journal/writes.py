"""What a save changes, table by table. Each runs inside a transaction that the store has begun."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from collections.abc import Sequence

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.journal import rows
from reflectie.journal.database import Connection
from reflectie.journal.rows import AT


def is_closed(connection: Connection, entry_id: str) -> bool:
    found = connection.execute("SELECT closed_at FROM entry WHERE id = ?", (entry_id,)).fetchone()
    return found is not None and found[0] is not None


def put_head(connection: Connection, entry: Entry, now: str) -> None:
    """The entry itself and the questions it was shown; when it was begun never changes."""
    connection.execute(
        f"INSERT INTO entry ({rows.HEAD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET exercise = excluded.exercise, title = excluded.title,"
        " day = excluded.day, closed_at = excluded.closed_at, changed_at = excluded.changed_at,"
        " position = excluded.position",
        rows.head_row(entry, now),
    )
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


def touch_head(connection: Connection, entry: Entry, now: str) -> None:
    """Make the entry if it is not there yet; of one that is, only the moment of change moves."""
    done = connection.execute("UPDATE entry SET changed_at = ? WHERE id = ?", (now, entry.id))
    if done.rowcount == 0:
        put_head(connection, entry, now)


def put_answer(connection: Connection, entry_id: str, answer: Answer, now: str) -> None:
    """The answer at its address; what it replaces stays as a revision if it said anything."""
    place, row = rows.at(entry_id, answer.address), rows.answer_row(answer)
    connection.execute(
        "INSERT INTO revision (answer, text, value, state, written_at)"
        f" SELECT id, text, value, state, written_at FROM answer WHERE {AT}"
        " AND (text <> '' OR value <> '' OR state = 'unknown')"
        " AND (text, value, state) IS NOT (?, ?, ?)",
        (*place, answer.text, answer.value, answer.state.value),
    )
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


def put_placement(connection: Connection, entry_id: str, mark: Placement, now: str, again: bool) -> None:
    """A mark at its address: moved while the entry is open, a new one beside the old when ``again``."""
    answer = _answer_for_mark(connection, entry_id, mark.address, now)
    row = rows.placement_row(mark)
    if not again:
        moved = connection.execute(
            "UPDATE placement SET field = ?, pole_left = ?, pole_right = ?, aspect = ?, value = ?,"
            " day = ?, whose = ?, written_at = ?"
            " WHERE id = (SELECT max(id) FROM placement WHERE answer = ?)",
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


def remove_answers(connection: Connection, entry_id: str, addresses: Sequence[Address]) -> None:
    """Take answers away, with their revisions and marks."""
    for address in addresses:
        connection.execute(f"DELETE FROM answer WHERE {AT}", rows.at(entry_id, address))


def put_draft(connection: Connection, entry_id: str, draft: Draft, now: str) -> None:
    connection.execute(
        "INSERT INTO draft (entry, step, item, turn, part, question, text, cursor, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET question = excluded.question,"
        " text = excluded.text, cursor = excluded.cursor, written_at = excluded.written_at",
        (*rows.at(entry_id, draft.address), *rows.draft_row(draft), now),
    )


def drop_drafts(connection: Connection, entry_id: str, addresses: Sequence[Address]) -> None:
    for address in addresses:
        connection.execute(f"DELETE FROM draft WHERE {AT}", rows.at(entry_id, address))
