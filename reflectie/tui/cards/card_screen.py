"""The card of a meeting or of an entry: what the user needs at hand, and which parts may be shared."""

import asyncio
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from reflectie.diagrams.scale import MARK_SIGN
from reflectie.domain.dates import relative_day
from reflectie.domain.entry import Entry
from reflectie.domain.errors import NotFound, ReflectieError
from reflectie.domain.meeting import Meeting, meeting_moment
from reflectie.export.card import (
    EMPTY_CARD,
    EMPTY_SHARED_CARD,
    CardEntry,
    CardHeading,
    CardItem,
    CardRow,
    card_heading,
    card_items,
    full_text,
    lay_out_card,
)
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import get_meeting
from reflectie.services.card_output import (
    PAGE_WIDTH,
    card_text,
    print_text,
    save_card,
    suggest_card_file,
    toggle_shared,
)
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import ReloadingScreen
from reflectie.tui.common.dialogs import InputDialog, ListDialog, MessageDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.terminal.textual_private import option_rows

_COPY, _SAVE, _PRINT = "copy", "save", "print"

_OPTIONS = {
    _COPY: "kopiëren, om te plakken in een bericht of een document",
    _SAVE: "bewaren als bestand",
    _PRINT: "afdrukken",
}

_WHOLE_TITLE = "De hele kaart, ook wat alleen voor jou is. Wat wil je ermee?"

_SHARED_TITLE = "Je deelkaart: alleen wat je deelt. Wat wil je ermee?"

_COPIED = (
    "De kaart staat op je klembord, als je terminal dat toelaat. Andere programma's kunnen hem daar lezen."
)

_FILE_HINT = "Een nieuw bestand in deze map. Het is niet versleuteld; alleen jij kunt erbij."

_PRINTED = "De kaart is naar je printer."


class CardFileDialog(InputDialog[str]):
    """Asks for the path of a new file."""

    MAX_LENGTH = 4096


async def take_card_along(
    screen: Screen[Any], context: Context, meeting: Meeting | None, entry: Entry, shared: bool
) -> None:
    """Ask what to do with the card, or with ``shared`` the card for sharing, and do it.

    ``entry`` is what is on the card: the preparation of the meeting, if there is one. What is copied has no
    line breaks of its own, to be pasted anywhere.
    """
    exercise = context.library.exercise(entry.exercise)
    page = card_text(meeting, entry, exercise, shared, PAGE_WIDTH)
    title = _SHARED_TITLE if shared else _WHOLE_TITLE
    chosen = await screen.app.push_screen_wait(ListDialog(title, _OPTIONS))
    if chosen == _COPY:
        screen.app.copy_to_clipboard(card_text(meeting, entry, exercise, shared))
        screen.notify(_COPIED, markup=False)
    elif chosen == _SAVE:
        await _save(screen, context, card_heading(meeting, entry), page, shared)
    elif chosen == _PRINT and await notify_on_error(screen, asyncio.to_thread(print_text, page)):
        screen.notify(_PRINTED, markup=False)


async def _save(screen: Screen[Any], context: Context, heading: CardHeading, text: str, shared: bool) -> None:
    async def save(path: str) -> str:
        return str(await asyncio.to_thread(save_card, path, text, context.folder))

    suggested = await asyncio.to_thread(suggest_card_file, heading, shared)
    dialog = CardFileDialog("Waar bewaar je de kaart?", str(suggested), lambda _: _FILE_HINT, save)
    if path := await screen.app.push_screen_wait(dialog):
        screen.notify(f"De kaart staat in {path}. Dit bestand is niet versleuteld.", markup=False)


# The screen ---------------------------------------------------------------------------------------

_SHARED_SIGN, _PARTLY_SHARED_SIGN = "» ", "› "

_MARGINS = 3 + len(_SHARED_SIGN)
"""Cells beside the text: the margins, the scrollbar and the sign."""

_PRIVATE_TEXT = "Alleen voor jou. Spatie zet dit op je deelkaart; er wordt niets verstuurd."

_PARTLY_SHARED_TEXT = "› een deel hiervan staat op je deelkaart (k)"

_SHARED_TEXT = "» staat op je deelkaart (k). Spatie haalt het eraf; verander je het, dan ook."

_SHARED_CARD_TEXT = "Je deelkaart: zo ziet een ander hem."


class CardItemList(SafeOptionList):
    """The items of a card. Page up and page down scroll by a screen, not by items."""

    def action_page_down(self) -> None:
        self._scroll_page(1)

    def action_page_up(self) -> None:
        self._scroll_page(-1)

    def _scroll_page(self, pages: int) -> None:
        """Scroll, and highlight the first item that then starts in view."""
        self.scroll_to(y=self.scroll_y + pages * self.size.height, animate=False, force=True)
        top = self.scroll_target_y
        rows = option_rows(self).items()
        self.highlighted = next((index for index, row in rows if row >= top), self.option_count - 1)


class CardScreen(ReloadingScreen[None]):
    """The card as rows, shortened to fit the screen. Enter shows the whole text of an item.

    Space marks an item as shared; a key switches to a card of the shared items only, and one key copies,
    saves or prints the card that is shown.
    """

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    CardScreen {
        #top { height: 1; margin: 0 1; }
        #title { width: auto; text-style: bold; color: $primary; }
        #when { width: 1fr; text-align: right; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
        #empty { margin: 0 1; color: $quiet; display: none; max-width: 80; }
        OptionList {
            height: 1fr; background: $background; margin: 0 1; scrollbar-size-vertical: 1; text-wrap: nowrap;
        }
        #status { height: 1; padding: 0 1; color: $quiet; }
        &.-tall #top { margin: 1; }
        &.-narrow #when { display: none; }
        &.-narrow #status { height: 2; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een kaart"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "take_along", "kopiëren of afdrukken", tooltip="of bewaren als bestand"),
        Binding("enter", "read_on", "lees verder"),
        Binding("space", "toggle_shared(True)", "op deelkaart"),
        Binding("space", "toggle_shared(False)", "van deelkaart"),
        Binding("k", "show_shared(True)", "bekijk deelkaart"),
        Binding("k", "show_shared(False)", "hele kaart"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, entry_id: str, meeting: Meeting | None = None) -> None:
        """``entry_id`` is the entry of the card; that of a ``meeting`` is its preparation.

        Without ``meeting`` it is read from the journal, when the entry belongs to one.
        """
        super().__init__()
        self.context, self._meeting, self._entry_id = context, meeting, entry_id
        self._entry: Entry | None = None
        self._items: tuple[CardItem, ...] = ()
        self._shown: tuple[CardEntry, ...] = ()
        self._shows_shared_only = False

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="when", markup=False)
        yield Static(id="empty", markup=False)
        yield CardItemList()
        yield Static(id="status", markup=False)

    async def reload(self) -> None:
        call = self.context.require_journal.call
        try:
            self._entry = await call(Journal.entry, self._entry_id)
            if self._meeting is None and self._entry.meeting:
                self._meeting = await call(get_meeting, self._entry.meeting)
        except NotFound:  # deleted in another window
            self.dismiss_if_current()
            return
        self._show_card()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_card)

    # What is shown -------------------------------------------------------------------------------

    def _show_card(self) -> None:
        if self._entry is None:
            return
        exercise = self.context.library.exercise(self._entry.exercise)
        self._items = card_items(self._entry, exercise, self._shows_shared_only) if exercise else ()
        kind = "deelkaart" if self._shows_shared_only else "kaart"
        self.query_one("#title", Static).update(f"{card_heading(self._meeting, self._entry).name} · {kind}")
        self.query_one("#when", Static).update(self._moment(self._entry))
        empty_text = self.query_one("#empty", Static)
        empty_text.update(EMPTY_SHARED_CARD if self._shows_shared_only else EMPTY_CARD)
        empty_text.display = not self._items
        self._show_items()
        self.on_option_list_option_highlighted()

    def _moment(self, entry: Entry) -> str:
        today = self.context.today
        return meeting_moment(self._meeting, today) if self._meeting else relative_day(entry.day, today)

    def _show_items(self) -> None:
        option_list = self.query_one(OptionList)
        highlighted = option_list.highlighted or 0
        self._shown = lay_out_card(self._items, self.size.width - _MARGINS, option_list.size.height)
        option_list.clear_options()
        option_list.add_options(_entry_content(e, not self._shows_shared_only) for e in self._shown)
        option_list.highlighted = min(highlighted, len(self._items) - 1) if self._items else None

    def on_option_list_option_highlighted(self) -> None:
        """Say who can see the highlighted item."""
        current = self._current
        text = _sharing_text(current.item) if current else ""
        self.query_one("#status", Static).update(_SHARED_CARD_TEXT if self._shows_shared_only else text)
        self.refresh_bindings()

    @property
    def _current(self) -> CardEntry | None:
        index = self.query_one(OptionList).highlighted if self.is_mounted else None
        return self._shown[index] if index is not None and index < len(self._shown) else None

    # Actions -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        current = self._current
        match action:
            case "read_on":
                return current is not None and current.is_shortened
            case "toggle_shared":
                can_share = current is not None and bool(current.item.addresses)
                return can_share and current is not None and parameters == (not current.item.is_shared,)
            case "show_shared":
                is_other = parameters == (not self._shows_shared_only,)
                return is_other and (bool(self._items) or self._shows_shared_only)
            case "take_along":
                return bool(self._items)
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Show the whole text of the item."""
        if current := self._current:
            self.app.push_screen(MessageDialog(current.item.label, full_text(current.item)))

    def on_option_list_option_selected(self) -> None:
        """Show the whole text of an item that was clicked."""
        if self.check_action("read_on", ()):
            self.action_read_on()

    async def action_toggle_shared(self, _shared: bool) -> None:
        """Mark the answers of the item as shared, or as private again, and save them."""
        if self._current and self._entry:
            try:
                self._entry = await toggle_shared(self.context, self._entry, self._current.item)
            except ReflectieError as error:
                self.notify(str(error), markup=False)
            self._show_card()

    def action_show_shared(self, shared: bool) -> None:
        self._shows_shared_only = shared
        self._show_card()

    def action_take_along(self) -> None:
        """Copy, save or print the card that is shown."""
        if self._entry:
            shared = self._shows_shared_only
            self.run_and_reload(take_card_along, self, self.context, self._meeting, self._entry, shared)


def _entry_content(entry: CardEntry, marks_shared: bool) -> Content:
    """The rows of an item, with its sign before the first one."""
    indent = " " * len(_SHARED_SIGN)
    sign = Content.from_markup("[$mark]$sign[/]", sign=_sharing_sign(entry.item) if marks_shared else indent)
    return sign + Content(f"\n{indent}").join(map(_row_content, entry.rows))


def _row_content(row: CardRow) -> Content:
    text = Content(row.text)
    if row.is_quiet:
        text = text.stylize("$quiet")
    if row.is_line:
        text = text.stylize("$scale").highlight_regex(MARK_SIGN, style="$mark bold")
        text = text.highlight_regex("[a-z?]", style="$foreground")
    return Content.from_markup("[$primary]$label[/]", label=row.label) + text


def _sharing_sign(item: CardItem) -> str:
    if not item.is_shared:
        return " " * len(_SHARED_SIGN)
    return _PARTLY_SHARED_SIGN if item.is_partly_shared else _SHARED_SIGN


def _sharing_text(item: CardItem) -> str:
    if item.is_partly_shared:
        return _PARTLY_SHARED_TEXT
    return _SHARED_TEXT if item.is_shared else _PRIVATE_TEXT
