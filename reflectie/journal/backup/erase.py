"""Erase entries permanently: from the database, the search index and every backup."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotBackUp, CannotWrite, ReflectieError, advice_for
from reflectie.journal.backup.backups import Backup, next_backup
from reflectie.journal.backup.create_backup import ProgressCallback, location_of, write_backup
from reflectie.journal.backup.own_files import (
    list_backup_files,
    list_foreign_files,
    list_leftovers,
    list_set_aside,
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
    journal: Journal,
    entry_ids: Sequence[str],
    today: dt.date,
    progress: ProgressCallback | None = None,
    with_set_aside: bool = False,
) -> EraseResult:
    """Erase entries from the journal, and replace all backups by one new backup.

    Files that a restore set aside go only ``with_set_aside``; they may hold what is nowhere else.

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
        raise _not_cleaned_up(error, is_erased=bool(entry_ids)) from error
    return EraseResult(backup, remove_backups(location.folder, backup, with_set_aside))


def _not_cleaned_up(error: CannotWrite | CannotBackUp, is_erased: bool) -> ReflectieError:
    advice = f"{advice_for(error.reason)}. " if advice_for(error.reason) else ""
    state = (
        f"Uit je logboek is het gewist, maar opruimen is nog niet klaar: {error.reason}. "
        "In oudere kopieën staat het nog."
        if is_erased
        else f"Opruimen lukt niet: {error.reason}. Er was niets te wissen, en alle kopieën staan er nog."
    )
    return ReflectieError(f"{state} {advice}Doe daarna 'reflectie opruimen' opnieuw.")


def remove_backups(
    folder: JournalFolder, keep: Backup | None = None, with_set_aside: bool = False
) -> tuple[Path, ...]:
    """Remove all backups except one, and the leftovers beside the journal; nothing that others made.

    Returns:
        The files that could not be removed.
    """
    spared = (keep.journal_file, keep.own_key_file) if keep else ()
    set_aside = list_set_aside(folder) if with_set_aside else ()
    files = [*list_backup_files(folder), *set_aside, *list_leftovers(folder)]
    return (*_remove_files([file for file in files if file not in spared]), *_unreadable(folder))


def _unreadable(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the backup folder when it may not be read, so that what is in it stays."""
    return tuple(path for path in list_foreign_files(folder) if path == folder.backups_folder)


def remove_journal(folder: JournalFolder) -> tuple[Path, ...]:
    """Remove the whole journal. Keys go first: without them nothing left behind can be read.

    Of a link only the link itself goes. Files that this program did not make stay.

    Returns:
        The files that could not be removed, and the targets of links.
    """
    backups = list_backup_files(folder)
    keys = [folder.key_file, *(path for path in backups if path.suffix == ".json"), *list_leftovers(folder)]
    database = [folder.journal_file, rollback_journal_path(folder.journal_file)]
    others = [folder.settings_file, folder.instance_lock_file, folder.key_lock_file]
    paths = [*keys, *database, *others, *backups, *list_set_aside(folder)]
    targets = [resolve_link(path) for path in paths if path.is_symlink()]
    not_removed = (*_remove_files(paths), *filter(file_exists, targets), *_unreadable(folder))
    for path in (folder.backups_folder, folder.path):
        with suppress(OSError):  # it holds a file that is not part of the journal
            path.rmdir()
    return not_removed


def _remove_files(files: Iterable[Path]) -> tuple[Path, ...]:
    """Remove files and links. Return those that could not be removed."""
    unique = dict.fromkeys(files)
    for file in unique:
        with suppress(OSError):
            file.unlink(missing_ok=True)
    return tuple(file for file in unique if file.is_symlink() or file_exists(file))
