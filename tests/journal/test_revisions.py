"""No saved text is lost when it is changed, cleared, removed or restored."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry
from reflectie.domain.errors import NotFound
from reflectie.journal.bin import erase_entries, list_revisions, restore_revision
from reflectie.journal.find_entries import search_entries
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
ADDRESS = Address(step="vraag")
MakeAnswer = Callable[..., Answer]


def revision_texts(journal: Journal) -> list[str]:
    return [revision.text for revision in list_revisions(journal, "a1", ADDRESS)]


def test_revisions_come_newest_first_with_their_question_and_times(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(entry, [make_answer("een")])
    memory.save(entry, [replace(make_answer("twee"), question="Een andere vraag?")])
    memory.save(entry, [make_answer("drie"), make_answer("elders", step="b")])
    newest, oldest = list_revisions(memory, "a1", ADDRESS)
    assert (oldest.text, oldest.question) == ("een", "Wat speelt er?")
    assert (newest.text, newest.question) == ("twee", "Een andere vraag?")
    assert oldest.written_at < oldest.replaced_at == newest.written_at < newest.replaced_at
    assert not oldest.from_other_program


def test_clearing_a_text_makes_it_a_revision(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("woorden")])
    memory.save(entry, [make_answer("")])
    assert revision_texts(memory) == ["woorden"]
    memory.save(entry, [make_answer("", state=AnswerState.SKIPPED)])
    assert revision_texts(memory) == ["woorden"]


def test_a_removed_answer_becomes_a_revision(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("woorden")])
    memory.save(entry, removed=[ADDRESS])
    assert memory.entry("a1").answers == ()
    restore_revision(memory, "a1", list_revisions(memory, "a1")[0])
    assert [answer.text for answer in memory.entry("a1").answers] == ["woorden"]


def test_restoring_a_revision_keeps_the_present_answer(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    for text in ("een", "twee", "drie"):
        memory.save(entry, [make_answer(text, shared=True)])
    saved = restore_revision(memory, "a1", list_revisions(memory, "a1", ADDRESS)[1])
    assert saved.conflicts == ()
    assert memory.entry("a1").answers[0].text == "een"
    assert not memory.entry("a1").answers[0].shared, "only the present text was marked as shared"
    assert revision_texts(memory) == ["drie", "twee"]
    assert [hit.words for hit in search_entries(memory, "een")] == ["een"]


def test_restoring_a_revision_turns_a_draft_into_a_revision(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    for text in ("een", "een twee"):
        memory.save(entry, [make_answer(text)])
    memory.save_draft(entry, Draft(address=ADDRESS, question="?", text="een twee CONCEPT"))
    memory.drafts("a1")
    restore_revision(memory, "a1", list_revisions(memory, "a1")[0])
    assert memory.entry("a1").answers[0].text == "een"
    assert memory.drafts("a1") == ()
    assert revision_texts(memory) == ["een twee", "een twee CONCEPT"]
    assert not any(revision.from_other_program for revision in list_revisions(memory, "a1"))


@pytest.mark.parametrize(("value", "kept"), [("2025-03-01", ""), ("sometimes", "sometimes")])
def test_a_draft_that_becomes_a_revision_keeps_a_recognition_but_not_the_date_of_the_saved_text(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, value: str, kept: str
) -> None:
    memory.save(entry, [make_answer("oud", value=value)])
    memory.save_draft(entry, Draft(address=ADDRESS, question="?", text="nieuw"))
    memory.close_entry("a1")
    (revision,) = list_revisions(memory, "a1")
    assert (revision.text, revision.value) == ("nieuw", kept)


def test_restoring_a_revision_of_an_erased_entry_is_refused(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(entry, [make_answer("een")])
    memory.save(entry, [make_answer("twee")])
    (revision,) = list_revisions(memory, "a1")
    erase_entries(memory, ["a1"])
    with pytest.raises(NotFound):
        restore_revision(memory, "a1", revision)


steps = st.one_of(st.text("ab ", max_size=4), st.none(), st.integers(0, 5))


@given(changes=st.lists(steps, max_size=15))
@examples(60)
def test_every_saved_text_is_an_answer_or_a_revision(changes: list[str | int | None]) -> None:
    journal = journal_in_memory(lambda: NOON)
    entry = Entry(id="a1", exercise="x", title="x", day=NOON.date(), begun=NOON)
    journal.save(entry)
    saved = set()
    for change in changes:
        if isinstance(change, str):
            journal.save(entry, [Answer(address=ADDRESS, question="?", text=change)])
            saved.add(change)
        elif change is None:
            journal.save(entry, removed=[ADDRESS])
        elif change < len(revisions := list_revisions(journal, "a1")):
            restore_revision(journal, "a1", revisions[change])
        present = journal.entry("a1").answer(ADDRESS)
        stored = {revision.text for revision in list_revisions(journal, "a1")} | (
            {present.text} if present else set()
        )
        assert saved - {""} <= stored
    journal.close()
