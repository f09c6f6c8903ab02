"""SQL statements that write entries, table by table. The caller opens the transaction."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

from typing import NamedTuple

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Placement
from reflectie.journal import drafts, queries, records, search_index
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION
from reflectie.journal.seen_versions import AnswerVersion, SeenVersions

_LAST_PLACEMENT_ID = "(SELECT coalesce(max(p.id), 0) FROM placement p WHERE p.entry = entry.id)"
"""SQL for the newest placement of an entry; the column ``settled`` gets it when the entry is reopened."""

_UPDATE_ANSWER_COLUMNS = ", ".join(
    f"{column} = excluded.{column}" for column in records.ANSWER_COLUMNS.split(", ")
)


class SaveResult(NamedTuple):
    """The addresses where another program had written meanwhile, and the versions written now."""

    conflicts: tuple[Address, ...]
    versions: list[tuple[Address, AnswerVersion]]


def save_entry(
    connection: Connection, seen_versions: SeenVersions, timestamp: str, entry: Entry, change: Change
) -> SaveResult:
    """Write an entry and a change in it. Delete the drafts at its addresses; a closed entry has none.

    When the entry is closed, a draft at a removed address becomes a revision, since its text is in no answer.
    Record the result in ``seen_versions`` only after the transaction has been committed.
    """
    conflicts: set[Address] = set()
    with search_index.reindex_around_save(connection, entry, change):
        upsert_entry(connection, entry, timestamp)
        for address in change.removed:
            if _delete_answer(connection, entry.id, address, timestamp, seen_versions):
                conflicts.add(address)
        for answer in change.answers:
            if _upsert_answer(connection, entry.id, answer, timestamp, seen_versions):
                conflicts.add(answer.address)
        for placement in change.placements:
            _save_placement(connection, entry.id, placement, timestamp)
    changed = dict.fromkeys([*change.removed, *(answer.address for answer in change.answers)])
    for address in changed:
        if not entry.is_open and address in change.removed:
            continue  # archived below
        if drafts.delete_draft(connection, entry.id, address, timestamp):
            conflicts.add(address)
    if not entry.is_open:
        drafts.archive_drafts(connection, entry.id, timestamp)
    written = {*changed, *(placement.address for placement in change.placements)}
    versions = map(records.to_answer_version, queries.answer_versions(connection, entry.id))
    return SaveResult(
        conflicts=tuple(address for address in changed if address in conflicts),
        versions=[version for version in versions if version[0] in written],
    )


def upsert_entry(connection: Connection, entry: Entry, timestamp: str) -> None:
    """Write the entry itself and the questions shown in it. The time it was begun never changes.

    The situation, meeting and tags are written the first time only; later they change through their own
    modules.
    """
    known = connection.execute("SELECT 1 FROM entry WHERE id = ?", (entry.id,)).fetchone()
    connection.execute(
        f"INSERT INTO entry ({records.ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?,"
        # NULL when the situation or meeting was merged or deleted meanwhile.
        " (SELECT id FROM situation WHERE id = ?), (SELECT id FROM meeting WHERE id = ?), ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET exercise = excluded.exercise, title = excluded.title,"
        " day = excluded.day, closed_at = excluded.closed_at, changed_at = excluded.changed_at,"
        f" settled = CASE WHEN entry.closed_at IS NULL THEN entry.settled ELSE {_LAST_PLACEMENT_ID} END,"
        " position = excluded.position, deleted_at = NULL",
        records.entry_row(entry, timestamp),
    )
    for name in () if known else entry.tags:
        connection.execute("INSERT INTO tag (entry, name) VALUES (?, ?)", (entry.id, name))
    upsert_shown(connection, entry)


def upsert_shown(connection: Connection, entry: Entry) -> None:
    """Write the questions that the coach chose for this entry."""
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


def touch_entry(connection: Connection, entry: Entry, timestamp: str) -> bool:
    """Update the time of change and the position. Return False when the entry does not exist."""
    updated = connection.execute("UPDATE entry SET changed_at = ? WHERE id = ?", (timestamp, entry.id))
    update_position(connection, entry)
    return updated.rowcount > 0


def update_position(connection: Connection, entry: Entry) -> None:
    """Write where the user is in an open entry, and nothing else."""
    connection.execute(
        "UPDATE entry SET position = ? WHERE id = ? AND closed_at IS NULL",
        (records.encode_position(entry), entry.id),
    )


def close_entry(connection: Connection, entry_id: str, timestamp: str) -> bool:
    """Close an open entry. Return False, and change nothing, when it is closed, in the bin or erased."""
    updated = connection.execute(
        "UPDATE entry SET closed_at = ?, position = NULL, changed_at = ?"
        " WHERE id = ? AND closed_at IS NULL AND deleted_at IS NULL",
        (timestamp, timestamp, entry_id),
    )
    return updated.rowcount > 0


def reopen_entry(connection: Connection, entry_id: str, timestamp: str) -> bool:
    """Reopen a closed entry. Return False when it is open or erased."""
    updated = connection.execute(
        f"UPDATE entry SET closed_at = NULL, settled = {_LAST_PLACEMENT_ID}, changed_at = ?"
        " WHERE id = ? AND closed_at IS NOT NULL",
        (timestamp, entry_id),
    )
    return updated.rowcount > 0


def delete_entry(connection: Connection, entry_id: str) -> None:
    """Delete an entry and everything that belongs to it. Remove it from the search index first."""
    connection.execute("DELETE FROM entry WHERE id = ?", (entry_id,))


def delete_revision(connection: Connection, revision_id: int) -> None:
    connection.execute("DELETE FROM revision WHERE id = ?", (revision_id,))


def _upsert_answer(
    connection: Connection, entry_id: str, answer: Answer, timestamp: str, seen_versions: SeenVersions
) -> bool:
    """Write an answer; what it replaces becomes a revision. Return whether that was an unseen answer."""
    content = (answer.text, answer.value, answer.state.value)
    conflict = _archive_answer(connection, entry_id, answer.address, timestamp, seen_versions, content)
    insert_answer(connection, entry_id, answer, timestamp)
    return conflict


def insert_answer(connection: Connection, entry_id: str, answer: Answer, timestamp: str) -> None:
    """Write an answer in place of the one at its address, which is not kept."""
    connection.execute(
        f"INSERT INTO answer (entry, step, item, turn, part, {records.ANSWER_COLUMNS}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        f" ON CONFLICT (entry, step, item, turn, part) DO UPDATE SET {_UPDATE_ANSWER_COLUMNS},"
        " written_at = excluded.written_at, version = version + 1",
        (*records.address_values(entry_id, answer.address), *records.answer_row(answer), timestamp),
    )


def _delete_answer(
    connection: Connection, entry_id: str, address: Address, timestamp: str, seen_versions: SeenVersions
) -> bool:
    """Delete an answer and its placements; it becomes a revision. Return whether it was an unseen answer."""
    conflict = _archive_answer(connection, entry_id, address, timestamp, seen_versions, None)
    connection.execute(
        f"DELETE FROM answer WHERE {ADDRESS_CONDITION}", records.address_values(entry_id, address)
    )
    return conflict


def _archive_answer(
    connection: Connection,
    entry_id: str,
    address: Address,
    timestamp: str,
    seen_versions: SeenVersions,
    new_content: tuple[str, str, str] | None,
) -> bool:
    """Turn the answer at an address into a revision, unless it is empty or equals ``new_content``.

    Return whether ``seen_versions`` does not know that answer: another program wrote it.
    """
    values = records.address_values(entry_id, address)
    row = connection.execute(
        f"SELECT text, value, state, version, written_at FROM answer WHERE {ADDRESS_CONDITION}", values
    ).fetchone()
    if row is None or tuple(row[:3]) == new_content or not _has_content(*row[:3]):
        return False
    conflict = not seen_versions.has_seen(entry_id, address, (row[3], row[4]))
    reason = records.REPLACED_ELSEWHERE if conflict else records.REPLACED_HERE
    connection.execute(
        "INSERT INTO revision (entry, step, item, turn, part, question, text, value, state, written_at,"
        " replaced_at, why) SELECT entry, step, item, turn, part, question, text, value, state, written_at,"
        f" ?, ? FROM answer WHERE {ADDRESS_CONDITION}",
        (timestamp, reason, *values),
    )
    return conflict


def _has_content(text: str, value: str, state: str | None) -> bool:
    return bool(text or value or state == AnswerState.UNKNOWN)


def _save_placement(connection: Connection, entry_id: str, placement: Placement, timestamp: str) -> None:
    """Change the placement at its address; add one beside it if the entry was closed since it was made."""
    answer_id = _answer_for_placement(connection, entry_id, placement.address, timestamp)
    row = records.placement_row(placement)
    updated = connection.execute(
        "UPDATE placement SET field = ?, pole_left = ?, pole_right = ?, aspect = ?, value = ?,"
        " day = ?, whose = ?, written_at = ?"
        " WHERE id = (SELECT max(id) FROM placement WHERE answer = ?)"
        " AND id > (SELECT settled FROM entry WHERE entry.id = placement.entry)",
        (*row, timestamp, answer_id),
    )
    if not updated.rowcount:
        insert_placement(connection, entry_id, placement, timestamp)


def insert_placement(connection: Connection, entry_id: str, placement: Placement, timestamp: str) -> None:
    """Add a placement beside those that its address has already."""
    answer_id = _answer_for_placement(connection, entry_id, placement.address, timestamp)
    connection.execute(
        f"INSERT INTO placement (answer, entry, {records.PLACEMENT_COLUMNS}, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (answer_id, entry_id, *records.placement_row(placement), timestamp),
    )


def _answer_for_placement(connection: Connection, entry_id: str, address: Address, timestamp: str) -> object:
    """Return the id of the answer at an address; create one without content if there is none."""
    values = records.address_values(entry_id, address)
    connection.execute(
        "INSERT INTO answer (entry, step, item, turn, part, written_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (*values, timestamp),
    )
    return connection.execute(f"SELECT id FROM answer WHERE {ADDRESS_CONDITION}", values).fetchone()[0]
