"""Putting a copy back: what would change, and then all of it or nothing.

What is there now is kept first, also when it is damaged. A journal that is sound takes the copy in as one
save, so that another window that has it open sees the change; a damaged one is moved aside.
"""

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectie.domain.disk import reason
from reflectie.domain.errors import CannotWrite, Damaged
from reflectie.journal.backups import Backup, next_backup
from reflectie.journal.base import Home
from reflectie.journal.copying import PAGES, Progress, discard, make, make_room, step
from reflectie.journal.database import Connection, connect, copy_pages
from reflectie.journal.fitting import check, fits, sound
from reflectie.journal.folder import (
    PRIVATE_FILE,
    Folder,
    behind_link,
    make_private_file,
    present,
    replace_durably,
    write_private,
)
from reflectie.journal.hot import rollback_file
from reflectie.journal.keys import read_keys
from reflectie.journal.schema import migrate
from reflectie.journal.sound import examine


def restore(
    folder: Folder, backup: Backup, data_key: bytes, today: dt.date, progress: Progress | None = None
) -> Path | None:
    """Put a copy in the place of the journal, and its keys where those are damaged or missing.

    Returns:
        Where the journal of before is kept now; None when there was none.

    Raises:
        CannotRestore, NewerFormat: as ``check``; nothing has changed.
        CannotBackUp, CannotWrite: the disk refuses; the journal is as it was.
    """
    check(backup, data_key)
    folder.make()
    path = behind_link(folder.journal)
    fresh = _prepared(path, backup, data_key)
    try:
        aside: Path | None = _take_in(folder, path, fresh, data_key, today, progress)
    except Damaged:
        aside = _replace(folder, path, fresh, today)
    finally:
        discard(fresh)
    if not fits(folder, data_key):
        restore_keys(folder, backup, today)
    return aside


def restore_keys(folder: Folder, backup: Backup, today: dt.date) -> None:
    """Put back only the key file; not one entry is touched. What stood there is kept aside.

    Raises:
        DamagedKeys, NewerFormat: that of the copy cannot be used either.
        CannotWrite: the disk refuses.
    """
    read_keys(backup)
    try:
        content = backup.keys.read_bytes()
        _keep_aside(folder, (folder.keys,), today)
    except OSError as error:
        raise CannotWrite(folder.path, reason(error)) from error
    write_private(folder.keys, content)


def _prepared(path: Path, backup: Backup, data_key: bytes) -> Path:
    """The copy once more, beside the journal and in the newest version, proved: ready to take its place."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.terug")
    try:
        make_private_file(fresh)
        with _open(backup.journal, data_key, "ro") as source, _open(fresh, data_key) as target:
            copy_pages(source, target, PAGES, step(fresh), path)
            migrate(target, backup.journal)
        examine(fresh, data_key)
    except BaseException as error:
        discard(fresh)
        if isinstance(error, OSError):
            raise CannotWrite(path.parent, reason(error)) from error
        raise
    return fresh


def _take_in(
    folder: Folder, path: Path, fresh: Path, data_key: bytes, today: dt.date, progress: Progress | None
) -> Path:
    """Into the journal that is there, as one save, after a copy of it was made."""
    connection = sound(path, data_key)
    try:
        aside = make(connection, Home(folder, data_key), next_backup(folder, today, replaced=True))
        with _open(fresh, data_key) as source:
            copy_pages(source, connection, PAGES, step(path, progress), path)
    finally:
        connection.close()
    return aside.journal


def _replace(folder: Folder, path: Path, fresh: Path, today: dt.date) -> Path | None:
    """In the place of one that is damaged or missing. Its rollback journal must not meet the new one."""
    try:
        aside = _keep_aside(folder, (path, rollback_file(path)), today)
        rollback_file(path).unlink(missing_ok=True)
        replace_durably(fresh, path)
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error
    return aside


def _keep_aside(folder: Folder, files: tuple[Path, ...], today: dt.date) -> Path | None:
    """Copies of damaged files among the backups; gives the first that was there."""
    made: list[Path] = []
    for file in filter(present, files):
        make_room(folder.backups)
        place = folder.backups / f"beschadigd-{today.isoformat()}-{secrets.token_hex(2)}-{file.name}"
        shutil.copyfile(file, place)
        place.chmod(PRIVATE_FILE)
        made.append(place)
    return made[0] if made else None


@contextmanager
def _open(path: Path, data_key: bytes, mode: str = "rw") -> Iterator[Connection]:
    connection = connect(path, data_key, mode)
    try:
        yield connection
    finally:
        connection.close()
