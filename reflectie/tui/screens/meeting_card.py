"""The card of a meeting: what one needs at the table, to glance at; and what may be shared of it."""

from typing import ClassVar

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import Entry
from reflectie.domain.errors import ReflectieError, UnknownEntry
from reflectie.domain.meeting import Meeting, when
from reflectie.export.blocks import Block, Line
from reflectie.export.card import EMPTY, NOTHING_SHARED, Item, items
from reflectie.export.line import WIDTH, drawn
from reflectie.export.plain import rows
from reflectie.journal.store import Journal
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk

_EDGES = 4
"""Cells beside the pieces: the margins, the scrollbar and one to breathe."""
_WIDE = 64
"""From this many cells a label stands beside the words, else above them."""
_READABLE = 84
_SIGN, _PART = "» ", "› "
_PRIVATE = "Alleen voor jou, tot je het met spatie aanwijst."
_PARTLY = "› een deel hiervan mag gedeeld worden; met spatie heen en terug alles."
_MARKED = "» mag gedeeld worden. Wat je daarna verandert, is weer alleen voor jou."
_SHARED = "Zo ziet de kaart eruit die je deelt."


class Pieces(OptionList):
    """The pieces of a card. A page is the next screen of them, however they are cut."""

    def action_page_down(self) -> None:
        self._turn_page(1)

    def action_page_up(self) -> None:
        self._turn_page(-1)

    def _turn_page(self, pages: int) -> None:
        """Scrolls a whole page, and points at the first piece that then begins in sight."""
        self.scroll_to(y=self.scroll_y + pages * self.size.height, animate=False, force=True)
        top = self.scroll_target_y
        begins = self._index_to_line.items()
        self.highlighted = next((place for place, row in begins if row >= top), self.option_count - 1)


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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "share", "mag gedeeld", key_display="spatie", priority=True),
        Binding("d", "shared", "wat je deelt"),
        Binding("d", "own", "hele kaart"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, meeting: Meeting, entry_id: str) -> None:
        super().__init__()
        self._desk, self._meeting, self._entry_id = desk, meeting, entry_id
        self._entry: Entry | None = None
        self._items: tuple[Item, ...] = ()
        self._is_shared = False

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="when", markup=False)
        yield Static(id="none", markup=False)
        yield Pieces()
        yield Static(id="status", markup=False)

    async def on_screen_resume(self) -> None:
        try:
            self._entry = await self._desk.open_journal.call(Journal.entry, self._entry_id)
        except UnknownEntry:  # thrown away in another window
            self.leave_what_is_gone()
            return
        self._show()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._show()

    # What stands there ---------------------------------------------------------------------------

    def _show(self) -> None:
        if self._entry is None:
            return
        exercise = self._desk.library.exercise(self._entry.exercise)
        self._items = items(self._entry, exercise, self._is_shared) if exercise else ()
        kind = "om te delen" if self._is_shared else "kaart"
        self.query_one("#title", Static).update(f"{self._meeting.name} · {kind}")
        self.query_one("#when", Static).update(when(self._meeting, self._desk.today))
        none = self.query_one("#none", Static)
        none.update(NOTHING_SHARED if self._is_shared else EMPTY)
        none.display = not self._items
        pieces = self.query_one(OptionList)
        here = pieces.highlighted or 0
        pieces.clear_options()
        labels = ["", *(item.label for item in self._items)]
        pieces.add_options(
            Option(self._piece(item, before != item.label))
            for before, item in zip(labels, self._items, strict=False)
        )
        pieces.highlighted = min(here, len(self._items) - 1) if self._items else None
        self._tell()
        self.refresh_bindings()

    def _piece(self, item: Item, is_labelled: bool) -> Content:
        """A label and what stands under it, beside each other where there is room."""
        width = self.size.width - _EDGES - len(_SIGN)
        column = max(cell_len(part.label) for part in self._items) + 2 if width >= _WIDE else 0
        words = [row for block in item.blocks for row in _rows(block, min(width - column, _READABLE))]
        label = item.label if is_labelled else ""
        sign = (_PART if item.partly else _SIGN) if item.shared and not self._is_shared else " " * len(_SIGN)
        head = Content.from_markup("[$mark]$sign[/][$primary]$label[/]", sign=sign, label=label.ljust(column))
        indent = Content(f"\n{' ' * (column + len(_SIGN))}")
        return head + ("" if column else indent) + indent.join(words)

    def _tell(self) -> None:
        """One row that says who can see the piece that is pointed at."""
        item = self._here
        words = _SHARED if self._is_shared else _about(item) if item else ""
        self.query_one("#status", Static).update(words)

    @property
    def _here(self) -> Item | None:
        place = self.query_one(OptionList).highlighted
        return self._items[place] if place is not None and place < len(self._items) else None

    def on_option_list_option_highlighted(self) -> None:
        self._tell()
        self.refresh_bindings()

    # What a person can do ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "share":
                here = self._here if self.is_mounted else None
                return here is not None and bool(here.addresses)
            case "shared":
                return not self._is_shared
            case "own":
                return self._is_shared
        return super().check_action(action, parameters)

    async def action_share(self) -> None:
        """Marks the answers of this piece to share, or takes that back; kept at once."""
        item, entry = self._here, self._entry
        if item is None or entry is None:
            return
        mine = [answer for answer in entry.answers if answer.address in item.addresses]
        marked = [replace(answer, shared=not item.shared) for answer in mine]
        for answer in marked:
            entry = entry.with_answer(answer)
        try:
            await self._desk.open_journal.keep(entry, marked)
        except ReflectieError as error:
            self.notify(str(error), markup=False)
            return
        self._entry = entry
        self._show()

    def action_shared(self) -> None:
        """Only what is marked to share."""
        self._turn_to(True)

    def action_own(self) -> None:
        self._turn_to(False)

    def _turn_to(self, shared: bool) -> None:
        self._is_shared = shared
        self._show()


def _about(item: Item) -> str:
    if item.partly:
        return _PARTLY
    return _MARKED if item.shared else _PRIVATE


def _rows(block: Block, width: int) -> list[Content]:
    """A block as rows, without the indent and the caption that it has in a longer text."""
    if isinstance(block, Line):
        found = drawn(block, min(width, WIDTH))[1:]
        rail = next(n for n, row in enumerate(found) if row.startswith("├"))
        below = [Content(row).stylize("$quiet") for row in found[rail + 1 :]]
        line = Content(found[rail]).stylize("$rail").highlight_regex("●", style="$mark bold")
        return [*map(Content, found[:rail]), line.highlight_regex("[a-z?]", style="$foreground"), *below]
    return [Content(row.removeprefix("  ")) for row in rows(block, width)]
