"""Backups are made while the journal is open, verified, private, and kept for some weeks."""

import asyncio
import datetime as dt
import errno
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import CannotBackUp, DamagedJournal
from reflectie.journal.backup import create_backup
from reflectie.journal.backup.backups import (
    DAILY_BACKUPS,
    WEEKLY_BACKUPS,
    Backup,
    backup_is_due,
    days_to_keep,
    list_backups,
    newest_good_backup,
)
from reflectie.journal.backup.create_backup import back_up_journal, location_of, write_backup
from reflectie.journal.backup.integrity import verify_database
from reflectie.journal.find_entries import search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file, unlock_with_password
from reflectie.journal.opening import open_with_key
from reflectie.journal.worker import JournalWorker

from ..conftest import NOW, TODAY

MakeAnswer = Callable[..., Answer]

days = st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), max_size=60)


# Rotation -----------------------------------------------------------------------------------------


@given(days=days)
def test_the_newest_days_are_kept_and_never_too_many(days: list[dt.date]) -> None:
    stay = days_to_keep(days)
    assert stay <= set(days)
    assert len(stay) <= DAILY_BACKUPS + WEEKLY_BACKUPS
    assert set(sorted(set(days), reverse=True)[:DAILY_BACKUPS]) <= stay
    assert days_to_keep(stay) == stay


@given(gaps=st.lists(st.integers(1, 3), min_size=60, max_size=90))
def test_regular_use_keeps_backups_of_several_weeks(gaps: list[int]) -> None:
    stay: frozenset[dt.date] = frozenset()
    day = dt.date(2026, 1, 1)
    for gap in gaps:
        day += dt.timedelta(days=gap)
        stay = days_to_keep([*stay, day])
        assert day in stay
    assert day - min(stay) >= dt.timedelta(weeks=WEEKLY_BACKUPS)


def test_rotation_keeps_three_backups_per_day_and_removes_old_ones(
    journal: Journal, folder: JournalFolder
) -> None:
    for age in (100, 60, *range(20, 0, -1)):
        back_up_journal(journal, TODAY - dt.timedelta(days=age))
    for _ in range(5):
        newest = back_up_journal(journal, TODAY)
    backups = list_backups(folder)
    assert backups[0] == newest
    assert [backup.number for backup in backups if backup.day == TODAY] == [5, 4, 3]
    assert len({backup.day for backup in backups}) <= DAILY_BACKUPS + WEEKLY_BACKUPS
    names = {path.name for backup in backups for path in (backup.journal_file, backup.own_key_file)}
    assert {path.name for path in folder.backups_folder.iterdir()} == names


# Creating a backup ---------------------------------------------------------------------------------


def test_a_backup_opens_with_its_own_key_file_and_has_the_same_content(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    entry: Entry,
    make_answer: MakeAnswer,
    password: str,
) -> None:
    journal.save(entry, [make_answer("woorden")])
    backup = back_up_journal(journal, TODAY)
    assert backup.name == "logboek-2026-11-22.db"
    opened = open_with_key(backup, unlock_with_password(backup, password), clock)
    assert opened.entry("a1") == journal.entry("a1")
    assert [hit.words for hit in search_entries(opened, "woorden")] == ["woorden"]
    opened.close()
    assert (backup_is_due(folder, TODAY), backup_is_due(folder, TODAY + dt.timedelta(days=1))) == (
        False,
        True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_backups_are_private(journal: Journal, folder: JournalFolder) -> None:
    back_up_journal(journal, TODAY)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.backups_folder.iterdir()}
    assert (modes, stat.S_IMODE(folder.backups_folder.stat().st_mode)) == ({0o600}, 0o700)


def test_a_backup_contains_no_plain_text(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("kanariepietje " * 50)])
    back_up_journal(journal, TODAY)
    assert not any(b"kanariepietje" in path.read_bytes() for path in folder.backups_folder.iterdir())


def test_a_write_during_a_backup_is_included(
    journal: Journal, entry: Entry, make_answer: MakeAnswer, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.save(entry, [make_answer("w" * 50_000)])
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 2)
    steps = []

    def save_halfway(done: int, pages: int) -> None:
        steps.append(done)
        journal.save(entry, [make_answer(f"halfweg {done}")])

    backup = back_up_journal(journal, TODAY, save_halfway)
    assert len(steps) > 5
    row_counts = verify_database(backup.journal_file, location_of(journal).data_key)
    assert row_counts["revision"] == len(steps)


def test_a_backup_stopped_by_its_progress_callback_leaves_nothing_behind(
    journal: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up_journal(journal, TODAY, stop)
    assert list(folder.backups_folder.iterdir()) == []


def test_a_full_disk_leaves_the_older_backups(
    journal: Journal, folder: JournalFolder, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up_journal(journal, TODAY)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("reflectie.journal.folder.replace_durably", full)
    monkeypatch.setattr(create_backup, "move_to_new", full)
    with pytest.raises(CannotBackUp, match="de schijf is vol"):
        back_up_journal(journal, TODAY + dt.timedelta(days=1))
    assert [path.suffix for path in sorted(folder.backups_folder.iterdir())] == [".db", ".json"]
    journal.save(entry)


def test_a_damaged_copy_never_becomes_a_backup(
    journal: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(path: Path, _: bytes) -> None:
        raise DamagedJournal(path, "is beschadigd")

    monkeypatch.setattr(create_backup, "verify_database", damaged)
    with pytest.raises(CannotBackUp, match="klopt niet"):
        back_up_journal(journal, TODAY)
    assert list(folder.backups_folder.iterdir()) == []


def test_a_damaged_key_file_is_not_copied_to_a_new_backup(journal: Journal, folder: JournalFolder) -> None:
    back_up_journal(journal, TODAY)
    folder.key_file.write_bytes(b"{}")
    backup = back_up_journal(journal, TODAY + dt.timedelta(days=1))
    read_verified_key_file(backup, location_of(journal).data_key)


def test_without_an_intact_key_file_no_backup_is_made(journal: Journal, folder: JournalFolder) -> None:
    folder.key_file.write_bytes(b"{}")
    with pytest.raises(CannotBackUp, match="sleutelbestand"):
        back_up_journal(journal, TODAY)
    assert list_backups(folder) == ()


def test_a_journal_in_memory_cannot_be_backed_up(memory: Journal) -> None:
    with pytest.raises(CannotBackUp):
        back_up_journal(memory, TODAY)


def test_the_newest_undamaged_backup_is_found(journal: Journal, folder: JournalFolder) -> None:
    data_key = location_of(journal).data_key
    good, broken, keyless = (back_up_journal(journal, TODAY + dt.timedelta(days=age)) for age in range(3))
    content = bytearray(broken.journal_file.read_bytes())
    content[len(content) // 2] ^= 1
    broken.journal_file.write_bytes(content)
    keyless.own_key_file.unlink()
    later = NOW + dt.timedelta(days=9)
    assert newest_good_backup(folder, later, data_key) == good
    assert newest_good_backup(folder, later) == broken  # without the key only the key files can be checked
    assert newest_good_backup(JournalFolder(folder.path / "leeg"), later) is None


def test_a_backup_under_another_name_has_its_key_file(
    journal: Journal, tmp_path: Path, password: str
) -> None:
    backup = write_backup(journal.connection, location_of(journal), Backup(tmp_path, "mijn.db", TODAY))
    assert unlock_with_password(backup, password) == location_of(journal).data_key


# In the background ---------------------------------------------------------------------------------


async def test_saves_go_on_during_a_backup(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    entry: Entry,
    make_answer: MakeAnswer,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal.save(entry, [make_answer("w" * 90_000)])
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)
    data_key = unlock_with_password(folder, password)
    worker = JournalWorker(lambda: open_with_key(folder, data_key, clock))
    order: list[str] = []
    loop, started, handed_over = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def progress(done: int, pages: int) -> None:
        loop.call_soon_threadsafe(started.set)
        handed_over.wait(10)
        order.append("stap")

    def save(opened: Journal) -> None:
        opened.save(entry, [make_answer("tussendoor")])
        order.append("bewaard")

    backing_up = asyncio.create_task(worker.back_up(TODAY, progress))
    await started.wait()
    saving = asyncio.create_task(worker.call(save))
    await asyncio.sleep(0)
    handed_over.set()
    await saving
    backup = await backing_up
    assert backup is not None
    assert "stap" in order[order.index("bewaard") :]
    assert await worker.back_up(TODAY) is None
    worker.close()
    opened = open_with_key(backup, data_key, clock)
    assert search_entries(opened, "tussendoor")
    opened.close()


async def test_closing_does_not_wait_for_a_backup(
    journal: Journal, folder: JournalFolder, clock: Clock, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)
    data_key = unlock_with_password(folder, password)
    worker = JournalWorker(lambda: open_with_key(folder, data_key, clock))
    loop, started, closing = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def progress(done: int, pages: int) -> None:
        loop.call_soon_threadsafe(started.set)
        closing.wait(10)

    task = asyncio.create_task(worker.back_up(TODAY, progress))
    await started.wait()
    closer = asyncio.create_task(asyncio.to_thread(worker.close))
    while not worker._closed:  # noqa: ASYNC110 - closing tells nobody that it began
        await asyncio.sleep(0.01)
    closing.set()
    await closer
    with pytest.raises(CannotBackUp, match="gaat dicht"):
        await task
    assert list(folder.backups_folder.iterdir()) == []


# A wrong clock ------------------------------------------------------------------------------------


def test_backups_of_a_day_after_today_take_no_place_of_real_ones(
    journal: Journal, folder: JournalFolder
) -> None:
    wrong = [back_up_journal(journal, TODAY + dt.timedelta(days=300 + age)) for age in range(7)]
    real = [back_up_journal(journal, TODAY + dt.timedelta(days=age)) for age in range(7)]
    assert {*wrong, *real} == set(list_backups(folder))


def test_backups_seen_before_their_day_take_no_place_when_that_day_has_come(
    journal: Journal, folder: JournalFolder
) -> None:
    wrong = [back_up_journal(journal, TODAY + dt.timedelta(days=3 + age)) for age in range(7)]
    real = []
    for age in range(12):
        day = TODAY + dt.timedelta(days=age)
        assert backup_is_due(folder, day)
        real.append(back_up_journal(journal, day))
        assert not backup_is_due(folder, day)
    assert {*wrong, *real[-DAILY_BACKUPS:]} <= set(list_backups(folder))


def test_the_newest_backup_is_the_one_with_the_newest_content(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer
) -> None:
    data_key = location_of(journal).data_key
    journal.save(entry, [make_answer("eerst")])
    back_up_journal(journal, TODAY + dt.timedelta(days=300))  # the clock was a year ahead
    journal.save(entry, [make_answer("later")])
    newest = back_up_journal(journal, TODAY)
    back_up_journal(journal, TODAY + dt.timedelta(days=400)).own_key_file.unlink()
    later = NOW + dt.timedelta(hours=1)
    assert newest_good_backup(folder, later, data_key) == newest
    assert newest_good_backup(folder, later) == newest
