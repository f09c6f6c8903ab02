"""A journal from before there were situations opens as it was, and has room for them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.journal import situations
from reflectie.journal.database import connect
from reflectie.journal.journal import Journal
from reflectie.journal.migrations import migrate, schema_version

OLDER = Path(__file__).parents[1] / "data" / "logboek-v2.db"
KEY = bytes(range(32))


@pytest.fixture
def older(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """A stored journal of the second version, brought to this one."""
    path = tmp_path / "logboek.db"
    shutil.copy(OLDER, path)
    connection = connect(path, KEY)
    assert schema_version(connection) == 2
    migrate(connection, path)
    opened = Journal(connection, clock, path)
    yield opened
    opened.close()


def test_entries_of_version_2_belong_to_no_situation(older: Journal) -> None:
    (line,) = older.summaries()
    assert line.situation is None
    assert [answer.text for answer in older.entry(line.id).answers] == ["van voor de situaties"]
    assert [hit.entry for hit in older.search("situaties")] == [line.id]
    assert situations.list_situations(older) == ()


def test_an_entry_of_version_2_can_be_moved_to_a_situation(older: Journal) -> None:
    made = situations.create_situation(older, "Regenboog")
    assert situations.move_entry_to_situation(older, "a1", made.id)
    assert [line.id for line in older.summaries(situation=made.id)] == ["a1"]
