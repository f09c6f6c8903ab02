"""The card of a meeting, and what of it may be shared."""

from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import Entry
from reflectie.domain.errors import ReflectieError, UnknownEntry
from reflectie.domain.meeting import Meeting, meeting_moment
from reflectie.domain.text_layout import cell_width
from reflectie.export.card import EMPTY_CARD, EMPTY_SHARED_CARD, CardItem, card_items
from reflectie.export.document import Block, PlacementBlock
from reflectie.export.plain_text import SCALE_WIDTH, render_block, render_scale
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.terminal.option_list import option_rows

_MARGINS = 4
"""Cells beside the pieces: the margins, the scrollbar and one to breathe."""

_WIDE_WIDTH = 64
"""From this many cells a label stands beside the words, else above them."""

_MAX_TEXT_WIDTH = 84

_SHARED_SIGN, _PARTLY_SHARED_SIGN = "» ", "› "

_PRIVATE_TEXT = "Alleen voor jou, tot je het met spatie aanwijst."

_PARTLY_SHARED_TEXT = "› een deel hiervan mag gedeeld worden; met spatie heen en terug alles."

_SHARED_TEXT = "» mag gedeeld worden. Wat je daarna verandert, is weer alleen voor jou."

_SHARED_CARD_TEXT = "Zo ziet de kaart eruit die je deelt."


class CardItemList(OptionList):
    """The pieces of a card. A page is the next screen of them, however they are cut."""

    def action_page_down(self) -> None:
        self._scroll_page(1)

    def action_page_up(self) -> None:
        self._scroll_page(-1)

    def _scroll_page(self, pages: int) -> None:
        """Scrolls a whole page, and points at the first piece that then begins in sight."""
        self.scroll_to(y=self.scroll_y + pages * self.size.height, animate=False, force=True)
        top = self.scroll_target_y
        rows = option_rows(self).items()
        self.highlighted = next((index for index, row in rows if row >= top), self.option_count - 1)


class MeetingCardScreen(BaseScreen[None]):
    """A piece of the card is a row; space marks it to share, ``d`` shows only what is marked."""

    DEFAULT_CSS = """
    MeetingCardScreen {
        #top { height: 1; margin: 0 1; }
        #title { width: auto; text-style: bold; color: $primary; }
        #when { width: 1fr; text-align: right; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
        #none { margin: 0 1; color: $quiet; display: none; max-width: 80; }
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
        super().__init__()
        self.context, self._meeting, self._entry_id = context, meeting, entry_id
        self._entry: Entry | None = None
        self._items: tuple[CardItem, ...] = ()
        self._shows_shared_only = False

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="when", markup=False)
        yield Static(id="none", markup=False)
        yield CardItemList()
        yield Static(id="status", markup=False)

    async def on_screen_resume(self) -> None:
        try:
            self._entry = await self.context.require_journal.call(Journal.entry, self._entry_id)
        except UnknownEntry:  # thrown away in another window
            self.dismiss_if_current()
            return
        self._show_card()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._show_card()

    # What stands there ---------------------------------------------------------------------------

    def _show_card(self) -> None:
        if self._entry is None:
            return
        exercise = self.context.library.exercise(self._entry.exercise)
        self._items = card_items(self._entry, exercise, self._shows_shared_only) if exercise else ()
        kind = "om te delen" if self._shows_shared_only else "kaart"
        self.query_one("#title", Static).update(f"{self._meeting.name} · {kind}")
        self.query_one("#when", Static).update(meeting_moment(self._meeting, self.context.today))
        none = self.query_one("#none", Static)
        none.update(EMPTY_SHARED_CARD if self._shows_shared_only else EMPTY_CARD)
        none.display = not self._items
        pieces = self.query_one(OptionList)
        here = pieces.highlighted or 0
        pieces.clear_options()
        labels = ["", *(item.label for item in self._items)]
        pieces.add_options(
            Option(self._item_content(item, before != item.label))
            for before, item in zip(labels, self._items, strict=False)
        )
        pieces.highlighted = min(here, len(self._items) - 1) if self._items else None
        self._show_status()
        self.refresh_bindings()

    def _item_content(self, item: CardItem, is_labelled: bool) -> Content:
        """A label and what stands under it, beside each other where there is room."""
        width = self.size.width - _MARGINS - len(_SHARED_SIGN)
        column = max(cell_width(part.label) for part in self._items) + 2 if width >= _WIDE_WIDTH else 0
        words = [
            row for block in item.blocks for row in _block_rows(block, min(width - column, _MAX_TEXT_WIDTH))
        ]
        label = item.label if is_labelled else ""
        sign = (
            (_PARTLY_SHARED_SIGN if item.is_partly_shared else _SHARED_SIGN)
            if item.is_shared and not self._shows_shared_only
            else " " * len(_SHARED_SIGN)
        )
        head = Content.from_markup("[$mark]$sign[/][$primary]$label[/]", sign=sign, label=label.ljust(column))
        indent = Content(f"\n{' ' * (column + len(_SHARED_SIGN))}")
        return head + ("" if column else indent) + indent.join(words)

    def _show_status(self) -> None:
        """One row that says who can see the piece that is pointed at."""
        item = self._current_item
        words = _SHARED_CARD_TEXT if self._shows_shared_only else _sharing_text(item) if item else ""
        self.query_one("#status", Static).update(words)

    @property
    def _current_item(self) -> CardItem | None:
        place = self.query_one(OptionList).highlighted
        return self._items[place] if place is not None and place < len(self._items) else None

    def on_option_list_option_highlighted(self) -> None:
        self._show_status()
        self.refresh_bindings()

    # What a person can do ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "toggle_shared":
                here = self._current_item if self.is_mounted else None
                return here is not None and bool(here.addresses)
            case "show_shared":
                return not self._shows_shared_only
            case "show_all":
                return self._shows_shared_only
        return super().check_action(action, parameters)

    async def action_toggle_shared(self) -> None:
        """Marks the answers of this piece to share, or takes that back; kept at once."""
        item, entry = self._current_item, self._entry
        if item is None or entry is None:
            return
        mine = [answer for answer in entry.answers if answer.address in item.addresses]
        marked = [replace(answer, shared=not item.is_shared) for answer in mine]
        for answer in marked:
            entry = entry.with_answer(answer)
        try:
            await self.context.require_journal.save(entry, marked)
        except ReflectieError as error:
            self.notify(str(error), markup=False)
            return
        self._entry = entry
        self._show_card()

    def action_show_shared(self) -> None:
        """Only what is marked to share."""
        self._set_shared_only(True)

    def action_show_all(self) -> None:
        self._set_shared_only(False)

    def _set_shared_only(self, shared: bool) -> None:
        self._shows_shared_only = shared
        self._show_card()


def _sharing_text(item: CardItem) -> str:
    if item.is_partly_shared:
        return _PARTLY_SHARED_TEXT
    return _SHARED_TEXT if item.is_shared else _PRIVATE_TEXT


def _block_rows(block: Block, width: int) -> list[Content]:
    """A block as rows, without the indent and the caption that it has in a longer text."""
    if isinstance(block, PlacementBlock):
        found = render_scale(block, min(width, SCALE_WIDTH))[1:]
        rail = next(n for n, row in enumerate(found) if row.startswith("├"))
        below = [Content(row).stylize("$quiet") for row in found[rail + 1 :]]
        line = Content(found[rail]).stylize("$rail").highlight_regex("●", style="$mark bold")
        return [*map(Content, found[:rail]), line.highlight_regex("[a-z?]", style="$foreground"), *below]
    return [Content(row.removeprefix("  ")) for row in render_block(block, width)]
