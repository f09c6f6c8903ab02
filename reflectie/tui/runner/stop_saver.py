"""Save what is entered at a stop when it is due, and say on a status line how that went."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Coroutine

from textual.widgets import Static

from reflectie.domain.entry import AnswerState
from reflectie.domain.errors import ReflectieError
from reflectie.domain.step import NameSituation
from reflectie.services.autosave import AUTOSAVE_DELAY, RETRY_DELAY, Autosave
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough
from reflectie.tui.common.base_screen import BaseScreen, DelayedCall
from reflectie.tui.common.notify import entry_not_closed, entry_not_saved
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.terminal.keyboard import wait_for_keys

_CONFLICT_TEXT = "Een ander programma schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class StatusLine(Static):
    """Shows one message. Why text was not taken stays there until the next change or save error."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto; min-height: 1; max-height: 6; padding: 0 2; color: $quiet; text-align: right;
        &.-alert { color: $error; text-align: left; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)
        self._shows_rejection = False

    def show(self, text: str, alert: bool = False) -> None:
        self.set_class(alert, "-alert")
        if self.content != text:  # an update with the same text would lay out the whole screen again
            self.update(text)

    def show_rejection(self, reason: str, alert: bool = True) -> None:
        """Say why text was not inserted; without ``alert`` as calmly as the time of a save."""
        self._shows_rejection = True
        self.show(reason, alert)

    def end_rejection(self) -> None:
        """Let the next message replace the reason of a rejection; a calm one goes away at once."""
        if self._shows_rejection and not self.has_class("-alert"):
            self.show("")
        self._shows_rejection = False

    def show_error(self, text: str) -> None:
        self._shows_rejection = False
        self.show(text, alert=True)

    def show_saved(self, text: str) -> None:
        """Say that it was saved; an empty text only clears the line."""
        if not self._shows_rejection:
            self.show(text)


class StopSaver:
    """Saves what the widget of the stop reports: some time after an edit, and when the user leaves."""

    def __init__(
        self,
        screen: BaseScreen[None],
        context: Context,
        walkthrough: Walkthrough,
        find_view: Callable[[], StepView | None],
    ) -> None:
        """``find_view`` returns the widget of the stop on the screen, or None at the end."""
        self._screen, self._context, self._find_view = screen, context, find_view
        self._autosave = Autosave(context, walkthrough)
        self._next_save = DelayedCall(screen, self._save)
        self._retry = DelayedCall(screen, self._save)
        """Pending while the last save failed."""
        self.lock = asyncio.Lock()
        """Held while the screen goes to another stop."""
        self.status = StatusLine()

    def enter_stop(self, view: StepView) -> None:
        """Start at a stop with what its widget shows at first."""
        self._autosave.enter_stop(view.entered, view.drafts)

    def note_edit(self, event: StepView.Changed) -> None:
        if event.view is self._find_view():  # otherwise the user has left that stop, and its text is saved
            self.status.end_rejection()
            self._autosave.note_edit(event.view.entered, event.is_selection)
            self._next_save.request(AUTOSAVE_DELAY)

    def note_cursor_move(self) -> None:
        """Save the position in the same way as text."""
        self._autosave.note_cursor_move()
        self._next_save.request(AUTOSAVE_DELAY)

    async def leave_stop(self, state: AnswerState | None = None) -> bool:
        """Save what was entered. False when that failed; then the user stays at the stop."""
        self.status.end_rejection()
        await wait_for_keys(self._screen.focused)
        view = self._find_view()
        if view is None:
            return True
        if not await self._save_and_report(self._autosave.leave_stop(view.entered, state)):
            return False
        # When the user left with a click, the keyboard was free: save what was typed meanwhile too.
        return await self._save_and_report(self._autosave.save_pending(view.entered))

    async def leave_screen(self, state: AnswerState | None = None, stops: bool = False) -> bool:
        """Save what was entered, because the screen is to close. False when that failed.

        With ``stops`` the user has not said that a name which is being typed is right.
        """
        async with self.lock:
            self._next_save.cancel()
            view = self._find_view()
            if stops and view and isinstance(view.stop.step, NameSituation):
                await wait_for_keys(self._screen.focused)
                return await self._save_and_report(self._autosave.stop_at_name(view.entered))
            return await self.leave_stop(state)

    async def close(self, closing: Awaitable[None]) -> bool:
        """Wait until the entry is closed. False when that failed."""
        try:
            await closing
        except ReflectieError as error:
            self.status.show(entry_not_closed(error), alert=True)
            return False
        return True

    async def _save(self) -> None:
        async with self.lock:
            if view := self._find_view():
                await self._save_and_report(self._autosave.flush(view.entered))

    async def save_now(self) -> None:
        """Save what was typed now, without waiting for the timer."""
        if self._next_save.cancel():
            await self._save()

    async def save_pending(self) -> bool:
        """Save what is on the screen and where the cursor is; False when that failed."""
        async with self.lock:
            self._next_save.cancel()
            await wait_for_keys(self._screen.focused)
            view = self._find_view()
            return view is None or await self._save_and_report(self._autosave.save_pending(view.entered))

    async def _save_and_report(self, saving: Coroutine[None, None, dt.datetime | None]) -> bool:
        """Show when it was saved, or why not. Return whether it was."""
        try:
            saved_at = await saving
        except ReflectieError as error:
            self._report_save_error(error)
            return False
        had_failed = self._retry.cancel()
        if self._autosave.had_conflict:
            self.status.show(_CONFLICT_TEXT)
        elif saved_at or had_failed:
            self.status.show_saved(self._saved_text(saved_at) if saved_at else "")
        return True

    def _saved_text(self, saved_at: dt.datetime) -> str:
        if self._context.is_example:
            return "een voorbeeld: dit is weg als je stopt"
        return f"bewaard om {self._context.format_time(saved_at)}"

    def _report_save_error(self, error: ReflectieError) -> None:
        """Show why it is not saved, and try again: there may be space before the next key."""
        select_all = self._screen.active_bindings.get("f7")
        can_copy = select_all is not None and select_all.binding.action == "select_all"
        self.status.show_error(entry_not_saved(error, can_copy))
        self._retry.cancel()
        self._retry.request(RETRY_DELAY)
