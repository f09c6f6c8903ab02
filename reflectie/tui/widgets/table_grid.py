"""A read-only grid of a table, with a cursor and clickable row actions."""

from math import ceil
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reflectie.domain.text_layout import cell_width, truncate
from reflectie.domain.value import Value

_SIGN_WIDTH, _GAP = 2, 2

_MIN_COLUMN_WIDTH, _MAX_COLUMN_WIDTH = 8, 60

_SHRUNK_COLUMN_WIDTH = 14
"""Columns are made as narrow as this before one is left out."""

_MIN_HEIGHT = 3
"""Rows of the grid in the smallest window: the titles, the row of the cursor, and one more."""

_WIDTH_QUANTILE = 0.9
"""The part of the rows that must fit in a column; a few very long texts do not make it wider."""

_ROW_ACTIONS = (("▲", "up"), ("▼", "down"), ("×", "remove"))

_ROW_ACTION_WIDTH = 2
"""Cells of a sign to click, with the blank behind it."""

_ROW_ACTIONS_WIDTH = _ROW_ACTION_WIDTH * len(_ROW_ACTIONS)

_QUIET_STYLE, _CURSOR_STYLE, _REMOVED_STYLE = "grid--quiet", "grid--cursor", "grid--removed"


class GridRow(Value):
    """The texts of a row, one per column. ``is_new`` marks the empty row at the end."""

    texts: tuple[str, ...]
    is_removed: bool = False
    is_new: bool = False


class GridColumn(Value):
    """A column that is shown: its number, the cell where it starts, and its width in cells."""

    number: int
    start: int
    width: int

    @property
    def end(self) -> int:
        """The first cell after the column and its gap."""
        return self.start + self.width + _GAP


class TableGrid(Widget):
    """Titles above rows. ``cursor`` is the cell that is edited, as row and column number."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_QUIET_STYLE, _CURSOR_STYLE, _REMOVED_STYLE}
    DEFAULT_CSS = """
    TableGrid {
        height: auto; width: 1fr;
        .grid--quiet { color: $quiet; }
        .grid--cursor { color: $foreground; background: $panel; text-style: bold; }
        .grid--removed { color: $quiet; text-style: strike; }
    }
    """

    class CellClicked(Message):
        """A cell was clicked."""

        def __init__(self, row: int, column: int) -> None:
            self.row, self.column = row, column
            super().__init__()

    class RowActionClicked(Message):
        """An action on the row of the cursor was clicked: ``up``, ``down`` or ``remove``."""

        def __init__(self, row_action: str) -> None:
            self.row_action = row_action
            super().__init__()

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.titles = titles
        self.rows: list[GridRow] = []
        self.cursor = (0, 0)
        self._first_row = 0
        """The number of the first visible row."""

    def set_rows(self, rows: list[GridRow], cursor: tuple[int, int]) -> None:
        """Show these rows, with the cell of the cursor in view."""
        has_grown = len(rows) != len(self.rows)
        self.rows, self.cursor = rows, cursor
        self._scroll_to_cursor()
        self.refresh(layout=has_grown)

    def fit_height(self, available: int) -> None:
        """Take the rows of the table, but not more than are available."""
        height = available - self.styles.margin.height
        self.styles.height = min(len(self.rows) + 1, max(height, _MIN_HEIGHT))

    def on_resize(self) -> None:
        self._scroll_to_cursor()
        self.refresh()  # the layout painted it before the visible rows were known

    def _scroll_to_cursor(self) -> None:
        row_count = max(self.size.height - 1, 1)
        self._first_row = min(self._first_row, self.cursor[0], max(len(self.rows) - row_count, 0))
        self._first_row = max(self._first_row, self.cursor[0] - row_count + 1)

    def _columns(self) -> list[GridColumn]:
        """The visible columns."""
        available = self.size.width - _SIGN_WIDTH - _GAP - _ROW_ACTIONS_WIDTH
        preferred = [
            _preferred_width(title, [row.texts[number] for row in self.rows])
            for number, title in enumerate(self.titles)
        ]
        return _lay_out_columns(preferred, self.cursor[1], available)

    # Rendering -----------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        number = self._row_at(y)
        segments: list[Segment] = []
        if y == 0:
            segments = self._render_titles()
        elif number < len(self.rows):
            segments = self._render_row(number)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _row_at(self, y: int) -> int:
        """The number of the row at ``y``; the titles stand at 0."""
        return self._first_row + y - 1

    def _render_titles(self) -> list[Segment]:
        """The titles, with an arrow where columns are left out."""
        quiet = self.get_component_rich_style(_QUIET_STYLE)
        segments = [Segment(" " * _SIGN_WIDTH, quiet)]
        last = -1
        for column in self._columns():
            title = self.titles[column.number]
            text = truncate(f"‹ {title}" if column.number > last + 1 else title, column.width)
            segments.append(Segment(set_cell_size(text, column.width + _GAP), quiet))
            last = column.number
        if last < len(self.titles) - 1:
            segments.append(Segment("›", quiet))
        return segments

    def _render_row(self, number: int) -> list[Segment]:
        row, is_current = self.rows[number], number == self.cursor[0]
        sign = "›" if is_current else "×" if row.is_removed else "+" if row.is_new else " "
        quiet, plain = self.get_component_rich_style(_QUIET_STYLE), self.rich_style
        segments = [Segment(f"{sign} ", plain if is_current else quiet)]
        row_style = self.get_component_rich_style(_REMOVED_STYLE) if row.is_removed else plain
        for column in self._columns():
            text = set_cell_size(truncate(row.texts[column.number], column.width), column.width)
            is_cursor = is_current and column.number == self.cursor[1]
            style = self.get_component_rich_style(_CURSOR_STYLE) if is_cursor else row_style
            segments += [Segment(text, style), Segment(" " * _GAP, plain)]
        if self._has_row_actions(number):
            segments.append(Segment(_row_action_signs(row), quiet))
        return segments

    def _has_row_actions(self, number: int) -> bool:
        """Whether the signs of the row actions stand behind the columns of a row."""
        return number == self.cursor[0] and not self.rows[number].is_new

    # The mouse -----------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        row, columns = self._row_at(event.y), self._columns()
        if event.y == 0 or row >= len(self.rows):
            return
        past_columns = event.x - columns[-1].end
        if past_columns >= 0 and self._has_row_actions(row):
            if past_columns < _ROW_ACTIONS_WIDTH:
                _, action = _ROW_ACTIONS[past_columns // _ROW_ACTION_WIDTH]
                self.post_message(self.RowActionClicked(action))
            return
        clicked = next((column for column in columns if event.x < column.end), columns[-1])
        self.post_message(self.CellClicked(row, clicked.number))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        self._first_row = min(max(self._first_row + by, 0), max(len(self.rows) - self.size.height + 1, 0))
        self.refresh()


def _row_action_signs(row: GridRow) -> str:
    """The signs to click; on a removed row a plus sign restores it."""
    return "".join(
        f"{'+' if row.is_removed and action == 'remove' else sign} " for sign, action in _ROW_ACTIONS
    )


def _preferred_width(title: str, texts: list[str]) -> int:
    """The width at which the title and most texts fit."""
    widths = sorted(map(cell_width, texts))
    usual = widths[ceil((len(widths) - 1) * _WIDTH_QUANTILE)] if widths else 0
    return min(max(usual, cell_width(title), _MIN_COLUMN_WIDTH), _MAX_COLUMN_WIDTH)


def _lay_out_columns(preferred: list[int], current: int, available: int) -> list[GridColumn]:
    """Place the visible columns in ``available`` cells."""
    visible = _visible_columns(preferred, current, available)
    widths = _shrink_widths([preferred[number] for number in visible], available - _GAP * (len(visible) - 1))
    columns, start = [], _SIGN_WIDTH
    for number, width in zip(visible, widths, strict=True):
        columns.append(GridColumn(number=number, start=start, width=width))
        start = columns[-1].end
    return columns


def _visible_columns(preferred: list[int], current: int, available: int) -> list[int]:
    """The first column, the current one, and as many around that one as fit."""
    visible = [0, current] if current else [0]
    for number in [*range(current + 1, len(preferred)), *range(current - 1, 0, -1)]:
        columns = [*visible, number]
        least = sum(min(preferred[c], _SHRUNK_COLUMN_WIDTH) for c in columns) + _GAP * len(visible)
        if least <= available:
            visible = columns
    return sorted(visible)


def _shrink_widths(preferred: list[int], available: int) -> list[int]:
    """The widths, of which the widest is made smaller until all fit."""
    widths = list(preferred)
    while sum(widths) > available and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths
