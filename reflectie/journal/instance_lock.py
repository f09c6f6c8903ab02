"""The file lock that allows one full screen per journal."""

from filelock import FileLock, Timeout

from reflectie.journal.folder import PRIVATE_FILE, JournalFolder


class InstanceLock:
    """Held by the full screen that shows a journal. Commands that write briefly do not need it.

    The system releases the lock when the process dies. The lock file stays behind and means nothing by itself.
    """

    def __init__(self, folder: JournalFolder) -> None:
        # One lock for all threads: the screen and its shutdown may run on different ones.
        self._lock = FileLock(folder.instance_lock_file, mode=PRIVATE_FILE, thread_local=False)

    def acquire(self) -> bool:
        """Take the lock without waiting. Return False when another screen holds it.

        Where no lock file can be made, such as on a read-only disk, a journal still opens: return True.
        """
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
        self._lock.release(force=True)
