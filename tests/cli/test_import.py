"""Reading an own JSON file back on the command line."""

import pytest

from reflectie.journal import bin


@pytest.fixture
def file(person, save_entry, tmp_path):
    save_entry("een", 1)
    save_entry("twee", 2)
    path = tmp_path / "log.json"
    assert person.runs("exporteer", "--formaat", "json", "--naar", str(path)) == 0
    return path


def test_what_is_new_is_shown_and_added_after_a_yes(person, journal, file):
    bin.erase_entries(journal, [summary.id for summary in journal.summaries()][:1])
    person.is_interactive, person.answers = True, lambda prompt, shown: "ja"
    assert person.runs("importeer", str(file)) == 0
    assert "reflecties: 1 nieuw, 1 hetzelfde, 0 anders" in person.out
    assert len(journal.summaries()) == 2


def test_a_no_adds_nothing(person, journal, file):
    bin.erase_entries(journal, [summary.id for summary in journal.summaries()])
    person.is_interactive, person.answers = True, lambda prompt, shown: "nee"
    assert person.runs("importeer", str(file)) == 1
    assert journal.summaries() == ()


def test_without_a_terminal_a_yes_must_be_given(person, journal, file):
    bin.erase_entries(journal, [summary.id for summary in journal.summaries()])
    assert person.runs("importeer", str(file)) == 2
    assert person.runs("importeer", str(file), "--ja") == 0
    assert len(journal.summaries()) == 2


def test_a_file_without_news_adds_nothing(person, file):
    assert person.runs("importeer", str(file)) == 0
    assert "niets nieuws" in person.err


def test_what_differs_is_named(person, save_entry, file):
    save_entry("hier anders", 1)
    assert person.runs("importeer", str(file)) == 0
    assert "1 anders" in person.out
    assert "22-11-2026  Vrij schrijven" in person.out


def test_a_file_of_something_else_is_explained(person, journal, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("[]")
    assert person.runs("importeer", str(path)) == 1
    assert "Er is niets aan je logboek toegevoegd." in person.err
