"""The bin: out of sight and back again; and truly erasing, which cannot be undone."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.entry import Summary
from reflectie.domain.errors import GoneEntry
from reflectie.journal import findable, reads, rows, writes
from reflectie.journal.base import Base
from reflectie.journal.database import Connection, refusals


class Bin(Base):
    """An entry in the bin keeps all that it holds, its past included."""

    def delete(self, entry_id: str) -> None:
        """Put an entry in the bin; one that lies there stays as it is.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.changing() as (connection, now):
            if not _summary(connection, entry_id).deleted:
                findable.forget(connection, entry_id)
                connection.execute("UPDATE entry SET deleted_at = ? WHERE id = ?", (now, entry_id))

    def undelete(self, entry_id: str) -> None:
        """Take an entry out of the bin; one that is not in it stays where it is.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.changing() as (connection, _):
            if _summary(connection, entry_id).deleted:
                connection.execute("UPDATE entry SET deleted_at = NULL WHERE id = ?", (entry_id,))
                findable.index(connection, entry_id)

    def bin(self) -> tuple[Summary, ...]:
        """What lies in the bin, the last thrown away first."""
        with self.reading() as connection:
            return tuple(map(rows.to_summary, reads.in_bin(connection)))

    def set_keep_until(self, entry_id: str, day: dt.date | None) -> None:
        """Until when an entry is to be kept; None is for as long as the journal.

        Raises:
            UnknownEntry: there is none with this id.
        """
        kept = None if day is None else day.isoformat()
        with self.changing() as (connection, _):
            _summary(connection, entry_id)
            connection.execute("UPDATE entry SET keep_until = ? WHERE id = ?", (kept, entry_id))

    def keep_until(self, entry_id: str) -> dt.date | None:
        """Until when an entry is to be kept. Raises UnknownEntry."""
        with self.reading() as connection:
            return _summary(connection, entry_id).keep_until

    def past_keep_until(self, today: dt.date) -> tuple[Summary, ...]:
        """Entries whose last day to be kept lies before today, the longest past first; none is in the bin."""
        with self.reading() as connection:
            return tuple(map(rows.to_summary, reads.past_keeping(connection, today.isoformat())))

    def erase(self, entry_ids: Iterable[str]) -> None:
        """Erase entries: texts, past, drafts and index; what they stood in is overwritten. No way back.

        Copies still hold them: see ``tidying.tidy``.
        """
        with self.changing() as (connection, _):
            for entry_id in entry_ids:
                findable.forget(connection, entry_id)
                writes.erase(connection, entry_id)
            findable.rebuild(connection)

    def build_anew(self) -> None:
        """Build the file anew, without the room that erased entries left and the order they stood in."""
        with refusals(self._where):
            self._connection.execute("VACUUM")


def _summary(connection: Connection, entry_id: str) -> Summary:
    found = reads.summary(connection, entry_id)
    if found is None:
        raise GoneEntry
    return rows.to_summary(found)
