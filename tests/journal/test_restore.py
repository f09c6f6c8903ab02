"""Putting a copy back: seen before it is done, whole or not at all, and what was there is kept."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import (
    CannotBackUp,
    CannotRestore,
    CannotWrite,
    DamagedJournal,
    DamagedKeys,
    NewerFormat,
)
from reflectie.journal import copying, database, schema
from reflectie.journal import restore as restoring
from reflectie.journal.backups import Backup, listed
from reflectie.journal.copying import back_up, home_of
from reflectie.journal.fitting import preview, with_keys
from reflectie.journal.folder import Folder
from reflectie.journal.keys import make_keys, unlock
from reflectie.journal.opening import create_journal, open_journal, open_with_key
from reflectie.journal.restore import restore, restore_keys
from reflectie.journal.slots import KdfCost
from reflectie.journal.store import Clock, Journal

TODAY = dt.date(2026, 11, 22)
Say = Callable[..., Answer]


@pytest.fixture
def key(journal: Journal) -> bytes:
    return home_of(journal).data_key


@pytest.fixture
def backup(journal: Journal, entry: Entry, said: Say) -> Backup:
    """A copy with three entries, after which one went, one changed and one came."""
    for name in ("weg", "anders", "gelijk"):
        journal.keep(replace(entry, id=name), [said(f"{name} van toen")])
    made = back_up(journal, TODAY - dt.timedelta(days=1))
    journal.erase(["weg"])
    journal.keep(replace(entry, id="anders"), [said("anders van nu")])
    journal.keep(replace(entry, id="nieuw"), [said("nieuw van nu")])
    return made


def texts(journal: Journal) -> set[str]:
    return {journal.entry(summary.id).answers[0].text for summary in journal.summaries()}


THEN = {"weg van toen", "anders van toen", "gelijk van toen"}
NOW = {"anders van nu", "gelijk van toen", "nieuw van nu"}


def test_it_is_told_what_will_change_and_nothing_changes(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    seen = preview(folder, backup, key)
    assert (seen.added, seen.lost, seen.changed) == (1, 1, 1)
    assert seen.newest_now and seen.newest_then and seen.newest_then < seen.newest_now
    assert texts(journal) == NOW


def test_an_open_window_sees_what_was_put_back_and_can_write(
    journal: Journal, folder: Folder, backup: Backup, key: bytes, clock: Clock, entry: Entry, said: Say
) -> None:
    aside = restore(folder, backup, key, TODAY)
    assert texts(journal) == THEN
    journal.keep(replace(entry, id="nog"), [said("erna")])
    assert [hit.entry for hit in journal.search("toen erna")] == []
    assert [hit.entry for hit in journal.search("erna")] == ["nog"]
    assert aside is not None
    before = open_with_key(next(b for b in listed(folder) if b.journal == aside), key, clock)
    assert texts(before) == NOW
    before.close()


def test_what_was_put_back_can_be_undone(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    aside = restore(folder, backup, key, TODAY)
    restore(folder, next(b for b in listed(folder) if b.journal == aside), key, TODAY)
    assert texts(journal) == NOW


@pytest.mark.parametrize("damage", ["middle", "cut", "empty", "missing", "text", "hot"])
def test_a_damaged_journal_is_replaced_and_kept_aside(
    journal: Journal, folder: Folder, backup: Backup, key: bytes, clock: Clock, damage: str
) -> None:
    journal.close()
    content = spoil(folder.journal, damage)
    aside = restore(folder, backup, key, TODAY)
    opened = open_with_key(folder, key, clock)
    assert texts(opened) == THEN
    opened.close()
    if content is None:
        assert aside is None
    else:
        assert aside is not None
        assert aside.read_bytes() == content


def spoil(path: Path, damage: str) -> bytes | None:
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


def test_what_was_replaced_can_come_back_however_many_copies_follow_that_day(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    aside = restore(folder, backup, key, TODAY)
    for _ in range(5):
        back_up(journal, TODAY)
    assert [one.number for one in listed(folder) if one.day == TODAY] == [6, 5, 4, 1]
    way_back = next(one for one in listed(folder) if one.journal == aside)
    restore(folder, way_back, key, TODAY)
    assert texts(journal) == NOW


def test_what_was_replaced_goes_with_its_day(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    aside = restore(folder, backup, key, TODAY)
    for age in range(1, 30):
        back_up(journal, TODAY + dt.timedelta(days=age))
    # Sunday 22 November is the last day of its week, so that its copies stay until four weeks follow it.
    assert aside is not None and aside.exists()
    for age in range(30, 60):
        back_up(journal, TODAY + dt.timedelta(days=age))
    assert not aside.exists()


def test_a_copy_of_another_journal_is_refused_for_that_reason(
    journal: Journal, folder: Folder, tmp_path: Path, clock: Clock, key: bytes, password: str, cheap: KdfCost
) -> None:
    other = create_journal(Folder(tmp_path / "ander"), password, clock, cheap)
    made = back_up(other, TODAY)
    for look in (lambda: preview(folder, made, key), lambda: restore(folder, made, key, TODAY)):
        with pytest.raises(CannotRestore, match="hoort bij een ander logboek: jouw sleutel"):
            look()
    made.own_keys.unlink()
    with pytest.raises(CannotRestore, match="beschadigd, of hoort bij een ander"):
        restore(folder, made, key, TODAY)
    other.close()


def test_a_damaged_copy_is_refused_for_that_reason(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    spoil(backup.journal, "middle")
    with pytest.raises(CannotRestore, match="is beschadigd"):
        restore(folder, backup, key, TODAY)
    assert texts(journal) == NOW


def test_a_copy_of_a_newer_program_is_refused(
    journal: Journal, folder: Folder, backup: Backup, key: bytes
) -> None:
    connection = database.connect(backup.journal, key)
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(NewerFormat):
        restore(folder, backup, key, TODAY)
    assert texts(journal) == NOW


def test_a_copy_of_an_older_program_comes_back_in_the_version_of_now(
    tmp_path: Path, clock: Clock, cheap: KdfCost
) -> None:
    stored = Path(__file__).parents[1] / "data" / "logboek-v1.db"
    made = Backup(tmp_path, stored.name, TODAY)
    made.journal.write_bytes(stored.read_bytes())
    make_keys(made, "woord", cheap, bytes(range(32)))
    new = Folder(tmp_path / "nieuw")
    restore(new, made, unlock(made, "woord"), TODAY)
    assert not new.backups.exists()
    opened = open_journal(new, "woord", clock)
    assert opened.count() == 3
    opened.close()
    assert not new.backups.exists()


def test_on_a_new_computer_a_copy_brings_journal_and_keys(
    journal: Journal, backup: Backup, tmp_path: Path, clock: Clock, password: str
) -> None:
    new = Folder(tmp_path / "nieuw")
    assert restore(new, backup, unlock(backup, password), TODAY) is None
    opened = open_journal(new, password, clock)
    assert texts(opened) == THEN
    opened.close()


def test_a_whole_folder_that_was_copied_counts_as_a_copy(
    journal: Journal, folder: Folder, tmp_path: Path, clock: Clock, password: str, backup: Backup
) -> None:
    journal.close()
    taken = Backup(folder.path, "logboek.db", TODAY)
    new = Folder(tmp_path / "nieuw")
    restore(new, taken, unlock(taken, password), TODAY)
    opened = open_journal(new, password, clock)
    assert texts(opened) == NOW
    opened.close()


def test_only_the_keys_come_back_and_the_entries_of_today_stay(
    journal: Journal, folder: Folder, backup: Backup, clock: Clock, password: str
) -> None:
    journal.close()
    before = folder.journal.read_bytes()
    folder.keys.write_bytes(b"kapot")
    with pytest.raises(DamagedKeys) as damage:
        open_journal(folder, password, clock)
    assert damage.value.newest_backup == backup.journal
    assert backup.name in str(damage.value)
    restore_keys(folder, with_keys(folder)[0], TODAY)
    assert folder.journal.read_bytes() == before
    assert [path.read_bytes() for path in folder.backups.glob("beschadigd-*")] == [b"kapot"]
    opened = open_journal(folder, password, clock)
    assert texts(opened) == NOW
    opened.close()


def test_damage_names_the_newest_good_copy(
    journal: Journal, folder: Folder, backup: Backup, key: bytes, clock: Clock
) -> None:
    broken = back_up(journal, TODAY)
    journal.close()
    spoil(broken.journal, "middle")
    spoil(folder.journal, "cut")
    with pytest.raises(DamagedJournal) as damage:
        open_with_key(folder, key, clock)
    assert damage.value.newest_backup == backup.journal
    assert "Je wachtwoord is niet het probleem" in str(damage.value)


FULL_AT = [(copying, "make_private_file"), (restoring, "make_private_file"), (restoring, "replace_durably")]


@pytest.mark.parametrize(("damaged", "place"), [(False, 0), (False, 1), (True, 1), (True, 2)])
def test_a_full_disk_leaves_the_journal_of_now(
    journal: Journal,
    folder: Folder,
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
        spoil(folder.journal, "middle")
    content = folder.journal.read_bytes()
    monkeypatch.setattr(*FULL_AT[place], full)
    with pytest.raises((CannotWrite, CannotBackUp), match="de schijf is vol"):
        restore(folder, backup, key, TODAY)
    assert folder.journal.read_bytes() == content
    assert {path.name for path in folder.path.iterdir()} == {"kopieen", "logboek.db", "sleutels.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("damaged", [True, False])
def test_a_journal_behind_a_link_stays_behind_it(
    journal: Journal, folder: Folder, backup: Backup, key: bytes, clock: Clock, tmp_path: Path, damaged: bool
) -> None:
    journal.close()
    real = tmp_path / "schijf" / "echt.db"
    real.parent.mkdir()
    folder.journal.rename(real)
    folder.journal.symlink_to(real)
    if damaged:
        spoil(real, "middle")
    restore(folder, backup, key, TODAY)
    assert folder.journal.is_symlink()
    opened = open_with_key(folder, key, clock)
    assert texts(opened) == THEN
    opened.close()
    assert [path.name for path in real.parent.iterdir()] == ["echt.db"]
