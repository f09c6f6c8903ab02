"""Create a backup of an open journal, and verify it by opening it."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
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
from reflectie.journal.database import Connection, connect, copy_pages, translate_errors
from reflectie.journal.folder import (
    PRIVATE_FOLDER,
    JournalFolder,
    JournalLocation,
    create_private_file,
    replace_durably,
    write_private,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file

PAGES_PER_STEP = 256
"""Pages copied at a time, about a megabyte; between two of these other work can be done."""

MAX_BUSY_STEPS = 20
"""Times that a copy waits a quarter of a second for another window that is writing."""

SQLITE_BUSY_CODES, SQLITE_DONE = (5, 6), 101
"""Result codes of SQLite: https://www.sqlite.org/rescode.html"""

ProgressCallback = Callable[[int, int], None]
"""Pages done and pages in all."""


class UnverifiedBackup(NamedTuple):
    """A copy that is made and not yet proved: where it is, where it is to go, and what must be in it."""

    temporary: Path
    backup: Backup
    row_counts: RowCounts


def back_up_journal(journal: Journal, today: dt.date, progress: ProgressCallback | None = None) -> Backup:
    """Copy an open journal to its own folder of copies, prove it, and let go of what need not stay.

    Raises:
        CannotBackUp: the disk refuses or the copy does not hold together; older copies are still there.
        DamagedJournal: the journal itself cannot be read.
    """
    home = location_of(journal)
    made = write_backup(journal.connection, home, next_backup(home.folder, today), progress)
    rotate_backups(home.folder, made)
    return made


def location_of(journal: Journal) -> JournalLocation:
    """Where a journal lives; one that is kept nowhere cannot be copied."""
    if journal.location is None:
        raise CannotBackUp("het geheugen", "dit logboek staat nergens op schijf")
    return journal.location


def copy_journal(
    connection: Connection, home: JournalLocation, target: Backup, progress: ProgressCallback | None = None
) -> UnverifiedBackup:
    """Copy an open journal under a temporary name; ``finish`` proves it and puts it in its place.

    On the thread that owns the connection. What is written on it between two pieces comes along.

    Raises:
        CannotBackUp: the disk refuses; nothing is left behind.
        DamagedJournal: the journal itself cannot be read.
    """
    temporary = target.path / f".{target.name}.{secrets.token_hex(4)}.deel"
    try:
        create_backup_folder(target.path)
        create_private_file(temporary)
        fresh = connect(temporary, home.data_key)
        try:
            where = home.folder.journal_file
            copy_pages(connection, fresh, PAGES_PER_STEP, backup_step(target.path, progress), where)
            with translate_errors(where):
                return UnverifiedBackup(temporary, target, count_rows(connection))
        finally:
            fresh.close()
    except BaseException as error:
        remove_temporary(temporary)
        if isinstance(error, OSError):
            raise CannotBackUp(target.path, os_error_reason(error)) from error
        if isinstance(error, CannotWrite):
            raise CannotBackUp(target.path, error.reason) from error
        raise


def verify_and_place(home: JournalLocation, copied: UnverifiedBackup) -> Backup:
    """Prove a copy by opening it and reading all of it, and put it in its place with its keys.

    Raises:
        CannotBackUp: it does not hold together, or the disk refuses; nothing is left behind.
    """
    temporary, backup, rows = copied
    try:
        if verify_database(temporary, home.data_key) != rows:
            raise DamagedJournal(temporary, "is niet heel overgekomen")
        write_private(backup.own_key_file, _intact_key_file(home.folder, home.data_key))
        replace_durably(temporary, backup.journal_file)
    except DamagedJournal as error:
        raise CannotBackUp(backup.path, "de kopie klopt niet met je logboek") from error
    except CannotWrite as error:
        raise CannotBackUp(backup.path, error.reason) from error
    except OSError as error:
        raise CannotBackUp(backup.path, os_error_reason(error)) from error
    finally:
        remove_temporary(temporary)
    return backup


def write_backup(
    connection: Connection, home: JournalLocation, target: Backup, progress: ProgressCallback | None = None
) -> Backup:
    """``copy`` and ``finish`` together, for who need not do anything else meanwhile."""
    return verify_and_place(home, copy_journal(connection, home, target, progress))


def remove_temporary(temporary: Path) -> None:
    """Remove a copy that came to nothing, and what SQLite left beside it."""
    for path in (temporary, temporary.with_name(f"{temporary.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def create_backup_folder(path: Path) -> None:
    if not path.is_dir():
        path.mkdir(PRIVATE_FOLDER)
        path.chmod(PRIVATE_FOLDER)


def backup_step(where: Path, progress: ProgressCallback | None = None) -> Callable[[int, int, int], None]:
    """For ``Connection.backup``: tells of the progress, and does not wait for ever for another window."""
    waited = 0

    def done(outcome: int, left: int, pages: int) -> None:
        nonlocal waited
        waited = waited + 1 if outcome & 0xFF in SQLITE_BUSY_CODES else 0
        if waited > MAX_BUSY_STEPS:
            raise CannotWrite(where, IN_USE)
        if progress and outcome != SQLITE_DONE:  # what is written after the last piece comes along no more
            progress(pages - left, pages)

    return done


def _intact_key_file(folder: JournalFolder, data_key: bytes) -> bytes:
    """The key file for a copy: that of the journal or else of an older copy; a broken one never spreads."""
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
