"""The logbook: every entry, the newest day first."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import month_name
from reflectie.domain.entry import EntrySummary, SearchHit
from reflectie.domain.text import ONLY_SIGNS_TEXT, has_words
from reflectie.journal.search_index import MIN_PREFIX_LENGTH
from reflectie.services.context import Context
from reflectie.services.logbook import LogbookPage, LogbookRow, list_page, search_page
from reflectie.tui.common.list_screen import ListScreen, entry_row
from reflectie.tui.logbook.entry_flows import restore_deleted
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.widgets.fitted_row import FittedRow
from reflectie.tui.widgets.steady_input import SteadyInput

_EMPTY_TEXT = "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag."

_OPEN_TITLE = "Logboek · nog open"

_NOTHING_OPEN_TEXT = "Er staat niets meer open."

_MORE_LETTERS_TEXT = "Typ nog een paar letters."

_NOTHING_FOUND_TEXT = "Niets gevonden met deze woorden. Minder woorden vinden meer."


class SearchField(SteadyInput):
    """The field in which words are typed, shown only during a search."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "naar de lijst"),
        Binding("enter", "submit", "naar de lijst", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="Zoek in wat je schreef", select_on_focus=False)
        self.display = False

    @property
    def words(self) -> str:
        return self.value.strip() if self.display else ""

    def open(self) -> None:
        self.display = True
        self.focus()

    def close(self) -> None:
        """Hide the field; an empty search shows every entry again."""
        self.display = False
        self.value = ""


class LogbookSearchScreen(ListScreen[EntrySummary]):
    """Base of the logbook: its search field and its filter."""

    DEFAULT_CSS = """
    LogbookSearchScreen {
        Input {
            width: 1fr; max-width: 100; border: none; height: 1; padding: 0 1; margin: 0 2 1 2;
            background: $surface;
        }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        &.-short Input { margin: 0 1; }
    }
    """
    shows_open = reactive(False, bindings=True)
    """Whether only unfinished entries are shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Logboek", _EMPTY_TEXT)

    @property
    def search_field(self) -> "SearchField":
        return self.query_one(SearchField)

    def compose_body(self) -> ComposeResult:
        title, *others = super().compose_body()
        yield title
        yield SearchField()
        yield from others

    @property
    def empty_text_now(self) -> str:
        if words := self.search_field.words:
            if not has_words(words):
                return ONLY_SIGNS_TEXT
            return _NOTHING_FOUND_TEXT if len(words) >= MIN_PREFIX_LENGTH else _MORE_LETTERS_TEXT
        return _NOTHING_OPEN_TEXT if self.shows_open else _EMPTY_TEXT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("show_open", "show_all"):
            return self.shows_open is (action == "show_all")
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        self.search_field.open()

    async def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == event.input.value:  # otherwise more was typed meanwhile
            self.option_list.highlighted = None
            await self.reload()

    def on_input_submitted(self) -> None:
        self.option_list.focus()

    async def action_dismiss(self, result: None = None) -> None:
        """Leave the search first, and then the screen."""
        if self.search_field.display:
            self.search_field.close()
            self.option_list.focus()
        else:
            self.dismiss()

    async def action_show_open(self) -> None:
        await self._show(open_only=True)

    async def action_show_all(self) -> None:
        await self._show(open_only=False)

    async def _show(self, open_only: bool) -> None:
        self.shows_open = open_only
        self.query_one("#title", Static).update(_OPEN_TITLE if open_only else "Logboek")
        await self.reload()


# The list -----------------------------------------------------------------------------------------

PAGE_SIZE = 200
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
        Binding("f", "show_open", "alleen nog open"),
        Binding("f", "show_all", "alles"),
        Binding("p", "bin", "prullenbak"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page = LogbookPage()
        """The last page that was loaded."""
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
        if words:
            self._page = await call(search_page, words, count, self._page.cursor, self.shows_open)
        else:
            kept = self.context.library.kept_steps
            self._page = await call(list_page, count, len(self.items), self.shows_open, kept)
        options: list[Option] = []
        month = month_name([*self.items.values()][-1].day) if self.items else ""
        # Entries of before can come again, when another program has written an entry.
        for row in (row for row in self._page.rows if row.entry.id not in self.items):
            if month_name(row.entry.day) != month:
                month = month_name(row.entry.day)
                options.append(_month_heading(month, is_first=not self.items))
            self.items[row.entry.id] = row.entry
            options.append(Option(_logbook_row(row), id=row.entry.id))
        return options

    @on(OptionList.OptionHighlighted)
    async def _load_next_page(self, event: OptionList.OptionHighlighted) -> None:
        async with self._refresh_lock:
            near_end = event.option_index >= self.option_list.option_count - _PRELOAD_DISTANCE
            if self._page.has_more and near_end:
                self.option_list.add_options(await self._load_options(PAGE_SIZE))

    # What can be done with an entry --------------------------------------------------------------

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


def _month_heading(month: str, is_first: bool) -> Option:
    """The name of a month, with a blank row above it unless it is the first."""
    return Option(
        Content.from_markup("$gap[$primary b]$month[/]", gap="" if is_first else "\n", month=month),
        disabled=True,
    )


def _logbook_row(row: LogbookRow) -> FittedRow:
    return entry_row(row.entry, _found_words(row.hit) if row.hit else None, shows_about=True)


def _found_words(hit: SearchHit) -> Content:
    """The text around a match, with the match in bold."""
    content = Content(hit.words.replace("\n", " "))
    for start, end in hit.marks:
        content = content.stylize("bold $mark", start, end)
    return content


_READING_ACTIONS = frozenset({"read", "search", "show_open", "show_all", "dismiss", "copy_text"})
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
