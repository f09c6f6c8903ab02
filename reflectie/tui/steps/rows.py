"""A small table to fill: the cell in which one writes stands below it, with a field of its own kind.

Keys and mouse do the same: Enter and Tab go to the next cell, the arrows to another row, Alt with an arrow
moves the row, F7 takes it out and puts it back. A row that is out stays in its place and keeps what it says.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from reflectie.domain.entry import Address, Draft, State
from reflectie.domain.step import Column, Rows
from reflectie.domain.table import column_of, rows_of, table_of
from reflectie.tui.steps.cell import CellField, is_refused, read
from reflectie.tui.steps.table import TableEdit
from reflectie.tui.steps.view import Kept, StopView, beside, plain
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.grid import Grid, GridRow
from reflectie.tui.widgets.line_editor import LineEditor


class RowsView(StopView):
    """The table, and under it the field of the cell in which one writes."""

    WIDE = True
    DEFAULT_CSS = "RowsView { Grid { margin-bottom: 1; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "cell(1)", "volgend vak", key_display="Tab"),
        Binding("shift+tab", "cell(-1)", "vorig vak", key_display="⇧ Tab", show=False),
        Binding("up", "row(-1)", "vorige rij", key_display="↑", show=False),
        Binding("down", "row(1)", "volgende rij", key_display="↓", show=False),
        Binding("alt+up,ctrl+up", "move(-1)", "verplaats", key_display="Alt ↑↓"),
        Binding("alt+down,ctrl+down", "move(1)", "rij omlaag", key_display="Alt ↓", show=False),
        Binding("f7", "out", "eruit/terug", key_display="F7", priority=True),
    ]

    @property
    def _step(self) -> Rows:
        assert isinstance(self.stop.step, Rows)
        return self.stop.step

    def compose(self) -> ComposeResult:
        columns = self._step.columns
        self._table = TableEdit(self.stop, self.entry, [draft.address for draft in self.drafts])
        self._row, self._column = len(self._table.lines) - 1, 0
        for draft in self.drafts:
            if place := self._table.place(draft.address):
                self._row, self._column = place
                self._table.put(*place, read(columns[place[1]], draft.text, self.entry.day))
        yield from beside(self.stop, self.session.known)
        yield plain(self.stop.text, "question")
        if self._step.hint:
            yield plain(self._step.hint, "hint")
        yield Grid(tuple(column.title for column in columns))
        yield CellField(self.entry.day)

    def on_mount(self) -> None:
        self._open()

    # Showing -------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Puts the cell where the person is in the field."""
        column = self._step.columns[self._column]
        name = self._table.lines[self._row].name(self._step.columns)
        caption = f"{column.title} · {name}" if self._column and name else column.title
        cell = self._table.cell(self._row, self._column)
        self.query_one(CellField).open(column, cell, caption, self._options(column))
        self._show()

    def _options(self, column: Column) -> dict[str, str]:
        """What can be chosen: the options of the column, or the rows of the table it points into."""
        if column.type != "row":
            return {option.id: option.text for option in column.options}
        step = self.session.exercise.step(column.of or "")
        columns = step.columns if isinstance(step, Rows) else ()
        rows = rows_of(self.entry, self.stop.seen(column.of), columns)
        return {row.id: row.name for row in rows if row.name and not row.is_out}

    def _show(self) -> None:
        lines, columns = self._table.lines, range(len(self._step.columns))
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
        """The table gets the rows that the rest leaves, and never less than a few."""
        grid = self.query_one(Grid)
        others = [widget for widget in self.children if widget is not grid and widget.display]
        taken = sum(widget.outer_size.height + widget.styles.margin.height for widget in others)
        room = self.size.height - taken - grid.styles.margin.height
        grid.styles.height = min(len(self._table.lines) + 1, max(room, 3))

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    # What a person does --------------------------------------------------------------------------

    def on_cell_field_written(self, event: CellField.Written) -> None:
        self._take_over()
        self._show()
        self.post_message(self.Changed(self, mark=event.mark))

    def on_line_editor_passed(self, event: LineEditor.Passed) -> None:
        self.action_row(event.by)

    def on_grid_clicked(self, event: Grid.Clicked) -> None:
        self._go(event.row, event.column)

    def on_grid_handled(self, event: Grid.Handled) -> None:
        if event.what == "out":
            self.action_out()
        else:
            self.action_move(-1 if event.what == "up" else 1)

    def _take_over(self) -> None:
        self._table.put(self._row, self._column, self.query_one(CellField).cell)

    def _go(self, row: int, column: int) -> None:
        """To another cell; what stands in this one is kept soon."""
        self._take_over()
        self._row, self._column = min(max(row, 0), len(self._table.lines) - 1), column
        self._open()
        self.post_message(self.Changed(self, mark=True))

    def action_cell(self, by: int) -> None:
        """The next cell; behind the last of a row comes the first of the next."""
        self._take_over()
        count = len(self._step.columns)
        row, column = divmod(self._row * count + self._column + by, count)
        if 0 <= row < len(self._table.lines):
            self._go(row, column)

    def action_row(self, by: int) -> None:
        self._take_over()
        self._go(self._row + by, self._column)

    def action_move(self, by: int) -> None:
        """The row goes up or down, with all that hangs on it."""
        self._take_over()
        self._row = self._table.move(self._row, by)
        self._show()
        self.post_message(self.Changed(self, mark=True))

    def action_out(self) -> None:
        """Takes the row out, or puts it back; what it says stays."""
        self._take_over()
        if self._table.toggle(self._row):
            self._show()
            self.post_message(self.Changed(self, mark=True))

    # What is kept --------------------------------------------------------------------------------

    @property
    def first(self) -> Widget | None:
        return self.query_one(CellField).field

    @property
    def editor(self) -> Editor | None:
        fields = self.query(CellField)
        return fields.first().editor if fields else None

    @property
    def place(self) -> Address:
        return self._table.address(self._row, self._column)

    @property
    def said(self) -> str:
        kept = self.entry.answer(self.place)
        return kept.text if kept else ""

    def working(self) -> Draft | None:
        editor = self.editor
        if editor is None:
            return None
        title, cursor = self._step.columns[self._column].title, editor.cursor_offset
        return Draft(address=self.place, question=title, text=self.text, cursor=cursor)

    def meanwhile(self) -> Kept:
        """All but the text that is being written: until the person leaves the cell that is a draft."""
        kept, here = self.kept(), self.entry.answer(self.place)
        if self.draft() is None:
            return kept
        others = tuple(answer for answer in kept.answers if answer.address != self.place)
        removed = tuple(address for address in kept.removed if address != self.place)
        return Kept(answers=others if here is None else (*others, here), removed=removed)

    def kept(self, state: State | None = None) -> Kept:
        self._take_over()
        refused = {column.id: column for column in self._step.columns if column.forbids_self}
        cells = [
            cell
            for cell in self._table.answers({column.id: column.title for column in self._step.columns})
            if not ((column := refused.get(column_of(cell.address))) and is_refused(column, cell.text))
        ]
        if state is State.SKIPPED and cells:
            state = State.ANSWERED
        state = state or (State.ANSWERED if cells else self._state(""))
        head = (self.stop.answer(state=state),) if state else ()
        now = {cell.address for cell in cells}
        before = (a.address for a in self.entry.answers if table_of(a.address) == self.stop.address)
        removed = tuple(address for address in before if address not in now)
        return Kept(answers=(*head, *cells, *self._table.renamed(self.entry)), removed=removed)
