"""Check the rollback journal that a crash left before SQLite plays it back."""

import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.errors import CannotWrite, DamagedJournal, os_error_reason
from reflectie.journal.folder import copy_to_new_private, file_exists

_MAGIC = bytes.fromhex("d9d505f920a163d7")

_HEADER_STRUCT = struct.Struct(">8sIIIII")


class _Header(NamedTuple):
    """The header of a segment of a rollback journal: https://www.sqlite.org/fileformat.html"""

    magic: bytes
    record_count: int
    checksum_start: int
    pages_before: int
    """Pages of the database before the save."""
    sector_size: int
    page_size: int


PAGE_SIZE = 4096
"""Bytes per page of the database."""

RECORD_SIZE = 4 + PAGE_SIZE + 4
"""Bytes per record: page number, content of the page, checksum."""

READ_ATTEMPTS, RETRY_SECONDS = 3, 0.05
"""How often to read a file that another program may be writing, and the seconds in between."""


def rollback_journal_path(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def has_rollback_journal(path: Path) -> bool:
    """Whether a crash left a rollback journal, or a save is going on; an empty file counts too."""
    return file_exists(rollback_journal_path(path))


@contextmanager
def recovery_guard(path: Path) -> Iterator[bool]:
    """Wrap opening and verifying a database. Yield whether it must be verified, because of a crash.

    Both files are copied first. When the block fails, the copies stay beside the database, under names that
    end in ``.voor-herstel``.

    Raises:
        DamagedJournal: the rollback journal is damaged; nothing was touched.
    """
    if not has_rollback_journal(path):
        yield False
        return
    _require_intact_rollback_journal(path)
    copies = [copy for file in (path, rollback_journal_path(path)) if (copy := _copy_before_recovery(file))]
    yield True
    for copy in copies:
        copy.unlink(missing_ok=True)


def _require_intact_rollback_journal(path: Path) -> None:
    for attempt in range(1, READ_ATTEMPTS + 1):
        try:
            content = rollback_journal_path(path).read_bytes()
            pages = path.stat().st_size // PAGE_SIZE
        except OSError:  # the other program is done
            return
        if is_intact_rollback_journal(content, pages):
            return
        if attempt < READ_ATTEMPTS:
            time.sleep(RETRY_SECONDS)
    raise DamagedJournal(
        rollback_journal_path(path), "waarmee een afgebroken bewaring hersteld wordt, is beschadigd"
    )


def is_intact_rollback_journal(content: bytes, present_pages: int) -> bool:
    """Whether a rollback journal is intact, as far as it was on disk before the crash.

    During a save the database never has fewer pages (``present_pages``) than before: SQLite truncates it at
    the very end. Without that bound one flipped byte could make the database terabytes long.
    """
    offset, pages_before, seen_pages = 0, None, set[int]()
    while offset + _HEADER_STRUCT.size <= len(content):
        header = _Header(*_HEADER_STRUCT.unpack_from(content, offset))
        if header.magic == bytes(8) and not header.record_count:
            return True  # the header was not on disk yet, so the database was not touched
        if not _header_is_valid(header, present_pages) or pages_before not in (None, header.pages_before):
            return False
        pages_before, offset = header.pages_before, offset + header.sector_size
        records = content[offset : offset + header.record_count * RECORD_SIZE]
        if not _records_are_intact(records, header, seen_pages):
            return False
        end = offset + len(records)
        offset = -(-end // header.sector_size) * header.sector_size
    return not any(content[offset:])


def _header_is_valid(header: _Header, present_pages: int) -> bool:
    return (
        header.magic == _MAGIC
        and header.record_count > 0
        and header.sector_size in (512, 4096)
        and header.page_size == PAGE_SIZE
        and header.pages_before <= present_pages
    )


def _records_are_intact(records: bytes, header: _Header, seen_pages: set[int]) -> bool:
    """Whether all records of a segment are there, each page once and with its checksum."""
    if len(records) != header.record_count * RECORD_SIZE:
        return False
    for offset in range(0, len(records), RECORD_SIZE):
        (page,) = struct.unpack_from(">I", records, offset)
        (checksum,) = struct.unpack_from(">I", records, offset + 4 + PAGE_SIZE)
        if not 0 < page <= header.pages_before or page in seen_pages:
            return False
        seen_pages.add(page)
        # SQLite adds every 200th byte, counted from the end of the page.
        sampled = records[offset + 4 + PAGE_SIZE - 200 : offset + 4 : -200]
        if (header.checksum_start + sum(sampled)) & 0xFFFFFFFF != checksum:
            return False
    return True


def _copy_before_recovery(file: Path) -> Path | None:
    copy = file.with_name(f"{file.name}.voor-herstel")
    if copy.is_symlink():  # copying would overwrite the file that it points at
        advice = "Haal die verwijzing weg en probeer het opnieuw."
        raise CannotWrite(copy, "daar staat een verwijzing die niet van reflectie is", advice=advice)
    if copy.exists() or not file.exists():  # an earlier copy is closer to the original
        return None
    try:
        copy_to_new_private(file, copy)
    except (FileNotFoundError, FileExistsError):
        # Another program finished its save in the meantime, so there was no crash; or it made this copy.
        return None
    except OSError as error:
        raise CannotWrite(file.parent, os_error_reason(error)) from error
    return copy
