"""The journal's thread keeps order, loses no draft, and can always be closed."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.domain.errors import CannotWrite, NotFound, ReflectieError, WrongPassword
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.journal.worker import JournalWorker


class Gate:
    """Blocks the worker's thread until it is opened."""

    def __init__(self) -> None:
        self.reached, self._open = threading.Event(), threading.Event()

    def wait(self, _: Journal) -> None:
        self.reached.set()
        self._open.wait(10)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def reopen(folder: JournalFolder, clock: Clock, password: str, cheap: KdfCost) -> Callable[[], Journal]:
    """Create a journal, and return a function that opens it."""
    create_journal(folder, password, clock, cheap).close()
    data_key = unlock_with_password(folder, password)
    return lambda: open_with_key(folder, data_key, clock)


@pytest.fixture
def worker(reopen: Callable[[], Journal]) -> Iterator[JournalWorker]:
    created = JournalWorker(reopen)
    yield created
    created.close()


def draft(text: str, step: str = "vraag") -> Draft:
    return Draft(address=Address(step=step), question="?", text=text)


def drafts_on_disk(reopen: Callable[[], Journal]) -> list[str]:
    journal = reopen()
    texts = [d.text for d in journal.drafts("a1")]
    journal.close()
    return texts


async def test_jobs_run_in_the_order_of_submission(
    worker: JournalWorker, entry: Entry, make_answer: Callable[..., Answer]
) -> None:
    await worker.open()
    saves = [worker.call(Journal.save, entry, [make_answer(f"{number}")]) for number in range(20)]
    moments = await asyncio.gather(*saves)
    assert moments == sorted(moments)
    assert (await worker.call(Journal.entry, "a1")).answers[0].text == "19"


async def test_an_error_is_raised_where_the_call_is_awaited(worker: JournalWorker) -> None:
    await worker.open()
    with pytest.raises(NotFound):
        await worker.call(Journal.entry, "weg")
    assert await worker.call(count_entries) == 0


async def test_the_event_loop_goes_on_while_the_disk_is_slow(worker: JournalWorker) -> None:
    await worker.open()
    gate = Gate()
    waiting = asyncio.create_task(worker.call(gate.wait))
    await asyncio.sleep(0)
    assert not waiting.done()
    gate.open()
    await waiting


async def test_a_draft_typed_during_a_flush_is_not_lost(
    worker: JournalWorker, entry: Entry, reopen: Callable[[], Journal]
) -> None:
    await worker.open()
    gate = Gate()
    held = asyncio.create_task(worker.call(gate.wait))
    worker.buffer_draft(entry, draft("een"))
    flush = asyncio.create_task(worker.flush())
    await asyncio.to_thread(gate.reached.wait, 10)
    worker.buffer_draft(entry, draft("een twee"))
    worker.buffer_draft(entry, draft("elders", step="b"))
    gate.open()
    await asyncio.gather(held, flush)
    assert drafts_on_disk(reopen) == ["een"]
    await worker.flush()
    assert drafts_on_disk(reopen) == ["een twee", "elders"]


async def test_closing_flushes_the_last_draft(
    worker: JournalWorker, entry: Entry, reopen: Callable[[], Journal]
) -> None:
    await worker.open()
    worker.buffer_draft(entry, draft("een"))
    worker.buffer_draft(entry, draft("weg", step="b"))
    worker.discard_buffered_draft("a1", Address(step="b"))
    worker.close()
    worker.close()
    assert drafts_on_disk(reopen) == ["een"]


async def test_a_flushed_draft_is_not_written_again(worker: JournalWorker, entry: Entry) -> None:
    await worker.open()
    worker.buffer_draft(entry, draft("een"))
    await worker.flush()
    await worker.call(
        Journal.save, entry, [Answer(address=Address(step="vraag"), question="?", text="klaar")]
    )
    await worker.flush()
    assert await worker.call(Journal.drafts, "a1") == ()


async def test_a_saved_answer_is_not_followed_by_its_own_draft(
    worker: JournalWorker, entry: Entry, make_answer: Callable[..., Answer]
) -> None:
    await worker.open()
    gate = Gate()
    held = asyncio.create_task(worker.call(gate.wait))
    worker.buffer_draft(entry, draft("hal"))
    before = asyncio.create_task(worker.flush())
    await asyncio.to_thread(gate.reached.wait, 10)
    worker.buffer_draft(entry, draft("half"))
    keep = asyncio.create_task(worker.save(entry, [make_answer("heel")]))
    await asyncio.sleep(0)
    after = asyncio.create_task(worker.flush())
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(held, before, keep, after)
    assert await worker.call(Journal.drafts, "a1") == ()
    assert (await worker.call(Journal.entry, "a1")).answers[0].text == "heel"


async def test_a_refused_save_returns_the_draft_to_the_buffer(
    worker: JournalWorker, entry: Entry, make_answer: Callable[..., Answer], reopen: Callable[[], Journal]
) -> None:
    await worker.open()
    worker.buffer_draft(entry, draft("getypt"))
    with pytest.raises(CannotWrite):
        await worker.save(entry, [make_answer("getypt"), make_answer("\ud800", step="b")])
    worker.close()
    assert drafts_on_disk(reopen) == ["getypt"]


async def test_a_refused_draft_does_not_stop_the_others(
    worker: JournalWorker, entry: Entry, reopen: Callable[[], Journal]
) -> None:
    await worker.open()
    worker.buffer_draft(entry, draft("\ud800", step="a"))
    worker.buffer_draft(entry, draft("goed", step="b"))
    with pytest.raises(CannotWrite):
        await worker.flush()
    assert drafts_on_disk(reopen) == ["goed"]
    with pytest.raises(ReflectieError, match="niet bewaard: in de tekst zit een half teken"):
        worker.close()
    worker.close()
    with pytest.raises(RuntimeError):
        await worker.call(count_entries)


async def test_a_save_is_completed_when_its_waiter_is_cancelled(
    worker: JournalWorker, entry: Entry, make_answer: Callable[..., Answer], reopen: Callable[[], Journal]
) -> None:
    await worker.open()
    gate = Gate()
    held = asyncio.create_task(worker.call(gate.wait))
    save = asyncio.create_task(worker.save(entry, [make_answer("heel")]))
    await asyncio.to_thread(gate.reached.wait, 10)
    held.cancel()
    save.cancel()
    await asyncio.gather(held, save, return_exceptions=True)
    gate.open()
    worker.close()
    journal = reopen()
    assert journal.entry("a1").answers[0].text == "heel"
    journal.close()


def test_a_save_is_completed_when_the_loop_is_closed(
    worker: JournalWorker,
    entry: Entry,
    make_answer: Callable[..., Answer],
    reopen: Callable[[], Journal],
    capfd: pytest.CaptureFixture[str],
) -> None:
    gate = Gate()

    async def leave_at_once() -> None:
        await worker.open()
        held = asyncio.create_task(worker.call(gate.wait))
        save = asyncio.create_task(worker.save(entry, [make_answer("heel")]))
        await asyncio.sleep(0.01)
        assert not held.done()
        assert not save.done()

    asyncio.run(leave_at_once())
    gate.open()
    worker.close()
    journal = reopen()
    assert count_entries(journal) == 1
    journal.close()
    assert capfd.readouterr() == ("", "")


async def test_closing_is_safe_before_and_after_a_failed_open(entry: Entry) -> None:
    def refuse() -> Journal:
        raise WrongPassword

    for opens in (False, True):
        worker = JournalWorker(refuse)
        if opens:
            with pytest.raises(WrongPassword):
                await worker.open()
        worker.buffer_draft(entry, draft("x"))
        worker.close()
        worker.close()
