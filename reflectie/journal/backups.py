"""The copies of a journal: what they are called, which are there, and which stay.

A copy is a store like the journal itself, under the same key, with a copy of the key file beside it.
"""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reflectie.domain.disk import reason
from reflectie.domain.errors import CannotList, ReflectieError
from reflectie.journal.folder import Folder, present
from reflectie.journal.keys import read_keys, verified_keys
from reflectie.journal.sound import examine

DAILY, WEEKLY = 7, 4
OF_ONE_DAY = 3
"""Copies that are kept of one day at most, besides those of what was replaced."""

_REPLACED = "-vervangen"
_NAME = re.compile(rf"logboek-(\d{{4}}-\d{{2}}-\d{{2}})(?:-(\d+))?({_REPLACED})?\.db")


@dataclass(frozen=True, slots=True)
class Backup(Folder):
    """A copy: ``journal`` is the store, ``keys`` the key file that belongs to it.

    ``replaced`` is of a journal in whose place another copy was put: the only way back, so it stays as long
    as its day does, however many copies that day has.
    """

    name: str
    day: dt.date
    number: int = 1
    replaced: bool = False

    @property
    def journal(self) -> Path:
        return self.path / self.name

    @property
    def own_keys(self) -> Path:
        """Where the key file of a copy stands that this program made."""
        return self.journal.with_suffix(".sleutels.json")

    @property
    def keys(self) -> Path:
        plain = self.path / "sleutels.json"  # a folder that was copied as a whole
        return plain if present(plain) and not present(self.own_keys) else self.own_keys

    def remove(self) -> None:
        """Throw it away; the store goes first, so that no store is left without its keys."""
        for path in (self.journal, self.own_keys):
            path.unlink(missing_ok=True)


def listed(folder: Folder) -> tuple[Backup, ...]:
    """The copies in the folder of the journal, the newest first; whether they are good is not looked at.

    Raises:
        CannotList: the folder is there and cannot be read.
    """
    try:
        found = [backup for path in folder.backups.iterdir() if (backup := backup_at(path))]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CannotList(folder.backups, reason(error)) from error
    return tuple(sorted(found, key=lambda b: (b.day, b.number), reverse=True))


def backup_at(path: Path) -> Backup | None:
    """The copy with this name; None when it is not named like one."""
    named = _NAME.fullmatch(path.name)
    try:
        day = dt.date.fromisoformat(named[1]) if named else None
    except ValueError:
        return None
    if not named or day is None:
        return None
    return Backup(path.parent, path.name, day, int(named[2] or 1), bool(named[3]))


def is_due(folder: Folder, today: dt.date) -> bool:
    """Whether there is no copy of today yet."""
    return all(backup.day != today for backup in listed(folder))


def kept(days: Iterable[dt.date]) -> frozenset[dt.date]:
    """Of the days with a copy those that stay: the last seven, and the last one of four weeks before."""
    newest = sorted(set(days), reverse=True)
    daily, older = newest[:DAILY], newest[DAILY:]
    recent = {_week(day) for day in daily}
    weekly: dict[tuple[int, int], dt.date] = {}
    for day in older:
        if _week(day) not in recent:  # its last day comes here when it has left the daily ones
            weekly.setdefault(_week(day), day)
    return frozenset([*daily, *list(weekly.values())[:WEEKLY]])


def _week(day: dt.date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def rotate(folder: Folder, newest: Backup) -> None:
    """Throw away what need not stay; never ``newest``, which was proved just now."""
    every = listed(folder)
    days = kept(backup.day for backup in every)
    for backup in every:
        ordinary = [other for other in every if other.day == backup.day and not other.replaced]
        spared = backup.replaced or backup in ordinary[:OF_ONE_DAY]
        if backup != newest and not (backup.day in days and spared):
            with suppress(OSError):  # it will be tried again tomorrow
                backup.remove()


def next_backup(folder: Folder, today: dt.date, replaced: bool = False) -> Backup:
    """The name that a copy of today gets."""
    return named(folder.backups, today, [b.number for b in listed(folder) if b.day == today], replaced)


def named(path: Path, today: dt.date, taken: Iterable[int] = (), replaced: bool = False) -> Backup:
    """A copy of today in a folder, under a number that is free."""
    number = max(taken, default=0) + 1
    more = (f"-{number}" if number > 1 else "") + (_REPLACED if replaced else "")
    return Backup(path, f"logboek-{today.isoformat()}{more}.db", today, number, replaced)


def newest_good(folder: Folder, data_key: bytes | None = None) -> Backup | None:
    """The newest copy that holds together: opened with the key, or, without one, judged by its key file."""
    with suppress(CannotList):
        return next((backup for backup in listed(folder) if _is_good(backup, data_key)), None)
    return None


def _is_good(backup: Backup, data_key: bytes | None) -> bool:
    try:
        read_keys(backup)
        if data_key is not None:
            verified_keys(backup, data_key)
            examine(backup.journal, data_key)
    except ReflectieError:
        return False
    return True
