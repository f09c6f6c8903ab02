"""Two windows on one journal: reading works, and where both write both texts are kept."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.domain.errors import NewerFormat
from reflectie.journal import schema
from reflectie.journal.folder import Folder
from reflectie.journal.keys import unlock
from reflectie.journal.opening import _build, open_with_key
from reflectie.journal.store import Clock, Journal
from reflectie.journal.window import Window

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
HERE = Address(step="vraag")
KEY = bytes(range(32))
Say = Callable[..., Answer]


@pytest.fixture
def other(journal: Journal, folder: Folder, clock: Clock, password: str) -> Iterator[Journal]:
    """A second window on the same journal."""
    opened = open_with_key(folder, unlock(folder, password), clock)
    yield opened
    opened.close()


def past(journal: Journal) -> list[tuple[str, bool]]:
    return [(revision.text, revision.elsewhere) for revision in journal.revisions("a1", HERE)]


def test_a_save_over_unseen_words_keeps_both_and_says_so(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.keep(entry, [said("begin")])
    other.entry("a1")
    journal.keep(entry, [said("van hier")])
    saved = other.keep(entry, [said("van daar")])
    assert saved.overtaken == (HERE,)
    assert journal.entry("a1").answers[0].text == "van daar"
    assert past(journal) == [("van hier", True), ("begin", False)]


def test_who_has_seen_what_the_other_wrote_is_not_told(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.keep(entry, [said("van hier")])
    other.entry("a1")
    assert other.keep(entry, [said("van daar")]).overtaken == ()
    assert other.keep(entry, [said("nog eens")]).overtaken == ()
    assert past(other) == [("van daar", False), ("van hier", False)]


def test_the_same_words_in_both_are_no_news(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.keep(entry, [said("gelijk")])
    assert other.keep(entry, [said("gelijk")]).overtaken == ()
    assert past(other) == []


def test_taking_away_what_the_other_wrote_says_so_too(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    other.keep(entry)
    journal.keep(entry, [said("van hier")])
    assert other.keep(entry, removed=[HERE]).overtaken == (HERE,)
    assert past(other) == [("van hier", True)]


def test_a_locked_window_that_opens_again_remembers_what_it_saw(
    journal: Journal, folder: Folder, clock: Clock, password: str, entry: Entry, said: Say
) -> None:
    window, data_key = Window(), unlock(folder, password)
    first = open_with_key(folder, data_key, clock, window)
    first.keep(entry, [said("een")])
    first.close()
    again = open_with_key(folder, data_key, clock, window)
    assert again.keep(entry, [said("twee")]).overtaken == ()
    again.close()


def test_working_text_of_two_windows_in_one_field_does_not_meet(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    for window, text in ((journal, "hier"), (other, "daar")):
        window.draft(entry, Draft(address=HERE, question="?", text=text))
    journal.keep(entry, [said("hier klaar")])
    assert [draft.text for draft in journal.drafts("a1")] == ["daar"]
    other.keep(entry, [said("daar klaar")])
    assert journal.drafts("a1") == ()


def test_working_text_of_a_window_that_was_lost_is_taken_over(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    other.draft(entry, Draft(address=HERE, question="?", text="hal"))
    assert [draft.text for draft in journal.drafts("a1")] == ["hal"]
    journal.draft(entry, Draft(address=HERE, question="?", text="half"))
    assert [draft.text for draft in journal.drafts("a1")] == ["half"]
    journal.keep(entry, [said("half af")])
    assert journal.drafts("a1") == ()


def test_a_window_of_an_older_program_writes_no_more_after_a_newer_one_came_by(
    journal: Journal, other: Journal, entry: Entry, said: Say
) -> None:
    journal.keep(entry, [said("een")])
    journal.connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(NewerFormat):
        other.keep(entry, [said("twee")])
    assert other.entry("a1").answers[0].text == "een"


moves = st.tuples(
    st.integers(0, 1), st.sampled_from(["read", "write", "write", "remove"]), st.text("ab", max_size=2)
)


@given(steps=st.lists(moves, max_size=14))
@settings(deadline=None, max_examples=25)
def test_no_text_of_either_is_ever_lost_and_unseen_words_are_always_told(
    steps: list[tuple[int, str, str]],
) -> None:
    seconds = iter(range(10_000))
    entry = Entry(id="a1", exercise="x", title="x", day=NOON.date(), begun=NOON)
    with TemporaryDirectory() as place:
        folder = Folder(Path(place))
        _build(folder.journal, KEY)
        both = [
            open_with_key(folder, KEY, lambda: NOON + dt.timedelta(seconds=next(seconds))) for _ in range(2)
        ]
        both[0].keep(entry)
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
                journal.keep(entry, removed=[HERE])
                if said is None
                else journal.keep(entry, [Answer(address=HERE, question="?", text=said)])
            )
            unseen = bool(now) and seen[who] != now and now != said
            assert bool(saved.overtaken) <= (bool(now) and now != said)
            assert not unseen or saved.overtaken
            kept |= {said} if said else set()
            seen[who] = now = said
            there = {revision.text for revision in journal.revisions("a1")} | {now}
            assert kept <= there
        for journal in both:
            journal.close()
