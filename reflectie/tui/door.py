"""The door of the journal: from a password to a journal that is open on its own thread."""

from functools import partial

from textual.message import Message

from reflectie.journal.folder import Folder
from reflectie.journal.opening import create_journal, open_journal
from reflectie.journal.worker import JournalWorker
from reflectie.tui.desk import Clock


class DoorOpened(Message):
    """The journal is open; the app shows Thuis."""


class Door:
    """Opens or makes the journal of one folder; its thread takes a quarter of a second for the key.

    ``password`` was given from outside, for scripts and tests: with it the door opens by itself.
    """

    def __init__(self, folder: Folder, clock: Clock, password: str | None = None) -> None:
        self._folder, self._clock, self.password = folder, clock, password

    @property
    def has_journal(self) -> bool:
        return self._folder.exists()

    async def open(self, password: str) -> JournalWorker:
        """Raises WrongPassword, DamagedKeys, DamagedJournal or NewerFormat, each in its own words."""
        return await _opened(JournalWorker(partial(open_journal, self._folder, password, self._clock)))

    async def make(self, password: str) -> JournalWorker:
        """A new journal behind this password. Raises CannotWrite."""
        return await _opened(JournalWorker(partial(create_journal, self._folder, password, self._clock)))


async def _opened(worker: JournalWorker) -> JournalWorker:
    try:
        await worker.open()
    except BaseException:
        worker.close()
        raise
    return worker
