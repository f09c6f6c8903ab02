"""A thread of its own on which work is done in turn; long work can let others go first at quiet moments."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Turns:
    """Work is done in the order in which it was handed over, and to its end, whoever stops waiting for it."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    async def run(self, work: Callable[[], T]) -> T:
        """The outcome, or the error, of work."""
        # Not asyncio.wrap_future: cancelling that also takes back work that is still waiting its turn.
        job = self._hand_over(work)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()

        def done(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop is gone: nobody waits any more
                loop.call_soon_threadsafe(_wake, waiter)

        job.add_done_callback(done)
        await waiter
        return job.result()

    def run_last(self, work: Callable[[], T]) -> T:
        """Wait for all that was handed over, then for this, and end the thread."""
        try:
            return self._hand_over(work).result()
        finally:
            self._executor.shutdown()

    def let_others(self) -> None:
        """On the thread itself, halfway long work: do now what is waiting."""
        while self._waiting:
            self._do_next()

    def _hand_over(self, work: Callable[[], T]) -> Future[T]:
        job: Future[T] = Future()
        self._waiting.append((job, work))
        try:
            self._executor.submit(self._do_next)
        except RuntimeError:  # the thread has ended
            self._waiting.clear()
            raise
        return job

    def _do_next(self) -> None:
        if not self._waiting:  # it was done halfway other work
            return
        job, work = self._waiting.popleft()
        try:
            job.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it goes to the one who waits for it
            job.set_exception(error)


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
