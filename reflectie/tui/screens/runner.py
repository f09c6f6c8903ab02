"""The runner: what a person can do while walking through an exercise, one stop a screen.

It knows stops and addresses only.
"""

from typing import Any, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reflectie.domain.entry import Address, Draft, Entry, State
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Around
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import ASKS_NOTHING, Pick
from reflectie.domain.table import table_of
from reflectie.export.blocks import Document
from reflectie.export.document import document
from reflectie.export.line import WIDTH
from reflectie.export.plain import plain
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.place import Place
from reflectie.tui.refused import not_closed
from reflectie.tui.screens.dialogs import ListDialog, WordDialog
from reflectie.tui.screens.stage import StageScreen
from reflectie.tui.situating import situate
from reflectie.tui.standing import preparation
from reflectie.tui.walk import Walk

_DIALOG_EDGES = 14
"""Cells beside the words of a dialog, with its scrollbar."""

_ON_A_STOP = ("next", "skip", "unknown", "deepen", "more", "all", "why")


class RunnerScreen(StageScreen):
    """Runs an exercise from an entry, new or unfinished."""

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
        Binding("f9", "prepared", "je voorbereiding", key_display="F9", priority=True),
        Binding("enter", "next", "verder", show=False),
        Binding("enter", "finish", "klaar", show=False),
        Binding("escape", "stop", "stoppen", key_display="Esc", priority=True),
    ]

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
        if at and entry.position and at not in (entry.position, table_of(entry.position)):
            entry = replace(entry, position=at, cursor=None)
        elif entry.position is None:
            entry = replace(entry, position=at or (drafts[-1].address if drafts else None))
        opened = {draft.address: draft.question for draft in drafts if draft.address.turn}
        session = Session(exercise=exercise, entry=entry, opened=opened, earlier=earlier)
        super().__init__(desk, Walk(desk, session), drafts)
        self._abilities: tuple[Stop | None, Session, dict[str, bool]] | None = None
        """What can be done at a stop as the session stood; it is asked for every binding of every key bar."""

    @property
    def place(self) -> Place:
        """Where one is, to come back to after the lock."""
        return Place(self._session.exercise, self._session.entry, self.stop)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        able = self._able.get(action)
        return super().check_action(action, parameters) if able is None else able

    @property
    def _able(self) -> dict[str, bool]:
        """What can be done here, of what cannot be done everywhere."""
        stop, session = self.stop, self._session
        if not self._abilities or self._abilities[0] is not stop or self._abilities[1] is not session:
            self._abilities = stop, session, self._now_able()
        return self._abilities[2]

    def _now_able(self) -> dict[str, bool]:
        stop, prepared = self.stop, self._session.earlier is not None
        if stop is None:
            return {"finish": True, "prepared": prepared, **dict.fromkeys(_ON_A_STOP, False)}
        picked = self._session.pick_of(stop) is not None
        asks = not isinstance(stop.step, ASKS_NOTHING)
        return {
            "finish": False,
            "prepared": prepared,
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
        if not (self._view and self._view.leaves_part_unknown()):
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

    def action_prepared(self) -> None:
        """The whole preparation, to read beside a look back."""
        if self._session.earlier:
            exercise, entry = self._session.earlier
            width = min(self.app.size.width - _DIALOG_EDGES, WIDTH)
            words = Document(blocks=document(entry, exercise).blocks[1:])  # the dialog has the title already
            self.app.push_screen(WordDialog(exercise.name, plain(words, width)))

    def action_purpose(self) -> None:
        """Waarvoor ook alweer: the sentence of the situation, or the choice of one."""
        self.run_worker(self._purpose())

    async def _purpose(self) -> None:
        await self.settle()
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
        if await self.settle():
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
