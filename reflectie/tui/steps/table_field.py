"""A small table to fill: the cell in which one writes stands below it, with a field of its own kind.

Keys and mouse do the same: Enter and Tab go to the next cell, the arrows to another row, Alt with an arrow
moves the row, F7 takes it out and puts it back. A row that is out stays in its place and keeps what it says.
"""

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from reflectie.domain.entry import Address
from reflectie.domain.step import Column
from reflectie.tui.steps.cell import CellField
from reflectie.tui.steps.table import TableEdit
from reflectie.tui.widgets.grid import Grid, GridRow
from reflectie.tui.widgets.line_editor import LineEditor

Options = Callable[[Column], dict[str, str]]
"""What can be chosen in a column."""


class TableField(Vertical):
    """Shows ``table``, and under it the field of the cell ``at`` which the person is, as row and column.

    ``day`` is the day from which 'gisteren' and 'vorig jaar' count.
    """

    DEFAULT_CSS = "TableField { height: 1fr; min-height: 6; Grid { margin-bottom: 1; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "cell(1)", "volgend vak", key_display="Tab"),
        Binding("shift+tab", "cell(-1)", "vorig vak", key_display="⇧ Tab", show=False),
        Binding("up", "row(-1)", "vorige rij", key_display="↑", show=False),
        Binding("down", "row(1)", "volgende rij", key_display="↓", show=False),
        Binding("alt+up,ctrl+up", "move(-1)", "verplaats", key_display="Alt ↑↓"),
        Binding("alt+down,ctrl+down", "move(1)", "rij omlaag", key_display="Alt ↓", show=False),
        Binding("f7", "out", "eruit/terug", key_display="F7", priority=True),
    ]

    class Changed(Message):
        """A row changed, or the person went to another cell; what is written tells ``CellField.Written``."""

    def __init__(self, table: TableEdit, at: tuple[int, int], day: dt.date, options: Options) -> None:
        super().__init__()
        self._table, (self._row, self._column) = table, at
        self._day, self._options = day, options

    def compose(self) -> ComposeResult:
        yield Grid(tuple(column.title for column in self._table.columns))
        yield CellField(self._day)

    def on_mount(self) -> None:
        self._open()

    @property
    def cell(self) -> CellField:
        """The field in which one writes."""
        return self.query_one(CellField)

    @property
    def column(self) -> Column:
        return self._table.columns[self._column]

    @property
    def place(self) -> Address:
        """The address of the cell where the person is."""
        return self._table.address(self._row, self._column)

    def take_over(self) -> None:
        """What stands in the field goes into the table."""
        self._table.put(self._row, self._column, self.cell.cell)

    # Showing -------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Puts the cell where the person is in the field."""
        column = self.column
        name = self._table.lines[self._row].name(self._table.columns)
        caption = f"{column.title} · {name}" if self._column and name else column.title
        cell = self._table.cell(self._row, self._column)
        self.cell.open(column, cell, caption, self._options(column))
        self._show()

    def _show(self) -> None:
        lines, columns = self._table.lines, range(len(self._table.columns))
        rows = [
            GridRow(
                texts=tuple(" ".join(self._table.cell(number, column).text.split()) for column in columns),
                is_out=line.is_out,
                is_new=number == len(lines) - 1,
            )
            for number, line in enumerate(lines)
        ]
        self.query_one(Grid).show(rows, (self._row, self._column))
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """The table gets the rows that the field leaves, and never less than a few."""
        grid, cell = self.query_one(Grid), self.cell
        room = self.size.height - cell.outer_size.height - grid.styles.margin.height
        grid.styles.height = min(len(self._table.lines) + 1, max(room, 3))

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    # What a person does --------------------------------------------------------------------------

    def on_cell_field_written(self) -> None:
        self.take_over()
        self._show()

    def on_line_editor_passed(self, event: LineEditor.Passed) -> None:
        self.action_row(event.by)

    def on_grid_clicked(self, event: Grid.Clicked) -> None:
        self._go(event.row, event.column)

    def on_grid_handled(self, event: Grid.Handled) -> None:
        if event.what == "out":
            self.action_out()
        else:
            self.action_move(-1 if event.what == "up" else 1)

    def _go(self, row: int, column: int) -> None:
        """To another cell; what stands in this one is kept soon."""
        self.take_over()
        self._row, self._column = min(max(row, 0), len(self._table.lines) - 1), column
        self._open()
        self.post_message(self.Changed())

    def action_cell(self, by: int) -> None:
        """The next cell; behind the last of a row comes the first of the next."""
        self.take_over()
        count = len(self._table.columns)
        row, column = divmod(self._row * count + self._column + by, count)
        if 0 <= row < len(self._table.lines):
            self._go(row, column)

    def action_row(self, by: int) -> None:
        self.take_over()
        self._go(self._row + by, self._column)

    def action_move(self, by: int) -> None:
        """The row goes up or down, with all that hangs on it."""
        self.take_over()
        self._row = self._table.move(self._row, by)
        self._show()
        self.post_message(self.Changed())

    def action_out(self) -> None:
        """Takes the row out, or puts it back; what it says stays."""
        self.take_over()
        if self._table.toggle(self._row):
            self._show()
            self.post_message(self.Changed())
