"""The file lock that allows one full screen per journal."""

from typing import TYPE_CHECKING

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
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        return True

    def release(self) -> None:
        """Release the lock; safe to call when it is not held."""
        if self._lock:
            self._lock.release(force=True)
