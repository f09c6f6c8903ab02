"""Writing in the journal: nothing that was kept is lost by writing something else."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, State
from reflectie.domain.history import Revision, Saved
from reflectie.journal import drafts, findable, reads, rows, writes
from reflectie.journal.base import Base
from reflectie.journal.database import Connection
from reflectie.journal.window import Stamp, Window


class Keeping(Base):
    """What a method writes is on disk when it returns, or has not happened when it raises."""

    def keep(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> Saved:
        """Keep the entry itself and what is new in it; the drafts at these addresses have done their work.

        So have all drafts of an entry that is closed.

        Only ``answers`` and ``placements`` are written, not all that the entry holds. An answer that says
        something else, and one that is ``removed``, leaves what it said as a revision. A mark in an entry
        that was closed before goes beside the old one; a removed answer takes its marks along.

        Returns:
            The moment at which all of it was on disk, and where another window had written meanwhile.
        """
        with self.changing() as (connection, now):
            done = _put(connection, self._window, now, _Save(entry, answers, placements, removed))
        self._window.wrote(entry.id, done.stamps)
        return Saved(self._clock(), done.overtaken)

    def finish(self, entry_id: str) -> None:
        """Close an entry as it stands; its drafts are over. One that is gone, or in the bin, stays so."""
        with self.changing() as (connection, now):
            if writes.close(connection, entry_id, now, now):
                for row in drafts.standing(connection, entry_id):
                    drafts.set_all_aside(connection, entry_id, rows.to_address(row), now)

    def reopen(self, entry_id: str) -> None:
        """Open an entry again that was closed; its marks stay as they are, later ones stand beside them.

        Raises:
            GoneEntry: it is no longer there.
        """
        with self.changing() as (connection, now):
            if not writes.reopen(connection, entry_id, now):
                reads.entry(connection, entry_id)

    def draft(self, entry: Entry, draft: Draft) -> dt.datetime:
        """Keep the working text of one field; the entry is made if it is not there yet."""
        with self.changing() as (connection, now):
            if writes.touch_head(connection, entry, now):
                writes.put_shown(connection, entry)
            else:
                with findable.in_step(connection, entry, (), ()):
                    writes.put_head(connection, entry, now)
            drafts.put(connection, entry.id, draft, now, self._window)
        return self._clock()

    def rest(self, entry: Entry) -> None:
        """Keep where the person is, in an open entry that is there."""
        with self.changing() as (connection, _):
            writes.put_position(connection, entry)

    def take(self, entry_id: str, addresses: Sequence[Address]) -> None:
        """The person goes on in the working text read here; it is over when something is kept there."""
        for address in addresses:
            self._window.take(entry_id, address)

    def drop_draft(self, entry_id: str, address: Address) -> None:
        """Forget the working text of one field: it was taken away again. What was taken over is a revision.

        An entry in which nothing was ever kept goes along.
        """
        with self.changing() as (connection, now):
            taken = drafts.drop(connection, entry_id, address, self._window)
            if reads.is_blank(connection, entry_id):
                findable.forget(connection, entry_id)
                writes.erase(connection, entry_id)
            else:
                for row in taken:
                    drafts.set_aside(connection, entry_id, address, now, row)

    def put_back(self, entry_id: str, revision: Revision) -> Saved:
        """Let what stood there before stand there again; all that stands there now becomes a revision.

        Raises:
            UnknownEntry: the entry is no longer there.
        """
        with self.changing() as (connection, now):
            entry = reads.entry(connection, entry_id)
            known = entry.answer(revision.address) or Answer(address=revision.address, question="")
            words = replace(
                known,
                question=revision.question,
                text=revision.text,
                value=revision.value,
                state=revision.state or State.ANSWERED,
            )
            drafts.set_all_aside(connection, entry_id, revision.address, now)
            done = _put(connection, self._window, now, _Save(entry, (words,)))
            writes.drop_revision(connection, revision.id)
        self._window.wrote(entry_id, done.stamps)
        return Saved(self._clock(), done.overtaken)


class _Save(NamedTuple):
    """What is to be written."""

    entry: Entry
    answers: Sequence[Answer] = ()
    placements: Sequence[Placement] = ()
    removed: Sequence[Address] = ()


class _Done(NamedTuple):
    """Where another window had written meanwhile, and what stands there now."""

    overtaken: tuple[Address, ...]
    stamps: list[tuple[Address, Stamp]]


def _put(connection: Connection, window: Window, now: str, save: _Save) -> _Done:
    """Inside a transaction; the window learns of it only when that has held."""
    entry, answers, placements, removed = save
    with findable.in_step(connection, entry, answers, removed):
        writes.put_head(connection, entry, now)
        met = {at: writes.remove_answer(connection, entry.id, at, now, window) for at in removed}
        for answer in answers:
            met[answer.address] = writes.put_answer(connection, entry.id, answer, now, window)
        for mark in placements:
            writes.put_placement(connection, entry.id, mark, now)
    for address in met:
        met[address] |= drafts.end(connection, entry.id, address, now, window)
    if not entry.is_open:
        for row in drafts.standing(connection, entry.id):
            drafts.set_all_aside(connection, entry.id, rows.to_address(row), now)
    ours = {*met, *(mark.address for mark in placements)}
    found = map(rows.to_stamp, reads.stamps(connection, entry.id))
    overtaken = tuple(address for address, over in met.items() if over)
    return _Done(overtaken, [stamp for stamp in found if stamp[0] in ours])
