"""Fill in a table (the step kind rows)."""

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.date_parser import date_in_words
from reflectie.domain.entry import Address
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.responses import Response, RowsResponse
from reflectie.domain.step import Column, Rows
from reflectie.domain.table import rows_of
from reflectie.domain.table_edit import EMPTY_CELL, TableCell, TableEdit, is_forbidden_self, parse_cell
from reflectie.domain.text import clean
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.widgets.editor import Editor, LineEditor
from reflectie.tui.widgets.option_row import OptionPicker
from reflectie.tui.widgets.table_grid import GridRow, TableGrid

_NOT_A_DATE = "Dit blijft staan zoals je het schrijft, zonder plek in de tijd."

_SELF_NOT_ALLOWED = "Kies hier iemand anders dan jezelf. Dit vak blijft leeg."

_NO_OPTIONS = "Hier is nog niets om uit te kiezen. Met Ctrl+T ga je terug naar de vorige lijst."


class CellField(Vertical):
    """Shows one cell at a time; ``day`` is the day from which 'gisteren' and 'vorig jaar' count."""

    DEFAULT_CSS = """
    CellField { height: auto; .caption, .about { height: auto; color: $quiet; } }
    """

    class Changed(Message):
        """Something else stands in the field now; ``mark`` when it was chosen, not typed."""

        def __init__(self, mark: bool) -> None:
            self.is_selection = mark
            super().__init__()

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self._day = day
        self._column = Column(id="", title="")
        self._cell = EMPTY_CELL

    def compose(self) -> ComposeResult:
        yield Static(classes="caption", markup=False)
        yield LineEditor()
        yield OptionPicker()
        yield Static(classes="about", markup=False)

    def open(self, column: Column, cell: TableCell, caption: str, options: dict[str, str]) -> None:
        """Puts a cell in the field, and the focus there."""
        self._column, self._cell = column, cell
        line, picker = self.query_one(LineEditor), self.query_one(OptionPicker)
        line.display, picker.display = not self.uses_picker, self.uses_picker
        if self.uses_picker:
            picker.set_options(options, cell.value)
        else:
            line.text = cell.text
            line.cursor_offset = len(cell.text)
        self.query_one(".caption", Static).update(caption)
        self.query_one(".about", Static).update(cell_hint(column, cell, options))
        self.screen.set_focus(self.input_widget)

    @property
    def uses_picker(self) -> bool:
        return self._column.type in ("choice", "row")

    @property
    def input_widget(self) -> Widget:
        """Where one types or chooses."""
        return self.query_one(OptionPicker) if self.uses_picker else self.query_one(LineEditor)

    @property
    def editor(self) -> LineEditor | None:
        return None if self.uses_picker else self.query_one(LineEditor)

    @property
    def cell(self) -> TableCell:
        """What stands in the field."""
        if editor := self.editor:
            return parse_cell(self._column, clean(editor.text), self._day)
        picker = self.query_one(OptionPicker)
        if picker.value == self._cell.value:
            return self._cell  # what was chosen may be no option any more
        return TableCell(text=picker.options.get(picker.value, ""), value=picker.value)

    def on_text_area_changed(self, event: LineEditor.Changed) -> None:
        event.stop()
        self._report_change(mark=False)

    def on_option_picker_changed(self) -> None:
        self._report_change(mark=True)

    def _report_change(self, mark: bool) -> None:
        cell = self.cell
        if cell == self._cell:
            return
        self._cell = cell
        self.query_one(".about", Static).update(
            cell_hint(self._column, cell, self.query_one(OptionPicker).options)
        )
        self.post_message(self.Changed(mark))


def cell_hint(column: Column, cell: TableCell, options: dict[str, str]) -> str:
    """A quiet word: how a day is understood, that a name gives somebody away, that there is nothing yet."""
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
"""What can be chosen in a column."""


class TableField(Vertical):
    """Shows ``table``, and under it the field of the cell ``at`` which the person is, as row and column.

    ``day`` is the day from which 'gisteren' and 'vorig jaar' count.
    """

    DEFAULT_CSS = "TableField { height: 1fr; min-height: 6; TableGrid { margin-bottom: 1; } }"
    HELP_TITLE: ClassVar[str] = "In een lijst met vakken"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "cell(1)", "volgend vak", key_display="Tab"),
        Binding("shift+tab", "cell(-1)", "vorig vak", key_display="⇧ Tab", show=False),
        Binding("up", "row(-1)", "vorige rij", key_display="↑", show=False),
        Binding("down", "row(1)", "volgende rij", key_display="↓", show=False),
        Binding("alt+up,ctrl+up", "move(-1)", "verplaats", key_display="Alt ↑↓"),
        Binding("alt+down,ctrl+down", "move(1)", "rij omlaag", key_display="Alt ↓", show=False),
        Binding("f7", "toggle_removed", "eruit/terug", key_display="F7", priority=True),
    ]

    class Changed(Message):
        """A row changed, or the person went to another cell; what is written tells ``CellField.Written``."""

    def __init__(self, table: TableEdit, at: tuple[int, int], day: dt.date, options: ColumnOptions) -> None:
        super().__init__()
        self._table_edit, (self._row, self._column) = table, at
        self._day, self._options = day, options

    def compose(self) -> ComposeResult:
        yield TableGrid(tuple(column.title for column in self._table_edit.columns))
        yield CellField(self._day)

    def on_mount(self) -> None:
        self._open_cell()

    @property
    def cell_field(self) -> CellField:
        """The field in which one writes."""
        return self.query_one(CellField)

    @property
    def column(self) -> Column:
        return self._table_edit.columns[self._column]

    @property
    def address(self) -> Address:
        """The address of the cell where the person is."""
        return self._table_edit.address(self._row, self._column)

    def store_cell(self) -> None:
        """What stands in the field goes into the table."""
        self._table_edit.set_cell(self._row, self._column, self.cell_field.cell)

    # Showing -------------------------------------------------------------------------------------

    def _open_cell(self) -> None:
        """Puts the cell where the person is in the field."""
        column = self.column
        name = self._table_edit.lines[self._row].name(self._table_edit.columns)
        caption = f"{column.title} · {name}" if self._column and name else column.title
        cell = self._table_edit.cell(self._row, self._column)
        self.cell_field.open(column, cell, caption, self._options(column))
        self._show_table()

    def _show_table(self) -> None:
        lines, columns = self._table_edit.lines, range(len(self._table_edit.columns))
        rows = [
            GridRow(
                texts=tuple(
                    " ".join(self._table_edit.cell(number, column).text.split()) for column in columns
                ),
                is_removed=line.is_removed,
                is_new=number == len(lines) - 1,
            )
            for number, line in enumerate(lines)
        ]
        self.query_one(TableGrid).set_rows(rows, (self._row, self._column))
        self.call_after_refresh(self._fit_height)

    def _fit_height(self) -> None:
        """The table gets the rows that the field leaves, and never less than a few."""
        grid, cell = self.query_one(TableGrid), self.cell_field
        room = self.size.height - cell.outer_size.height - grid.styles.margin.height
        grid.styles.height = min(len(self._table_edit.lines) + 1, max(room, 3))

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit_height)

    # What a person does --------------------------------------------------------------------------

    def on_cell_field_changed(self) -> None:
        self.store_cell()
        self._show_table()

    def on_line_editor_cursor_exited(self, event: LineEditor.CursorExited) -> None:
        self.action_row(event.direction)

    def on_table_grid_cell_clicked(self, event: TableGrid.CellClicked) -> None:
        self._go_to_cell(event.row, event.column)

    def on_table_grid_row_action_clicked(self, event: TableGrid.RowActionClicked) -> None:
        if event.row_action == "out":
            self.action_toggle_removed()
        else:
            self.action_move(-1 if event.row_action == "up" else 1)

    def _go_to_cell(self, row: int, column: int) -> None:
        """To another cell; what stands in this one is kept soon."""
        self.store_cell()
        self._row, self._column = min(max(row, 0), len(self._table_edit.lines) - 1), column
        self._open_cell()
        self.post_message(self.Changed())

    def action_cell(self, by: int) -> None:
        """The next cell; behind the last of a row comes the first of the next."""
        self.store_cell()
        count = len(self._table_edit.columns)
        row, column = divmod(self._row * count + self._column + by, count)
        if 0 <= row < len(self._table_edit.lines):
            self._go_to_cell(row, column)

    def action_row(self, by: int) -> None:
        self.store_cell()
        self._go_to_cell(self._row + by, self._column)

    def action_move(self, by: int) -> None:
        """The row goes up or down, with all that hangs on it."""
        self.store_cell()
        self._row = self._table_edit.move_line(self._row, by)
        self._show_table()
        self.post_message(self.Changed())

    def action_toggle_removed(self) -> None:
        """Takes the row out, or puts it back; what it says stays."""
        self.store_cell()
        if self._table_edit.toggle_removed(self._row):
            self._show_table()
            self.post_message(self.Changed())


class RowsView(StepView):
    """The question, and under it the table with the cell in which one writes."""

    USES_FULL_WIDTH = True

    @property
    def _step(self) -> Rows:
        assert isinstance(self.stop.step, Rows)
        return self.stop.step

    def compose(self) -> ComposeResult:
        columns = self._step.columns
        self._table_edit = TableEdit(self.stop, self.entry, [draft.address for draft in self.drafts])
        was = self.entry.position and self._table_edit.find_cell(self.entry.position)
        at = was or (len(self._table_edit.lines) - 1, 0)
        for draft in self.drafts:
            if place := self._table_edit.find_cell(draft.address):
                at = place
                self._table_edit.set_cell(*place, parse_cell(columns[place[1]], draft.text, self.entry.day))
        yield from self.compose_heading()
        yield TableField(self._table_edit, at, self.entry.day, self._column_options)

    def _column_options(self, column: Column) -> dict[str, str]:
        """What can be chosen: the options of the column, or the rows of the table it points into."""
        if column.type != "row":
            return {option.id: option.text for option in column.options}
        step = self.session.exercise.step(column.of or "")
        columns = step.columns if isinstance(step, Rows) else ()
        rows = rows_of(self.entry, self.stop.reference(column.of), columns)
        return {row.id: row.name for row in rows if row.name and not row.is_removed}

    @property
    def _table_field(self) -> TableField:
        return self.query_one(TableField)

    def on_cell_field_changed(self, event: CellField.Changed) -> None:
        self.post_message(self.Changed(self, is_selection=event.is_selection))

    def on_table_field_changed(self) -> None:
        self.post_message(self.Changed(self, is_selection=True))

    # What is reported ----------------------------------------------------------------------------

    @property
    def initial_focus(self) -> Widget | None:
        return self._table_field.cell_field.input_widget

    @property
    def editor(self) -> Editor | None:
        fields = self.query(TableField)
        return fields.first().cell_field.editor if fields else None

    @property
    def address(self) -> Address:
        return self._table_field.address

    @property
    def text_label(self) -> str:
        return self._table_field.column.title

    @property
    def response(self) -> Response:
        self._table_field.store_cell()
        return RowsResponse(lines=self._table_edit.filled)
