"""Tables, dates and diagrams in a document, with the exercise and without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.exercise import Exercise
from reflectie.domain.step import Ask, Column, Date, DiagramParts, Draw, Option, Rows
from reflectie.domain.table import cell_address
from reflectie.export import document
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry

TABLE = Address(step="wie")
NEAR = (Option(id="near", text="dichtbij"), Option(id="far", text="verder weg"))
EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Rows(
            id="wie",
            text="Wie zijn erbij?",
            columns=(
                Column(id="naam", title="Naam", type="person"),
                Column(id="sinds", title="Sinds", type="date"),
                Column(id="ring", title="Plek", type="choice", options=NEAR),
            ),
        ),
        Draw(
            id="kring",
            text="Zo staan zij.",
            drawing="rings",
            parts=DiagramParts(rows="wie", who="naam", ring="ring"),
        ),
        Ask(id="slot", text="Wat nu?"),
        Date(id="dag", text="Wanneer?"),
    ),
)


@pytest.fixture
def filled_entry(make_entry, make_answer):
    """Return an entry with two rows, the second removed, and its answers in no particular order."""
    first, second = "row:00000001", "row:00000002"
    return make_entry(
        make_answer("dichtbij", "Plek", cell_address(TABLE, first, "ring"), value="near"),
        make_answer("nu", "Wat nu?", Address(step="slot")),
        make_answer("oom", "Naam", cell_address(TABLE, second, "naam"), ordinal=1, state=AnswerState.SKIPPED),
        make_answer("tante", "Naam", cell_address(TABLE, first, "naam")),
        make_answer("vorig jaar", "Sinds", cell_address(TABLE, first, "sinds"), value="2025"),
        make_answer("", "Wie zijn erbij?", TABLE),
    )


def test_a_table_follows_its_question_with_its_rows_in_order(filled_entry):
    rendered = render_entry(filled_entry, EXERCISE).blocks[2:4]
    assert rendered == (
        document.QuestionBlock(text="Wie zijn erbij?"),
        document.TableBlock(
            rows=(
                document.TableRow(
                    cells=(("Naam", "tante"), ("Sinds", "vorig jaar (2025)"), ("Plek", "dichtbij"))
                ),
                document.TableRow(cells=(("Naam", "oom"),), is_removed=True),
            )
        ),
    )


def test_a_table_is_recognised_without_the_exercise(filled_entry):
    (table,) = [
        block for block in render_entry(filled_entry).blocks if isinstance(block, document.TableBlock)
    ]
    assert [len(row.cells) for row in table.rows] == [3, 1]


def test_a_table_is_written_as_a_list(filled_entry):
    text = to_markdown(render_entry(filled_entry, EXERCISE))
    assert "- tante\n  - Sinds: vorig jaar (2025)\n  - Plek: dichtbij\n- (eruit gehaald) oom" in text
    assert "  - tante\n      Sinds: vorig jaar (2025)" in to_plain_text(render_entry(filled_entry, EXERCISE))


def test_a_diagram_is_at_its_step_and_leaves_out_removed_rows(filled_entry):
    text = to_markdown(render_entry(filled_entry, EXERCISE))
    picture = text[text.index("Zo staan zij.") : text.index("Wat nu?")]
    assert "```" in picture and "╭─ dichtbij" in picture and "tante" in picture and "oom" not in picture
    assert "tante" in to_plain_text(render_entry(filled_entry, EXERCISE), 40).split("Zo staan zij.")[1]


def test_there_is_no_diagram_without_data(make_entry, make_answer):
    entry = make_entry(make_answer("nu", "Wat nu?", Address(step="slot")))
    assert not [b for b in render_entry(entry, EXERCISE).blocks if isinstance(b, document.DiagramBlock)]


def test_a_date_is_shown_as_typed_and_as_understood(make_entry, make_answer):
    entry = make_entry(make_answer("12 mrt", "Wanneer?", Address(step="dag"), value="2026-03-12"))
    for exercise in (EXERCISE, None):
        assert render_entry(entry, exercise).blocks[3:] == (
            document.TypedTextBlock(text="12 mrt"),
            document.ParagraphBlock(text="donderdag 12 maart 2026"),
        )


cells = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30), max_size=6
)


@given(cells, st.data())
def test_every_cell_is_in_the_document(texts: list[str], data: st.DataObject) -> None:
    rows = tuple(
        document.TableRow(cells=(("Naam", text), ("Meer", text)), is_removed=not n % 2)
        for n, text in enumerate(texts)
    )
    rendered = document.Document(blocks=(document.TableBlock(rows=rows),))
    shown = to_markdown(rendered).replace("\\", "")
    assert all(text.strip() in shown or "\\" in text for text in texts)
    assert all(text.rstrip() in to_plain_text(rendered) for text in texts)


@pytest.mark.parametrize(
    ("labels", "name"), [((), "Wat raakte jou?"), (("Ervaringen", "", "", ""), "Ervaringen")]
)
def test_a_cycle_stage_is_named_by_its_label_or_else_by_its_question(make_entry, make_answer, labels, name):
    names = ("een", "twee", "drie", "vier")
    asks = (Ask(id=step, text="Wat raakte jou?") for step in names)
    diagram_step = Draw(
        id="kring", text="Kijk", drawing="cycle", parts=DiagramParts(steps=names, labels=labels)
    )
    exercise = Exercise(id="kern:proef", title="Proef", steps=(*asks, diagram_step))
    rendered = render_entry(
        make_entry(make_answer("de stilte", "Wat raakte jou?", Address(step="een"))), exercise
    )
    (block,) = (block for block in rendered.blocks if isinstance(block, document.DiagramBlock))
    assert block.data.stages[0].name == name
