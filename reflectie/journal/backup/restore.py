"""Restore a backup, and show beforehand what that would change."""

import datetime as dt
import secrets
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import (
    CannotWrite,
    DamagedFile,
    DamagedJournal,
    NewerFormat,
    cannot_restore,
    os_error_reason,
)
from reflectie.journal.backup.create_backup import (
    PAGES_PER_STEP,
    Backup,
    ProgressCallback,
    backup_step,
    create_backup_folder,
    list_backups,
    next_backup,
    remove_temporary,
    write_backup,
)
from reflectie.journal.backup.integrity import connect_verified, verify_database
from reflectie.journal.backup.rollback_journal import recovery_guard, rollback_journal_path
from reflectie.journal.database import Connection, copy_pages, open_connection, read_transaction
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
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file
from reflectie.journal.migrations import migrate, schema_version


class RestorePreview(NamedTuple):
    """How many entries a restore would add, remove and change, entries in the bin included.

    The times are those of the last change, or None without entries. A journal that cannot be read counts as
    empty.
    """

    added: int
    removed: int
    changed: int
    journal_changed_at: dt.datetime | None
    backup_changed_at: dt.datetime | None


def preview_restore(folder: JournalFolder, backup: Backup, data_key: bytes) -> RestorePreview:
    """Compare the journal with a backup, and change nothing. Errors as in ``check_backup``."""
    check_backup(backup, data_key)
    with open_connection(backup.journal_file, data_key, mode="ro") as connection:
        in_backup = _entry_states(connection, backup.journal_file)
    in_journal = _journal_entry_states(folder, data_key)
    return RestorePreview(
        added=len(in_backup.keys() - in_journal.keys()),
        removed=len(in_journal.keys() - in_backup.keys()),
        changed=sum(in_backup[key] != in_journal[key] for key in in_backup.keys() & in_journal.keys()),
        journal_changed_at=_latest_change(in_journal),
        backup_changed_at=_latest_change(in_backup),
    )


def check_backup(backup: Backup, data_key: bytes) -> None:
    """Open a backup and read all of it.

    Raises:
        ReflectieError: it is damaged, or belongs to another journal.
        NewerFormat: a later version of the program made it.
    """
    try:
        verify_database(backup.journal_file, data_key)
    except CannotWrite as error:
        raise cannot_restore(backup.journal_file, f"gaat niet open: {error.reason}") from error
    except DamagedJournal as error:
        raise cannot_restore(backup.journal_file, _refusal_reason(backup, data_key)) from error


def backups_with_key_file(folder: JournalFolder) -> tuple[Backup, ...]:
    """Return the backups with an intact key file, newest first."""
    return tuple(backup for backup in list_backups(folder) if _has_intact_key_file(backup))


def connect_intact_journal(path: Path, data_key: bytes) -> Connection:
    """Connect to a journal of any version, and verify it.

    Raises:
        DamagedJournal: it is missing or damaged.
    """
    if not file_exists(path):
        raise DamagedJournal(path, "ontbreekt")
    with recovery_guard(path):
        return connect_verified(path, data_key, read_all=True)


def key_file_fits(folder: JournalFolder, data_key: bytes) -> bool:
    """Whether there is an intact key file that belongs to this key."""
    if not file_exists(folder.key_file):
        return False
    try:
        read_verified_key_file(folder, data_key)
    except DamagedFile:
        return False
    return True


def _refusal_reason(backup: Backup, data_key: bytes) -> str:
    """Say why a backup does not open: it is damaged, or its key file belongs to another journal."""
    if not _has_intact_key_file(backup):
        return "gaat niet open: hij is beschadigd, of hoort bij een ander logboek"
    if key_file_fits(backup, data_key):
        return "is beschadigd"
    return "hoort bij een ander logboek: jouw sleutel past er niet op"


def _has_intact_key_file(folder: JournalFolder) -> bool:
    try:
        read_key_file(folder)
    except (DamagedFile, NewerFormat):
        return False
    return True


_EntryStates = dict[str, tuple[str, bool]]
"""Time of change per entry id, and whether the entry is in the bin."""


def _journal_entry_states(folder: JournalFolder, data_key: bytes) -> _EntryStates:
    path = resolve_link(folder.journal_file)
    with suppress(DamagedFile, CannotWrite), closing(connect_intact_journal(path, data_key)) as connection:
        return _entry_states(connection, path)
    return {}


def _entry_states(connection: Connection, path: Path) -> _EntryStates:
    with read_transaction(connection, path):
        in_bin = "deleted_at IS NOT NULL" if schema_version(connection) > 1 else "0"
        rows = connection.execute(f"SELECT id, changed_at, {in_bin} FROM entry")  # noqa: S608 - a constant
        return {
            entry_id: (changed_at, bool(is_in_bin)) for entry_id, changed_at, is_in_bin in rows.fetchall()
        }


def _latest_change(entries: _EntryStates) -> dt.datetime | None:
    return dt.datetime.fromisoformat(max(entries.values())[0]) if entries else None


# Restore ------------------------------------------------------------------------------------------


def restore_backup(
    folder: JournalFolder,
    backup: Backup,
    data_key: bytes,
    today: dt.date,
    progress: ProgressCallback | None = None,
) -> Path | None:
    """Replace the journal by a backup, and its key file if that is damaged or missing.

    Returns:
        Where the replaced journal is now; None when there was none.

    Raises:
        ReflectieError, NewerFormat: as in ``check_backup``; nothing has changed.
        CannotBackUp, CannotWrite: the disk refuses; the journal is unchanged.
    """
    check_backup(backup, data_key)
    folder.create()
    path = resolve_link(folder.journal_file)
    replacement = _prepare_replacement(path, backup, data_key)
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
        _save_damaged_files(folder, (folder.key_file,), today)
    except OSError as error:
        raise CannotWrite(folder.path, os_error_reason(error)) from error
    write_private(folder.key_file, content)


def _prepare_replacement(path: Path, backup: Backup, data_key: bytes) -> Path:
    """Copy a backup to a temporary file beside the journal, migrated and verified."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.terug")
    try:
        create_private_file(temporary)
        with (
            open_connection(backup.journal_file, data_key, "ro") as source,
            open_connection(temporary, data_key) as target,
        ):
            copy_pages(source, target, PAGES_PER_STEP, backup_step(temporary), path)
            migrate(target, backup.journal_file)
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
        shutil.copyfile(file, copy)
        copy.chmod(PRIVATE_FILE)
        copies.append(copy)
    return copies[0] if copies else None
