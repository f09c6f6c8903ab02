"""Logboek: every reflection, the newest day first; Enter reads one."""

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import Summary
from reflectie.domain.text import first_words
from reflectie.journal.store import Journal
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.past import open_bin
from reflectie.tui.screens.reader import ReaderScreen

_INDENT = 13
"""Cells that the day takes, with the gap after it."""

PAGE = 200
"""Entries fetched at a time; the next come when the end of the list is near."""


class JournalScreen(BaseScreen[None]):
    """The list, with the beginning of what was written."""

    DEFAULT_CSS = """
    JournalScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #none { margin: 1 2; color: $quiet; display: none; }
        OptionList {
            height: 1fr; border: none; background: $background; padding: 0 1; scrollbar-size-vertical: 1;
        }
        &.-short #title { margin: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "lezen", key_display="Enter"),
        Binding("p", "bin", "prullenbak"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._fetched = 0
        self._turn = asyncio.Lock()

    def body(self) -> ComposeResult:
        yield Static("Logboek", id="title")
        yield Static(
            "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag.", id="none"
        )
        yield OptionList()

    async def on_screen_resume(self) -> None:
        """The list as it is now, one filling at a time: two would put the same entries in it twice."""
        async with self._turn:
            entries = self.query_one(OptionList)
            here = entries.highlighted
            size, self._fetched = max(self._fetched, PAGE), 0
            entries.clear_options()
            await self._fetch(size)
            entries.highlighted = here if here is not None else (0 if entries.option_count else None)
            self.query_one("#none").display = not entries.option_count
            entries.focus()

    async def _fetch(self, size: int = PAGE) -> None:
        found = await self._desk.open_journal.call(Journal.summaries, size, self._fetched)
        self._fetched += len(found)
        self.query_one(OptionList).add_options(Option(self._row(s), id=s.id) for s in found)

    def _row(self, summary: Summary) -> Content:
        still = " · nog open" if summary.is_open else ""
        room = max(self.size.width - _INDENT - 4, 10)
        return Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$still[/]\n{' ' * _INDENT}[$quiet]$words[/]",
            day=short_day(summary.day),
            title=first_words(summary.title, room - len(still)),
            still=still,
            words=first_words(summary.words, room) or "alleen een teken op de lijn",
        )

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        async with self._turn:
            if event.option_index >= self._fetched - 5 and self._fetched % PAGE == 0:
                await self._fetch()

    def action_read(self) -> None:
        self.query_one(OptionList).action_select()

    def action_bin(self) -> None:
        self.run_worker(self._open_bin())

    async def _open_bin(self) -> None:
        if await open_bin(self.app, self._desk):
            await self.on_screen_resume()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ReaderScreen(self._desk, event.option_id))
