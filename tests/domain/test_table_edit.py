"""The cursor of a table that is being filled in, and what it moves and removes."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Draft, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.session import Session
from reflectie.domain.step import Column, Option, Rows
from reflectie.domain.table import cell_address
from reflectie.domain.table_edit import (
    TableCell,
    TableCursor,
    TableEdit,
    column_options,
    enter_selects,
    find_option,
    where_to_write_in_table,
)

STEP = Rows(id="wie", text="Wie?", columns=(Column(id="naam", title="Naam"), Column(id="wat", title="Wat")))


NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
ENTRY = Entry(id="a", exercise="x", title="X", day=NOW.date(), begun=NOW)
(STOP,) = Session(exercise=Exercise(id="x", title="X", steps=(STEP,)), entry=ENTRY).stops


@pytest.fixture
def table() -> TableEdit:
    """A table with the rows "een" and "twee", and the cursor in the first cell of the empty row."""
    table = TableEdit(STOP, ENTRY)
    for text in ("een", "twee"):
        table.set_cell(TableCell(text=text))
        table.go_to(len(table.lines) - 1, 0)
    return table


def names(table: TableEdit) -> list[str]:
    return [line.name(table.columns) for line in table.lines]


def test_the_last_row_is_always_empty(table: TableEdit) -> None:
    assert names(table) == ["een", "twee", ""]
    assert table.cursor == TableCursor(row=2, column=0)


def test_the_cursor_stays_in_the_table(table: TableEdit) -> None:
    table.go_to(-3, 1)
    assert table.cursor == TableCursor(row=0, column=1)
    table.go_to(9, 1)
    assert table.cursor == TableCursor(row=2, column=1)


def test_cells_follow_each_other_row_by_row(table: TableEdit) -> None:
    table.go_to(0, 1)
    assert table.cell_after(1) == TableCursor(row=1, column=0)
    assert table.cell_after(-1) == TableCursor(row=0, column=0)
    assert table.cell_after(-2) is None
    table.go_to(2, 1)
    assert table.cell_after(1) is None


def test_a_moved_row_takes_the_cursor_along_and_stays_above_the_empty_row(table: TableEdit) -> None:
    table.go_to(0, 1)
    address = table.address
    table.move_line(1)
    assert (names(table), table.cursor) == (["twee", "een", ""], TableCursor(row=1, column=1))
    assert table.address == address
    table.move_line(1)
    assert names(table) == ["twee", "een", ""]


def test_a_row_can_be_removed_and_restored_but_not_the_empty_one(table: TableEdit) -> None:
    assert not table.toggle_removed()
    table.go_to(0, 0)
    assert table.toggle_removed() and table.line.is_removed
    assert table.toggle_removed() and not table.line.is_removed


def test_a_cell_is_found_by_its_address(table: TableEdit) -> None:
    table.go_to(1, 1)
    assert table.find_cell(table.address) == table.cursor
    assert table.find_cell(Address(step="wie", item="row:ffffffff", part="naam")) is None


def test_a_table_is_restored_with_its_drafts_and_the_cursor_at_the_last() -> None:
    first, second = (cell_address(STOP.address, "row:a", column) for column in ("naam", "wat"))
    drafts = [Draft(address=address, question="?", text=address.part) for address in (first, second)]
    table = TableEdit.restore(STOP, ENTRY, drafts)
    assert [cell.text for cell in table.lines[0].cells.values()] == ["naam", "wat"]
    assert (table.address, names(table)) == (second, ["naam", ""])


def test_a_table_without_drafts_is_restored_at_the_cell_where_the_user_was() -> None:
    cells = [cell_address(STOP.address, "row:a", column) for column in ("naam", "wat")]
    entry = replace(ENTRY, position=cells[1]).with_answer(replace(STOP.make_answer("Ada"), address=cells[0]))
    assert TableEdit.restore(STOP, entry, ()).address == cells[1]


def test_nobody_has_a_tie_with_themselves() -> None:
    ends = (
        Column(id="van", title="Van", type="row", of="wie"),
        Column(id="naar", title="Naar", type="row", of="wie"),
    )
    other = Column(id="elders", title="Elders", type="row", of="anders")
    step = Rows(id="banden", text="Wie met wie?", columns=(*ends, other, Column(id="hoe", title="Hoe")))
    (stop,) = Session(exercise=Exercise(id="x", title="X", steps=(step,)), entry=ENTRY).stops
    table = TableEdit(stop, ENTRY)
    table.set_cell(TableCell(text="Sam", value="row:sam"))
    assert table.rows_in_use == frozenset()
    table.go_to(0, 1)
    assert table.rows_in_use == {"row:sam"}
    for column in (2, 3):
        table.go_to(0, column)
        assert table.rows_in_use == frozenset()


def test_a_cell_offers_the_rows_of_its_table_that_the_line_does_not_use_yet() -> None:
    columns = tuple(Column(id=name, title=name, type="row", of="wie") for name in ("van", "naar"))
    kind = Column(id="soort", title="Soort", type="choice", options=(Option(id="hulp", text="hulp"),))
    ties = Rows(id="banden", text="Wie met wie?", columns=(*columns, kind))
    exercise = Exercise(id="x", title="X", steps=(STEP, ties))
    cells = [(cell_address(STOP.address, f"row:{name}", "naam"), name) for name in ("ada", "bo")]
    entry = ENTRY
    for address, name in cells:
        entry = entry.with_answer(replace(STOP.make_answer(name), address=address))
    session = Session(exercise=exercise, entry=entry)
    stop = session.stops[-1]
    table = TableEdit(stop, entry)
    assert column_options(session, stop, table, kind) == {"hulp": "hulp"}
    assert list(column_options(session, stop, table, columns[0]).values()) == ["ada", "bo"]
    table.set_cell(TableCell(text="ada", value="row:ada"))
    assert "ada" in column_options(session, stop, table, columns[0]).values()
    table.go_to(0, 1)
    assert list(column_options(session, stop, table, columns[1]).values()) == ["bo"]


# A cell that is selected

PLACES = {"near": "dichtbij", "middle": "ertussenin", "far": "verder weg", "above": "daarboven"}


def type_label(typed: str) -> str | None:
    """The option that is selected after these letters; None when one of them belongs to no option."""
    selected, letters = "", ""
    for letter in typed:
        found = find_option(PLACES, selected, letters, letter)
        if not found:
            return None
        selected, letters = found
    return selected


@pytest.mark.parametrize(
    ("typed", "option"),
    [("d", "near"), ("dichtbij", "near"), ("DA", "above"), ("dd", "above"), ("ddd", "near"), ("de", "middle"),
     ("verder weg", "far"), ("dx", None), ("school", None)],
)  # fmt: skip
def test_a_label_can_be_typed_in_a_cell_that_is_selected(typed: str, option: str | None) -> None:
    assert type_label(typed) == option


WHO, WHERE, SINCE = (
    Column(id="wie", title="Wie", type="person"),
    Column(id="plek", title="Plek", type="choice", options=(Option(id="near", text="dichtbij"),)),
    Column(id="sinds", title="Sinds", type="date"),
)


def test_words_typed_in_a_cell_that_is_selected_can_go_to_a_column_with_text() -> None:
    said = where_to_write_in_table((WHO, WHERE, SINCE), WHERE)
    assert said == "Dat is niet opgeschreven. Hier kies je; schrijven kan bij 'Wie'."
    assert where_to_write_in_table((WHERE, SINCE), WHERE) == ""
    assert where_to_write_in_table((WHO, WHERE), WHO) == ""


def choosing(*columns: Column) -> TableEdit:
    """An empty table with the cursor in its cell that is selected."""
    step = replace(STEP, columns=columns)
    (stop,) = Session(exercise=Exercise(id="x", title="X", steps=(step,)), entry=ENTRY).stops
    table = TableEdit(stop, ENTRY)
    table.go_to(0, columns.index(WHERE))
    return table


def test_enter_selects_in_a_row_that_was_begun_or_begins_there() -> None:
    table = choosing(WHO, WHERE)
    assert not enter_selects(table), "Enter leads out of the table after its last row"
    table.go_to(0, 0)
    table.set_cell(TableCell(text="moeder"))
    assert not enter_selects(table), "this cell is typed"
    table.go_to(0, 1)
    assert enter_selects(table)
    table.set_cell(TableCell(text="dichtbij", value="near"))
    assert not enter_selects(table)
    assert enter_selects(choosing(WHERE, WHO))
