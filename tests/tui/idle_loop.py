"""An event loop that knows when the program is idle: it has done everything that it does by itself."""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeGuard

import pytest

MAX_TIMER_SECONDS = 0.04
"""A timer that fires within this time counts as work. Textual paints within two sixtieths of a second."""


class _SkippingSelector(selectors.DefaultSelector):
    """Returns at once where the loop need not sleep."""

    def __init__(
        self, can_skip: Callable[[float | None], bool], skip: Callable[[float | None], None]
    ) -> None:
        super().__init__()
        self._can_skip, self._skip = can_skip, skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not self._can_skip(timeout):
            return super().select(timeout)
        ready = super().select(0)
        if not ready:  # no other thread has called meanwhile
            self._skip(timeout)
        return ready


class IdleLoop(asyncio.SelectorEventLoop):
    """Is idle when it would sleep while no thread works and no timer is about to fire.

    Then every message is handled and every callback called, also those of widgets just added or removed.
    While no thread works, a timer that is about to fire does so at once: the clock of the loop goes on by as
    much. Textual needs that clock too: see ``set_clock``.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[asyncio.Future[None], bool]] = []
        self._jobs: set[Future[Any]] = set()
        self._outcomes: set[asyncio.Future[Any]] = set()
        self._skipped = 0.0
        super().__init__(_SkippingSelector(self._can_skip, self._skip))

    def time(self) -> float:
        return super().time() + self._skipped

    async def wait_until_idle(self, threads: bool = True) -> None:
        """Wait until the program is idle; without ``threads``, other threads may still be working."""
        waiter = self.create_future()
        self._waiting.append((waiter, threads))
        await waiter

    def watch_threads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Count everything that is submitted to a thread pool as work."""
        submit = ThreadPoolExecutor.submit

        def watched_submit(pool: ThreadPoolExecutor, *args: Any, **kwargs: Any) -> Future[Any]:
            job = submit(pool, *args, **kwargs)
            self._jobs.add(job)
            job.add_done_callback(self._end_job)
            return job

        monkeypatch.setattr(ThreadPoolExecutor, "submit", watched_submit)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        """As usual, and counted as work until its outcome has reached this thread."""
        outcome = super().run_in_executor(executor, func, *args)
        self._outcomes.add(outcome)
        outcome.add_done_callback(self._outcomes.discard)
        return outcome

    def _end_job(self, job: Future[Any]) -> None:
        """Called on the thread of the job."""
        self._jobs.discard(job)
        with suppress(RuntimeError):  # the loop is closed
            self.call_soon_threadsafe(int)  # wakes the loop, which checks whether this was the last job

    def _can_skip(self, seconds: float | None) -> bool:
        """Whether the program is idle, or would be but for a timer that is about to fire."""
        if _is_short(seconds):
            return self._can_wake(threads=True)
        return any(self._can_wake(threads) for _, threads in self._waiting)

    def _skip(self, seconds: float | None) -> None:
        if _is_short(seconds):
            self._skipped += seconds
        else:
            self._wake()

    def _can_wake(self, threads: bool) -> bool:
        return not (threads and (self._jobs or self._outcomes))

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter, threads in waiting:
            if not self._can_wake(threads):
                self._waiting.append((waiter, threads))
            elif not waiter.done():  # it may have been cancelled
                waiter.set_result(None)


def _is_short(seconds: float | None) -> TypeGuard[float]:
    return seconds is not None and seconds <= MAX_TIMER_SECONDS
