"""Two connections to one journal, such as a screen and a command: no saved text is ever lost."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.domain.errors import NewerFormat
from reflectie.journal import migrations
from reflectie.journal.bin import list_revisions, restore_revision
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import create_database, open_with_key
from reflectie.journal.seen_versions import SeenVersions

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
ADDRESS = Address(step="vraag")
KEY = bytes(range(32))
MakeAnswer = Callable[..., Answer]


@pytest.fixture
def second(journal: Journal, folder: JournalFolder, clock: Clock, password: str) -> Iterator[Journal]:
    """A second connection to the same journal."""
    opened = open_with_key(folder, unlock_with_password(folder, password), clock)
    yield opened
    opened.close()


def revisions(journal: Journal) -> list[tuple[str, bool]]:
    return [
        (revision.text, revision.from_other_program) for revision in list_revisions(journal, "a1", ADDRESS)
    ]


# Answers --------------------------------------------------------------------------------------------


def test_saving_over_an_unseen_answer_keeps_both_texts_and_reports_it(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("begin")])
    second.entry("a1")
    journal.save(entry, [make_answer("from the first")])
    receipt = second.save(entry, [make_answer("from the second")])
    assert receipt.conflicts == (ADDRESS,)
    assert journal.entry("a1").answers[0].text == "from the second"
    assert revisions(journal) == [("from the first", True), ("begin", False)]


def test_saving_over_an_answer_that_was_read_is_no_conflict(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("from the first")])
    second.entry("a1")
    assert second.save(entry, [make_answer("from the second")]).conflicts == ()
    assert second.save(entry, [make_answer("once more")]).conflicts == ()
    assert revisions(second) == [("from the second", False), ("from the first", False)]


def test_the_same_text_from_both_is_no_conflict(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("the same")])
    assert second.save(entry, [make_answer("the same")]).conflicts == ()
    assert revisions(second) == []


def test_removing_an_unseen_answer_is_a_conflict(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    second.save(entry)
    journal.save(entry, [make_answer("from the first")])
    assert second.save(entry, removed=[ADDRESS]).conflicts == (ADDRESS,)
    assert revisions(second) == [("from the first", True)]


def test_a_screen_that_was_locked_remembers_what_it_saw(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    password: str,
    entry: Entry,
    make_answer: MakeAnswer,
) -> None:
    seen_versions, data_key = SeenVersions(), unlock_with_password(folder, password)
    before = open_with_key(folder, data_key, clock, seen_versions)
    before.save(entry, [make_answer("one")])
    before.close()
    after = open_with_key(folder, data_key, clock, seen_versions)
    assert after.save(entry, [make_answer("two")]).conflicts == ()
    after.close()


def test_an_older_program_writes_nothing_after_a_newer_one_migrated_the_journal(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("one")])
    journal.connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    with pytest.raises(NewerFormat):
        second.save(entry, [make_answer("two")])
    assert second.entry("a1").answers[0].text == "one"


# Drafts ---------------------------------------------------------------------------------------------


def save_draft(journal: Journal, entry: Entry, text: str) -> None:
    journal.save_draft(entry, Draft(address=ADDRESS, question="?", text=text))


def drafts(journal: Journal) -> list[str]:
    return [draft.text for draft in journal.drafts("a1")]


def store_draft(journal: Journal, text: str, window: str) -> None:
    """Write a draft as earlier versions did: one for each window that was open."""
    journal.connection.execute(
        "INSERT INTO draft (entry, step, item, turn, part, question, text, cursor, written_at, window)"
        " VALUES ('a1', 'vraag', '', 0, '', '?', ?, 0, '2026-11-22T11:00:00+00:00', ?)",
        (text, window),
    )


@pytest.fixture
def stored_drafts(journal: Journal, entry: Entry, make_answer: MakeAnswer) -> Journal:
    """A journal of an earlier version, closed by a crash while three windows had a draft at one address."""
    journal.save(entry, [make_answer("something else", step="b")])
    store_draft(journal, "oldest", "")
    store_draft(journal, "older", "window 1")
    store_draft(journal, "newest", "window 2")
    return journal


def test_the_newest_draft_is_returned_whoever_wrote_it(
    journal: Journal, second: Journal, entry: Entry
) -> None:
    save_draft(journal, entry, "first")
    save_draft(second, entry, "second")
    assert drafts(journal) == drafts(second) == ["second"]
    save_draft(journal, entry, "third")
    assert drafts(journal) == drafts(second) == ["third"]


def test_an_answer_ends_the_draft_at_its_address(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    save_draft(journal, entry, "hal")
    assert second.save(entry, [make_answer("half")]).conflicts == ()
    assert (drafts(journal), revisions(journal)) == ([], [])


def test_a_dropped_draft_is_gone_for_both(journal: Journal, second: Journal, entry: Entry) -> None:
    save_draft(journal, entry, "hal")
    second.drop_draft("a1", ADDRESS)
    assert count_entries(journal) == 0


def test_moving_the_cursor_does_not_make_a_draft_newer(journal: Journal, entry: Entry) -> None:
    save_draft(journal, entry, "first")
    journal.save_draft(entry, Draft(address=Address(step="b"), question="?", text="second"))
    journal.save_draft(entry, Draft(address=ADDRESS, question="?", text="first", cursor=2))
    assert [(draft.text, draft.cursor) for draft in journal.drafts("a1")] == [("first", 2), ("second", 0)]


def test_a_closed_entry_has_no_drafts(
    journal: Journal, second: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("done")])
    save_draft(second, entry, "done")
    second.save_draft(entry, Draft(address=Address(step="b"), question="?", text="a bit more"))
    journal.save(replace(entry, closed=NOON))
    assert journal.drafts("a1") == ()
    assert [revision.text for revision in list_revisions(journal, "a1")] == ["a bit more"]


def test_of_several_stored_drafts_the_newest_is_read(stored_drafts: Journal) -> None:
    assert drafts(stored_drafts) == ["newest"]
    assert revisions(stored_drafts) == []


def test_an_answer_turns_older_stored_drafts_into_revisions(
    stored_drafts: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    assert stored_drafts.save(entry, [make_answer("newest and more")]).conflicts == (ADDRESS,)
    assert (drafts(stored_drafts), revisions(stored_drafts)) == ([], [("older", True), ("oldest", True)])


def test_an_answer_with_the_text_of_an_older_stored_draft_makes_no_revision_of_it(
    stored_drafts: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    stored_drafts.save(entry, [make_answer("older")])
    assert revisions(stored_drafts) == [("oldest", True)]


def test_a_new_draft_turns_older_stored_drafts_into_revisions(stored_drafts: Journal, entry: Entry) -> None:
    save_draft(stored_drafts, entry, "newest and more")
    assert drafts(stored_drafts) == ["newest and more"]
    assert revisions(stored_drafts) == [("older", True), ("oldest", True)]


def test_dropping_a_draft_turns_older_stored_drafts_into_revisions(stored_drafts: Journal) -> None:
    stored_drafts.drop_draft("a1", ADDRESS)
    assert (drafts(stored_drafts), revisions(stored_drafts)) == ([], [("older", True), ("oldest", True)])


def test_moving_the_cursor_in_a_stored_draft_changes_no_other(stored_drafts: Journal, entry: Entry) -> None:
    stored_drafts.save_draft(entry, Draft(address=ADDRESS, question="?", text="newest", cursor=3))
    assert [(draft.text, draft.cursor) for draft in stored_drafts.drafts("a1")] == [("newest", 3)]
    assert revisions(stored_drafts) == []


def test_closing_an_entry_turns_all_stored_drafts_into_revisions(stored_drafts: Journal) -> None:
    stored_drafts.close_entry("a1")
    assert drafts(stored_drafts) == []
    assert {text for text, _ in revisions(stored_drafts)} == {"oldest", "older", "newest"}


def test_equal_stored_drafts_make_no_revision(
    journal: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("something else", step="b")])
    store_draft(journal, "equal", "window 1")
    store_draft(journal, "equal", "window 2")
    assert journal.save(entry, [make_answer("changed")]).conflicts == ()
    assert revisions(journal) == []


# Any order ------------------------------------------------------------------------------------------

ACTIONS = ["read", "answer", "answer", "remove", "draft", "draft", "look", "drop", "restore", "close"]
steps = st.tuples(st.integers(0, 1), st.sampled_from(ACTIONS), st.text("ab", max_size=3))


@given(steps=st.lists(steps, max_size=14))
@example(steps=[(0, "draft", "a"), (1, "answer", "")])
@example(steps=[(1, "draft", "aa"), (0, "draft", "a"), (0, "close", ""), (1, "restore", "")])
@examples(40)
def test_no_saved_answer_and_no_last_draft_is_ever_lost(steps: list[tuple[int, str, str]]) -> None:
    """Only a newer draft, an answer or a drop at its address ends a draft."""
    with TemporaryDirectory() as path:
        connections, entry = two_connections(Path(path))
        last_draft, answered = set[str](), set[str]()
        for number, action, text in steps:
            act(connections[number], entry, action, text)
            if action == "answer":
                answered |= {text} - {""}
            if action in ("answer", "remove", "draft", "drop"):
                last_draft = {text} - {""} if action == "draft" else set()
            stored = {revision.text for revision in list_revisions(connections[0], "a1")}
            stored |= {answer.text for answer in connections[0].entry("a1").answers}
            stored |= {text for (text,) in connections[0].connection.execute("SELECT text FROM draft")}
            assert answered | last_draft <= stored
        for journal in connections:
            journal.close()


def act(journal: Journal, entry: Entry, action: str, text: str) -> None:
    actions: dict[str, Callable[[], object]] = {
        "answer": lambda: journal.save(entry, [Answer(address=ADDRESS, question="?", text=text)]),
        "restore": lambda: [
            restore_revision(journal, "a1", old) for old in list_revisions(journal, "a1")[:1]
        ],
        "read": lambda: journal.entry("a1"),
        "look": lambda: journal.drafts("a1"),
        "remove": lambda: journal.save(entry, removed=[ADDRESS]),
        "draft": lambda: save_draft(journal, entry, text),
        "drop": lambda: journal.drop_draft("a1", ADDRESS),
        "close": lambda: journal.save(replace(entry, closed=NOON)),
    }
    actions[action]()


def two_connections(path: Path) -> tuple[list[Journal], Entry]:
    """Return two connections to a new journal, and an entry in it that has content elsewhere."""
    seconds = iter(range(10_000))
    entry = Entry(id="a1", exercise="x", title="x", day=NOON.date(), begun=NOON)
    folder = JournalFolder(path)
    create_database(folder.journal_file, KEY)
    connections = [
        open_with_key(folder, KEY, lambda: NOON + dt.timedelta(seconds=next(seconds))) for _ in range(2)
    ]
    connections[0].save(entry, [Answer(address=Address(step="first"), question="?", text="begin")])
    return connections, entry


overwrites = st.tuples(
    st.integers(0, 1), st.sampled_from(["read", "answer", "answer", "remove"]), st.text("ab", max_size=2)
)


@given(steps=st.lists(overwrites, max_size=14))
@examples(25)
def test_no_answer_is_ever_lost_and_every_unseen_one_is_reported(steps: list[tuple[int, str, str]]) -> None:
    with TemporaryDirectory() as path:
        connections, entry = two_connections(Path(path))
        seen: list[str | None] = [None, None]
        present, answered = None, set[str]()
        for number, action, text in steps:
            journal = connections[number]
            if action == "read":
                journal.entry("a1")
                seen[number] = present
                continue
            new = None if action == "remove" else text
            receipt = (
                journal.save(entry, removed=[ADDRESS])
                if new is None
                else journal.save(entry, [Answer(address=ADDRESS, question="?", text=new)])
            )
            unseen = bool(present) and seen[number] != present and present != new
            assert bool(receipt.conflicts) <= (bool(present) and present != new)
            assert not unseen or receipt.conflicts
            answered |= {new} if new else set()
            seen[number] = present = new
            assert answered <= {revision.text for revision in list_revisions(journal, "a1")} | {present}
        for journal in connections:
            journal.close()
