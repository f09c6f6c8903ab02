"""The stage: one stop of an exercise on the screen, and whatever is said there on its way to disk.

Saving and moving on take turns, since each looks at the stage and changes the session.
"""

import asyncio
import datetime as dt
from collections.abc import Coroutine, Iterable

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from reflectie.domain.entry import Draft, State
from reflectie.domain.errors import ReflectieError
from reflectie.domain.session import Session, Stop
from reflectie.domain.table import table_of
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.keeper import Keeper
from reflectie.tui.keys import caught_up
from reflectie.tui.refused import not_kept
from reflectie.tui.steps import VIEWS
from reflectie.tui.steps.end import EndView
from reflectie.tui.steps.view import StopView
from reflectie.tui.walk import Walk
from reflectie.tui.widgets.editor import Editor

AUTOSAVE = 0.5
"""Seconds after a key before the draft is on its way to disk; typing on does not put it off."""

AGAIN = 5.0
"""Seconds after a refusal before it is tried once more, without a key."""

_ROOMY = 64
"""Cells from which title and path have room beside each other."""

_OVERTAKEN = "Een ander venster schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class StageScreen(BaseScreen[None]):
    """Shows the stops of a walk and keeps what is said at them. ``stop`` is None at the end."""

    DEFAULT_CSS = """
    StageScreen {
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
        &.-short RowsView .question, &.-short RowsView Grid { margin-bottom: 0; }
        &.-short Picker { max-height: 2; }
        &.-short PlaceView.-others .aspect, &.-short PlaceView.-others .unknown { display: none; }
        &.-short PlaceView.-others.-unknown .unknown { display: block; margin: 0; }
        &.-short PlaceView.-others .question, &.-short PlaceView.-others TensionLine { margin: 0; }
    }
    """
    stop: reactive[Stop | None] = reactive(None, bindings=True)

    def __init__(self, desk: Desk, walk: Walk, drafts: Iterable[Draft] = ()) -> None:
        """``drafts`` are texts at work that came from disk; each is shown when its stop comes."""
        super().__init__()
        self._desk, self._walk = desk, walk
        self._keeper = Keeper(desk)
        self._drafts = {draft.address: draft for draft in drafts}
        self._autosave: Timer | None = None
        self._again: Timer | None = None
        """Runs while the last thing said is that the disk refused."""
        self._turn = asyncio.Lock()
        self._refused = False
        """Whether the last thing said is why something did not go in; that stays to be read."""

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(self._session.exercise.name, id="title", markup=False)
            yield Static(id="path", markup=False)
        with Container(id="middle"):
            yield Container(id="stage")
        yield Static(id="status", markup=False)

    async def on_mount(self) -> None:
        await self._show(await self._walk.start())

    async def _show(self, stop: Stop | None) -> None:
        """Puts a stop on the stage; None is the end."""
        stage = self.query_one("#stage")
        view: StopView | EndView = EndView(bool(self._session.exercise.card and self._session.entry.meeting))
        if stop:
            view = VIEWS[type(stop.step)](stop, self._session, self._desk.library, self._drafts_at(stop))
        stage.set_class(isinstance(view, StopView) and view.WIDE, "-roomy")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(view)
        if isinstance(view, StopView):
            self._keeper.arrive(view)
        self.stop = stop
        first = view.first
        if first:
            self.set_focus(first)  # at once: what is typed ahead is for this stop
        self.on_stop_view_moved()
        self._show_path(stop)

    def _drafts_at(self, stop: Stop) -> tuple[Draft, ...]:
        """The working texts of a stop that came from disk, each to be shown once; a table has one a cell."""
        here = [at for at in self._drafts if stop.address in (at, table_of(at))]
        return tuple(self._drafts.pop(at) for at in here)

    def _show_path(self, stop: Stop | None) -> None:
        """Where one is, as a row of dots; it counts nothing that must be full."""
        steps = len(self._session.exercise.steps)
        here = stop.top if stop else steps
        # On a narrow screen they stand close, so that the title can be read as well.
        gap = "" if self.app.size.width < _ROOMY else " "
        self.query_one("#path", Static).update(gap.join("●" if n == here else "·" for n in range(steps)))

    @property
    def _session(self) -> Session:
        return self._walk.session

    @property
    def _view(self) -> StopView | None:
        """The widget on the stage, unless this is the end."""
        return next(iter(self.query(StopView)), None)

    async def _leave(self, state: State | None = None) -> bool:
        """Keeps what is on the stage; False when the disk refused, and then we stay."""
        self._refused = False
        await caught_up(self.focused)
        view = self._view
        if view is None:
            return True
        if not await self._told(self._keeper.leave(self._session, view, state)):
            return False
        await view.leave()
        return True

    # Keeping -------------------------------------------------------------------------------------

    def on_stop_view_changed(self, event: StopView.Changed) -> None:
        """Something was typed or moved: noticed now, on disk soon."""
        if event.view is self._view:  # a last word of a stop that was left is in its answer
            self._refused = False
            self._keeper.notice(self._session.entry, event.view, event.mark)
            self._save_soon()

    def on_stop_view_moved(self) -> None:
        """The person came to a stop, or moved the cursor there: on disk soon, as what is typed."""
        self._keeper.moved()
        self._save_soon()

    def _save_soon(self) -> None:
        if self._autosave is None:
            self._autosave = self.set_timer(AUTOSAVE, self._save)

    async def _save(self) -> None:
        self._autosave = None
        async with self._turn:
            if view := self._view:
                await self._told(self._keeper.save(self._session, view))

    async def _told(self, keeping: Coroutine[None, None, tuple[Session, dt.datetime | None]]) -> bool:
        """Says when it was kept, or why not; whether it was."""
        try:
            self._walk.session, moment = await keeping
        except ReflectieError as error:
            self._refuse(error)
            return False
        if view := self._view:
            view.session = self._session
        was_refused = self._again is not None
        self._stop_trying()
        if self._keeper.was_overtaken:
            self._say(_OVERTAKEN)
        elif not self._refused and (moment or was_refused):
            self._say(f"bewaard om {self._desk.clock_time(moment)}" if moment else "")
        return True

    def _refuse(self, error: ReflectieError) -> None:
        """Says why it is not kept, and tries again by itself: there may be room before the next key."""
        self._refused = False
        selects = self.active_bindings.get("f7")
        can_copy = selects is not None and selects.binding.action == "select_all"
        self._say(not_kept(error, can_copy), alert=True)
        self._stop_trying()
        self._again = self.set_timer(AGAIN, self._save)

    def _stop_trying(self) -> None:
        if self._again:
            self._again.stop()
            self._again = None

    async def save_now(self) -> None:
        """Brings to disk what was typed, without waiting for the timer."""
        if self._autosave:
            self._autosave.stop()
            await self._save()

    async def settle(self) -> bool:
        """Keeps what is on the screen and where the cursor stands; False when the disk refused."""
        async with self._turn:
            return await self._settle()

    async def _settle(self) -> bool:
        if self._autosave:
            self._autosave.stop()
            self._autosave = None
        await caught_up(self.focused)
        view = self._view
        return view is None or await self._told(self._keeper.settle(self._session, view))

    def _say(self, words: str, alert: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.set_class(alert, "-alert")
        if status.content != words:  # the same words again would lay out the whole screen, at every save
            status.update(words)

    def on_editor_refused(self, event: Editor.Refused) -> None:
        self._refused = True
        self._say(event.reason, alert=True)
