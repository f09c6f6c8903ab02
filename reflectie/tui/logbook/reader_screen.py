"""Read one entry as a document, and reopen, close or delete it."""

import asyncio
from collections.abc import Awaitable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry
from reflectie.domain.errors import NotFound
from reflectie.export.document import QuestionBlock
from reflectie.export.render import asked_addresses, render_entry
from reflectie.journal.bin import get_keep_until, move_to_bin
from reflectie.journal.journal import Journal
from reflectie.services.autosave import close_entry
from reflectie.services.context import Context
from reflectie.services.entries import load_entry_with_drafts, situation_of
from reflectie.services.meeting_overview import meeting_details
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.entry_flows import choose_retention, restore_revision
from reflectie.tui.logbook.reader_blocks import QuestionLine, block_widgets
from reflectie.tui.runner.answer_screen import edit_answer
from reflectie.tui.runner.runner_screen import resume_entry
from reflectie.tui.situations.situation_flows import choose_situation
from reflectie.tui.steps.step_view import plain_text

_PAGE_MARGINS = 6
"""Cells at the sides of the page, with its scrollbar."""

DELETED_TEXT = "In de prullenbak. In het Logboek haal je het met p weer terug."


class ReaderScreen(BaseScreen[None]):
    """An entry as a document. An unfinished one can be continued, or closed as it is."""

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
    HELP_TITLE: ClassVar[str] = "Een reflectie lezen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "resume", "ga verder"),
        Binding("g", "reopen", "toch verder"),
        Binding("ctrl+n", "close", "klaar"),
        Binding("tab", "next_answer", "naar een antwoord"),
        Binding("s", "situation", "situatie"),
        Binding("k", "card", "kaart"),
        Binding("e", "revisions", "eerder geschreven"),
        Binding("t", "retention", "bewaren tot"),
        Binding("x", "delete", "weggooien", tooltip="naar de prullenbak; het kan terug"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, entry_id: str) -> None:
        super().__init__()
        self.context, self._entry_id = context, entry_id
        self._entry: Entry | None = None
        self._refresh_lock = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        yield VerticalScroll(id="page")

    async def on_screen_resume(self) -> None:
        async with self._refresh_lock:
            try:
                await self._show_entry()
            except NotFound:  # it was empty and not saved, or another window erased it
                self.dismiss_if_current()

    async def _show_entry(self) -> None:
        call = self.context.require_journal.call
        self._entry = await call(Journal.entry, self._entry_id)
        widgets = await self._load_widgets(self.app.size.width - _PAGE_MARGINS)
        keep_until = await call(get_keep_until, self._entry_id)
        if not self.is_attached:  # the user went back meanwhile
            return
        page, focused = self.query_one("#page"), self._focused_number()
        async with self.batch():
            await page.remove_children()
            await page.mount_all(widgets)
            if keep_until:
                await page.mount(plain_text(f"Te bewaren tot {long_day(keep_until)}", "meta until"))
        lines = [*self.query(QuestionLine)]
        (lines[focused] if focused is not None and focused < len(lines) else page).focus()
        self.refresh_bindings()

    def _focused_number(self) -> int | None:
        """The number of the question that has the focus, so that it has it again after a change."""
        return next((number for number, line in enumerate(self.query(QuestionLine)) if line.has_focus), None)

    async def _load_widgets(self, width: int) -> list[Widget]:
        """The entry with its drafts as a document."""
        call, library = self.context.require_journal.call, self.context.library
        entry = await call(load_entry_with_drafts, library, self._entry_id)
        situation = await call(situation_of, entry)
        meeting, preparation = await call(meeting_details, library, entry)
        exercise = library.exercise(entry.exercise)
        addresses = iter(asked_addresses(entry, exercise, preparation))
        return [
            widget
            for block in render_entry(entry, exercise, situation, meeting, preparation).blocks
            for widget in block_widgets(
                block, width, next(addresses) if isinstance(block, QuestionBlock) else None
            )
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("resume", "close", "reopen"):
            return self._entry is not None and self._entry.is_open is (action != "reopen")
        if action == "card":
            exercise = self.context.library.exercise(self._entry.exercise) if self._entry else None
            return exercise is not None and exercise.has_own_card
        return super().check_action(action, parameters)

    def action_card(self) -> None:
        """Show the card of the entry."""
        self.app.push_screen(CardScreen(self.context, self._entry_id))

    def action_next_answer(self) -> None:
        """Go to the next question, where Enter changes its answer."""
        self.focus_next()

    async def action_resume(self) -> None:
        await resume_entry(self, self.context, self._entry_id)

    action_reopen = action_resume
    """A closed entry is open again after a change, not when it is only looked at."""

    async def action_edit_answer(self) -> None:
        """Change the answer to the question that has the focus."""
        if isinstance(self.focused, QuestionLine):
            await edit_answer(self, self.context, self._entry_id, self.focused.address)

    async def action_close(self) -> None:
        """Close the entry as it is."""
        await notify_on_error(self, self._close_entry())
        await self.on_screen_resume()

    async def _close_entry(self) -> None:
        # Read it again: when another window erased it, it must stay erased.
        entry = await self.context.require_journal.call(Journal.entry, self._entry_id)
        await close_entry(self.context, entry)

    @work
    async def _run(self, flow: Awaitable[object]) -> None:
        await flow
        await self.on_screen_resume()

    def action_revisions(self) -> None:
        self._run(restore_revision(self, self.context, self._entry_id))

    def action_retention(self) -> None:
        self._run(choose_retention(self, self.context, self._entry_id))

    def action_situation(self) -> None:
        """Show the situation of the entry, or let the user choose one."""
        if self._entry:
            self._run(choose_situation(self, self.context, self._entry, is_saved=True))

    async def action_delete(self) -> None:
        """Move the entry to the bin."""
        if await notify_on_error(self, self.context.require_journal.call(move_to_bin, self._entry_id)):
            self.notify(DELETED_TEXT)
            self.dismiss()
        else:
            await self.on_screen_resume()
