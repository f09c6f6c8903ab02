"""Erase entries permanently: from the database, the search index and every backup."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotBackUp, CannotWrite, erase_incomplete
from reflectie.journal.backup.backups import Backup, next_backup
from reflectie.journal.backup.create_backup import ProgressCallback, location_of, write_backup
from reflectie.journal.backup.rollback_journal import rollback_journal_path
from reflectie.journal.bin import erase_entries, vacuum
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link
from reflectie.journal.journal import Journal

OUT_OF_REACH_NOTICE = (
    "Wat reflectie niet kan bereiken: oude versies in een gesynchroniseerde map (OneDrive, Dropbox, iCloud), "
    "reservekopieën en momentopnamen van het systeem, kopieën die je zelf ergens neerzette, bestanden die je "
    "exporteerde, en wat een SSD intern nog bewaart. Alles behalve die exports is versleuteld."
)
"""Said wherever something is erased."""


class EraseResult(NamedTuple):
    """The one copy that is left, and the files that could not be removed."""

    backup: Backup
    not_removed: tuple[Path, ...]


def erase_everywhere(
    journal: Journal, entry_ids: Sequence[str], today: dt.date, progress: ProgressCallback | None = None
) -> EraseResult:
    """Erase entries from the journal, and put one new copy in the place of all others.

    Raises:
        UnknownEntry: one of them is not there; nothing was erased.
        CannotWrite: the disk refuses; nothing was erased.
        NotTidied: they are erased, and the older copies that still hold them are there.
    """
    home = location_of(journal)
    erase_entries(journal, entry_ids)
    try:
        vacuum(journal)
        made = write_backup(journal.connection, home, next_backup(home.folder, today), progress)
    except (CannotWrite, CannotBackUp) as error:
        raise erase_incomplete(error.reason) from error
    return EraseResult(made, remove_backups(home.folder, keep=made))


def remove_backups(folder: JournalFolder, keep: Backup | None = None) -> tuple[Path, ...]:
    """Remove all that stands among the copies but one, and what was left beside the journal.

    Returns:
        What could not be removed.
    """
    spared = (keep.journal_file, keep.own_key_file) if keep else ()
    files = list(folder.backups_folder.iterdir()) if file_exists(folder.backups_folder) else []
    gone = [file for file in (*files, *list_leftovers(folder)) if file not in spared and file.is_file()]
    for file in gone:
        with suppress(OSError):
            file.unlink(missing_ok=True)
    return tuple(file for file in gone if file_exists(file))


def list_leftovers(folder: JournalFolder) -> tuple[Path, ...]:
    """What an interrupted copy, restore or save left beside the journal and among the copies."""
    found = set(folder.backups_folder.glob(".*.deel*"))
    for path in (folder.journal_file, resolve_link(folder.journal_file)):
        for left in ("{}.voor-herstel", "{}-journal.voor-herstel", ".{}.*.terug*"):
            found |= set(path.parent.glob(left.format(path.name)))
        if file_exists(path):  # else it may be the journal itself, that opening still has to put in its place
            found |= set(path.parent.glob(f"{path.name}.*.nieuw*"))
    for path in (folder.key_file, folder.settings_file):
        found |= set(resolve_link(path).parent.glob(f".{path.name}.*"))
    return tuple(sorted(found))


def remove_journal(folder: JournalFolder) -> tuple[Path, ...]:
    """Remove the whole journal: keys first, for without them nothing that stays behind can be read.

    Returns:
        What could not be removed.
    """
    keys = [folder.key_file, *folder.backups_folder.glob("*.json"), *list_leftovers(folder)]
    store = [folder.journal_file, rollback_journal_path(folder.journal_file), folder.settings_file]
    store.append(folder.instance_lock_file)
    copies = folder.backups_folder.iterdir() if file_exists(folder.backups_folder) else ()
    gone: list[Path] = []
    for path in (*keys, *store, *copies):
        for file in {resolve_link(path), path}:  # the file itself, and the link to it
            with suppress(OSError):
                file.unlink(missing_ok=True)
            gone.append(file)
    for place in (folder.backups_folder, folder.path):
        with suppress(OSError):  # something of another stands in it
            place.rmdir()
    return tuple(path for path in dict.fromkeys(gone) if path.is_symlink() or file_exists(path))
