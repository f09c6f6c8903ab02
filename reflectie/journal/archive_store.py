"""Read the contents of the journal with all versions, and add such contents to a journal."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

import json
from collections.abc import Collection, Iterable
from typing import Any

from reflectie.domain.archive import (
    FORMAT_NAME,
    FORMAT_VERSION,
    Archive,
    ArchivedAnswer,
    ArchivedDraft,
    ArchivedEntry,
    ArchivedPlacement,
    ArchivedRevision,
)
from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.tag import sorted_tags
from reflectie.journal import queries, records, search_index, statements
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import insert_meeting, insert_series, list_meetings, list_series
from reflectie.journal.situations import insert_situation, list_situations

_ADDRESS = "step, item, turn, part"

_REVISION_COLUMNS = "question, text, value, state, written_at, replaced_at, why"

_OF_THESE = "IN (SELECT value FROM json_each(?))"


def read_archive(
    journal: Journal, include_bin: bool = False, entry_ids: Collection[str] | None = None
) -> Archive:
    """Return everything in the journal, or only these entries with all situations, meetings and series.

    The bin is left out unless it is asked for.
    """
    condition = "" if include_bin else " WHERE deleted_at IS NULL"
    with journal.read_transaction() as connection:
        found = [row[0] for row in connection.execute(f"SELECT id FROM entry{condition}").fetchall()]
        wanted = found if entry_ids is None else [entry_id for entry_id in found if entry_id in entry_ids]
        entries = _read_entries(connection, wanted)
    return Archive(
        format=FORMAT_NAME,
        version=FORMAT_VERSION,
        situations=tuple(sorted(list_situations(journal), key=lambda s: (s.opened, s.id))),
        meetings=list_meetings(journal),
        series=tuple(sorted(list_series(journal), key=lambda series: (series.name, series.id))),
        entries=entries,
    )


def read_archived_entries(journal: Journal, ids: Collection[str]) -> tuple[ArchivedEntry, ...]:
    """Return these entries with all their versions, oldest first, the bin included."""
    with journal.read_transaction() as connection:
        return _read_entries(connection, ids)


def _read_entries(connection: Connection, ids: Collection[str]) -> tuple[ArchivedEntry, ...]:
    wanted = json.dumps(list(ids))
    rows = connection.execute(
        f"SELECT deleted_at, keep_until, {records.ENTRY_COLUMNS} FROM entry WHERE id {_OF_THESE}"
        " ORDER BY day, begun_at, id",
        (wanted,),
    ).fetchall()
    parts = {name: _rows_by_entry(connection, sql, wanted) for name, sql in _PART_QUERIES.items()}
    return tuple(
        _to_archived_entry(row, {name: parts[name].get(row[2], []) for name in parts}) for row in rows
    )


_PART_QUERIES = {
    "shown": f"SELECT entry, step, item, reason FROM shown WHERE entry {_OF_THESE} ORDER BY ordinal, rowid",
    "answers": f"SELECT entry, {_ADDRESS}, {records.ANSWER_COLUMNS}, written_at FROM answer"
    f" WHERE state IS NOT NULL AND entry {_OF_THESE} ORDER BY id",
    "placements": f"SELECT p.entry, {queries.PLACEMENT_COLUMNS}, p.written_at,"
    f" p.id <= (SELECT settled FROM entry e WHERE e.id = p.entry) FROM {queries.PLACEMENT_TABLES}"
    f" WHERE p.entry {_OF_THESE} ORDER BY p.id",
    "tags": f"SELECT entry, name FROM tag WHERE entry {_OF_THESE}",
    "drafts": f"SELECT entry, {_ADDRESS}, question, text, cursor, written_at FROM draft"
    f" WHERE entry {_OF_THESE} ORDER BY rowid",
    "revisions": f"SELECT entry, {_ADDRESS}, {_REVISION_COLUMNS} FROM revision"
    f" WHERE entry {_OF_THESE} ORDER BY id",
}


def _rows_by_entry(connection: Connection, sql: str, ids: str) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for entry_id, *row in connection.execute(sql, (ids,)).fetchall():
        grouped.setdefault(entry_id, []).append(row)
    return grouped


def _to_archived_entry(row: Any, parts: dict[str, list[Any]]) -> ArchivedEntry:
    deleted, keep_until, *entry = row
    drafts, older = _split_drafts(parts["drafts"])
    return ArchivedEntry(
        **records.entry_fields(entry, parts["shown"]),
        **records.bin_fields(deleted, keep_until),
        changed=records.parse_timestamp(entry[-2]),
        tags=sorted_tags(name for (name,) in parts["tags"]),
        answers=tuple(map(_to_answer, parts["answers"])),
        placements=tuple(map(_to_placement, parts["placements"])),
        drafts=tuple(map(_to_draft, drafts)),
        revisions=(*map(_to_revision, parts["revisions"]), *map(_draft_as_revision, older)),
    )


def _split_drafts(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the newest draft of each address, and the older ones that a journal of version 2 may hold."""
    newest: dict[Address, Any] = {}
    older = []
    for row in rows:
        address = records.to_address(row)
        if address in newest:
            older.append(newest.pop(address))  # so that the dict keeps the order of the newest rows
        newest[address] = row
    return list(newest.values()), older


def _to_answer(row: Any) -> ArchivedAnswer:
    *answer, written = row
    return ArchivedAnswer(**records.answer_fields(answer), written=records.parse_timestamp(written))


def _to_placement(row: Any) -> ArchivedPlacement:
    *placement, written, is_settled = row
    return ArchivedPlacement(
        **records.placement_fields(placement),
        written=records.parse_timestamp(written),
        is_settled=bool(is_settled),
    )


def _to_draft(row: Any) -> ArchivedDraft:
    question, text, cursor, written = row[4:]
    return ArchivedDraft(
        address=records.to_address(row),
        question=question,
        text=text,
        cursor=cursor,
        written=records.parse_timestamp(written),
    )


def _draft_as_revision(row: Any) -> ArchivedRevision:
    question, text, _, written = row[4:]
    reason = records.REPLACED_ELSEWHERE
    return _to_revision((*row[:4], question, text, "", AnswerState.ANSWERED, written, written, reason))


def _to_revision(row: Any) -> ArchivedRevision:
    question, text, value, state, written, replaced, why = row[4:]
    return ArchivedRevision(
        address=records.to_address(row),
        question=question,
        text=text,
        value=value,
        state=None if state is None else AnswerState(state),
        written=records.parse_timestamp(written),
        replaced=records.parse_timestamp(replaced),
        from_other_program=why == records.REPLACED_ELSEWHERE,
    )


# Adding to a journal ------------------------------------------------------------------------------


def add_archive(journal: Journal, archive: Archive) -> None:
    """Add what the journal does not have yet, in one transaction. What it has stays as it is."""
    with journal.write_transaction() as (connection, _):
        known = {row[0] for row in connection.execute("SELECT id FROM entry").fetchall()}
        for situation in archive.situations:
            insert_situation(connection, situation)
        insert_series(connection, archive.series)
        for meeting in archive.meetings:
            insert_meeting(connection, meeting)
        for entry in archive.entries:
            if entry.id not in known:
                _add_entry(connection, entry)


def _add_entry(connection: Connection, entry: ArchivedEntry) -> None:
    statements.upsert_entry(connection, entry, records.format_timestamp(entry.changed))
    for answer in entry.answers:
        statements.insert_answer(connection, entry.id, answer, records.format_timestamp(answer.written))
    _add_placements(connection, entry)
    _add_drafts(connection, entry.id, entry.drafts)
    _add_revisions(connection, entry.id, entry.revisions)
    connection.execute(
        "UPDATE entry SET deleted_at = ?, keep_until = ? WHERE id = ?",
        (
            records.format_optional_timestamp(entry.deleted),
            entry.keep_until and entry.keep_until.isoformat(),
            entry.id,
        ),
    )
    if not entry.deleted:
        search_index.index_entry(connection, entry.id)


def _add_placements(connection: Connection, entry: ArchivedEntry) -> None:
    """Add all placements. Those that are settled come first, and are at most the settled id of the entry."""
    for placement in entry.placements:
        written = records.format_timestamp(placement.written)
        statements.insert_placement(connection, entry.id, placement, written)
        if placement.is_settled:
            connection.execute(
                "UPDATE entry SET settled = (SELECT max(id) FROM placement WHERE entry = ?1) WHERE id = ?1",
                (entry.id,),
            )


def _add_drafts(connection: Connection, entry_id: str, drafts: Iterable[ArchivedDraft]) -> None:
    for draft in drafts:
        connection.execute(
            f"INSERT INTO draft (entry, {_ADDRESS}, question, text, cursor, written_at, window)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (
                *records.address_values(entry_id, draft.address),
                *records.draft_row(draft),
                records.format_timestamp(draft.written),
            ),
        )


def _add_revisions(connection: Connection, entry_id: str, revisions: Iterable[ArchivedRevision]) -> None:
    for revision in revisions:
        why = records.REPLACED_ELSEWHERE if revision.from_other_program else records.REPLACED_HERE
        connection.execute(
            f"INSERT INTO revision (entry, {_ADDRESS}, {_REVISION_COLUMNS})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *records.address_values(entry_id, revision.address),
                revision.question,
                revision.text,
                revision.value,
                revision.state,
                records.format_timestamp(revision.written),
                records.format_timestamp(revision.replaced),
                why,
            ),
        )
