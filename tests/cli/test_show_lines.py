"""``reflectie kaart`` and ``terug``: the six lines, and the trail of one."""

import datetime as dt
import json

import pytest

from reflectie.diagrams.trail_path import draw_trail
from reflectie.domain.entry import Address, Answer, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.trail import moments_by_entry
from reflectie.journal.situations import create_situation, move_entry_to_situation
from reflectie.services.trail_history import field_trail, moment_texts

TODAY = dt.date(2026, 11, 22)


def placement(value, days_ago=0, aspect=Aspect.NOW):
    return Placement(
        address=Address(step="nu" if aspect is Aspect.NOW else "plaats"),
        field="kern:sv4",
        aspect=aspect,
        value=value,
        left="doorgaan",
        right="vertragen",
        day=TODAY - dt.timedelta(days=days_ago),
    )


def test_the_trail_is_drawn_as_on_the_screen(person, journal, with_marks):
    person.width = 100
    person.runs("terug", "4")
    moments = moments_by_entry(field_trail(journal, "kern:sv4").points)
    drawing = draw_trail(moments, moment_texts(journal, moments), 100)
    assert person.out.splitlines() == ["Lijn 4 · 2022 – 2026", "", *drawing]


def test_the_trail_can_be_of_a_month_or_a_year_and_says_where_there_is_more(person, with_marks):
    person.runs("terug", "4", "--in", "oktober")
    assert person.out.startswith("Lijn 4 · oktober 2026\n")
    assert "23 okt 2026" in person.out and "13 nov 2026" not in person.out
    assert person.err == "Later staan er ook tekens. Je ziet ze met --periode maand --in 11-2026\n"
    person.runs("terug", "4", "--periode", "maand", "--in", "11-2026")
    assert "13 nov 2026" in person.out and "23 okt 2026" not in person.out
    person.runs("terug", "4", "--in", "2024")
    assert person.out == ""
    assert "In 2024 staat geen teken op deze lijn." in person.err
    assert "--periode jaar --in 2026" in person.err
    assert person.runs("terug", "4", "--in", "vissen") == 2


def test_the_trail_can_be_of_one_situation_or_one_series(person, journal, with_marks):
    brug = create_situation(journal, "De brug")
    move_entry_to_situation(journal, f"01a20205-0000-7000-8000-{2:012}", brug.id)
    assert person.runs("terug", "4", "--situatie", "brug") == 0
    assert person.out.startswith("Lijn 4 · november 2026 · De brug\n")
    assert "13 nov 2026" in person.out and "23 okt 2026" not in person.out
    assert person.runs("terug", "4", "--reeks", "tafels") == 1
    assert "Er is geen reeks 'tafels'" in person.err


@pytest.fixture
def with_marks(journal, save_entry):
    """Three reflections on one line: the last one is not known."""
    marks = {1: [placement(-60, 30), placement(80, 30, Aspect.NATURE)], 2: [placement(20, 9)]}
    for number, placements in marks.items():
        day = placements[0].day.isoformat()
        entry = save_entry(f"Woorden van {number}.", number, day, exercise="kern:sv4", title="doorgaan")
        journal.save(entry, placements=placements)


def test_the_card_shows_every_line_with_its_marks_and_what_they_mean(person, with_marks):
    assert person.runs("kaart") == 0
    rows = person.out.splitlines()
    assert [row[0] for row in rows if row[:1].isdigit()] == list("123456")
    (line,) = [row for row in rows if "●" in row and "├" in row]
    assert line.index("·") < line.index("●") < line.index("○")
    assert rows[-1] == "● nu, in deze situatie   ○ van nature   · eerder"


def test_the_card_without_marks_shows_the_lines_and_says_what_to_do(person, journal):
    assert person.runs("kaart") == 0
    assert person.out.count("├") == 6
    assert "Hier staat nog geen teken." in person.err


@pytest.mark.parametrize("width", [20, 40, 80, 200, None])
def test_no_row_is_wider_than_the_terminal(person, with_marks, width):
    person.width = width
    for command in (["kaart"], ["terug", "4"]):
        person.runs(*command)
        widest = max(map(len, person.out.splitlines()))
        assert widest <= max(width or 80, 40)
        assert "\x1b" not in person.out


@pytest.mark.parametrize("words", [["4"], ["vertragen"], ["DOORGAAN"], ["doorgaan", "vertragen"]])
def test_the_trail_of_a_line_is_found_by_its_number_or_words(person, with_marks, words):
    assert person.runs("terug", *words) == 0
    assert "doorgaan" in person.out and "vertragen" in person.out
    assert person.out.index("23 okt 2026") < person.out.index("13 nov 2026")
    assert "Woorden van 2." in person.out
    (older,) = [row for row in person.out.splitlines() if "23 okt 2026" in row]
    assert older.index("●") < older.index("○")


def test_the_trail_shows_the_answer_that_the_exercise_keeps(person, journal, save_entry):
    entry = save_entry("Een lang verhaal vooraf.", exercise="kern:een-zin-twee-kanten", title="Eén zin")
    kept = Answer(address=Address(step="zin"), question="In één zin?", text="Haast, dus rustig.")
    journal.save(entry, (kept,), placements=[placement(20)])
    assert person.runs("terug", "4") == 0
    assert "Haast, dus rustig." in person.out and "verhaal" not in person.out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("vissen", "Er is geen lijn 'vissen'."),
        ("7", "Er is geen lijn '7'."),
        ("de", "'de' past bij meer lijnen."),
        (" ", "Er is geen lijn ' '."),
    ],
)
def test_another_word_is_refused_with_the_list_of_lines(person, words, problem):
    """No journal is opened, so no password is asked."""
    assert person.runs("terug", words) == 1
    assert problem in person.err
    assert "4  doorgaan en vertragen" in person.err and "6  " in person.err


def test_a_line_without_marks_says_so(person, with_marks):
    assert person.runs("terug", "1") == 0
    assert person.out == "" and "Hier staat nog geen teken." in person.err


def test_both_commands_write_json(person, with_marks):
    person.runs("kaart", "--json")
    lines = json.loads(person.out)
    assert [line["field"]["number"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[3]["trail"]["now"]["value"] == 20
    person.runs("terug", "vertragen", "--json")
    written = json.loads(person.out)
    assert written["field"]["id"] == "kern:sv4"
    assert written["period"] == {"zoom": "vijf jaar", "first": "2022-01-01", "last": "2026-12-31"}
    assert [m["points"][0]["day"] for m in written["moments"]] == ["2026-10-23", "2026-11-13"]
    assert [m["words"] for m in written["moments"]] == ["Woorden van 1.", "Woorden van 2."]


def test_neither_command_makes_a_journal(person):
    for command in (["kaart"], ["terug", "4"]):
        assert person.runs(*command) == 1
        assert "nog geen logboek" in person.err
