"""Edit one answer of an entry, apart from the walk through its exercise."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.screen import Screen

from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.plan import Stop
from reflectie.services.autosave import close_again
from reflectie.services.context import Context
from reflectie.services.walkthrough import ReturnPoint, Walkthrough, resume_walkthrough
from reflectie.tui.runner.runner_screen import UNKNOWN_EXERCISE, RunnerScreen

_ACTIONS = frozenset({"unknown", "why", "preparation"})
"""What of a step of the exercise is possible here too."""


class AnswerScreen(RunnerScreen):
    """Shows one stop; going on returns to the screen below. An entry that was closed is closed again."""

    HELP_TITLE: ClassVar[str] = "Eén antwoord wijzigen"

    @property
    def return_point(self) -> ReturnPoint:
        return replace(super().return_point, is_one_answer=True, was_closed=self._walkthrough.was_closed)

    async def _show_stop(self, stop: Stop | None) -> None:
        await super()._show_stop(stop)
        self._actions = self._actions & _ACTIONS | {"finish"}
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "steps" and super().check_action(action, parameters)

    async def _leave_for(
        self, find_stop: Callable[[Stop | None], Awaitable[Stop | None]], state: AnswerState | None = None
    ) -> None:
        """Save what was entered, and return to the screen below."""
        if not await self._saver.leave_screen(state):
            return
        if await self._saver.close(close_again(self.context, self._walkthrough)):
            self.dismiss()

    async def action_finish(self) -> None:
        await self._leave_for(self._walkthrough.next_stop)

    async def action_stop(self) -> None:
        await self.action_finish()


async def edit_answer(screen: Screen[Any], context: Context, entry_id: str, address: Address) -> None:
    """Show the stop with this answer, which the exercise still has."""
    _show_answer(screen, context, await resume_walkthrough(context, entry_id, at=address))


async def return_to_answer(screen: Screen[Any], context: Context, point: ReturnPoint) -> None:
    """Return to the answer that the user was changing when the journal was locked.

    Raises:
        NotFound: another program erased the entry.
    """
    _show_answer(screen, context, await resume_walkthrough(context, point.entry_id, point))


def _show_answer(screen: Screen[Any], context: Context, walkthrough: Walkthrough | None) -> None:
    if walkthrough:
        screen.app.push_screen(AnswerScreen(context, walkthrough))
    else:
        screen.notify(UNKNOWN_EXERCISE, markup=False)
