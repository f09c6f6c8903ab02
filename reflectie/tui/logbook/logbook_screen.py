"""The logbook: every entry, the newest day first."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import entry_row
from reflectie.tui.logbook.entry_flows import restore_deleted
from reflectie.tui.logbook.reader_screen import ReaderScreen

_MARGINS = 4
"""Cells beside the rows, with the scrollbar."""

PAGE_SIZE = 200
"""Entries loaded at a time; the next page is loaded near the end of the list."""

_PRELOAD_DISTANCE = 5
"""The next page is loaded when the highlight is this many rows from the end."""

_EMPTY_TEXT = "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag."


class LogbookScreen(BaseScreen[None]):
    """The list of entries, each with the beginning of its text."""

    DEFAULT_CSS = """
    LogbookScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #empty { margin: 1 2; color: $quiet; display: none; }
        OptionList {
            height: 1fr; border: none; background: $background; padding: 0 1; scrollbar-size-vertical: 1;
        }
        &.-short #title { margin: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Logboek"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "lezen", key_display="Enter"),
        Binding("p", "bin", "prullenbak"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._loaded_count = 0
        self._refresh_lock = asyncio.Lock()
        """Only one task at a time fills the list; two would add the same entries twice."""

    def compose_body(self) -> ComposeResult:
        yield Static("Logboek", id="title")
        yield Static(_EMPTY_TEXT, id="empty")
        yield OptionList()

    async def on_screen_resume(self) -> None:
        """Load the entries again, with the same row highlighted."""
        async with self._refresh_lock:
            entries = self.query_one(OptionList)
            highlighted = entries.highlighted or 0
            count, self._loaded_count = max(self._loaded_count, PAGE_SIZE), 0
            entries.clear_options()
            await self._load_entries(count)
            entries.highlighted = highlighted if entries.option_count else None
            self.query_one("#empty").display = not entries.option_count
            entries.focus()

    async def _load_entries(self, count: int = PAGE_SIZE) -> None:
        call = self.context.require_journal.call
        summaries = await call(Journal.summaries, count, self._loaded_count)
        self._loaded_count += len(summaries)
        width = self.size.width - _MARGINS
        options = (Option(entry_row(summary, width), id=summary.id) for summary in summaries)
        self.query_one(OptionList).add_options(options)

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        async with self._refresh_lock:
            is_near_end = event.option_index >= self._loaded_count - _PRELOAD_DISTANCE
            if is_near_end and self._loaded_count % PAGE_SIZE == 0:
                await self._load_entries()

    def action_read(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ReaderScreen(self.context, event.option_id))

    @work
    async def action_bin(self) -> None:
        """Let the user restore an entry from the bin."""
        if await restore_deleted(self, self.context):
            await self.on_screen_resume()


_READING_ACTIONS = frozenset({"read", "dismiss", "copy_text"})
"""The actions that these screens allow. A new action is not allowed until it is added here."""


class ReadOnlyLogbookScreen(LogbookScreen):
    """The logbook without its bin."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action in _READING_ACTIONS and super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.prevent_default()  # otherwise the base class opens an entry that can be changed
        if event.option_id:
            self.app.push_screen(ReadOnlyReaderScreen(self.context, event.option_id))


class ReadOnlyReaderScreen(ReaderScreen):
    """An entry without the actions that change it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action in _READING_ACTIONS and super().check_action(action, parameters)
