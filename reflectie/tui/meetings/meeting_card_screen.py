"""The card of a meeting: what the user needs in it, and which parts may be shared."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from reflectie.diagrams.scale import MARK_SIGN
from reflectie.domain.entry import Entry
from reflectie.domain.errors import NotFound
from reflectie.domain.meeting import Meeting, meeting_moment
from reflectie.domain.text_layout import cell_width
from reflectie.export.card import EMPTY_CARD, EMPTY_SHARED_CARD, CardItem, card_items
from reflectie.export.document import Block, PlacementBlock
from reflectie.export.plain_text import SCALE_WIDTH, render_block, render_scale
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.services.entries import toggle_shared
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.terminal.textual_private import option_rows

_MARGINS = 4
"""Cells beside the items: the margins, the scrollbar and one blank cell."""

_WIDE_WIDTH = 64
"""From this many cells a label stands beside the text, else above it."""

_MAX_TEXT_WIDTH = 84

_SHARED_SIGN, _PARTLY_SHARED_SIGN = "» ", "› "

_PRIVATE_TEXT = "Alleen voor jou, tot je het met spatie aanwijst."

_PARTLY_SHARED_TEXT = "› een deel hiervan mag gedeeld worden; met spatie heen en terug alles."

_SHARED_TEXT = "» mag gedeeld worden. Wat je daarna verandert, is weer alleen voor jou."

_SHARED_CARD_TEXT = "Zo ziet de kaart eruit die je deelt."


class CardItemList(OptionList):
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


class MeetingCardScreen(BaseScreen[None]):
    """The card as rows. Space marks a row as shared; ``d`` switches to a card of the shared rows only."""

    DEFAULT_CSS = """
    MeetingCardScreen {
        #top { height: 1; margin: 0 1; }
        #title { width: auto; text-style: bold; color: $primary; }
        #when { width: 1fr; text-align: right; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
        #empty { margin: 0 1; color: $quiet; display: none; max-width: 80; }
        OptionList { height: 1fr; background: $background; margin: 0 1; scrollbar-size-vertical: 1; }
        #status { height: auto; max-height: 2; padding: 0 1; color: $quiet; }
        &.-tall #top { margin: 1; }
        &.-narrow #when { display: none; }
    }
    """
    HELP_TITLE: ClassVar[str] = "De kaart van een overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "toggle_shared", "mag gedeeld", key_display="spatie", priority=True),
        Binding("d", "show_shared", "wat je deelt"),
        Binding("d", "show_all", "hele kaart"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, meeting: Meeting, entry_id: str) -> None:
        """``entry_id`` is the preparation of the meeting."""
        super().__init__()
        self.context, self._meeting, self._entry_id = context, meeting, entry_id
        self._entry: Entry | None = None
        self._items: tuple[CardItem, ...] = ()
        self._shows_shared_only = False

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="when", markup=False)
        yield Static(id="empty", markup=False)
        yield CardItemList()
        yield Static(id="status", markup=False)

    async def on_screen_resume(self) -> None:
        try:
            self._entry = await self.context.require_journal.call(Journal.entry, self._entry_id)
        except NotFound:  # deleted in another window
            self.dismiss_if_current()
            return
        self._show_card()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._show_card()

    # What is shown -------------------------------------------------------------------------------

    def _show_card(self) -> None:
        if self._entry is None:
            return
        exercise = self.context.library.exercise(self._entry.exercise)
        self._items = card_items(self._entry, exercise, self._shows_shared_only) if exercise else ()
        kind = "om te delen" if self._shows_shared_only else "kaart"
        self.query_one("#title", Static).update(f"{self._meeting.name} · {kind}")
        self.query_one("#when", Static).update(meeting_moment(self._meeting, self.context.today))
        empty_text = self.query_one("#empty", Static)
        empty_text.update(EMPTY_SHARED_CARD if self._shows_shared_only else EMPTY_CARD)
        empty_text.display = not self._items
        self._show_items()
        self.on_option_list_option_highlighted()

    def _show_items(self) -> None:
        option_list = self.query_one(OptionList)
        highlighted = option_list.highlighted or 0
        option_list.clear_options()
        option_list.add_options(_item_rows(self._items, self.size.width, not self._shows_shared_only))
        option_list.highlighted = min(highlighted, len(self._items) - 1) if self._items else None

    def on_option_list_option_highlighted(self) -> None:
        """Say who can see the highlighted item."""
        item = self._current_item
        text = _sharing_text(item) if item else ""
        self.query_one("#status", Static).update(_SHARED_CARD_TEXT if self._shows_shared_only else text)
        self.refresh_bindings()

    @property
    def _current_item(self) -> CardItem | None:
        index = self.query_one(OptionList).highlighted
        return self._items[index] if index is not None and index < len(self._items) else None

    # Actions -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "toggle_shared":
                item = self._current_item if self.is_mounted else None
                return item is not None and bool(item.addresses)
            case "show_shared":
                return not self._shows_shared_only
            case "show_all":
                return self._shows_shared_only
        return super().check_action(action, parameters)

    async def action_toggle_shared(self) -> None:
        """Mark the answers of the item as shared, or as private again, and save them."""
        if self._current_item and self._entry:
            await notify_on_error(self, self._toggle_shared(self._entry, self._current_item))

    async def _toggle_shared(self, entry: Entry, item: CardItem) -> None:
        self._entry = await toggle_shared(self.context, entry, item)
        self._show_card()

    def action_show_shared(self) -> None:
        self._shows_shared_only = True
        self._show_card()

    def action_show_all(self) -> None:
        self._shows_shared_only = False
        self._show_card()


def _item_rows(items: tuple[CardItem, ...], width: int, marks_shared: bool) -> list[Content]:
    """The rows of the items. A label stands only at the first of several items that have it."""
    text_width = width - _MARGINS - len(_SHARED_SIGN)
    is_wide = text_width >= _WIDE_WIDTH
    label_width = max((cell_width(item.label) for item in items), default=0) + 2 if is_wide else 0
    rows, previous = [], ""
    for item in items:
        label = "" if item.label == previous else item.label
        sign = _sharing_sign(item) if marks_shared else " " * len(_SHARED_SIGN)
        texts = _item_text(item, min(text_width - label_width, _MAX_TEXT_WIDTH))
        rows.append(_item_content(sign, label, texts, label_width))
        previous = item.label
    return rows


def _item_content(sign: str, label: str, texts: list[Content], label_width: int) -> Content:
    """A label with the text beside it, or below it when ``label_width`` is 0."""
    head = Content.from_markup(
        "[$mark]$sign[/][$primary]$label[/]", sign=sign, label=label.ljust(label_width)
    )
    indent = Content(f"\n{' ' * (label_width + len(_SHARED_SIGN))}")
    return head + ("" if label_width else indent) + indent.join(texts)


def _item_text(item: CardItem, width: int) -> list[Content]:
    return [row for block in item.blocks for row in _block_rows(block, width)]


def _sharing_sign(item: CardItem) -> str:
    if not item.is_shared:
        return " " * len(_SHARED_SIGN)
    return _PARTLY_SHARED_SIGN if item.is_partly_shared else _SHARED_SIGN


def _sharing_text(item: CardItem) -> str:
    if item.is_partly_shared:
        return _PARTLY_SHARED_TEXT
    return _SHARED_TEXT if item.is_shared else _PRIVATE_TEXT


def _block_rows(block: Block, width: int) -> list[Content]:
    """The rows of a block, without the caption and the indent that it has in a document."""
    if not isinstance(block, PlacementBlock):
        return [Content(row.removeprefix("  ")) for row in render_block(block, width)]
    rows = render_scale(block, min(width, SCALE_WIDTH))[1:]
    scale = next(number for number, row in enumerate(rows) if row.startswith("├"))
    line = Content(rows[scale]).stylize("$scale").highlight_regex(MARK_SIGN, style="$mark bold")
    below = [Content(row).stylize("$quiet") for row in rows[scale + 1 :]]
    return [*map(Content, rows[:scale]), line.highlight_regex("[a-z?]", style="$foreground"), *below]
