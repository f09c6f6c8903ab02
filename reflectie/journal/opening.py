"""Making a journal and opening it: from a folder and a password to a store.

A journal is built under a name of its own and then moved to its place. So a crash halfway leaves either
nothing, or a journal that opening moves to its place; and of two windows that both make one, the first to
claim the key file wins.
"""

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reflectie.domain.disk import reason
from reflectie.domain.errors import CannotBackUp, CannotWrite, Damaged, DamagedJournal, GoneJournal
from reflectie.journal.backups import newest_good, next_backup
from reflectie.journal.base import Home
from reflectie.journal.copying import make
from reflectie.journal.database import Connection, connect, connect_in_memory
from reflectie.journal.folder import Folder, behind_link, make_private_file, present, replace_durably
from reflectie.journal.hot import guarded
from reflectie.journal.keys import make_keys, unlock
from reflectie.journal.schema import MIGRATIONS, migrate, version
from reflectie.journal.slots import KEY_BYTES, KdfCost
from reflectie.journal.sound import refuse_broken, refuse_stump
from reflectie.journal.store import Clock, Journal
from reflectie.journal.window import Window


def create_journal(folder: Folder, password: str, clock: Clock, cost: KdfCost | None = None) -> Journal:
    """Make a new journal and open it; ``cost`` is that of its password, and strong unless given.

    Raises:
        CannotWrite: there is one already, or the disk refuses; then nothing was made.
    """
    if folder.exists():
        helps = "Sluit reflectie af, start opnieuw en open het met zijn wachtwoord."
        raise CannotWrite(folder.path, "daar staat al een logboek", do=helps)
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


def open_journal(folder: Folder, password: str, clock: Clock, window: Window | None = None) -> Journal:
    """Open the journal with its password.

    Raises:
        GoneJournal: neither of its files is here.
        NotAllowed: one may not look into the folder.
        Others: as ``unlock`` and ``open_with_key``.
    """
    if not folder.exists():
        raise GoneJournal(folder.path)
    with offering(folder):
        data_key = unlock(folder, password)
    return open_with_key(folder, data_key, clock, window)


def open_with_key(folder: Folder, data_key: bytes, clock: Clock, window: Window | None = None) -> Journal:
    """Open the journal with its data key, and bring it to the newest version.

    ``window`` is what this window had seen before it was locked. What a crash left is put right first, and
    then all of the file is read; before it is brought to a newer version a copy is made.

    Raises:
        DamagedJournal: the file is missing or cannot be read with this key; it names the newest good copy.
        NewerFormat: a later version of the program has been here.
        CannotWrite, CannotBackUp: it cannot be brought to the newest version; nothing has changed.
    """
    path = behind_link(folder.journal)
    with offering(folder, data_key):
        if not present(path):
            _finish_making(path, data_key)
        with guarded(path) as after_crash:
            connection = _connected(path, data_key, after_crash)
        try:
            if version(connection) < len(MIGRATIONS):
                _back_up_first(connection, folder, data_key, clock().date())
            migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return Journal(connection, clock, path, Home(folder, data_key), window)


@contextmanager
def offering(folder: Folder, data_key: bytes | None = None) -> Iterator[None]:
    """Damage that is found inside names the newest good copy."""
    try:
        yield
    except Damaged as error:
        backup = newest_good(folder, data_key)
        error.newest_backup = backup.journal if backup else None
        raise


def _connected(path: Path, data_key: bytes, after_crash: bool) -> Connection:
    """A connection to a file that is not empty, not cut off, and, after a crash, whole."""
    connection = connect(path, data_key)
    try:
        refuse_stump(connection, path)
        if after_crash:
            refuse_broken(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _back_up_first(connection: Connection, folder: Folder, data_key: bytes, today: dt.date) -> None:
    try:
        make(connection, Home(folder, data_key), next_backup(folder, today))
    except CannotBackUp as error:
        raise CannotBackUp(
            folder.backups,
            error.why,
            "Deze versie van reflectie moet je logboek bijwerken en maakt daarvoor eerst een kopie; "
            "er is nog niets gewijzigd.",
        ) from error


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
