"""Base screen of the runner: shows one stop and saves what is entered there."""

import asyncio
import datetime as dt
from collections.abc import Coroutine

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.widgets import Static

from reflectie.domain.entry import AnswerState
from reflectie.domain.errors import ReflectieError
from reflectie.domain.offered_parts import offered_parts
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.services.autosave import AUTOSAVE_DELAY, RETRY_DELAY, Autosave
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough, available_actions
from reflectie.tui.common.base_screen import BaseScreen, DelayedCall
from reflectie.tui.common.notify import entry_not_saved
from reflectie.tui.runner.progress import Progress
from reflectie.tui.steps.drawing import DrawingPanel
from reflectie.tui.steps.end_view import EndView
from reflectie.tui.steps.place_view import ExploreView
from reflectie.tui.steps.read_view import PauseView, SoundSwitch
from reflectie.tui.steps.registry import STEP_VIEWS
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.widgets.editor import Editor

_CONFLICT_TEXT = "Een ander programma schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class StatusLine(Static):
    """Shows one message. The reason of a rejected text stays until the next change or save error."""

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

    def show_rejection(self, reason: str) -> None:
        """Say why text was not inserted."""
        self._shows_rejection = True
        self.show(reason, alert=True)

    def end_rejection(self) -> None:
        """Let the next message replace the reason of a rejection."""
        self._shows_rejection = False

    def show_error(self, text: str) -> None:
        self._shows_rejection = False
        self.show(text, alert=True)

    def show_conflict(self) -> None:
        self.show(_CONFLICT_TEXT)

    def show_saved(self, time: str) -> None:
        """Say when it was saved; an empty time only clears the line."""
        if not self._shows_rejection:
            self.show(f"bewaard om {time}" if time else "")


class StepScreen(BaseScreen[None]):
    """Shows the stops of a walkthrough and saves what is entered there. ``stop`` is None at the end."""

    DEFAULT_CSS = """
    StepScreen {
        #top { height: 1; padding: 0 2; background: $surface; color: $quiet; }
        #title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
        #middle { height: 1fr; align-horizontal: center; }
        #step { height: 1fr; width: 100%; max-width: 88; padding: 1 2 0 2; }
        #step.-roomy { max-width: 132; }
        &.-tall #step { padding: 3 2 1 2; }
        &.-tall .earlier-answer { max-height: 12; }
        &.-short #step { padding: 0 1; }
        &.-short .glosses, &.-short .hint { display: none; }
        &.-short .nature { margin: 0; }
        &.-short EndView .sentence, &.-short EndView .saved { display: none; }
        &.-short RowsView .question, &.-short RowsView TableGrid { margin-bottom: 0; }
        &.-short CellOptions { max-height: 2; }
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
        self._save_lock = asyncio.Lock()
        self._next_save = DelayedCall(self, self._save)
        self._retry = DelayedCall(self, self._save)
        """Pending while the last save failed."""
        self._status = StatusLine()

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(self._session.exercise.name, id="title", markup=False)
            yield Progress()
        with Container(id="middle"):
            yield Container(id="step")
        yield self._status

    async def on_mount(self) -> None:
        await self._show_stop(await self._walkthrough.start())

    def on_resize(self) -> None:
        for progress in self.query(Progress):
            progress.fit(self.app.size.width)
        for panel in self.query(DrawingPanel):  # its own size can stay the same when there is more height
            self.call_after_refresh(panel.fit)

    async def _show_stop(self, stop: Stop | None) -> None:
        """Show a stop; None is the end."""
        view = _make_view(stop, self._walkthrough, self.context)
        area = self.query_one("#step")
        area.set_class(isinstance(view, StepView) and view.USES_FULL_WIDTH, "-roomy")
        async with self.batch():
            await area.remove_children()
            await area.mount(view)
        self._actions = available_actions(self._session, stop)
        self.stop = stop
        if isinstance(view, StepView):
            self._autosave.enter_stop(view.entered, view.drafts)
        if first := view.initial_focus:
            self.set_focus(first)  # at once: keys typed ahead are for this stop
        self.on_step_view_cursor_moved()
        self.query_one(Progress).show(self._session, stop)
        self.query_one("#title", Static).update(_title(self._session, stop))

    @property
    def _session(self) -> Session:
        return self._walkthrough.session

    @property
    def _step_view(self) -> StepView | None:
        """The widget of the stop; None at the end."""
        return next(iter(self.query(StepView)), None)

    async def _leave_stop(self, state: AnswerState | None = None) -> bool:
        """Save what was entered. False when that failed; then the user stays at the stop."""
        self._status.end_rejection()
        await wait_for_keys(self.focused)
        view = self._step_view
        if view is None:
            return True
        if not await self._save_and_report(self._autosave.leave_stop(view.entered, state)):
            return False
        await view.before_leave()
        # When the user left with a click, the keyboard was free: save what was typed meanwhile too.
        return await self._save_and_report(self._autosave.save_pending(view.entered))

    # Saving --------------------------------------------------------------------------------------

    def on_step_view_changed(self, event: StepView.Changed) -> None:
        if event.view is self._step_view:  # otherwise the user has left that stop, and its text is saved
            self._status.end_rejection()
            self._autosave.note_edit(event.view.entered, event.is_selection)
            self._next_save.request(AUTOSAVE_DELAY)

    def on_step_view_cursor_moved(self) -> None:
        """Save the position in the same way as text."""
        self._autosave.note_cursor_move()
        self._next_save.request(AUTOSAVE_DELAY)

    def on_explore_view_shifted(self, event: ExploreView.Shifted) -> None:
        self._walkthrough.note_shift(event.place, event.value)

    def on_sound_switch_changed(self, event: SoundSwitch.Changed) -> None:
        self.context.has_pause_sound = event.is_on

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self._status.show_rejection(event.reason)

    async def _save(self) -> None:
        async with self._save_lock:
            if view := self._step_view:
                await self._save_and_report(self._autosave.flush(view.entered))

    async def save_now(self) -> None:
        """Save what was typed now, without waiting for the timer."""
        if self._next_save.cancel():
            await self._save()

    async def save_pending(self) -> bool:
        """Save what is on the screen and where the cursor is; False when that failed."""
        async with self._save_lock:
            self._next_save.cancel()
            await wait_for_keys(self.focused)
            view = self._step_view
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
            self._status.show_conflict()
        elif saved_at or had_failed:
            self._status.show_saved(self.context.format_time(saved_at) if saved_at else "")
        return True

    def _report_save_error(self, error: ReflectieError) -> None:
        """Show why it is not saved, and try again: there may be space before the next key."""
        select_all = self.active_bindings.get("f7")
        can_copy = select_all is not None and select_all.binding.action == "select_all"
        self._status.show_error(entry_not_saved(error, can_copy))
        self._retry.cancel()
        self._retry.request(RETRY_DELAY)


def _title(session: Session, stop: Stop | None) -> str:
    """The name of the exercise and, in a part, the title of the part."""
    titles = {part.id: part.title for part in offered_parts(session)} if stop and stop.part else {}
    return " · ".join(filter(None, (session.exercise.name, titles.get(stop.part if stop else ""))))


def _make_view(stop: Stop | None, walkthrough: Walkthrough, context: Context) -> StepView | EndView:
    session = walkthrough.session
    if stop is None:
        return EndView(session)
    view = STEP_VIEWS[type(stop.step)](stop, session, context.library, walkthrough.drafts.take(stop))
    if isinstance(view, PauseView):
        view.has_sound = context.has_pause_sound
    return view
