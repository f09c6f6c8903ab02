"""A read-only grid of a table, with a cursor and clickable row actions."""

from math import ceil
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reflectie.domain.text_layout import cell_width, truncate
from reflectie.domain.value import Value

_SIGN_WIDTH, _GAP = 2, 2

_MIN_COLUMN_WIDTH, _MAX_COLUMN_WIDTH = 8, 60
"""Cells of a column."""

_WIDTH_QUANTILE = 0.9
"""The part of the rows that a column is made for."""

_ROW_ACTIONS = (("▲", "up"), ("▼", "down"), ("×", "out"))

_ROW_ACTIONS_WIDTH = 2 * len(_ROW_ACTIONS)

_QUIET_STYLE, _CURSOR_STYLE, _REMOVED_STYLE = "grid--quiet", "grid--here", "grid--out"


class GridRow(Value):
    """The texts of a row, a column each; ``is_new`` is the empty one at the end."""

    texts: tuple[str, ...]
    is_removed: bool = False
    is_new: bool = False


class TableGrid(Widget):
    """``titles`` above ``rows``; ``here`` is the cell in which one writes, as row and column."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_QUIET_STYLE, _CURSOR_STYLE, _REMOVED_STYLE}
    DEFAULT_CSS = """
    TableGrid {
        height: auto; width: 1fr;
        .grid--quiet { color: $quiet; }
        .grid--here { color: $foreground; background: $panel; text-style: bold; }
        .grid--out { color: $quiet; text-style: strike; }
    }
    """

    class CellClicked(Message):
        """A cell was clicked."""

        def __init__(self, row: int, column: int) -> None:
            self.row, self.column = row, column
            super().__init__()

    class RowActionClicked(Message):
        """``up``, ``down`` or ``out`` was clicked at the row in which one writes."""

        def __init__(self, what: str) -> None:
            self.row_action = what
            super().__init__()

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.titles = titles
        self.rows: list[GridRow] = []
        self.cursor = (0, 0)
        self._first_row = 0

    def set_rows(self, rows: list[GridRow], here: tuple[int, int]) -> None:
        """Shows these rows, with the cell ``here`` in sight."""
        grew = len(rows) != len(self.rows)
        self.rows, self.cursor = rows, here
        self._scroll_to_cursor()
        self.refresh(layout=grew)

    def _scroll_to_cursor(self) -> None:
        room = max(self.size.height - 1, 1)
        self._first_row = min(self._first_row, self.cursor[0], max(len(self.rows) - room, 0))
        self._first_row = max(self._first_row, self.cursor[0] - room + 1)

    def on_resize(self) -> None:
        self._scroll_to_cursor()
        self.refresh()  # it was painted at its new height before the rows in sight were known

    # Columns -------------------------------------------------------------------------------------

    def _column_layout(self) -> list[tuple[int, int, int]]:
        """The columns in sight: which one, where it begins, and its cells. The first is always there."""
        room = self.size.width - _SIGN_WIDTH - _GAP - _ROW_ACTIONS_WIDTH
        wanted = [self._preferred_width(column) for column in range(len(self.titles))]
        shown = self._visible_columns(room, wanted)
        widths = _shrink_widths([wanted[column] for column in shown], room - _GAP * (len(shown) - 1))
        columns, at = [], _SIGN_WIDTH
        for column, width in zip(shown, widths, strict=True):
            columns.append((column, at, width))
            at += width + _GAP
        return columns

    def _preferred_width(self, column: int) -> int:
        """The cells a column asks for; the few longest of many rows do not count."""
        lengths = sorted(cell_width(row.texts[column]) for row in self.rows)
        usual = lengths[ceil((len(lengths) - 1) * _WIDTH_QUANTILE)] if lengths else 0
        return min(max(usual, cell_width(self.titles[column]), _MIN_COLUMN_WIDTH), _MAX_COLUMN_WIDTH)

    def _visible_columns(self, room: int, wanted: list[int]) -> list[int]:
        """The first column, and as many around the one in which one writes as there is room for."""
        shown = [0]
        if self.cursor[1]:
            shown.append(self.cursor[1])
        for column in [*range(self.cursor[1] + 1, len(wanted)), *range(self.cursor[1] - 1, 0, -1)]:
            least = sum(min(wanted[c], _MIN_COLUMN_WIDTH + 2) for c in [*shown, column]) + _GAP * len(shown)
            if least <= room:
                shown.append(column)
        return sorted(set(shown))

    # Drawing -------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        number = self._first_row + y - 1
        if y == 0:
            segments = self._render_header()
        elif number < len(self.rows):
            segments = self._render_row(number)
        else:
            segments = []
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _render_header(self) -> list[Segment]:
        quiet = self._component_style(_QUIET_STYLE)
        columns = self._column_layout()
        segments = [Segment("  ", quiet)]
        last = -1
        for column, _, width in columns:
            title = f"‹ {self.titles[column]}" if column > last + 1 else self.titles[column]
            segments.append(Segment(set_cell_size(truncate(title, width), width + _GAP), quiet))
            last = column
        if last < len(self.titles) - 1:
            segments.append(Segment("›", quiet))
        return segments

    def _render_row(self, number: int) -> list[Segment]:
        row, is_here = self.rows[number], number == self.cursor[0]
        sign = "›" if is_here else "×" if row.is_removed else "+" if row.is_new else " "
        segments = [Segment(f"{sign} ", self._component_style(_QUIET_STYLE if not is_here else ""))]
        base = self._component_style(_REMOVED_STYLE) if row.is_removed else self.rich_style
        for column, _, width in self._column_layout():
            text = set_cell_size(truncate(row.texts[column], width), width)
            style = self._component_style(_CURSOR_STYLE) if is_here and column == self.cursor[1] else base
            segments += [Segment(text, style), Segment(" " * _GAP, self.rich_style)]
        if is_here and not row.is_new:
            signs = "".join(
                f"{'+' if row.is_removed and what == 'out' else sign} " for sign, what in _ROW_ACTIONS
            )
            segments.append(Segment(signs, self._component_style(_QUIET_STYLE)))
        return segments

    def _component_style(self, name: str) -> Style:
        return self.get_component_rich_style(name) if name else self.rich_style

    # The mouse -----------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        row = self._first_row + event.y - 1
        if event.y == 0 or row >= len(self.rows):
            return
        columns = self._column_layout()
        _, start, width = columns[-1]
        past = event.x - (start + width + _GAP)
        if past >= 0 and row == self.cursor[0] and not self.rows[row].is_new:
            if past // 2 < len(_ROW_ACTIONS):
                self.post_message(self.RowActionClicked(_ROW_ACTIONS[past // 2][1]))
            return
        here = next((c for c, start, width in columns if event.x < start + width + _GAP), columns[-1][0])
        self.post_message(self.CellClicked(row, here))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        self._first_row = min(max(self._first_row + by, 0), max(len(self.rows) - self.size.height + 1, 0))
        self.refresh()


def _shrink_widths(wanted: list[int], room: int) -> list[int]:
    """The widths, the widest made smaller until all fit; none below what can be read while there is room."""
    widths = list(wanted)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths
