import pytest

from reflectie.domain.entry import Address
from reflectie.domain.text import FIELD_LIMIT


def test_a_note_is_kept_closed_with_its_question(person, journal):
    assert person.runs("schrijf", stdin="Één *woord*\n\nen [/x] meer\n".encode()) == 0
    [summary] = journal.summaries()
    entry = journal.entry(summary.id)
    answer = entry.answer(Address(step="tekst"))
    assert answer is not None
    assert answer.text == "Één *woord*\n\nen [/x] meer"
    assert answer.question
    assert entry.exercise == "kern:vrij-schrijven"
    assert not entry.is_open
    assert f"Bewaard als {entry.id[-8:]}" in person.err


@pytest.mark.parametrize("stdin", [b"", b" \n\t\n"])
def test_an_empty_note_is_not_kept(person, journal, stdin):
    assert person.runs("schrijf", stdin=stdin) == 1
    assert journal.summaries() == ()
    assert "niets bewaard" in person.err


@pytest.mark.parametrize("length", [FIELD_LIMIT + 1, 9 * FIELD_LIMIT])
def test_a_note_that_is_too_long_is_refused_whole(person, journal, length):
    assert person.runs("schrijf", stdin=b"a" * length) == 1
    assert journal.summaries() == ()
    assert "100.000" in person.err


def test_bytes_that_are_no_text_are_replaced_and_that_is_said(person, journal):
    person.runs("schrijf", stdin=b"caf\xe9 \x1b[31mrood")
    assert journal.summaries()[0].words == "caf\ufffd [31mrood"
    assert "UTF-8" in person.err


def test_someone_who_types_is_told_how_to_end(person, journal):
    person.types = True
    person.runs("schrijf", stdin=b"woord\n")
    assert "Klaar?" in person.err


def test_a_word_on_the_command_line_is_refused(person, capsys):
    assert person.runs("schrijf", "geheim") == 2
