"""``--situatie``: the entries of one situation, in a list and in an export."""

import json
from collections.abc import Callable

import pytest

from reflectie.domain.entry import Entry
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.journal.journal import Journal

from .conftest import Person

SaveEntry = Callable[..., Entry]


@pytest.fixture
def rainbow(journal: Journal, save_entry: SaveEntry) -> Situation:
    """A situation with one entry. Another entry belongs to no situation."""
    situation = situations.create_situation(journal, "Regen*boog*", "weten wanneer ik loslaat")
    save_entry("hoort erbij", 1, situation=situation.id)
    save_entry("staat los", 2)
    return situation


def test_the_list_can_be_limited_to_a_situation(person: Person, rainbow: Situation) -> None:
    assert person.runs("lijst", "--situatie", "regen*BOOG*") == 0
    assert "hoort erbij" in person.out
    assert "staat los" not in person.out


def test_an_empty_situation_is_reported(person: Person, journal: Journal) -> None:
    situations.create_situation(journal, "Vuurtoren")
    assert person.runs("lijst", "--situatie", "Vuurtoren") == 0
    assert (person.out, person.err) == ("", "Bij deze situatie hoort nog geen reflectie.\n")


@pytest.mark.parametrize("command", [("lijst",), ("exporteer", "--naar", "-")])
def test_an_unknown_situation_is_reported(
    person: Person, rainbow: Situation, command: tuple[str, ...]
) -> None:
    assert person.runs(*command, "--situatie", "Onbekend") == 1
    assert "Er is geen situatie 'Onbekend'." in person.err


@pytest.mark.parametrize("part", ["boog", "REGEN", "régen"])
def test_a_part_of_the_name_is_enough(person: Person, rainbow: Situation, part: str) -> None:
    assert person.runs("lijst", "--situatie", part) == 0
    assert "hoort erbij" in person.out
    assert "staat los" not in person.out


def test_the_whole_name_of_one_situation_may_be_a_part_of_another(
    person: Person, journal: Journal, rainbow: Situation
) -> None:
    situations.create_situation(journal, "de Regen*boog* erna")
    assert person.runs("lijst", "--situatie", "regen*boog*") == 0
    assert "hoort erbij" in person.out


def test_a_part_that_fits_several_situations_is_refused_with_their_names(
    person: Person, journal: Journal, rainbow: Situation
) -> None:
    situations.create_situation(journal, "elleboog")
    assert person.runs("lijst", "--situatie", "boog") == 1
    assert person.out == ""
    assert "Meer dan één situatie past bij 'boog'" in person.err
    assert "'Regen*boog*'" in person.err
    assert "'elleboog'" in person.err


def test_without_a_name_the_situations_themselves_are_listed(
    person: Person, journal: Journal, rainbow: Situation
) -> None:
    archived = situations.create_situation(journal, "Vuurtoren")
    situations.close_situation(journal, archived.id)
    assert person.runs("lijst", "--situatie") == 0
    assert sorted(person.out.splitlines()) == [
        "Regen*boog* · weten wanneer ik loslaat",
        "Vuurtoren · gearchiveerd",
    ]
    assert person.runs("lijst", "--situatie", "--open", "--json") == 0
    assert [situation["name"] for situation in json.loads(person.out)] == ["Regen*boog*"]


def test_a_journal_without_situations_says_how_to_make_one(person: Person, journal: Journal) -> None:
    assert person.runs("lijst", "--situatie") == 0
    assert (person.out, "Er is nog geen situatie" in person.err) == ("", True)


def test_an_export_can_be_limited_to_a_situation(person: Person, rainbow: Situation) -> None:
    assert person.runs("exporteer", "--naar", "-", "--situatie", "regen*boog*") == 0
    assert "hoort erbij" in person.out
    assert "staat los" not in person.out
    assert r"situatie Regen\*boog\*" in person.out
    assert "Waarvoor ook alweer:\n\n> weten wanneer ik loslaat" in person.out


def test_json_has_the_complete_situation(person: Person, rainbow: Situation) -> None:
    assert person.runs("exporteer", "--naar", "-", "--formaat", "json") == 0
    log = json.loads(person.out)
    (situation,) = log["situations"]
    assert (situation["id"], situation["name"], situation["purpose"]) == (
        rainbow.id,
        rainbow.name,
        rainbow.purpose,
    )
    assert {entry["situation"] for entry in log["entries"]} == {rainbow.id, None}


def test_show_names_the_situation_of_an_entry(person: Person, rainbow: Situation) -> None:
    assert person.runs("toon", "0000000001") == 0
    assert "situatie Regen*boog*" in person.out
    assert "Waarvoor ook alweer:\n\n  weten wanneer ik loslaat" in person.out
