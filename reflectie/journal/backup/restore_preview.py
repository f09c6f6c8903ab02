"""Whether a backup fits this journal, and what restoring it would change."""

import datetime as dt
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotWrite, DamagedFile, DamagedJournal, NewerFormat, cannot_restore
from reflectie.journal.backup.backups import Backup, list_backups
from reflectie.journal.backup.integrity import connect_verified, verify_database
from reflectie.journal.backup.rollback_journal import recovery_guard
from reflectie.journal.backup.salvage import Salvage, salvage
from reflectie.journal.database import Connection, open_connection, read_transaction
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file
from reflectie.journal.migrations import schema_version


class RestorePreview(NamedTuple):
    """How many entries a restore would add, remove and change, entries in the bin included.

    The times are those of the last change, or None without entries. Of a damaged journal ``salvage`` is what
    can be read and is newer than the backup, or None if it does not open at all; the counts are those of a
    restore without it.
    """

    added: int
    removed: int
    changed: int
    journal_changed_at: dt.datetime | None
    backup_changed_at: dt.datetime | None
    is_damaged: bool = False
    salvage: Salvage | None = None
    lost: int = 0
    """Entries of which nothing can be read, in the damaged journal or in the backup."""


def preview_restore(folder: JournalFolder, backup: Backup, data_key: bytes) -> RestorePreview:
    """Compare the journal with a backup, and change nothing. Errors as in ``check_backup``."""
    check_backup(backup, data_key)
    with open_connection(backup.journal_file, data_key, mode="ro") as connection:
        in_backup = _entry_states(connection, backup.journal_file)
    in_journal = journal_entry_states(folder, data_key)
    if in_journal is None:
        return _preview_of_damaged(folder, in_backup, data_key)
    return RestorePreview(
        added=len(in_backup.keys() - in_journal.keys()),
        removed=len(in_journal.keys() - in_backup.keys()),
        changed=sum(in_backup[key] != in_journal[key] for key in in_backup.keys() & in_journal.keys()),
        journal_changed_at=_latest_change(in_journal),
        backup_changed_at=_latest_change(in_backup),
    )


def _preview_of_damaged(folder: JournalFolder, in_backup: "EntryStates", data_key: bytes) -> RestorePreview:
    changes = {entry_id: changed_at for entry_id, (changed_at, _) in in_backup.items()}
    path = resolve_link(folder.journal_file)
    salvaged = salvage(path, data_key, changes) if file_exists(path) else None
    unreadable = salvaged.unreadable if salvaged else ()
    return RestorePreview(
        added=len(in_backup),
        removed=0,
        changed=0,
        journal_changed_at=None,
        backup_changed_at=_latest_change(in_backup),
        is_damaged=True,
        salvage=salvaged,
        lost=len(set(unreadable) - in_backup.keys()),
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


EntryStates = dict[str, tuple[str, bool]]
"""Time of change per entry id, and whether the entry is in the bin."""


def journal_entry_states(folder: JournalFolder, data_key: bytes) -> EntryStates | None:
    """Return the states of all entries of the journal, or None when it is missing or damaged."""
    path = resolve_link(folder.journal_file)
    with suppress(DamagedFile, CannotWrite), closing(connect_intact_journal(path, data_key)) as connection:
        return _entry_states(connection, path)
    return None


def _entry_states(connection: Connection, path: Path) -> EntryStates:
    with read_transaction(connection, path):
        in_bin = "deleted_at IS NOT NULL" if schema_version(connection) > 1 else "0"
        rows = connection.execute(f"SELECT id, changed_at, {in_bin} FROM entry")  # noqa: S608 - a constant
        return {
            entry_id: (changed_at, bool(is_in_bin)) for entry_id, changed_at, is_in_bin in rows.fetchall()
        }


def _latest_change(entries: EntryStates) -> dt.datetime | None:
    return dt.datetime.fromisoformat(max(entries.values())[0]) if entries else None
