"""Making a journal and opening it: from a folder and a password to a store.

A journal is built under a name of its own and then moved to its place. So a crash halfway leaves either
nothing, or a journal that opening moves to its place; and of two windows that both make one, the first to
claim the key file wins.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from reflectie.domain.errors import CannotWrite, DamagedJournal
from reflectie.journal.database import Connection, connect, connect_in_memory
from reflectie.journal.folder import (
    Folder,
    behind_link,
    make_private_file,
    present,
    reason,
    replace_durably,
)
from reflectie.journal.keys import STRONG, make_keys, unlock
from reflectie.journal.schema import migrate, version
from reflectie.journal.slots import KEY_BYTES, KdfCost
from reflectie.journal.store import Clock, Journal


def create_journal(folder: Folder, password: str, clock: Clock, cost: KdfCost = STRONG) -> Journal:
    """Make a new journal and open it.

    Raises:
        CannotWrite: there is one already, or the disk refuses; then nothing was made.
    """
    if folder.exists():
        raise CannotWrite(folder.path, "daar staat al een logboek")
    folder.make()
    path, data_key = behind_link(folder.journal), secrets.token_bytes(KEY_BYTES)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.nieuw")
    try:
        _build(fresh, data_key)
        make_keys(folder, password, cost, data_key)
    except CannotWrite:
        with suppress(OSError):
            fresh.unlink()
        raise
    _put_in_place(fresh, path)
    return open_with_key(folder, data_key, clock)


def open_journal(folder: Folder, password: str, clock: Clock) -> Journal:
    """Open the journal with its password; errors as ``unlock`` and ``open_with_key``."""
    return open_with_key(folder, unlock(folder, password), clock)


def open_with_key(folder: Folder, data_key: bytes, clock: Clock) -> Journal:
    """Open the journal with its data key, and bring it to the newest version.

    Raises:
        DamagedJournal: the file is missing or cannot be read with this key.
        NewerFormat: a later version of the program has been here.
        CannotWrite: it cannot be brought to the newest version.
    """
    path = behind_link(folder.journal)
    if not present(path):
        _finish_making(path, data_key)
    connection = connect(path, data_key)
    try:
        if version(connection) == 0:
            raise DamagedJournal(path, "is leeg")
        migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return Journal(connection, clock, path)


def journal_in_memory(clock: Clock) -> Journal:
    """A journal that is kept nowhere: for a first look, an example, a test."""
    connection: Connection = connect_in_memory()
    migrate(connection)
    return Journal(connection, clock)


def _build(fresh: Path, data_key: bytes) -> None:
    try:
        make_private_file(fresh)
    except OSError as error:
        raise CannotWrite(fresh.parent, reason(error)) from error
    connection = connect(fresh, data_key)
    try:
        migrate(connection, fresh)
    finally:
        connection.close()


def _put_in_place(fresh: Path, path: Path) -> None:
    try:
        replace_durably(fresh, path)
    except FileNotFoundError as error:
        if not present(path):  # else another window opened it meanwhile and moved it
            raise CannotWrite(path, reason(error)) from error
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def _finish_making(path: Path, data_key: bytes) -> None:
    """Move the journal to its place that a crash left under the name it was built with."""
    for fresh in path.parent.glob(f"{path.name}.*.nieuw"):
        with suppress(DamagedJournal):
            connect(fresh, data_key).close()
            _put_in_place(fresh, path)
            return
    raise DamagedJournal(path, "ontbreekt")
