"""A file that a person names for a document to go to; the journal is not touched by it."""

from pathlib import Path

from reflectie.domain.errors import CannotExport, CannotWrite


def target_at(path: Path, overwrite: bool) -> Path:
    """The place to write to, looked at before a password is asked."""
    if path.is_dir():
        raise CannotExport(path, "dat is een map; zet er een bestandsnaam achter")
    if path.exists() and not path.is_file():
        raise CannotExport(path, "dat is geen gewoon bestand")
    if path.exists() and not overwrite:
        raise CannotExport(path, "dat bestand is er al (met --overschrijf wordt het vervangen)")
    if not path.parent.is_dir():
        raise CannotExport(path, "die map is er niet")
    return path


def write_to(path: Path, text: str) -> None:
    """Write it whole, for the eyes of this user only."""
    from reflectie.journal.folder import reason, write_private

    try:
        write_private(path, text.encode())
    except CannotWrite as error:
        cause = error.__cause__
        raise CannotExport(
            path, reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
        ) from error
