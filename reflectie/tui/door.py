"""The door of the journal: from a password to a journal that is open on its own thread."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from reflectie.domain.errors import GoneJournal, NoKeychain, NotAllowed, ReflectieError
from reflectie.journal.folder import Folder
from reflectie.journal.window import Window
from reflectie.tui.desk import Clock

if TYPE_CHECKING:  # the store and its thread come when a password was typed: the start has no time for them
    from reflectie.journal.store import Journal
    from reflectie.journal.worker import JournalWorker


class DoorOpened(Message):
    """The journal is open; the app shows Thuis."""


class Door:
    """Opens or makes the journal of one folder; its thread takes a quarter of a second for the key.

    ``password`` was given from outside, for scripts and tests: with it the door opens by itself, once. Behind
    a door that was locked while the program ran, a person has to type it.
    """

    def __init__(self, folder: Folder, clock: Clock, password: str | None = None) -> None:
        self.folder, self._clock, self.password = folder, clock, password
        self.is_locked = False
        self._window = Window()

    def lock(self) -> None:
        """From now on nothing opens by itself."""
        self.password, self.is_locked = None, True

    def take_password(self) -> str | None:
        """The password from outside, which then is known here no longer."""
        password, self.password = self.password, None
        return password

    @property
    def has_journal(self) -> bool:
        return self.folder.exists()

    @property
    def is_gone(self) -> bool:
        """Whether no password can fit any more; where one may not look, it may still be there."""
        with suppress(NotAllowed):
            return not self.has_journal
        return False

    @property
    def has_copies(self) -> bool:
        return self.folder.has_copies()

    async def open(self, password: str) -> "JournalWorker":
        """Raises WrongPassword, DamagedKeys, DamagedJournal or NewerFormat, each in its own words."""
        from reflectie.journal.opening import open_journal

        return await _opened(partial(open_journal, self.folder, password, self._clock, self._window))

    async def make(self, password: str) -> "JournalWorker":
        """A new journal behind this password. Raises CannotWrite."""
        from reflectie.journal.opening import create_journal

        return await _opened(partial(create_journal, self.folder, password, self._clock))

    async def open_with_keychain(self) -> "JournalWorker | None":
        """None when the keychain does not open it: then the password is asked, and what is wrong is said."""
        opener = partial(_open_with_keychain, self.folder, self._clock, self._window)
        try:
            return await _opened(opener)
        except ReflectieError:
            return None

    async def key(self, password: str) -> bytes:
        """The data key, for someone who has just typed the password; errors as ``open``."""
        from reflectie.journal.keys import unlock

        if not self.has_journal:
            raise GoneJournal(self.folder.path)
        return await asyncio.to_thread(unlock, self.folder, password)


def _open_with_keychain(folder: Folder, clock: Clock, window: Window) -> "Journal":
    from reflectie.journal.keychain import unlock_with_keychain
    from reflectie.journal.opening import open_with_key

    data_key = unlock_with_keychain(folder)
    if data_key is None:
        raise NoKeychain("hij opent dit logboek niet")
    return open_with_key(folder, data_key, clock, window)


async def _opened(opener: "Callable[[], Journal]") -> "JournalWorker":
    from reflectie.journal.worker import JournalWorker

    worker = JournalWorker(opener)
    try:
        await worker.open()
    except BaseException:
        worker.close()
        raise
    return worker
