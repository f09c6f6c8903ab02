"""Two windows on one journal: reading works, and where both write both texts are kept."""

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
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import create_database, open_with_key
from reflectie.journal.seen_versions import SeenVersions

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
HERE = Address(step="vraag")
KEY = bytes(range(32))
Say = Callable[..., Answer]


@pytest.fixture
def other(journal: Journal, folder: JournalFolder, clock: Clock, password: str) -> Iterator[Journal]:
    """A second window on the same journal."""
    opened = open_with_key(folder, unlock_with_password(folder, password), clock)
    yield opened
    opened.close()


def past(journal: Journal) -> list[tuple[str, bool]]:
    return [(revision.text, revision.from_other_window) for revision in journal.revisions("a1", HERE)]


def test_a_save_over_unseen_words_keeps_both_and_says_so(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("begin")])
    other.entry("a1")
    journal.save(entry, [said("van hier")])
    saved = other.save(entry, [said("van daar")])
    assert saved.conflicts == (HERE,)
    assert journal.entry("a1").answers[0].text == "van daar"
    assert past(journal) == [("van hier", True), ("begin", False)]


def test_who_has_seen_what_the_other_wrote_is_not_told(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("van hier")])
    other.entry("a1")
    assert other.save(entry, [said("van daar")]).conflicts == ()
    assert other.save(entry, [said("nog eens")]).conflicts == ()
    assert past(other) == [("van daar", False), ("van hier", False)]


def test_the_same_words_in_both_are_no_news(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("gelijk")])
    assert other.save(entry, [said("gelijk")]).conflicts == ()
    assert past(other) == []


def test_taking_away_what_the_other_wrote_says_so_too(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    other.save(entry)
    journal.save(entry, [said("van hier")])
    assert other.save(entry, removed=[HERE]).conflicts == (HERE,)
    assert past(other) == [("van hier", True)]


def test_a_locked_window_that_opens_again_remembers_what_it_saw(
    journal: Journal, folder: JournalFolder, clock: Clock, password: str, entry: Entry, said: Say
) -> None:
    window, data_key = SeenVersions(), unlock_with_password(folder, password)
    first = open_with_key(folder, data_key, clock, window)
    first.save(entry, [said("een")])
    first.close()
    again = open_with_key(folder, data_key, clock, window)
    assert again.save(entry, [said("twee")]).conflicts == ()
    again.close()


def types(window: Journal, entry: Entry, text: str) -> None:
    window.save_draft(entry, Draft(address=HERE, question="?", text=text))


def typed(journal: Journal) -> list[str]:
    return [draft.text for draft in journal.drafts("a1")]


def test_an_answer_ends_working_text_of_another_window_which_becomes_an_earlier_version(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    types(journal, entry, "hier")
    types(other, entry, "daar")
    assert journal.save(entry, [said("hier klaar")]).conflicts == (HERE,)
    assert typed(journal) == []
    assert past(journal) == [("daar", True)]
    types(other, entry, "daar verder")
    assert typed(journal) == ["daar verder"]
    assert other.save(entry, [said("daar klaar")]).conflicts == (HERE,)
    assert typed(journal) == []
    assert past(journal) == [("hier klaar", True), ("daar", True)]


def test_reading_working_text_of_another_window_is_not_taking_it_over(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    types(other, entry, "daar")
    assert typed(journal) == ["daar"]
    journal.drop_draft("a1", HERE)
    assert typed(journal) == ["daar"]
    journal.save(entry, [said("hier klaar")])
    assert past(journal) == [("daar", True)]


def test_working_text_of_a_window_that_was_lost_is_taken_over(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    types(other, entry, "hal")
    assert typed(journal) == ["hal"]
    types(journal, entry, "half")
    assert typed(journal) == ["half"]
    journal.adopt_draft("a1", [HERE])
    assert journal.save(entry, [said("half af")]).conflicts == ()
    assert (typed(journal), past(journal)) == ([], [])


def test_working_text_that_went_on_after_it_was_taken_over_is_another(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    types(other, entry, "hal")
    typed(journal)
    journal.adopt_draft("a1", [HERE])
    types(other, entry, "halverwege")
    journal.save(entry, [said("half af")])
    assert past(journal) == [("halverwege", True)]


def test_what_was_taken_over_and_then_emptied_is_an_earlier_version(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("elders", step="b")])
    types(other, entry, "hal")
    typed(journal)
    journal.adopt_draft("a1", [HERE])
    journal.drop_draft("a1", HERE)
    assert (typed(journal), past(journal)) == ([], [("hal", True)])


def test_of_two_windows_that_were_lost_both_texts_stay(
    journal: Journal,
    other: Journal,
    folder: JournalFolder,
    clock: Clock,
    entry: Entry,
    said: Say,
    password: str,
) -> None:
    types(journal, entry, "hier")
    types(other, entry, "daar")
    third = open_with_key(folder, unlock_with_password(folder, password), clock)
    assert typed(third) == ["daar"]
    third.adopt_draft("a1", [HERE])
    third.save(entry, [said("daar verder")])
    assert (typed(third), past(third)) == ([], [("hier", True)])
    third.close()


def test_moving_the_cursor_makes_working_text_no_newer(
    journal: Journal, other: Journal, entry: Entry
) -> None:
    types(journal, entry, "hier")
    types(other, entry, "daar")
    journal.save_draft(entry, Draft(address=HERE, question="?", text="hier", cursor=2))
    assert typed(journal) == ["daar"]


def test_a_closed_entry_has_no_working_text(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("klaar")])
    types(other, entry, "klaar")
    other.save_draft(entry, Draft(address=Address(step="b"), question="?", text="nog wat"))
    journal.save(replace(entry, closed=NOON))
    assert journal.drafts("a1") == ()
    assert [revision.text for revision in journal.revisions("a1")] == ["nog wat"]


def test_a_window_of_an_older_program_writes_no_more_after_a_newer_one_came_by(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("een")])
    journal.connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    with pytest.raises(NewerFormat):
        other.save(entry, [said("twee")])
    assert other.entry("a1").answers[0].text == "een"


WAYS = ["read", "write", "write", "remove", "type", "type", "look", "take", "drop", "put back", "close"]
moves = st.tuples(st.integers(0, 1), st.sampled_from(WAYS), st.text("ab", max_size=3))


@given(steps=st.lists(moves, max_size=14))
@example(steps=[(0, "type", "a"), (1, "take", ""), (1, "write", "")])
@example(steps=[(1, "type", "aa"), (0, "take", ""), (0, "write", "a")])
@examples(40)
def test_nothing_kept_or_typed_by_either_is_ever_gone_but_by_its_own_hand(
    steps: list[tuple[int, str, str]],
) -> None:
    """What a window types, it may type over; all else is an answer, a draft or an earlier version."""
    with TemporaryDirectory() as place:
        both, entry = two_windows(Path(place))
        mine: list[set[str]] = [set(), set()]
        kept: set[str] = set()
        for who, what, text in steps:
            kept |= does(both[who], entry, what, text)
            if what in ("write", "remove", "type", "drop"):
                mine[who] = {text} - {""} if what == "type" else set()
            there = {revision.text for revision in both[0].revisions("a1")}
            there |= {answer.text for answer in both[0].entry("a1").answers}
            there |= {text for (text,) in both[0].connection.execute("SELECT text FROM draft")}
            assert kept | mine[0] | mine[1] <= there
        for journal in both:
            journal.close()


def does(journal: Journal, entry: Entry, what: str, text: str) -> set[str]:
    """One move of a window; gives what it kept."""
    answer = Answer(address=HERE, question="?", text=text)
    if what == "write":
        journal.save(entry, [answer])
    elif what == "put back":
        for revision in journal.revisions("a1")[:1]:
            journal.restore_revision("a1", revision)
    else:
        moves: dict[str, Callable[[], object]] = {
            "read": lambda: journal.entry("a1"),
            "look": lambda: journal.drafts("a1"),
            "take": lambda: journal.adopt_draft("a1", [HERE]) if journal.drafts("a1") else None,
            "remove": lambda: journal.save(entry, removed=[HERE]),
            "type": lambda: types(journal, entry, text),
            "drop": lambda: journal.drop_draft("a1", HERE),
            "close": lambda: journal.save(replace(entry, closed=NOON)),
        }
        moves[what]()
    return {text} - {""} if what == "write" else set()


def two_windows(place: Path) -> tuple[list[Journal], Entry]:
    """Two windows on one new journal, with an entry in which something was kept."""
    seconds = iter(range(10_000))
    entry = Entry(id="a1", exercise="x", title="x", day=NOON.date(), begun=NOON)
    folder = JournalFolder(place)
    create_database(folder.journal_file, KEY)
    both = [open_with_key(folder, KEY, lambda: NOON + dt.timedelta(seconds=next(seconds))) for _ in range(2)]
    both[0].save(entry, [Answer(address=Address(step="eerst"), question="?", text="begin")])
    return both, entry


overwrites = st.tuples(
    st.integers(0, 1), st.sampled_from(["read", "write", "write", "remove"]), st.text("ab", max_size=2)
)


@given(steps=st.lists(overwrites, max_size=14))
@examples(25)
def test_no_text_of_either_is_ever_lost_and_unseen_words_are_always_told(
    steps: list[tuple[int, str, str]],
) -> None:
    with TemporaryDirectory() as place:
        both, entry = two_windows(Path(place))
        seen: list[str | None] = [None, None]
        now, kept = None, set()
        for who, what, text in steps:
            journal = both[who]
            if what == "read":
                journal.entry("a1")
                seen[who] = now
                continue
            said = None if what == "remove" else text
            saved = (
                journal.save(entry, removed=[HERE])
                if said is None
                else journal.save(entry, [Answer(address=HERE, question="?", text=said)])
            )
            unseen = bool(now) and seen[who] != now and now != said
            assert bool(saved.conflicts) <= (bool(now) and now != said)
            assert not unseen or saved.conflicts
            kept |= {said} if said else set()
            seen[who] = now = said
            there = {revision.text for revision in journal.revisions("a1")} | {now}
            assert kept <= there
        for journal in both:
            journal.close()
