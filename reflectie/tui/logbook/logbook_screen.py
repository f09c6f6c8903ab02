"""The logbook: every entry, the newest day first."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.domain.entry import EntrySummary
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.tui.common.list_screen import ListScreen, entry_row
from reflectie.tui.logbook.entry_flows import restore_deleted
from reflectie.tui.logbook.reader_screen import ReaderScreen

PAGE_SIZE = 200
"""Entries loaded at a time; the next page is loaded near the end of the list."""

_PRELOAD_DISTANCE = 5
"""The next page is loaded when the highlight is this many rows from the end."""

_EMPTY_TEXT = "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag."


class LogbookScreen(ListScreen[EntrySummary]):
    """The list of entries, each with the beginning of its text."""

    HELP_TITLE: ClassVar[str] = "Logboek"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "lezen", key_display="Enter"),
        Binding("p", "bin", "prullenbak"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Logboek", _EMPTY_TEXT)
        self._has_more = False
        """Whether the journal may hold older entries than those in the list."""
        self._refresh_lock = asyncio.Lock()
        """Only one task at a time fills the list; two would add the same entries twice."""

    async def reload(self) -> None:
        """Load the entries again. When the highlighted one is gone, the one in its place is highlighted."""
        async with self._refresh_lock:
            count, highlighted = max(len(self.items), PAGE_SIZE), self.option_list.highlighted or 0
            self.items = {}
            options = await self._load_options(count)
            self.set_options(options, options[min(highlighted, len(options) - 1)] if options else None)

    async def _load_options(self, count: int) -> list[Option]:
        """Load the next entries, at most ``count``, and return their rows."""
        summaries = await self.context.require_journal.call(Journal.summaries, count, len(self.items))
        self._has_more = len(summaries) == count
        # Entries of before can come again, when another program has written an entry.
        added = {summary.id: summary for summary in summaries if summary.id not in self.items}
        self.items |= added
        return [Option(entry_row(summary), id=summary.id) for summary in added.values()]

    @on(OptionList.OptionHighlighted)
    async def _load_next_page(self, event: OptionList.OptionHighlighted) -> None:
        async with self._refresh_lock:
            if self._has_more and event.option_index >= len(self.items) - _PRELOAD_DISTANCE:
                self.option_list.add_options(await self._load_options(PAGE_SIZE))

    def action_read(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ReaderScreen(self.context, event.option_id))

    @work
    async def action_bin(self) -> None:
        """Let the user restore an entry from the bin."""
        if await restore_deleted(self, self.context):
            await self.reload()


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
