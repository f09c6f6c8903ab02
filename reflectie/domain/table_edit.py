"""A table while it is being filled in: rows that are edited, moved, removed and restored."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.date_parser import parse_date
from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry
from reflectie.domain.moves import NOT_WRITTEN
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Column, Rows
from reflectie.domain.table import Row, cell_address, column_id_of, row_id_of, rows_of
from reflectie.domain.text import clean_line
from reflectie.domain.text_layout import one_line
from reflectie.domain.value import Value, new_row_id

_SELF_WORDS = frozenset({"ik", "ikke", "mij", "me", "mijzelf", "mezelf", "ikzelf", "zelf", "mijnzelf"})


class TableCell(Value):
    """The text of a cell, and its value: the id of an option or a row, or a date in ISO 8601."""

    text: str = ""
    value: str = ""


EMPTY_CELL = TableCell()


class TableLine(Value):
    """One row being edited. ``cells`` holds the cells that are not empty, by column id."""

    id: str
    cells: Mapping[str, TableCell] = MappingProxyType({})
    is_removed: bool = False

    def with_cell(self, column_id: str, cell: TableCell) -> "TableLine":
        """The line with this cell; an empty cell is left out."""
        cells = {**self.cells, column_id: cell}
        if cell == EMPTY_CELL:
            del cells[column_id]
        return replace(self, cells=MappingProxyType(cells))

    def name(self, columns: tuple[Column, ...]) -> str:
        """What other steps call the row, as ``table.Row.name``."""
        texts = (self.cells.get(column.id, EMPTY_CELL).text for column in columns)
        return next((one_line(text) for text in texts if text.strip()), "")


class TableCursor(Value):
    """The cell where the user is, by its row and column number."""

    row: int = 0
    column: int = 0


class TableEdit:
    """The lines of one table, with a cursor. The last line is always empty, to write the next row in."""

    def __init__(self, stop: Stop, entry: Entry, drafted: Iterable[Address] = ()) -> None:
        """``drafted`` are the addresses of cells with a draft; their rows may not be saved yet."""
        assert isinstance(stop.step, Rows)
        self._stop, self.columns = stop, stop.step.columns
        rows = rows_of(entry, stop.address, self.columns)
        saved = {row.id for row in rows}
        new = [id for id in dict.fromkeys(map(row_id_of, drafted)) if id not in saved]
        self.lines = [*map(_table_line, rows), *(TableLine(id=id) for id in new)]
        self._ensure_empty_line()
        self.cursor = TableCursor(row=len(self.lines) - 1)

    @classmethod
    def restore(cls, stop: Stop, entry: Entry, drafts: Collection[Draft]) -> "TableEdit":
        """A table with drafts in its cells, and the cursor where the user was: at the last draft, if any."""
        table = cls(stop, entry, [draft.address for draft in drafts])
        if entry.position and (last := table.find_cell(entry.position)):
            table.cursor = last
        for draft in drafts:
            if cell := table.find_cell(draft.address):
                table.cursor = cell
                table.set_cell(parse_cell(table.column, draft.text, entry.day))
        return table

    def _ensure_empty_line(self) -> None:
        if not self.lines or self.lines[-1].cells:
            self.lines.append(TableLine(id=new_row_id()))

    @property
    def filled(self) -> tuple[TableLine, ...]:
        """The lines with something in them."""
        return tuple(line for line in self.lines if line.cells)

    # The cell at the cursor ----------------------------------------------------------------------

    @property
    def line(self) -> TableLine:
        return self.lines[self.cursor.row]

    @property
    def column(self) -> Column:
        return self.columns[self.cursor.column]

    @property
    def address(self) -> Address:
        return cell_address(self._stop.address, self.line.id, self.column.id)

    @property
    def cell(self) -> TableCell:
        return self.line.cells.get(self.column.id, EMPTY_CELL)

    @property
    def rows_in_use(self) -> frozenset[str]:
        """The rows that the other cells of this line refer to: nobody has a tie with themselves."""
        others = (c for c in self.columns if c.id != self.column.id and c.of == self.column.of)
        cells = (self.line.cells.get(column.id, EMPTY_CELL) for column in others if column.of)
        return frozenset(cell.value for cell in cells if cell.value)

    def set_cell(self, cell: TableCell) -> None:
        self.lines[self.cursor.row] = self.line.with_cell(self.column.id, cell)
        self._ensure_empty_line()

    # Moving the cursor ---------------------------------------------------------------------------

    def find_cell(self, address: Address) -> TableCursor | None:
        """The place of a cell; None when it is not in this table."""
        rows = (n for n, line in enumerate(self.lines) if line.id == row_id_of(address))
        columns = (n for n, column in enumerate(self.columns) if column.id == column_id_of(address))
        row, column = next(rows, None), next(columns, None)
        return None if row is None or column is None else TableCursor(row=row, column=column)

    def go_to(self, row: int, column: int) -> None:
        """Move the cursor; a row that is not there becomes the nearest."""
        self.cursor = TableCursor(row=min(max(row, 0), len(self.lines) - 1), column=column)

    def cell_after(self, by: int) -> TableCursor | None:
        """The cell ``by`` places further, reading row by row; None before the first and after the last."""
        count = len(self.columns)
        row, column = divmod(self.cursor.row * count + self.cursor.column + by, count)
        return TableCursor(row=row, column=column) if 0 <= row < len(self.lines) else None

    # The line at the cursor ----------------------------------------------------------------------

    def move_line(self, by: int) -> None:
        """Move the line one place up (-1) or down (1), with the cursor; the empty line stays the last."""
        row, last = self.cursor.row, len(self.lines) - 1
        other = row + by
        if row < last and 0 <= other < last:
            self.lines[row], self.lines[other] = self.lines[other], self.lines[row]
            self.go_to(other, self.cursor.column)

    def toggle_removed(self) -> bool:
        """Remove the line, or restore it. False for the empty line, which stays."""
        line = self.line
        self.lines[self.cursor.row] = replace(line, is_removed=bool(line.cells) and not line.is_removed)
        return bool(line.cells)


def enter_selects(table: TableEdit) -> bool:
    """Whether Enter selects the first option at the cursor, as in every list, rather than going on.

    In an empty row it does so only where the row begins, since Enter leads out of the table after its
    last row.
    """
    is_begun = bool(table.line.cells) or table.cursor.column == 0
    return is_selected_column(table.column) and table.cell == EMPTY_CELL and is_begun


def table_answers(stop: Stop, columns: Iterable[Column], lines: Iterable[TableLine]) -> Iterator[Answer]:
    """Every filled cell as an answer, except cells in which the user may not enter themselves."""
    by_id = {column.id: column for column in columns}
    for ordinal, line in enumerate(lines):
        state = AnswerState.SKIPPED if line.is_removed else AnswerState.ANSWERED
        for column_id, cell in line.cells.items():
            column = by_id.get(column_id)
            if column and is_forbidden_self(column, cell.text):
                continue
            yield replace(
                stop.make_answer(cell.text, cell.value, state),
                address=cell_address(stop.address, line.id, column_id),
                question=column.title if column else column_id,
                ordinal=ordinal,
            )


def renamed_references(
    entry: Entry, columns: tuple[Column, ...], lines: Iterable[TableLine]
) -> Iterator[Answer]:
    """Cells of other tables that refer to one of these lines by its old name, with the new name."""
    names = {line.id: line.name(columns) for line in lines}
    for answer in entry.answers:
        name = names.get(answer.value)
        if name and answer.text != name:
            yield replace(answer, text=name)


def attendee_answers(session: Session, people: Iterable[str]) -> tuple[Answer, ...]:
    """The answers that enter these people in the first table with a column for a person; empty if none."""
    names = [name for name in map(clean_line, people) if name]
    for stop in session.stops if names else ():
        columns = stop.step.columns if isinstance(stop.step, Rows) else ()
        if column := next((column for column in columns if column.type == "person"), None):
            cells = (TableLine(id=new_row_id()).with_cell(column.id, TableCell(text=name)) for name in names)
            return (stop.make_answer(), *table_answers(stop, columns, cells))
    return ()


def column_options(session: Session, stop: Stop, table: TableEdit, column: Column) -> dict[str, str]:
    """What can be selected in the cell at the cursor, by value: options, or rows of the table of ``of``."""
    if column.type != "row":
        return {option.id: option.text for option in column.options}
    step = session.exercise.step(column.of or "")
    rows = rows_of(session.entry, stop.reference(column.of), step.columns if isinstance(step, Rows) else ())
    in_use = table.rows_in_use - {table.cell.value}
    return {row.id: row.name for row in rows if row.name and not row.is_removed and row.id not in in_use}


def find_option(
    options: Mapping[str, str], selected: str, letters: str, letter: str
) -> tuple[str, str] | None:
    """The value that a typed letter selects, and the letters that count so far; None if no label fits.

    ``letters`` were typed just before, so that a whole label can be typed. A letter that does not go on with
    them selects the next option that begins with it.
    """
    typed, letter = f"{letters}{letter}".casefold(), letter.casefold()
    longer = [value for value, label in options.items() if label.casefold().startswith(typed)]
    if letters and longer:
        return (selected if selected in longer else longer[0]), typed
    values = [value for value, label in options.items() if letter and label.casefold().startswith(letter)]
    if not values:
        return None
    number = values.index(selected) + 1 if selected in values else 0
    return values[number % len(values)], letter


def where_to_write_in_table(columns: Iterable[Column], column: Column) -> str:
    """What to say to somebody who types words in a cell that is selected: which column takes words.

    "" if no column does, or if this one does.
    """
    titles = [other.title for other in columns if other.type in ("text", "person")]
    if not is_selected_column(column) or not titles:
        return ""
    return f"{NOT_WRITTEN} Hier kies je; schrijven kan bij '{one_line(titles[-1])}'."


def is_selected_column(column: Column) -> bool:
    """Whether the value of this column is selected rather than typed."""
    return column.type in ("choice", "row")


def parse_cell(column: Column, text: str, today: dt.date) -> TableCell:
    """Typed text as a cell of this column; ``today`` is the day from which 'gisteren' counts."""
    if not text.strip():
        return EMPTY_CELL
    date = parse_date(text, today, past=True) if column.type == "date" else None
    return TableCell(text=text, value=date.isoformat() if date else "")


def is_forbidden_self(column: Column, text: str) -> bool:
    """Whether the user entered themselves ("ik als begeleider") where the column forbids it."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return column.forbids_self and bool(words) and words[0] in _SELF_WORDS


def _table_line(row: Row) -> TableLine:
    cells = {column_id_of(c.address): TableCell(text=c.text, value=c.value) for c in row.cells}
    return TableLine(id=row.id, cells=MappingProxyType(cells), is_removed=row.is_removed)
