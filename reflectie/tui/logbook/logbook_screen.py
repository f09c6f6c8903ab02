"""The logbook: every entry, the newest day first."""

import asyncio
import re
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import month_name
from reflectie.domain.entry import SearchHit
from reflectie.domain.errors import NotFound
from reflectie.export.document import Document, TitleBlock
from reflectie.export.plain_text import to_plain_text
from reflectie.services.context import Context
from reflectie.services.logbook import LogbookPage, LogbookRow, list_page, load_entry_page, search_page
from reflectie.tui.common.list_screen import entry_row
from reflectie.tui.logbook.entry_flows import open_bin
from reflectie.tui.logbook.logbook_search import BESIDE_WIDTH, LogbookSearchScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow

PAGE_SIZE = 100
"""Entries loaded at a time; the next page is loaded near the end of the list."""

_PRELOAD_DISTANCE = 5
"""The next page is loaded when the highlight is this many rows from the end."""


class LogbookScreen(LogbookSearchScreen):
    """The entries by month, all or only the unfinished ones, or those that a search finds."""

    AUTO_FOCUS = "OptionList"
    HELP_TITLE: ClassVar[str] = "Logboek"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "lezen"),
        Binding("slash", "search", "zoeken", key_display="/"),
        Binding("f", "filter", "filter"),
        Binding("p", "bin", "prullenbak"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page = LogbookPage()
        """The last page that was loaded."""
        self._hits: dict[str, SearchHit | None] = {}
        """The hit with which a search found each entry."""
        self._refresh_lock = asyncio.Lock()
        """Only one task at a time fills the list; two would add the same entries twice."""

    async def reload(self) -> None:
        """Load the entries again. When the highlighted one is gone, the one in its place is highlighted."""
        async with self._refresh_lock:
            count, highlighted = max(len(self.items), PAGE_SIZE), self.option_list.highlighted or 0
            self.items, self._page = {}, LogbookPage()
            options = await self._load_options(count)
            self.query_one("#empty", Static).update(self.empty_text_now)
            near = options[: highlighted + 1][::-1] + options[highlighted + 1 :]
            self.set_options(options, next((option for option in near if option.id), None))

    async def _load_options(self, count: int) -> list[Option]:
        """Load the next entries, at most ``count``, and return their rows below the names of their months."""
        call, words = self.context.require_journal.call, self.search_field.words
        last = self._page.rows[-1].entry if self._page.rows else None
        if words:
            self._page = await call(search_page, words, count, self._page.cursor, self.criteria)
        else:
            kept = self.context.library.kept_steps
            self._page = await call(list_page, count, last, self.criteria, kept)
        options: list[Option] = []
        month = month_name(last.day) if last else ""
        # Entries of before can come again, when another program has written an entry.
        for row in (row for row in self._page.rows if row.entry.id not in self.items):
            if month_name(row.entry.day) != month:
                month = month_name(row.entry.day)
                options.append(_month_heading(month, is_first=not self.items))
            self.items[row.entry.id] = row.entry
            self._hits[row.entry.id] = row.hit
            options.append(Option(_logbook_row(row), id=row.entry.id))
        return options

    @on(OptionList.OptionHighlighted)
    async def _load_next_page(self, event: OptionList.OptionHighlighted) -> None:
        async with self._refresh_lock:
            near_end = event.option_index >= self.option_list.option_count - _PRELOAD_DISTANCE
            if self._page.has_more and near_end:
                self.option_list.add_options(await self._load_options(PAGE_SIZE))

    @on(OptionList.OptionHighlighted)
    @on(events.Resize)
    @work(exclusive=True, group="beside")
    async def _show_beside(self) -> None:
        """Show the highlighted entry beside the list, where there is room."""
        context, option = self.context, self.option_list.highlighted_option
        if not option or not option.id or self.size.width < BESIDE_WIDTH:
            return
        entry_id = option.id
        try:
            page = await context.require_journal.call(load_entry_page, context.library, entry_id)
        except NotFound:  # another program erased it meanwhile
            return
        beside = self.query_one("#beside")
        text = preview(page.document, beside.size.width - _BESIDE_MARGINS, self._hits.get(entry_id))
        self.query_one("#entry", Static).update(text)
        beside.scroll_home(animate=False)

    # What can be done with an entry --------------------------------------------------------------

    def action_read(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ReaderScreen(self.context, event.option_id))

    @work
    async def action_bin(self) -> None:
        """Let the user restore an entry from the bin, or empty it."""
        if await open_bin(self, self.context):
            await self.reload()


def _month_heading(month: str, is_first: bool) -> Option:
    """The name of a month, with a blank row above it unless it is the first."""
    return Option(
        Content.from_markup("$gap[$primary b]$month[/]", gap="" if is_first else "\n", month=month),
        disabled=True,
    )


def _logbook_row(row: LogbookRow) -> FittedRow:
    if not row.hit:
        return entry_row(row.entry, shows_about=True)
    # What a match in the title shows has the situation in it already.
    return entry_row(row.entry, _found_words(row.hit), shows_about=row.hit.address is not None)


_BESIDE_MARGINS = 4


def preview(document: Document, width: int, hit: SearchHit | None) -> Content:
    """An entry as text, with the words that a search found in bold."""
    text = to_plain_text(document, max(width, MIN_WIDTH))
    content = Content(re.sub(r"^=+\n", "", text, count=1, flags=re.MULTILINE))  # the title is bold instead
    if document.blocks and isinstance(document.blocks[0], TitleBlock):
        content = content.stylize("bold $primary", 0, content.plain.find("\n"))
    for word in {hit.words[start:end] for start, end in hit.marks} if hit else ():
        for match in re.finditer(re.escape(word), content.plain):
            content = content.stylize("bold $mark", match.start(), match.end())
    return content


def _found_words(hit: SearchHit) -> Content:
    """The text around a match, with the match in bold."""
    content = Content(hit.words.replace("\n", " "))
    for start, end in hit.marks:
        content = content.stylize("bold $mark", start, end)
    return content


_READING_ACTIONS = frozenset({"read", "search", "filter", "dismiss", "copy_text"})
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
