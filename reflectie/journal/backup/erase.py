"""Erase entries permanently: from the database, the search index and every backup."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotBackUp, CannotWrite, ReflectieError, advice_for
from reflectie.journal.backup.create_backup import (
    Backup,
    ProgressCallback,
    location_of,
    next_backup,
    write_backup,
)
from reflectie.journal.backup.rollback_journal import rollback_journal_path
from reflectie.journal.bin import erase_entries, vacuum
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link
from reflectie.journal.journal import Journal

OUT_OF_REACH_NOTICE = (
    "Wat reflectie niet kan bereiken: oude versies in een gesynchroniseerde map (OneDrive, Dropbox, iCloud), "
    "reservekopieën en momentopnamen van het systeem, kopieën die je zelf ergens neerzette, bestanden die je "
    "exporteerde, en wat een SSD intern nog bewaart. Alles behalve die exports is versleuteld."
)
"""Shown wherever something is erased."""


class EraseResult(NamedTuple):
    """The one backup that is left, and the files that could not be removed."""

    backup: Backup
    not_removed: tuple[Path, ...]


def erase_everywhere(
    journal: Journal, entry_ids: Sequence[str], today: dt.date, progress: ProgressCallback | None = None
) -> EraseResult:
    """Erase entries from the journal, and replace all backups by one new backup.

    Raises:
        CannotWrite: the disk refuses; nothing was erased.
        ReflectieError: the entries are erased, but older backups still hold them.
    """
    location = location_of(journal)
    erase_entries(journal, entry_ids)
    try:
        vacuum(journal)
        backup = write_backup(journal.connection, location, next_backup(location.folder, today), progress)
    except (CannotWrite, CannotBackUp) as error:
        advice = f"{advice_for(error.reason)}. " if advice_for(error.reason) else ""
        raise ReflectieError(
            f"Uit je logboek is het gewist, maar opruimen is nog niet klaar: {error.reason}. "
            f"In oudere kopieën staat het nog. {advice}Doe daarna 'reflectie opruimen' opnieuw."
        ) from error
    return EraseResult(backup, remove_backups(location.folder, keep=backup))


def remove_backups(folder: JournalFolder, keep: Backup | None = None) -> tuple[Path, ...]:
    """Remove every file in the backup folder except one backup, and the leftovers beside the journal.

    Returns:
        The files that could not be removed.
    """
    spared = (keep.journal_file, keep.own_key_file) if keep else ()
    files = [*_list_folder(folder.backups_folder), *list_leftovers(folder)]
    unreadable = folder.backups_folder
    return _remove_files([f for f in files if f not in spared and (f.is_file() or f == unreadable)])


def list_leftovers(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the files that an interrupted backup, restore or save left behind."""
    leftovers = set(folder.backups_folder.glob(".*.deel*"))
    for path in (folder.journal_file, resolve_link(folder.journal_file)):
        for pattern in ("{}.voor-herstel", "{}-journal.voor-herstel", ".{}.*.terug*"):
            leftovers |= set(path.parent.glob(pattern.format(path.name)))
        if file_exists(path):  # otherwise it may be the new journal itself, not yet moved to its place
            leftovers |= set(path.parent.glob(f"{path.name}.*.nieuw*"))
    for path in (folder.key_file, folder.settings_file):
        leftovers |= set(resolve_link(path).parent.glob(f".{path.name}.*"))
    return tuple(sorted(leftovers))


def remove_journal(folder: JournalFolder) -> tuple[Path, ...]:
    """Remove the whole journal. Keys go first: without them nothing left behind can be read.

    Returns:
        The files that could not be removed.
    """
    keys = [folder.key_file, *folder.backups_folder.glob("*.json"), *list_leftovers(folder)]
    database = [folder.journal_file, rollback_journal_path(folder.journal_file)]
    others = [folder.settings_file, folder.instance_lock_file]
    paths = [*keys, *database, *others, *_list_folder(folder.backups_folder)]
    not_removed = _remove_files([file for path in paths for file in (resolve_link(path), path)])
    for path in (folder.backups_folder, folder.path):
        with suppress(OSError):  # it holds a file that is not part of the journal
            path.rmdir()
    return not_removed


def _list_folder(folder: Path) -> list[Path]:
    """Return what a folder holds, or the folder itself when it may not be read."""
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError:
        return [folder]


def _remove_files(files: Iterable[Path]) -> tuple[Path, ...]:
    """Remove files and links. Return those that could not be removed."""
    unique = dict.fromkeys(files)
    for file in unique:
        with suppress(OSError):
            file.unlink(missing_ok=True)
    return tuple(file for file in unique if file.is_symlink() or file_exists(file))
