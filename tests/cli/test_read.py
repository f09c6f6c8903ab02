import json

import pytest

from reflectie.domain.entry import Address, Draft
from reflectie.domain.text_layout import cell_width


def test_the_list_has_the_newest_entry_first(person, save_entry):
    save_entry("toen", 1, "2026-01-05")
    save_entry("nu\nen straks", 2, "2026-11-22")
    assert person.runs("lijst") == 0
    assert person.out == (
        "22-11-2026  00000002  Vrij schrijven · nu en straks\n05-01-2026  00000001  Vrij schrijven · toen\n"
    )


def test_the_list_can_be_limited_to_open_entries(person, save_entry):
    save_entry("dicht", 1)
    save_entry("open", 2, closed=None)
    person.runs("lijst", "--open")
    assert person.out == "22-11-2026  00000002  Vrij schrijven (open) · open\n"


def test_a_row_fits_the_terminal(person, save_entry):
    save_entry("漢字 " * 40)
    person.width = 40
    person.runs("lijst")
    assert cell_width(person.out.removesuffix("\n")) <= 40


def test_every_entry_has_every_key_in_json(person, save_entry):
    save_entry("woord", closed=None)
    person.runs("lijst", "--json")
    [row] = json.loads(person.out)
    assert {"id", "exercise", "title", "day", "begun", "closed", "changed", "words"} <= set(row)
    assert (row["day"], row["closed"], row["words"]) == ("2026-11-22", None, "woord")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_empty_journal_is_no_error(person, journal, options):
    assert person.runs("lijst", *options) == 0
    assert person.out == ("[]\n" if options else "")


@pytest.mark.parametrize("part", ["00000001", "01a20205", "01a20205-0000-7000-8000-000000000001"])
def test_an_entry_is_found_by_the_end_or_the_beginning_of_its_id(person, save_entry, part):
    save_entry("[red]woord[/red]")
    assert person.runs("toon", part) == 0
    assert "Wat is er?\n\n  [red]woord[/red]\n" in person.out


def test_an_entry_in_json_is_complete(person, save_entry):
    save_entry("woord")
    person.runs("toon", "00000001", "--json")
    assert json.loads(person.out)["answers"][0]["text"] == "woord"


def test_an_unknown_entry_is_refused(person, save_entry):
    save_entry("woord")
    assert person.runs("toon", "zzz") == 1
    assert person.out == ""
    assert "zzz" in person.err


def test_a_draft_is_shown_too(person, save_entry, journal):
    entry = save_entry("oud", closed=None)
    journal.save_draft(
        entry, Draft(address=Address(step="tekst"), question="Wat is er?", text="nieuwer", cursor=0)
    )
    person.runs("toon", "00000001")
    assert "  nieuwer\n" in person.out


def test_no_control_code_of_an_entry_reaches_the_terminal(person, save_entry):
    save_entry("a\x1b]0;x\x07b\x9b2J\u202ec", title="T\x1b[31m")
    for command in (("lijst",), ("toon", "00000001"), ("exporteer", "--naar", "-"), ("lijst", "--json")):
        person.runs(*command)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(person.out + person.err)
