"""A closed entry can be reopened; its placements are neither moved nor lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Entry, Placement
from reflectie.domain.errors import NotFound
from reflectie.journal.database import connect
from reflectie.journal.journal import Journal
from reflectie.journal.migrations import migrate, schema_version
from reflectie.journal.trails import list_trails

MakePlacement = Callable[..., Placement]
ID = "01a20205-0000-7000-8000-000000000001"


def values(journal: Journal) -> list[int | None]:
    return [placement.value for placement in list_trails(journal)]


def test_a_placement_in_a_reopened_entry_is_added_beside_the_old_one(
    memory: Journal, entry: Entry, make_placement: MakePlacement, clock: Clock
) -> None:
    memory.save(entry, placements=[make_placement(30)])
    memory.save(replace(entry, closed=clock()))
    memory.reopen_entry(entry.id)
    again = memory.entry(entry.id)
    assert again.is_open
    assert values(memory) == [30]
    for value in (-10, -20):  # moved in one session
        memory.save(again, placements=[make_placement(value)])
        assert values(memory) == [30, value]
    memory.save(replace(again, closed=clock()))
    memory.reopen_entry(entry.id)
    memory.save(memory.entry(entry.id), placements=[make_placement(5)])
    assert values(memory) == [30, -20, 5]
    assert [placement.value for placement in memory.entry(entry.id).placements] == [5]


def test_a_placement_is_added_when_another_program_closed_the_entry(
    memory: Journal, entry: Entry, make_placement: MakePlacement, clock: Clock
) -> None:
    memory.save(entry, placements=[make_placement(30)])
    memory.save(replace(entry, closed=clock()))
    for value in (-10, -20):
        memory.save(entry, placements=[make_placement(value)])  # a program that does not know it was closed
    assert values(memory) == [30, -20]


def test_reopening_leaves_an_open_entry_and_reports_a_missing_one(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    memory.save(entry, placements=[make_placement(30)])
    memory.reopen_entry(entry.id)
    memory.save(entry, placements=[make_placement(40)])
    assert values(memory) == [40]
    with pytest.raises(NotFound):
        memory.reopen_entry("weg")


def test_placements_of_a_version_4_journal_stay_when_an_entry_is_reopened(
    tmp_path: Path, clock: Clock, make_placement: MakePlacement
) -> None:
    path = tmp_path / "logboek.db"
    shutil.copy(Path(__file__).parents[1] / "data" / "logboek-v4.db", path)
    connection = connect(path, bytes(range(32)))
    assert schema_version(connection) == 4
    migrate(connection, path)
    older = Journal(connection, clock, path)
    assert [line.title for line in older.summaries()] == ["nog open", "doorgaan en vertragen"]
    older.reopen_entry(ID)
    older.save(older.entry(ID), placements=[make_placement(-5, address=Address(step="plaats"))])
    assert values(older) == [30, -5]
    older.close()
