"""Reading the journal. What is in the bin is in no list, trail or search; it can be read by its whole id."""

import datetime as dt

from reflectie.domain.entry import Address, Draft, Entry, Placement, Summary
from reflectie.domain.history import Hit, Revision
from reflectie.domain.trail import TRAIL
from reflectie.journal import drafts, findable, reads, rows
from reflectie.journal.base import Base


class Looking(Base):
    """Every question that can be asked of a journal."""

    def entry(self, entry_id: str) -> Entry:
        """A whole entry.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with self.reading() as connection:
            found = reads.entry(connection, entry_id)
            stamps = reads.stamps(connection, entry_id)
        self._window.read(entry_id, map(rows.to_stamp, stamps))
        return found

    def drafts(self, entry_id: str) -> tuple[Draft, ...]:
        """The working texts of an entry that stand above its answers, the newest last; one of each field.

        To read one is not to take it over, see ``journal.drafts``.
        """
        with self.reading() as connection:
            found = drafts.standing(connection, entry_id)
        for row in found:
            self._window.show(entry_id, rows.to_address(row), row[7], row[8])
        return tuple(rows.to_draft(row[:7]) for row in found)

    def revisions(self, entry_id: str, address: Address | None = None) -> tuple[Revision, ...]:
        """What stood at an address before, or anywhere in the entry; the newest first."""
        with self.reading() as connection:
            return tuple(map(rows.to_revision, reads.revisions(connection, entry_id, address)))

    def find(self, part: str, in_bin: bool = False) -> str:
        """The full id of the entry whose id begins or ends with ``part``.

        Raises:
            UnknownEntry: there is none, or more than one.
        """
        with self.reading() as connection:
            return reads.full_id(connection, part, in_bin)

    def summaries(
        self,
        limit: int | None = None,
        offset: int = 0,
        only_open: bool = False,
        situation: str | None = None,
        meeting: str | None = None,
    ) -> tuple[Summary, ...]:
        """Entries as lines of a list, the newest day first: all, or those of one situation or meeting."""
        belongs = {"situation": situation, "meeting": meeting}
        with self.reading() as connection:
            found = reads.summaries(connection, limit, offset, only_open, belongs)
            return tuple(map(rows.to_summary, found))

    def search(self, words: str, limit: int = 20, before: int | None = None) -> tuple[Hit, ...]:
        """The texts that hold all these words, the newest day first.

        Accents and capitals make no difference; the last word may be unfinished from three letters on,
        ``begin*`` asks for that anywhere, and "words in quotes" stand together. What is still being typed is
        not searched. ``before`` is the ``cursor`` of the last hit, to go on from there.
        """
        with self.reading() as connection:
            return tuple(map(findable.to_hit, findable.find(connection, words, limit, before)))

    def placements(self, field: str | None = None, besides: str = "") -> tuple[Placement, ...]:
        """Every own mark on a line or on all lines, also of open entries, oldest first.

        ``besides`` is the id of an entry to leave out, for looking at one beside all others.
        """
        with self.reading() as connection:
            return tuple(map(rows.to_placement, reads.placements(connection, field, besides)))

    def trails(self, length: int = TRAIL, besides: str = "") -> tuple[Placement, ...]:
        """What Thuis and the coach need: of each line and aspect the latest own mark and those before it.

        Before it stand ``length`` known ones. Marks of one line and aspect stand together, oldest first;
        ``standpoint`` makes of these what it would make of all placements. ``besides`` is the id of an
        entry to leave out.
        """
        with self.reading() as connection:
            return tuple(map(rows.to_placement, reads.trails(connection, length + 1, besides)))

    def shown(self, before: dt.date = dt.date.max) -> dict[str, dt.date]:
        """The last day before ``before`` on which each question was shown, by ``exercise/step/item``."""
        with self.reading() as connection:
            return {name: dt.date.fromisoformat(day) for name, day in reads.shown(connection, before)}

    def count(self) -> int:
        """How many entries there are, those in the bin left out."""
        with self.reading() as connection:
            return reads.count(connection)

    def last_change(self) -> dt.datetime | None:
        """When something was written last, in the bin or not; looks at every entry."""
        with self.reading() as connection:
            found = connection.execute("SELECT max(changed_at) FROM entry").fetchone()[0]
        return rows.to_optional_moment(found)
