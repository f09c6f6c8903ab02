"""What goes in comes out, exactly, and a save is whole or has not happened."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry, Placement, ShownQuestion
from reflectie.domain.errors import UnknownEntry
from reflectie.journal.journal import Journal
from reflectie.journal.trails import last_shown_days, list_placements

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAY = NOON.date()
Say = Callable[..., Answer]
Mark = Callable[..., Placement]


def revisions(journal: Journal) -> list[tuple[str, str]]:
    found = journal._connection.execute("SELECT text, state FROM revision ORDER BY id").fetchall()
    return [(text, state) for text, state in found]


def test_an_answer_that_changes_leaves_its_old_words(memory: Journal, entry: Entry, said: Say) -> None:
    steps = [
        said("", state=AnswerState.SKIPPED),
        said("", state=AnswerState.UNKNOWN),
        said("een"),
        said("een", shared=True),
        said("twee"),
    ]
    for answer in steps:
        memory.save(entry, [answer])
    assert revisions(memory) == [("", "unknown"), ("een", "answered")]
    version = memory._connection.execute("SELECT version FROM answer").fetchone()[0]
    assert version == len(steps)


def test_a_removed_answer_takes_its_marks_and_draft_along(
    memory: Journal, entry: Entry, said: Say, mark: Mark
) -> None:
    gone = said("twee")
    memory.save(entry, [said("een"), said("blijft", step="ander")])
    memory.save(entry, [gone], [mark(10, address=gone.address)])
    memory.save_draft(entry, Draft(address=gone.address, question="", text="nog iets"))
    memory.save(entry, removed=[gone.address])
    assert [answer.text for answer in memory.entry("a1").answers] == ["blijft"]
    assert (list_placements(memory), memory.drafts("a1")) == ((), ())
    assert revisions(memory) == [("een", "answered"), ("twee", "answered")]


def test_keeping_an_answer_ends_its_draft_and_no_other(memory: Journal, entry: Entry, said: Say) -> None:
    here, there = said("klaar").address, Address(step="ander")
    for address in (here, there):
        memory.save_draft(entry, Draft(address=address, question="?", text="half", cursor=2))
    memory.save(entry, [said("klaar")])
    assert [draft.address for draft in memory.drafts("a1")] == [there]


def test_a_draft_makes_the_entry_and_leaves_one_that_is_there(
    memory: Journal, entry: Entry, said: Say
) -> None:
    address = Address(step="vraag")
    memory.save_draft(entry, Draft(address=address, question="?", text="hal"))
    memory.save(replace(entry, title="Nieuw"), [said("x", step="ander")])
    memory.save_draft(entry, Draft(address=address, question="?", text="half"))
    assert memory.entry("a1").title == "Nieuw"
    assert [draft.text for draft in memory.drafts("a1")] == ["half"]


def test_the_draft_typed_last_stands_last(memory: Journal, entry: Entry) -> None:
    for step, text in (("een", "e"), ("twee", "twee"), ("een", "een")):
        memory.save_draft(entry, Draft(address=Address(step=step), question="?", text=text))
    assert [draft.text for draft in memory.drafts("a1")] == ["twee", "een"]


def test_a_mark_moves_while_open_and_stays_once_closed(memory: Journal, entry: Entry, mark: Mark) -> None:
    memory.save(entry, placements=[mark(10)])
    memory.save(entry, placements=[mark(20)])
    closed = replace(entry, closed=NOON)
    memory.save(closed, placements=[mark(30)])
    assert [p.value for p in list_placements(memory)] == [30]
    memory.save(closed, placements=[mark(None)])
    assert [p.value for p in list_placements(memory)] == [30, None]
    assert [p.value for p in memory.entry("a1").placements] == [None]
    assert memory.entry("a1").answers == ()


def test_marks_come_oldest_first_by_line_or_beside_one_entry(
    memory: Journal, entry: Entry, mark: Mark
) -> None:
    for number, (field, age) in enumerate([("tempo", 1), ("wij", 3), ("tempo", 2)]):
        memory.save(
            replace(entry, id=f"e{number}"),
            placements=[mark(number, DAY - dt.timedelta(days=age), field=field)],
        )
    assert [p.value for p in list_placements(memory)] == [1, 2, 0]
    assert [p.value for p in list_placements(memory, "tempo")] == [2, 0]
    assert [p.value for p in list_placements(memory, "tempo", exclude_entry="e0")] == [2]


def test_the_list_runs_from_the_newest_day_and_shows_first_words(
    memory: Journal, entry: Entry, said: Say
) -> None:
    memory.save(replace(entry, id="oud", day=DAY - dt.timedelta(days=2), closed=NOON), [said("lang " * 90)])
    memory.save(replace(entry, id="nieuw"), [said(""), said("eerste", step="b"), said("tweede", step="c")])
    later = replace(entry, id="later", begun=NOON + dt.timedelta(hours=1))
    memory.save_draft(later, Draft(address=Address(step="a"), question="?", text="nog in de maak"))
    lines = memory.summaries()
    assert [line.id for line in lines] == ["later", "nieuw", "oud"]
    assert [line.words for line in lines] == ["nog in de maak", "eerste", ("lang " * 90)[:200]]
    assert [line.id for line in memory.summaries(limit=1, offset=1)] == ["nieuw"]
    assert [line.id for line in memory.summaries(open_only=True)] == ["later", "nieuw"]
    assert memory.count_entries() == 3


def test_a_draft_keeps_the_question_that_was_chosen_for_it(memory: Journal, entry: Entry) -> None:
    memory.save(entry)
    asked = replace(entry, shown=(ShownQuestion(step="kies", item="a"),))
    memory.save_draft(asked, Draft(address=Address(step="kies", item="a"), question="?", text="half"))
    assert memory.entry(entry.id).shown == asked.shown


def test_the_last_day_of_each_question_is_remembered(memory: Journal, entry: Entry) -> None:
    chosen = (ShownQuestion(step="kies", item="a"), ShownQuestion(step="kies", item="b"))
    memory.save(replace(entry, id="1", shown=chosen))
    memory.save(replace(entry, id="2", shown=chosen[:1], day=DAY + dt.timedelta(days=9)))
    memory.save(replace(entry, id="2", shown=chosen[:1], day=DAY + dt.timedelta(days=3)))
    assert last_shown_days(memory) == {"nl:vrij/kies/a": DAY + dt.timedelta(days=3), "nl:vrij/kies/b": DAY}
    assert last_shown_days(memory, before=DAY + dt.timedelta(days=3)) == {
        "nl:vrij/kies/a": DAY,
        "nl:vrij/kies/b": DAY,
    }


def test_the_list_of_shown_questions_can_be_empty(memory: Journal) -> None:
    assert last_shown_days(memory) == {}


def test_an_entry_is_found_by_either_end_of_its_id(memory: Journal, entry: Entry) -> None:
    for entry_id in ("0aa-111", "0ab-222", "0ac-111"):
        memory.save(replace(entry, id=entry_id))
    assert (
        memory.find_entry_id("0ab")
        == memory.find_entry_id(" 222 ")
        == memory.find_entry_id("0AB-222")
        == "0ab-222"
    )
    for several in ("0a", "111"):
        with pytest.raises(UnknownEntry, match="Meer dan één"):
            memory.find_entry_id(several)
    for unknown in ("", "x", "%", "_ab", "'"):
        with pytest.raises(UnknownEntry, match="Geen reflectie"):
            memory.find_entry_id(unknown)
    with pytest.raises(UnknownEntry):
        memory.entry("0ab")


def test_moments_of_another_time_zone_come_back_as_the_same_moment(memory: Journal, entry: Entry) -> None:
    summer = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    memory.save(replace(entry, begun=summer))
    assert memory.entry("a1").begun == summer


def test_keeping_gives_the_moment_after_the_commit(memory: Journal, entry: Entry) -> None:
    kept = memory.save(entry)
    (line,) = memory.summaries()
    assert line.changed is not None
    assert line.changed < kept.saved_at
