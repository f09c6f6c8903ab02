"""Open or create the journal of a folder, with a password or with the keychain.

The store, the cryptography and asyncio are imported inside the functions: the password screen appears before
the first two load, and commands do not need the third.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reflectie.domain.dates import Clock
from reflectie.domain.errors import (
    AccessDenied,
    InvalidInput,
    KeychainUnavailable,
    ReflectieError,
    WrongPassword,
    WrongRecoveryCode,
    journal_disappeared,
)
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.seen_versions import SeenVersions

if TYPE_CHECKING:
    from reflectie.journal.journal import Journal
    from reflectie.journal.worker import JournalWorker

T = TypeVar("T")

ATTEMPTS = 3
"""How often a command asks for a password or a recovery code."""


def retry(attempt: Callable[[], T], on_failure: Callable[[ReflectieError], None]) -> T:
    """Return the result of ``attempt``, repeated after a wrong password or recovery code.

    ``on_failure`` is called for each failed attempt except the last, whose error is raised.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except (WrongPassword, WrongRecoveryCode, InvalidInput) as error:
            on_failure(error)
    return attempt()


def unlock_data_key(
    folder: JournalFolder,
    password: str | None,
    ask_password: Callable[[], str],
    on_failure: Callable[[ReflectieError], None],
) -> bytes:
    """Return the data key of a journal or a backup: with ``password``, else the keychain, else by asking.

    Raises:
        DamagedKeyFile, NewerFormat: raised before the keychain is used or a password is asked.
        WrongPassword: ``password``, or the last one that was asked, is wrong.
    """
    from reflectie.journal.keys.key_file import read_key_file, unlock_with_password
    from reflectie.journal.keys.keychain import unlock_with_keychain
    from reflectie.journal.opening import name_newest_backup_on_damage

    with name_newest_backup_on_damage(folder):
        read_key_file(folder)
        if password:
            return unlock_with_password(folder, password)
        return unlock_with_keychain(folder) or retry(
            lambda: unlock_with_password(folder, ask_password()), on_failure
        )


def may_create(folder: JournalFolder, password: str | None) -> bool:
    """Return whether a given password creates a journal: where there is no journal and no backup."""
    return bool(password) and not folder.has_journal() and not folder.has_backups()


class Unlock:
    """Opens or creates the journal of one folder for the full screen.

    ``password`` comes from the environment, for scripts and tests. It opens the journal once; after the
    journal was locked, the user has to type it.
    """

    def __init__(self, folder: JournalFolder, clock: Clock, password: str | None = None) -> None:
        self.folder, self._clock, self.password = folder, clock, password
        self.was_locked = False
        self._seen_versions = SeenVersions()
        self.instance_lock = InstanceLock(folder)
        """Held by the one full screen that may change this journal."""

    def forget_password(self) -> None:
        """Require the user to type the password from now on."""
        self.password, self.was_locked = None, True

    def take_password(self) -> str | None:
        """Return the password from the environment and forget it."""
        password, self.password = self.password, None
        return password

    @property
    def has_journal(self) -> bool:
        return self.folder.has_journal()

    @property
    def is_gone(self) -> bool:
        """Whether there is no journal any more. A folder that cannot be read may still have one."""
        with suppress(AccessDenied):
            return not self.has_journal
        return False

    @property
    def has_backups(self) -> bool:
        return self.folder.has_backups()

    @property
    def may_create(self) -> bool:
        """Whether the password from the environment creates a journal."""
        return may_create(self.folder, self.password)

    async def open(self, password: str) -> "JournalWorker":
        """Open the journal.

        Raises:
            WrongPassword, DamagedKeyFile, DamagedJournal, NewerFormat.
        """
        from reflectie.journal.opening import open_journal

        return await _start_worker(
            partial(open_journal, self.folder, password, self._clock, self._seen_versions)
        )

    async def create(self, password: str) -> "JournalWorker":
        """Create a journal with this password. Raise CannotWrite if that is impossible."""
        from reflectie.journal.opening import create_journal

        return await _start_worker(partial(create_journal, self.folder, password, self._clock))

    async def open_with_keychain(self) -> "JournalWorker | None":
        """Open the journal with the keychain. Return None if that fails; the password is asked then."""
        opener = partial(_open_with_keychain, self.folder, self._clock, self._seen_versions)
        try:
            return await _start_worker(opener)
        except ReflectieError:
            return None

    async def data_key(self, password: str) -> bytes:
        """Return the data key for a password that was just typed. Errors are those of ``open``."""
        from asyncio import to_thread

        from reflectie.journal.keys.key_file import unlock_with_password

        if not self.has_journal:
            raise journal_disappeared(self.folder.path)
        return await to_thread(unlock_with_password, self.folder, password)


def _open_with_keychain(folder: JournalFolder, clock: Clock, seen_versions: SeenVersions) -> "Journal":
    from reflectie.journal.keys.keychain import unlock_with_keychain
    from reflectie.journal.opening import open_with_key

    data_key = unlock_with_keychain(folder)
    if data_key is None:
        raise KeychainUnavailable("hij opent dit logboek niet")
    return open_with_key(folder, data_key, clock, seen_versions)


async def _start_worker(opener: "Callable[[], Journal]") -> "JournalWorker":
    from reflectie.journal.worker import JournalWorker

    worker = JournalWorker(opener)
    try:
        await worker.open()
    except BaseException:
        worker.close()
        raise
    return worker
