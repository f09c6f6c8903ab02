"""The rows of a table, stored as answers at the addresses of their cells."""

from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Entry
from reflectie.domain.step import Column
from reflectie.domain.text_layout import one_line
from reflectie.domain.value import ROW_PREFIX, Value


class Row(Value):
    """One row and its filled cells, in the order of the columns."""

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
        """What other steps call the row: its first cell with text, on one line."""
        return next((one_line(cell.text) for cell in self._cells_with_text), "")

    @property
    def name_address(self) -> Address | None:
        """The address of the cell that gives the row its name."""
        return next((cell.address for cell in self._cells_with_text), None)

    @property
    def _cells_with_text(self) -> tuple[Answer, ...]:
        return tuple(cell for cell in self.cells if cell.text.strip())


def cell_address(table: Address, row_id: str, column_id: str) -> Address:
    item = f"{table.item}.{row_id}" if table.item else row_id
    return replace(table.child(column_id), item=item)


def table_of(address: Address) -> Address | None:
    """The address of the table to which a cell belongs; None when the address is not of a cell."""
    parent_item, _, row_id = address.item.rpartition(".")
    path, _, column = address.part.rpartition(".")
    if not row_id.startswith(ROW_PREFIX) or not column or address.turn:
        return None
    return replace(address, item=parent_item, part=path)


def row_id_of(address: Address) -> str:
    """The row id in the address of a cell."""
    return address.item.rpartition(".")[2]


def column_id_of(address: Address) -> str:
    """The column id in the address of a cell."""
    return address.part.rpartition(".")[2]


def rows_of(entry: Entry, table: Address | None, columns: Iterable[Column] = ()) -> tuple[Row, ...]:
    """The rows of a table in order, including removed ones; ``columns`` give the order of the cells."""
    cells = [answer for answer in entry.answers if table_of(answer.address) == table] if table else []
    return rows_from_cells(cells, [column.id for column in columns])


def rows_from_cells(cells: Iterable[Answer], column_ids: list[str]) -> tuple[Row, ...]:
    """The rows to which these cells belong; cells of other columns than ``column_ids`` come last."""
    rows: dict[str, list[Answer]] = {}
    for cell in sorted(cells, key=lambda cell: cell.ordinal):
        rows.setdefault(row_id_of(cell.address), []).append(cell)
    order = {column_id: number for number, column_id in enumerate(column_ids)}
    return tuple(
        Row(
            id=row_id,
            cells=tuple(sorted(row, key=lambda c: order.get(column_id_of(c.address), len(order)))),
            is_removed=all(cell.state is AnswerState.SKIPPED for cell in row),
        )
        for row_id, row in rows.items()
    )
