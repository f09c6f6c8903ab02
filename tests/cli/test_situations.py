"""``--situatie``: what belongs to one situation, in a list and in a file."""

import json
from collections.abc import Callable

import pytest

from reflectie.domain.entry import Entry
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.journal.journal import Journal

from .conftest import Person

Keep = Callable[..., Entry]


@pytest.fixture
def rainbow(journal: Journal, kept: Keep) -> Situation:
    """A situation with one entry; another entry belongs to none."""
    made = situations.create_situation(journal, "Regen*boog*", "weten wanneer ik loslaat")
    kept("hoort erbij", 1, situation=made.id)
    kept("staat los", 2)
    return made


def test_the_list_shows_what_belongs_to_it(person: Person, rainbow: Situation) -> None:
    assert person.runs("lijst", "--situatie", "regen*BOOG*") == 0
    assert "hoort erbij" in person.out
    assert "staat los" not in person.out


def test_an_empty_situation_is_said(person: Person, journal: Journal) -> None:
    situations.create_situation(journal, "Vuurtoren")
    assert person.runs("lijst", "--situatie", "Vuurtoren") == 0
    assert (person.out, person.err) == ("", "Bij deze situatie hoort nog geen reflectie.\n")


@pytest.mark.parametrize("command", [("lijst",), ("exporteer", "--naar", "-")])
def test_a_name_that_is_not_there_is_said(
    person: Person, rainbow: Situation, command: tuple[str, ...]
) -> None:
    assert person.runs(*command, "--situatie", "Onbekend") == 1
    assert "Er is geen situatie 'Onbekend'." in person.err


def test_an_export_holds_what_belongs_to_it(person: Person, rainbow: Situation) -> None:
    assert person.runs("exporteer", "--naar", "-", "--situatie", "regen*boog*") == 0
    assert "hoort erbij" in person.out
    assert "staat los" not in person.out
    assert r"situatie Regen\*boog\*" in person.out
    assert "Waarvoor ook alweer:\n\n> weten wanneer ik loslaat" in person.out


def test_json_holds_the_situation_whole(person: Person, rainbow: Situation) -> None:
    assert person.runs("exporteer", "--naar", "-", "--formaat", "json") == 0
    log = json.loads(person.out)
    (written,) = log["situations"]
    assert (written["id"], written["name"], written["purpose"]) == (
        rainbow.id,
        rainbow.name,
        rainbow.purpose,
    )
    assert {entry["situation"] for entry in log["entries"]} == {rainbow.id, None}


def test_reading_one_shows_to_which_it_belongs(person: Person, rainbow: Situation) -> None:
    assert person.runs("toon", "0000000001") == 0
    assert "situatie Regen*boog*" in person.out
    assert "Waarvoor ook alweer:\n\n  weten wanneer ik loslaat" in person.out
