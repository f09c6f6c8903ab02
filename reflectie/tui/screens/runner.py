"""The runner: walks any exercise, one stop a screen, and keeps what is said there.

It knows stops and addresses only. What is typed goes to the journal's buffer at once, from there to disk
within half a second, and becomes an answer when the person leaves the stop.
"""

import datetime as dt
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from reflectie.domain.entry import Draft, Entry, Shown, State
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import Pick, Question, Read
from reflectie.journal.store import Journal
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk, closed
from reflectie.tui.screens.dialogs import ListDialog, WordDialog
from reflectie.tui.steps import VIEWS
from reflectie.tui.steps.end import EndView
from reflectie.tui.steps.view import StopView
from reflectie.tui.widgets.editor import Editor

AUTOSAVE = 0.5
"""Seconds after a key before the draft is on its way to disk; typing on does not put it off."""


_ON_A_STOP = ("next", "skip", "unknown", "deepen", "more", "all", "why")


class RunnerScreen(BaseScreen[None]):
    """Runs an exercise from an entry, new or unfinished. ``stop`` is None at the end."""

    DEFAULT_CSS = """
    RunnerScreen {
        #top { height: 1; padding: 0 2; background: $surface; color: $quiet; }
        #title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
        #path { width: auto; }
        #middle { height: 1fr; align-horizontal: center; }
        #stage { height: 1fr; width: 100%; max-width: 88; padding: 1 2 0 2; }
        #status { height: 1; padding: 0 2; color: $quiet; text-align: right; }
        #status.-alert { color: $error; text-align: left; height: auto; max-height: 3; }
        &.-tall #stage { padding: 3 2 1 2; }
        &.-short #stage { padding: 0 1; }
        &.-short .gloss, &.-short .hint { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "verder", key_display="^N", priority=True),
        Binding("ctrl+n", "finish", "klaar", key_display="^N", priority=True),
        Binding("ctrl+t", "back", "terug", key_display="^T", priority=True),
        Binding("ctrl+o", "skip", "overslaan", key_display="^O", priority=True),
        Binding("ctrl+g", "unknown", "weet ik (nog) niet", key_display="^G", priority=True),
        Binding("f2", "deepen", "vraag door", key_display="F2"),
        Binding("f4", "more", "nog een vraag", key_display="F4"),
        Binding("f5", "all", "alle vragen", key_display="F5"),
        Binding("f6", "why", "waarom deze vraag", key_display="F6", priority=True),
        Binding("enter", "next", "verder", show=False),
        Binding("enter", "finish", "klaar", show=False),
        Binding("escape", "stop", "stoppen", key_display="Esc", priority=True),
    ]

    stop: reactive[Stop | None] = reactive(None, bindings=True)

    def __init__(self, desk: Desk, exercise: Exercise, entry: Entry, drafts: tuple[Draft, ...] = ()) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = {draft.address: draft for draft in drafts}
        if drafts:
            entry = replace(entry, position=drafts[-1].address)
        opened = {draft.address: draft.question for draft in drafts if draft.address.turn}
        self._session = Session(exercise=exercise, entry=entry, opened=opened)
        self._autosave: Timer | None = None
        self._marked = False

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(self._session.exercise.name, id="title", markup=False)
            yield Static(id="path", markup=False)
        with Container(id="middle"):
            yield Container(id="stage")
        yield Static(id="status", markup=False)

    async def on_mount(self) -> None:
        if self._session.entry.is_begun or self._drafts:
            await self._show(self._session.resumed())
        else:
            await self._show(await self._after(None))

    # Walking -------------------------------------------------------------------------------------

    async def _after(self, stop: Stop | None) -> Stop | None:
        """The next stop; where a pick comes first, the coach chooses."""
        at = stop.address if stop else None
        following = self._session.after(at)
        if following and isinstance(following.step, Pick):
            coach = await self._desk.coach(self._session.entry)
            chosen = coach.choose(self._session.exercise, following.step, self._session.entry)
            self._session = self._session.with_shown(chosen)
            following = self._session.after(at)
        return following

    async def _show(self, stop: Stop | None) -> None:
        """Puts a stop on the stage; None is the end."""
        stage = self.query_one("#stage")
        view: StopView | EndView = EndView()
        if stop:
            draft = self._drafts.pop(stop.address, None)
            view = VIEWS[type(stop.step)](stop, self._session, self._desk.library, draft)
        async with self.batch():
            await stage.remove_children()
            await stage.mount(view)
        self.stop = stop
        first = view.first
        if first:
            first.focus()
        self._show_path(stop)

    def _show_path(self, stop: Stop | None) -> None:
        """Where one is, as a row of dots; it counts nothing that must be full."""
        steps = len(self._session.exercise.steps)
        here = stop.top if stop else steps
        self.query_one("#path", Static).update(" ".join("●" if n == here else "·" for n in range(steps)))

    async def _leave(self, state: State | None = None) -> bool:
        """Keeps what is on the stage; False when the disk refused, and then we stay."""
        if not await self._keep(state):
            return False
        for view in self.query(StopView):
            await view.leave()
        return True

    # Keeping -------------------------------------------------------------------------------------

    async def _keep(self, state: State | None = None) -> bool:
        view = next(iter(self.query(StopView)), None)
        if view is None or self.stop is None:
            return True
        entry = replace(self._session.entry, position=self.stop.address)
        news = view.kept(state).news(entry)
        entry = news.into(entry)
        if entry.is_begun:
            try:
                moment = await self._desk.open_journal.keep(
                    entry, news.answers, news.placements, news.removed
                )
            except ReflectieError as error:
                self._say(str(error), alert=True)
                return False
            if not news.is_nothing:
                self._say_kept(moment)
        self._desk.open_journal.drop_draft(entry.id, self.stop.address)
        self._session = self._session.with_entry(entry)
        view.session = self._session
        return True

    def on_stop_view_changed(self, event: StopView.Changed) -> None:
        """Something was typed or moved: into the buffer now, to disk soon."""
        self._marked = self._marked or event.mark
        self._buffer(event.view)
        if self._autosave is None:
            self._autosave = self.set_timer(AUTOSAVE, self._save_soon)

    def _buffer(self, view: StopView) -> None:
        if draft := view.draft():
            entry = replace(self._session.entry, position=draft.address)
            self._desk.open_journal.put_draft(entry, draft)

    async def _save_soon(self) -> None:
        self._autosave = None
        if self._marked:
            self._marked = False
            await self._keep()
            return
        try:
            await self._desk.open_journal.flush()
        except ReflectieError as error:
            self._say(str(error), alert=True)
        else:
            self._say_kept(self._desk.clock())

    async def settle(self) -> None:
        """Keeps what is on the screen before the program ends."""
        await self._keep()

    def _say_kept(self, moment: dt.datetime) -> None:
        self._say(f"bewaard om {self._desk.clock_time(moment)}")

    def _say(self, words: str, alert: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.set_class(alert, "-alert")
        status.update(words)

    def on_editor_refused(self, event: Editor.Refused) -> None:
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
        asks = not isinstance(stop.step, Read)
        return {
            "finish": False,
            "back": self._session.before(stop.address) is not None,
            **dict.fromkeys(("skip", "unknown"), asks),
            "deepen": self._session.can_deepen(stop),
            **dict.fromkeys(("more", "all", "why"), picked),
        }

    async def action_next(self) -> None:
        if await self._leave():
            await self._show(await self._after(self.stop))

    async def action_unknown(self) -> None:
        if await self._leave(State.UNKNOWN):
            await self._show(await self._after(self.stop))

    async def action_skip(self) -> None:
        if await self._leave(State.SKIPPED):
            await self._show(await self._after(self.stop))

    async def action_back(self) -> None:
        if await self._leave():
            stops = self._session.stops
            await self._show(self._session.before(self.stop.address) if self.stop else stops[-1])

    async def action_deepen(self) -> None:
        """A next open question under this one."""
        stop = self.stop
        if stop and await self._leave():
            probes = self._desk.library.probes
            turn = self._session.turns(stop)
            question = probes[(len(stop.address.item) + turn) % len(probes)]
            self._session, address = self._session.deepened(stop, question)
            await self._show(self._session.find(address))

    async def action_more(self) -> None:
        """One more question of the coach's choice."""
        pick = self._session.pick_of(self.stop) if self.stop else None
        if pick is None or not await self._leave():
            return
        coach = await self._desk.coach(self._session.entry)
        chosen = coach.choose(self._session.exercise, pick, self._session.entry, take=1)
        if chosen:
            await self._show_chosen(chosen[0])
        else:
            self._say("Dit waren ze allemaal.")

    async def _show_chosen(self, shown: Shown) -> None:
        self._session = self._session.with_shown((shown,))
        stops = self._session.stops
        of_item = (s for s in stops if (s.address.step, s.address.item) == (shown.step, shown.item))
        await self._show(next(of_item, None))

    def action_all(self) -> None:
        """The whole list, to choose from."""
        pick = self._session.pick_of(self.stop) if self.stop else None
        if pick is None:
            return

        async def choose(item: str | None) -> None:
            if item and await self._leave():
                await self._show_chosen(Shown(step=pick.id, item=item, reason="Deze vraag koos je zelf."))

        questions = {item.id: item.text for item in pick.items if isinstance(item, Question)}
        self.app.push_screen(ListDialog("Alle vragen bij deze lijn", questions), choose)

    def action_why(self) -> None:
        at = self.stop.address if self.stop else None
        shown = next(
            (s for s in self._session.entry.shown if at and (s.step, s.item) == (at.step, at.item)), None
        )
        if shown:
            self.app.push_screen(WordDialog("Waarom deze vraag?", shown.reason))

    async def action_finish(self) -> None:
        """Klaar: the entry is closed; an empty one leaves no trace."""
        entry = closed(self._session.entry, self._desk.clock())
        if entry.is_begun:
            await self._desk.open_journal.keep(entry)
        self.dismiss()

    async def action_stop(self) -> None:
        """Stops here; everything is kept and can be taken up again."""
        if await self._leave():
            self.dismiss()


async def go_on(screen: Screen[None], desk: Desk, entry_id: str) -> None:
    """Takes up an unfinished entry at the stop, and in the text, where the person was."""
    entry = await desk.open_journal.call(Journal.entry, entry_id)
    exercise = desk.library.exercise(entry.exercise)
    if exercise is None:
        words = "Deze werkvorm is er niet meer. Wat je schreef staat in het logboek, en blijft daar."
        screen.notify(words, markup=False)
        return
    drafts = await desk.open_journal.call(Journal.drafts, entry_id)
    screen.app.push_screen(RunnerScreen(desk, exercise, entry, drafts))
