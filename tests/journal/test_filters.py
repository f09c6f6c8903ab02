"""Filters of the logbook combine, follow every change, and page in the order of the logbook."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.domain.errors import NotFound
from reflectie.domain.field import Aspect
from reflectie.journal.bin import move_to_bin, restore_from_bin
from reflectie.journal.entry_details import set_day, set_shared, set_tags
from reflectie.journal.find_entries import (
    filter_entries,
    filtered_entry_ids,
    search_with_entries,
    used_facet_values,
)
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.situations import create_situation, move_entry_to_situation

from ..conftest import NOW, TODAY

ADDRESS = Address(step="a")


def make(number: int, **fields: object) -> Entry:
    day = TODAY - dt.timedelta(days=number)
    return Entry(**{"id": f"e{number}", "exercise": "x", "title": "X", "day": day, "begun": NOW, **fields})  # type: ignore[arg-type]


def mark(field: str, day: dt.date = TODAY) -> Placement:
    return Placement(address=ADDRESS, field=field, left="l", right="r", aspect=Aspect.NOW, value=0, day=day)


def ids(journal: Journal, **criteria: object) -> list[str]:
    """The entries that a filter leaves, as a page and all at once."""
    chosen = EntryFilter(**criteria)  # type: ignore[arg-type]
    page = [row.id for row in filter_entries(journal, chosen, 9)]
    assert [*filtered_entry_ids(journal, chosen)] == page
    return page


@pytest.fixture
def journal(memory: Journal) -> Journal:
    """Three entries: of today, of yesterday and of the day before."""
    for number, exercise in enumerate(("x", "y", "x")):
        answer = Answer(address=ADDRESS, question="?", text=f"rust {number}")
        closed = None if number == 1 else NOW
        memory.save(
            make(number, exercise=exercise, closed=closed), [answer], [mark("een" if number else "twee")]
        )
    return memory


def test_without_a_filter_every_entry_is_there_newest_first(journal: Journal) -> None:
    assert ids(journal) == ["e0", "e1", "e2"]


def test_each_filter_leaves_its_entries(journal: Journal) -> None:
    set_tags(journal, "e2", ["vertragen", "team"])
    set_shared(journal, "e0", [ADDRESS], shared=True)
    situation = create_situation(journal, "de brug")
    move_entry_to_situation(journal, "e1", situation.id)
    assert ids(journal, field="een") == ["e1", "e2"]
    assert ids(journal, exercises=("x",)) == ["e0", "e2"]
    assert ids(journal, exercises=("x", "y")) == ["e0", "e1", "e2"]
    assert ids(journal, exercises=()) == []
    assert ids(journal, tag="team") == ["e2"]
    assert ids(journal, is_shared=True) == ["e0"]
    assert ids(journal, is_open=True) == ["e1"]
    assert ids(journal, situation=situation.id) == ["e1"]
    assert ids(journal, first=TODAY - dt.timedelta(days=1)) == ["e0", "e1"]
    assert ids(journal, last=TODAY - dt.timedelta(days=1)) == ["e1", "e2"]


def test_filters_combine_with_each_other_and_with_a_search(journal: Journal) -> None:
    assert ids(journal, field="een", exercises=("x",)) == ["e2"]
    assert ids(journal, field="twee", is_open=True) == []
    found = search_with_entries(journal, "rust", 9, criteria=EntryFilter(field="een", exercises=("x",)))
    assert [entry.id for _, entry in found] == ["e2"]


def test_a_filter_leaves_out_the_bin_and_combines_any_number_of_sources(journal: Journal) -> None:
    situation = create_situation(journal, "de brug")
    for entry_id in ("e1", "e2"):
        move_entry_to_situation(journal, entry_id, situation.id)
    together = {"situation": situation.id, "field": "een", "exercises": ("x", "y")}
    assert ids(journal, **together) == ["e1", "e2"]
    assert ids(journal, **together, is_open=True) == ["e1"]
    move_to_bin(journal, "e1")
    assert ids(journal, **together) == ["e2"]
    assert ids(journal, situation=situation.id, is_open=True) == []


def test_pages_follow_each_other(journal: Journal) -> None:
    for criteria in (EVERY_ENTRY, EntryFilter(exercises=("x", "y"))):
        first = filter_entries(journal, criteria, 2)
        rest = filter_entries(journal, criteria, 2, after=first[-1])
        assert [row.id for row in (*first, *rest)] == ["e0", "e1", "e2"]


def test_an_entry_in_the_bin_matches_no_filter(journal: Journal) -> None:
    move_to_bin(journal, "e2")
    assert (ids(journal, field="een"), used_facet_values(journal, "exercise")) == (["e1"], ("x", "y"))
    move_to_bin(journal, "e1")
    assert used_facet_values(journal, "exercise") == ("x",)
    restore_from_bin(journal, "e2")
    assert ids(journal, field="een") == ["e2"]


def test_a_new_day_moves_the_entry_its_mark_and_its_place_in_a_search(journal: Journal) -> None:
    day = TODAY - dt.timedelta(days=30)
    journal.save(make(0, closed=NOW), placements=[mark("drie")])
    set_day(journal, "e0", day)
    entry = journal.entry("e0")
    assert (entry.day, {placement.day for placement in entry.placements}) == (day, {day})
    assert ids(journal, exercises=("x",)) == ["e2", "e0"]
    assert [hit.entry for hit, _ in search_with_entries(journal, "rust", 9)] == ["e1", "e2", "e0"]


def test_tags_are_read_with_the_entry_in_order_and_stay_when_it_is_saved(journal: Journal) -> None:
    before = journal.entry("e0")
    set_tags(journal, "e0", ["zorg", "vieren", "team", "verbinden"])
    journal.save(replace(before, title="Anders"))
    assert journal.entry("e0").tags == ("verbinden", "vieren", "team", "zorg")
    journal.save(make(8, tags=("team",)))
    assert ids(journal, tag="team") == ["e0", "e8"]


def test_sharing_changes_no_text_and_no_draft(journal: Journal) -> None:
    set_shared(journal, "e0", [ADDRESS], shared=True)
    answer = journal.entry("e0").answer(ADDRESS)
    assert answer is not None
    assert (answer.text, answer.shared) == ("rust 0", True)
    set_shared(journal, "e0", [ADDRESS], shared=False)
    assert ids(journal, is_shared=True) == []


def test_an_erased_entry_is_named(journal: Journal) -> None:
    for change in (lambda: set_day(journal, "weg", TODAY), lambda: set_tags(journal, "weg", [])):
        with pytest.raises(NotFound):
            change()


@given(
    choices=st.lists(
        st.tuples(st.sampled_from("xy"), st.sampled_from(["een", "twee"]), st.booleans()), max_size=8
    ),
    criteria=st.builds(
        EntryFilter,
        field=st.sampled_from([None, "een", "twee"]),
        exercises=st.sampled_from([None, ("x",), ("x", "y")]),
        is_open=st.booleans(),
    ),
)
def test_a_filter_leaves_exactly_the_entries_that_match(
    choices: list[tuple[str, str, bool]], criteria: EntryFilter
) -> None:
    journal = journal_in_memory(lambda: NOW)
    expected = []
    for number, (exercise, field, is_open) in enumerate(choices):
        entry = make(number, exercise=exercise, closed=None if is_open else NOW)
        journal.save(entry, placements=[mark(field)])
        if (
            criteria.field in (None, field)
            and (criteria.exercises is None or exercise in criteria.exercises)
            and (is_open or not criteria.is_open)
        ):
            expected.append(entry.id)
    assert [row.id for row in filter_entries(journal, criteria, 20)] == expected
    journal.close()
