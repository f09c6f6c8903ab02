"""Restore a backup: replace the journal completely, or leave it unchanged."""

import datetime as dt
import secrets
from contextlib import closing
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
from reflectie.journal.backup.salvage import Salvage, write_salvage
from reflectie.journal.database import copy_pages, open_connection
from reflectie.journal.folder import (
    JournalFolder,
    JournalLocation,
    copy_to_new_private,
    create_private_file,
    file_exists,
    replace_durably,
    resolve_link,
    write_private,
)
from reflectie.journal.instance_lock import key_file_lock
from reflectie.journal.keys.key_file import read_key_file
from reflectie.journal.migrations import migrate


def restore_backup(
    folder: JournalFolder,
    backup: Backup,
    data_key: bytes,
    today: dt.date,
    progress: ProgressCallback | None = None,
    salvaged: Salvage | None = None,
) -> Path | None:
    """Replace the journal by a backup, and its key file if that is damaged or missing.

    ``salvaged`` is what could be read in a damaged journal; it is added to what the backup holds.

    Returns:
        Where the replaced journal is now; None when there was none.

    Raises:
        ReflectieError, NewerFormat: as in ``check_backup``; nothing has changed.
        CannotBackUp, CannotWrite: the disk refuses; the journal is unchanged.
    """
    check_backup(backup, data_key)
    folder.create()
    path = resolve_link(folder.journal_file)
    replacement = _prepare_replacement(path, backup, data_key, salvaged)
    try:
        saved: Path | None = _replace_intact_journal(folder, path, replacement, data_key, today, progress)
    except DamagedFile:
        saved = _replace_damaged_journal(folder, path, replacement, today)
    finally:
        remove_temporary(replacement)
    if not key_file_fits(folder, data_key):
        restore_key_file(folder, backup, today)
    return saved


def restore_key_file(folder: JournalFolder, backup: Backup, today: dt.date) -> None:
    """Replace only the key file by that of a backup; the old one is saved among the backups.

    Raises:
        DamagedKeyFile, NewerFormat: the key file of the backup cannot be used either.
        CannotWrite: the disk refuses.
    """
    read_key_file(backup)
    try:
        content = backup.key_file.read_bytes()
        with key_file_lock(folder):
            _save_damaged_files(folder, (folder.key_file,), today)
            write_private(folder.key_file, content)
    except OSError as error:
        raise CannotWrite(folder.path, os_error_reason(error)) from error


def _prepare_replacement(
    path: Path, backup: Backup, data_key: bytes, salvaged: Salvage | None = None
) -> Path:
    """Copy a backup to a temporary file beside the journal, migrated, completed and verified."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.terug")
    try:
        create_private_file(temporary)
        with (
            open_connection(backup.journal_file, data_key, "ro") as source,
            open_connection(temporary, data_key) as target,
        ):
            copy_pages(source, target, PAGES_PER_STEP, backup_step(temporary), path)
            migrate(target, backup.journal_file)
            if salvaged:
                write_salvage(target, salvaged, temporary)
        verify_database(temporary, data_key)
    except BaseException as error:
        remove_temporary(temporary)
        if isinstance(error, OSError):
            raise CannotWrite(path.parent, os_error_reason(error)) from error
        raise
    return temporary


def _replace_intact_journal(
    folder: JournalFolder,
    path: Path,
    replacement: Path,
    data_key: bytes,
    today: dt.date,
    progress: ProgressCallback | None,
) -> Path:
    """Back up the journal, and copy the replacement into it in one transaction."""
    location, target = JournalLocation(folder, data_key), next_backup(folder, today, replaced=True)
    with closing(connect_intact_journal(path, data_key)) as connection:
        saved = write_backup(connection, location, target)
        with open_connection(replacement, data_key) as source:
            copy_pages(source, connection, PAGES_PER_STEP, backup_step(path, progress), path)
    return saved.journal_file


def _replace_damaged_journal(
    folder: JournalFolder, path: Path, replacement: Path, today: dt.date
) -> Path | None:
    """Replace a damaged or missing journal, and remove the rollback journal that would ruin the new one."""
    try:
        saved = _save_damaged_files(folder, (path, rollback_journal_path(path)), today)
        rollback_journal_path(path).unlink(missing_ok=True)
        replace_durably(replacement, path)
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error
    return saved


def _save_damaged_files(folder: JournalFolder, files: tuple[Path, ...], today: dt.date) -> Path | None:
    """Copy damaged files to the backup folder. Return the first copy, or None when no file exists."""
    copies: list[Path] = []
    for file in filter(file_exists, files):
        create_backup_folder(folder.backups_folder)
        copy = folder.backups_folder / f"beschadigd-{today.isoformat()}-{secrets.token_hex(2)}-{file.name}"
        copy_to_new_private(file, copy)
        copies.append(copy)
    return copies[0] if copies else None
