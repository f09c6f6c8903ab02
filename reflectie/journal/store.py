"""The journal: everything one person wrote and marked. It belongs to the thread that opened it."""

import datetime as dt
from collections.abc import Callable, Sequence

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, Summary
from reflectie.domain.trail import TRAIL
from reflectie.journal import reads, rows, writes
from reflectie.journal.database import Connection, reading, writing

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with its time zone."""


class Journal:
    """Entries in and out, exactly as they are: cleaning text is for whoever takes it in.

    A method raises ``CannotWrite`` when the disk refuses and ``DamagedJournal`` when the file does not hold
    together. What a method writes is on disk when it returns, or has not happened when it raises.
    """

    def __init__(self, connection: Connection, clock: Clock, where: object = "het geheugen") -> None:
        self._connection = connection
        self._clock = clock
        self._where = where

    def keep(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> dt.datetime:
        """Keep the entry itself and what is new in it; the drafts at these addresses have done their work.

        Only ``answers`` and ``placements`` are written, not all that the entry holds. An answer that says
        something else leaves the old one as a revision. A mark in an entry that was closed before goes
        beside the old one. ``removed`` answers go, with their revisions and marks.

        Returns:
            The moment at which all of it was on disk.
        """
        connection, now = self._connection, rows.moment(self._clock())
        with writing(connection, self._where):
            again = writes.is_closed(connection, entry.id)
            writes.put_head(connection, entry, now)
            writes.remove_answers(connection, entry.id, removed)
            for answer in answers:
                writes.put_answer(connection, entry.id, answer, now)
            for mark in placements:
                writes.put_placement(connection, entry.id, mark, now, again)
            writes.drop_drafts(connection, entry.id, [*removed, *(answer.address for answer in answers)])
        return self._clock()

    def draft(self, entry: Entry, draft: Draft) -> dt.datetime:
        """Keep the working text of one field; the entry is made if it is not there yet."""
        connection, now = self._connection, rows.moment(self._clock())
        with writing(connection, self._where):
            writes.touch_head(connection, entry, now)
            writes.put_draft(connection, entry.id, draft, now)
        return self._clock()

    def drafts(self, entry_id: str) -> tuple[Draft, ...]:
        """The working texts of an entry, the newest last."""
        with reading(self._connection, self._where):
            return tuple(map(rows.to_draft, reads.drafts(self._connection, entry_id)))

    def entry(self, entry_id: str) -> Entry:
        """A whole entry.

        Raises:
            UnknownEntry: there is none with this id.
        """
        with reading(self._connection, self._where):
            return reads.entry(self._connection, entry_id)

    def find(self, part: str) -> str:
        """The full id of the entry whose id begins or ends with ``part``.

        Raises:
            UnknownEntry: there is none, or more than one.
        """
        with reading(self._connection, self._where):
            return reads.full_id(self._connection, part)

    def summaries(
        self, limit: int | None = None, offset: int = 0, only_open: bool = False
    ) -> tuple[Summary, ...]:
        """Entries as lines of a list, the newest day first."""
        with reading(self._connection, self._where):
            return tuple(map(rows.to_summary, reads.summaries(self._connection, limit, offset, only_open)))

    def placements(self, field: str | None = None, besides: str = "") -> tuple[Placement, ...]:
        """Every mark on a line or on all lines, also of open entries, oldest first.

        ``besides`` is the id of an entry to leave out, for looking at one beside all others.
        """
        with reading(self._connection, self._where):
            return tuple(map(rows.to_placement, reads.placements(self._connection, field, besides)))

    def trails(self, length: int = TRAIL, besides: str = "") -> tuple[Placement, ...]:
        """What Thuis and the coach need: of each line and aspect the latest own mark and those before it.

        Before it stand ``length`` known ones. Marks of one line and aspect stand together, oldest first;
        ``standpoint`` makes of these what it would make of all placements. ``besides`` is the id of an
        entry to leave out.
        """
        with reading(self._connection, self._where):
            return tuple(map(rows.to_placement, reads.trails(self._connection, length + 1, besides)))

    def shown(self) -> dict[str, dt.date]:
        """The last day on which each question was shown, by ``exercise/step/item``."""
        with reading(self._connection, self._where):
            return {name: dt.date.fromisoformat(day) for name, day in reads.shown(self._connection)}

    def count(self) -> int:
        """How many entries there are."""
        with reading(self._connection, self._where):
            found: int = self._connection.execute("SELECT count(*) FROM entry").fetchone()[0]
            return found

    def close(self) -> None:
        self._connection.close()
