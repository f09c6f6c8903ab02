"""Open or create the journal of a folder, with a password or with the keychain."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock
from reflectie.domain.errors import AccessDenied, KeychainUnavailable, ReflectieError, journal_disappeared
from reflectie.journal.folder import JournalFolder
from reflectie.journal.seen_versions import SeenVersions

if TYPE_CHECKING:
    from reflectie.journal.journal import Journal
    from reflectie.journal.worker import JournalWorker


class Unlock:
    """Opens or makes the journal of one folder; its thread takes a quarter of a second for the key.

    ``password`` was given from outside, for scripts and tests: with it the door opens by itself, once. Behind
    a door that was locked while the program ran, a person has to type it.
    """

    def __init__(self, folder: JournalFolder, clock: Clock, password: str | None = None) -> None:
        self.folder, self._clock, self.password = folder, clock, password
        self.was_locked = False
        self._seen_versions = SeenVersions()

    def forget_password(self) -> None:
        """From now on nothing opens by itself."""
        self.password, self.was_locked = None, True

    def take_password(self) -> str | None:
        """The password from outside, which then is known here no longer."""
        password, self.password = self.password, None
        return password

    @property
    def has_journal(self) -> bool:
        return self.folder.has_journal()

    @property
    def is_gone(self) -> bool:
        """Whether no password can fit any more; where one may not look, it may still be there."""
        with suppress(AccessDenied):
            return not self.has_journal
        return False

    @property
    def has_backups(self) -> bool:
        return self.folder.has_backups()

    async def open(self, password: str) -> "JournalWorker":
        """Raises WrongPassword, DamagedKeys, DamagedJournal or NewerFormat, each in its own words."""
        from reflectie.journal.opening import open_journal

        return await _start_worker(
            partial(open_journal, self.folder, password, self._clock, self._seen_versions)
        )

    async def create(self, password: str) -> "JournalWorker":
        """A new journal behind this password. Raises CannotWrite."""
        from reflectie.journal.opening import create_journal

        return await _start_worker(partial(create_journal, self.folder, password, self._clock))

    async def open_with_keychain(self) -> "JournalWorker | None":
        """None when the keychain does not open it: then the password is asked, and what is wrong is said."""
        opener = partial(_open_with_keychain, self.folder, self._clock, self._seen_versions)
        try:
            return await _start_worker(opener)
        except ReflectieError:
            return None

    async def data_key(self, password: str) -> bytes:
        """The data key, for someone who has just typed the password; errors as ``open``."""
        from reflectie.journal.keys.key_file import unlock_with_password

        if not self.has_journal:
            raise journal_disappeared(self.folder.path)
        return await asyncio.to_thread(unlock_with_password, self.folder, password)


def _open_with_keychain(folder: JournalFolder, clock: Clock, window: SeenVersions) -> "Journal":
    from reflectie.journal.keys.keychain import unlock_with_keychain
    from reflectie.journal.opening import open_with_key

    data_key = unlock_with_keychain(folder)
    if data_key is None:
        raise KeychainUnavailable("hij opent dit logboek niet")
    return open_with_key(folder, data_key, clock, window)


async def _start_worker(opener: "Callable[[], Journal]") -> "JournalWorker":
    from reflectie.journal.worker import JournalWorker

    worker = JournalWorker(opener)
    try:
        await worker.open()
    except BaseException:
        worker.close()
        raise
    return worker
