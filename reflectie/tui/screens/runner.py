"""The runner: walks any exercise, one stop a screen, and keeps what is said there.

It knows stops and addresses only.
"""

import asyncio
import datetime as dt
from collections.abc import Coroutine
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from reflectie.domain.entry import Address, Draft, Entry, State
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Around
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import ASKS_NOTHING, Pick
from reflectie.domain.table import table_of
from reflectie.journal.store import Journal
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.keeper import Keeper
from reflectie.tui.keys import caught_up
from reflectie.tui.place import Place
from reflectie.tui.refused import not_closed, not_kept
from reflectie.tui.screens.dialogs import ListDialog, WordDialog
from reflectie.tui.situating import situate
from reflectie.tui.standing import preparation
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

_ON_A_STOP = ("next", "skip", "unknown", "deepen", "more", "all", "why")


_OVERTAKEN = "Een ander venster schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class RunnerScreen(BaseScreen[None]):
    """Runs an exercise from an entry, new or unfinished. ``stop`` is None at the end."""

    DEFAULT_CSS = """
    RunnerScreen {
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
        &.-short #stage { padding: 0 1; }
        &.-short .gloss, &.-short .hint { display: none; }
        &.-short RowsView .question, &.-short RowsView Grid { margin-bottom: 0; }
        &.-short Picker { max-height: 2; }
        &.-short PlaceView.-others .aspect, &.-short PlaceView.-others .unknown { display: none; }
        &.-short PlaceView.-others.-unknown .unknown { display: block; margin: 0; }
        &.-short PlaceView.-others .question, &.-short PlaceView.-others TensionLine { margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "verder", key_display="^N", priority=True),
        Binding("ctrl+n", "finish", "klaar", key_display="^N", priority=True),
        Binding("ctrl+t", "back", "terug", key_display="^T", priority=True),
        Binding("ctrl+o", "skip", "overslaan", key_display="^O", priority=True),
        Binding("ctrl+g", "unknown", "weet ik (nog) niet", key_display="^G", priority=True),
        Binding("f2", "deepen", "vraag door", key_display="F2"),
        Binding("f3", "purpose", "waarvoor ook alweer", key_display="F3", priority=True),
        Binding("f4", "more", "nog een vraag", key_display="F4"),
        Binding("f5", "all", "alle vragen", key_display="F5"),
        Binding("f6", "why", "waarom deze?", key_display="F6", priority=True),
        Binding("enter", "next", "verder", show=False),
        Binding("enter", "finish", "klaar", show=False),
        Binding("escape", "stop", "stoppen", key_display="Esc", priority=True),
    ]

    stop: reactive[Stop | None] = reactive(None, bindings=True)

    def __init__(
        self,
        desk: Desk,
        exercise: Exercise,
        entry: Entry,
        drafts: tuple[Draft, ...] = (),
        at: Address | None = None,
        earlier: tuple[Exercise, Entry] | None = None,
    ) -> None:
        """Begins ``at`` a stop, else where the entry was left, else where something was typed last.

        ``earlier`` is the preparation that a look back stands beside.
        """
        super().__init__()
        self._desk = desk
        self._drafts = {draft.address: draft for draft in drafts}
        if at and entry.position and at not in (entry.position, table_of(entry.position)):
            entry = replace(entry, position=at, cursor=None)
        elif entry.position is None:
            entry = replace(entry, position=at or (drafts[-1].address if drafts else None))
        opened = {draft.address: draft.question for draft in drafts if draft.address.turn}
        self._walk = Walk(desk, Session(exercise=exercise, entry=entry, opened=opened, earlier=earlier))
        self._keeper = Keeper(desk)
        self._autosave: Timer | None = None
        self._again: Timer | None = None
        """Runs while the last thing said is that the disk refused."""
        self._turn = asyncio.Lock()
        """Saving and moving on take turns: each looks at the stage and changes the session."""
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

    # The stage -----------------------------------------------------------------------------------

    async def _show(self, stop: Stop | None) -> None:
        """Puts a stop on the stage; None is the end."""
        stage = self.query_one("#stage")
        view: StopView | EndView = EndView()
        if stop:
            view = VIEWS[type(stop.step)](stop, self._session, self._desk.library, self._drafts_at(stop))
        stage.set_class(isinstance(view, StopView) and view.WIDE, "-roomy")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(view)
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
        view, self._refused = self._view, False
        if not await self._keep(state):
            return False
        if view:
            await view.leave()
        return True

    # Keeping -------------------------------------------------------------------------------------

    async def _keep(self, state: State | None = None) -> bool:
        await caught_up(self.focused)
        view = self._view
        return view is None or await self._told(self._keeper.keep(self._session, view, state))

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
            if self._autosave:
                self._autosave.stop()
                self._autosave = None
            await caught_up(self.focused)
            view = self._view
            return view is None or await self._told(self._keeper.settle(self._session, view))

    @property
    def place(self) -> Place:
        """Where one is, to come back to after the lock."""
        return Place(self._session.exercise, self._session.entry, self.stop)

    def _say(self, words: str, alert: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.set_class(alert, "-alert")
        status.update(words)

    def on_editor_refused(self, event: Editor.Refused) -> None:
        self._refused = True
        self._say(event.reason, alert=True)

    # What a person can do ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        able = self._able().get(action)
        return super().check_action(action, parameters) if able is None else able

    def _able(self) -> dict[str, bool]:
        """What can be done here, of what cannot be done everywhere."""
        stop = self.stop
        if stop is None:
            return {"finish": True, **dict.fromkeys(_ON_A_STOP, False)}
        picked = self._session.pick_of(stop) is not None
        asks = not isinstance(stop.step, ASKS_NOTHING)
        return {
            "finish": False,
            "back": self._session.before(stop.address) is not None,
            **dict.fromkeys(("skip", "unknown"), asks),
            "deepen": self._session.can_deepen(stop),
            **dict.fromkeys(("more", "all", "why"), picked),
        }

    async def _go_on(self, state: State | None = None) -> None:
        async with self._turn:
            if await self._leave(state):
                await self._show(await self._walk.after(self.stop))

    async def action_next(self) -> None:
        await self._go_on()

    async def action_unknown(self) -> None:
        await self._go_on(State.UNKNOWN)

    async def action_skip(self) -> None:
        await self._go_on(State.SKIPPED)

    async def action_back(self) -> None:
        async with self._turn:
            if await self._leave():
                await self._show(await self._walk.before(self.stop))

    async def action_deepen(self) -> None:
        async with self._turn:
            if self.stop and await self._leave():
                await self._show(self._walk.deeper(self.stop))

    async def action_more(self) -> None:
        async with self._turn:
            pick = self._pick
            if pick and await self._leave():
                if stop := await self._walk.one_more(pick):
                    await self._show(stop)
                else:
                    self._say("Dit waren ze allemaal.")

    def action_all(self) -> None:
        pick = self._pick
        if pick is None:
            return

        async def choose(item: str | None) -> None:
            async with self._turn:
                if item and await self._leave():
                    await self._show(self._walk.chosen(pick, item))

        self.app.push_screen(ListDialog("Alle vragen bij deze lijn", self._walk.questions(pick)), choose)

    def action_why(self) -> None:
        if self.stop and (reason := self._walk.reason(self.stop)):
            self.app.push_screen(WordDialog("Waarom deze vraag?", reason))

    def action_purpose(self) -> None:
        """Waarvoor ook alweer: the sentence of the situation, or the choice of one."""
        self.run_worker(self._purpose())

    async def _purpose(self) -> None:
        async with self._turn:
            await self._keep()
        situation = await situate(self, self._desk, self._session.entry)
        async with self._turn:
            session = self._session.with_entry(replace(self._session.entry, situation=situation))
            try:
                # What was typed meanwhile may have made the entry on disk, and did not know of the situation.
                await self._keeper.situate(session)
            except ReflectieError as error:
                self._say(str(error), alert=True)
                return
            self._walk.session = session
            if view := self._view:
                view.session = session

    @property
    def _pick(self) -> Pick | None:
        return self._session.pick_of(self.stop) if self.stop else None

    async def action_finish(self) -> None:
        """Klaar."""
        try:
            await self._keeper.close(self._session.entry)
        except ReflectieError as error:
            self._say(not_closed(error), alert=True)
        else:
            self.dismiss()

    async def action_stop(self) -> None:
        """Stops here; everything is kept and can be taken up again."""
        async with self._turn:
            if await self._leave():
                self.dismiss()


async def go_on(screen: Screen[Any], desk: Desk, entry_id: str, place: Place | None = None) -> None:
    """Takes up an unfinished entry at the stop, and in the text, where the person was."""
    entry = await desk.open_journal.call(Journal.entry, entry_id)
    exercise = desk.library.exercise(entry.exercise)
    if exercise is None:
        words = "Deze werkvorm is er niet meer. Wat je schreef staat in het logboek, en blijft daar."
        screen.notify(words, markup=False)
        return
    drafts = await desk.open_journal.call(Journal.drafts, entry_id)
    if place and place.turn and not entry.answer(place.turn.address):
        drafts = (place.turn, *drafts)
    await run(screen, desk, exercise, entry, drafts, place.at if place else None)


async def run(
    screen: Screen[Any],
    desk: Desk,
    exercise: Exercise,
    entry: Entry,
    drafts: tuple[Draft, ...] = (),
    at: Address | None = None,
) -> None:
    """Shows the runner; a look back finds the preparation of its meeting."""
    earlier = None
    if exercise.meeting is Around.LOOK_BACK:
        earlier = await desk.open_journal.call(preparation, desk.library, entry)
    screen.app.push_screen(RunnerScreen(desk, exercise, entry, drafts, at, earlier))
