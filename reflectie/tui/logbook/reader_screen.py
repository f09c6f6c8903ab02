"""Read one entry as a document, and reopen, close or delete it."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Address, Entry
from reflectie.domain.errors import NotFound
from reflectie.domain.labels import SHARED_LABEL
from reflectie.export.document import Block, MetadataBlock, QuestionBlock
from reflectie.journal.bin import move_to_bin
from reflectie.services.appointments import has_next_step
from reflectie.services.autosave import close_saved_entry
from reflectie.services.context import Context
from reflectie.services.entries import is_shared
from reflectie.services.logbook import EntryPage, load_entry_page
from reflectie.tui.common.dialogs import ask_to_remove
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.entry_actions import ENTRY_BINDINGS, EntryActionsScreen
from reflectie.tui.logbook.reader_blocks import QuestionLine, block_widgets
from reflectie.tui.runner.runner_screen import edit_answer, resume_entry
from reflectie.tui.steps.step_view import plain_text

_PAGE_MARGINS = 6
"""Cells at the sides of the page, with its scrollbar."""

DELETED_TEXT = "In de prullenbak. In het Logboek haal je het met p weer terug."

_DELETE_LABEL = "ja, gooi weg"


def _delete_title(entry: Entry) -> str:
    return (
        f"'{entry.title}' van {long_day(entry.day)} weggooien? Dan ligt het in de prullenbak. "
        "In het Logboek haal je het met p weer terug."
    )


class ReaderScreen(EntryActionsScreen):
    """An entry as a document. An unfinished one can be continued, or closed as it is."""

    SHOWS_JOURNAL = True
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
        Binding("g", "reopen", "verder hiermee"),
        Binding("ctrl+n", "close", "klaar"),
        Binding("tab", "next_answer", "naar een antwoord"),
        *ENTRY_BINDINGS,
        Binding("x", "delete", "weggooien", tooltip="naar de prullenbak; het kan terug"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, entry_id: str) -> None:
        super().__init__(context, entry_id)
        self._refresh_lock = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        yield VerticalScroll(id="page")

    async def reload(self) -> None:
        async with self._refresh_lock:
            try:
                await self._show_entry()
            except NotFound:  # it was empty and not saved, or another window erased it
                self.dismiss_if_current()

    async def _show_entry(self) -> None:
        context = self.context
        page = await context.require_journal.call(load_entry_page, context.library, self._entry_id)
        self._entry = page.entry
        if not self.is_attached:  # the user went back meanwhile
            return
        widgets = list(_page_widgets(page, self.app.size.width - _PAGE_MARGINS))
        area, shown = self.query_one("#page"), list(self.query(QuestionLine))
        focused = next((number for number, line in enumerate(shown) if line.has_focus), None)
        async with self.batch():
            await area.remove_children()
            await area.mount_all(widgets)
        lines = list(self.query(QuestionLine))
        (lines[focused] if focused is not None and focused < len(lines) else area).focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("resume", "close", "reopen"):
            return self._entry is not None and self._entry.is_open is (action != "reopen")
        if action == "card":
            exercise = self.context.library.exercise(self._entry.exercise) if self._entry else None
            return exercise is not None and exercise.has_own_card
        if action == "calendar":
            return self._entry is not None and has_next_step(self._entry)
        return super().check_action(action, parameters)

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
        await notify_on_error(self, close_saved_entry(self.context, self._entry_id))
        await self.reload()

    def action_delete(self) -> None:
        """Move the entry to the bin, after a question."""
        if self._entry:
            self.run_and_reload(self._delete, self._entry)

    async def _delete(self, entry: Entry) -> None:
        if not await ask_to_remove(self, _delete_title(entry), _DELETE_LABEL):
            return
        if await notify_on_error(self, self.context.require_journal.call(move_to_bin, entry.id)):
            self.notify(DELETED_TEXT)
            self.dismiss()


def _page_widgets(page: EntryPage, width: int) -> Iterator[Widget]:
    """The widgets of the page; tables and diagrams are ``width`` cells wide."""
    addresses = iter(page.addresses)
    for block in page.document.blocks:
        address = next(addresses) if isinstance(block, QuestionBlock) else None
        yield from block_widgets(_with_shared_label(block, page.entry, address), width, address)
        if isinstance(block, MetadataBlock) and page.entry.tags:
            yield plain_text(" ".join(f"#{name}" for name in page.entry.tags), "meta")
    if page.credit:
        yield plain_text(f"Werkvorm van {page.credit}", "meta until")
    if page.keep_until:
        yield plain_text(f"Te bewaren tot {long_day(page.keep_until)}", "meta until")


def _with_shared_label(block: Block, entry: Entry, address: Address | None) -> Block:
    """Say after a question that its answer is marked to share."""
    if isinstance(block, QuestionBlock) and address and is_shared(entry, address):
        return replace(block, text=f"{block.text} · {SHARED_LABEL}")
    return block
