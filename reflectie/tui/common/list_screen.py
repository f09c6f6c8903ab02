"""Base class of screens with a list, whose keys act on the highlighted row."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.text_layout import cell_width, one_line, skip_to_show, truncate
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import ReloadingScreen
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow

DAY_WIDTH = 13
"""Cells of the day before an entry, with its gap."""

NO_TEXT = "alleen een teken op de lijn"


def open_suffix(summary: EntrySummary) -> str:
    """What follows the title of an unfinished entry."""
    return " · nog open" if summary.is_open else ""


def entry_row(summary: EntrySummary, words: Content | None = None, shows_about: bool = False) -> FittedRow:
    """The day and the title, and below the title what the entry is about and its words.

    ``words`` are shown instead of the words of the entry; the first piece with a style stays in view.
    """
    suffix = open_suffix(summary)
    about = one_line(summary.about) if shows_about else ""
    shown = words or Content(one_line(summary.words) or NO_TEXT)

    def write(width: int) -> Content:
        text_width = max(width - DAY_WIDTH, MIN_WIDTH)
        first = Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$suffix[/]\n{' ' * DAY_WIDTH}",
            day=short_day(summary.day),
            title=truncate(one_line(summary.title), text_width - cell_width(suffix)),
            suffix=suffix,
        )
        start = f"{truncate(about, text_width // 2) if words else about} · " if about else ""
        in_view = _show_first_span(shown, text_width - cell_width(start))
        return first + _cut(Content(start) + in_view, text_width).stylize_before("$quiet")

    return FittedRow(write)


def _show_first_span(content: Content, width: int) -> Content:
    """Leave out the beginning of a content on one line when its first styled piece would not be in view."""
    end = min((span.end for span in content.spans), default=0)
    skipped = skip_to_show(content.plain, end, width)
    return "…" + content[skipped:] if skipped else content


def _cut(content: Content, width: int) -> Content:
    """Cut a content on one line as ``truncate`` does, with its styles."""
    kept = truncate(content.plain, width)
    return content if kept == content.plain else content[: len(kept) - 1] + "…"


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


class ListScreen(ReloadingScreen[None], Generic[Item]):
    """A title above a list that a subclass fills in ``reload``. ``empty_text`` is shown when it is empty.

    ``items`` holds the items of the rows by the id of their row, when each row is about an item.
    """

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    ListScreen {
        #body { align-horizontal: center; }
        #title {
            width: 1fr; max-width: 100; height: 1; margin: 1 2; text-style: bold; color: $primary;
        }
        #empty { width: 1fr; max-width: 100; margin: 0 2; color: $quiet; display: none; }
        OptionList {
            width: 1fr; max-width: 100; height: 1fr; margin: 0 2; background: $background;
            scrollbar-size-vertical: 1;
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
        yield SafeOptionList()

    @property
    def option_list(self) -> OptionList:
        return self.query_one(OptionList)

    def set_options(self, options: list[Option], fallback: Option | None = None) -> None:
        """Fill the list and give it the focus, or show that it is empty. The focus stays in an input field.

        The row that was highlighted stays highlighted. If there is none or it is gone, ``fallback`` is
        highlighted, by default the first row that can be chosen.
        """
        highlighted = self.option_list.highlighted_option
        self.option_list.clear_options()
        self.option_list.add_options(options)
        ids = [option.id for option in options]
        if highlighted and highlighted.id in ids:
            self.option_list.highlighted = ids.index(highlighted.id)
        elif fallback:
            self.option_list.highlighted = options.index(fallback)
        elif options:
            self.option_list.action_first()
        self.option_list.display = bool(options)
        self.query_one("#empty").display = not options
        if not isinstance(self.focused, Input):
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("open", "read"):  # what Enter does with the highlighted row
            return self.is_mounted and self.option_list.highlighted is not None
        return super().check_action(action, parameters)

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    def run_flow(self, flow: ItemFlow[Item]) -> None:
        """Run a flow about the current item, and show the result."""
        if (item := self.current_item) is not None:
            self.run_and_reload(flow, self, self.context, item)
