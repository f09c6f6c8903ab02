"""The backups of a journal: their names, which exist, and which to keep."""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from reflectie.domain.errors import CannotBackUp, ReflectieError, os_error_reason
from reflectie.journal.backup.integrity import last_change_and_size, verify_database
from reflectie.journal.folder import BACKUP_NAME, KEY_FILE_SUFFIX, JournalFolder, file_exists
from reflectie.journal.keys.key_file import read_key_file, read_verified_key_file

DAILY_BACKUPS, WEEKLY_BACKUPS = 7, 4

MAX_BACKUPS_PER_DAY = 3
"""Maximum number of backups to keep per day, apart from backups of a replaced journal."""

_REPLACED_SUFFIX = "-vervangen"

_WRONG_DAY_TIME = dt.datetime(1980, 1, 2, 12, tzinfo=dt.UTC)
"""The time of change of a backup whose day came after today when it was seen; every disk can store it."""

_FIRST_YEAR = 1990
"""Each backup is of this year or later, unless the clock was wrong."""


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
        return self.journal_file.with_suffix(KEY_FILE_SUFFIX)

    @property
    def key_file(self) -> Path:
        plain = self.path / "sleutels.json"  # in a folder that was copied as a whole
        return plain if file_exists(plain) and not file_exists(self.own_key_file) else self.own_key_file

    @property
    def is_free(self) -> bool:
        """Whether nothing stands at the names of the two files."""
        return not any(map(os.path.lexists, (self.journal_file, self.own_key_file)))

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
    match = BACKUP_NAME.fullmatch(path.name)
    if not match:
        return None
    try:
        day = dt.date.fromisoformat(match[1])
    except ValueError:
        return None
    return Backup(path.parent, path.name, day, int(match[2] or 1), bool(match[3]))


def is_backup_key_file(path: Path) -> bool:
    """Whether a name is that of the key file beside a backup."""
    stem = path.name.removesuffix(KEY_FILE_SUFFIX)
    return stem != path.name and backup_from_path(path.with_name(f"{stem}.db")) is not None


def backup_is_due(folder: JournalFolder, today: dt.date) -> bool:
    """Whether there is no backup of today yet. One that was seen before its day is not of today."""
    return all(backup.day != today or has_wrong_day(backup, today) for backup in list_backups(folder))


def has_wrong_day(backup: Backup, today: dt.date) -> bool:
    """Whether the day of a backup comes after today, or did so when it was seen earlier.

    The clock was wrong, then or now.
    """
    if backup.day > today:
        return True
    with suppress(OSError, OverflowError, ValueError):
        changed = dt.datetime.fromtimestamp(backup.journal_file.stat().st_mtime, dt.UTC)
        return changed.year < _FIRST_YEAR <= backup.day.year
    return False


def _mark_wrong_day(backup: Backup) -> None:
    """Remember that the day of a backup came after today, for when that day has come."""
    moment = _WRONG_DAY_TIME.timestamp()
    with suppress(OSError):
        os.utime(backup.journal_file, (moment, moment))


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
    """Remove the backups that need not be kept; never ``newest``, which was just verified.

    Those of a day after ``newest`` stay and do not count, also when that day has come: the clock was wrong,
    and they must not take the place of others.
    """
    backups = list_backups(folder)
    for backup in backups:
        if backup.day > newest.day:
            _mark_wrong_day(backup)
    of_their_day = [backup for backup in backups if not has_wrong_day(backup, newest.day)]
    for backup in _backups_to_remove(of_their_day, newest):
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
    first = max(used_numbers, default=0) + 1
    backups = (_numbered(path, today, number, replaced) for number in count(first))
    return next(backup for backup in backups if backup.is_free)


def _numbered(path: Path, day: dt.date, number: int, replaced: bool) -> Backup:
    suffix = (f"-{number}" if number > 1 else "") + (_REPLACED_SUFFIX if replaced else "")
    return Backup(path, f"logboek-{day.isoformat()}{suffix}.db", day, number, replaced)


def newest_good_backup(
    folder: JournalFolder, now: dt.datetime, data_key: bytes | None = None
) -> Backup | None:
    """Return the undamaged backup with the newest content, or None.

    Without a key only the key files are checked, and the day in the name counts: a wrong day comes last.
    """
    with suppress(CannotBackUp):
        backups = wrong_days_last(list_backups(folder), now.date())
        if data_key is not None:
            ages = {backup: _content_age(backup, data_key, now) for backup in backups}
            backups = tuple(sorted(backups, key=ages.__getitem__, reverse=True))
        return next((backup for backup in backups if _is_good_backup(backup, data_key)), None)
    return None


def wrong_days_last(backups: Sequence[Backup], today: dt.date) -> tuple[Backup, ...]:
    """Return backups in the same order, but those with a wrong day last."""
    return tuple(sorted(backups, key=lambda backup: has_wrong_day(backup, today)))


def _content_age(backup: Backup, data_key: bytes, now: dt.datetime) -> tuple[str, int]:
    """What to compare backups by: the time of the last change, and the number of texts.

    Times after now do not count: they were written while the clock was wrong. A backup that cannot be read
    comes last.
    """
    with suppress(ReflectieError):
        return last_change_and_size(backup.journal_file, data_key, now)
    return "", 0


def _is_good_backup(backup: Backup, data_key: bytes | None) -> bool:
    try:
        read_key_file(backup)
        if data_key is not None:
            read_verified_key_file(backup, data_key)
            verify_database(backup.journal_file, data_key)
    except ReflectieError:
        return False
    return True
