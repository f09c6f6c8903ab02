"""A small table to fill: what it asks, and what is kept of it."""

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.widget import Widget

from reflectie.domain.entry import Address, Draft, State
from reflectie.domain.step import Column, Rows
from reflectie.domain.table import column_of, rows_of, table_of
from reflectie.tui.steps.cell import CellField, is_refused, read
from reflectie.tui.steps.table import TableEdit
from reflectie.tui.steps.table_field import TableField
from reflectie.tui.steps.view import Kept, StopView
from reflectie.tui.widgets.editor import Editor


class RowsView(StopView):
    """The question, and under it the table with the cell in which one writes."""

    WIDE = True

    @property
    def _step(self) -> Rows:
        assert isinstance(self.stop.step, Rows)
        return self.stop.step

    def compose(self) -> ComposeResult:
        columns = self._step.columns
        self._table = TableEdit(self.stop, self.entry, [draft.address for draft in self.drafts])
        was = self.entry.position and self._table.place(self.entry.position)
        at = was or (len(self._table.lines) - 1, 0)
        for draft in self.drafts:
            if place := self._table.place(draft.address):
                at = place
                self._table.put(*place, read(columns[place[1]], draft.text, self.entry.day))
        yield from self.heading()
        yield TableField(self._table, at, self.entry.day, self._options)

    def _options(self, column: Column) -> dict[str, str]:
        """What can be chosen: the options of the column, or the rows of the table it points into."""
        if column.type != "row":
            return {option.id: option.text for option in column.options}
        step = self.session.exercise.step(column.of or "")
        columns = step.columns if isinstance(step, Rows) else ()
        rows = rows_of(self.entry, self.stop.seen(column.of), columns)
        return {row.id: row.name for row in rows if row.name and not row.is_out}

    @property
    def _field(self) -> TableField:
        return self.query_one(TableField)

    def on_cell_field_written(self, event: CellField.Written) -> None:
        self.post_message(self.Changed(self, mark=event.mark))

    def on_table_field_changed(self) -> None:
        self.post_message(self.Changed(self, mark=True))

    # What is kept --------------------------------------------------------------------------------

    @property
    def first(self) -> Widget | None:
        return self._field.cell.field

    @property
    def editor(self) -> Editor | None:
        fields = self.query(TableField)
        return fields.first().cell.editor if fields else None

    @property
    def place(self) -> Address:
        return self._field.place

    @property
    def said(self) -> str:
        kept = self.entry.answer(self.place)
        return kept.text if kept else ""

    def working(self) -> Draft | None:
        draft = super().working()
        return draft and replace(draft, question=self._field.column.title)

    def meanwhile(self) -> Kept:
        """All but the text that is being written: until the person leaves the cell that is a draft."""
        kept, here = self.kept(), self.entry.answer(self.place)
        if self.draft() is None:
            return kept
        others = tuple(answer for answer in kept.answers if answer.address != self.place)
        removed = tuple(address for address in kept.removed if address != self.place)
        return Kept(answers=others if here is None else (*others, here), removed=removed)

    def kept(self, state: State | None = None) -> Kept:
        self._field.take_over()
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
