"""Making a copy of a journal while it is open, and proving it by opening the copy."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.disk import IN_USE, reason
from reflectie.domain.errors import CannotBackUp, CannotWrite, DamagedJournal, ReflectieError
from reflectie.journal.backups import Backup, listed, next_backup, rotate
from reflectie.journal.base import Base, Home
from reflectie.journal.database import Connection, connect, copy_pages, refusals
from reflectie.journal.folder import PRIVATE_FOLDER, Folder, make_private_file, replace_durably, write_private
from reflectie.journal.keys import verified_keys
from reflectie.journal.sound import Counts, counts, examine

PAGES = 256
"""Pages copied at a time, about a megabyte; between two of these other work can be done."""

PATIENCE = 20
"""Times that a copy waits a quarter of a second for another window that is writing."""

BUSY, DONE = (5, 6), 101
"""Result codes of SQLite: https://www.sqlite.org/rescode.html"""

Progress = Callable[[int, int], None]
"""Pages done and pages in all."""


class Copied(NamedTuple):
    """A copy that is made and not yet proved: where it is, where it is to go, and what must be in it."""

    temporary: Path
    backup: Backup
    rows: Counts


def back_up(journal: Base, today: dt.date, progress: Progress | None = None) -> Backup:
    """Copy an open journal to its own folder of copies, prove it, and let go of what need not stay.

    Raises:
        CannotBackUp: the disk refuses or the copy does not hold together; older copies are still there.
        DamagedJournal: the journal itself cannot be read.
    """
    home = home_of(journal)
    made = make(journal.connection, home, next_backup(home.folder, today), progress)
    rotate(home.folder, made)
    return made


def home_of(journal: Base) -> Home:
    """Where a journal lives; one that is kept nowhere cannot be copied."""
    if journal.home is None:
        raise CannotBackUp("het geheugen", "dit logboek staat nergens op schijf")
    return journal.home


def copy(connection: Connection, home: Home, target: Backup, progress: Progress | None = None) -> Copied:
    """Copy an open journal under a temporary name; ``finish`` proves it and puts it in its place.

    On the thread that owns the connection. What is written on it between two pieces comes along.

    Raises:
        CannotBackUp: the disk refuses; nothing is left behind.
        DamagedJournal: the journal itself cannot be read.
    """
    temporary = target.path / f".{target.name}.{secrets.token_hex(4)}.deel"
    try:
        make_room(target.path)
        make_private_file(temporary)
        fresh = connect(temporary, home.data_key)
        try:
            where = home.folder.journal
            copy_pages(connection, fresh, PAGES, step(target.path, progress), where)
            with refusals(where):
                return Copied(temporary, target, counts(connection))
        finally:
            fresh.close()
    except BaseException as error:
        discard(temporary)
        if isinstance(error, OSError):
            raise CannotBackUp(target.path, reason(error)) from error
        if isinstance(error, CannotWrite):
            raise CannotBackUp(target.path, error.why) from error
        raise


def finish(home: Home, copied: Copied) -> Backup:
    """Prove a copy by opening it and reading all of it, and put it in its place with its keys.

    Raises:
        CannotBackUp: it does not hold together, or the disk refuses; nothing is left behind.
    """
    temporary, backup, rows = copied
    try:
        if examine(temporary, home.data_key) != rows:
            raise DamagedJournal(temporary, "is niet heel overgekomen")
        write_private(backup.own_keys, _key_file(home.folder, home.data_key))
        replace_durably(temporary, backup.journal)
    except DamagedJournal as error:
        raise CannotBackUp(backup.path, "de kopie klopt niet met je logboek") from error
    except CannotWrite as error:
        raise CannotBackUp(backup.path, error.why) from error
    except OSError as error:
        raise CannotBackUp(backup.path, reason(error)) from error
    finally:
        discard(temporary)
    return backup


def make(connection: Connection, home: Home, target: Backup, progress: Progress | None = None) -> Backup:
    """``copy`` and ``finish`` together, for who need not do anything else meanwhile."""
    return finish(home, copy(connection, home, target, progress))


def discard(temporary: Path) -> None:
    """Remove a copy that came to nothing, and what SQLite left beside it."""
    for path in (temporary, temporary.with_name(f"{temporary.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def make_room(path: Path) -> None:
    if not path.is_dir():
        path.mkdir(PRIVATE_FOLDER)
        path.chmod(PRIVATE_FOLDER)


def step(where: Path, progress: Progress | None = None) -> Callable[[int, int, int], None]:
    """For ``Connection.backup``: tells of the progress, and does not wait for ever for another window."""
    waited = 0

    def done(outcome: int, left: int, pages: int) -> None:
        nonlocal waited
        waited = waited + 1 if outcome & 0xFF in BUSY else 0
        if waited > PATIENCE:
            raise CannotWrite(where, IN_USE)
        if progress and outcome != DONE:  # what is written after the last piece comes along no more
            progress(pages - left, pages)

    return done


def _key_file(folder: Folder, data_key: bytes) -> bytes:
    """The key file for a copy: that of the journal or else of an older copy; a broken one never spreads."""
    for source in _with_keys(folder):
        with suppress(ReflectieError, OSError):
            verified_keys(source, data_key)
            return source.keys.read_bytes()
    raise CannotWrite(folder.keys, "het sleutelbestand is beschadigd, en ook in de kopieën is er geen goed")


def _with_keys(folder: Folder) -> Iterator[Folder]:
    yield folder
    yield from listed(folder)
