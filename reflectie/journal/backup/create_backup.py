"""The backups of a journal: list, check and create them."""

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    file_exists,
    replace_durably,
    write_private,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file

DAILY_BACKUPS, WEEKLY_BACKUPS = 7, 4

MAX_BACKUPS_PER_DAY = 3
"""Maximum number of backups to keep per day, apart from backups of a replaced journal."""

_REPLACED_SUFFIX = "-vervangen"

_BACKUP_NAME = re.compile(rf"logboek-(\d{{4}}-\d{{2}}-\d{{2}})(?:-(\d+))?({_REPLACED_SUFFIX})?\.db")


@dataclass(frozen=True, slots=True)
class Backup(JournalFolder):
    """A backup: a database and its key file.

    ``replaced`` marks the backup of a journal that a restore replaced. It is the only way back, so it is kept
    as long as any backup of its day.
    """

    name: str
    day: dt.date
    number: int = 1
    replaced: bool = False

    @property
    def journal_file(self) -> Path:
        return self.path / self.name

    @property
    def own_key_file(self) -> Path:
        """The key file as this program writes it."""
        return self.journal_file.with_suffix(".sleutels.json")

    @property
    def key_file(self) -> Path:
        plain = self.path / "sleutels.json"  # in a folder that was copied as a whole
        return plain if file_exists(plain) and not file_exists(self.own_key_file) else self.own_key_file

    def remove(self) -> None:
        """Remove the backup. The database goes first, so that none is left without its keys."""
        for path in (self.journal_file, self.own_key_file):
            path.unlink(missing_ok=True)


def list_backups(folder: JournalFolder) -> tuple[Backup, ...]:
    """Return the backups of a journal, newest first, without checking them.

    Raises:
        CannotBackUp: the folder exists and cannot be read.
    """
    try:
        backups = [backup for path in folder.backups_folder.iterdir() if (backup := backup_from_path(path))]
    except FileNotFoundError:
        return ()
    except OSError as error:
        reason, path = os_error_reason(error), folder.backups_folder
        message = f"De map met kopieën {path} is niet te lezen: {reason}. Er is niets gewijzigd."
        raise CannotBackUp(path, reason, message=message) from error
    return tuple(sorted(backups, key=lambda backup: (backup.day, backup.number), reverse=True))


def backup_from_path(path: Path) -> Backup | None:
    """Return the backup at a path, or None when its name is not that of a backup."""
    match = _BACKUP_NAME.fullmatch(path.name)
    if not match:
        return None
    try:
        day = dt.date.fromisoformat(match[1])
    except ValueError:
        return None
    return Backup(path.parent, path.name, day, int(match[2] or 1), bool(match[3]))


def backup_is_due(folder: JournalFolder, today: dt.date) -> bool:
    """Whether there is no backup of today yet."""
    return all(backup.day != today for backup in list_backups(folder))


def days_to_keep(days: Iterable[dt.date]) -> frozenset[dt.date]:
    """Return the days whose backups to keep: the last seven, and the last day of four earlier weeks."""
    newest = sorted(set(days), reverse=True)
    daily, older = newest[:DAILY_BACKUPS], newest[DAILY_BACKUPS:]
    recent = {_week(day) for day in daily}
    weekly: dict[tuple[int, int], dt.date] = {}
    for day in older:
        if _week(day) not in recent:  # a week with a daily backup needs no weekly one
            weekly.setdefault(_week(day), day)
    return frozenset([*daily, *list(weekly.values())[:WEEKLY_BACKUPS]])


def _week(day: dt.date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def rotate_backups(folder: JournalFolder, newest: Backup) -> None:
    """Remove the backups that need not be kept; never ``newest``, which was just verified."""
    for backup in _backups_to_remove(list_backups(folder), newest):
        with suppress(OSError):  # tried again tomorrow
            backup.remove()


def _backups_to_remove(backups: Sequence[Backup], newest: Backup) -> list[Backup]:
    """``backups`` are sorted from new to old."""
    kept_days = days_to_keep(backup.day for backup in backups)
    ordinary: dict[dt.date, list[Backup]] = {}
    for backup in backups:
        if not backup.replaced:
            ordinary.setdefault(backup.day, []).append(backup)
    kept = {newest, *(backup for backup in backups if backup.replaced and backup.day in kept_days)}
    for day in kept_days:
        kept.update(ordinary.get(day, [])[:MAX_BACKUPS_PER_DAY])
    return [backup for backup in backups if backup not in kept]


def next_backup(folder: JournalFolder, today: dt.date, replaced: bool = False) -> Backup:
    """Return a new backup of today, with a free name; nothing is written."""
    numbers = [backup.number for backup in list_backups(folder) if backup.day == today]
    return numbered_backup(folder.backups_folder, today, numbers, replaced)


def numbered_backup(
    path: Path, today: dt.date, used_numbers: Iterable[int] = (), replaced: bool = False
) -> Backup:
    """Return a new backup of today in a folder, under the next number; nothing is written."""
    number = max(used_numbers, default=0) + 1
    suffix = (f"-{number}" if number > 1 else "") + (_REPLACED_SUFFIX if replaced else "")
    return Backup(path, f"logboek-{today.isoformat()}{suffix}.db", today, number, replaced)


def newest_good_backup(folder: JournalFolder, data_key: bytes | None = None) -> Backup | None:
    """Return the newest undamaged backup, or None. Without a key only the key files are checked."""
    with suppress(CannotBackUp):
        return next((backup for backup in list_backups(folder) if _is_good_backup(backup, data_key)), None)
    return None


def _is_good_backup(backup: Backup, data_key: bytes | None) -> bool:
    try:
        read_key_file(backup)
        if data_key is not None:
            read_verified_key_file(backup, data_key)
            verify_database(backup.journal_file, data_key)
    except ReflectieError:
        return False
    return True


# Create -------------------------------------------------------------------------------------------

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
            write_private(backup.own_key_file, _intact_key_file(location.folder, location.data_key))
            replace_durably(temporary, backup.journal_file)
    except DamagedJournal as error:
        raise CannotBackUp(backup.path, "de kopie klopt niet met je logboek") from error
    finally:
        remove_temporary(temporary)
    return backup


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
