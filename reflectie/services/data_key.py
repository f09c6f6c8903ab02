"""Unlock the data key of a journal or a backup for a command."""

from collections.abc import Callable
from typing import TypeVar

from reflectie.domain.dates import Clock
from reflectie.domain.errors import InvalidInput, ReflectieError, WrongPassword
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import read_key_file
from reflectie.journal.keys.keychain import unlock_with_keychain
from reflectie.journal.opening import name_newest_backup_on_damage, unlock_folder

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
        except (WrongPassword, InvalidInput) as error:
            on_failure(error)
    return attempt()


def unlock_data_key(
    folder: JournalFolder,
    clock: Clock,
    password: str | None,
    ask_password: Callable[[], str],
    on_failure: Callable[[ReflectieError], None],
) -> bytes:
    """Return the data key of a journal or a backup: with ``password``, else the keychain, else by asking.

    Raises:
        DamagedKeyFile, NewerFormat: raised before the keychain is used or a password is asked.
        WrongPassword: ``password``, or the last one that was asked, is wrong.
    """
    with name_newest_backup_on_damage(folder, clock):
        read_key_file(folder)
        if password:
            return unlock_folder(folder, password)
        return unlock_with_keychain(folder) or retry(
            lambda: unlock_folder(folder, ask_password()), on_failure
        )
