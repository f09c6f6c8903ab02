"""A journal of every older version opens, and a good copy of it is made first."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.errors import CannotBackUp, CannotWrite, NewerFormat
from reflectie.journal import database, migrations, opening
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.integrity import find_problems, search_index_matches, verify_database
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.migrations import MIGRATIONS
from reflectie.journal.opening import open_with_key
from reflectie.journal.trails import last_shown_days, list_placements

KEY = bytes(range(32))
"""Opens every stored file."""

STORED = Path(__file__).parents[1] / "data"
VERSIONS = range(1, len(MIGRATIONS))
ID = "01a20205-0000-7000-8000-00000000000"


@pytest.fixture
def old(folder: JournalFolder, cheap: KdfCost, request: pytest.FixtureRequest) -> JournalFolder:
    """A folder with the stored journal of a version."""
    folder.create()
    shutil.copyfile(STORED / f"logboek-v{request.param}.db", folder.journal_file)
    create_key_file(folder, "woord", cheap, KEY)
    return folder


def test_a_journal_of_every_older_version_is_stored() -> None:
    assert [number for number in VERSIONS if not (STORED / f"logboek-v{number}.db").exists()] == []


@pytest.mark.parametrize("old", [1], indirect=True)
def test_everything_is_there_after_a_migration(old: JournalFolder, clock: Clock) -> None:
    journal = open_with_key(old, KEY, clock)
    assert [summary.id[-1] for summary in journal.summaries()] == ["3", "2", "1"]
    first = journal.entry(f"{ID}1")
    assert first.answer(Address(step="tekst")).text == "het café overleg was rustig"  # type: ignore[union-attr]
    assert [answer.state for answer in first.answers] == [
        AnswerState.ANSWERED,
        AnswerState.UNKNOWN,
        AnswerState.SKIPPED,
    ]
    (revision,) = journal.revisions(f"{ID}1")
    assert (revision.text, revision.question) == ("het overleg was stroef", "Wat houdt je bezig?")
    assert [placement.value for placement in list_placements(journal, "tempo")] == [30, None]
    assert last_shown_days(journal) == {"kern:doorgaan-vertragen/kies/a": dt.date(2026, 11, 20)}
    assert [draft.text for draft in journal.drafts(f"{ID}3")] == ["nog niet af"]
    found = [(hit.entry[-1], hit.address and hit.address.step) for hit in journal.search("vertragen")]
    assert set(found) == {("2", "vraag"), ("2", None)}
    assert [hit.entry[-1] for hit in journal.search("cafe")] == ["1"]
    assert_whole(journal)
    journal.close()


@pytest.mark.parametrize("old", VERSIONS, indirect=True)
def test_a_migrated_journal_has_the_tables_of_a_new_one(old: JournalFolder, clock: Clock) -> None:
    new = opening.journal_in_memory(clock)
    migrated = open_with_key(old, KEY, clock)
    assert shape(migrated) == shape(new)
    new.close()
    migrated.close()


@pytest.mark.parametrize("old", VERSIONS, indirect=True)
def test_a_backup_is_made_before_a_migration(old: JournalFolder, clock: Clock) -> None:
    open_with_key(old, KEY, clock).close()
    (backup,) = list_backups(old)
    verify_database(backup.journal_file, KEY)
    connection = database.connect(backup.journal_file, KEY)
    assert connection.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS)
    connection.close()
    open_with_key(old, KEY, clock).close()
    assert len(list_backups(old)) == 1


@pytest.mark.parametrize("old", [1], indirect=True)
def test_without_a_backup_nothing_is_migrated(old: JournalFolder, clock: Clock) -> None:
    old.backups_folder.write_bytes(b"een bestand in de weg")
    before = old.journal_file.read_bytes()
    with pytest.raises(CannotBackUp, match="er is nog niets gewijzigd"):
        open_with_key(old, KEY, clock)
    assert old.journal_file.read_bytes() == before


@pytest.mark.parametrize("old", [1], indirect=True)
@pytest.mark.parametrize("place", range(6, 22, 3))
def test_a_failed_migration_changes_nothing(
    old: JournalFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    steps = migrations.MIGRATIONS[1]
    broken = (*steps[:place], "INSERT INTO entry SELECT * FROM nergens", *steps[place:])
    with monkeypatch.context() as patch, pytest.raises(database_error(), match="nergens"):
        for module in (migrations, opening):
            patch.setattr(module, "MIGRATIONS", (migrations.MIGRATIONS[0], broken))
        open_with_key(old, KEY, clock)
    journal = open_with_key(old, KEY, clock)
    assert journal.count_entries() == 3
    journal.close()


@pytest.mark.parametrize("old", [1], indirect=True)
def test_a_full_disk_during_a_migration_leaves_the_old_version(
    old: JournalFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = opening.connect

    def small(path: Path, key: bytes) -> database.Connection:
        connection = real(path, key)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection

    with monkeypatch.context() as patch, pytest.raises(CannotWrite, match="de schijf is vol"):
        patch.setattr(opening, "connect", small)
        open_with_key(old, KEY, clock)
    journal = open_with_key(old, KEY, clock)
    assert journal.count_entries() == 3
    journal.close()


@pytest.mark.parametrize("old", [1], indirect=True)
def test_a_newer_journal_is_neither_backed_up_nor_changed(old: JournalFolder, clock: Clock) -> None:
    connection = database.connect(old.journal_file, KEY)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(NewerFormat):
        open_with_key(old, KEY, clock)
    assert list_backups(old) == ()


def assert_whole(journal: Journal) -> None:
    assert list(find_problems(journal.connection)) == []
    with journal.write_transaction() as (connection, _):
        assert search_index_matches(connection)


def shape(journal: Journal) -> set[tuple[str, str]]:
    """Every table with its columns and every index, whatever the words they were made with."""
    connection = journal.connection
    names = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    return {
        (kind, f"{name}: {connection.execute(f'PRAGMA table_xinfo({name})').fetchall()}")
        for kind, name in names
    }


def database_error() -> type[Exception]:
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    found: type[Exception] = dbapi2.Error
    return found
