"""The backups of a journal: their names, which exist, and which are kept."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reflectie.domain.errors import CannotListBackups, ReflectieError, os_error_reason
from reflectie.journal.backup.integrity import verify_database
from reflectie.journal.folder import JournalFolder, file_exists
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file

DAILY_BACKUPS, WEEKLY_BACKUPS = 7, 4

MAX_BACKUPS_PER_DAY = 3
"""Copies that are kept of one day at most, besides those of what was replaced."""

_REPLACED_SUFFIX = "-vervangen"

_BACKUP_NAME = re.compile(rf"logboek-(\d{{4}}-\d{{2}}-\d{{2}})(?:-(\d+))?({_REPLACED_SUFFIX})?\.db")


@dataclass(frozen=True, slots=True)
class Backup(JournalFolder):
    """A copy: ``journal`` is the store, ``keys`` the key file that belongs to it.

    ``replaced`` is of a journal in whose place another copy was put: the only way back, so it stays as long
    as its day does, however many copies that day has.
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
        """Where the key file of a copy stands that this program made."""
        return self.journal_file.with_suffix(".sleutels.json")

    @property
    def key_file(self) -> Path:
        plain = self.path / "sleutels.json"  # a folder that was copied as a whole
        return plain if file_exists(plain) and not file_exists(self.own_key_file) else self.own_key_file

    def remove(self) -> None:
        """Throw it away; the store goes first, so that no store is left without its keys."""
        for path in (self.journal_file, self.own_key_file):
            path.unlink(missing_ok=True)


def list_backups(folder: JournalFolder) -> tuple[Backup, ...]:
    """The copies in the folder of the journal, the newest first; whether they are good is not looked at.

    Raises:
        CannotList: the folder is there and cannot be read.
    """
    try:
        found = [backup for path in folder.backups_folder.iterdir() if (backup := backup_from_path(path))]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CannotListBackups(folder.backups_folder, os_error_reason(error)) from error
    return tuple(sorted(found, key=lambda b: (b.day, b.number), reverse=True))


def backup_from_path(path: Path) -> Backup | None:
    """The copy with this name; None when it is not named like one."""
    named = _BACKUP_NAME.fullmatch(path.name)
    try:
        day = dt.date.fromisoformat(named[1]) if named else None
    except ValueError:
        return None
    if not named or day is None:
        return None
    return Backup(path.parent, path.name, day, int(named[2] or 1), bool(named[3]))


def backup_is_due(folder: JournalFolder, today: dt.date) -> bool:
    """Whether there is no copy of today yet."""
    return all(backup.day != today for backup in list_backups(folder))


def days_to_keep(days: Iterable[dt.date]) -> frozenset[dt.date]:
    """Of the days with a copy those that stay: the last seven, and the last one of four weeks before."""
    newest = sorted(set(days), reverse=True)
    daily, older = newest[:DAILY_BACKUPS], newest[DAILY_BACKUPS:]
    recent = {_week(day) for day in daily}
    weekly: dict[tuple[int, int], dt.date] = {}
    for day in older:
        if _week(day) not in recent:  # its last day comes here when it has left the daily ones
            weekly.setdefault(_week(day), day)
    return frozenset([*daily, *list(weekly.values())[:WEEKLY_BACKUPS]])


def _week(day: dt.date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def rotate_backups(folder: JournalFolder, newest: Backup) -> None:
    """Throw away what need not stay; never ``newest``, which was proved just now."""
    every = list_backups(folder)
    days = days_to_keep(backup.day for backup in every)
    for backup in every:
        ordinary = [other for other in every if other.day == backup.day and not other.replaced]
        spared = backup.replaced or backup in ordinary[:MAX_BACKUPS_PER_DAY]
        if backup != newest and not (backup.day in days and spared):
            with suppress(OSError):  # it will be tried again tomorrow
                backup.remove()


def next_backup(folder: JournalFolder, today: dt.date, replaced: bool = False) -> Backup:
    """The name that a copy of today gets."""
    return numbered_backup(
        folder.backups_folder, today, [b.number for b in list_backups(folder) if b.day == today], replaced
    )


def numbered_backup(path: Path, today: dt.date, taken: Iterable[int] = (), replaced: bool = False) -> Backup:
    """A copy of today in a folder, under a number that is free."""
    number = max(taken, default=0) + 1
    more = (f"-{number}" if number > 1 else "") + (_REPLACED_SUFFIX if replaced else "")
    return Backup(path, f"logboek-{today.isoformat()}{more}.db", today, number, replaced)


def newest_good_backup(folder: JournalFolder, data_key: bytes | None = None) -> Backup | None:
    """The newest copy that holds together: opened with the key, or, without one, judged by its key file."""
    with suppress(CannotListBackups):
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
