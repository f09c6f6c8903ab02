"""A journal from before there were meetings opens as it was, and has room for them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address
from reflectie.journal import meetings, situations
from reflectie.journal.backup.integrity import find_problems, search_index_matches
from reflectie.journal.bin import summaries_in_bin
from reflectie.journal.database import connect
from reflectie.journal.journal import Journal
from reflectie.journal.migrations import migrate, schema_version
from reflectie.journal.trails import list_placements

OLDER = Path(__file__).parents[1] / "data" / "logboek-v3.db"
KEY = bytes(range(32))
ID = "01a20205-0000-7000-8000-00000000000"


@pytest.fixture
def older(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """A stored journal of the third version, brought to this one."""
    path = tmp_path / "logboek.db"
    shutil.copy(OLDER, path)
    connection = connect(path, KEY)
    assert schema_version(connection) == 3
    migrate(connection, path)
    opened = Journal(connection, clock, path)
    yield opened
    opened.close()


def test_entries_of_version_3_are_there_and_belong_to_no_meeting(older: Journal) -> None:
    second, first = older.summaries()
    assert (first.meeting, second.meeting) == (None, None)
    (rainbow,) = situations.list_situations(older)
    assert (first.situation, rainbow.name) == (rainbow.id, "Regenboog")
    entry = older.entry(f"{ID}1")
    assert [answer.text for answer in entry.answers] == ["het overleg was rustig"]
    assert [placement.value for placement in list_placements(older)] == [30]
    assert [past.text for past in older.revisions(entry.id, Address(step="vraag"))] == [
        "het overleg was stroef"
    ]
    assert [draft.text for draft in older.drafts(f"{ID}2")] == ["nog niet af"]
    assert older.entry(f"{ID}2").answers[0].shared
    assert [thrown.id for thrown in summaries_in_bin(older)] == [f"{ID}3"]
    assert (meetings.list_meetings(older), meetings.list_series(older)) == ((), ())


def test_names_are_found_after_migrating_version_3(older: Journal) -> None:
    assert [hit.entry for hit in older.search("regenboog")] == [f"{ID}1"]
    made = meetings.create_meeting(older, "Regiotafel")
    assert meetings.move_entry_to_meeting(older, f"{ID}2", made.id)
    assert [hit.entry for hit in older.search("regiotafel")] == [f"{ID}2"]
    assert [line.id for line in older.summaries(meeting=made.id)] == [f"{ID}2"]
    assert older.search("weggegooid") == ()


def test_a_migrated_version_3_journal_is_intact(older: Journal) -> None:
    assert list(find_problems(older.connection)) == []
    with older.write_transaction() as (connection, _):
        assert search_index_matches(connection)
