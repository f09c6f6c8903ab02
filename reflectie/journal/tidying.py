"""Truly erasing: from the file, from its index, and from every copy this program made."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotBackUp, CannotWrite, NotTidied
from reflectie.journal.backups import Backup, next_backup
from reflectie.journal.copying import Progress, home_of, make
from reflectie.journal.folder import Folder, behind_link, present
from reflectie.journal.hot import rollback_file
from reflectie.journal.store import Journal

OUT_OF_REACH = (
    "Wat reflectie niet kan bereiken: oude versies in een gesynchroniseerde map (OneDrive, Dropbox, iCloud), "
    "reservekopieën en momentopnamen van het systeem, kopieën die je zelf ergens neerzette, bestanden die je "
    "exporteerde, en wat een SSD intern nog bewaart. Alles behalve die exports is versleuteld."
)
"""Said wherever something is erased."""


class Tidied(NamedTuple):
    """The one copy that is left, and the files that could not be removed."""

    backup: Backup
    left: tuple[Path, ...]


def tidy(
    journal: Journal, entry_ids: Sequence[str], today: dt.date, progress: Progress | None = None
) -> Tidied:
    """Erase entries from the journal, and put one new copy in the place of all others.

    Raises:
        UnknownEntry: one of them is not there; nothing was erased.
        CannotWrite: the disk refuses; nothing was erased.
        NotTidied: they are erased, and the older copies that still hold them are there.
    """
    home = home_of(journal)
    journal.erase(entry_ids)
    try:
        journal.build_anew()
        made = make(journal.connection, home, next_backup(home.folder, today), progress)
    except (CannotWrite, CannotBackUp) as error:
        raise NotTidied(error.why) from error
    return Tidied(made, remove_copies(home.folder, besides=made))


def remove_copies(folder: Folder, besides: Backup | None = None) -> tuple[Path, ...]:
    """Remove all that stands among the copies but one, and what was left beside the journal.

    Returns:
        What could not be removed.
    """
    spared = (besides.journal, besides.own_keys) if besides else ()
    files = list(folder.backups.iterdir()) if present(folder.backups) else []
    gone = [file for file in (*files, *leftovers(folder)) if file not in spared and file.is_file()]
    for file in gone:
        with suppress(OSError):
            file.unlink(missing_ok=True)
    return tuple(file for file in gone if present(file))


def leftovers(folder: Folder) -> tuple[Path, ...]:
    """What an interrupted copy, restore or save left beside the journal and among the copies."""
    found = set(folder.backups.glob(".*.deel*"))
    for path in (folder.journal, behind_link(folder.journal)):
        for left in ("{}.voor-herstel", "{}-journal.voor-herstel", ".{}.*.terug*"):
            found |= set(path.parent.glob(left.format(path.name)))
        if present(path):  # else it may be the journal itself, that opening still has to put in its place
            found |= set(path.parent.glob(f"{path.name}.*.nieuw*"))
    for path in (folder.keys, folder.settings):
        found |= set(behind_link(path).parent.glob(f".{path.name}.*"))
    return tuple(sorted(found))


def remove_all(folder: Folder) -> tuple[Path, ...]:
    """Remove the whole journal: keys first, for without them nothing that stays behind can be read.

    Returns:
        What could not be removed.
    """
    keys = [folder.keys, *folder.backups.glob("*.json"), *leftovers(folder)]
    store = [folder.journal, rollback_file(folder.journal), folder.settings]
    copies = folder.backups.iterdir() if present(folder.backups) else ()
    gone: list[Path] = []
    for path in (*keys, *store, *copies):
        for file in {behind_link(path), path}:  # the file itself, and the link to it
            with suppress(OSError):
                file.unlink(missing_ok=True)
            gone.append(file)
    for place in (folder.backups, folder.path):
        with suppress(OSError):  # something of another stands in it
            place.rmdir()
    return tuple(path for path in dict.fromkeys(gone) if path.is_symlink() or present(path))
