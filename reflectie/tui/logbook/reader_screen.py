"""Read one entry as a document, and reopen, close or delete it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, ClassVar, get_args

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Address, Entry
from reflectie.domain.errors import NotFound
from reflectie.domain.labels import (
    MEETING_LABEL,
    OPEN_LABEL,
    SITUATION_LABEL,
    STATE_LABELS,
    placement_caption,
)
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    DiagramBlock,
    MetadataBlock,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TableBlock,
    TitleBlock,
    TrailBlock,
    TypedTextBlock,
)
from reflectie.export.plain_text import render_block
from reflectie.journal.bin import move_to_bin
from reflectie.services.autosave import close_saved_entry
from reflectie.services.context import Context
from reflectie.services.logbook import EntryPage, load_entry_page
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.dialogs import ask_to_remove
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.entry_flows import choose_retention, restore_revision
from reflectie.tui.runner.runner_screen import edit_answer, resume_entry
from reflectie.tui.situations.situation_flows import choose_situation
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.option_row import SELECTED_SIGN
from reflectie.tui.widgets.tension_line import TensionLine


class QuestionLine(Static, can_focus=True):
    """A question of which the answer can be changed."""

    DEFAULT_CSS = "QuestionLine:focus { background: $focus; color: $focus-text; text-style: bold; }"
    HELP_TITLE: ClassVar[str] = "Bij een vraag"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit_answer", "antwoord wijzigen"),
        Binding("tab,down", "app.focus_next", "volgende vraag", show=False),
        Binding("shift+tab,up", "app.focus_previous", "vorige vraag", show=False),
    ]

    def __init__(self, text: str, address: Address, classes: str) -> None:
        super().__init__(text, markup=False, classes=classes)
        self.address = address

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.edit_answer")


def block_widgets(block: Block, width: int, address: Address | None = None) -> list[Widget]:
    """The widgets of one block. Tables and diagrams are drawn as text of ``width`` cells.

    ``address`` is that of the answer to a question, if it can be changed.
    """
    if isinstance(block, QuestionBlock) and address:
        return [QuestionLine(block.text, address, _question_classes(block))]
    return _WIDGETS[type(block)](block, width)


def _title(block: TitleBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, "title")]


def _metadata(block: MetadataBlock, _width: int) -> list[Widget]:
    parts = (
        long_day(block.day),
        OPEN_LABEL if block.is_open else "",
        block.situation and f"{SITUATION_LABEL} {block.situation}",
        block.meeting and f"{MEETING_LABEL} {block.meeting}",
    )
    return [plain_text(" · ".join(filter(None, parts)), "meta")]


def _question(block: QuestionBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, _question_classes(block))]


def _question_classes(block: QuestionBlock) -> str:
    return "question follow" if block.level > 2 else "question"


def _text(block: TypedTextBlock | ParagraphBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, "text")]


def _state(block: StateBlock, _width: int) -> list[Widget]:
    return [plain_text(STATE_LABELS[block.state], "note")]


def _choice(block: ChoiceBlock, _width: int) -> list[Widget]:
    return [plain_text("\n".join(f"{SELECTED_SIGN} {chosen}" for chosen in block.chosen), "text")]


def _placement(block: PlacementBlock, _width: int) -> list[Widget]:
    caption = plain_text(placement_caption(block.aspect, block.whose, block.day), "caption")
    line = TensionLine(block.left, block.right, block.value)
    unknown = [plain_text("weet ik (nog) niet", "note")] if block.value is None else []
    return [caption, line, *unknown]


def _drawn_in_text(block: Block, width: int) -> list[Widget]:
    return [plain_text("\n".join(render_block(block, width)), "as-is")]


_WIDGETS: dict[type, Callable[[Any, int], list[Widget]]] = {
    TitleBlock: _title,
    MetadataBlock: _metadata,
    QuestionBlock: _question,
    TypedTextBlock: _text,
    ParagraphBlock: _text,
    StateBlock: _state,
    ChoiceBlock: _choice,
    PlacementBlock: _placement,
    TrailBlock: _drawn_in_text,
    TableBlock: _drawn_in_text,
    DiagramBlock: _drawn_in_text,
}

assert _WIDGETS.keys() == set(get_args(Block))

# The screen ---------------------------------------------------------------------------------------

_PAGE_MARGINS = 6
"""Cells at the sides of the page, with its scrollbar."""

DELETED_TEXT = "In de prullenbak. In het Logboek haal je het met p weer terug."

_DELETE_LABEL = "ja, gooi weg"


def _delete_title(entry: Entry) -> str:
    return (
        f"'{entry.title}' van {long_day(entry.day)} weggooien? Dan ligt het in de prullenbak. "
        "In het Logboek haal je het met p weer terug."
    )


class ReaderScreen(BaseScreen[None]):
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
        await notify_on_error(self, close_saved_entry(self.context, self._entry_id))
        await self.on_screen_resume()

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

    @work
    async def action_delete(self) -> None:
        """Move the entry to the bin, after a question."""
        if self._entry is None or not await ask_to_remove(self, _delete_title(self._entry), _DELETE_LABEL):
            return
        if await notify_on_error(self, self.context.require_journal.call(move_to_bin, self._entry_id)):
            self.notify(DELETED_TEXT)
            self.dismiss()
        else:
            await self.on_screen_resume()


def _page_widgets(page: EntryPage, width: int) -> Iterator[Widget]:
    """The widgets of the page; tables and diagrams are ``width`` cells wide."""
    addresses = iter(page.addresses)
    for block in page.document.blocks:
        yield from block_widgets(block, width, next(addresses) if isinstance(block, QuestionBlock) else None)
    if page.credit:
        yield plain_text(f"Werkvorm van {page.credit}", "meta until")
    if page.keep_until:
        yield plain_text(f"Te bewaren tot {long_day(page.keep_until)}", "meta until")
