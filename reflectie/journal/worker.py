"""The thread that owns the journal, and the buffer of drafts that are not on disk yet."""

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, SaveReceipt
from reflectie.domain.errors import CannotBackUp, DamagedFile, ReflectieError, text_not_saved
from reflectie.journal.backup.backups import (
    Backup,
    backup_is_due,
    newest_good_backup,
    next_backup,
    rotate_backups,
)
from reflectie.journal.backup.create_backup import (
    ProgressCallback,
    UnverifiedBackup,
    copy_journal,
    location_of,
    verify_and_place,
)
from reflectie.journal.folder import JournalLocation
from reflectie.journal.journal import Journal

T = TypeVar("T")


class SerialExecutor:
    """Work is done in the order in which it was handed over, and to its end, whoever stops waiting for it."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._queue: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    async def run(self, work: Callable[[], T]) -> T:
        """The outcome, or the error, of work."""
        # Not asyncio.wrap_future: cancelling that also takes back work that is still waiting its turn.
        job = self._submit(work)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()

        def done(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop is gone: nobody waits any more
                loop.call_soon_threadsafe(_wake_waiter, waiter)

        job.add_done_callback(done)
        await waiter
        return job.result()

    def run_and_shut_down(self, work: Callable[[], T]) -> T:
        """Wait for all that was handed over, then for this, and end the thread."""
        try:
            return self._submit(work).result()
        finally:
            self._executor.shutdown()

    def run_pending(self) -> None:
        """On the thread itself, halfway long work: do now what is waiting."""
        while self._queue:
            self._run_next()

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        job: Future[T] = Future()
        self._queue.append((job, work))
        try:
            self._executor.submit(self._run_next)
        except RuntimeError:  # the thread has ended
            self._queue.clear()
            raise
        return job

    def _run_next(self) -> None:
        if not self._queue:  # it was done halfway other work
            return
        job, work = self._queue.popleft()
        try:
            job.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it goes to the one who waits for it
            job.set_exception(error)


def _wake_waiter(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


P = ParamSpec("P")

_DraftKey = tuple[str, Address]


class _BufferedDraft(NamedTuple):
    """Working text that is not on disk yet, and the entry it belongs to."""

    entry: Entry
    draft: Draft


class JournalWorker:
    """Opens a journal on a thread of its own and works there. Drafts wait here, outside every widget."""

    def __init__(self, opener: Callable[[], Journal]) -> None:
        self._opener: Callable[[], Journal] | None = opener
        self._executor = SerialExecutor("logboek")
        self._journal: Journal | None = None
        self._buffered_drafts: dict[_DraftKey, _BufferedDraft] = {}
        self._closed = False
        self._newest_good_backup: Backup | None = None
        self._call_depth = 0
        """More than one while others are let go first, halfway a copy."""

    async def open(self) -> None:
        """Open the journal now, and not at its first use; errors are those of the opener."""
        await self._executor.run(self._ensure_open)

    async def call(
        self, function: Callable[Concatenate[Journal, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """``await worker.call(Journal.entry, entry_id)``: the outcome, or the error, of a method."""
        return await self._executor.run(lambda: self._run(lambda j: function(j, *args, **kwargs)))

    async def save(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> SaveReceipt:
        """``Journal.keep``, in place of what is still waiting at these addresses.

        That text leaves the buffer at once, so that no flush puts it back after the answer; when the disk
        refuses, it returns to the buffer.
        """
        addresses = [*removed, *(answer.address for answer in answers)]
        waiting = {key: self._buffered_drafts.pop(key, None) for key in ((entry.id, a) for a in addresses)}

        def keep() -> SaveReceipt:
            try:
                return self._run(lambda journal: journal.save(entry, answers, placements, removed))
            except BaseException:
                for key, typed in waiting.items():
                    if typed is not None:
                        self._buffered_drafts.setdefault(key, typed)
                raise

        return await self._executor.run(keep)

    def buffer_draft(self, entry: Entry, draft: Draft) -> None:
        """Take over what was typed, at once and in memory; ``flush`` brings it to disk."""
        self._buffered_drafts[(entry.id, draft.address)] = _BufferedDraft(entry, draft)

    def discard_buffered_draft(self, entry_id: str, address: Address) -> None:
        """Forget working text that has not been flushed."""
        self._buffered_drafts.pop((entry_id, address), None)

    async def flush(self) -> None:
        """Bring to disk what was typed; what is typed meanwhile stays for the next time.

        Raises:
            CannotWrite: for at least one text; it stays in the buffer.
        """
        refused: ReflectieError | None = None
        for key in list(self._buffered_drafts):
            typed = self._buffered_drafts.get(key)
            if typed is None:
                continue  # dropped, or kept as an answer, while another was written
            try:
                await self.call(Journal.save_draft, typed.entry, typed.draft)
            except ReflectieError as error:
                refused = error
            else:
                self._remove_flushed(key, typed)
        if refused:
            raise refused

    async def back_up(self, today: dt.date, progress: ProgressCallback | None = None) -> Backup | None:
        """The copy of today, while saves go on in between; None when there is one already.

        ``progress`` is called on the thread of the journal.

        Raises:
            CannotBackUp: the disk refuses, or the journal is being closed.
            DamagedJournal: the journal itself cannot be read.
        """

        def between(done: int, pages: int) -> None:
            if self._closed:
                raise CannotBackUp(home.folder.backups_folder, "reflectie gaat dicht")
            if progress:
                progress(done, pages)
            self._executor.run_pending()

        def copied(journal: Journal) -> UnverifiedBackup:
            return copy_journal(journal.connection, home, next_backup(home.folder, today), between)

        home: JournalLocation = await self.call(location_of)
        if not backup_is_due(home.folder, today):
            return None
        made = await asyncio.to_thread(verify_and_place, home, await self.call(copied))
        await asyncio.to_thread(rotate_backups, home.folder, made)
        return made

    def close(self) -> None:
        """Flush, close the journal and end the thread; waits until done. Safe to call again.

        Raises:
            NotKept: what was typed could not all be brought to disk; the journal is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        self._executor.run_and_shut_down(self._flush_and_close)

    def _ensure_open(self) -> Journal:
        if self._journal is None:
            assert self._opener is not None
            self._journal = self._opener()
            self._opener = None  # it may hold a password
        return self._journal

    def _run(self, work: Callable[[Journal], T]) -> T:
        """Work on the journal; damage that is only met now names the newest good copy too."""
        journal = self._ensure_open()
        self._call_depth += 1
        try:
            return work(journal)
        except DamagedFile as error:
            error.newest_backup = self._newest_good_backup_path(journal)
            if self._call_depth == 1:  # else a copy is halfway, over this connection
                with suppress(ReflectieError):
                    journal.reconnect()
            raise
        finally:
            self._call_depth -= 1

    def _newest_good_backup_path(self, journal: Journal) -> Path | None:
        """Looked for once: of what is damaged comes no newer one."""
        if self._newest_good_backup is None and journal.location:
            self._newest_good_backup = newest_good_backup(journal.location.folder, journal.location.data_key)
        return self._newest_good_backup.journal_file if self._newest_good_backup else None

    def _remove_flushed(self, key: _DraftKey, typed: _BufferedDraft) -> None:
        if self._buffered_drafts.get(key) is typed:
            del self._buffered_drafts[key]

    def _flush_and_close(self) -> None:
        if self._journal is None:
            return
        refused: ReflectieError | None = None
        try:
            for key, typed in list(self._buffered_drafts.items()):
                try:
                    self._journal.save_draft(typed.entry, typed.draft)
                except ReflectieError as error:
                    refused = error
                else:
                    self._remove_flushed(key, typed)
        finally:
            self._journal.close()
        if refused:
            raise text_not_saved(refused) from refused
