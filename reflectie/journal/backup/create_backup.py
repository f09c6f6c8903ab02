"""Create a backup of an open journal, and verify it by opening it."""

import datetime as dt
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import (
    IN_USE,
    CannotBackUp,
    CannotWrite,
    DamagedJournal,
    ReflectieError,
    os_error_reason,
)
from reflectie.journal.backup.backups import Backup, list_backups, next_backup, rotate_backups
from reflectie.journal.backup.integrity import RowCounts, count_rows, verify_database
from reflectie.journal.database import (
    BackupStepCallback,
    Connection,
    copy_pages,
    open_connection,
    translate_errors,
)
from reflectie.journal.folder import (
    PRIVATE_FOLDER,
    JournalFolder,
    JournalLocation,
    create_private_file,
    move_to_new,
    write_new,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file

PAGES_PER_STEP = 256
"""Pages copied per step, about a megabyte; other work can be done between steps."""

MAX_BUSY_STEPS = 20
"""How many times in a row to wait a quarter of a second for another program that writes."""

SQLITE_BUSY_CODES, SQLITE_DONE = (5, 6), 101
"""SQLite result codes: https://www.sqlite.org/rescode.html"""

ProgressCallback = Callable[[int, int], None]
"""Called with the pages done and the pages in total."""


class UnverifiedBackup(NamedTuple):
    """A copy under a temporary name, the backup it is to become, and the row counts it must have."""

    temporary: Path
    backup: Backup
    row_counts: RowCounts


def back_up_journal(journal: Journal, today: dt.date, progress: ProgressCallback | None = None) -> Backup:
    """Make a verified backup in the journal's own folder, and remove backups that need not be kept.

    Raises:
        CannotBackUp: the disk refuses, or the copy is damaged; older backups are still there.
        DamagedJournal: the journal itself cannot be read.
    """
    location = location_of(journal)
    backup = write_backup(journal.connection, location, next_backup(location.folder, today), progress)
    rotate_backups(location.folder, backup)
    return backup


def location_of(journal: Journal) -> JournalLocation:
    """Return the location of a journal.

    Raises:
        CannotBackUp: it is stored nowhere.
    """
    if journal.location is None:
        raise CannotBackUp("het geheugen", "dit logboek staat nergens op schijf")
    return journal.location


def copy_journal(
    connection: Connection,
    location: JournalLocation,
    target: Backup,
    progress: ProgressCallback | None = None,
) -> UnverifiedBackup:
    """Copy an open journal to a temporary file; ``verify_and_place`` makes a backup of it.

    Call this on the thread that owns the connection. The copy includes what is written on it between steps.

    Raises:
        CannotBackUp: the disk refuses; nothing is left behind.
        DamagedJournal: the journal itself cannot be read.
    """
    temporary = target.path / f".{target.name}.{secrets.token_hex(4)}.deel"
    try:
        with _as_cannot_back_up(target):
            create_backup_folder(target.path)
            create_private_file(temporary)
            with open_connection(temporary, location.data_key) as copy:
                source = location.folder.journal_file
                copy_pages(connection, copy, PAGES_PER_STEP, backup_step(target.path, progress), source)
                with translate_errors(source):
                    return UnverifiedBackup(temporary, target, count_rows(connection))
    except BaseException:
        remove_temporary(temporary)
        raise


def verify_and_place(location: JournalLocation, copied: UnverifiedBackup) -> Backup:
    """Verify a copy by reading all of it, and move it to its place with a key file beside it.

    Raises:
        CannotBackUp: the copy is damaged, or the disk refuses; nothing is left behind.
    """
    temporary, backup, row_counts = copied
    try:
        with _as_cannot_back_up(backup):
            if verify_database(temporary, location.data_key) != row_counts:
                raise DamagedJournal(temporary, "is niet heel overgekomen")
            return _place(temporary, backup, location)
    except DamagedJournal as error:
        raise CannotBackUp(backup.path, "de kopie klopt niet met je logboek") from error
    finally:
        remove_temporary(temporary)


def _place(temporary: Path, backup: Backup, location: JournalLocation) -> Backup:
    """Move a copy to its place with a key file beside it. Nothing that is there is replaced.

    When another program just took the name of a daily backup, take the next one.
    """
    key_file = _intact_key_file(location.folder, location.data_key)
    while True:
        try:
            _place_both(temporary, backup, key_file)
        except FileExistsError:
            if backup.path != location.folder.backups_folder:
                raise
            backup = next_backup(location.folder, backup.day, backup.replaced)
        else:
            return backup


def _place_both(temporary: Path, backup: Backup, key_file: bytes) -> None:
    if os.path.lexists(backup.journal_file):
        raise FileExistsError(errno.EEXIST, "exists", backup.journal_file)
    write_new(backup.own_key_file, key_file)
    try:
        move_to_new(temporary, backup.journal_file)
    except OSError:
        backup.own_key_file.unlink(missing_ok=True)
        raise


@contextmanager
def _as_cannot_back_up(backup: Backup) -> Iterator[None]:
    """Turn a refusal of the disk into CannotBackUp."""
    try:
        yield
    except CannotWrite as error:
        raise CannotBackUp(backup.path, error.reason) from error
    except OSError as error:
        raise CannotBackUp(backup.path, os_error_reason(error)) from error


def write_backup(
    connection: Connection,
    location: JournalLocation,
    target: Backup,
    progress: ProgressCallback | None = None,
) -> Backup:
    """Copy and verify a backup, and move it to its place. Errors as in ``back_up_journal``."""
    return verify_and_place(location, copy_journal(connection, location, target, progress))


def remove_temporary(temporary: Path) -> None:
    """Remove a temporary database, and the rollback journal that SQLite may have left beside it."""
    for path in (temporary, temporary.with_name(f"{temporary.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def create_backup_folder(path: Path) -> None:
    if not path.is_dir():
        path.mkdir(PRIVATE_FOLDER)
        path.chmod(PRIVATE_FOLDER)


def backup_step(path: Path, progress: ProgressCallback | None = None) -> BackupStepCallback:
    """Return a callback that reports progress, and raises CannotWrite after waiting too long."""
    waited = 0

    def after_step(code: int, left: int, total: int) -> None:
        nonlocal waited
        waited = waited + 1 if code & 0xFF in SQLITE_BUSY_CODES else 0
        if waited > MAX_BUSY_STEPS:
            raise CannotWrite(path, IN_USE)
        if progress and code != SQLITE_DONE:  # a write during the last call would not be copied
            progress(total - left, total)

    return after_step


def _intact_key_file(folder: JournalFolder, data_key: bytes) -> bytes:
    """Return the key file of the journal, or else of the newest backup with an intact one."""
    for source in _key_file_sources(folder):
        with suppress(ReflectieError, OSError):
            read_verified_key_file(source, data_key)
            return source.key_file.read_bytes()
    raise CannotWrite(
        folder.key_file, "het sleutelbestand is beschadigd, en ook in de kopieën is er geen goed"
    )


def _key_file_sources(folder: JournalFolder) -> Iterator[JournalFolder]:
    yield folder
    yield from list_backups(folder)
