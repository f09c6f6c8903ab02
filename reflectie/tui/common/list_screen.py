"""Base class of screens with a list, whose keys act on the highlighted row."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.text_layout import cell_width, one_line, truncate
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow

DAY_WIDTH = 13
"""Cells of the day before an entry, with its gap."""

NO_TEXT = "alleen een teken op de lijn"


def open_suffix(summary: EntrySummary) -> str:
    """What follows the title of an unfinished entry."""
    return " · nog open" if summary.is_open else ""


def entry_row(summary: EntrySummary) -> FittedRow:
    """The day and the title, and below the title the beginning of the text."""
    suffix = open_suffix(summary)

    def write(width: int) -> Content:
        text_width = max(width - DAY_WIDTH, MIN_WIDTH)
        return Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$suffix[/]\n{' ' * DAY_WIDTH}[$quiet]$text[/]",
            day=short_day(summary.day),
            title=truncate(one_line(summary.title), text_width - cell_width(suffix)),
            suffix=suffix,
            text=truncate(one_line(summary.words) or NO_TEXT, text_width),
        )

    return FittedRow(write)


def heading_row(heading: str, suffix: str, below: str) -> FittedRow:
    """A heading with a suffix, and a text below it. The suffix is not cut."""

    def write(width: int) -> Content:
        return Content.from_markup(
            "[b]$heading[/][$quiet]$suffix\n  $below[/]",
            heading=truncate(one_line(heading), max(width - cell_width(suffix), MIN_WIDTH)),
            suffix=suffix,
            below=truncate(one_line(below), width - 2),
        )

    return FittedRow(write)


Item = TypeVar("Item")

ItemFlow = Callable[[Screen[Any], Context, Item], Awaitable[object]]
"""Asks the user something about an item and saves the result."""


class ListScreen(BaseScreen[None], Generic[Item]):
    """A title above a list that a subclass fills in ``reload``. ``empty_text`` is shown when it is empty.

    ``items`` holds the items of the rows by the id of their row, when each row is about an item.
    """

    DEFAULT_CSS = """
    ListScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #empty { margin: 0 2; color: $quiet; display: none; max-width: 80; }
        OptionList {
            width: 1fr; height: 1fr; background: $background; margin: 0 2; scrollbar-size-vertical: 1;
            text-wrap: nowrap; text-overflow: ellipsis;  /* Textual measures some emoji as wider */
            & > .option-list--option-disabled { color: $quiet; }
        }
        &.-short #title, &.-short OptionList, &.-short #empty { margin: 0 1; }
    }
    """

    def __init__(self, context: Context, title: str = "", empty_text: str = "") -> None:
        super().__init__()
        self.context, self._title, self._empty_text = context, title, empty_text
        self.items: dict[str, Item] = {}

    def compose_body(self) -> ComposeResult:
        yield Static(self._title, id="title", markup=False)
        yield Static(self._empty_text, id="empty", markup=False)
        yield OptionList()

    @property
    def option_list(self) -> OptionList:
        return self.query_one(OptionList)

    def set_options(self, options: list[Option], fallback: Option | None = None) -> None:
        """Fill the list and give it the focus, or show that it is empty.

        The row that was highlighted stays highlighted. If there is none or it is gone, ``fallback`` is
        highlighted, by default the first row.
        """
        highlighted = self.option_list.highlighted_option
        self.option_list.clear_options()
        self.option_list.add_options(options)
        ids = [option.id for option in options]
        if highlighted and highlighted.id in ids:
            self.option_list.highlighted = ids.index(highlighted.id)
        elif options:
            self.option_list.highlighted = options.index(fallback) if fallback else 0
        self.option_list.display = bool(options)
        self.query_one("#empty").display = not options
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Keep the highlighted row in view."""
        self.call_after_refresh(self.option_list.scroll_to_highlight)

    @property
    def current_item(self) -> Item | None:
        """The item to which the keys apply, here that of the highlighted row; None when there is none."""
        option = self.option_list.highlighted_option if self.is_mounted else None
        return self.items.get(option.id or "") if option else None

    async def reload(self) -> None:
        """Read the items again and show them."""
        raise NotImplementedError

    async def on_screen_resume(self) -> None:
        await self.reload()

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    def run_flow(self, flow: ItemFlow[Item]) -> None:
        """Run a flow about the current item, and show the result."""

        async def run(item: Item) -> None:
            await flow(self, self.context, item)
            await self.reload()

        if (item := self.current_item) is not None:
            self.run_worker(run(item))
