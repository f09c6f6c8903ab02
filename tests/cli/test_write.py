import io

import pytest

from reflectie.domain.entry import Address
from reflectie.domain.errors import CannotWrite
from reflectie.domain.text import FIELD_LIMIT
from reflectie.journal.journal import Journal
from reflectie.services.entries import load_entry_with_drafts


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


class Keys(io.BytesIO):
    """Somebody at a terminal; ``after`` comes when these lines were typed, and may break it off."""

    def __init__(self, lines, after):
        super().__init__(lines)
        self.after = after

    def readline(self, *_):
        return super().readline() or self.after() or b""


def interrupt():
    raise KeyboardInterrupt


def words_of(journal):
    """Of every reflection, oldest first, what stands in it and whether it is still open."""
    found = [load_entry_with_drafts(journal, summary.id) for summary in reversed(journal.summaries())]
    return [(entry.answers[0].text, entry.is_open) for entry in found]


def test_every_line_is_kept_before_the_next(person, journal):
    person.types = True
    seen = []
    person.runs("schrijf", stdin=Keys(b"een\ntwee\n", lambda: seen.extend(words_of(journal))))
    assert seen == [("een\ntwee\n", True)]
    assert words_of(journal) == [("een\ntwee", False)]
    assert journal.drafts(journal.summaries()[0].id) == ()


def test_who_breaks_off_hears_what_was_kept(person, journal):
    person.types = True
    assert person.runs("schrijf", stdin=Keys(b"een\ntwee\n", interrupt)) == 130
    assert words_of(journal) == [("een\ntwee\n", True)]
    assert f"als {journal.summaries()[0].id[-8:]}" in person.err
    assert person.runs("lijst", "--open") == 0


@pytest.mark.parametrize("types", [True, False])
def test_who_breaks_off_before_a_word_hears_that_nothing_was_kept(person, journal, types):
    person.types = types
    keys = Keys(b"\n", interrupt)
    keys.read = keys.readline if types else lambda *_: interrupt()
    assert person.runs("schrijf", stdin=keys) == 130
    assert journal.summaries() == ()
    assert "niets bewaard" in person.err


def test_what_does_not_fit_one_note_goes_on_in_a_next(person, journal):
    person.types = True
    line = b"a" * (FIELD_LIMIT // 2 - 1) + b"\n"
    assert person.runs("schrijf", stdin=line * 2 + b"meer\n" + b"b" * (FIELD_LIMIT + 1) + b"\nslot\n") == 0
    assert words_of(journal) == [((line * 2).decode().rstrip(), False), ("meer", False), ("slot", False)]
    assert "Deze notitie is vol" in person.err
    assert "Deze regel is niet bewaard" in person.err


def test_a_disk_that_refuses_does_not_end_the_typing(person, journal, monkeypatch):
    person.types = True
    real, tries = Journal.save_draft, iter("x")

    def full(*arguments):
        if next(tries, None):
            raise CannotWrite("map", "de schijf is vol")
        return real(*arguments)

    monkeypatch.setattr(Journal, "save_draft", full)
    assert person.runs("schrijf", stdin=b"een\ntwee\ndrie\n") == 0
    assert words_of(journal) == [("een\ntwee\ndrie", False)]
    assert person.err.count("de schijf is vol") == 1
    assert "lukt weer" in person.err
