"""Free notes, written as a whole or line by line."""

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.dates import Clock
from reflectie.domain.entry import Draft, Entry
from reflectie.domain.errors import CannotWrite, InvalidInput
from reflectie.domain.text import FIELD_LIMIT
from reflectie.journal.find_entries import count_entries
from reflectie.journal.journal import Journal
from reflectie.services.entries import load_entry_with_drafts
from reflectie.services.notes import EXERCISE_ID, STEP_ADDRESS, NoteWriter

from ..conftest import TODAY

HALF = "a" * (FIELD_LIMIT // 2) + "\n"


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def writer(journal: Journal, clock: Clock, messages: list[str]) -> NoteWriter:
    return NoteWriter(journal, clock, messages.append, TODAY)


def texts(journal: Journal) -> list[tuple[str, bool]]:
    """The text of every entry and whether it is open, oldest first."""
    library, summaries = builtin_library(), reversed(journal.summaries())
    entries = [load_entry_with_drafts(journal, library, summary.id) for summary in summaries]
    return [(entry.answers[0].text, entry.is_open) for entry in entries]


def test_a_note_is_saved_closed_with_the_question_of_the_exercise(
    journal: Journal, writer: NoteWriter
) -> None:
    writer.add_text("een woord\n\nen nog een\n")
    (entry_id,) = writer.finish()
    entry = journal.entry(entry_id)
    answer = entry.answer(STEP_ADDRESS)
    assert answer is not None
    assert (entry.exercise, entry.is_open) == (EXERCISE_ID, False)
    assert (answer.text, answer.question) == ("een woord\n\nen nog een", writer.question)


def test_a_note_without_text_is_not_saved(journal: Journal, writer: NoteWriter) -> None:
    writer.add_line(" \n")
    writer.autosave()
    assert writer.finish() == []
    assert count_entries(journal) == 0


def test_text_that_does_not_fit_is_refused_whole(writer: NoteWriter) -> None:
    with pytest.raises(InvalidInput):
        writer.add_text("a" * (FIELD_LIMIT + 1))
    assert writer.entry_ids == []


def test_each_line_is_a_draft_on_disk(journal: Journal, writer: NoteWriter) -> None:
    for line in ("een\n", "twee\n"):
        writer.add_line(line)
        writer.autosave()
    assert texts(journal) == [("een\ntwee\n", True)]
    writer.finish()
    assert texts(journal) == [("een\ntwee", False)]
    assert journal.drafts(writer.entry_ids[0]) == ()


def test_lines_that_do_not_fit_continue_in_a_next_note(
    journal: Journal, writer: NoteWriter, messages: list[str]
) -> None:
    for line in (HALF, HALF, "slot\n"):
        writer.add_line(line)
    assert len(writer.finish()) == 2
    assert [text[-5:] for text, _ in texts(journal)] == ["aaaaa", "\nslot"]
    assert messages == ["Deze notitie is vol; wat je nu typt komt in een volgende."]


def test_a_line_longer_than_a_note_is_left_out_and_reported(
    journal: Journal, writer: NoteWriter, messages: list[str]
) -> None:
    writer.add_line("b" * (FIELD_LIMIT + 1))
    writer.add_line("kort\n")
    writer.finish()
    assert texts(journal) == [("kort", False)]
    assert "Deze regel is niet bewaard" in messages[0]


def test_a_failing_disk_is_reported_once_and_so_is_its_recovery(
    journal: Journal, writer: NoteWriter, messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Journal.save_draft

    def refuse(journal: Journal, entry: Entry, draft: Draft) -> None:
        raise CannotWrite("map", "de schijf is vol")

    monkeypatch.setattr(Journal, "save_draft", refuse)
    for line in ("een\n", "twee\n"):
        writer.add_line(line)
        writer.autosave()
    monkeypatch.setattr(Journal, "save_draft", save)
    writer.add_line("drie\n")
    writer.autosave()
    assert [message.count("de schijf is vol") for message in messages] == [1, 0]
    assert messages[1] == "Het bewaren lukt weer."
    assert texts(journal) == [("een\ntwee\ndrie\n", True)]
