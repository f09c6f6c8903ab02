"""Restoring a backup: previewed, complete or not at all, and the replaced journal is kept."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import (
    CannotBackUp,
    CannotWrite,
    DamagedJournal,
    DamagedKeyFile,
    NewerFormat,
    ReflectieError,
)
from reflectie.journal import database, migrations
from reflectie.journal.backup import create_backup
from reflectie.journal.backup import restore as restoring
from reflectie.journal.backup.backups import Backup, list_backups
from reflectie.journal.backup.create_backup import back_up_journal, location_of
from reflectie.journal.backup.restore import restore_backup, restore_key_file
from reflectie.journal.backup.restore_preview import backups_with_key_file, preview_restore
from reflectie.journal.bin import erase_entries
from reflectie.journal.find_entries import count_entries, search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_journal, open_with_key

TODAY = dt.date(2026, 11, 22)
MakeAnswer = Callable[..., Answer]


@pytest.fixture
def key(journal: Journal) -> bytes:
    return location_of(journal).data_key


@pytest.fixture
def backup(journal: Journal, entry: Entry, make_answer: MakeAnswer) -> Backup:
    """A backup with three entries, after which one was erased, one changed and one added."""
    for name in ("weg", "anders", "gelijk"):
        journal.save(replace(entry, id=name), [make_answer(f"{name} van toen")])
    backup_made = back_up_journal(journal, TODAY - dt.timedelta(days=1))
    erase_entries(journal, ["weg"])
    journal.save(replace(entry, id="anders"), [make_answer("anders van nu")])
    journal.save(replace(entry, id="nieuw"), [make_answer("nieuw van nu")])
    return backup_made


def texts(journal: Journal) -> set[str]:
    return {journal.entry(summary.id).answers[0].text for summary in journal.summaries()}


THEN = {"weg van toen", "anders van toen", "gelijk van toen"}
NOW = {"anders van nu", "gelijk van toen", "nieuw van nu"}


def test_a_preview_says_what_would_change_and_changes_nothing(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes
) -> None:
    preview = preview_restore(folder, backup, key)
    assert (preview.added, preview.removed, preview.changed) == (1, 1, 1)
    assert (
        preview.journal_changed_at
        and preview.backup_changed_at
        and preview.backup_changed_at < preview.journal_changed_at
    )
    assert texts(journal) == NOW


def test_an_open_connection_sees_the_restored_entries_and_can_write(
    journal: Journal,
    folder: JournalFolder,
    backup: Backup,
    key: bytes,
    clock: Clock,
    entry: Entry,
    make_answer: MakeAnswer,
) -> None:
    replaced = restore_backup(folder, backup, key, TODAY)
    assert texts(journal) == THEN
    journal.save(replace(entry, id="nog"), [make_answer("erna")])
    assert [hit.entry for hit in search_entries(journal, "toen erna")] == []
    assert [hit.entry for hit in search_entries(journal, "erna")] == ["nog"]
    assert replaced is not None
    before = open_with_key(next(b for b in list_backups(folder) if b.journal_file == replaced), key, clock)
    assert texts(before) == NOW
    before.close()


def test_a_restore_can_be_undone(journal: Journal, folder: JournalFolder, backup: Backup, key: bytes) -> None:
    replaced = restore_backup(folder, backup, key, TODAY)
    restore_backup(folder, next(b for b in list_backups(folder) if b.journal_file == replaced), key, TODAY)
    assert texts(journal) == NOW


@pytest.mark.parametrize("damage", ["middle", "cut", "empty", "missing", "text", "hot"])
def test_a_damaged_journal_is_replaced_and_saved(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes, clock: Clock, damage: str
) -> None:
    journal.close()
    content = damage_file(folder.journal_file, damage)
    replaced = restore_backup(folder, backup, key, TODAY)
    opened = open_with_key(folder, key, clock)
    assert texts(opened) == THEN
    opened.close()
    if content is None:
        assert replaced is None
    else:
        assert replaced is not None
        assert replaced.read_bytes() == content


def damage_file(path: Path, damage: str) -> bytes | None:
    content = bytearray(path.read_bytes())
    if damage == "middle":
        content[len(content) // 2] ^= 1
    elif damage == "cut":
        del content[5000:]
    elif damage == "empty":
        content.clear()
    elif damage == "text":
        content[:] = b"geen logboek " * 1000
    elif damage == "hot":
        path.with_name(f"{path.name}-journal").write_bytes(b"rommel" * 1000)
    if damage == "missing":
        path.unlink()
        return None
    path.write_bytes(content)
    return bytes(content)


def test_a_replaced_journal_is_kept_however_many_backups_follow_that_day(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes
) -> None:
    replaced = restore_backup(folder, backup, key, TODAY)
    for _ in range(5):
        back_up_journal(journal, TODAY)
    assert [saved.number for saved in list_backups(folder) if saved.day == TODAY] == [6, 5, 4, 1]
    replaced_backup = next(saved for saved in list_backups(folder) if saved.journal_file == replaced)
    restore_backup(folder, replaced_backup, key, TODAY)
    assert texts(journal) == NOW


def test_a_replaced_journal_is_removed_with_the_backups_of_its_day(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes
) -> None:
    replaced = restore_backup(folder, backup, key, TODAY)
    for age in range(1, 30):
        back_up_journal(journal, TODAY + dt.timedelta(days=age))
    # Sunday 22 November is the last day of its week, so its backups stay until four more weeks have backups.
    assert replaced is not None and replaced.exists()
    for age in range(30, 60):
        back_up_journal(journal, TODAY + dt.timedelta(days=age))
    assert not replaced.exists()


def test_a_backup_of_another_journal_is_refused_for_that_reason(
    journal: Journal,
    folder: JournalFolder,
    tmp_path: Path,
    clock: Clock,
    key: bytes,
    password: str,
    cheap: KdfCost,
) -> None:
    other = create_journal(JournalFolder(tmp_path / "ander"), password, clock, cheap)
    backup_made = back_up_journal(other, TODAY)
    for look in (
        lambda: preview_restore(folder, backup_made, key),
        lambda: restore_backup(folder, backup_made, key, TODAY),
    ):
        with pytest.raises(ReflectieError, match=r"^De kopie .*hoort bij een ander logboek: jouw sleutel"):
            look()
    backup_made.own_key_file.unlink()
    with pytest.raises(ReflectieError, match=r"^De kopie .*beschadigd, of hoort bij een ander"):
        restore_backup(folder, backup_made, key, TODAY)
    other.close()


def test_a_damaged_backup_is_refused_for_that_reason(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes
) -> None:
    damage_file(backup.journal_file, "middle")
    with pytest.raises(ReflectieError, match=r"^De kopie .*is beschadigd"):
        restore_backup(folder, backup, key, TODAY)
    assert texts(journal) == NOW


def test_a_backup_of_a_newer_program_is_refused(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes
) -> None:
    connection = database.connect(backup.journal_file, key)
    connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(NewerFormat):
        restore_backup(folder, backup, key, TODAY)
    assert texts(journal) == NOW


def test_a_backup_of_an_older_program_is_migrated(tmp_path: Path, clock: Clock, cheap: KdfCost) -> None:
    stored = Path(__file__).parents[1] / "data" / "logboek-v1.db"
    backup_made = Backup(tmp_path, stored.name, TODAY)
    backup_made.journal_file.write_bytes(stored.read_bytes())
    create_key_file(backup_made, "woord", cheap, bytes(range(32)))
    new = JournalFolder(tmp_path / "nieuw")
    restore_backup(new, backup_made, unlock_with_password(backup_made, "woord"), TODAY)
    assert not new.backups_folder.exists()
    opened = open_journal(new, "woord", clock)
    assert count_entries(opened) == 3
    opened.close()
    assert not new.backups_folder.exists()


def test_a_restore_on_a_new_computer_brings_database_and_key_file(
    journal: Journal, backup: Backup, tmp_path: Path, clock: Clock, password: str
) -> None:
    new = JournalFolder(tmp_path / "nieuw")
    assert restore_backup(new, backup, unlock_with_password(backup, password), TODAY) is None
    opened = open_journal(new, password, clock)
    assert texts(opened) == THEN
    opened.close()


def test_a_copied_journal_folder_counts_as_a_backup(
    journal: Journal, folder: JournalFolder, tmp_path: Path, clock: Clock, password: str, backup: Backup
) -> None:
    journal.close()
    copied = Backup(folder.path, "logboek.db", TODAY)
    new = JournalFolder(tmp_path / "nieuw")
    restore_backup(new, copied, unlock_with_password(copied, password), TODAY)
    opened = open_journal(new, password, clock)
    assert texts(opened) == NOW
    opened.close()


def test_restoring_only_the_key_file_leaves_the_entries(
    journal: Journal, folder: JournalFolder, backup: Backup, clock: Clock, password: str
) -> None:
    journal.close()
    before = folder.journal_file.read_bytes()
    folder.key_file.write_bytes(b"kapot")
    with pytest.raises(DamagedKeyFile) as damage:
        open_journal(folder, password, clock)
    assert damage.value.newest_backup == backup.journal_file
    assert backup.name in str(damage.value)
    restore_key_file(folder, backups_with_key_file(folder)[0], TODAY)
    assert folder.journal_file.read_bytes() == before
    assert [path.read_bytes() for path in folder.backups_folder.glob("beschadigd-*")] == [b"kapot"]
    opened = open_journal(folder, password, clock)
    assert texts(opened) == NOW
    opened.close()


def test_damage_names_the_newest_undamaged_backup(
    journal: Journal, folder: JournalFolder, backup: Backup, key: bytes, clock: Clock
) -> None:
    broken = back_up_journal(journal, TODAY)
    journal.close()
    damage_file(broken.journal_file, "middle")
    damage_file(folder.journal_file, "cut")
    with pytest.raises(DamagedJournal) as damage:
        open_with_key(folder, key, clock)
    assert damage.value.newest_backup == backup.journal_file
    assert "Je wachtwoord is niet het probleem" in str(damage.value)


FULL_AT = [
    (create_backup, "create_private_file"),
    (restoring, "create_private_file"),
    (restoring, "replace_durably"),
]


@pytest.mark.parametrize(("damaged", "place"), [(False, 0), (False, 1), (True, 1), (True, 2)])
def test_a_full_disk_during_a_restore_leaves_the_journal(
    journal: Journal,
    folder: JournalFolder,
    backup: Backup,
    key: bytes,
    damaged: bool,
    place: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    journal.close()
    if damaged:
        damage_file(folder.journal_file, "middle")
    content = folder.journal_file.read_bytes()
    monkeypatch.setattr(*FULL_AT[place], full)
    with pytest.raises((CannotWrite, CannotBackUp), match="de schijf is vol"):
        restore_backup(folder, backup, key, TODAY)
    assert folder.journal_file.read_bytes() == content
    assert {path.name for path in folder.path.iterdir()} == {"kopieen", "logboek.db", "sleutels.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("damaged", [True, False])
def test_a_restore_keeps_a_link_to_the_journal(
    journal: Journal,
    folder: JournalFolder,
    backup: Backup,
    key: bytes,
    clock: Clock,
    tmp_path: Path,
    damaged: bool,
) -> None:
    journal.close()
    real = tmp_path / "schijf" / "echt.db"
    real.parent.mkdir()
    folder.journal_file.rename(real)
    folder.journal_file.symlink_to(real)
    if damaged:
        damage_file(real, "middle")
    restore_backup(folder, backup, key, TODAY)
    assert folder.journal_file.is_symlink()
    opened = open_with_key(folder, key, clock)
    assert texts(opened) == THEN
    opened.close()
    assert [path.name for path in real.parent.iterdir()] == ["echt.db"]
