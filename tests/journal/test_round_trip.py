"""Any entry is read back exactly as it was saved."""

import datetime as dt
from collections.abc import Sequence
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import (
    SELF,
    Address,
    Answer,
    AnswerState,
    Draft,
    Entry,
    Placement,
    ShownQuestion,
    trail_of,
)
from reflectie.domain.field import Aspect
from reflectie.domain.step import Dimension, KnowledgeKind, OutcomeKind
from reflectie.domain.value import new_id
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.trails import list_trails

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAY = NOON.date()

ROUGH = [
    "👨‍👩‍👧‍👦",
    "❤️",
    "é",
    "e\u0301",
    "[red]x[/]",
    "'; DROP TABLE entry; --",
    "%s {0} ?",
    "\0",
    "ĳ",
    "\n\n",
    " ",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from(ROUGH), max_size=5).map("".join),
)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
moments = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
days = st.dates()
addresses = st.builds(Address, step=names, item=names, turn=st.integers(0, 5), part=names)
answers = st.builds(
    Answer,
    address=addresses,
    question=texts,
    text=texts,
    value=texts,
    state=st.sampled_from(AnswerState),
    ordinal=st.integers(0, 1_000),
    shared=st.booleans(),
    knows=st.sampled_from([None, *get_args(KnowledgeKind)]),
    dimension=st.sampled_from([None, *get_args(Dimension)]),
    yields=st.sampled_from([None, *get_args(OutcomeKind)]),
)
placements = st.builds(
    Placement,
    address=addresses,
    field=names,
    left=texts,
    right=texts,
    aspect=st.sampled_from(Aspect),
    value=st.none() | st.integers(-100, 100),
    day=days,
    whose=names,
)
shown = st.builds(ShownQuestion, step=names, item=names, reason=texts)
entries = st.builds(
    Entry,
    id=st.builds(new_id),
    exercise=texts,
    title=texts,
    day=days,
    begun=moments,
    closed=st.none() | moments,
    position=st.none() | addresses,
    shown=st.lists(shown, unique_by=lambda s: (s.step, s.item), max_size=4).map(tuple),
    answers=st.lists(answers, unique_by=lambda a: a.address, max_size=6).map(tuple),
    placements=st.lists(placements, unique_by=lambda p: p.address, max_size=4).map(tuple),
)


@given(
    entry=entries,
    drafts=st.lists(st.builds(Draft, address=addresses, question=texts, text=texts), max_size=3),
)
def test_an_entry_is_stored_exactly(entry: Entry, drafts: list[Draft]) -> None:
    journal = journal_in_memory(lambda: NOON)
    journal.save(entry, entry.answers, entry.placements)
    newest = {draft.address: draft for draft in drafts}
    for draft in drafts:
        journal.save_draft(entry, draft)
    assert journal.entry(entry.id) == entry
    assert set(journal.drafts(entry.id)) == set(newest.values())
    (line,) = journal.summaries()
    assert (line.id, line.title, line.day, line.is_open) == (entry.id, entry.title, entry.day, entry.is_open)
    assert_trails(list_trails(journal), entry.placements)
    journal.close()


@given(changes=st.lists(st.tuples(answers, st.booleans()), max_size=12))
def test_saving_step_by_step_stores_the_entry_of_the_screen(changes: list[tuple[Answer, bool]]) -> None:
    journal = journal_in_memory(lambda: NOON)
    entry = Entry(id="a1", exercise="x", title="x", day=DAY, begun=NOON)
    journal.save(entry)
    for answer, removes in changes:
        if removes:
            entry = entry.without_answer(answer.address)
            journal.save(entry, removed=[answer.address])
        else:
            entry = entry.with_answer(answer)
            journal.save(entry, [answer])
    assert journal.entry("a1") == entry
    journal.close()


@given(drawn=st.lists(placements, max_size=30), length=st.integers(6, 8))
def test_trails_lead_to_the_same_conclusions_as_all_placements(drawn: list[Placement], length: int) -> None:
    journal = journal_in_memory(lambda: NOON)
    saved = []
    for number, placement in enumerate(drawn):
        entry = Entry(id=f"e{number}", exercise="x", title="x", day=DAY, begun=NOON)
        small = replace(placement, field=placement.field[:1], whose="self" if number % 5 else placement.whose)
        journal.save(entry, placements=[small])
        saved.append(small)
    assert_trails(list_trails(journal, length), saved)
    assert_trails(list_trails(journal, length, f"e{len(drawn) - 1}"), saved[:-1])
    journal.close()


def assert_trails(trails: tuple[Placement, ...], placements: Sequence[Placement]) -> None:
    """The trails have the user's own of these placements, and lead to the same conclusions as all of them."""
    own = sorted((p for p in placements if p.whose == SELF), key=lambda placement: placement.day)
    assert set(trails) <= set(own)
    assert {p.field for p in trails} == {p.field for p in own}
    for field in {placement.field for placement in own}:
        assert trail_of(field, trails) == trail_of(field, own)
