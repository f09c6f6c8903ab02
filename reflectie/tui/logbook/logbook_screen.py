"""The logbook: every entry, the newest day first."""

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.text import shorten
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen, restore_deleted

_INDENT = 13
"""Cells that the day takes, with the gap after it."""

PAGE_SIZE = 200
"""Entries fetched at a time; the next come when the end of the list is near."""


class LogbookScreen(BaseScreen[None]):
    """The list, with the beginning of what was written."""

    DEFAULT_CSS = """
    LogbookScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #none { margin: 1 2; color: $quiet; display: none; }
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
        self._fetched = 0
        self._refresh_lock = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        yield Static("Logboek", id="title")
        yield Static(
            "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag.", id="none"
        )
        yield OptionList()

    async def on_screen_resume(self) -> None:
        """The list as it is now, one filling at a time: two would put the same entries in it twice."""
        async with self._refresh_lock:
            entries = self.query_one(OptionList)
            here = entries.highlighted
            size, self._fetched = max(self._fetched, PAGE_SIZE), 0
            entries.clear_options()
            await self._load_page(size)
            entries.highlighted = here if here is not None else (0 if entries.option_count else None)
            self.query_one("#none").display = not entries.option_count
            entries.focus()

    async def _load_page(self, size: int = PAGE_SIZE) -> None:
        found = await self.context.require_journal.call(Journal.summaries, size, self._fetched)
        self._fetched += len(found)
        self.query_one(OptionList).add_options(Option(self._row(s), id=s.id) for s in found)

    def _row(self, summary: EntrySummary) -> Content:
        still = " · nog open" if summary.is_open else ""
        room = max(self.size.width - _INDENT - 4, 10)
        return Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$still[/]\n{' ' * _INDENT}[$quiet]$words[/]",
            day=short_day(summary.day),
            title=shorten(summary.title, room - len(still)),
            still=still,
            words=shorten(summary.words, room) or "alleen een teken op de lijn",
        )

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        async with self._refresh_lock:
            if event.option_index >= self._fetched - 5 and self._fetched % PAGE_SIZE == 0:
                await self._load_page()

    def action_read(self) -> None:
        self.query_one(OptionList).action_select()

    def action_bin(self) -> None:
        self.run_worker(self._open_bin())

    async def _open_bin(self) -> None:
        if await restore_deleted(self.app, self.context):
            await self.on_screen_resume()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ReaderScreen(self.context, event.option_id))
