"""Base screen of the runner: shows one stop and saves what the user does there."""

import asyncio
import datetime as dt
from collections.abc import Coroutine

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from reflectie.domain.entry import AnswerState
from reflectie.domain.errors import ReflectieError
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.services.autosave import Autosave
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.notify import entry_not_saved
from reflectie.tui.steps.read_view import EndView
from reflectie.tui.steps.registry import STEP_VIEWS
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.widgets.editor import Editor

AUTOSAVE_DELAY = 0.5
"""Seconds after a key before the draft is on its way to disk; typing on does not put it off."""

RETRY_DELAY = 5.0
"""Seconds after a refusal before it is tried once more, without a key."""

_WIDE_WIDTH = 64
"""Cells from which title and path have room beside each other."""

_CONFLICT_TEXT = "Een ander programma schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class StepScreen(BaseScreen[None]):
    """Shows the stops of a walkthrough and saves what is entered there. ``stop`` is None at the end."""

    DEFAULT_CSS = """
    StepScreen {
        #top { height: 1; padding: 0 2; background: $surface; color: $quiet; }
        #title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
        #path { width: auto; margin-left: 1; }
        #middle { height: 1fr; align-horizontal: center; }
        #stage { height: 1fr; width: 100%; max-width: 88; padding: 1 2 0 2; }
        #stage.-roomy { max-width: 132; }
        #status {
            height: auto; min-height: 1; max-height: 6; padding: 0 2; color: $quiet; text-align: right;
        }
        #status.-alert { color: $error; text-align: left; }
        &.-tall #stage { padding: 3 2 1 2; }
        &.-tall .said { max-height: 12; }
        &.-short #stage { padding: 0 1; }
        &.-short .gloss, &.-short .hint { display: none; }
        &.-short RowsView .question, &.-short RowsView TableGrid { margin-bottom: 0; }
        &.-short OptionPicker { max-height: 2; }
        &.-short PlaceView.-others .aspect, &.-short PlaceView.-others .unknown { display: none; }
        &.-short PlaceView.-others.-unknown .unknown { display: block; margin: 0; }
        &.-short PlaceView.-others .question, &.-short PlaceView.-others TensionLine { margin: 0; }
    }
    """
    stop: reactive[Stop | None] = reactive(None, bindings=True)

    def __init__(self, context: Context, walkthrough: Walkthrough) -> None:
        super().__init__()
        self.context, self._walkthrough = context, walkthrough
        self._autosave = Autosave(context, walkthrough)
        self._actions: frozenset[str] = frozenset()
        """What can be done at this stop; computed once, since every binding asks for it."""
        self._autosave_timer: Timer | None = None
        self._retry_timer: Timer | None = None
        """Runs while the last message is that the disk refused."""
        self._save_lock = asyncio.Lock()
        self._shows_rejection = False
        """Whether the last message says why text was rejected; it stays to be read."""

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(self._session.exercise.name, id="title", markup=False)
            yield Static(id="path", markup=False)
        with Container(id="middle"):
            yield Container(id="stage")
        yield Static(id="status", markup=False)

    async def on_mount(self) -> None:
        await self._show_stop(await self._walkthrough.start())

    async def _show_stop(self, stop: Stop | None) -> None:
        """Show a stop; None is the end."""
        stage = self.query_one("#stage")
        view: StepView | EndView = EndView(bool(self._session.exercise.card and self._session.entry.meeting))
        if stop:
            drafts = self._walkthrough.take_drafts(stop)
            view = STEP_VIEWS[type(stop.step)](stop, self._session, self.context.library, drafts)
        stage.set_class(isinstance(view, StepView) and view.USES_FULL_WIDTH, "-roomy")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(view)
        if isinstance(view, StepView):
            self._autosave.enter_stop(view.entered, view.drafts)
        self._actions = self._walkthrough.available_actions(stop)
        self.stop = stop
        first = view.initial_focus
        if first:
            self.set_focus(first)  # at once: what is typed ahead is for this stop
        self.on_step_view_cursor_moved()
        self._show_progress(stop)

    def _show_progress(self, stop: Stop | None) -> None:
        """Where the user is, as a row of dots: one for each step."""
        steps = len(self._session.exercise.steps)
        here = stop.step_index if stop else steps
        # On a narrow screen they stand close, so that the title can be read as well.
        gap = "" if self.app.size.width < _WIDE_WIDTH else " "
        self.query_one("#path", Static).update(gap.join("●" if n == here else "·" for n in range(steps)))

    @property
    def _session(self) -> Session:
        return self._walkthrough.session

    @property
    def _step_view(self) -> StepView | None:
        """The widget on the stage, unless this is the end."""
        return next(iter(self.query(StepView)), None)

    async def _leave_stop(self, state: AnswerState | None = None) -> bool:
        """Save what was entered; False when the disk refused, and then the stop stays."""
        self._shows_rejection = False
        await wait_for_keys(self.focused)
        view = self._step_view
        if view is None:
            return True
        if not await self._save_and_report(self._autosave.leave_stop(view.entered, state)):
            return False
        await view.before_leave()
        return True

    # Saving --------------------------------------------------------------------------------------

    def on_step_view_changed(self, event: StepView.Changed) -> None:
        """Something was typed or moved: noted now, on disk soon."""
        if event.view is self._step_view:  # the last change of a stop that was left is in its answer
            self._shows_rejection = False
            self._autosave.note_edit(event.view.entered, event.is_selection)
            self._schedule_save()

    def on_step_view_cursor_moved(self) -> None:
        """The user came to a stop, or moved the cursor there: on disk soon, like typed text."""
        self._autosave.note_cursor_move()
        self._schedule_save()

    def _schedule_save(self) -> None:
        if self._autosave_timer is None:
            self._autosave_timer = self.set_timer(AUTOSAVE_DELAY, self._save)

    async def _save(self) -> None:
        self._autosave_timer = None
        async with self._save_lock:
            if view := self._step_view:
                await self._save_and_report(self._autosave.flush(view.entered))

    async def _save_and_report(self, saving: Coroutine[None, None, dt.datetime | None]) -> bool:
        """Say when it was saved, or why not. Return whether it was."""
        try:
            saved_at = await saving
        except ReflectieError as error:
            self._report_save_error(error)
            return False
        was_refused = self._retry_timer is not None
        self._cancel_retry()
        if self._autosave.had_conflict:
            self._show_status(_CONFLICT_TEXT)
        elif not self._shows_rejection and (saved_at or was_refused):
            self._show_status(f"bewaard om {self.context.format_time(saved_at)}" if saved_at else "")
        return True

    def _report_save_error(self, error: ReflectieError) -> None:
        """Say why it is not saved, and try again: there may be room before the next key."""
        self._shows_rejection = False
        selects = self.active_bindings.get("f7")
        can_copy = selects is not None and selects.binding.action == "select_all"
        self._show_status(entry_not_saved(error, can_copy), alert=True)
        self._cancel_retry()
        self._retry_timer = self.set_timer(RETRY_DELAY, self._save)

    def _cancel_retry(self) -> None:
        if self._retry_timer:
            self._retry_timer.stop()
            self._retry_timer = None

    async def save_now(self) -> None:
        """Save what was typed now, without waiting for the timer."""
        if self._autosave_timer:
            self._autosave_timer.stop()
            await self._save()

    async def save_pending(self) -> bool:
        """Save what is on the screen and where the cursor is; False when the disk refused."""
        async with self._save_lock:
            return await self._save_pending_now()

    async def _save_pending_now(self) -> bool:
        if self._autosave_timer:
            self._autosave_timer.stop()
            self._autosave_timer = None
        await wait_for_keys(self.focused)
        view = self._step_view
        return view is None or await self._save_and_report(self._autosave.save_pending(view.entered))

    def _show_status(self, text: str, alert: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.set_class(alert, "-alert")
        if status.content != text:  # an update with the same text would lay out the whole screen again
            status.update(text)

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self._shows_rejection = True
        self._show_status(event.reason, alert=True)
