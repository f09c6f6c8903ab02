"""Open or create the journal of a folder, with a password or with the keychain."""

from asyncio import to_thread
from collections.abc import Callable
from functools import partial

from reflectie.domain.dates import Clock
from reflectie.domain.errors import KeychainUnavailable, ReflectieError, journal_disappeared
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.journal import Journal
from reflectie.journal.keys.keychain import unlock_with_keychain
from reflectie.journal.opening import create_journal, open_journal, open_with_key, unlock_folder
from reflectie.journal.seen_versions import SeenVersions
from reflectie.journal.worker import JournalWorker


class JournalOpener:
    """Opens or creates the journal of one folder, for the full screen.

    While the journal is locked, it remembers which versions of the answers the user has seen.
    """

    def __init__(
        self, folder: JournalFolder, clock: Clock, instance_lock: InstanceLock | None = None
    ) -> None:
        """``instance_lock`` is the lock of the screen; a journal is migrated only while it is held."""
        self._folder, self._clock, self._instance_lock = folder, clock, instance_lock
        self._seen_versions = SeenVersions()

    async def open(self, password: str) -> JournalWorker:
        """Open the journal.

        Raises:
            WrongPassword, DamagedKeyFile, DamagedJournal, NewerFormat.
        """
        return await _start_worker(
            partial(
                open_journal,
                self._folder,
                password,
                self._clock,
                self._seen_versions,
                self._instance_lock,
            )
        )

    async def create(self, password: str) -> JournalWorker:
        """Create a journal with this password. Raise CannotWrite if that is impossible."""
        return await _start_worker(partial(create_journal, self._folder, password, self._clock))

    async def open_with_keychain(self) -> JournalWorker | None:
        """Open the journal with the keychain. Return None if that fails; the password is asked then."""
        opener = partial(
            _open_with_keychain, self._folder, self._clock, self._seen_versions, self._instance_lock
        )
        try:
            return await _start_worker(opener)
        except ReflectieError:
            return None

    async def data_key(self, password: str) -> bytes:
        """Return the data key for a password that was just typed. Errors are those of ``open``."""
        if not self._folder.has_journal():
            raise journal_disappeared(self._folder.path)
        return await to_thread(unlock_folder, self._folder, password)


def _open_with_keychain(
    folder: JournalFolder,
    clock: Clock,
    seen_versions: SeenVersions,
    instance_lock: InstanceLock | None,
) -> Journal:
    data_key = unlock_with_keychain(folder)
    if data_key is None:
        raise KeychainUnavailable("hij opent dit logboek niet")
    return open_with_key(folder, data_key, clock, seen_versions, instance_lock)


async def _start_worker(opener: Callable[[], Journal]) -> JournalWorker:
    worker = JournalWorker(opener)
    try:
        await worker.open()
    except BaseException:
        worker.close()
        raise
    return worker
