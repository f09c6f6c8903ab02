"""The program in a task of its own, as a test drives it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context as ContextVariables
from contextvars import copy_context
from typing import Any, TypeVar

from textual.pilot import Pilot

from reflectie.tui.app import ReflectieApp

Result = TypeVar("Result")


class RunningApp:
    """The program in its own task: context variables that Textual sets must be reset by the same task.

    ``call`` and ``run`` give code of a test these variables, which a message handler has by itself.
    """

    def __init__(self, app: ReflectieApp, size: tuple[int, int]) -> None:
        self.app, self._is_over = app, asyncio.Event()
        self._started: asyncio.Future[tuple[Pilot[None], ContextVariables]] = (
            asyncio.get_running_loop().create_future()
        )
        self._task: asyncio.Task[None] | None = asyncio.create_task(self._run(size))

    async def _run(self, size: tuple[int, int]) -> None:
        async with self.app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            self._started.set_result((pilot, copy_context()))
            await self._is_over.wait()

    async def starts(self) -> None:
        """Wait until the program takes input."""
        await self._started

    @property
    def pilot(self) -> Pilot[None]:
        return self._started.result()[0]

    def _new_context(self) -> ContextVariables:
        """A copy, since a context can be entered once at a time."""
        return self._started.result()[1].copy()

    def call(self, function: Callable[..., Result], *args: object) -> Result:
        return self._new_context().run(function, *args)

    async def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.create_task(coroutine, context=self._new_context())

    async def raise_error(self) -> None:
        """Raise the error that ended the program, if any."""
        if self.app.return_code:
            await self._end()

    async def _end(self) -> None:
        """End the program. The first call raises the error that ended it."""
        self._is_over.set()
        task, self._task = self._task, None
        if task:
            await task

    async def stop(self) -> None:
        """Stop the program, close its journal, and raise the error that ended it, if any."""
        try:
            await self._end()
        finally:
            if self.app.context.journal:
                self.app.context.journal.close()
