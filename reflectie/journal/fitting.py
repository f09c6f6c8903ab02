"""Whether a copy fits this journal, and what would change if it took its place. Nothing is changed here."""

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotRestore, CannotWrite, Damaged, DamagedJournal, NewerFormat
from reflectie.journal.backups import Backup, listed
from reflectie.journal.database import Connection, connect, reading
from reflectie.journal.folder import Folder, behind_link, present
from reflectie.journal.hot import guarded
from reflectie.journal.keys import read_keys, verified_keys
from reflectie.journal.schema import version
from reflectie.journal.sound import examine, refuse_broken, refuse_stump


class Preview(NamedTuple):
    """What putting a copy back would do, in numbers of entries, those in the bin included.

    ``added`` are in the copy only, ``lost`` now only, ``changed`` differ. ``newest_now`` and ``newest_then``
    are when something was written last; ``newest_now`` is None when there is no journal that can be read.
    """

    added: int
    lost: int
    changed: int
    newest_now: dt.datetime | None
    newest_then: dt.datetime | None


def preview(folder: Folder, backup: Backup, data_key: bytes) -> Preview:
    """Look at both, and change nothing; errors as ``check``."""
    check(backup, data_key)
    then = _entries(connect(backup.journal, data_key, mode="ro"), backup.journal)
    path, now = behind_link(folder.journal), dict[str, tuple[str, bool]]()
    with suppress(Damaged, CannotWrite):  # then all of the copy is new
        now = _entries(sound(path, data_key), path)
    return Preview(
        added=len(then.keys() - now.keys()),
        lost=len(now.keys() - then.keys()),
        changed=sum(then[one] != now[one] for one in then.keys() & now.keys()),
        newest_now=_newest(now),
        newest_then=_newest(then),
    )


def check(backup: Backup, data_key: bytes) -> None:
    """Open a copy and read all of it.

    Raises:
        CannotRestore: it is damaged, or belongs to another journal.
        NewerFormat: a later version of the program made it.
    """
    try:
        examine(backup.journal, data_key)
    except CannotWrite as error:
        raise CannotRestore(backup.journal, f"gaat niet open: {error.why}") from error
    except DamagedJournal as error:
        raise CannotRestore(backup.journal, _why_not(backup, data_key)) from error


def with_keys(folder: Folder) -> tuple[Backup, ...]:
    """The copies whose key file holds together, the newest first."""
    return tuple(backup for backup in listed(folder) if _has_keys(backup))


def sound(path: Path, data_key: bytes) -> Connection:
    """A connection to a journal that holds together, whatever its version."""
    if not present(path):
        raise DamagedJournal(path, "ontbreekt")
    with guarded(path):
        connection = connect(path, data_key)
        try:
            refuse_stump(connection, path)
            refuse_broken(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def fits(folder: Folder, data_key: bytes) -> bool:
    """Whether there is a sound key file that belongs to this key."""
    if not present(folder.keys):
        return False
    try:
        verified_keys(folder, data_key)
    except Damaged:
        return False
    return True


def _why_not(backup: Backup, data_key: bytes) -> str:
    """Whether a copy that does not open is damaged, or belongs to another journal: its keys tell."""
    if not _has_keys(backup):
        return "gaat niet open: hij is beschadigd, of hoort bij een ander logboek"
    if fits(backup, data_key):
        return "is beschadigd"
    return "hoort bij een ander logboek: jouw sleutel past er niet op"


def _has_keys(folder: Folder) -> bool:
    try:
        read_keys(folder)
    except (Damaged, NewerFormat):
        return False
    return True


def _entries(connection: Connection, where: Path) -> dict[str, tuple[str, bool]]:
    """Of every entry the moment of change, and whether it is in the bin; closes the connection."""
    try:
        with reading(connection, where):
            binned = "deleted_at IS NOT NULL" if version(connection) > 1 else "0"
            found = connection.execute(f"SELECT id, changed_at, {binned} FROM entry")  # noqa: S608 - ours
            return {entry_id: (changed, bool(in_bin)) for entry_id, changed, in_bin in found.fetchall()}
    finally:
        connection.close()


def _newest(entries: dict[str, tuple[str, bool]]) -> dt.datetime | None:
    return dt.datetime.fromisoformat(max(entries.values())[0]) if entries else None
