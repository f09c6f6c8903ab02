"""Whether a backup fits this journal, and what restoring it would change."""

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotRestore, CannotWrite, DamagedFile, DamagedJournal, NewerFormat
from reflectie.journal.backup.backups import Backup, list_backups
from reflectie.journal.backup.integrity import require_complete_file, require_intact, verify_database
from reflectie.journal.backup.rollback_journal import recovery_guard
from reflectie.journal.database import Connection, connect, read_transaction
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file
from reflectie.journal.migrations import schema_version


class RestorePreview(NamedTuple):
    """What putting a copy back would do, in numbers of entries, those in the bin included.

    ``added`` are in the copy only, ``lost`` now only, ``changed`` differ. ``newest_now`` and ``newest_then``
    are when something was written last; ``newest_now`` is None when there is no journal that can be read.
    """

    added: int
    removed: int
    changed: int
    journal_changed_at: dt.datetime | None
    backup_changed_at: dt.datetime | None


def preview_restore(folder: JournalFolder, backup: Backup, data_key: bytes) -> RestorePreview:
    """Look at both, and change nothing; errors as ``check``."""
    check_backup(backup, data_key)
    then = _entry_states(connect(backup.journal_file, data_key, mode="ro"), backup.journal_file)
    path, now = resolve_link(folder.journal_file), dict[str, tuple[str, bool]]()
    with suppress(DamagedFile, CannotWrite):  # then all of the copy is new
        now = _entry_states(connect_intact_journal(path, data_key), path)
    return RestorePreview(
        added=len(then.keys() - now.keys()),
        removed=len(now.keys() - then.keys()),
        changed=sum(then[one] != now[one] for one in then.keys() & now.keys()),
        journal_changed_at=_latest_change(now),
        backup_changed_at=_latest_change(then),
    )


def check_backup(backup: Backup, data_key: bytes) -> None:
    """Open a copy and read all of it.

    Raises:
        CannotRestore: it is damaged, or belongs to another journal.
        NewerFormat: a later version of the program made it.
    """
    try:
        verify_database(backup.journal_file, data_key)
    except CannotWrite as error:
        raise CannotRestore(backup.journal_file, f"gaat niet open: {error.reason}") from error
    except DamagedJournal as error:
        raise CannotRestore(backup.journal_file, _refusal_reason(backup, data_key)) from error


def backups_with_key_file(folder: JournalFolder) -> tuple[Backup, ...]:
    """The copies whose key file holds together, the newest first."""
    return tuple(backup for backup in list_backups(folder) if _has_intact_key_file(backup))


def connect_intact_journal(path: Path, data_key: bytes) -> Connection:
    """A connection to a journal that holds together, whatever its version."""
    if not file_exists(path):
        raise DamagedJournal(path, "ontbreekt")
    with recovery_guard(path):
        connection = connect(path, data_key)
        try:
            require_complete_file(connection, path)
            require_intact(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def key_file_fits(folder: JournalFolder, data_key: bytes) -> bool:
    """Whether there is a sound key file that belongs to this key."""
    if not file_exists(folder.key_file):
        return False
    try:
        read_verified_key_file(folder, data_key)
    except DamagedFile:
        return False
    return True


def _refusal_reason(backup: Backup, data_key: bytes) -> str:
    """Whether a copy that does not open is damaged, or belongs to another journal: its keys tell."""
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


def _entry_states(connection: Connection, where: Path) -> dict[str, tuple[str, bool]]:
    """Of every entry the moment of change, and whether it is in the bin; closes the connection."""
    try:
        with read_transaction(connection, where):
            binned = "deleted_at IS NOT NULL" if schema_version(connection) > 1 else "0"
            found = connection.execute(f"SELECT id, changed_at, {binned} FROM entry")  # noqa: S608 - ours
            return {entry_id: (changed, bool(in_bin)) for entry_id, changed, in_bin in found.fetchall()}
    finally:
        connection.close()


def _latest_change(entries: dict[str, tuple[str, bool]]) -> dt.datetime | None:
    return dt.datetime.fromisoformat(max(entries.values())[0]) if entries else None
