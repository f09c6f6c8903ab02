"""SQL statements: what a save changes, table by table, inside a transaction of the caller."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from collections.abc import Sequence
from typing import NamedTuple

from reflectie.domain.entry import (
    Address,
    Answer,
    Entry,
    Placement,
)
from reflectie.journal import drafts, queries, records, search_index, statements
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION
from reflectie.journal.seen_versions import AnswerVersion, SeenVersions

_LAST_PLACEMENT_ID = "(SELECT coalesce(max(p.id), 0) FROM placement p WHERE p.entry = entry.id)"
"""The marks that an entry has, for when it is opened again."""


def upsert_entry(connection: Connection, entry: Entry, now: str) -> None:
    """The entry itself and the questions it was shown; when it was begun never changes.

    To which situation and meeting it belongs comes along the first time; later ``put_entry`` changes that.
    """
    connection.execute(
        f"INSERT INTO entry ({records.ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
        # None when it was merged into another or taken away meanwhile.
        " (SELECT id FROM situation WHERE id = ?), (SELECT id FROM meeting WHERE id = ?))"
        " ON CONFLICT (id) DO UPDATE SET exercise = excluded.exercise, title = excluded.title,"
        " day = excluded.day, closed_at = excluded.closed_at, changed_at = excluded.changed_at,"
        f" settled = CASE WHEN entry.closed_at IS NULL THEN entry.settled ELSE {_LAST_PLACEMENT_ID} END,"
        " position = excluded.position, deleted_at = NULL",
        records.entry_row(entry, now),
    )
    upsert_shown(connection, entry)


def upsert_shown(connection: Connection, entry: Entry) -> None:
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


def touch_entry(connection: Connection, entry: Entry, now: str) -> bool:
    """Move the moment of change of an entry, and where the person is; False when it is not there."""
    done = connection.execute("UPDATE entry SET changed_at = ? WHERE id = ?", (now, entry.id))
    update_position(connection, entry)
    return done.rowcount > 0


def update_position(connection: Connection, entry: Entry) -> None:
    """Where the person is in an open entry; nothing else of it changes."""
    connection.execute(
        "UPDATE entry SET position = ? WHERE id = ? AND closed_at IS NULL",
        (records.encode_position(entry), entry.id),
    )


def upsert_answer(
    connection: Connection, entry_id: str, answer: Answer, now: str, window: SeenVersions
) -> bool:
    """The answer at its address; what it replaces stays as a revision if it said anything.

    Returns:
        Whether other words stood there that this window had not seen.
    """
    place, row = records.address_values(entry_id, answer.address), records.answer_row(answer)
    said = (answer.text, answer.value, answer.state.value)
    overtaken = _archive_answer(connection, entry_id, answer.address, now, window, said)
    connection.execute(
        f"INSERT INTO answer (entry, step, item, turn, part, {records.ANSWER_COLUMNS}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (entry, step, item, turn, part) DO UPDATE SET ordinal = excluded.ordinal,"
        " question = excluded.question, text = excluded.text, value = excluded.value,"
        " state = excluded.state, share = excluded.share, knows = excluded.knows,"
        " dimension = excluded.dimension, yields = excluded.yields, written_at = excluded.written_at,"
        " version = version + 1",
        (*place, *row, now),
    )
    return overtaken


def _archive_answer(
    connection: Connection,
    entry_id: str,
    address: Address,
    now: str,
    window: SeenVersions,
    said: tuple[str, str, str] | None,
) -> bool:
    """Make a revision of what stands at an address, unless it said nothing or says the same as ``said``."""
    place = records.address_values(entry_id, address)
    found = connection.execute(
        f"SELECT text, value, state, version, written_at FROM answer WHERE {ADDRESS_CONDITION}", place
    ).fetchone()
    if found is None or tuple(found[:3]) == said or not (found[0] or found[1] or found[2] == "unknown"):
        return False
    overtaken = not window.has_seen(entry_id, address, (found[3], found[4]))
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) SELECT entry, step, item, turn, part, question, text, value, state, written_at,"
        f" ?, ? FROM answer WHERE {ADDRESS_CONDITION}",
        (now, records.REPLACED_ELSEWHERE if overtaken else records.REPLACED_HERE, *place),
    )
    return overtaken


def close_entry(connection: Connection, entry_id: str, moment: str, now: str) -> bool:
    """Close an open entry; False when it is closed, in the bin or not there, and then it stays so."""
    done = connection.execute(
        "UPDATE entry SET closed_at = ?, position = NULL, changed_at = ?"
        " WHERE id = ? AND closed_at IS NULL AND deleted_at IS NULL",
        (moment, now, entry_id),
    )
    return done.rowcount > 0


def reopen_entry(connection: Connection, entry_id: str, now: str) -> bool:
    """Open a closed entry again; False when it is open, or not there."""
    done = connection.execute(
        f"UPDATE entry SET closed_at = NULL, settled = {_LAST_PLACEMENT_ID}, changed_at = ?"
        " WHERE id = ? AND closed_at IS NOT NULL",
        (now, entry_id),
    )
    return done.rowcount > 0


def save_placement(connection: Connection, entry_id: str, mark: Placement, now: str) -> None:
    """A mark at its address: moved, but beside the old one when the entry was closed since that was made."""
    answer = _answer_for_placement(connection, entry_id, mark.address, now)
    row = records.placement_row(mark)
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
        f"INSERT INTO placement (answer, entry, {records.PLACEMENT_COLUMNS}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (answer, entry_id, *row, now),
    )


def _answer_for_placement(connection: Connection, entry_id: str, address: Address, now: str) -> object:
    place = records.address_values(entry_id, address)
    connection.execute(
        "INSERT INTO answer (entry, step, item, turn, part, written_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (*place, now),
    )
    return connection.execute(f"SELECT id FROM answer WHERE {ADDRESS_CONDITION}", place).fetchone()[0]


def delete_answer(
    connection: Connection, entry_id: str, address: Address, now: str, window: SeenVersions
) -> bool:
    """Take an answer away, with its marks; what it said stays as a revision. Returns as ``put_answer``."""
    overtaken = _archive_answer(connection, entry_id, address, now, window, None)
    connection.execute(
        f"DELETE FROM answer WHERE {ADDRESS_CONDITION}", records.address_values(entry_id, address)
    )
    return overtaken


def delete_revision(connection: Connection, number: int) -> None:
    """It stands at its address again, so it is no longer what stood there before."""
    connection.execute("DELETE FROM revision WHERE id = ?", (number,))


def delete_entry(connection: Connection, entry_id: str) -> None:
    """Take an entry away with all that belongs to it; it has left the index before."""
    connection.execute("DELETE FROM entry WHERE id = ?", (entry_id,))


class SaveRequest(NamedTuple):
    """What is to be written."""

    entry: Entry
    answers: Sequence[Answer] = ()
    placements: Sequence[Placement] = ()
    removed: Sequence[Address] = ()


class SaveResult(NamedTuple):
    """Where another window had written meanwhile, and what stands there now."""

    overtaken: tuple[Address, ...]
    versions: list[tuple[Address, AnswerVersion]]


def save_entry(connection: Connection, window: SeenVersions, now: str, save: SaveRequest) -> SaveResult:
    """Inside a transaction; the window learns of it only when that has held."""
    entry, answers, placements, removed = save
    with search_index.reindex_around_save(connection, entry, answers, removed):
        statements.upsert_entry(connection, entry, now)
        met = {at: statements.delete_answer(connection, entry.id, at, now, window) for at in removed}
        for answer in answers:
            met[answer.address] = statements.upsert_answer(connection, entry.id, answer, now, window)
        for mark in placements:
            statements.save_placement(connection, entry.id, mark, now)
    for address in met:
        met[address] |= drafts.resolve_drafts(connection, entry.id, address, now, window)
    if not entry.is_open:
        for row in drafts.latest_drafts(connection, entry.id):
            drafts.archive_drafts(connection, entry.id, records.to_address(row), now)
    ours = {*met, *(mark.address for mark in placements)}
    found = map(records.to_answer_version, queries.answer_versions(connection, entry.id))
    overtaken = tuple(address for address, over in met.items() if over)
    return SaveResult(overtaken, [stamp for stamp in found if stamp[0] in ours])
