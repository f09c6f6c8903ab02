"""The one thread that owns the journal, and what is typed but not yet on disk.

The screen never waits on the disk: it hands work over and awaits the outcome. Work is done in the order in
which it was handed over, and to its end, also when whoever waited for it is cancelled.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.errors import CannotBackUp, Damaged, NotKept, ReflectieError
from reflectie.domain.history import Saved
from reflectie.journal.backups import Backup, is_due, newest_good, next_backup, rotate
from reflectie.journal.base import Home
from reflectie.journal.copying import Copied, Progress, copy, finish, home_of
from reflectie.journal.store import Journal
from reflectie.journal.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")
_Key = tuple[str, Address]


class _Typed(NamedTuple):
    """Working text that is not on disk yet, and the entry it belongs to."""

    entry: Entry
    draft: Draft


class JournalWorker:
    """Opens a journal on a thread of its own and works there. Drafts wait here, outside every widget."""

    def __init__(self, opener: Callable[[], Journal]) -> None:
        self._opener: Callable[[], Journal] | None = opener
        self._turns = Turns("logboek")
        self._journal: Journal | None = None
        self._typed: dict[_Key, _Typed] = {}
        self._closed = False
        self._good: Backup | None = None
        self._depth = 0
        """More than one while others are let go first, halfway a copy."""

    async def open(self) -> None:
        """Open the journal now, and not at its first use; errors are those of the opener."""
        await self._turns.run(self._opened)

    async def call(
        self, function: Callable[Concatenate[Journal, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """``await worker.call(Journal.entry, entry_id)``: the outcome, or the error, of a method."""
        return await self._turns.run(lambda: self._do(lambda j: function(j, *args, **kwargs)))

    async def keep(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> Saved:
        """``Journal.keep``, in place of what is still waiting at these addresses.

        That text leaves the buffer at once, so that no flush puts it back after the answer; when the disk
        refuses, it returns to the buffer.
        """
        addresses = [*removed, *(answer.address for answer in answers)]
        waiting = {key: self._typed.pop(key, None) for key in ((entry.id, a) for a in addresses)}

        def keep() -> Saved:
            try:
                return self._do(lambda journal: journal.keep(entry, answers, placements, removed))
            except BaseException:
                for key, typed in waiting.items():
                    if typed is not None:
                        self._typed.setdefault(key, typed)
                raise

        return await self._turns.run(keep)

    def put_draft(self, entry: Entry, draft: Draft) -> None:
        """Take over what was typed, at once and in memory; ``flush`` brings it to disk."""
        self._typed[(entry.id, draft.address)] = _Typed(entry, draft)

    def drop_draft(self, entry_id: str, address: Address) -> None:
        """Forget working text that has not been flushed."""
        self._typed.pop((entry_id, address), None)

    async def flush(self) -> None:
        """Bring to disk what was typed; what is typed meanwhile stays for the next time.

        Raises:
            CannotWrite: for at least one text; it stays in the buffer.
        """
        refused: ReflectieError | None = None
        for key in list(self._typed):
            typed = self._typed.get(key)
            if typed is None:
                continue  # dropped, or kept as an answer, while another was written
            try:
                await self.call(Journal.draft, typed.entry, typed.draft)
            except ReflectieError as error:
                refused = error
            else:
                self._written(key, typed)
        if refused:
            raise refused

    async def back_up(self, today: dt.date, progress: Progress | None = None) -> Backup | None:
        """The copy of today, while saves go on in between; None when there is one already.

        ``progress`` is called on the thread of the journal.

        Raises:
            CannotBackUp: the disk refuses, or the journal is being closed.
            DamagedJournal: the journal itself cannot be read.
        """

        def between(done: int, pages: int) -> None:
            if self._closed:
                raise CannotBackUp(home.folder.backups, "reflectie gaat dicht")
            if progress:
                progress(done, pages)
            self._turns.let_others()

        def copied(journal: Journal) -> Copied:
            return copy(journal.connection, home, next_backup(home.folder, today), between)

        home: Home = await self.call(home_of)
        if not is_due(home.folder, today):
            return None
        made = await asyncio.to_thread(finish, home, await self.call(copied))
        await asyncio.to_thread(rotate, home.folder, made)
        return made

    def close(self) -> None:
        """Flush, close the journal and end the thread; waits until done. Safe to call again.

        Raises:
            NotKept: what was typed could not all be brought to disk; the journal is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        self._turns.run_last(self._finish)

    def _opened(self) -> Journal:
        if self._journal is None:
            assert self._opener is not None
            self._journal = self._opener()
            self._opener = None  # it may hold a password
        return self._journal

    def _do(self, work: Callable[[Journal], T]) -> T:
        """Work on the journal; damage that is only met now names the newest good copy too."""
        journal = self._opened()
        self._depth += 1
        try:
            return work(journal)
        except Damaged as error:
            error.newest_backup = self._newest_good(journal)
            if self._depth == 1:  # else a copy is halfway, over this connection
                with suppress(ReflectieError):
                    journal.connect_anew()
            raise
        finally:
            self._depth -= 1

    def _newest_good(self, journal: Journal) -> Path | None:
        """Looked for once: of what is damaged comes no newer one."""
        if self._good is None and journal.home:
            self._good = newest_good(journal.home.folder, journal.home.data_key)
        return self._good.journal if self._good else None

    def _written(self, key: _Key, typed: _Typed) -> None:
        if self._typed.get(key) is typed:
            del self._typed[key]

    def _finish(self) -> None:
        if self._journal is None:
            return
        refused: ReflectieError | None = None
        try:
            for key, typed in list(self._typed.items()):
                try:
                    self._journal.draft(typed.entry, typed.draft)
                except ReflectieError as error:
                    refused = error
                else:
                    self._written(key, typed)
        finally:
            self._journal.close()
        if refused:
            raise NotKept(refused) from refused
