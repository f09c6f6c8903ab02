"""Check the rollback journal that a crash left before SQLite plays it back."""

import shutil
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectie.domain.errors import CannotWrite, DamagedJournal, os_error_reason
from reflectie.journal.folder import PRIVATE_FILE, file_exists

MAGIC = bytes.fromhex("d9d505f920a163d7")

_HEADER_STRUCT = struct.Struct(">8sIIIII")
"""Magic, records, what checksums start from, pages before the save, sector size, page size."""

PAGE_SIZE = 4096
"""Bytes of a page of the store."""

RECORD_SIZE = 4 + PAGE_SIZE + 4
"""Bytes of a page in a rollback journal: its number, what it held, its checksum."""

READ_ATTEMPTS, RETRY_SECONDS = 3, 0.05
"""How often, and after how many seconds, a file is looked at again that another window may be writing."""


def rollback_journal_path(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def has_rollback_journal(path: Path) -> bool:
    """Whether there may be something to play back, or a save is going on; an empty file counts too."""
    return file_exists(rollback_journal_path(path))


@contextmanager
def recovery_guard(path: Path) -> Iterator[bool]:
    """Around opening and proving a store; inside, whether it has to be proved.

    Both files are kept as they were until all is well: when what is inside fails, they stay beside it under
    a name that ends in ``.voor-herstel``.

    Raises:
        DamagedJournal: the rollback journal does not hold together; nothing was touched.
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
    for again in range(READ_ATTEMPTS):
        try:
            content = rollback_journal_path(path).read_bytes()
            pages = path.stat().st_size // PAGE_SIZE
        except OSError:  # the other window is done
            return
        if is_intact_rollback_journal(content, pages):
            return
        time.sleep(RETRY_SECONDS if again < READ_ATTEMPTS - 1 else 0)
    raise DamagedJournal(
        rollback_journal_path(path), "waarmee een afgebroken bewaring hersteld wordt, is beschadigd"
    )


def is_intact_rollback_journal(content: bytes, present_pages: int) -> bool:
    """Whether a rollback journal is whole, as far as it was brought to disk before the crash.

    A store never has fewer pages during a save (``present_pages``) than before it: SQLite lets go of pages at
    the very end. Without that bound one flipped byte makes the store terabytes long.
    """
    place, pages, known = 0, None, set[int]()
    while place + _HEADER_STRUCT.size <= len(content):
        magic, count, start, before, sector, size = _HEADER_STRUCT.unpack_from(content, place)
        if magic == bytes(8) and not count:  # begun, and not on disk yet: the store was not touched
            return True
        sizes_fit = sector in (512, 4096) and size == PAGE_SIZE and before <= present_pages
        if magic != MAGIC or not sizes_fit or pages not in (None, before):
            return False
        pages, place = before, place + sector
        if not count or not _records_are_intact(
            content[place : place + count * RECORD_SIZE], (count, start, before), known
        ):
            return False
        place += count * RECORD_SIZE
        place = -(-place // sector) * sector
    return not any(content[place:])


def _records_are_intact(content: bytes, header: tuple[int, int, int], known: set[int]) -> bool:
    """Whether all pages of one part are there, each once, each with its checksum."""
    count, start, before = header
    if len(content) != count * RECORD_SIZE:
        return False
    for at in range(0, len(content), RECORD_SIZE):
        (page,) = struct.unpack_from(">I", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 4 + PAGE_SIZE)
        if not 0 < page <= before or page in known:
            return False
        known.add(page)
        # Every 200th byte from behind, as SQLite counts it.
        if (start + sum(content[at + 4 + PAGE_SIZE - 200 : at + 4 : -200])) & 0xFFFFFFFF != checksum:
            return False
    return True


def _copy_before_recovery(file: Path) -> Path | None:
    copy = file.with_name(f"{file.name}.voor-herstel")
    if copy.exists() or not file.exists():  # what was kept of an earlier time is nearer to what it was
        return None
    try:
        shutil.copyfile(file, copy)
        copy.chmod(PRIVATE_FILE)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise CannotWrite(file.parent, os_error_reason(error)) from error
    return copy
