"""Write a log to one or more files that only this user can read."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotWrite, cannot_export, os_error_reason
from reflectie.domain.text import format_number
from reflectie.export.document import Format, Log, oldest_first
from reflectie.journal.folder import (
    JournalFolder,
    file_exists,
    resolve_link,
    write_private,
    write_private_new,
)

EXISTS = "dat bestand is er al"

ProgressCallback = Callable[[int, int], None]
"""Called with the number of parts that are done and the total."""


def check_output_file(path: Path, folder: JournalFolder | None, overwrite: bool) -> None:
    """Check that a file may be written.

    Raises:
        ReflectieError: it cannot be written, belongs to the journal, or exists already without ``overwrite``.
    """
    try:
        _check_output_file(path, folder, overwrite)
    except OSError as error:  # the name is too long, or the folder may not be looked into
        raise cannot_export(path, os_error_reason(error)) from error


def _check_output_file(path: Path, folder: JournalFolder | None, overwrite: bool) -> None:
    if folder and belongs_to_journal(folder, path):
        raise cannot_export(path, "die plek is van je logboek zelf")
    if path.is_dir():
        raise cannot_export(path, "dat is een map; zet er een bestandsnaam achter")
    if path.exists() and not path.is_file():
        raise cannot_export(path, "dat is geen gewoon bestand")
    if path.exists() and not overwrite:
        raise cannot_export(path, EXISTS)
    if not path.parent.is_dir():
        raise cannot_export(path, "die map is er niet")


def belongs_to_journal(folder: JournalFolder, path: Path) -> bool:
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


class ExportPart(NamedTuple):
    """One file of an export and what it holds."""

    path: Path
    log: Log


def plan_files(path: Path, log: Log, export_format: Format) -> tuple[ExportPart, ...]:
    """Return the files in which a log is written: one, or one for each year and part of a year."""
    maximum = export_format.max_entries
    if maximum is None or len(log.entries) <= maximum:
        return (ExportPart(path, log),)
    return tuple(
        ExportPart(path.with_name(f"{path.stem}-{name}{path.suffix}"), part)
        for name, part in _years(log, maximum)
    )


def _years(log: Log, maximum: int) -> Iterator[tuple[str, Log]]:
    for year, found in groupby(oldest_first(log.entries), key=lambda entry: entry.day.year):
        entries = tuple(found)
        starts = range(0, len(entries), maximum)
        for number, start in enumerate(starts, 1):
            name = f"{year}-{number}" if len(starts) > 1 else str(year)
            yield name, log._replace(entries=entries[start : start + maximum])


def write_parts(
    parts: tuple[ExportPart, ...],
    export_format: Format,
    overwrite: bool,
    progress: ProgressCallback | None = None,
) -> None:
    """Write all parts, or none when one cannot be written. ``progress`` may raise to stop.

    Without ``overwrite``, a file that appears meanwhile is not replaced.

    Raises:
        ReflectieError: the disk refuses, or the format cannot be written on this computer.
    """
    contents: dict[Path, bytes] = {}
    for number, part in enumerate(parts):
        if progress:
            progress(number, len(parts))
        contents[part.path] = export_format.write(part.log)
    if progress:
        progress(len(parts), len(parts))
    write_files(contents, overwrite)


def write_files(contents: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write files that only this user can read; on a refusal those that are new are removed again.

    Raises:
        ReflectieError: the disk refuses.
    """
    new, write = list[Path](), write_private if overwrite else write_private_new
    for path, content in contents.items():
        existed = file_exists(path)
        try:
            write(path, content)
        except CannotWrite as error:
            for written in new:
                written.unlink(missing_ok=True)
            cause = error.__cause__
            reason = os_error_reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
            raise cannot_export(path, reason) from error
        if not existed:
            new.append(path)


def describe_result(count: int, parts: tuple[ExportPart, ...]) -> str:
    """Say what was written and where, and that it is readable by whoever has the file."""
    number = "1 reflectie" if count == 1 else f"{format_number(count)} reflecties"
    if len(parts) == 1:
        return f"{number} geschreven naar {parts[0].path}. Dit bestand is niet versleuteld."
    names = ", ".join(part.path.name for part in parts)
    return (
        f"{number} geschreven in {len(parts)} bestanden in {parts[0].path.parent}: {names}. "
        "Deze bestanden zijn niet versleuteld."
    )
