"""The open journal: read, save, move to the bin and erase entries."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import (
    MAX_TRAIL,
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
from reflectie.domain.errors import EntryErased, NewerFormat
from reflectie.journal import drafts, queries, records, search_index, statements
from reflectie.journal.database import (
    Connection,
    connect,
    read_transaction,
    translate_errors,
    write_transaction,
)
from reflectie.journal.folder import JournalLocation, resolve_link
from reflectie.journal.migrations import MIGRATIONS, schema_version
from reflectie.journal.seen_versions import SeenVersions
from reflectie.journal.statements import SaveRequest, save_entry


class Base:
    """A journal that is open. It belongs to the thread that opened it."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        path_label: object = "het geheugen",
        location: JournalLocation | None = None,
        seen_versions: SeenVersions | None = None,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._path_label = path_label
        self.location = location
        self._seen_versions = seen_versions or SeenVersions()

    def close(self) -> None:
        """End the connection; the key goes with it."""
        self._connection.close()
        self.location = None

    def reconnect(self) -> None:
        """SQLCipher writes nothing more over a connection that met damage; what is sound can still be kept.

        Raises:
            CannotWrite, DamagedJournal: it cannot be opened; then the connection is the old one.
        """
        if self.location:
            fresh = connect(resolve_link(self.location.folder.journal_file), self.location.data_key)
            self._connection.close()
            self._connection = fresh

    @property
    def connection(self) -> Connection:
        """The connection, outside a transaction; for the modules of this package."""
        return self._connection

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """Several queries that see one moment; for the modules of this package."""
        with read_transaction(self._connection, self._path_label):
            yield self._connection

    @contextmanager
    def write_transaction(self) -> Iterator[tuple[Connection, str]]:
        """A transaction, and the moment to write down for it; for the modules of this package."""
        with write_transaction(self._connection, self._path_label):
            if schema_version(self._connection) != len(
                MIGRATIONS
            ):  # another program came by while this one ran
                raise NewerFormat(self._path_label)
            yield self._connection, records.format_timestamp(self._clock())


class Looking(Base):
    """Every question that can be asked of a journal."""

    def entry(self, entry_id: str) -> Entry:
        """A whole entry.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.read_transaction() as connection:
            found = queries.entry(connection, entry_id)
            stamps = queries.answer_versions(connection, entry_id)
        self._seen_versions.record_entry_read(entry_id, map(records.to_answer_version, stamps))
        return found

    def drafts(self, entry_id: str) -> tuple[Draft, ...]:
        """The working texts of an entry that stand above its answers, the newest last; one of each field.

        To read one is not to take it over, see ``journal.drafts``.
        """
        with self.read_transaction() as connection:
            found = drafts.latest_drafts(connection, entry_id)
        for row in found:
            self._seen_versions.record_draft_read(entry_id, records.to_address(row), row[7], row[8])
        return tuple(records.to_draft(row[:7]) for row in found)

    def revisions(self, entry_id: str, address: Address | None = None) -> tuple[Revision, ...]:
        """What stood at an address before, or anywhere in the entry; the newest first."""
        with self.read_transaction() as connection:
            return tuple(map(records.to_revision, queries.revisions(connection, entry_id, address)))

    def find_entry_id(self, part: str, in_bin: bool = False) -> str:
        """The full id of the entry whose id begins or ends with ``part``.

        Raises:
            UnknownEntry: there is none, or more than one.
        """
        with self.read_transaction() as connection:
            return queries.find_entry_id(connection, part, in_bin)

    def summaries(
        self,
        limit: int | None = None,
        offset: int = 0,
        open_only: bool = False,
        situation: str | None = None,
        meeting: str | None = None,
    ) -> tuple[EntrySummary, ...]:
        """Entries as lines of a list, the newest day first: all, or those of one situation or meeting."""
        belongs = {"situation": situation, "meeting": meeting}
        with self.read_transaction() as connection:
            found = queries.summaries(connection, limit, offset, open_only, belongs)
            return tuple(map(records.to_summary, found))

    def search(self, words: str, limit: int = 20, before_cursor: int | None = None) -> tuple[SearchHit, ...]:
        """The texts that hold all these words, the newest day first.

        Accents and capitals make no difference; the last word may be unfinished from three letters on,
        ``begin*`` asks for that anywhere, and "words in quotes" stand together. What is still being typed is
        not searched. ``before`` is the ``cursor`` of the last hit, to go on from there.
        """
        with self.read_transaction() as connection:
            return tuple(
                map(search_index.to_hit, search_index.search(connection, words, limit, before_cursor))
            )

    def placements(self, field: str | None = None, exclude_entry: str = "") -> tuple[Placement, ...]:
        """Every own mark on a line or on all lines, also of open entries, oldest first.

        ``besides`` is the id of an entry to leave out, for looking at one beside all others.
        """
        with self.read_transaction() as connection:
            return tuple(map(records.to_placement, queries.placements(connection, field, exclude_entry)))

    def trails(self, length: int = MAX_TRAIL, exclude_entry: str = "") -> tuple[Placement, ...]:
        """What Thuis and the coach need: of each line and aspect the latest own mark and those before it.

        Before it stand ``length`` known ones. Marks of one line and aspect stand together, oldest first;
        ``standpoint`` makes of these what it would make of all placements. ``besides`` is the id of an
        entry to leave out.
        """
        with self.read_transaction() as connection:
            return tuple(map(records.to_placement, queries.trails(connection, length + 1, exclude_entry)))

    def last_shown(self, before: dt.date = dt.date.max) -> dict[str, dt.date]:
        """The last day before ``before`` on which each question was shown, by ``exercise/step/item``."""
        with self.read_transaction() as connection:
            return {name: dt.date.fromisoformat(day) for name, day in queries.last_shown(connection, before)}

    def count_entries(self) -> int:
        """How many entries there are, those in the bin left out."""
        with self.read_transaction() as connection:
            return queries.count_entries(connection)

    def last_changed_at(self) -> dt.datetime | None:
        """When something was written last, in the bin or not; looks at every entry."""
        with self.read_transaction() as connection:
            found = connection.execute("SELECT max(changed_at) FROM entry").fetchone()[0]
        return records.parse_optional_timestamp(found)


class Keeping(Base):
    """What a method writes is on disk when it returns, or has not happened when it raises."""

    def save(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> SaveReceipt:
        """Keep the entry itself and what is new in it; the drafts at these addresses have done their work.

        So have all drafts of an entry that is closed.

        Only ``answers`` and ``placements`` are written, not all that the entry holds. An answer that says
        something else, and one that is ``removed``, leaves what it said as a revision. A mark in an entry
        that was closed before goes beside the old one; a removed answer takes its marks along.

        Returns:
            The moment at which all of it was on disk, and where another window had written meanwhile.
        """
        with self.write_transaction() as (connection, now):
            done = save_entry(
                connection, self._seen_versions, now, SaveRequest(entry, answers, placements, removed)
            )
        self._seen_versions.record_saved(entry.id, done.versions)
        return SaveReceipt(self._clock(), done.overtaken)

    def close_entry(self, entry_id: str) -> None:
        """Close an entry as it stands; its drafts are over. One that is gone, or in the bin, stays so."""
        with self.write_transaction() as (connection, now):
            if statements.close_entry(connection, entry_id, now, now):
                for row in drafts.latest_drafts(connection, entry_id):
                    drafts.archive_drafts(connection, entry_id, records.to_address(row), now)

    def reopen_entry(self, entry_id: str) -> None:
        """Open an entry again that was closed; its marks stay as they are, later ones stand beside them.

        Raises:
            GoneEntry: it is no longer there.
        """
        with self.write_transaction() as (connection, now):
            if not statements.reopen_entry(connection, entry_id, now):
                queries.entry(connection, entry_id)

    def save_draft(self, entry: Entry, draft: Draft) -> dt.datetime:
        """Keep the working text of one field; the entry is made if it is not there yet."""
        with self.write_transaction() as (connection, now):
            if statements.touch_entry(connection, entry, now):
                statements.upsert_shown(connection, entry)
            else:
                with search_index.reindex_around_save(connection, entry, (), ()):
                    statements.upsert_entry(connection, entry, now)
            drafts.upsert_draft(connection, entry.id, draft, now, self._seen_versions)
        return self._clock()

    def save_position(self, entry: Entry) -> None:
        """Keep where the person is, in an open entry that is there."""
        with self.write_transaction() as (connection, _):
            statements.update_position(connection, entry)

    def adopt_draft(self, entry_id: str, addresses: Sequence[Address]) -> None:
        """The person goes on in the working text read here; it is over when something is kept there."""
        for address in addresses:
            self._seen_versions.adopt_draft(entry_id, address)

    def drop_draft(self, entry_id: str, address: Address) -> None:
        """Forget the working text of one field: it was taken away again. What was taken over is a revision.

        An entry in which nothing was ever kept goes along.
        """
        with self.write_transaction() as (connection, now):
            taken = drafts.delete_own_drafts(connection, entry_id, address, self._seen_versions)
            if queries.is_empty_entry(connection, entry_id):
                search_index.remove_entry(connection, entry_id)
                statements.delete_entry(connection, entry_id)
            else:
                for row in taken:
                    drafts.archive_draft(connection, entry_id, address, now, row)

    def restore_revision(self, entry_id: str, revision: Revision) -> SaveReceipt:
        """Let what stood there before stand there again; all that stands there now becomes a revision.

        Raises:
            UnknownEntry: the entry is no longer there.
        """
        with self.write_transaction() as (connection, now):
            entry = queries.entry(connection, entry_id)
            known = entry.answer(revision.address) or Answer(address=revision.address, question="")
            words = replace(
                known,
                question=revision.question,
                text=revision.text,
                value=revision.value,
                state=revision.state or AnswerState.ANSWERED,
            )
            drafts.archive_drafts(connection, entry_id, revision.address, now)
            done = save_entry(connection, self._seen_versions, now, SaveRequest(entry, (words,)))
            statements.delete_revision(connection, revision.id)
        self._seen_versions.record_saved(entry_id, done.versions)
        return SaveReceipt(self._clock(), done.overtaken)


class Bin(Base):
    """An entry in the bin keeps all that it holds, its past included."""

    def move_to_bin(self, entry_id: str) -> None:
        """Put an entry in the bin; one that lies there stays as it is.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.write_transaction() as (connection, now):
            if not _existing_summary(connection, entry_id).deleted:
                search_index.remove_entry(connection, entry_id)
                connection.execute("UPDATE entry SET deleted_at = ? WHERE id = ?", (now, entry_id))

    def restore_from_bin(self, entry_id: str) -> None:
        """Take an entry out of the bin; one that is not in it stays where it is.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.write_transaction() as (connection, _):
            if _existing_summary(connection, entry_id).deleted:
                connection.execute("UPDATE entry SET deleted_at = NULL WHERE id = ?", (entry_id,))
                search_index.index_entry(connection, entry_id)

    def summaries_in_bin(self) -> tuple[EntrySummary, ...]:
        """What lies in the bin, the last thrown away first."""
        with self.read_transaction() as connection:
            return tuple(map(records.to_summary, queries.summaries_in_bin(connection)))

    def set_keep_until(self, entry_id: str, day: dt.date | None) -> None:
        """Until when an entry is to be kept; None is for as long as the journal.

        Raises:
            UnknownEntry: there is none with this id.
        """
        kept = None if day is None else day.isoformat()
        with self.write_transaction() as (connection, _):
            _existing_summary(connection, entry_id)
            connection.execute("UPDATE entry SET keep_until = ? WHERE id = ?", (kept, entry_id))

    def keep_until(self, entry_id: str) -> dt.date | None:
        """Until when an entry is to be kept. Raises UnknownEntry."""
        with self.read_transaction() as connection:
            return _existing_summary(connection, entry_id).keep_until

    def summaries_past_keep_until(self, today: dt.date) -> tuple[EntrySummary, ...]:
        """Entries whose last day to be kept lies before today, the longest past first; none is in the bin."""
        with self.read_transaction() as connection:
            return tuple(
                map(records.to_summary, queries.summaries_past_keep_until(connection, today.isoformat()))
            )

    def erase_entries(self, entry_ids: Iterable[str]) -> None:
        """Erase entries: texts, past, drafts and index; what they stood in is overwritten. No way back.

        Copies still hold them: see ``tidying.tidy``.
        """
        with self.write_transaction() as (connection, _):
            for entry_id in entry_ids:
                search_index.remove_entry(connection, entry_id)
                statements.delete_entry(connection, entry_id)
            search_index.rebuild(connection)

    def vacuum(self) -> None:
        """Build the file anew, without the room that erased entries left and the order they stood in."""
        with translate_errors(self._path_label):
            self._connection.execute("VACUUM")


def _existing_summary(connection: Connection, entry_id: str) -> EntrySummary:
    found = queries.summary(connection, entry_id)
    if found is None:
        raise EntryErased
    return records.to_summary(found)


class Journal(Looking, Keeping, Bin):
    """Entries in and out, exactly as they are: cleaning text is for whoever takes it in.

    It belongs to the thread that opened it. A method raises ``CannotWrite`` when the disk refuses,
    ``DamagedJournal`` when the file does not hold together, and ``NewerFormat`` when a newer program changed
    it meanwhile. What a method writes is on disk when it returns, or has not happened when it raises.
    """
