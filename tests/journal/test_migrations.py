"""Journals of every older version are migrated, after a verified backup."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.errors import CannotBackUp, CannotWrite, NewerFormat
from reflectie.domain.meeting import NO_VERSION, InvitationVersion
from reflectie.journal import database, meetings, migrations, opening, situations
from reflectie.journal.backup import integrity
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.integrity import find_problems, search_index_matches, verify_database
from reflectie.journal.bin import list_revisions, summaries_in_bin
from reflectie.journal.find_entries import (
    count_entries,
    filter_entries,
    search_entries,
    used_facet_values,
)
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.migrations import MIGRATIONS
from reflectie.journal.opening import open_with_key
from reflectie.journal.trails import last_shown_days, list_trails

KEY = bytes(range(32))
"""The key of every stored file."""

STORED = Path(__file__).parents[1] / "data"
VERSIONS = range(1, len(MIGRATIONS))
ID = "01a20205-0000-7000-8000-00000000000"


@pytest.fixture
def old_folder(folder: JournalFolder, cheap: KdfCost, request: pytest.FixtureRequest) -> JournalFolder:
    """A folder with the stored journal of a version."""
    folder.create()
    shutil.copyfile(STORED / f"logboek-v{request.param}.db", folder.journal_file)
    create_key_file(folder, "woord", cheap, KEY)
    return folder


def test_a_journal_of_every_older_version_is_stored() -> None:
    assert [number for number in VERSIONS if not (STORED / f"logboek-v{number}.db").exists()] == []


@pytest.mark.parametrize("old_folder", [1], indirect=True)
def test_everything_is_there_after_a_migration(old_folder: JournalFolder, clock: Clock) -> None:
    journal = open_with_key(old_folder, KEY, clock)
    assert [summary.id[-1] for summary in journal.summaries()] == ["3", "2", "1"]
    first = journal.entry(f"{ID}1")
    assert first.answer(Address(step="tekst")).text == "het café overleg was rustig"  # type: ignore[union-attr]
    assert [answer.state for answer in first.answers] == [
        AnswerState.ANSWERED,
        AnswerState.UNKNOWN,
        AnswerState.SKIPPED,
    ]
    (revision,) = list_revisions(journal, f"{ID}1")
    assert (revision.text, revision.question) == ("het overleg was stroef", "Wat houdt je bezig?")
    assert [placement.value for placement in list_trails(journal)] == [30, None]
    assert last_shown_days(journal) == {"kern:doorgaan-vertragen/kies/a": dt.date(2026, 11, 20)}
    assert [draft.text for draft in journal.drafts(f"{ID}3")] == ["nog niet af"]
    hits = [(hit.entry[-1], hit.address and hit.address.step) for hit in search_entries(journal, "vertragen")]
    assert set(hits) == {("2", "vraag"), ("2", None)}
    assert [hit.entry[-1] for hit in search_entries(journal, "cafe")] == ["1"]
    assert_intact(journal)
    journal.close()


@pytest.mark.parametrize("old_folder", VERSIONS, indirect=True)
def test_a_migrated_journal_has_the_tables_of_a_new_one(old_folder: JournalFolder, clock: Clock) -> None:
    new = opening.journal_in_memory(clock)
    migrated = open_with_key(old_folder, KEY, clock)
    assert schema_of(migrated) == schema_of(new)
    new.close()
    migrated.close()


@pytest.mark.parametrize("old_folder", VERSIONS, indirect=True)
def test_a_backup_is_made_before_a_migration(old_folder: JournalFolder, clock: Clock) -> None:
    open_with_key(old_folder, KEY, clock).close()
    (backup,) = list_backups(old_folder)
    verify_database(backup.journal_file, KEY)
    connection = database.connect(backup.journal_file, KEY)
    assert connection.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS)
    connection.close()
    open_with_key(old_folder, KEY, clock).close()
    assert len(list_backups(old_folder)) == 1


@pytest.mark.parametrize("old_folder", [5], indirect=True)
@pytest.mark.parametrize("word", ["jeugdhulpverlening", "nietvergeten", "ijsselstein", "effect"])
def test_words_of_old_entries_are_found_without_invisible_characters(
    old_folder: JournalFolder, clock: Clock, word: str
) -> None:
    journal = open_with_key(old_folder, KEY, clock)
    assert [hit.entry[-1] for hit in search_entries(journal, word)] == ["9"]
    assert (
        journal.entry(f"{ID}9").answers[0].text.startswith("In de jeugd\u00adhulp\u00adverlening, niet\u200b")
    )
    assert_intact(journal)
    journal.close()


@pytest.mark.parametrize("old_folder", [1], indirect=True)
def test_without_a_backup_nothing_is_migrated(old_folder: JournalFolder, clock: Clock) -> None:
    old_folder.backups_folder.write_bytes(b"een bestand in de weg")
    before = old_folder.journal_file.read_bytes()
    with pytest.raises(CannotBackUp, match="er is nog niets gewijzigd"):
        open_with_key(old_folder, KEY, clock)
    assert old_folder.journal_file.read_bytes() == before


@pytest.mark.parametrize("old_folder", [1], indirect=True)
@pytest.mark.parametrize("position", range(6, 22, 3))
def test_a_failed_migration_changes_nothing(
    old_folder: JournalFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch, position: int
) -> None:
    steps = migrations.MIGRATIONS[1]
    broken = (*steps[:position], "INSERT INTO entry SELECT * FROM nergens", *steps[position:])
    with monkeypatch.context() as patch, pytest.raises(database_error(), match="nergens"):
        for module in (migrations, opening):
            patch.setattr(module, "MIGRATIONS", (migrations.MIGRATIONS[0], broken))
        open_with_key(old_folder, KEY, clock)
    journal = open_with_key(old_folder, KEY, clock)
    assert count_entries(journal) == 3
    journal.close()


@pytest.mark.parametrize("old_folder", [1], indirect=True)
def test_a_full_disk_during_a_migration_leaves_the_old_version(
    old_folder: JournalFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(path: Path, key: bytes) -> database.Connection:
        connection = database.connect(path, key)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection

    with monkeypatch.context() as patch, pytest.raises(CannotWrite, match="de schijf is vol"):
        patch.setattr(integrity, "connect", small)
        open_with_key(old_folder, KEY, clock)
    journal = open_with_key(old_folder, KEY, clock)
    assert count_entries(journal) == 3
    journal.close()


@pytest.mark.parametrize("old_folder", [1], indirect=True)
def test_a_newer_journal_is_neither_backed_up_nor_changed(old_folder: JournalFolder, clock: Clock) -> None:
    connection = database.connect(old_folder.journal_file, KEY)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(NewerFormat):
        open_with_key(old_folder, KEY, clock)
    assert list_backups(old_folder) == ()


# Version 2, before situations ----------------------------------------------------------------------


@pytest.fixture
def migrated_journal(tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Journal]:
    """A stored journal of a version, migrated to the newest."""
    path = tmp_path / "logboek.db"
    shutil.copy(STORED / f"logboek-v{request.param}.db", path)
    connection = database.connect(path, KEY)
    assert migrations.schema_version(connection) == request.param
    migrations.migrate(connection, path)
    opened = Journal(connection, clock, path)
    yield opened
    opened.close()


@pytest.mark.parametrize("migrated_journal", [2], indirect=True)
def test_entries_of_version_2_belong_to_no_situation(migrated_journal: Journal) -> None:
    (line,) = migrated_journal.summaries()
    assert line.situation is None
    assert [answer.text for answer in migrated_journal.entry(line.id).answers] == ["van voor de situaties"]
    assert [hit.entry for hit in search_entries(migrated_journal, "situaties")] == [line.id]
    assert situations.list_situations(migrated_journal) == ()


@pytest.mark.parametrize("migrated_journal", [2], indirect=True)
def test_an_entry_of_version_2_can_be_moved_to_a_situation(migrated_journal: Journal) -> None:
    situation = situations.create_situation(migrated_journal, "Regenboog")
    assert situations.move_entry_to_situation(migrated_journal, "a1", situation.id)
    assert [line.id for line in migrated_journal.summaries(situation=situation.id)] == ["a1"]


# Version 3, before meetings --------------------------------------------------------------------------


@pytest.mark.parametrize("migrated_journal", [3], indirect=True)
def test_entries_of_version_3_are_there_and_belong_to_no_meeting(migrated_journal: Journal) -> None:
    second, first = migrated_journal.summaries()
    assert (first.meeting, second.meeting) == (None, None)
    (rainbow,) = situations.list_situations(migrated_journal)
    assert (first.situation, rainbow.name) == (rainbow.id, "Regenboog")
    entry = migrated_journal.entry(f"{ID}1")
    assert [answer.text for answer in entry.answers] == ["het overleg was rustig"]
    assert [placement.value for placement in list_trails(migrated_journal)] == [30]
    assert [
        revision.text for revision in list_revisions(migrated_journal, entry.id, Address(step="vraag"))
    ] == ["het overleg was stroef"]
    assert [draft.text for draft in migrated_journal.drafts(f"{ID}2")] == ["nog niet af"]
    assert migrated_journal.entry(f"{ID}2").answers[0].shared
    assert [summary.id for summary in summaries_in_bin(migrated_journal)] == [f"{ID}3"]
    assert (meetings.list_meetings(migrated_journal), meetings.list_series(migrated_journal)) == ((), ())


@pytest.mark.parametrize("migrated_journal", [3], indirect=True)
def test_names_are_found_after_migrating_version_3(migrated_journal: Journal) -> None:
    assert [hit.entry for hit in search_entries(migrated_journal, "regenboog")] == [f"{ID}1"]
    meeting = meetings.create_meeting(migrated_journal, "Regiotafel")
    migrated_journal.save(replace(migrated_journal.entry(f"{ID}2"), id="nieuw", meeting=meeting.id))
    assert [hit.entry for hit in search_entries(migrated_journal, "regiotafel")] == ["nieuw"]
    assert [line.id for line in migrated_journal.summaries(meeting=meeting.id)] == ["nieuw"]
    assert search_entries(migrated_journal, "weggegooid") == ()


@pytest.mark.parametrize("migrated_journal", [3], indirect=True)
def test_a_migrated_version_3_journal_is_intact(migrated_journal: Journal) -> None:
    assert list(find_problems(migrated_journal.connection)) == []
    with migrated_journal.write_transaction() as (connection, _):
        assert search_index_matches(connection)


# Version 6, before the versions of invitations ---------------------------------------------------------


@pytest.mark.parametrize("migrated_journal", [6], indirect=True)
def test_meetings_of_version_6_can_be_taken_from_any_version(migrated_journal: Journal) -> None:
    regional, tuesday = meetings.list_meetings(migrated_journal)
    assert (regional.name, regional.uid, tuesday.name) == ("Regiotafel", "a@b", "Dinsdagtafel")
    assert regional.version == tuesday.version == NO_VERSION
    version = InvitationVersion(sequence=2, stamp="2026-11-01T09:00:00")
    moved = meetings.reschedule_meeting(migrated_journal, regional.id, dt.date(2026, 11, 25), None, version)
    assert meetings.get_meeting(migrated_journal, regional.id) == moved
    assert moved.version == version


# Version 7, before filters and parts of words -----------------------------------------------------------


@pytest.mark.parametrize("migrated_journal", [7], indirect=True)
def test_entries_of_version_7_can_be_filtered_and_found_by_a_part_of_a_word(
    migrated_journal: Journal,
) -> None:
    assert [hit.entry for hit in search_entries(migrated_journal, "beschermer")] == [f"{ID}1"]
    for criteria in (EntryFilter(field="kern:sv4"), EntryFilter(is_shared=True)):
        assert [line.id for line in filter_entries(migrated_journal, criteria, 9)] == [f"{ID}1"]
    assert used_facet_values(migrated_journal, "exercise") == ("kern:sv4", "kern:vrij-schrijven")
    assert_intact(migrated_journal)


# Helpers ---------------------------------------------------------------------------------------------


def assert_intact(journal: Journal) -> None:
    assert list(find_problems(journal.connection)) == []
    with journal.write_transaction() as (connection, _):
        assert search_index_matches(connection)


def schema_of(journal: Journal) -> set[tuple[str, str]]:
    """Return every table with its columns and every index, regardless of the SQL that created them."""
    connection = journal.connection
    names = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    return {
        (kind, f"{name}: {connection.execute(f'PRAGMA table_xinfo({name})').fetchall()}")
        for kind, name in names
    }


def database_error() -> type[Exception]:
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    error: type[Exception] = dbapi2.Error
    return error
