"""The rows of a table, stored as answers at the addresses of their cells."""

from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Entry
from reflectie.domain.step import Column
from reflectie.domain.value import ROW_PREFIX, Value


class Row(Value):
    """One row, with what is filled in of it, in the order of the columns."""

    id: str
    cells: tuple[Answer, ...]
    is_removed: bool = False

    def cell(self, column: str | None) -> Answer | None:
        return next((cell for cell in self.cells if column_id_of(cell.address) == column), None)

    def text(self, column: str | None) -> str:
        cell = self.cell(column)
        return cell.text if cell else ""

    def value(self, column: str | None) -> str:
        cell = self.cell(column)
        return cell.value if cell else ""

    @property
    def name(self) -> str:
        """What the row is called elsewhere: its first cell with words in it, on one line."""
        return next((" ".join(cell.text.split()) for cell in self._cells_with_text), "")

    @property
    def name_address(self) -> Address | None:
        """The cell that gives the row its name."""
        return next((cell.address for cell in self._cells_with_text), None)

    @property
    def _cells_with_text(self) -> tuple[Answer, ...]:
        return tuple(cell for cell in self.cells if cell.text.strip())


def cell_address(table: Address, row: str, column: str) -> Address:
    """The address of a cell."""
    item = f"{table.item}.{row}" if table.item else row
    return replace(table.child(column), item=item)


def table_of(address: Address) -> Address | None:
    """The table to which an address would belong if it is a cell; None when it cannot be one."""
    above, _, row = address.item.rpartition(".")
    path, _, column = address.part.rpartition(".")
    if not row.startswith(ROW_PREFIX) or not column or address.turn:
        return None
    return replace(address, item=above, part=path)


def row_id_of(address: Address) -> str:
    """The row of a cell."""
    return address.item.rpartition(".")[2]


def column_id_of(address: Address) -> str:
    """The column of a cell."""
    return address.part.rpartition(".")[2]


def rows_of(entry: Entry, table: Address | None, columns: Iterable[Column] = ()) -> tuple[Row, ...]:
    """Every row of a table, in order, also those taken out; ``columns`` give the order of the cells."""
    cells = [answer for answer in entry.answers if table_of(answer.address) == table] if table else []
    return rows_from_cells(cells, [column.id for column in columns])


def rows_from_cells(cells: Iterable[Answer], columns: list[str]) -> tuple[Row, ...]:
    """The rows to which these cells belong; columns that are not named come last."""
    rows: dict[str, list[Answer]] = {}
    for cell in sorted(cells, key=lambda cell: cell.ordinal):
        rows.setdefault(row_id_of(cell.address), []).append(cell)
    places = {name: place for place, name in enumerate(columns)}
    return tuple(
        Row(
            id=name,
            cells=tuple(sorted(row, key=lambda c: places.get(column_id_of(c.address), len(places)))),
            is_removed=all(cell.state is AnswerState.SKIPPED for cell in row),
        )
        for name, row in rows.items()
    )
