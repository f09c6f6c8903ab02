"""``reflectie kaart`` and ``terug``: the six lines, and the trail of one."""

import datetime as dt
import json

import pytest

from reflectie.domain.entry import Address, Placement
from reflectie.domain.field import Aspect

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
    assert person.out.index("13 nov 2026") < person.out.index("23 okt 2026")
    assert "Woorden van 2." in person.out
    (older,) = [row for row in person.out.splitlines() if "23 okt 2026" in row]
    assert older.index("●") < older.index("○")


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
    assert [moment["day"] for moment in written["history"]["moments"]] == ["2026-11-13", "2026-10-23"]


def test_neither_command_makes_a_journal(person):
    for command in (["kaart"], ["terug", "4"]):
        assert person.runs(*command) == 1
        assert "nog geen logboek" in person.err
