"""Rows of a table, stored as answers at the addresses of their cells."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.moves import resume_stop
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Column, Date, DiagramParts, Draw, Each, Pause, Pick, Rows, Step
from reflectie.domain.table import cell_address, column_id_of, row_id_of, rows_of, table_of
from reflectie.domain.value import new_row_id

WHO = Rows(
    id="wie",
    text="Wie?",
    columns=(Column(id="naam", title="Naam", type="person"), Column(id="wat", title="Wat")),
)
EACH = Each(
    id="elk",
    of="wie",
    steps=(Ask(id="hoe", text="Hoe is {item}?", follow_ups=(Ask(id="en", text="En {item}?"),)),),
)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)


def session(*steps: Step, answers: tuple[Answer, ...] = ()) -> Session:
    begun = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    entry = Entry(id="1", exercise="k:x", title="X", day=begun.date(), begun=begun, answers=answers)
    return Session(exercise=Exercise(id="k:x", title="X", steps=steps), entry=entry)


def cell(
    row: str, column: str, text: str, place: int = 0, table: Address | None = None, **more: object
) -> Answer:
    address = cell_address(table or Address(step="wie"), f"row:{row}", column)
    return Answer(address=address, question=column, text=text, ordinal=place, **more)  # type: ignore[arg-type]


TWO = (cell("b", "naam", "oom", 1), cell("a", "wat", "belt", 0), cell("a", "naam", "tante", 0))


@given(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), NAMES)
def test_the_address_of_a_cell_gives_its_table_row_and_column(
    items: list[str], parts: list[str], column: str
) -> None:
    table = Address(step="s", item=".".join(items), part=".".join(parts))
    row = new_row_id()
    address = cell_address(table, row, column)
    assert (table_of(address), row_id_of(address), column_id_of(address)) == (table, row, column)
    assert table_of(table) is None and address != table


def test_rows_and_cells_are_in_order() -> None:
    rows = rows_of(session(WHO, answers=TWO).entry, Address(step="wie"), WHO.columns)
    assert [[c.text for c in row.cells] for row in rows] == [["tante", "belt"], ["oom"]]
    assert [row.name for row in rows] == ["tante", "oom"]
    assert (rows[0].text("wat"), rows[1].text("wat"), rows[1].cell(None)) == ("belt", "", None)


def test_moving_a_row_keeps_the_addresses_inside_each() -> None:
    before = session(WHO, EACH, answers=TWO)
    assert [s.text for s in before.stops[1:]] == ["Hoe is tante?", "En tante?", "Hoe is oom?", "En oom?"]
    moved = tuple(replace(a, ordinal=1 - a.ordinal) for a in TWO)
    after = session(WHO, EACH, answers=moved)
    assert {s.address for s in before.stops} == {s.address for s in after.stops}
    assert [s.text for s in after.stops[1::2]] == ["Hoe is oom?", "Hoe is tante?"]


def test_a_row_is_named_after_its_first_filled_cell() -> None:
    things = replace(WHO, columns=tuple(replace(column, type="text") for column in WHO.columns))
    assert session(things, EACH, answers=(cell("a", "wat", "belt"),)).stops[1].text == "Hoe is belt?"


def test_each_skips_a_row_of_people_without_a_person() -> None:
    people = replace(WHO, columns=(replace(WHO.columns[0], type="person"), *WHO.columns[1:]))
    assert len(session(people, EACH, answers=(cell("a", "wat", "belt"),)).stops) == 1


def test_each_skips_a_removed_row() -> None:
    out = tuple(replace(a, state=AnswerState.SKIPPED) if row_id_of(a.address) == "row:a" else a for a in TWO)
    table_session = session(WHO, EACH, answers=out)
    assert [s.text for s in table_session.stops[1:]] == ["Hoe is oom?", "En oom?"]
    rows = rows_of(table_session.entry, Address(step="wie"))
    assert [(row.name, row.is_removed) for row in rows] == [("belt", True), ("oom", False)]


def test_a_table_inside_each_has_its_own_rows_per_round() -> None:
    inner = Rows(id="wat", text="Wat van {item}?", columns=(Column(id="ding", title="Ding"),))
    deeper = Each(id="diep", of="wat", steps=(Ask(id="en", text="En {item}?"),))
    table_session = session(WHO, Each(id="elk", of="wie", steps=(inner, deeper)), answers=TWO)
    first = table_session.stops[1].address
    table_session = table_session.with_entry(
        table_session.entry.with_answer(cell("z", "ding", "pan", table=first))
    )
    assert [s.text for s in table_session.stops] == ["Wie?", "Wat van tante?", "En pan?", "Wat van oom?"]
    assert table_session.stops[2].address == Address(step="en", item="row:a.row:z")


def test_a_table_in_a_pick_is_part_of_its_item() -> None:
    table_session = session(Pick(id="p", take=1, items=(WHO,)))
    question = Address(step="p", item="wie")
    assert table_of(cell_address(question, "row:a", "naam")) == question
    assert table_session.stops[0].address == Address(step="p")


def test_a_position_in_a_cell_resumes_at_its_table() -> None:
    table_session = session(Ask(id="a", text="?"), WHO, Ask(id="b", text="?"), answers=TWO)
    address = TWO[0].address
    resumed = resume_stop(table_session.with_entry(replace(table_session.entry, position=address)))
    assert resumed == table_session.stops[1]


def test_a_table_and_a_diagram_refer_to_earlier_steps() -> None:
    ties = Rows(id="band", text="?", columns=(Column(id="van", title="Van", type="row", of="wie"),))
    draw = Draw(id="d", text="Zie", drawing="people", parts=DiagramParts(rows="wie", who="naam", ties="band"))
    table_session = session(WHO, ties, draw, answers=TWO)
    assert table_session.stops[1].reference("wie") == Address(step="wie")
    assert dict(table_session.stops[2].references) == {
        "wie": Address(step="wie"),
        "band": Address(step="band"),
    }
    assert table_session.stops[2].reference("weg") is None


def test_pauses_and_diagrams_never_count_as_unanswered() -> None:
    table_session = session(
        Pause(id="p", text="Stil"),
        Draw(id="d", text="Zie", drawing="cycle", parts=DiagramParts()),
        Date(id="b", text="?"),
    )
    resumed = resume_stop(table_session)
    assert resumed and resumed.address == Address(step="b")


def test_no_two_rows_get_the_same_id() -> None:
    assert len({new_row_id() for _ in range(1000)}) == 1000
