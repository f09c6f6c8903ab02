"""What can be restored: deleted entries and earlier texts. Also the day until which an entry is kept."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, AnswerState, Entry, EntrySummary, Revision, SaveReceipt
from reflectie.journal import drafts, queries, records, search_index, statements
from reflectie.journal.database import Connection, translate_errors
from reflectie.journal.journal import Journal, record_save


def move_to_bin(journal: Journal, entry_id: str) -> None:
    """Move an entry to the bin; an entry that is already there stays as it is.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, timestamp):
        if not _get_summary(connection, entry_id).deleted:
            search_index.remove_entry(connection, entry_id)
            connection.execute("UPDATE entry SET deleted_at = ? WHERE id = ?", (timestamp, entry_id))


def restore_from_bin(journal: Journal, entry_id: str) -> None:
    """Take an entry out of the bin; an entry that is not in it stays as it is.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, _):
        if _get_summary(connection, entry_id).deleted:
            connection.execute("UPDATE entry SET deleted_at = NULL WHERE id = ?", (entry_id,))
            search_index.index_entry(connection, entry_id)


def summaries_in_bin(journal: Journal) -> tuple[EntrySummary, ...]:
    """Return the entries in the bin, the last deleted first."""
    with journal.read_transaction() as connection:
        return tuple(map(records.to_summary, queries.summaries_in_bin(connection)))


def set_keep_until(journal: Journal, entry_id: str, day: dt.date | None) -> None:
    """Set the last day to keep an entry; None keeps it as long as the journal.

    Raises:
        NotFound: there is no entry with this id.
    """
    value = None if day is None else day.isoformat()
    with journal.write_transaction() as (connection, _):
        _get_summary(connection, entry_id)
        connection.execute("UPDATE entry SET keep_until = ? WHERE id = ?", (value, entry_id))


def get_keep_until(journal: Journal, entry_id: str) -> dt.date | None:
    """Return the last day to keep an entry, or None for no limit.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.read_transaction() as connection:
        return _get_summary(connection, entry_id).keep_until


def summaries_past_keep_until(journal: Journal, today: dt.date) -> tuple[EntrySummary, ...]:
    """Return the entries whose last day to keep is before today, oldest date first. The bin is left out."""
    with journal.read_transaction() as connection:
        rows = queries.summaries_past_keep_until(connection, today.isoformat())
        return tuple(map(records.to_summary, rows))


def erase_entries(journal: Journal, entry_ids: Iterable[str]) -> None:
    """Erase entries with their texts, revisions, drafts and search index; freed pages are overwritten.

    This cannot be undone. Backups still hold the entries: see ``backup.erase.erase_everywhere``.
    """
    with journal.write_transaction() as (connection, _):
        for entry_id in entry_ids:
            search_index.remove_entry(connection, entry_id)
            statements.delete_entry(connection, entry_id)
        search_index.rebuild(connection)


def vacuum(journal: Journal) -> None:
    """Rewrite the database file, so that its free space and page order tell nothing of erased entries."""
    with translate_errors(journal.path_label):
        journal.connection.execute("VACUUM")


def _get_summary(connection: Connection, entry_id: str) -> EntrySummary:
    return records.to_summary(queries.summary(connection, entry_id))


# Earlier texts ------------------------------------------------------------------------------------


def list_revisions(journal: Journal, entry_id: str, address: Address | None = None) -> tuple[Revision, ...]:
    """Return the earlier versions at an address, or in the whole entry, newest first."""
    with journal.read_transaction() as connection:
        return tuple(map(records.to_revision, queries.revisions(connection, entry_id, address)))


def restore_revision(journal: Journal, entry_id: str, revision: Revision) -> SaveReceipt:
    """Make a revision the answer at its address again; the present answer and drafts become revisions.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, timestamp):
        entry = queries.entry(connection, entry_id)
        drafts.archive_drafts_at(connection, entry_id, revision.address, timestamp)
        change = Change(answers=(_as_answer(revision, entry),))
        result = statements.save_entry(connection, journal.seen_versions, timestamp, entry, change)
        statements.delete_revision(connection, revision.id)
    return record_save(journal, entry_id, result)


def _as_answer(revision: Revision, entry: Entry) -> Answer:
    """The revision as a private answer; other properties are those of the present answer there."""
    present = entry.answer(revision.address) or Answer(address=revision.address, question="")
    return replace(
        present,
        question=revision.question,
        text=revision.text,
        value=revision.value,
        state=revision.state or AnswerState.ANSWERED,
        shared=False,
    )
