"""A table while it is being filled: lines that can be edited, moved, taken out and put back.

Nothing of the screen is known here; the widget shows it and writes into it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, State
from reflectie.domain.ids import new_row_id
from reflectie.domain.session import Stop
from reflectie.domain.step import Column, Rows
from reflectie.domain.table import Row, cell_at, column_of, row_of, rows_of
from reflectie.domain.value import Value


class Cell(Value):
    """What stands in a cell: the words, and behind them an option, a day or another row."""

    text: str = ""
    value: str = ""


NOTHING = Cell()


@dataclass
class Line:
    """One row. ``cells`` holds only those with something in them."""

    id: str = field(default_factory=new_row_id)
    cells: dict[str, Cell] = field(default_factory=dict)
    is_out: bool = False

    def put(self, column: str, cell: Cell) -> None:
        if cell == NOTHING:
            self.cells.pop(column, None)
        else:
            self.cells[column] = cell

    def name(self, columns: tuple[Column, ...]) -> str:
        """What it is called elsewhere, as ``domain.table.Row.name``."""
        texts = (self.cells.get(column.id, NOTHING).text for column in columns)
        return next((" ".join(text.split()) for text in texts if text.strip()), "")


class TableEdit:
    """The lines of one table; the last is always an empty one, to write on in."""

    def __init__(self, stop: Stop, entry: Entry, drafted: Iterable[Address] = ()) -> None:
        assert isinstance(stop.step, Rows)
        self._stop, self.columns = stop, stop.step.columns
        rows = rows_of(entry, stop.address, self.columns)
        self.lines = [_line(row) for row in rows]
        known = {row.id for row in rows}
        for row in dict.fromkeys(row_of(address) for address in drafted):
            if row not in known:
                self.lines.append(Line(id=row))
        self.grow()

    def grow(self) -> None:
        """An empty line at the end, when the last has something in it."""
        if not self.lines or self.lines[-1].cells:
            self.lines.append(Line())

    @property
    def filled(self) -> list[Line]:
        return [line for line in self.lines if line.cells]

    def address(self, row: int, column: int) -> Address:
        return cell_at(self._stop.address, self.lines[row].id, self.columns[column].id)

    def place(self, address: Address) -> tuple[int, int] | None:
        """The row and the column of a cell."""
        rows = (n for n, line in enumerate(self.lines) if line.id == row_of(address))
        columns = (n for n, column in enumerate(self.columns) if column.id == column_of(address))
        row, column = next(rows, None), next(columns, None)
        return None if row is None or column is None else (row, column)

    def cell(self, row: int, column: int) -> Cell:
        return self.lines[row].cells.get(self.columns[column].id, NOTHING)

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.lines[row].put(self.columns[column].id, cell)
        self.grow()

    def move(self, row: int, by: int) -> int:
        """The line one place up (-1) or down (1), with its id and all that hangs on it; where it is now."""
        last = len(self.lines) - 1
        other = row + by
        if row >= last or not 0 <= other < last:
            return row
        self.lines[row], self.lines[other] = self.lines[other], self.lines[row]
        return other

    def toggle(self, row: int) -> bool:
        """Takes a line out, or puts it back; False for the empty one."""
        line = self.lines[row]
        line.is_out = bool(line.cells) and not line.is_out
        return bool(line.cells)

    # For the journal -----------------------------------------------------------------------------

    def answers(self, titles: dict[str, str]) -> Iterator[Answer]:
        """Every cell with something in it; ``titles`` are the columns as shown."""
        for ordinal, line in enumerate(self.filled):
            state = State.SKIPPED if line.is_out else State.ANSWERED
            for column, cell in line.cells.items():
                yield replace(
                    self._stop.answer(cell.text, cell.value, state),
                    address=cell_at(self._stop.address, line.id, column),
                    question=titles.get(column, column),
                    ordinal=ordinal,
                )

    def renamed(self, entry: Entry) -> Iterator[Answer]:
        """Cells of other tables that point at a line here and still have its earlier name."""
        names = {line.id: line.name(self.columns) for line in self.filled}
        for answer in entry.answers:
            name = names.get(answer.value)
            if name and answer.text != name:
                yield replace(answer, text=name)


def _line(row: Row) -> Line:
    cells = {column_of(c.address): Cell(text=c.text, value=c.value) for c in row.cells}
    return Line(id=row.id, cells=cells, is_out=row.is_out)
