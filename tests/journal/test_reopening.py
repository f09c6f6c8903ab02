"""A closed entry can be opened again: nothing that stood in it when it was closed is moved or lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Entry, Placement
from reflectie.domain.errors import EntryErased
from reflectie.journal.database import connect
from reflectie.journal.journal import Journal
from reflectie.journal.migrations import migrate, schema_version
from reflectie.journal.trails import list_placements

Mark = Callable[..., Placement]
ID = "01a20205-0000-7000-8000-000000000001"


def values(journal: Journal) -> list[int | None]:
    return [mark.value for mark in list_placements(journal)]


def test_a_mark_in_an_entry_that_was_opened_again_stands_beside_the_old_one(
    memory: Journal, entry: Entry, mark: Mark, clock: Clock
) -> None:
    memory.save(entry, placements=[mark(30)])
    memory.save(replace(entry, closed=clock()))
    memory.reopen_entry(entry.id)
    again = memory.entry(entry.id)
    assert again.is_open
    assert values(memory) == [30]
    for value in (-10, -20):  # moved within one sitting
        memory.save(again, placements=[mark(value)])
        assert values(memory) == [30, value]
    memory.save(replace(again, closed=clock()))
    memory.reopen_entry(entry.id)
    memory.save(memory.entry(entry.id), placements=[mark(5)])
    assert values(memory) == [30, -20, 5]
    assert [found.value for found in memory.entry(entry.id).placements] == [5]


def test_so_it_does_when_another_window_closed_it(
    memory: Journal, entry: Entry, mark: Mark, clock: Clock
) -> None:
    memory.save(entry, placements=[mark(30)])
    memory.save(replace(entry, closed=clock()))
    for value in (-10, -20):
        memory.save(entry, placements=[mark(value)])  # at work, and not knowing of it
    assert values(memory) == [30, -20]


def test_what_is_open_stays_so_and_what_is_gone_is_said(memory: Journal, entry: Entry, mark: Mark) -> None:
    memory.save(entry, placements=[mark(30)])
    memory.reopen_entry(entry.id)
    memory.save(entry, placements=[mark(40)])
    assert values(memory) == [40]
    with pytest.raises(EntryErased):
        memory.reopen_entry("weg")


def test_the_marks_of_a_journal_of_the_fourth_version_stay_as_well(
    tmp_path: Path, clock: Clock, mark: Mark
) -> None:
    path = tmp_path / "logboek.db"
    shutil.copy(Path(__file__).parents[1] / "data" / "logboek-v4.db", path)
    connection = connect(path, bytes(range(32)))
    assert schema_version(connection) == 4
    migrate(connection, path)
    older = Journal(connection, clock, path)
    assert [line.title for line in older.summaries()] == ["nog open", "doorgaan en vertragen"]
    older.reopen_entry(ID)
    older.save(older.entry(ID), placements=[mark(-5, address=Address(step="plaats"))])
    assert values(older) == [30, -5]
    older.close()
