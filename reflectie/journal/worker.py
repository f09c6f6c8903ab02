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
from reflectie.domain.errors import CannotBackUp, CannotWrite, DamagedFile, ReflectieError
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
P = ParamSpec("P")


class SerialExecutor:
    """One thread that runs jobs in the order of submission. Cancelling a waiter does not cancel its job."""

    def __init__(self, thread_name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=thread_name)
        self._queue: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    async def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the thread and return its result, or raise its error."""
        # Not asyncio.wrap_future: cancelling that also cancels a job that has not started.
        job = self._submit(work)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()

        def wake(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_wake_waiter, waiter)

        job.add_done_callback(wake)
        await waiter
        return job.result()

    def run_and_shut_down(self, work: Callable[[], T]) -> T:
        """Wait for all submitted jobs, run ``work`` as the last one, and end the thread."""
        try:
            return self._submit(work).result()
        finally:
            self._executor.shutdown()

    def run_pending(self) -> None:
        """Run the waiting jobs now. Only on the thread itself, from within a long job."""
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
        if not self._queue:  # run_pending was first
            return
        job, work = self._queue.popleft()
        try:
            job.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where the job is awaited
            job.set_exception(error)


def _wake_waiter(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


class _BufferedDraft(NamedTuple):
    """A draft that is not on disk yet, and its entry."""

    entry: Entry
    draft: Draft


class JournalWorker:
    """A journal on a thread of its own, with a buffer of drafts that belongs to no widget."""

    def __init__(self, opener: Callable[[], Journal]) -> None:
        self._opener: Callable[[], Journal] | None = opener
        self._executor = SerialExecutor("logboek")
        self._journal: Journal | None = None
        self._buffered_drafts: dict[tuple[str, Address], _BufferedDraft] = {}
        self._closed = False
        self._newest_good_backup: Backup | None = None
        self._call_depth = 0
        """Nested calls of ``_run``: 2 or more while waiting jobs run in the middle of a backup."""

    async def open(self) -> None:
        """Open the journal now instead of at its first use. Raises what the opener raises."""
        await self._executor.run(self._ensure_open)

    async def call(
        self, function: Callable[Concatenate[Journal, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a function with the journal: ``await worker.call(Journal.entry, entry_id)``."""
        return await self._executor.run(lambda: self._run(lambda j: function(j, *args, **kwargs)))

    async def save(
        self,
        entry: Entry,
        answers: Sequence[Answer] = (),
        placements: Sequence[Placement] = (),
        removed: Sequence[Address] = (),
    ) -> SaveReceipt:
        """Run ``Journal.save``, in place of the buffered drafts at the addresses it changes.

        These drafts leave the buffer at once, so that no flush writes them after the answer. When the save
        fails they return to the buffer.
        """
        addresses = [*removed, *(answer.address for answer in answers)]
        keys = [(entry.id, address) for address in addresses]
        replaced = {key: self._buffered_drafts.pop(key) for key in keys if key in self._buffered_drafts}

        def save() -> SaveReceipt:
            try:
                return self._run(lambda journal: journal.save(entry, answers, placements, removed))
            except BaseException:
                for key, buffered in replaced.items():
                    self._buffered_drafts.setdefault(key, buffered)
                raise

        return await self._executor.run(save)

    def buffer_draft(self, entry: Entry, draft: Draft) -> None:
        """Hold a draft in memory, in place of the one at its address; ``flush`` brings it to disk."""
        self._buffered_drafts[(entry.id, draft.address)] = _BufferedDraft(entry, draft)

    def discard_buffered_draft(self, entry_id: str, address: Address) -> None:
        """Forget a draft that has not been flushed."""
        self._buffered_drafts.pop((entry_id, address), None)

    async def flush(self) -> None:
        """Bring the buffered drafts to disk. A draft that changes meanwhile waits for the next flush.

        Raises:
            CannotWrite: at least one draft was refused; it stays in the buffer, the others are on disk.
        """
        error: ReflectieError | None = None
        for key in list(self._buffered_drafts):
            buffered = self._buffered_drafts.get(key)
            if buffered is None:
                continue  # discarded, or saved as an answer, while another draft was written
            try:
                await self.call(Journal.save_draft, *buffered)
            except ReflectieError as refusal:
                error = refusal
            else:
                self._remove_flushed(key, buffered)
        if error:
            raise error

    async def back_up(self, today: dt.date, progress: ProgressCallback | None = None) -> Backup | None:
        """Make the backup of today, or return None when there is one. Saves go on meanwhile.

        ``progress`` is called on the journal's thread.

        Raises:
            CannotBackUp: the disk refuses, or the journal is being closed.
            DamagedJournal: the journal itself cannot be read.
        """
        location: JournalLocation = await self.call(location_of)
        folder = location.folder
        if not backup_is_due(folder, today):
            return None

        def after_step(done: int, total: int) -> None:
            if self._closed:
                raise CannotBackUp(folder.backups_folder, "reflectie gaat dicht")
            if progress:
                progress(done, total)
            self._executor.run_pending()

        def copy(journal: Journal) -> UnverifiedBackup:
            return copy_journal(journal.connection, location, next_backup(folder, today), after_step)

        backup = await asyncio.to_thread(verify_and_place, location, await self.call(copy))
        await asyncio.to_thread(rotate_backups, folder, backup)
        return backup

    def close(self) -> None:
        """Flush, close the journal and end the thread; wait until that is done. Safe to call again.

        Raises:
            ReflectieError: a draft could not be saved; the journal is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        self._executor.run_and_shut_down(self._flush_and_close)

    # On the journal's thread --------------------------------------------------------------------------

    def _ensure_open(self) -> Journal:
        if self._journal is None:
            assert self._opener is not None
            self._journal = self._opener()
            self._opener = None  # it may hold a password
        return self._journal

    def _run(self, work: Callable[[Journal], T]) -> T:
        """Run ``work``; add the newest good backup to an error about damage, as opening a journal does."""
        journal = self._ensure_open()
        self._call_depth += 1
        try:
            return work(journal)
        except DamagedFile as error:
            error.newest_backup = self._newest_good_backup_path(journal)
            if self._call_depth == 1:  # otherwise a backup is still reading from this connection
                with suppress(ReflectieError):
                    journal.reconnect()
            raise
        finally:
            self._call_depth -= 1

    def _newest_good_backup_path(self, journal: Journal) -> Path | None:
        """Return the newest good backup, found once: no newer one is made of a damaged journal."""
        if self._newest_good_backup is None and journal.location:
            self._newest_good_backup = newest_good_backup(
                journal.location.folder, journal.clock(), journal.location.data_key
            )
        return self._newest_good_backup.journal_file if self._newest_good_backup else None

    def _remove_flushed(self, key: tuple[str, Address], buffered: _BufferedDraft) -> None:
        if self._buffered_drafts.get(key) is buffered:
            del self._buffered_drafts[key]

    def _flush_and_close(self) -> None:
        if self._journal is None:
            return
        error: ReflectieError | None = None
        try:
            for key, buffered in list(self._buffered_drafts.items()):
                try:
                    self._journal.save_draft(*buffered)
                except ReflectieError as refusal:
                    error = refusal
                else:
                    self._remove_flushed(key, buffered)
        finally:
            self._journal.close()
        if error:
            reason = error.reason if isinstance(error, CannotWrite) else str(error).rstrip(".")
            raise ReflectieError(
                f"Het laatste stuk van wat je typte is niet bewaard: {reason}. "
                "Alles waar 'bewaard om' bij stond, staat in je logboek."
            ) from error
