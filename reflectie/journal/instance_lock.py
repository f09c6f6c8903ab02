"""File locks: one full screen per journal, and one program at a time that changes its keys."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from reflectie.domain.errors import IN_USE, CannotWrite
from reflectie.journal.folder import PRIVATE_FILE, JournalFolder

if TYPE_CHECKING:
    from filelock import FileLock

KEY_LOCK_SECONDS = 10.0
"""How long to wait while another program changes the keys."""


@contextmanager
def key_file_lock(folder: JournalFolder) -> Iterator[None]:
    """Let no other program change the key file meanwhile. Where no lock can be made, go on without.

    Raises:
        CannotWrite: another program keeps the lock.
    """
    lock = _make_lock(folder.key_lock_file)
    try:
        _acquire(lock, KEY_LOCK_SECONDS)
    except TimeoutError as error:
        if _can_be_held(folder.key_lock_file):
            raise CannotWrite(folder.key_file, IN_USE) from error
    except (OSError, NotImplementedError, UserWarning):
        pass
    try:
        yield
    finally:
        lock.release(force=True)


def _make_lock(path: Path) -> "FileLock":
    from filelock import FileLock  # the password screen is painted before this is loaded

    # One lock for all threads: the screen and its shutdown may run on different ones.
    return FileLock(path, mode=PRIVATE_FILE, thread_local=False)


def _acquire(lock: "FileLock", seconds: float) -> None:
    """Take a lock.

    Raises:
        TimeoutError: another program holds it.
        OSError, NotImplementedError, UserWarning: no lock can be made here.
    """
    with catch_warnings():
        # A disk without locks: the library warns, and would use a lock that stays after a crash.
        simplefilter("error", UserWarning)
        lock.acquire(timeout=seconds)


def _can_be_held(path: Path) -> bool:
    """Whether another program may hold a lock: not if the file cannot be written or counts no links.

    The library reports those as a lock that is held.
    """
    try:
        with path.open("r+b") as file:
            return os.fstat(file.fileno()).st_nlink > 0
    except OSError:
        return False


class InstanceLock:
    """Held by the full screen that shows a journal. Commands that write briefly do not need it.

    The system releases the lock when the process dies. The file stays behind and means nothing by itself.
    """

    def __init__(self, folder: JournalFolder) -> None:
        self._path = folder.instance_lock_file
        self._lock: FileLock | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting. Return False when another screen holds it.

        Where no lock file can be made, such as on a read-only disk, a journal still opens: return True.
        """
        if self._lock is None:
            self._lock = _make_lock(self._path)
        if self._lock.is_locked:
            return True
        try:
            _acquire(self._lock, 0)
        except TimeoutError:
            return not _can_be_held(self._path)
        except (OSError, NotImplementedError, UserWarning):
            return True
        return True

    @property
    def is_held(self) -> bool:
        """Whether this screen holds the lock."""
        return self._lock is not None and self._lock.is_locked

    def release(self) -> None:
        """Release the lock; safe to call when it is not held."""
        if self._lock:
            self._lock.release(force=True)
