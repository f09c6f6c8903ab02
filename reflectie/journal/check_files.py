"""The part of *controle* that needs no key: key file, rights, room, leftovers, who else keeps the folder."""

import datetime as dt
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reflectie.domain.errors import Damaged, ReflectieError
from reflectie.domain.finding import Finding, good, note, wrong
from reflectie.domain.text import dutch_number
from reflectie.journal.folder import PRIVATE_FILE, PRIVATE_FOLDER, Folder, present
from reflectie.journal.keys import kinds
from reflectie.journal.slots import SlotKind
from reflectie.journal.synced import synced_by, warning
from reflectie.journal.tidying import leftovers

MENDS = "reflectie controle --repareer"
ROOM = 50_000_000
"""Bytes that should be free beside twice the size of the journal: as much as a copy and a save need."""


IN_USE = dt.timedelta(hours=1)
"""How long ago a leftover was touched at least; a younger one may be another window's at work."""


def look_at_files(folder: Folder, environ: Mapping[str, str], now: dt.datetime) -> Iterator[Finding]:
    """What each look found; a look that has nothing to say gives nothing."""
    yield _keys(folder)
    yield _rights(folder)
    yield _room(folder)
    if left := _left(folder, now):
        names = ", ".join(path.name for path in left)
        yield note("resten", f"Er staan resten van iets dat werd afgebroken: {names}.", folder.path, MENDS)
    if service := synced_by(folder.path, environ):
        yield note("map", warning(service), folder.path)


def mend_rights(folder: Folder) -> None:
    """Take away the rights of others, give back one's own; what cannot be mended, the next look tells."""
    for path, mode in _private(folder):
        with suppress(OSError):
            path.chmod(mode)


def remove_leftovers(folder: Folder, now: dt.datetime) -> None:
    """Only for a journal that is whole: of one that is not, these may be the only pieces left."""
    for path in _left(folder, now):
        with suppress(OSError):
            path.unlink()


def _left(folder: Folder, now: dt.datetime) -> list[Path]:
    """What an interrupted copy, restore or save left; not what another window is busy with."""
    return [path for path in leftovers(folder) if _rests(path, (now - IN_USE).timestamp())]


def _rests(path: Path, since: float) -> bool:
    try:
        return path.stat().st_mtime < since
    except OSError:  # the other window is done with it
        return False


def _keys(folder: Folder) -> Finding:
    try:
        found = kinds(folder)
    except ReflectieError as error:
        return wrong("sleutels", str(error), folder.keys, error.mend if isinstance(error, Damaged) else "")
    if found == {SlotKind.PASSWORD}:
        words = "Er is alleen een wachtwoord. Met een herstelcode kom je er ook in als je het vergeet."
        return note("sleutels", words, folder.keys, "reflectie wachtwoord --herstelcode")
    return good("sleutels", f"Het sleutelbestand is heel. Sloten: {', '.join(sorted(found))}.", folder.keys)


def _rights(folder: Folder) -> Finding:
    if sys.platform == "win32":
        return good("rechten", "Windows houdt anderen buiten je eigen profielmap.", folder.path)
    modes = {path: (stat.S_IMODE(path.stat().st_mode), mode) for path, mode in _private(folder)}
    if loose := [path.name for path, (real, mode) in modes.items() if real & ~mode]:
        words = f"Anderen op deze computer kunnen hierbij: {', '.join(loose)}."
        return wrong("rechten", words, folder.path, MENDS)
    if shut := [path.name for path, (real, mode) in modes.items() if mode & ~real]:
        words = f"Hier mag je zelf niet lezen of schrijven: {', '.join(shut)}."
        return wrong("rechten", words, folder.path, MENDS)
    if fixed := [path.name for path in modes if not os.access(path, os.W_OK)]:
        words = "de schijf is alleen-lezen, of dit is van een ander account"
        return wrong(
            "rechten", f"Hier kan niet worden geschreven ({words}): {', '.join(fixed)}.", folder.path
        )
    return good("rechten", "Alleen jij kunt bij de bestanden.", folder.path)


def _private(folder: Folder) -> list[tuple[Path, int]]:
    """All files and folders of the journal, each with the most that it should allow."""
    ours = [folder.journal, folder.keys, folder.settings, *leftovers(folder)]
    files = [path for path in (*ours, *folder.backups.glob("*")) if path.is_file()]
    folders = [path for path in (folder.path, folder.backups) if path.is_dir()]
    return [*((path, PRIVATE_FILE) for path in files), *((path, PRIVATE_FOLDER) for path in folders)]


def _room(folder: Folder) -> Finding:
    try:
        free = shutil.disk_usage(folder.path).free
    except OSError:
        return wrong("ruimte", "De map is er niet, of je mag er niet in kijken.", folder.path)
    size = folder.journal.stat().st_size if present(folder.journal) else 0
    words = f"Er is {dutch_number(free // 1_000_000)} MB vrij."
    if free > 2 * size + ROOM:
        return good("ruimte", words, folder.path)
    return wrong("ruimte", f"{words} Dat is te weinig om te bewaren en kopieën te maken.", folder.path)
