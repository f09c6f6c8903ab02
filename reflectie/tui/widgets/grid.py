"""A small table to look at and to click in: what one writes in it is written below it."""

from math import ceil
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reflectie.domain.value import Value
from reflectie.export.cells import cut

_GUTTER, _GAP = 2, 2
_LEAST, _MOST = 8, 60
"""Cells of a column."""
_USUAL = 0.9
"""The part of the rows that a column is made for."""
_HANDLES = (("▲", "up"), ("▼", "down"), ("×", "out"))
_HANDLES_WIDTH = 2 * len(_HANDLES)
_QUIET, _HERE, _OUT = "grid--quiet", "grid--here", "grid--out"


class GridRow(Value):
    """The texts of a row, a column each; ``is_new`` is the empty one at the end."""

    texts: tuple[str, ...]
    is_out: bool = False
    is_new: bool = False


class Grid(Widget):
    """``titles`` above ``rows``; ``here`` is the cell in which one writes, as row and column."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_QUIET, _HERE, _OUT}
    DEFAULT_CSS = """
    Grid {
        height: auto; width: 1fr;
        .grid--quiet { color: $quiet; }
        .grid--here { color: $foreground; background: $panel; text-style: bold; }
        .grid--out { color: $quiet; text-style: strike; }
    }
    """

    class Clicked(Message):
        """A cell was clicked."""

        def __init__(self, row: int, column: int) -> None:
            self.row, self.column = row, column
            super().__init__()

    class Handled(Message):
        """``up``, ``down`` or ``out`` was clicked at the row in which one writes."""

        def __init__(self, what: str) -> None:
            self.what = what
            super().__init__()

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.titles = titles
        self.rows: list[GridRow] = []
        self.here = (0, 0)
        self._top = 0

    def show(self, rows: list[GridRow], here: tuple[int, int]) -> None:
        """Shows these rows, with the cell ``here`` in sight."""
        grew = len(rows) != len(self.rows)
        self.rows, self.here = rows, here
        self._keep_in_sight()
        self.refresh(layout=grew)

    def _keep_in_sight(self) -> None:
        room = max(self.size.height - 1, 1)
        self._top = min(self._top, self.here[0], max(len(self.rows) - room, 0))
        self._top = max(self._top, self.here[0] - room + 1)

    def on_resize(self) -> None:
        self._keep_in_sight()
        self.refresh()  # it was painted at its new height before the rows in sight were known

    # Columns -------------------------------------------------------------------------------------

    def _columns(self) -> list[tuple[int, int, int]]:
        """The columns in sight: which one, where it begins, and its cells. The first is always there."""
        room = self.size.width - _GUTTER - _GAP - _HANDLES_WIDTH
        wanted = [self._widest(column) for column in range(len(self.titles))]
        shown = self._in_sight(room, wanted)
        widths = _squeezed([wanted[column] for column in shown], room - _GAP * (len(shown) - 1))
        columns, at = [], _GUTTER
        for column, width in zip(shown, widths, strict=True):
            columns.append((column, at, width))
            at += width + _GAP
        return columns

    def _widest(self, column: int) -> int:
        """The cells a column asks for; the few longest of many rows do not count."""
        lengths = sorted(cell_len(row.texts[column]) for row in self.rows)
        usual = lengths[ceil((len(lengths) - 1) * _USUAL)] if lengths else 0
        return min(max(usual, cell_len(self.titles[column]), _LEAST), _MOST)

    def _in_sight(self, room: int, wanted: list[int]) -> list[int]:
        """The first column, and as many around the one in which one writes as there is room for."""
        shown = [0]
        if self.here[1]:
            shown.append(self.here[1])
        for column in [*range(self.here[1] + 1, len(wanted)), *range(self.here[1] - 1, 0, -1)]:
            least = sum(min(wanted[c], _LEAST + 2) for c in [*shown, column]) + _GAP * len(shown)
            if least <= room:
                shown.append(column)
        return sorted(set(shown))

    # Drawing -------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        number = self._top + y - 1
        if y == 0:
            segments = self._head()
        elif number < len(self.rows):
            segments = self._row(number)
        else:
            segments = []
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _head(self) -> list[Segment]:
        quiet = self._style(_QUIET)
        columns = self._columns()
        segments = [Segment("  ", quiet)]
        last = -1
        for column, _, width in columns:
            title = f"‹ {self.titles[column]}" if column > last + 1 else self.titles[column]
            segments.append(Segment(set_cell_size(cut(title, width), width + _GAP), quiet))
            last = column
        if last < len(self.titles) - 1:
            segments.append(Segment("›", quiet))
        return segments

    def _row(self, number: int) -> list[Segment]:
        row, is_here = self.rows[number], number == self.here[0]
        sign = "›" if is_here else "×" if row.is_out else "+" if row.is_new else " "
        segments = [Segment(f"{sign} ", self._style(_QUIET if not is_here else ""))]
        base = self._style(_OUT) if row.is_out else self.rich_style
        for column, _, width in self._columns():
            text = set_cell_size(cut(row.texts[column], width), width)
            style = self._style(_HERE) if is_here and column == self.here[1] else base
            segments += [Segment(text, style), Segment(" " * _GAP, self.rich_style)]
        if is_here and not row.is_new:
            signs = "".join(f"{'+' if row.is_out and what == 'out' else sign} " for sign, what in _HANDLES)
            segments.append(Segment(signs, self._style(_QUIET)))
        return segments

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name) if name else self.rich_style

    # The mouse -----------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        if event.y == 0 or row >= len(self.rows):
            return
        columns = self._columns()
        _, start, width = columns[-1]
        past = event.x - (start + width + _GAP)
        if past >= 0 and row == self.here[0] and not self.rows[row].is_new:
            if past // 2 < len(_HANDLES):
                self.post_message(self.Handled(_HANDLES[past // 2][1]))
            return
        here = next((c for c, start, width in columns if event.x < start + width + _GAP), columns[-1][0])
        self.post_message(self.Clicked(row, here))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        self._top = min(max(self._top + by, 0), max(len(self.rows) - self.size.height + 1, 0))
        self.refresh()


def _squeezed(wanted: list[int], room: int) -> list[int]:
    """The widths, the widest made smaller until all fit; none below what can be read while there is room."""
    widths = list(wanted)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths
