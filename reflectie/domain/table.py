"""The rows of a table: answers at the addresses of their cells.

A cell is an answer at the table's address, with the row's id behind ``item`` and the column's id behind
``part``. Its ``ordinal`` is the place of the row; its ``value`` is the id of an option, a day, or the id of
another row, with the words as shown in ``text``. A row that was taken out keeps its cells, as skipped.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, State
from reflectie.domain.ids import ROW
from reflectie.domain.step import Column
from reflectie.domain.value import Value


class Row(Value):
    """One row, with what is filled in of it, in the order of the columns."""

    id: str
    cells: tuple[Answer, ...]
    is_out: bool = False

    def cell(self, column: str | None) -> Answer | None:
        return next((cell for cell in self.cells if column_of(cell.address) == column), None)

    def text(self, column: str | None) -> str:
        cell = self.cell(column)
        return cell.text if cell else ""

    def value(self, column: str | None) -> str:
        cell = self.cell(column)
        return cell.value if cell else ""

    @property
    def name(self) -> str:
        """What the row is called elsewhere: its first cell with words in it, on one line."""
        return next((" ".join(cell.text.split()) for cell in self._named), "")

    @property
    def named_at(self) -> Address | None:
        """The cell that gives the row its name."""
        return next((cell.address for cell in self._named), None)

    @property
    def _named(self) -> tuple[Answer, ...]:
        return tuple(cell for cell in self.cells if cell.text.strip())


def cell_at(table: Address, row: str, column: str) -> Address:
    """The address of a cell."""
    item = f"{table.item}.{row}" if table.item else row
    return replace(table.below(column), item=item)


def table_of(address: Address) -> Address | None:
    """The table to which an address would belong if it is a cell; None when it cannot be one."""
    above, _, row = address.item.rpartition(".")
    path, _, column = address.part.rpartition(".")
    if not row.startswith(ROW) or not column or address.turn:
        return None
    return replace(address, item=above, part=path)


def row_of(address: Address) -> str:
    """The row of a cell."""
    return address.item.rpartition(".")[2]


def column_of(address: Address) -> str:
    """The column of a cell."""
    return address.part.rpartition(".")[2]


def rows_of(entry: Entry, table: Address | None, columns: Iterable[Column] = ()) -> tuple[Row, ...]:
    """Every row of a table, in order, also those taken out; ``columns`` give the order of the cells."""
    cells = [answer for answer in entry.answers if table_of(answer.address) == table] if table else []
    return rows_from(cells, [column.id for column in columns])


def rows_from(cells: Iterable[Answer], columns: list[str]) -> tuple[Row, ...]:
    """The rows to which these cells belong; columns that are not named come last."""
    rows: dict[str, list[Answer]] = {}
    for cell in sorted(cells, key=lambda cell: cell.ordinal):
        rows.setdefault(row_of(cell.address), []).append(cell)
    places = {name: place for place, name in enumerate(columns)}
    return tuple(
        Row(
            id=name,
            cells=tuple(sorted(row, key=lambda c: places.get(column_of(c.address), len(places)))),
            is_out=all(cell.state is State.SKIPPED for cell in row),
        )
        for name, row in rows.items()
    )
