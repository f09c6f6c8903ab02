"""Restore a backup: replace the journal completely, or leave it unchanged."""

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectie.domain.errors import CannotWrite, DamagedFile, os_error_reason
from reflectie.journal.backup.backups import Backup, next_backup
from reflectie.journal.backup.create_backup import (
    PAGES_PER_STEP,
    ProgressCallback,
    backup_step,
    create_backup_folder,
    remove_temporary,
    write_backup,
)
from reflectie.journal.backup.integrity import verify_database
from reflectie.journal.backup.restore_preview import check_backup, connect_intact_journal, key_file_fits
from reflectie.journal.backup.rollback_journal import rollback_journal_path
from reflectie.journal.database import Connection, connect, copy_pages
from reflectie.journal.folder import (
    PRIVATE_FILE,
    JournalFolder,
    JournalLocation,
    create_private_file,
    file_exists,
    replace_durably,
    resolve_link,
    write_private,
)
from reflectie.journal.keys.key_file import read_key_file
from reflectie.journal.migrations import migrate


def restore_backup(
    folder: JournalFolder,
    backup: Backup,
    data_key: bytes,
    today: dt.date,
    progress: ProgressCallback | None = None,
) -> Path | None:
    """Put a copy in the place of the journal, and its keys where those are damaged or missing.

    Returns:
        Where the journal of before is kept now; None when there was none.

    Raises:
        CannotRestore, NewerFormat: as ``check``; nothing has changed.
        CannotBackUp, CannotWrite: the disk refuses; the journal is as it was.
    """
    check_backup(backup, data_key)
    folder.create()
    path = resolve_link(folder.journal_file)
    fresh = _prepare_replacement(path, backup, data_key)
    try:
        aside: Path | None = _replace_intact_journal(folder, path, fresh, data_key, today, progress)
    except DamagedFile:
        aside = _replace_damaged_journal(folder, path, fresh, today)
    finally:
        remove_temporary(fresh)
    if not key_file_fits(folder, data_key):
        restore_key_file(folder, backup, today)
    return aside


def restore_key_file(folder: JournalFolder, backup: Backup, today: dt.date) -> None:
    """Put back only the key file; not one entry is touched. What stood there is kept aside.

    Raises:
        DamagedKeys, NewerFormat: that of the copy cannot be used either.
        CannotWrite: the disk refuses.
    """
    read_key_file(backup)
    try:
        content = backup.key_file.read_bytes()
        _save_damaged_files(folder, (folder.key_file,), today)
    except OSError as error:
        raise CannotWrite(folder.path, os_error_reason(error)) from error
    write_private(folder.key_file, content)


def _prepare_replacement(path: Path, backup: Backup, data_key: bytes) -> Path:
    """The copy once more, beside the journal and in the newest version, proved: ready to take its place."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.terug")
    try:
        create_private_file(fresh)
        with (
            _open_connection(backup.journal_file, data_key, "ro") as source,
            _open_connection(fresh, data_key) as target,
        ):
            copy_pages(source, target, PAGES_PER_STEP, backup_step(fresh), path)
            migrate(target, backup.journal_file)
        verify_database(fresh, data_key)
    except BaseException as error:
        remove_temporary(fresh)
        if isinstance(error, OSError):
            raise CannotWrite(path.parent, os_error_reason(error)) from error
        raise
    return fresh


def _replace_intact_journal(
    folder: JournalFolder,
    path: Path,
    fresh: Path,
    data_key: bytes,
    today: dt.date,
    progress: ProgressCallback | None,
) -> Path:
    """Into the journal that is there, as one save, after a copy of it was made."""
    connection = connect_intact_journal(path, data_key)
    try:
        aside = write_backup(
            connection, JournalLocation(folder, data_key), next_backup(folder, today, replaced=True)
        )
        with _open_connection(fresh, data_key) as source:
            copy_pages(source, connection, PAGES_PER_STEP, backup_step(path, progress), path)
    finally:
        connection.close()
    return aside.journal_file


def _replace_damaged_journal(folder: JournalFolder, path: Path, fresh: Path, today: dt.date) -> Path | None:
    """In the place of one that is damaged or missing. Its rollback journal must not meet the new one."""
    try:
        aside = _save_damaged_files(folder, (path, rollback_journal_path(path)), today)
        rollback_journal_path(path).unlink(missing_ok=True)
        replace_durably(fresh, path)
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error
    return aside


def _save_damaged_files(folder: JournalFolder, files: tuple[Path, ...], today: dt.date) -> Path | None:
    """Copies of damaged files among the backups; gives the first that was there."""
    made: list[Path] = []
    for file in filter(file_exists, files):
        create_backup_folder(folder.backups_folder)
        place = folder.backups_folder / f"beschadigd-{today.isoformat()}-{secrets.token_hex(2)}-{file.name}"
        shutil.copyfile(file, place)
        place.chmod(PRIVATE_FILE)
        made.append(place)
    return made[0] if made else None


@contextmanager
def _open_connection(path: Path, data_key: bytes, mode: str = "rw") -> Iterator[Connection]:
    connection = connect(path, data_key, mode)
    try:
        yield connection
    finally:
        connection.close()
