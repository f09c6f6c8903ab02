"""An event loop that knows when the program is at rest: it has done all that it does by itself."""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

SOON = 0.005
"""Seconds within which a timer belongs to what is being done, such as painting; others are not waited for."""


class _Sleep(selectors.DefaultSelector):
    """Where a loop goes to sleep when there is nothing left that it can do at once."""

    def __init__(self, is_rest: Callable[[float | None], bool], wake: Callable[[], None]) -> None:
        super().__init__()
        self._is_rest, self._wake = is_rest, wake

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not self._is_rest(timeout):
            return super().select(timeout)
        woken = super().select(0)
        if not woken:  # no other thread has called meanwhile
            self._wake()
        return woken


class RestLoop(asyncio.SelectorEventLoop):
    """Is at rest when it would go to sleep, while no thread works and no timer is about to go off.

    Every message is handled then, and every callback called, also those of widgets that just came or went.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[asyncio.Future[None], bool]] = []
        self._jobs: set[Future[Any]] = set()
        self._outcomes: set[asyncio.Future[Any]] = set()
        super().__init__(_Sleep(self._is_rest, self._wake))

    async def rest(self, threads: bool = True) -> None:
        """Until the program is at rest; without ``threads`` these may still be at work."""
        rest = self.create_future()
        self._waiting.append((rest, threads))
        await rest

    def watch_threads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Counts as work what is handed to any thread of a pool."""
        submit = ThreadPoolExecutor.submit

        def submitted(pool: ThreadPoolExecutor, *args: Any, **kwargs: Any) -> Future[Any]:
            job = submit(pool, *args, **kwargs)
            self._jobs.add(job)
            job.add_done_callback(self._is_done)
            return job

        monkeypatch.setattr(ThreadPoolExecutor, "submit", submitted)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        """As always, and counted as work until its outcome has come to this thread."""
        outcome = super().run_in_executor(executor, func, *args)
        self._outcomes.add(outcome)
        outcome.add_done_callback(self._outcomes.discard)
        return outcome

    def _is_done(self, job: Future[Any]) -> None:
        """Called on the thread of the job."""
        self._jobs.discard(job)
        with suppress(RuntimeError):  # the loop is closed
            self.call_soon_threadsafe(int)  # wakes it, to look whether this was the last one

    def _is_rest(self, timeout: float | None) -> bool:
        """Whether a sleep of ``timeout`` seconds is the rest for which somebody waits."""
        return (timeout is None or timeout > SOON) and any(
            self._is_meant(threads) for _, threads in self._waiting
        )

    def _is_meant(self, threads: bool) -> bool:
        return not (threads and (self._jobs or self._outcomes))

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for rest, threads in waiting:
            if not self._is_meant(threads):
                self._waiting.append((rest, threads))
            elif not rest.done():  # whoever waited may have been cancelled
                rest.set_result(None)
