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
    DamagedKeyFile,
    ReflectieError,
    WrongPassword,
    journal_disappeared,
    os_error_reason,
)
from reflectie.journal.backup.backups import newest_good_backup, next_backup
from reflectie.journal.backup.create_backup import write_backup
from reflectie.journal.backup.integrity import connect_verified
from reflectie.journal.backup.restore_preview import backups_with_key_file, key_file_fits
from reflectie.journal.backup.rollback_journal import has_rollback_journal, recovery_guard
from reflectie.journal.database import Connection, connect, connect_in_memory, open_connection
from reflectie.journal.folder import (
    JournalFolder,
    JournalLocation,
    create_private_file,
    file_exists,
    replace_durably,
    resolve_link,
)
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.password_rule import check_password
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost
from reflectie.journal.migrations import MIGRATIONS, migrate, schema_version
from reflectie.journal.seen_versions import SeenVersions


def create_journal(
    folder: JournalFolder, password: str, clock: Clock, cost: KdfCost | None = None
) -> Journal:
    """Create a journal and open it. ``cost`` is the key derivation cost of its password.

    Raises:
        CannotWrite: there is a journal already, or the disk refuses; nothing was created.
        InvalidInput: the password is too short.
    """
    if folder.has_journal():
        advice = "Sluit reflectie af, start opnieuw en open het met zijn wachtwoord."
        raise CannotWrite(folder.path, "daar staat al een logboek", advice=advice)
    check_password(password)
    folder.create()
    path, data_key = resolve_link(folder.journal_file), secrets.token_bytes(KEY_BYTES)
    new_path = path.with_name(f"{path.name}.{secrets.token_hex(4)}.nieuw")
    try:
        create_database(new_path, data_key)
        create_key_file(folder, password, cost, data_key)
    except CannotWrite:
        with suppress(OSError):
            new_path.unlink()
        raise
    _move_into_place(new_path, path)
    return open_with_key(folder, data_key, clock)


def open_journal(
    folder: JournalFolder,
    password: str,
    clock: Clock,
    seen_versions: SeenVersions | None = None,
    instance_lock: InstanceLock | None = None,
) -> Journal:
    """Open the journal with its password.

    Raises:
        ReflectieError: the database and the key file are both gone.
        AccessDenied: this user may not look into the folder.
        WrongPassword, DamagedKeyFile: as in ``unlock_with_password``.
        DamagedJournal, NewerFormat, CannotWrite, CannotBackUp: as in ``open_with_key``.
    """
    if not folder.has_journal():
        raise journal_disappeared(folder.path)
    with name_newest_backup_on_damage(folder, clock):
        data_key = unlock_folder(folder, password)
    return open_with_key(folder, data_key, clock, seen_versions, instance_lock)


def unlock_folder(folder: JournalFolder, password: str) -> bytes:
    """Return the data key of a journal for its password.

    Raises:
        DamagedKeyFile: the key file is that of another journal; this password does open a backup.
        WrongPassword, DamagedKeyFile, NewerFormat: as in ``unlock_with_password``.
    """
    try:
        return unlock_with_password(folder, password)
    except WrongPassword:
        if _opens_by_backup_keys(folder, password):
            raise DamagedKeyFile(folder.key_file, "hoort bij een ander logboek") from None
        raise


def _opens_by_backup_keys(folder: JournalFolder, password: str) -> bool:
    """Whether the password opens the journal itself with the newest key file among the backups.

    That takes another derivation of a key, so not when that file equals the one of the journal. It is also
    no while the key file knows that key: then this is an old password.
    """
    with suppress(ReflectieError, OSError):
        backup = next(iter(backups_with_key_file(folder)), None)
        if backup is None or backup.key_file.read_bytes() == folder.key_file.read_bytes():
            return False
        data_key = unlock_with_password(backup, password)
        if not key_file_fits(folder, data_key):
            connect(resolve_link(folder.journal_file), data_key, mode="ro").close()
            return True
    return False


def open_with_key(
    folder: JournalFolder,
    data_key: bytes,
    clock: Clock,
    seen_versions: SeenVersions | None = None,
    instance_lock: InstanceLock | None = None,
) -> Journal:
    """Open the journal with its data key, and migrate it to the newest version after making a backup.

    After a crash, SQLite first restores the last committed state, and then the whole file is verified.
    ``seen_versions`` is what a screen had seen before it was locked, and ``instance_lock`` is its own lock.

    Raises:
        DamagedJournal: the file is missing or cannot be read with this key; names the newest good backup.
        NewerFormat: a later version of the program has migrated it.
        CannotWrite, CannotBackUp: it cannot be migrated; nothing has changed.
    """
    path = resolve_link(folder.journal_file)
    with name_newest_backup_on_damage(folder, clock, data_key):
        if not file_exists(path):
            _finish_interrupted_creation(path, data_key)
        with recovery_guard(path) as after_crash:
            connection = connect_verified(path, data_key, read_all=after_crash)
        try:
            if schema_version(connection) < len(MIGRATIONS):
                with _no_other_screen(instance_lock or InstanceLock(folder), path):
                    _back_up_before_migration(connection, folder, data_key, clock().date())
                    migrate(connection, path)
            migrate(connection, path)  # raises if it is newer
        except BaseException:
            connection.close()
            raise
    return Journal(connection, clock, path, JournalLocation(folder, data_key), seen_versions)


def open_read_only(folder: JournalFolder, data_key: bytes, clock: Clock) -> Journal:
    """Open the journal so that nothing can be written to it.

    After a crash, or before a migration, it is first opened and closed as usual. Errors as in
    ``open_with_key``.
    """
    path = resolve_link(folder.journal_file)
    if not file_exists(path) or has_rollback_journal(path):
        open_with_key(folder, data_key, clock).close()
    with name_newest_backup_on_damage(folder, clock, data_key):
        connection = connect(path, data_key, "ro")
        if schema_version(connection) != len(MIGRATIONS):
            connection.close()
            open_with_key(folder, data_key, clock).close()
            connection = connect(path, data_key, "ro")
    return Journal(connection, clock, path, JournalLocation(folder, data_key))


@contextmanager
def name_newest_backup_on_damage(
    folder: JournalFolder, clock: Clock, data_key: bytes | None = None
) -> Iterator[None]:
    """Add the newest good backup to an error about damage."""
    try:
        yield
    except DamagedFile as error:
        backup = newest_good_backup(folder, clock(), data_key)
        error.newest_backup = backup.journal_file if backup else None
        raise


@contextmanager
def _no_other_screen(instance_lock: InstanceLock, path: Path) -> Iterator[None]:
    """Hold the lock of the full screen, so that no journal is migrated under the screen that shows it.

    Raises:
        CannotWrite: another screen has the journal open.
    """
    was_held = instance_lock.is_held
    if not instance_lock.acquire():
        reason = "deze versie moet het bijwerken, en het is nog open in een ander venster"
        raise CannotWrite(path, reason, advice="Sluit dat venster en probeer het opnieuw.")
    try:
        yield
    finally:
        if not was_held:
            instance_lock.release()


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
    """Open a journal that is stored nowhere, for the example and for tests."""
    connection = connect_in_memory()
    migrate(connection)
    return Journal(connection, clock)


def create_database(path: Path, data_key: bytes) -> None:
    """Create an empty database of the newest version.

    Raises:
        CannotWrite: the file exists, or the disk refuses.
    """
    try:
        create_private_file(path)
    except OSError as error:
        raise CannotWrite(path.parent, os_error_reason(error)) from error
    with open_connection(path, data_key) as connection:
        migrate(connection, path)


def _move_into_place(new_path: Path, path: Path) -> None:
    try:
        replace_durably(new_path, path)
    except FileNotFoundError as error:
        if not file_exists(path):  # otherwise another program opened the journal and moved it
            raise CannotWrite(path, os_error_reason(error)) from error
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error


def _finish_interrupted_creation(path: Path, data_key: bytes) -> None:
    """Move to its place the database that a crash left under a temporary name.

    Raises:
        DamagedJournal: there is none that this key opens.
    """
    for new_path in path.parent.glob(f"{path.name}.*.nieuw"):
        with suppress(DamagedJournal):
            connect(new_path, data_key).close()
            _move_into_place(new_path, path)
            return
    raise DamagedJournal(path, "ontbreekt")
