"""Format lines of output, and write a document to the file that the user names."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from reflectie.cli.console import Console
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import cannot_export
from reflectie.domain.text import shorten
from reflectie.domain.text_layout import truncate
from reflectie.domain.value import SHORT_ID_LENGTH
from reflectie.services.export_file import EXISTS, belongs_to_journal, check_output_file, write_files

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
    path = Path(options.naar)
    check_new_file(path, options, console)
    return path


def check_new_file(path: Path, options: argparse.Namespace, console: Console) -> None:
    """Check that a file may be written; errors as in ``output_path``."""
    if path.is_file() and not options.overschrijf and not belongs_to_journal(console.folder, path):
        raise cannot_export(path, f"{EXISTS} (met --overschrijf wordt het vervangen)")
    check_output_file(path, console.folder, options.overschrijf)


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
    else:
        write_files({path: data}, options.overschrijf)
