"""The open journal: read, search and save entries."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.dates import Clock
from reflectie.domain.entry import (
    Address,
    Answer,
    AnswerState,
    Draft,
    Entry,
    EntrySummary,
    Placement,
    Revision,
    SaveReceipt,
    SearchHit,
)
from reflectie.domain.errors import NewerFormat
from reflectie.journal import drafts, queries, records, search_index, statements
from reflectie.journal.database import Connection, connect, read_transaction, write_transaction
from reflectie.journal.folder import JournalLocation, resolve_link
from reflectie.journal.migrations import MIGRATIONS, schema_version
from reflectie.journal.seen_versions import SeenVersions


class Journal:
    """An open journal. It belongs to the thread that opened it.

    Text is stored exactly as given: the caller cleans it. What a method writes is on disk when it returns;
    when it raises, nothing was written. Methods raise ``CannotWrite`` when the disk refuses,
    ``DamagedJournal`` when the file is damaged, and ``NewerFormat`` when a newer program has migrated the
    file meanwhile. The bin, trails, situations and meetings have functions in modules of their own.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        path_label: object = "het geheugen",
        location: JournalLocation | None = None,
        seen_versions: SeenVersions | None = None,
    ) -> None:
        """``path_label`` names the file in error messages; ``location`` is None for a journal in memory."""
        self._connection = connection
        self._clock = clock
        self.path_label = path_label
        self.location = location
        self._seen_versions = seen_versions or SeenVersions()

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
            self._connection = connection

    @property
    def connection(self) -> Connection:
        """The connection, outside a transaction; only for modules of this package."""
        return self._connection

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """Run several queries against one snapshot; only for modules of this package."""
        with read_transaction(self._connection, self.path_label):
            yield self._connection

    @contextmanager
    def write_transaction(self) -> Iterator[tuple[Connection, str]]:
        """Yield the connection in a transaction, and its timestamp; only for modules of this package."""
        with write_transaction(self._connection, self.path_label):
            if schema_version(self._connection) != len(MIGRATIONS):  # migrated by another program meanwhile
                raise NewerFormat(self.path_label)
            yield self._connection, records.format_timestamp(self._clock())

    # Entries ------------------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry:
        """Return an entry with all its answers and placements.

        Raises:
            EntryErased: there is no entry with this id.
        """
        with self.read_transaction() as connection:
            entry = queries.entry(connection, entry_id)
            versions = queries.answer_versions(connection, entry_id)
        self._seen_versions.record_entry_read(entry_id, map(records.to_answer_version, versions))
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

    def find_entry_id(self, id_part: str, in_bin: bool = False) -> str:
        """Return the id of the one entry whose full or short id begins or ends with ``id_part``.

        Raises:
            UnknownEntry: there is none, or more than one.
        """
        with self.read_transaction() as connection:
            return queries.find_entry_id(connection, id_part, in_bin)

    def count_entries(self) -> int:
        """Return the number of entries outside the bin."""
        with self.read_transaction() as connection:
            return queries.count_entries(connection)

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
        ``answers`` and ``removed`` are deleted. When the entry is closed, all other drafts become revisions.
        An entry in the bin is taken out of it.
        """
        change = Change(answers=tuple(answers), placements=tuple(placements), removed=tuple(removed))
        with self.write_transaction() as (connection, timestamp):
            result = statements.save_entry(connection, self._seen_versions, timestamp, entry, change)
        self._seen_versions.record_saved(entry.id, result.versions)
        return SaveReceipt(self._clock(), result.conflicts)

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
            EntryErased: there is no entry with this id.
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

        Return the time at which it was on disk.
        """
        with self.write_transaction() as (connection, timestamp):
            if statements.touch_entry(connection, entry, timestamp):
                statements.upsert_shown(connection, entry)
            else:
                with search_index.reindex_around_save(connection, entry, Change()):
                    statements.upsert_entry(connection, entry, timestamp)
            drafts.upsert_draft(connection, entry.id, draft, timestamp)
        return self._clock()

    def drop_draft(self, entry_id: str, address: Address) -> None:
        """Delete the draft at an address that the user cleared; delete the entry if it is now empty."""
        with self.write_transaction() as (connection, timestamp):
            drafts.delete_draft(connection, entry_id, address, timestamp)
            if queries.is_empty_entry(connection, entry_id):
                search_index.remove_entry(connection, entry_id)
                statements.delete_entry(connection, entry_id)

    # Revisions and search -----------------------------------------------------------------------------

    def revisions(self, entry_id: str, address: Address | None = None) -> tuple[Revision, ...]:
        """Return the earlier versions at an address, or in the whole entry, newest first."""
        with self.read_transaction() as connection:
            return tuple(map(records.to_revision, queries.revisions(connection, entry_id, address)))

    def restore_revision(self, entry_id: str, revision: Revision) -> SaveReceipt:
        """Make a revision the answer at its address again; the present answer and drafts become revisions.

        Raises:
            EntryErased: there is no entry with this id.
        """
        with self.write_transaction() as (connection, timestamp):
            entry = queries.entry(connection, entry_id)
            drafts.archive_drafts_at(connection, entry_id, revision.address, timestamp)
            change = Change(answers=(_revision_as_answer(entry, revision),))
            result = statements.save_entry(connection, self._seen_versions, timestamp, entry, change)
            statements.delete_revision(connection, revision.id)
        self._seen_versions.record_saved(entry_id, result.versions)
        return SaveReceipt(self._clock(), result.conflicts)

    def search(self, query: str, limit: int = 20, before_cursor: int | None = None) -> tuple[SearchHit, ...]:
        """Return the texts that contain all words of ``query``, newest day first. Drafts are not searched.

        Accents and case do not matter. The last word may be a prefix of three letters or more, ``begin*`` is
        a prefix anywhere, and "words in quotes" are a phrase. To go on after a hit, pass its
        ``cursor`` as ``before_cursor``.
        """
        with self.read_transaction() as connection:
            rows = search_index.search(connection, query, limit, before_cursor)
            return tuple(map(search_index.to_hit, rows))


def _revision_as_answer(entry: Entry, revision: Revision) -> Answer:
    """The revision as an answer; sharing and other properties are those of the present answer there."""
    present = entry.answer(revision.address) or Answer(address=revision.address, question="")
    return replace(
        present,
        question=revision.question,
        text=revision.text,
        value=revision.value,
        state=revision.state or AnswerState.ANSWERED,
    )
