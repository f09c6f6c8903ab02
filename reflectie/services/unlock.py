"""Unlock the journal of the full screen, and notice when nobody uses it."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock
from reflectie.domain.errors import AccessDenied, InvalidInput
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.keys.password_rule import check_password

if TYPE_CHECKING:
    from reflectie.services.journal_opener import JournalOpener


def may_create(folder: JournalFolder, password: str | None) -> bool:
    """Return whether a given password creates a journal: where there is no journal and no backup."""
    return bool(password) and not folder.has_journal() and not folder.has_backups()


class Unlock:
    """The state of the journal of one folder, before and between the times that the full screen opens it.

    ``password`` comes from the environment, for scripts and tests. It opens the journal once; after the
    journal was locked, the user has to type it.
    """

    def __init__(self, folder: JournalFolder, clock: Clock, password: str | None = None) -> None:
        self.folder, self._clock, self.password = folder, clock, password
        self.was_locked = False
        self.instance_lock = InstanceLock(folder)
        """Held by the one full screen that may change this journal."""

    @cached_property
    def opener(self) -> "JournalOpener":
        """What opens the journal, kept while the program runs."""
        # Imported here for the start: the password screen appears before the journal is loaded.
        from reflectie.services.journal_opener import JournalOpener

        return JournalOpener(self.folder, self._clock, self.instance_lock)

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
        """Whether the password from the environment creates a journal, and is long enough for that."""
        with suppress(InvalidInput):
            check_password(self.password or "")
            return may_create(self.folder, self.password)
        return False


# Idle ---------------------------------------------------------------------------------------------

MonotonicClock = Callable[[], float]
"""Gives seconds that never go back. It may stop while the machine sleeps."""


class IdleDetector:
    """Remembers when the user was last active.

    The wall clock runs on while a laptop sleeps, but can be set back. The monotonic clock cannot be set back,
    but may stop. The user is idle as soon as one of them says so.
    """

    def __init__(self, wall_clock: Clock, monotonic_clock: MonotonicClock) -> None:
        self._wall_clock, self._monotonic_clock = wall_clock, monotonic_clock
        self.record_activity()

    def record_activity(self) -> None:
        self._active_at, self._active_at_monotonic = self._wall_clock(), self._monotonic_clock()

    def is_idle(self, minutes: int) -> bool:
        """Return whether the user was inactive for so many minutes; always False for 0."""
        elapsed = max(
            self._wall_clock() - self._active_at,
            dt.timedelta(seconds=self._monotonic_clock() - self._active_at_monotonic),
        )
        return minutes > 0 and elapsed >= dt.timedelta(minutes=minutes)


def is_recovery_code_due(folder: JournalFolder | None, settings: Settings) -> bool:
    """Whether to offer a recovery code: the journal has none, and none was offered before."""
    if settings.code_offered:
        return False
    # Imported here for the start: this happens once for each journal.
    from reflectie.journal.keys.recovery_code import lacks_recovery_code

    return lacks_recovery_code(folder)
