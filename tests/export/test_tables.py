"""Tables, days and drawings in a document: nothing of them is lost, with the exercise at hand or without."""

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

AT = Address(step="wie")
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
def filled(entry, said):
    """An entry with two rows, the second taken out, kept in an order of its own."""
    first, second = "row:00000001", "row:00000002"
    return entry(
        said("dichtbij", "Plek", cell_address(AT, first, "ring"), value="near"),
        said("nu", "Wat nu?", Address(step="slot")),
        said("oom", "Naam", cell_address(AT, second, "naam"), ordinal=1, state=AnswerState.SKIPPED),
        said("tante", "Naam", cell_address(AT, first, "naam")),
        said("vorig jaar", "Sinds", cell_address(AT, first, "sinds"), value="2025"),
        said("", "Wie zijn erbij?", AT),
    )


def test_a_table_stands_under_its_question_with_rows_in_order(filled):
    made = render_entry(filled, EXERCISE).blocks[2:4]
    assert made == (
        document.QuestionBlock(text="Wie zijn erbij?"),
        document.TableBlock(
            rows=(
                document.TableRow(
                    cells=(("Naam", "tante"), ("Sinds", "vorig jaar (2025)"), ("Plek", "dichtbij"))
                ),
                document.TableRow(cells=(("Naam", "oom"),), is_out=True),
            )
        ),
    )


def test_a_table_is_known_without_the_exercise(filled):
    (table,) = [block for block in render_entry(filled).blocks if isinstance(block, document.TableBlock)]
    assert [len(row.cells) for row in table.rows] == [3, 1]


def test_a_table_reads_as_a_list(filled):
    text = to_markdown(render_entry(filled, EXERCISE))
    assert "- tante\n  - Sinds: vorig jaar (2025)\n  - Plek: dichtbij\n- (eruit gehaald) oom" in text
    assert "  - tante\n      Sinds: vorig jaar (2025)" in to_plain_text(render_entry(filled, EXERCISE))


def test_a_drawing_stands_where_it_was_seen_and_leaves_out_what_is_out(filled):
    text = to_markdown(render_entry(filled, EXERCISE))
    picture = text[text.index("Zo staan zij.") : text.index("Wat nu?")]
    assert "```" in picture and "╭─ dichtbij" in picture and "tante" in picture and "oom" not in picture
    assert "tante" in to_plain_text(render_entry(filled, EXERCISE), 40).split("Zo staan zij.")[1]


def test_there_is_no_drawing_of_nothing(entry, said):
    made = entry(said("nu", "Wat nu?", Address(step="slot")))
    assert not [b for b in render_entry(made, EXERCISE).blocks if isinstance(b, document.DiagramBlock)]


def test_a_day_is_told_as_typed_and_as_understood(entry, said):
    made = entry(said("12 mrt", "Wanneer?", Address(step="dag"), value="2026-03-12"))
    for known in (EXERCISE, None):
        assert render_entry(made, known).blocks[3:] == (
            document.TypedTextBlock(text="12 mrt"),
            document.ParagraphBlock(text="donderdag 12 maart 2026"),
        )


cells = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30), max_size=6
)


@given(cells, st.data())
def test_whatever_stands_in_a_cell_is_told(texts: list[str], data: st.DataObject) -> None:
    rows = tuple(
        document.TableRow(cells=(("Naam", text), ("Meer", text)), is_out=not n % 2)
        for n, text in enumerate(texts)
    )
    made = document.Document(blocks=(document.TableBlock(rows=rows),))
    shown = to_markdown(made).replace("\\", "")
    assert all(text.strip() in shown or "\\" in text for text in texts)
    assert all(text.rstrip() in to_plain_text(made) for text in texts)


@pytest.mark.parametrize(
    ("labels", "name"), [((), "Wat raakte jou?"), (("Ervaringen", "", "", ""), "Ervaringen")]
)
def test_a_place_in_the_cycle_bears_its_short_name_or_else_its_question(entry, said, labels, name):
    names = ("een", "twee", "drie", "vier")
    asks = (Ask(id=each, text="Wat raakte jou?") for each in names)
    circle = Draw(id="kring", text="Kijk", drawing="cycle", parts=DiagramParts(steps=names, labels=labels))
    exercise = Exercise(id="kern:proef", title="Proef", steps=(*asks, circle))
    made = render_entry(entry(said("de stilte", "Wat raakte jou?", Address(step="een"))), exercise)
    (drawing,) = (block for block in made.blocks if isinstance(block, document.DiagramBlock))
    assert drawing.data.stages[0].name == name
