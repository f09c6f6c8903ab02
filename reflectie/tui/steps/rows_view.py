"""Fill in a table (the step kind rows)."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.dates import date_in_words
from reflectie.domain.entry import Address, Draft
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.responses import Response, RowsResponse
from reflectie.domain.step import Column
from reflectie.domain.table_edit import (
    EMPTY_CELL,
    TableCell,
    TableEdit,
    column_options,
    enter_selects,
    find_option,
    is_forbidden_self,
    is_selected_column,
    parse_cell,
    where_to_write_in_table,
)
from reflectie.domain.text import clean
from reflectie.domain.text_layout import one_line
from reflectie.tui.steps.step_view import TextStepView, working_text
from reflectie.tui.widgets.editor import Editor, LineEditor
from reflectie.tui.widgets.option_row import OptionRow
from reflectie.tui.widgets.table_grid import GridRow, TableGrid

_NOT_A_DATE = "Die datum herken ik niet; je woorden blijven staan."

_SELF_NOT_ALLOWED = "Kies hier iemand anders dan jezelf. Dit vak blijft leeg."

_NO_OPTIONS = "Hier is nog niets om uit te kiezen. Met Ctrl+T ga je terug naar de vorige lijst."


class CellOptions(OptionRow):
    """The options of a cell. Letters select the option that begins with them."""

    DEFAULT_CSS = "CellOptions { color: $foreground; link-color: $foreground; max-height: 4; width: 1fr; }"

    _letters = ""
    """What was typed of a label so far."""

    def set_options(self, options: dict[str, str], value: str) -> None:
        self._letters = ""
        super().set_options(options, value)

    def on_key(self, event: events.Key) -> None:  # type: ignore[override]
        letters, self._letters = self._letters, ""
        letter = event.character if event.is_printable else None
        found = find_option(self.options, self.value, letters, letter) if letter else None
        if not found:
            return
        event.prevent_default().stop()
        value, self._letters = found
        if len(self._letters) == 1:
            self.toggle(value)
        elif value != self.value:
            self.select(value)


class CellField(Vertical):
    """The field that edits one cell at a time. Dates count from ``day``, as in 'gisteren'."""

    DEFAULT_CSS = """
    CellField { height: auto; .caption, .cell-hint { height: auto; color: $quiet; } }
    """

    class Changed(Message):
        """The cell changed; ``is_selection`` when an option was selected rather than text typed."""

        def __init__(self, is_selection: bool) -> None:
            self.is_selection = is_selection
            super().__init__()

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self._day = day
        self._column = Column(id="", title="")
        self._cell = EMPTY_CELL

    def compose(self) -> ComposeResult:
        yield Static(classes="caption", markup=False)
        yield LineEditor()
        yield CellOptions()
        yield Static(classes="cell-hint", markup=False)

    def open(self, column: Column, cell: TableCell, caption: str, options: dict[str, str]) -> None:
        """Edit a cell and focus its field."""
        self._column, self._cell = column, cell
        line_editor, option_row = self.query_one(LineEditor), self.query_one(CellOptions)
        line_editor.display, option_row.display = not self._has_options, self._has_options
        if self._has_options:
            option_row.set_options(options, cell.value)
        else:
            line_editor.text = cell.text
            line_editor.cursor_offset = len(cell.text)
        self.query_one(".caption", Static).update(caption)
        self.query_one(".cell-hint", Static).update(cell_hint(column, cell, options))
        self.screen.set_focus(self.input_widget)

    @property
    def _has_options(self) -> bool:
        """Whether the value of this column is selected rather than typed."""
        return is_selected_column(self._column)

    @property
    def input_widget(self) -> Widget:
        """The widget that takes the keys."""
        return self.query_one(CellOptions) if self._has_options else self.query_one(LineEditor)

    @property
    def editor(self) -> LineEditor | None:
        return None if self._has_options else self.query_one(LineEditor)

    @property
    def cell(self) -> TableCell:
        """The cell as it is entered now."""
        if editor := self.editor:
            return parse_cell(self._column, clean(editor.text), self._day)
        option_row = self.query_one(CellOptions)
        if option_row.value == self._cell.value:
            return self._cell  # its value may no longer be one of the options
        return TableCell(text=option_row.options.get(option_row.value, ""), value=option_row.value)

    def select_first(self) -> bool:
        """Select the first option; False when there is none."""
        option_row = self.query_one(CellOptions)
        if option_row.options:
            option_row.action_step(1)
        return bool(option_row.options)

    def on_text_area_changed(self, event: LineEditor.Changed) -> None:
        event.stop()
        self._report_change(is_selection=False)

    def on_option_row_changed(self, event: OptionRow.Changed) -> None:
        event.stop()
        self._report_change(is_selection=True)

    def _report_change(self, is_selection: bool) -> None:
        cell = self.cell
        if cell == self._cell:
            return
        self._cell = cell
        hint = cell_hint(self._column, cell, self.query_one(CellOptions).options)
        self.query_one(".cell-hint", Static).update(hint)
        self.post_message(self.Changed(is_selection))


def cell_hint(column: Column, cell: TableCell, options: dict[str, str]) -> str:
    """The hint below a cell: how a date is understood, a privacy hint, or that there are no options yet."""
    if column.type == "row" and not options:
        return _NO_OPTIONS
    if not cell.text.strip():
        return ""
    if column.type == "date":
        return date_in_words(cell.value) if cell.value else _NOT_A_DATE
    if is_forbidden_self(column, cell.text):
        return _SELF_NOT_ALLOWED
    return privacy_hint(cell.text) if column.type == "person" else ""


ColumnOptions = Callable[[Column], dict[str, str]]
"""Returns the options of a column: labels by value."""


class _TableWidgets(Vertical):
    """A table, and the field of the cell at its cursor, as they are shown."""

    def __init__(self, table: TableEdit, day: dt.date, options: ColumnOptions) -> None:
        super().__init__()
        self._table_edit, self._options = table, options
        self._grid = TableGrid(tuple(column.title for column in table.columns))
        self.cell_field = CellField(day)

    def compose(self) -> ComposeResult:
        yield self._grid
        yield self.cell_field

    def store_cell(self) -> None:
        """Put the content of the field in the table."""
        self._table_edit.set_cell(self.cell_field.cell)

    def open_cell(self) -> None:
        """Edit the cell at the cursor."""
        table = self._table_edit
        name = table.line.name(table.columns)
        caption = f"{table.column.title} · {name}" if table.cursor.column and name else table.column.title
        self.cell_field.open(table.column, table.cell, caption, self._options(table.column))
        self._show_table()

    def _show_table(self) -> None:
        self.screen.refresh_bindings()
        cursor = self._table_edit.cursor
        self._grid.set_rows(_grid_rows(self._table_edit), (cursor.row, cursor.column))
        self.on_resize()

    def on_resize(self) -> None:
        self.call_after_refresh(
            lambda: self._grid.fit_height(self.size.height - self.cell_field.outer_size.height)
        )


class TableField(_TableWidgets):
    """A table, and below it the field of the cell at its cursor. Dates count from ``day``."""

    DEFAULT_CSS = "TableField { height: 1fr; min-height: 6; TableGrid { margin-bottom: 1; } }"
    HELP_TITLE: ClassVar[str] = "In een lijst met vakken"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "cell(1)", "volgend vak"),
        Binding("enter", "choose", "kies, of naar het volgende vak", show=False),
        Binding("shift+tab", "cell(-1)", "vorig vak", show=False),
        Binding("up", "row(-1)", "vorige rij", show=False),
        Binding("down", "row(1)", "volgende rij", show=False),
        Binding("alt+up,ctrl+up", "move(-1)", "rij omhoog", show=False),
        Binding("alt+down,ctrl+down", "move(1)", "rij omlaag", show=False),
        Binding("f7", "toggle_removed", "eruit/terug", priority=True),
    ]

    class Changed(Message):
        """A row changed, or the user went to another cell. ``CellField.Changed`` reports what is typed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "toggle_removed":
            return bool(self._table_edit.line.cells)
        return super().check_action(action, parameters)

    # Events and actions --------------------------------------------------------------------------

    def on_cell_field_changed(self) -> None:
        self.store_cell()
        self._show_table()

    def on_line_editor_cursor_exited(self, event: LineEditor.CursorExited) -> None:
        self.action_row(event.direction)

    def on_table_grid_cell_clicked(self, event: TableGrid.CellClicked) -> None:
        self._go_to(event.row, event.column)

    def on_table_grid_row_action_clicked(self, event: TableGrid.RowActionClicked) -> None:
        if event.row_action == "remove":
            self.action_toggle_removed()
        else:
            self.action_move(-1 if event.row_action == "up" else 1)

    def _go_to(self, row: int, column: int) -> None:
        self.store_cell()
        self._table_edit.go_to(row, column)
        self.open_cell()
        self.post_message(self.Changed())

    def action_cell(self, by: int) -> None:
        """Go to the next or previous cell; after the last of a row comes the first of the next."""
        self.store_cell()  # this may add an empty row to go to
        if cell := self._table_edit.cell_after(by):
            self._go_to(cell.row, cell.column)
        else:  # Tab leaves the table after its last cell
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()

    def action_choose(self) -> None:
        """Select the first option, as Enter does in every list; with one selected, go to the next cell."""
        if enter_selects(self._table_edit) and self.cell_field.select_first():
            return
        self.action_cell(1)

    def action_row(self, by: int) -> None:
        self.store_cell()
        cursor = self._table_edit.cursor
        self._go_to(cursor.row + by, cursor.column)

    def action_move(self, by: int) -> None:
        """Move the row up or down; it keeps its id, and with it the answers about it."""
        self.store_cell()
        self._table_edit.move_line(by)
        self._show_table()
        self.post_message(self.Changed())

    def action_toggle_removed(self) -> None:
        """Remove the row, or restore it; its text is kept."""
        self.store_cell()
        if self._table_edit.toggle_removed():
            self._show_table()
            self.post_message(self.Changed())


def _grid_rows(table: TableEdit) -> list[GridRow]:
    return [
        GridRow(
            texts=tuple(one_line(line.cells.get(column.id, EMPTY_CELL).text) for column in table.columns),
            is_removed=line.is_removed,
            is_new=number == len(table.lines) - 1,
        )
        for number, line in enumerate(table.lines)
    ]


class RowsView(TextStepView):
    """The question, and the table with the field of the cell at its cursor."""

    USES_FULL_WIDTH = True

    def compose(self) -> ComposeResult:
        self._table_edit = table = TableEdit.restore(self.stop, self.entry, self.drafts)
        yield from self.compose_heading()
        yield TableField(table, self.entry.day, partial(column_options, self.session, self.stop, table))

    @property
    def _table_field(self) -> TableField:
        return self.query_one(TableField)

    def on_mount(self) -> None:
        self._table_field.open_cell()

    def on_cell_field_changed(self, event: CellField.Changed) -> None:
        self.post_message(self.Changed(self, is_selection=event.is_selection))

    def on_table_field_changed(self) -> None:
        self.post_message(self.Changed(self, is_selection=True))

    # What is reported ----------------------------------------------------------------------------

    @property
    def initial_focus(self) -> Widget | None:
        return self._table_field.cell_field.input_widget

    @property
    def where_to_write(self) -> str:
        table = self._table_edit
        return where_to_write_in_table(table.columns, table.column) or super().where_to_write

    @property
    def editor(self) -> Editor | None:
        fields = self.query(TableField)
        return fields.first().cell_field.editor if fields else None

    @property
    def address(self) -> Address:
        return self._table_edit.address

    @property
    def working_text(self) -> Draft | None:
        return working_text(self.editor, self.address, self._table_edit.column.title)

    @property
    def response(self) -> Response:
        self._table_field.store_cell()
        return RowsResponse(lines=self._table_edit.filled)
