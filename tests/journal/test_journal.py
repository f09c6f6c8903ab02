"""Entries, answers, drafts and placements are read back exactly as they were saved."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry, Placement, ShownQuestion
from reflectie.domain.errors import NotFound
from reflectie.journal.find_entries import count_entries, find_entry_id
from reflectie.journal.journal import Journal
from reflectie.journal.trails import last_shown_days, list_trails

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAY = NOON.date()
MakeAnswer = Callable[..., Answer]
MakePlacement = Callable[..., Placement]


def revisions(journal: Journal) -> list[tuple[str, str]]:
    rows = journal._connection.execute("SELECT text, state FROM revision ORDER BY id").fetchall()
    return [(text, state) for text, state in rows]


def test_a_changed_answer_becomes_a_revision(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    steps = [
        make_answer("", state=AnswerState.SKIPPED),
        make_answer("", state=AnswerState.UNKNOWN),
        make_answer("een"),
        make_answer("een", shared=True),
        make_answer("twee"),
    ]
    for answer in steps:
        memory.save(entry, [answer])
    assert revisions(memory) == [("", "unknown"), ("een", "answered")]
    version = memory._connection.execute("SELECT version FROM answer").fetchone()[0]
    assert version == len(steps)


def test_a_removed_answer_takes_its_placements_and_draft_along(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, make_placement: MakePlacement
) -> None:
    removed = make_answer("twee")
    memory.save(entry, [make_answer("een"), make_answer("blijft", step="ander")])
    memory.save(entry, [removed], [make_placement(10, address=removed.address)])
    memory.save_draft(entry, Draft(address=removed.address, question="", text="nog iets"))
    memory.save(entry, removed=[removed.address])
    assert [answer.text for answer in memory.entry("a1").answers] == ["blijft"]
    assert (list_trails(memory), memory.drafts("a1")) == ((), ())
    assert revisions(memory) == [("een", "answered"), ("twee", "answered")]


def test_saving_an_answer_ends_its_own_draft_only(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    own_address, other_address = make_answer("klaar").address, Address(step="ander")
    for address in (own_address, other_address):
        memory.save_draft(entry, Draft(address=address, question="?", text="half", cursor=2))
    memory.save(entry, [make_answer("klaar")])
    assert [draft.address for draft in memory.drafts("a1")] == [other_address]


def test_a_draft_creates_its_entry_and_leaves_an_existing_one(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    address = Address(step="vraag")
    memory.save_draft(entry, Draft(address=address, question="?", text="hal"))
    memory.save(replace(entry, title="Nieuw"), [make_answer("x", step="ander")])
    memory.save_draft(entry, Draft(address=address, question="?", text="half"))
    assert memory.entry("a1").title == "Nieuw"
    assert [draft.text for draft in memory.drafts("a1")] == ["half"]


def test_the_last_written_draft_is_last(memory: Journal, entry: Entry) -> None:
    for step, text in (("een", "e"), ("twee", "twee"), ("een", "een")):
        memory.save_draft(entry, Draft(address=Address(step=step), question="?", text=text))
    assert [draft.text for draft in memory.drafts("a1")] == ["twee", "een"]


def test_a_placement_moves_in_an_open_entry_and_stays_in_a_closed_one(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    memory.save(entry, placements=[make_placement(10)])
    memory.save(entry, placements=[make_placement(20)])
    closed = replace(entry, closed=NOON)
    memory.save(closed, placements=[make_placement(30)])
    assert [p.value for p in list_trails(memory)] == [30]
    memory.save(closed, placements=[make_placement(None)])
    assert [p.value for p in list_trails(memory)] == [30, None]
    assert [p.value for p in memory.entry("a1").placements] == [None]
    assert memory.entry("a1").answers == ()


def test_placements_come_by_field_oldest_first_and_can_leave_out_one_entry(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    for number, (field, age) in enumerate([("tempo", 1), ("wij", 3), ("tempo", 2)]):
        memory.save(
            replace(entry, id=f"e{number}"),
            placements=[make_placement(number, DAY - dt.timedelta(days=age), field=field)],
        )
    assert [p.value for p in list_trails(memory)] == [2, 0, 1]
    assert [p.value for p in list_trails(memory, exclude_entry="e0")] == [2, 1]


def test_entries_are_listed_newest_day_first_with_their_words(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(
        replace(entry, id="oud", day=DAY - dt.timedelta(days=2), closed=NOON), [make_answer("lang " * 90)]
    )
    memory.save(
        replace(entry, id="nieuw"),
        [make_answer(""), make_answer("eerste tekst", step="b"), make_answer("tweede", step="c")],
    )
    later = replace(entry, id="later", begun=NOON + dt.timedelta(hours=1))
    memory.save_draft(later, Draft(address=Address(step="a"), question="?", text="nog in de maak"))
    lines = memory.summaries()
    assert [line.id for line in lines] == ["later", "nieuw", "oud"]
    assert [line.words for line in lines] == ["nog in de maak", "eerste tekst", ("lang " * 90)[:200]]
    assert [line.id for line in memory.summaries(limit=1, offset=1)] == ["nieuw"]
    assert [line.id for line in memory.summaries(open_only=True)] == ["later", "nieuw"]
    assert count_entries(memory) == 3


def test_a_draft_saves_the_question_that_was_shown(memory: Journal, entry: Entry) -> None:
    memory.save(entry)
    asked = replace(entry, shown=(ShownQuestion(step="kies", item="a"),))
    memory.save_draft(asked, Draft(address=Address(step="kies", item="a"), question="?", text="half"))
    assert memory.entry(entry.id).shown == asked.shown


def test_the_last_day_of_each_question_is_returned(memory: Journal, entry: Entry) -> None:
    chosen = (ShownQuestion(step="kies", item="a"), ShownQuestion(step="kies", item="b"))
    memory.save(replace(entry, id="1", shown=chosen))
    memory.save(replace(entry, id="2", shown=chosen[:1], day=DAY + dt.timedelta(days=9)))
    memory.save(replace(entry, id="2", shown=chosen[:1], day=DAY + dt.timedelta(days=3)))
    assert last_shown_days(memory) == {"nl:vrij/kies/a": DAY + dt.timedelta(days=3), "nl:vrij/kies/b": DAY}
    assert last_shown_days(memory, before=DAY + dt.timedelta(days=3)) == {
        "nl:vrij/kies/a": DAY,
        "nl:vrij/kies/b": DAY,
    }


def test_an_empty_journal_has_no_shown_questions(memory: Journal) -> None:
    assert last_shown_days(memory) == {}


def test_an_entry_is_found_by_either_end_of_its_id(memory: Journal, entry: Entry) -> None:
    for entry_id in ("0aa-111", "0ab-222", "0ac-111"):
        memory.save(replace(entry, id=entry_id))
    assert (
        find_entry_id(memory, "0ab")
        == find_entry_id(memory, " 222 ")
        == find_entry_id(memory, "0AB-222")
        == "0ab-222"
    )
    for several in ("0a", "111"):
        with pytest.raises(NotFound, match="Meer dan één"):
            find_entry_id(memory, several)
    for unknown in ("", "x", "%", "_ab", "'"):
        with pytest.raises(NotFound, match="Er is geen reflectie met kenmerk"):
            find_entry_id(memory, unknown)
    with pytest.raises(NotFound):
        memory.entry("0ab")


def test_times_in_another_time_zone_are_stored_as_the_same_moment(memory: Journal, entry: Entry) -> None:
    summer = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    memory.save(replace(entry, begun=summer))
    assert memory.entry("a1").begun == summer


def test_a_save_returns_the_time_after_the_commit(memory: Journal, entry: Entry) -> None:
    receipt = memory.save(entry)
    (line,) = memory.summaries()
    assert line.changed is not None
    assert line.changed < receipt.saved_at
