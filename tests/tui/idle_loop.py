"""An event loop that knows when the program is idle: it has done everything that it does by itself."""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

MAX_TIMER_SECONDS = 0.005
"""A timer that fires within this time, such as one for painting, counts as work. Others are ignored."""


class _IdleSelector(selectors.DefaultSelector):
    """Reports when the loop would sleep."""

    def __init__(self, is_idle: Callable[[float | None], bool], report: Callable[[], None]) -> None:
        super().__init__()
        self._is_idle, self._report = is_idle, report

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not self._is_idle(timeout):
            return super().select(timeout)
        ready = super().select(0)
        if not ready:  # no other thread has called meanwhile
            self._report()
        return ready


class IdleLoop(asyncio.SelectorEventLoop):
    """Is idle when it would sleep while no thread works and no timer is about to fire.

    Then every message is handled and every callback called, also those of widgets just added or removed.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[asyncio.Future[None], bool]] = []
        self._jobs: set[Future[Any]] = set()
        self._outcomes: set[asyncio.Future[Any]] = set()
        super().__init__(_IdleSelector(self._is_idle, self._wake))

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

    def _is_idle(self, timeout: float | None) -> bool:
        """Whether a sleep of ``timeout`` seconds means that a waiter can go on."""
        is_asleep = timeout is None or timeout > MAX_TIMER_SECONDS
        return is_asleep and any(self._can_wake(threads) for _, threads in self._waiting)

    def _can_wake(self, threads: bool) -> bool:
        return not (threads and (self._jobs or self._outcomes))

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter, threads in waiting:
            if not self._can_wake(threads):
                self._waiting.append((waiter, threads))
            elif not waiter.done():  # it may have been cancelled
                waiter.set_result(None)
