import datetime as dt
import io

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.entry import Address
from reflectie.domain.errors import CannotWrite
from reflectie.domain.text import FIELD_LIMIT
from reflectie.journal.folder import Settings, write_settings
from reflectie.journal.journal import Journal
from reflectie.services.entries import load_entry_with_drafts


def test_a_note_is_saved_closed_with_its_question(person, journal):
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
def test_an_empty_note_is_not_saved(person, journal, stdin):
    assert person.runs("schrijf", stdin=stdin) == 1
    assert journal.summaries() == ()
    assert "niets bewaard" in person.err


@pytest.mark.parametrize("length", [FIELD_LIMIT + 1, 9 * FIELD_LIMIT])
def test_a_note_that_is_too_long_is_refused_whole(person, journal, length):
    assert person.runs("schrijf", stdin=b"a" * length) == 1
    assert journal.summaries() == ()
    assert "100.000" in person.err


def test_invalid_bytes_are_replaced_and_reported(person, journal):
    person.runs("schrijf", stdin=b"caf\xe9 \x1b[31mrood")
    assert journal.summaries()[0].words == "caf\ufffd [31mrood"
    assert "UTF-8" in person.err


def test_a_prompt_says_how_to_end_the_note(person, journal):
    person.is_interactive = True
    person.runs("schrijf", stdin=b"woord\n")
    assert "Klaar?" in person.err


@pytest.mark.parametrize(
    ("day", "about"),
    [
        ("gisteren", "2026-11-21"),
        ("vrijdag", "2026-11-20"),
        ("3-11", "2026-11-03"),
        ("vandaag", "2026-11-22"),
    ],
)
def test_a_note_is_about_the_day_that_is_named(person, journal, day, about):
    assert person.runs("schrijf", "--dag", day, stdin=b"woord") == 0
    assert journal.summaries()[0].day.isoformat() == about


@pytest.mark.parametrize(("hour", "about"), [(5, "2026-11-22"), (6, "2026-11-23")])
def test_a_note_of_the_night_belongs_to_the_evening_before(person, journal, hour, about):
    write_settings(journal.location.folder, Settings(day_starts_at=6))
    person.now = dt.datetime(2026, 11, 23, hour).astimezone()
    assert person.runs("schrijf", stdin=b"woord") == 0
    assert journal.summaries()[0].day.isoformat() == about


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("ooit", "'ooit' begrijp ik niet als dag."),
        ("maart", "'maart' begrijp ik niet als dag."),
        ("", "begrijp ik niet als dag."),
        ("morgen", "'morgen' moet nog komen."),
    ],
)
def test_a_day_that_cannot_be_used_is_refused_before_anything_is_asked(person, journal, day, problem):
    stdin = io.BytesIO(b"woord")
    assert person.runs("schrijf", "--dag", day, stdin=stdin) == 2
    assert problem in person.err
    assert stdin.tell() == 0 and journal.summaries() == ()


def test_text_on_the_command_line_is_refused(person, capsys):
    assert person.runs("schrijf", "geheim") == 2


class Keys(io.BytesIO):
    """Lines typed in a terminal. ``after`` is called when they are read, and may raise."""

    def __init__(self, lines, after):
        super().__init__(lines)
        self.after = after

    def readline(self, *_):
        return super().readline() or self.after() or b""


def interrupt():
    raise KeyboardInterrupt


def texts_in(journal):
    """Return the text of every entry and whether it is open, oldest first."""
    library, summaries = builtin_library(), reversed(journal.summaries())
    entries = [load_entry_with_drafts(journal, library, summary.id) for summary in summaries]
    return [(entry.answers[0].text, entry.is_open) for entry in entries]


def test_every_line_is_on_disk_before_the_next(person, journal):
    person.is_interactive = True
    seen = []
    person.runs("schrijf", stdin=Keys(b"een\ntwee\n", lambda: seen.extend(texts_in(journal))))
    assert seen == [("een\ntwee\n", True)]
    assert texts_in(journal) == [("een\ntwee", False)]
    assert journal.drafts(journal.summaries()[0].id) == ()


def test_an_interrupt_says_what_was_saved(person, journal):
    person.is_interactive = True
    assert person.runs("schrijf", stdin=Keys(b"een\ntwee\n", interrupt)) == 130
    assert texts_in(journal) == [("een\ntwee\n", True)]
    assert f"als {journal.summaries()[0].id[-8:]}" in person.err
    assert person.runs("lijst", "--open") == 0


@pytest.mark.parametrize("is_interactive", [True, False])
def test_an_interrupt_before_any_text_says_that_nothing_was_saved(person, journal, is_interactive):
    person.is_interactive = is_interactive
    keys = Keys(b"\n", interrupt)
    keys.read = keys.readline if is_interactive else lambda *_: interrupt()
    assert person.runs("schrijf", stdin=keys) == 130
    assert journal.summaries() == ()
    assert "niets bewaard" in person.err


def test_text_that_does_not_fit_continues_in_a_next_note(person, journal):
    person.is_interactive = True
    line = b"a" * (FIELD_LIMIT // 2 - 1) + b"\n"
    assert person.runs("schrijf", stdin=line * 2 + b"meer\n" + b"b" * (FIELD_LIMIT + 1) + b"\nslot\n") == 0
    assert texts_in(journal) == [((line * 2).decode().rstrip(), False), ("meer", False), ("slot", False)]
    assert "Deze notitie is vol" in person.err
    assert "Deze regel is niet bewaard" in person.err


def test_a_failing_disk_does_not_end_the_typing(person, journal, monkeypatch):
    person.is_interactive = True
    save_draft, failures = Journal.save_draft, iter("x")

    def fail_once(*arguments):
        if next(failures, None):
            raise CannotWrite("map", "de schijf is vol")
        return save_draft(*arguments)

    monkeypatch.setattr(Journal, "save_draft", fail_once)
    assert person.runs("schrijf", stdin=b"een\ntwee\ndrie\n") == 0
    assert texts_in(journal) == [("een\ntwee\ndrie", False)]
    assert person.err.count("de schijf is vol") == 1
    assert "lukt weer" in person.err
