"""Import a file with a journal or a part of one: what is new in it is added, and nothing is overwritten."""

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.archive import Archive, ArchivedEntry
from reflectie.domain.errors import ReflectieError, os_error_reason
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.text import format_number
from reflectie.importing.own_json import read_own_json
from reflectie.journal.archive_store import read_archive, read_archived_entries
from reflectie.journal.journal import Journal

MAX_BYTES = 1_000_000_000
"""A larger file is not read into memory."""


class Counts(NamedTuple):
    """How many records of a file are new, the same as in the journal, or different from it."""

    new: int = 0
    same: int = 0
    different: int = 0

    @property
    def total(self) -> int:
        return sum(self)


class ImportPreview(NamedTuple):
    """What importing a file would add. ``different`` are the entries that stay as the journal has them."""

    entries: Counts
    situations: Counts
    meetings: Counts
    series: Counts
    different: tuple[ArchivedEntry, ...]

    @property
    def adds_something(self) -> bool:
        return any(counts.new for counts in (self.entries, self.situations, self.meetings, self.series))


def read_import_file(path: Path) -> Archive:
    """Return what a file holds.

    Raises:
        ReflectieError: it cannot be read.
        InvalidInput: as in ``read_own_json``.
    """
    try:
        status = path.stat()
        if stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode):  # reading could have no end
            raise _cannot_read(path, "dat is geen gewoon bestand")
        content = path.read_bytes() if status.st_size <= MAX_BYTES else None
    except (OSError, ValueError) as error:  # ValueError: the name holds a null
        reason = os_error_reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        raise _cannot_read(path, reason) from error
    if content is None:
        raise _cannot_read(path, "het is groter dan 1 GB")
    return read_own_json(content)


def _cannot_read(path: Path, reason: str) -> ReflectieError:
    return ReflectieError(f"{path} lezen lukt niet: {reason}. Er is niets aan je logboek toegevoegd.")


def preview_import(journal: Journal, archive: Archive) -> ImportPreview:
    """Compare a file with the journal, which is not changed."""
    present = read_archive(journal, entry_ids=())
    own = {entry.id: entry for entry in read_archived_entries(journal, [e.id for e in archive.entries])}
    return ImportPreview(
        entries=_count(archive.entries, own),
        situations=_count(archive.situations, {item.id: item for item in present.situations}),
        meetings=_count(archive.meetings, {item.id: item for item in present.meetings}),
        series=_count(archive.series, {item.id: item for item in present.series}),
        different=tuple(e for e in archive.entries if e.id in own and own[e.id] != e),
    )


Record = ArchivedEntry | Situation | Meeting | Series


def _count(read: Sequence[Record], own: Mapping[str, Record]) -> Counts:
    pairs = [(record, own.get(record.id)) for record in read]
    new = sum(present is None for _, present in pairs)
    same = sum(present == record for record, present in pairs)
    return Counts(new, same, len(pairs) - new - same)


_MAX_LISTED = 10
"""More entries that differ are counted, not listed."""


def describe_import(preview: ImportPreview) -> list[str]:
    """Return what is new, the same and different, and the entries that stay as the journal has them."""
    groups = (
        ("reflecties", preview.entries),
        ("situaties", preview.situations),
        ("overleggen", preview.meetings),
        ("reeksen", preview.series),
    )
    lines = [f"{name}: {_counts(counts)}" for name, counts in groups if counts.total]
    if preview.different:
        lines.append("Deze staan anders in je logboek, en blijven zoals ze daar staan:")
        listed = preview.different[:_MAX_LISTED]
        lines += [f"  {entry.day:%d-%m-%Y}  {entry.title}" for entry in listed]
        if len(preview.different) > len(listed):
            lines.append(f"  en nog {format_number(len(preview.different) - len(listed))}")
    return lines or ["In dit bestand staat niets."]


def _counts(counts: Counts) -> str:
    return (
        f"{format_number(counts.new)} nieuw, {format_number(counts.same)} hetzelfde, "
        f"{format_number(counts.different)} anders"
    )
