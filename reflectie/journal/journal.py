"""The open journal: read and save entries and drafts."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reflectie.domain.change import Change
from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Draft, Entry, EntrySummary, Placement, SaveReceipt
from reflectie.domain.errors import (
    FILE_REPLACED,
    FILE_REPLACED_BY_OLDER,
    CannotWrite,
    DamagedJournal,
    NewerFormat,
)
from reflectie.journal import drafts, queries, records, search_index, statements
from reflectie.journal.database import (
    READ_ACTION,
    WRITE_ACTION,
    Connection,
    connect,
    file_state,
    read_transaction,
    write_transaction,
)
from reflectie.journal.folder import JournalLocation, resolve_link
from reflectie.journal.migrations import MIGRATIONS, schema_version
from reflectie.journal.seen_versions import SeenVersions


class Journal:
    """An open journal. It belongs to the thread that opened it.

    Text is stored exactly as given: the caller cleans it. What a method writes is on disk when it returns;
    when it raises, nothing was written. Methods raise ``CannotWrite`` when the disk refuses,
    ``DamagedJournal`` when the file is damaged, and ``NewerFormat`` when a newer program has migrated the
    file meanwhile. When another file took the place of this one, the next call raises ``CannotWrite``, and
    the calls after it use the new file. Search, revisions, the bin, trails, situations and meetings have
    functions in modules of their own.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        path_label: object = "het geheugen",
        location: JournalLocation | None = None,
        seen_versions: SeenVersions | None = None,
    ) -> None:
        """``path_label`` names the file in error messages; ``location`` is None for a journal in memory.

        ``clock``, ``file_id`` and ``seen_versions`` are only for modules of this package.
        """
        self._connection = connection
        self.file_id = _file_id(location)
        self.clock = clock
        self.path_label = path_label
        self.location = location
        self.seen_versions = seen_versions or SeenVersions()

    # Connection ---------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the connection and drop the key."""
        self._connection.close()
        self.location = None

    def reconnect(self) -> None:
        """Replace the connection. After damage SQLCipher refuses to write over the old one.

        Raises:
            CannotWrite, DamagedJournal: the file cannot be opened; the old connection stays.
        """
        if self.location:
            path = resolve_link(self.location.folder.journal_file)
            connection = connect(path, self.location.data_key)
            self._connection.close()
            self._connection, self.file_id = connection, _file_id(self.location)

    @property
    def connection(self) -> Connection:
        """The connection, outside a transaction; only for modules of this package."""
        _require_same_file(self, READ_ACTION)
        return self._connection

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """Run several queries against one snapshot; only for modules of this package."""
        _require_same_file(self, READ_ACTION)
        with read_transaction(self._connection, self.path_label):
            yield self._connection

    @contextmanager
    def write_transaction(self) -> Iterator[tuple[Connection, str]]:
        """Yield the connection in a transaction, and its timestamp; only for modules of this package."""
        _require_same_file(self, WRITE_ACTION)
        with write_transaction(self._connection, self.path_label):
            _require_current_version(self._connection, self.path_label)
            yield self._connection, records.format_timestamp(self.clock())

    # Entries ------------------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry:
        """Return an entry with all its answers and placements.

        Raises:
            NotFound: there is no entry with this id.
        """
        with self.read_transaction() as connection:
            entry = queries.entry(connection, entry_id)
            versions = queries.answer_versions(connection, entry_id)
        self.seen_versions.record_entry_read(entry_id, map(records.to_answer_version, versions))
        return entry

    def summaries(
        self,
        limit: int | None = None,
        offset: int = 0,
        open_only: bool = False,
        situation: str | None = None,
        meeting: str | None = None,
    ) -> tuple[EntrySummary, ...]:
        """Return entries as list rows, newest day first: all, or those of one situation or meeting."""
        with self.read_transaction() as connection:
            rows = queries.summaries(connection, limit, offset, open_only, situation, meeting)
            return tuple(map(records.to_summary, rows))

    def save(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> SaveReceipt:
        """Save the entry itself and these changes in it; the other answers of ``entry`` are not written.

        A replaced or removed answer becomes a revision. A placement in an entry that was closed before is
        added beside the old one; a removed answer takes its placements along. Drafts at the addresses of
        ``answers`` and ``removed`` are deleted. When the entry is closed, only those of ``answers`` are; all
        other drafts become revisions.
        An entry in the bin is taken out of it.
        """
        change = Change(answers=tuple(answers), placements=tuple(placements), removed=tuple(removed))
        with self.write_transaction() as (connection, timestamp):
            result = statements.save_entry(connection, self.seen_versions, timestamp, entry, change)
        return record_save(self, entry.id, result)

    def save_position(self, entry: Entry) -> None:
        """Save where the user is; do nothing when the entry is closed or erased."""
        with self.write_transaction() as (connection, _):
            statements.update_position(connection, entry)

    def close_entry(self, entry_id: str) -> None:
        """Close an entry; its drafts become revisions. Do nothing when it is closed, in the bin or erased."""
        with self.write_transaction() as (connection, timestamp):
            if statements.close_entry(connection, entry_id, timestamp):
                drafts.archive_drafts(connection, entry_id, timestamp)

    def reopen_entry(self, entry_id: str) -> None:
        """Reopen a closed entry. Its placements stay as they are; later ones are added beside them.

        Raises:
            NotFound: there is no entry with this id.
        """
        with self.write_transaction() as (connection, timestamp):
            if not statements.reopen_entry(connection, entry_id, timestamp):
                queries.entry(connection, entry_id)  # raises if it was erased; else it was open already

    # Drafts -------------------------------------------------------------------------------------------

    def drafts(self, entry_id: str) -> tuple[Draft, ...]:
        """Return the drafts of an entry, one per address, oldest first."""
        with self.read_transaction() as connection:
            return tuple(map(records.to_draft, drafts.latest_drafts(connection, entry_id)))

    def save_draft(self, entry: Entry, draft: Draft) -> dt.datetime:
        """Save what the user is typing, in place of the earlier draft; create the entry if it is new.

        An entry that is closed in the journal is reopened if ``entry`` is open. Return the time at which the
        draft was on disk.
        """
        with self.write_transaction() as (connection, timestamp):
            if entry.is_open:
                statements.reopen_entry(connection, entry.id, timestamp)
            if statements.touch_entry(connection, entry, timestamp):
                statements.upsert_shown(connection, entry)
            else:
                with search_index.reindex_around_save(connection, entry, Change()):
                    statements.upsert_entry(connection, entry, timestamp)
            drafts.upsert_draft(connection, entry.id, draft, timestamp)
        return self.clock()

    def drop_draft(self, entry_id: str, address: Address) -> None:
        """Delete the draft at an address that the user cleared; delete the entry if it is now empty."""
        with self.write_transaction() as (connection, timestamp):
            drafts.delete_draft(connection, entry_id, address, timestamp)
            if queries.is_empty_entry(connection, entry_id):
                search_index.remove_entry(connection, entry_id)
                statements.delete_entry(connection, entry_id)


def _file_id(location: JournalLocation | None) -> tuple[int, int] | None:
    state = file_state(resolve_link(location.folder.journal_file)) if location else None
    return state.file_id if state else None


def _require_same_file(journal: Journal, action: str) -> None:
    """Connect again when another file took the place of the journal, and say so once."""
    location = journal.location
    state = file_state(resolve_link(location.folder.journal_file)) if location else None
    if state is None:  # the journal is in memory, or SQLite will report that the file is missing
        return
    if state.size == 0:
        raise DamagedJournal(journal.path_label, "is leeg")
    if state.file_id != journal.file_id:
        journal.reconnect()
        raise CannotWrite(journal.path_label, FILE_REPLACED, action)


def _require_current_version(connection: Connection, path_label: object) -> None:
    """Raise when the file is not of this version any more: migrated, emptied or replaced meanwhile."""
    version = schema_version(connection)
    if version > len(MIGRATIONS):
        raise NewerFormat(path_label)
    if version == 0:
        raise DamagedJournal(path_label, "is leeg")
    if version < len(MIGRATIONS):
        raise CannotWrite(path_label, FILE_REPLACED_BY_OLDER)


def record_save(journal: Journal, entry_id: str, result: statements.SaveResult) -> SaveReceipt:
    """Remember which versions a committed save wrote, and return its receipt."""
    journal.seen_versions.record_saved(entry_id, result.versions)
    return SaveReceipt(journal.clock(), result.conflicts)
