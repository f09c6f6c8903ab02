"""Search in the logbook while typing, and show only what is unfinished."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widgets import Input, Static

from reflectie.domain.entry import EntrySummary
from reflectie.domain.text import ONLY_SIGNS_TEXT, has_words
from reflectie.journal.search_index import MIN_PREFIX_LENGTH
from reflectie.services.context import Context
from reflectie.tui.common.list_screen import ListScreen
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
