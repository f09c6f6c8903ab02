"""Search in the logbook while typing, and filter it."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from reflectie.domain.entry import EntrySummary
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.text import ONLY_SIGNS_TEXT, has_words
from reflectie.journal.search_index import MIN_PREFIX_LENGTH
from reflectie.services.context import Context
from reflectie.services.logbook_filter import FilterOption, combine, logbook_filters
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.logbook.filter_flows import choose_filter
from reflectie.tui.widgets.steady_input import SteadyInput

BESIDE_WIDTH = 120
"""Columns from which the entry stands beside the list."""

_EMPTY_TEXT = "Hier komt te staan wat je schrijft. Begin op Thuis met een lijn of een vraag."

_NOTHING_OPEN_TEXT = "Er staat niets meer open."

_NOTHING_LEFT_TEXT = "Niets past bij wat je koos. Met f kies je iets anders, of weer alles."

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
    """Base of the logbook: its search field and filters, and room for an entry beside the list."""

    DEFAULT_CSS = """
    LogbookSearchScreen {
        Input {
            width: 1fr; max-width: 100; border: none; height: 1; padding: 0 1; margin: 0 2 1 2;
            background: $surface;
        }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        #columns { width: 1fr; max-width: 104; height: 1fr; }
        #beside { display: none; width: 1fr; max-width: 84; height: 1fr; scrollbar-size-vertical: 1; }
        &.-beside #columns, &.-beside #title, &.-beside Input { max-width: 184; }
        &.-beside #beside { display: block; padding-left: 2; border-left: solid $border; }
        &.-short Input { margin: 0 1; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Logboek", _EMPTY_TEXT)
        self._chosen: dict[str, FilterOption] = {}
        """The option of each filter that is in use, by the id of the filter."""

    @property
    def search_field(self) -> "SearchField":
        return self.query_one(SearchField)

    @property
    def criteria(self) -> EntryFilter:
        """Which entries the filters leave."""
        return combine(self._chosen.values())

    def compose_body(self) -> ComposeResult:
        title, *others = super().compose_body()
        yield title
        yield SearchField()
        with Horizontal(id="columns"):
            yield from others
            with VerticalScroll(id="beside", can_focus=False):
                yield Static(id="entry", markup=False)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE_WIDTH, "-beside")

    @property
    def empty_text_now(self) -> str:
        if words := self.search_field.words:
            if not has_words(words):
                return ONLY_SIGNS_TEXT
            return _NOTHING_FOUND_TEXT if len(words) >= MIN_PREFIX_LENGTH else _MORE_LETTERS_TEXT
        if self._chosen.keys() == {"open"}:
            return _NOTHING_OPEN_TEXT
        return _NOTHING_LEFT_TEXT if self._chosen else _EMPTY_TEXT

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

    @work
    async def action_filter(self) -> None:
        """Let the user choose one filter; filters that were chosen before stay."""
        filters = await self.context.require_journal.call(
            logbook_filters, self.context.library, self.context.today
        )
        if await choose_filter(self, filters, self._chosen):
            labels = (option.label for option in self._chosen.values())
            self.query_one("#title", Static).update(Content(" · ".join(["Logboek", *labels])))
            self.option_list.highlighted = None
            await self.reload()
