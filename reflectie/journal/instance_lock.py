"""The file lock that allows one full screen per journal."""

import os
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from reflectie.journal.folder import PRIVATE_FILE, JournalFolder

if TYPE_CHECKING:
    from filelock import FileLock


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
        from filelock import FileLock, Timeout  # the password screen is painted before this is loaded

        if self._lock is None:
            # One lock for all threads: the screen and its shutdown may run on different ones.
            self._lock = FileLock(self._path, mode=PRIVATE_FILE, thread_local=False)
        if self._lock.is_locked:
            return True
        try:
            with catch_warnings():
                # A disk without locks: the library warns, and would use a lock that stays after a crash.
                simplefilter("error", UserWarning)
                self._lock.acquire(blocking=False)
        except Timeout:
            return not self._can_be_held()
        except (OSError, NotImplementedError, UserWarning):
            return True
        return True

    def _can_be_held(self) -> bool:
        """Whether another screen may hold the lock: not if the file cannot be written or counts no links.

        The library reports those as a lock that is held.
        """
        try:
            with self._path.open("r+b") as file:
                return os.fstat(file.fileno()).st_nlink > 0
        except OSError:
            return False

    @property
    def is_held(self) -> bool:
        """Whether this screen holds the lock."""
        return self._lock is not None and self._lock.is_locked

    def release(self) -> None:
        """Release the lock; safe to call when it is not held."""
        if self._lock:
            self._lock.release(force=True)
