"""Create a journal, open it with a password or a key, and recover from a crash while doing so."""

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reflectie.domain.dates import Clock
from reflectie.domain.errors import (
    CannotBackUp,
    CannotWrite,
    DamagedFile,
    DamagedJournal,
    journal_disappeared,
    os_error_reason,
)
from reflectie.journal.backup.backups import newest_good_backup, next_backup
from reflectie.journal.backup.create_backup import write_backup
from reflectie.journal.backup.integrity import require_complete_file, require_intact
from reflectie.journal.backup.rollback_journal import recovery_guard
from reflectie.journal.database import Connection, connect, connect_in_memory
from reflectie.journal.folder import (
    JournalFolder,
    JournalLocation,
    create_private_file,
    file_exists,
    replace_durably,
    resolve_link,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost
from reflectie.journal.migrations import MIGRATIONS, migrate, schema_version
from reflectie.journal.seen_versions import SeenVersions


def create_journal(
    folder: JournalFolder, password: str, clock: Clock, cost: KdfCost | None = None
) -> Journal:
    """Make a new journal and open it; ``cost`` is that of its password, and strong unless given.

    Raises:
        CannotWrite: there is one already, or the disk refuses; then nothing was made.
    """
    if folder.has_journal():
        helps = "Sluit reflectie af, start opnieuw en open het met zijn wachtwoord."
        raise CannotWrite(folder.path, "daar staat al een logboek", advice=helps)
    folder.create()
    path, data_key = resolve_link(folder.journal_file), secrets.token_bytes(KEY_BYTES)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.nieuw")
    try:
        create_database(fresh, data_key)
        create_key_file(folder, password, cost, data_key)
    except CannotWrite:
        with suppress(OSError):
            fresh.unlink()
        raise
    _move_into_place(fresh, path)
    return open_with_key(folder, data_key, clock)


def open_journal(
    folder: JournalFolder, password: str, clock: Clock, seen_versions: SeenVersions | None = None
) -> Journal:
    """Open the journal with its password.

    Raises:
        GoneJournal: neither of its files is here.
        NotAllowed: one may not look into the folder.
        Others: as ``unlock`` and ``open_with_key``.
    """
    if not folder.has_journal():
        raise journal_disappeared(folder.path)
    with name_newest_backup_on_damage(folder):
        data_key = unlock_with_password(folder, password)
    return open_with_key(folder, data_key, clock, seen_versions)


def open_with_key(
    folder: JournalFolder, data_key: bytes, clock: Clock, seen_versions: SeenVersions | None = None
) -> Journal:
    """Open the journal with its data key, and bring it to the newest version.

    ``window`` is what this window had seen before it was locked. What a crash left is put right first, and
    then all of the file is read; before it is brought to a newer version a copy is made.

    Raises:
        DamagedJournal: the file is missing or cannot be read with this key; it names the newest good copy.
        NewerFormat: a later version of the program has been here.
        CannotWrite, CannotBackUp: it cannot be brought to the newest version; nothing has changed.
    """
    path = resolve_link(folder.journal_file)
    with name_newest_backup_on_damage(folder, data_key):
        if not file_exists(path):
            _finish_interrupted_creation(path, data_key)
        with recovery_guard(path) as after_crash:
            connection = _connect_verified(path, data_key, after_crash)
        try:
            if schema_version(connection) < len(MIGRATIONS):
                _back_up_before_migration(connection, folder, data_key, clock().date())
            migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return Journal(connection, clock, path, JournalLocation(folder, data_key), seen_versions)


@contextmanager
def name_newest_backup_on_damage(folder: JournalFolder, data_key: bytes | None = None) -> Iterator[None]:
    """Damage that is found inside names the newest good copy."""
    try:
        yield
    except DamagedFile as error:
        backup = newest_good_backup(folder, data_key)
        error.newest_backup = backup.journal_file if backup else None
        raise


def _connect_verified(path: Path, data_key: bytes, after_crash: bool) -> Connection:
    """A connection to a file that is not empty, not cut off, and, after a crash, whole."""
    connection = connect(path, data_key)
    try:
        require_complete_file(connection, path)
        if after_crash:
            require_intact(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _back_up_before_migration(
    connection: Connection, folder: JournalFolder, data_key: bytes, today: dt.date
) -> None:
    try:
        write_backup(connection, JournalLocation(folder, data_key), next_backup(folder, today))
    except CannotBackUp as error:
        raise CannotBackUp(
            folder.backups_folder,
            error.reason,
            "Deze versie van reflectie moet je logboek bijwerken en maakt daarvoor eerst een kopie; "
            "er is nog niets gewijzigd.",
        ) from error


def journal_in_memory(clock: Clock) -> Journal:
    """A journal that is kept nowhere: for a first look, an example, a test."""
    connection: Connection = connect_in_memory()
    migrate(connection)
    return Journal(connection, clock)


def create_database(fresh: Path, data_key: bytes) -> None:
    try:
        create_private_file(fresh)
    except OSError as error:
        raise CannotWrite(fresh.parent, os_error_reason(error)) from error
    connection = connect(fresh, data_key)
    try:
        migrate(connection, fresh)
    finally:
        connection.close()


def _move_into_place(fresh: Path, path: Path) -> None:
    try:
        replace_durably(fresh, path)
    except FileNotFoundError as error:
        if not file_exists(path):  # else another window opened it meanwhile and moved it
            raise CannotWrite(path, os_error_reason(error)) from error
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error


def _finish_interrupted_creation(path: Path, data_key: bytes) -> None:
    """Move the journal to its place that a crash left under the name it was built with."""
    for fresh in path.parent.glob(f"{path.name}.*.nieuw"):
        with suppress(DamagedJournal):
            connect(fresh, data_key).close()
            _move_into_place(fresh, path)
            return
    raise DamagedJournal(path, "ontbreekt")
