"""A few options in a row, or wrapped over several rows; at most one is selected."""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.domain.text_layout import cell_width, truncate
from reflectie.tui.terminal.keyboard import run_key_binding

SELECTED_SIGN, UNSELECTED_SIGN = "●", "○"


class OptionRow(Widget, can_focus=True):
    """``options`` goes from a value to its words. Before the first one stands that none is chosen."""

    DEFAULT_CSS = """
    OptionRow { height: auto; &:focus { color: $foreground; } color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("space", "step(1)", "kies", show=False),
    ]

    value = reactive("")

    class Changed(Message):
        """Another answer was chosen, or none."""

        def __init__(self, choice: "OptionRow") -> None:
            self.option_row = choice
            super().__init__()

        @property
        def control(self) -> "OptionRow":
            return self.option_row

    def __init__(self, options: dict[str, str], value: str = "") -> None:
        super().__init__()
        self.options = options
        self.set_reactive(OptionRow.value, value)

    def render(self) -> RenderResult:
        return Content("    ").join(
            Content.from_markup(f"{style}$sign $words", sign=sign, words=words)
            for style, sign, words in self._labels()
        )

    def _labels(self) -> list[tuple[str, str, str]]:
        here = "[$mark bold]"
        return [
            (
                here if value == self.value else "",
                SELECTED_SIGN if value == self.value else UNSELECTED_SIGN,
                words,
            )
            for value, words in self.options.items()
        ]

    def _toggle(self, value: str) -> None:
        self.value = "" if value == self.value else value
        self.post_message(self.Changed(self))

    def action_step(self, direction: int) -> None:
        values = ["", *self.options]
        self.value = values[min(max(values.index(self.value) + direction, 0), len(values) - 1)]
        self.post_message(self.Changed(self))

    async def on_key(self, event: events.Key) -> None:
        await run_key_binding(self, event)

    def on_click(self, event: events.Click) -> None:
        start = 0
        for value, words in self.options.items():
            end = start + len(words) + 2
            if start <= event.x < end and event.y == 0:
                self._toggle(value)
            start = end + 4


_GAP = 3

_ARROW_WIDTH = 2
"""Cells at the side that say that there are more options than are in sight."""

_OptionRows = list[list[tuple[str, str, int]]]

_SELECTED_STYLE = "picker--mark"


class OptionPicker(Widget, can_focus=True):
    """``options`` goes from a value to its words; at most one is chosen, and it can be let go of again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_SELECTED_STYLE}
    DEFAULT_CSS = """
    OptionPicker { height: auto; max-height: 4; width: 1fr; .picker--mark { color: $mark; text-style: bold; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("backspace,delete", "clear", "leeg", show=False),
    ]

    value = reactive("")
    options: reactive[dict[str, str]] = reactive(dict, layout=True)

    class Changed(Message):
        """Another one was chosen, or none."""

    def __init__(self) -> None:
        super().__init__()
        self._row_cache: tuple[object, _OptionRows] = (None, [])

    # Where each stands ---------------------------------------------------------------------------

    def _lay_out(self, width: int) -> _OptionRows:
        """For each row: the value, the words with their sign, and the cell where they begin."""
        rows: _OptionRows = [[]]
        at = 0
        for value, words in self.options.items():
            text = truncate(
                f"{SELECTED_SIGN if value == self.value else UNSELECTED_SIGN} {words}", max(width, 1)
            )
            if rows[-1] and at + cell_width(text) > width:
                rows.append([])
                at = 0
            rows[-1].append((value, text, at))
            at += cell_width(text) + _GAP
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lay_out(width))

    @property
    def _visible_layout(self) -> _OptionRows:
        """All rows; where not all are in sight they leave room for the arrows that say so."""
        asked = (self.size, self.value, self.options)
        if self._row_cache[0] != asked:  # once, and not for every row that is painted
            rows = self._lay_out(self.size.width)
            fits = len(rows) <= self.size.height
            self._row_cache = (asked, rows if fits else self._lay_out(self.size.width - _ARROW_WIDTH))
        return self._row_cache[1]

    @property
    def _first_row(self) -> int:
        """The first row in sight, so that the chosen one is."""
        rows = self._visible_layout
        chosen = next((n for n, row in enumerate(rows) if any(v == self.value for v, _, _ in row)), 0)
        return min(max(chosen - self.size.height // 2, 0), max(len(rows) - self.size.height, 0))

    def render_line(self, y: int) -> Strip:
        width, rows, top = self.size.width, self._visible_layout, self._first_row
        row = rows[top + y] if top + y < len(rows) else []
        segments: list[Segment] = []
        at = 0
        for value, text, start in row:
            style = self.get_component_rich_style(_SELECTED_STYLE) if value == self.value else self.rich_style
            segments += [Segment(" " * (start - at), self.rich_style), Segment(text, style)]
            at = start + cell_width(text)
        if arrow := self._arrow(y, top, len(rows)):
            segments.append(Segment(f"{' ' * (width - at - 1)}{arrow}", self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _arrow(self, y: int, top: int, count: int) -> str:
        """Says on the first and the last row in sight that there is more; a row alone says what comes."""
        if y == self.size.height - 1 and top + y < count - 1:
            return "↓"
        return "↑" if y == 0 and top else ""

    # What a person does --------------------------------------------------------------------------

    def set_options(self, options: dict[str, str], value: str) -> None:
        """Other words to choose from; that is no choice of the person."""
        self.set_reactive(OptionPicker.value, value)
        self.options = options
        self.refresh(layout=True)

    def toggle(self, value: str) -> None:
        """Chooses, or lets go of what was chosen."""
        self.value = "" if value == self.value else value
        self.post_message(self.Changed())

    def action_step(self, by: int) -> None:
        values = list(self.options)
        if not values:
            return
        here = values.index(self.value) if self.value in values else (-1 if by > 0 else len(values))
        self.value = values[min(max(here + by, 0), len(values) - 1)]
        self.post_message(self.Changed())

    def action_clear(self) -> None:
        if self.value:
            self.toggle(self.value)

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next one that begins with it."""
        letter = (event.character or "").casefold()
        values = [v for v, words in self.options.items() if letter and words.casefold().startswith(letter)]
        if not event.is_printable or not values:
            return
        event.stop()
        place = values.index(self.value) + 1 if self.value in values else 0
        if len(values) == 1 or place < len(values):
            self.toggle(values[place % len(values)])
        else:
            self.toggle(values[0])

    def on_click(self, event: events.Click) -> None:
        rows = self._visible_layout
        row = rows[self._first_row + event.y] if self._first_row + event.y < len(rows) else []
        for value, text, start in row:
            if start <= event.x < start + cell_width(text):
                self.toggle(value)


class CheckList(OptionList):
    """``options`` goes from an id to its words; ``chosen`` holds ids in the order of choosing."""

    DEFAULT_CSS = "CheckList { height: auto; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "select", "kies", key_display="Enter")]

    class Changed(Message):
        """Something was chosen or let go of."""

    def __init__(self, options: dict[str, str], chosen: list[str], allow_many: bool = True) -> None:
        self.labels, self.chosen, self.allow_many = options, chosen, allow_many
        super().__init__(*(Option(self._prompt(key), id=key) for key in options))

    def _prompt(self, key: str) -> Content:
        sign = SELECTED_SIGN if key in self.chosen else UNSELECTED_SIGN
        return Content.from_markup("[$mark]$sign[/] $words", sign=sign, words=self.labels[key])

    async def on_key(self, event: events.Key) -> None:
        await run_key_binding(self, event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        rest = [other for other in self.chosen if other != key] if self.allow_many else []
        self.chosen = rest if key in self.chosen else [*rest, key]
        for other in self.labels:
            self.replace_option_prompt(other, self._prompt(other))
        self.post_message(self.Changed())
