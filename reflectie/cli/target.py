"""A file that a person names for a document to go to; the journal is not touched by it."""

import argparse
from pathlib import Path

from reflectie.cli.console import Console
from reflectie.domain.errors import CannotExport, CannotWrite
from reflectie.journal.folder import Folder, behind_link, data_folder, present


def target(options: argparse.Namespace, console: Console) -> Path | None:
    """The place that ``--naar`` names, looked at before a password is asked; None for standard output.

    Raises:
        CannotExport: it cannot be written to, or only with ``--overschrijf``, or belongs to the journal.
    """
    if options.naar == "-":
        return None
    path, overwrite = Path(options.naar), options.overschrijf
    if _is_of(Folder(data_folder(console.environ)), path):
        raise CannotExport(path, "die plek is van je logboek zelf")
    if path.is_dir():
        raise CannotExport(path, "dat is een map; zet er een bestandsnaam achter")
    if path.exists() and not path.is_file():
        raise CannotExport(path, "dat is geen gewoon bestand")
    if path.exists() and not overwrite:
        raise CannotExport(path, "dat bestand is er al (met --overschrijf wordt het vervangen)")
    if not path.parent.is_dir():
        raise CannotExport(path, "die map is er niet")
    return path


def _is_of(folder: Folder, path: Path) -> bool:
    """Whether a file is, or would be, one of the journal's own or one that a save makes beside those."""
    own, place = (folder.journal, folder.keys, folder.settings), behind_link(path)
    if place.is_relative_to(behind_link(folder.backups)):
        return True
    if any(present(path) and present(one) and path.samefile(one) for one in own):
        return True  # also where capitals make no difference
    beside = map(behind_link, own)
    return any(place.parent == one.parent and place.name.lstrip(".").startswith(one.name) for one in beside)


def write_to(path: Path, text: str) -> None:
    """Write it whole, for the eyes of this user only."""
    from reflectie.domain.disk import reason
    from reflectie.journal.folder import write_private

    try:
        write_private(path, text.encode())
    except CannotWrite as error:
        cause = error.__cause__
        raise CannotExport(
            path, reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
        ) from error
