"""One of a few words or names, over as many rows as they need; letters and arrows choose."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reflectie.export.cells import cut
from reflectie.tui.widgets.choice import CHOSEN, OPEN

_GAP = 3
_ARROW = 2
"""Cells at the side that say that there are more options than are in sight."""
_Rows = list[list[tuple[str, str, int]]]
_MARK = "picker--mark"


class Picker(Widget, can_focus=True):
    """``options`` goes from a value to its words; at most one is chosen, and it can be let go of again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_MARK}
    DEFAULT_CSS = """
    Picker { height: auto; max-height: 4; width: 1fr; .picker--mark { color: $mark; text-style: bold; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("backspace,delete", "clear", "leeg", show=False),
    ]

    value = reactive("")
    options: reactive[dict[str, str]] = reactive(dict, layout=True)

    class Chosen(Message):
        """Another one was chosen, or none."""

    def __init__(self) -> None:
        super().__init__()
        self._laid: tuple[object, _Rows] = (None, [])

    # Where each stands ---------------------------------------------------------------------------

    def _rows(self, width: int) -> _Rows:
        """For each row: the value, the words with their sign, and the cell where they begin."""
        rows: _Rows = [[]]
        at = 0
        for value, words in self.options.items():
            text = cut(f"{CHOSEN if value == self.value else OPEN} {words}", max(width, 1))
            if rows[-1] and at + cell_len(text) > width:
                rows.append([])
                at = 0
            rows[-1].append((value, text, at))
            at += cell_len(text) + _GAP
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    @property
    def _laid_out(self) -> _Rows:
        """All rows; where not all are in sight they leave room for the arrows that say so."""
        asked = (self.size, self.value, self.options)
        if self._laid[0] != asked:  # once, and not for every row that is painted
            rows = self._rows(self.size.width)
            fits = len(rows) <= self.size.height
            self._laid = (asked, rows if fits else self._rows(self.size.width - _ARROW))
        return self._laid[1]

    @property
    def _top(self) -> int:
        """The first row in sight, so that the chosen one is."""
        rows = self._laid_out
        chosen = next((n for n, row in enumerate(rows) if any(v == self.value for v, _, _ in row)), 0)
        return min(max(chosen - self.size.height // 2, 0), max(len(rows) - self.size.height, 0))

    def render_line(self, y: int) -> Strip:
        width, rows, top = self.size.width, self._laid_out, self._top
        row = rows[top + y] if top + y < len(rows) else []
        segments: list[Segment] = []
        at = 0
        for value, text, start in row:
            style = self.get_component_rich_style(_MARK) if value == self.value else self.rich_style
            segments += [Segment(" " * (start - at), self.rich_style), Segment(text, style)]
            at = start + cell_len(text)
        if arrow := self._arrow(y, top, len(rows)):
            segments.append(Segment(f"{' ' * (width - at - 1)}{arrow}", self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _arrow(self, y: int, top: int, count: int) -> str:
        """Says on the first and the last row in sight that there is more; a row alone says what comes."""
        if y == self.size.height - 1 and top + y < count - 1:
            return "↓"
        return "↑" if y == 0 and top else ""

    # What a person does --------------------------------------------------------------------------

    def offer(self, options: dict[str, str], value: str) -> None:
        """Other words to choose from; that is no choice of the person."""
        self.set_reactive(Picker.value, value)
        self.options = options
        self.refresh(layout=True)

    def choose(self, value: str) -> None:
        """Chooses, or lets go of what was chosen."""
        self.value = "" if value == self.value else value
        self.post_message(self.Chosen())

    def action_step(self, by: int) -> None:
        values = list(self.options)
        if not values:
            return
        here = values.index(self.value) if self.value in values else (-1 if by > 0 else len(values))
        self.value = values[min(max(here + by, 0), len(values) - 1)]
        self.post_message(self.Chosen())

    def action_clear(self) -> None:
        if self.value:
            self.choose(self.value)

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next one that begins with it."""
        letter = (event.character or "").casefold()
        values = [v for v, words in self.options.items() if letter and words.casefold().startswith(letter)]
        if not event.is_printable or not values:
            return
        event.stop()
        place = values.index(self.value) + 1 if self.value in values else 0
        if len(values) == 1 or place < len(values):
            self.choose(values[place % len(values)])
        else:
            self.choose(values[0])

    def on_click(self, event: events.Click) -> None:
        rows = self._laid_out
        row = rows[self._top + event.y] if self._top + event.y < len(rows) else []
        for value, text, start in row:
            if start <= event.x < start + cell_len(text):
                self.choose(value)
