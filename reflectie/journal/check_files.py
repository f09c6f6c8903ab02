"""The part of *controle* that needs no key: key file, rights, room, leftovers, who else keeps the folder."""

import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reflectie.domain.errors import ReflectieError
from reflectie.domain.finding import Finding, good, note, wrong
from reflectie.domain.text import dutch_number
from reflectie.journal.folder import PRIVATE_FILE, PRIVATE_FOLDER, Folder, present
from reflectie.journal.keys import kinds
from reflectie.journal.slots import SlotKind
from reflectie.journal.synced import synced_by, warning
from reflectie.journal.tidying import leftovers

MENDS, RESTORES = "reflectie controle --repareer", "reflectie herstel"
ROOM = 50_000_000
"""Bytes that should be free beside twice the size of the journal: as much as a copy and a save need."""


def look_at_files(folder: Folder, environ: Mapping[str, str]) -> Iterator[Finding]:
    """What each look found; a look that has nothing to say gives nothing."""
    yield _keys(folder)
    yield _rights(folder)
    yield _room(folder)
    if left := leftovers(folder):
        names = ", ".join(path.name for path in left)
        yield note("resten", f"Er staan resten van iets dat werd afgebroken: {names}.", folder.path, MENDS)
    if service := synced_by(folder.path, environ):
        yield note("map", warning(service), folder.path)


def mend_files(folder: Folder) -> None:
    """Take away the rights of others and the leftovers; what cannot be mended, the next look tells."""
    for path, mode in _private(folder):
        with suppress(OSError):
            path.chmod(mode)
    for path in leftovers(folder):
        with suppress(OSError):
            path.unlink()


def _keys(folder: Folder) -> Finding:
    try:
        found = kinds(folder)
    except ReflectieError as error:
        return wrong("sleutels", str(error), folder.keys, RESTORES)
    if found == {SlotKind.PASSWORD}:
        words = "Er is alleen een wachtwoord. Met een herstelcode kom je er ook in als je het vergeet."
        return note("sleutels", words, folder.keys, "reflectie wachtwoord")
    return good("sleutels", f"Het sleutelbestand is heel. Sloten: {', '.join(sorted(found))}.", folder.keys)


def _rights(folder: Folder) -> Finding:
    if sys.platform == "win32":
        return good("rechten", "Windows houdt anderen buiten je eigen profielmap.", folder.path)
    loose = [path for path, mode in _private(folder) if stat.S_IMODE(path.stat().st_mode) & ~mode]
    if not loose:
        return good("rechten", "Alleen jij kunt bij de bestanden.", folder.path)
    names = ", ".join(path.name for path in loose)
    return wrong("rechten", f"Anderen op deze computer kunnen hierbij: {names}.", folder.path, MENDS)


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
