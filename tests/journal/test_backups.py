"""Copies are made while the journal is open, proved, private, and kept for some weeks."""

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
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file, unlock_with_password
from reflectie.journal.opening import open_with_key
from reflectie.journal.worker import JournalWorker

TODAY = dt.date(2026, 11, 22)
Say = Callable[..., Answer]

days = st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), max_size=60)


# Which copies stay ---------------------------------------------------------------------------------


@given(days=days)
def test_the_newest_days_stay_and_never_more_than_a_handful(days: list[dt.date]) -> None:
    stay = days_to_keep(days)
    assert stay <= set(days)
    assert len(stay) <= DAILY_BACKUPS + WEEKLY_BACKUPS
    assert set(sorted(set(days), reverse=True)[:DAILY_BACKUPS]) <= stay
    assert days_to_keep(stay) == stay


@given(gaps=st.lists(st.integers(1, 3), min_size=60, max_size=90))
def test_who_opens_the_journal_often_can_go_back_for_weeks(gaps: list[int]) -> None:
    stay: frozenset[dt.date] = frozenset()
    day = dt.date(2026, 1, 1)
    for gap in gaps:
        day += dt.timedelta(days=gap)
        stay = days_to_keep([*stay, day])
        assert day in stay
    assert day - min(stay) >= dt.timedelta(weeks=WEEKLY_BACKUPS)


def test_rotating_keeps_three_copies_of_a_day_and_lets_go_of_old_ones(
    journal: Journal, folder: JournalFolder
) -> None:
    for age in (100, 60, *range(20, 0, -1)):
        back_up_journal(journal, TODAY - dt.timedelta(days=age))
    for _ in range(5):
        newest = back_up_journal(journal, TODAY)
    every = list_backups(folder)
    assert every[0] == newest
    assert [backup.number for backup in every if backup.day == TODAY] == [5, 4, 3]
    assert len({backup.day for backup in every}) <= DAILY_BACKUPS + WEEKLY_BACKUPS
    names = {path.name for backup in every for path in (backup.journal_file, backup.own_key_file)}
    assert {path.name for path in folder.backups_folder.iterdir()} == names


# Making one ----------------------------------------------------------------------------------------


def test_a_copy_opens_with_its_own_keys_and_holds_the_same(
    journal: Journal, folder: JournalFolder, clock: Clock, entry: Entry, said: Say, password: str
) -> None:
    journal.save(entry, [said("woorden")])
    made = back_up_journal(journal, TODAY)
    assert made.name == "logboek-2026-11-22.db"
    opened = open_with_key(made, unlock_with_password(made, password), clock)
    assert opened.entry("a1") == journal.entry("a1")
    assert [hit.words for hit in opened.search("woorden")] == ["woorden"]
    opened.close()
    assert (backup_is_due(folder, TODAY), backup_is_due(folder, TODAY + dt.timedelta(days=1))) == (
        False,
        True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_copies_are_for_the_user_only(journal: Journal, folder: JournalFolder) -> None:
    back_up_journal(journal, TODAY)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.backups_folder.iterdir()}
    assert (modes, stat.S_IMODE(folder.backups_folder.stat().st_mode)) == ({0o600}, 0o700)


def test_no_word_of_a_copy_is_in_plain_text(
    journal: Journal, folder: JournalFolder, entry: Entry, said: Say
) -> None:
    journal.save(entry, [said("kanariepietje " * 50)])
    back_up_journal(journal, TODAY)
    assert not any(b"kanariepietje" in path.read_bytes() for path in folder.backups_folder.iterdir())


def test_what_is_written_halfway_comes_along(
    journal: Journal, entry: Entry, said: Say, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.save(entry, [said("w" * 50_000)])
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 2)
    seen = []

    def meanwhile(done: int, pages: int) -> None:
        seen.append(done)
        journal.save(entry, [said(f"halfweg {done}")])

    made = back_up_journal(journal, TODAY, meanwhile)
    assert len(seen) > 5
    copied = verify_database(made.journal_file, location_of(journal).data_key)
    assert copied["revision"] == len(seen)


def test_a_progress_that_stops_it_leaves_nothing_behind(
    journal: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up_journal(journal, TODAY, stop)
    assert list(folder.backups_folder.iterdir()) == []


def test_a_full_disk_leaves_the_older_copies(
    journal: Journal, folder: JournalFolder, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up_journal(journal, TODAY)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("reflectie.journal.folder.replace_durably", full)
    monkeypatch.setattr(create_backup, "replace_durably", full)
    with pytest.raises(CannotBackUp, match="de schijf is vol"):
        back_up_journal(journal, TODAY + dt.timedelta(days=1))
    assert [path.suffix for path in sorted(folder.backups_folder.iterdir())] == [".db", ".json"]
    journal.save(entry)


def test_a_copy_that_does_not_hold_together_never_gets_its_name(
    journal: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(path: Path, _: bytes) -> None:
        raise DamagedJournal(path, "is beschadigd")

    monkeypatch.setattr(create_backup, "verify_database", damaged)
    with pytest.raises(CannotBackUp, match="klopt niet"):
        back_up_journal(journal, TODAY)
    assert list(folder.backups_folder.iterdir()) == []


def test_damaged_keys_do_not_spread_to_new_copies(journal: Journal, folder: JournalFolder) -> None:
    back_up_journal(journal, TODAY)
    folder.key_file.write_bytes(b"{}")
    made = back_up_journal(journal, TODAY + dt.timedelta(days=1))
    read_verified_key_file(made, location_of(journal).data_key)


def test_without_any_good_keys_there_is_no_copy(journal: Journal, folder: JournalFolder) -> None:
    folder.key_file.write_bytes(b"{}")
    with pytest.raises(CannotBackUp, match="sleutelbestand"):
        back_up_journal(journal, TODAY)
    assert list_backups(folder) == ()


def test_a_journal_in_memory_has_nothing_to_copy(memory: Journal) -> None:
    with pytest.raises(CannotBackUp):
        back_up_journal(memory, TODAY)


def test_the_newest_good_copy_is_found_among_damaged_ones(journal: Journal, folder: JournalFolder) -> None:
    data_key = location_of(journal).data_key
    good, broken, keyless = (back_up_journal(journal, TODAY + dt.timedelta(days=age)) for age in range(3))
    content = bytearray(broken.journal_file.read_bytes())
    content[len(content) // 2] ^= 1
    broken.journal_file.write_bytes(content)
    keyless.own_key_file.unlink()
    assert newest_good_backup(folder, data_key) == good
    assert newest_good_backup(folder) == broken  # without the key only the key files can be judged
    assert newest_good_backup(JournalFolder(folder.path / "leeg")) is None


def test_a_copy_under_another_name_brings_its_keys(journal: Journal, tmp_path: Path, password: str) -> None:
    made = write_backup(journal.connection, location_of(journal), Backup(tmp_path, "mijn.db", TODAY))
    assert unlock_with_password(made, password) == location_of(journal).data_key


# In the background ---------------------------------------------------------------------------------


async def test_saves_go_on_while_a_copy_is_made(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    entry: Entry,
    said: Say,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal.save(entry, [said("w" * 90_000)])
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)
    data_key = unlock_with_password(folder, password)
    worker = JournalWorker(lambda: open_with_key(folder, data_key, clock))
    order: list[str] = []
    loop, begun, handed_over = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def progress(done: int, pages: int) -> None:
        loop.call_soon_threadsafe(begun.set)
        handed_over.wait(10)
        order.append("stap")

    def save(opened: Journal) -> None:
        opened.save(entry, [said("tussendoor")])
        order.append("bewaard")

    copying_now = asyncio.create_task(worker.back_up(TODAY, progress))
    await begun.wait()
    saving = asyncio.create_task(worker.call(save))
    await asyncio.sleep(0)
    handed_over.set()
    await saving
    made = await copying_now
    assert made is not None
    assert "stap" in order[order.index("bewaard") :]
    assert await worker.back_up(TODAY) is None
    worker.close()
    opened = open_with_key(made, data_key, clock)
    assert opened.search("tussendoor")
    opened.close()


async def test_closing_does_not_wait_for_a_copy(
    journal: Journal, folder: JournalFolder, clock: Clock, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 1)
    data_key = unlock_with_password(folder, password)
    worker = JournalWorker(lambda: open_with_key(folder, data_key, clock))
    loop, begun, closing = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def progress(done: int, pages: int) -> None:
        loop.call_soon_threadsafe(begun.set)
        closing.wait(10)

    task = asyncio.create_task(worker.back_up(TODAY, progress))
    await begun.wait()
    closer = asyncio.create_task(asyncio.to_thread(worker.close))
    while not worker._closed:  # noqa: ASYNC110 - closing tells nobody that it began
        await asyncio.sleep(0.01)
    closing.set()
    await closer
    with pytest.raises(CannotBackUp, match="gaat dicht"):
        await task
    assert list(folder.backups_folder.iterdir()) == []
