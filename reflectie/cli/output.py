"""Format lines of output, and write a document to the file that the user names."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from reflectie.cli.console import Console
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import CannotWrite, cannot_export, os_error_reason
from reflectie.domain.text import shorten
from reflectie.domain.text_layout import truncate
from reflectie.domain.value import SHORT_ID_LENGTH
from reflectie.journal.folder import (
    JournalFolder,
    file_exists,
    resolve_link,
    write_private,
    write_private_new,
)

MAX_SNIPPET_LENGTH = 200
"""The most characters of a text in a row, even when the width is not limited."""


def short_id(item_id: str) -> str:
    """Return the end of an id, which identifies an entry or a meeting in a command."""
    return item_id[-SHORT_ID_LENGTH:]


def fit_row(row: str, width: int | None) -> str:
    """Return a row with a line break, truncated to ``width`` cells unless that is None."""
    return (row if width is None else truncate(row, width)) + "\n"


def format_summary(summary: EntrySummary, width: int | None) -> str:
    """Format an entry as a row: day, id, title and first words."""
    title = f"{summary.title} (open)" if summary.is_open else summary.title
    words = shorten(summary.words, MAX_SNIPPET_LENGTH)
    return fit_row(" · ".join(filter(None, [_row_start(summary, title), words])), width)


def _row_start(summary: EntrySummary, title: str) -> str:
    return f"{summary.day:%d-%m-%Y}  {short_id(summary.id)}  {title}"


def format_summaries(summaries: Iterable[EntrySummary], width: int | None) -> str:
    return "".join(format_summary(summary, width) for summary in summaries)


def output_path(options: argparse.Namespace, console: Console) -> Path | None:
    """Return the path in ``--naar``; None for standard output. Called before a password is asked.

    Raises:
        ReflectieError: the path cannot be written, belongs to the journal, or exists already (without
            ``--overschrijf``).
    """
    if options.naar == "-":
        return None
    path, overwrite = Path(options.naar), options.overschrijf
    if _belongs_to_journal(console.folder, path):
        raise cannot_export(path, "die plek is van je logboek zelf")
    if path.is_dir():
        raise cannot_export(path, "dat is een map; zet er een bestandsnaam achter")
    if path.exists() and not path.is_file():
        raise cannot_export(path, "dat is geen gewoon bestand")
    if path.exists() and not overwrite:
        raise cannot_export(path, "dat bestand is er al (met --overschrijf wordt het vervangen)")
    if not path.parent.is_dir():
        raise cannot_export(path, "die map is er niet")
    return path


def _belongs_to_journal(folder: JournalFolder, path: Path) -> bool:
    """Return whether a path is a file of the journal, or one that SQLite or a save creates beside it."""
    own = (folder.journal_file, folder.key_file, folder.settings_file, folder.instance_lock_file)
    target = resolve_link(path)
    if target.is_relative_to(resolve_link(folder.backups_folder)):
        return True
    if any(file_exists(path) and file_exists(file) and path.samefile(file) for file in own):
        return True  # also on a disk that ignores case
    resolved = map(resolve_link, own)
    return any(
        target.parent == file.parent and target.name.lstrip(".").startswith(file.name) for file in resolved
    )


def write_output(options: argparse.Namespace, data: bytes, console: Console) -> None:
    """Write a file that only this user can read, or text to standard output.

    The path is checked again: something may have been put there while the password was asked. Without
    ``--overschrijf`` nothing is replaced, whenever it was put there.

    Raises:
        ReflectieError: as in ``output_path``, or the disk refuses.
    """
    path = output_path(options, console)
    if path is None:
        console.write(data.decode())
        return
    try:
        (write_private if options.overschrijf else write_private_new)(path, data)
    except CannotWrite as error:
        cause = error.__cause__
        reason = os_error_reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
        raise cannot_export(path, reason) from error
