"""One full screen per journal: who holds the lock, and when it is free again."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock, Timeout

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.journal.backup.erase import remove_journal
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import open_with_key

HOLDER = """
import sys
from pathlib import Path
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock

lock = InstanceLock(JournalFolder(Path(sys.argv[1])))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def start_holder(folder: JournalFolder) -> subprocess.Popen[str]:
    """Start a program that takes the lock and keeps it until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(folder.path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def empty_folder(folder: JournalFolder) -> JournalFolder:
    folder.create()
    return folder


def test_a_second_screen_on_the_same_journal_is_refused_until_the_first_releases(
    empty_folder: JournalFolder,
) -> None:
    first, second = InstanceLock(empty_folder), InstanceLock(empty_folder)
    assert first.acquire()
    assert not second.acquire()
    assert (first.is_held, second.is_held) == (True, False)
    first.release()
    assert second.acquire()
    assert not first.acquire()
    second.release()


def test_a_screen_that_holds_the_lock_may_ask_again(empty_folder: JournalFolder) -> None:
    lock = InstanceLock(empty_folder)
    assert lock.acquire()
    assert lock.acquire()
    lock.release()
    lock.release()
    other = InstanceLock(empty_folder)
    assert other.acquire()
    other.release()


def test_the_lock_may_be_released_on_another_thread(empty_folder: JournalFolder) -> None:
    lock, other = InstanceLock(empty_folder), InstanceLock(empty_folder)
    assert lock.acquire()
    thread = Thread(target=lock.release)
    thread.start()
    thread.join()
    assert other.acquire()
    other.release()


def test_the_lock_of_a_killed_program_is_free(empty_folder: JournalFolder) -> None:
    holder = start_holder(empty_folder)
    assert holder.stdout
    assert holder.stdout.readline() == "True\n"
    lock = InstanceLock(empty_folder)
    assert not lock.acquire()
    holder.kill()
    holder.communicate()
    assert lock.acquire()
    lock.release()


def test_a_short_command_writes_while_a_screen_holds_the_lock(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    password: str,
    entry: Entry,
    make_answer: Callable[..., Answer],
) -> None:
    lock = InstanceLock(folder)
    assert lock.acquire()
    command = open_with_key(folder, unlock_with_password(folder, password), clock)
    command.save(entry, [make_answer("van een opdracht")])
    command.close()
    assert journal.entry("a1").answers[0].text == "van een opdracht"
    lock.release()


def test_where_no_lock_file_can_be_made_the_journal_still_opens(
    empty_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    assert InstanceLock(empty_folder).acquire()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other locks")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_keeps_nobody_out_after_a_crash(
    empty_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no locks")

    monkeypatch.setattr("fcntl.flock", refuse)
    crashed, next_screen = InstanceLock(empty_folder), InstanceLock(empty_folder)
    assert crashed.acquire()
    assert not crashed.is_held
    assert next_screen.acquire()
    empty_folder.instance_lock_file.write_text("1\na-computer-that-is-gone\n")
    assert next_screen.acquire()


def test_a_disk_that_counts_no_links_keeps_nobody_out(
    empty_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fstat

    def without_links(descriptor: int) -> os.stat_result:
        fields = list(real(descriptor))
        fields[3] = 0
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", without_links)
    assert InstanceLock(empty_folder).acquire()


def test_a_file_that_cannot_be_opened_keeps_nobody_out(
    empty_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report_held(lock: FileLock, **_: object) -> None:  # as on Windows in a folder that is read-only
        raise Timeout(lock.lock_file)

    monkeypatch.setattr("filelock.FileLock.acquire", report_held)
    assert InstanceLock(empty_folder).acquire()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_the_lock_file_is_private(empty_folder: JournalFolder) -> None:
    lock = InstanceLock(empty_folder)
    lock.acquire()
    assert stat.S_IMODE(empty_folder.instance_lock_file.stat().st_mode) == 0o600
    lock.release()


def test_removing_the_journal_removes_the_lock_file(journal: Journal, folder: JournalFolder) -> None:
    lock = InstanceLock(folder)
    lock.acquire()
    lock.release()
    journal.close()
    assert remove_journal(folder) == ()
    assert not Path(folder.path).exists()
