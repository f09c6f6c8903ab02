"""Reading one reflection back, as it was asked and answered then."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar, assert_never

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from reflectie.domain.dates import long_day
from reflectie.domain.drafts import whole
from reflectie.domain.entry import Entry
from reflectie.domain.errors import UnknownEntry
from reflectie.export.blocks import (
    Block,
    Choice,
    Drawing,
    Line,
    Meta,
    Note,
    Prose,
    Question,
    Table,
    Text,
    Title,
)
from reflectie.export.document import document
from reflectie.export.plain import rows
from reflectie.export.words import MEETING, SITUATION, STATES, STILL_OPEN, caption
from reflectie.journal.store import Journal
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.keeper import Keeper
from reflectie.tui.keeping import choose_keeping
from reflectie.tui.past import look_back
from reflectie.tui.screens.runner import go_on
from reflectie.tui.situating import situate, situation_of
from reflectie.tui.standing import meeting_of
from reflectie.tui.steps.view import plain
from reflectie.tui.told import done
from reflectie.tui.widgets.tension_line import TensionLine

_MARGIN = 6
"""Cells at the sides of the page, with its scrollbar."""

DELETED = "In de prullenbak. In het Logboek haal je het met p weer terug."


class ReaderScreen(BaseScreen[None]):
    """An entry as a document; an open one can be taken up again, or left as it is for good."""

    DEFAULT_CSS = """
    ReaderScreen {
        #page { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; align-horizontal: center; }
        #page > * { max-width: 84; }
        #page > .as-is { max-width: 100%; }
        .title { text-style: bold; color: $primary; }
        .meta { color: $quiet; margin-bottom: 1; }
        .until { margin-top: 1; }
        .question { color: $quiet; margin-top: 1; }
        .follow { padding-left: 2; }
        .text { padding-left: 2; }
        .note { padding-left: 2; color: $mark; text-style: italic; }
        .caption { padding-left: 2; color: $quiet; text-style: italic; }
        TensionLine { margin: 0 2 0 2; }
        &.-short #page { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go_on", "ga verder"),
        Binding("g", "reopen", "toch verder"),
        Binding("z", "let_be", "laat zo"),
        Binding("s", "situate", "situatie"),
        Binding("e", "look_back", "eerder geschreven"),
        Binding("b", "keep", "bewaren tot"),
        Binding("x", "delete", "weggooien"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, entry_id: str) -> None:
        super().__init__()
        self._desk, self._entry_id = desk, entry_id
        self._entry: Entry | None = None
        self._turn = asyncio.Lock()

    def body(self) -> ComposeResult:
        yield VerticalScroll(id="page")

    async def on_screen_resume(self) -> None:
        """The page as it is now, one filling at a time."""
        async with self._turn:
            try:
                await self._fill()
            except UnknownEntry:  # it was empty after all, or another window erased it
                self.leave_what_is_gone()

    async def _fill(self) -> None:
        call = self._desk.open_journal.call
        self._entry = await call(Journal.entry, self._entry_id)
        entry = whole(self._entry, await call(Journal.drafts, self._entry_id))
        page = self.query_one("#page")
        situation = await situation_of(self._desk, entry)
        around, earlier = await call(meeting_of, self._desk.library, entry)
        exercise = self._desk.library.exercise(entry.exercise)
        blocks = document(entry, exercise, situation, around, earlier).blocks
        width = self.app.size.width - _MARGIN
        async with self.batch():
            await page.remove_children()
            await page.mount_all([widget for block in blocks for widget in _widgets(block, width)])
            if until := await call(Journal.keep_until, self._entry_id):
                await page.mount(plain(f"Te bewaren tot {long_day(until)}", "meta until"))
        page.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("go_on", "let_be", "reopen"):
            return self._entry is not None and self._entry.is_open is (action != "reopen")
        return super().check_action(action, parameters)

    async def action_go_on(self) -> None:
        await go_on(self, self._desk, self._entry_id)

    async def action_reopen(self) -> None:
        """A closed reflection is open again, and one goes on in it; its marks stay as they are."""
        if await done(self, self._desk.open_journal.call(Journal.reopen, self._entry_id)):
            await self.action_go_on()
        else:
            await self.on_screen_resume()

    async def action_let_be(self) -> None:
        """Laat zo: closed as it is, nothing asked."""
        await done(self, self._close())
        await self.on_screen_resume()

    async def _close(self) -> None:
        """As it is now: another window may have erased it, and then it stays so."""
        entry = await self._desk.open_journal.call(Journal.entry, self._entry_id)
        await Keeper(self._desk).close(entry)

    def action_look_back(self) -> None:
        """What stood here before, to be seen and put back."""
        self.run_worker(self._look_back())

    async def _look_back(self) -> None:
        await look_back(self.app, self._desk, self._entry_id)
        await self.on_screen_resume()

    def action_keep(self) -> None:
        """Until when this is to be kept."""
        self.run_worker(self._keep())

    async def _keep(self) -> None:
        await choose_keeping(self.app, self._desk, self._entry_id)
        await self.on_screen_resume()

    async def action_delete(self) -> None:
        """To the bin; the Logboek says how it comes back."""
        if await done(self, self._desk.open_journal.call(Journal.delete, self._entry_id)):
            self.notify(DELETED)
            self.dismiss()
        else:
            await self.on_screen_resume()

    def action_situate(self) -> None:
        """Waarvoor ook alweer: the situation it belongs to, or the choice of one."""
        if self._entry:
            self.run_worker(self._situate(self._entry))

    async def _situate(self, entry: Entry) -> None:
        await situate(self, self._desk, entry)
        await self.on_screen_resume()


def _widgets(block: Block, width: int) -> Iterator[Widget]:
    """What a block of the document looks like here, in ``width`` cells."""
    match block:
        case Title():
            yield plain(block.text, "title")
        case Meta():
            about = (
                STILL_OPEN if block.is_open else "",
                block.situation and f"{SITUATION} {block.situation}",
                block.meeting and f"{MEETING} {block.meeting}",
            )
            yield plain(" · ".join(filter(None, (long_day(block.day), *about))), "meta")
        case Question():
            yield plain(block.text, "question follow" if block.level > 2 else "question")
        case Text() | Prose():
            yield plain(block.text, "text")
        case Note():
            yield plain(STATES[block.state], "note")
        case Choice():
            yield plain("\n".join(f"● {chosen}" for chosen in block.chosen), "text")
        case Line():
            yield plain(caption(block.aspect, block.whose, block.day), "caption")
            yield TensionLine(block.left, block.right, block.value, fixed=True)
            if block.value is None:
                yield plain("weet ik (nog) niet", "note")
        case Table() | Drawing():
            yield plain("\n".join(rows(block, width)), "as-is")
        case _:
            assert_never(block)
