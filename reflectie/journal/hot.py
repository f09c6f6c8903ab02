"""What a crash left: a rollback journal beside the store, looked at before SQLite plays it back.

SQLite believes the header of that file. With a flipped byte there it would put back half of a save, or none,
and call it done. So the file is walked first as SQLite would walk it: https://www.sqlite.org/fileformat.html,
"The Rollback Journal". A save that is going on in another window leaves a file that passes too.
"""

import shutil
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectie.domain.disk import reason
from reflectie.domain.errors import CannotWrite, DamagedJournal
from reflectie.journal.folder import PRIVATE_FILE, present

MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")
"""Magic, records, what checksums start from, pages before the save, sector size, page size."""
PAGE = 4096
"""Bytes of a page of the store."""
RECORD = 4 + PAGE + 4
"""Bytes of a page in a rollback journal: its number, what it held, its checksum."""
_LOOKS, _BETWEEN = 3, 0.05
"""How often, and after how many seconds, a file is looked at again that another window may be writing."""


def rollback_file(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def is_hot(path: Path) -> bool:
    """Whether there may be something to play back, or a save is going on; an empty file counts too."""
    return present(rollback_file(path))


@contextmanager
def guarded(path: Path) -> Iterator[bool]:
    """Around opening and proving a store; inside, whether it has to be proved.

    Both files are kept as they were until all is well: when what is inside fails, they stay beside it under
    a name that ends in ``.voor-herstel``.

    Raises:
        DamagedJournal: the rollback journal does not hold together; nothing was touched.
    """
    if not is_hot(path):
        yield False
        return
    _look(path)
    copies = [copy for file in (path, rollback_file(path)) if (copy := _copied(file))]
    yield True
    for copy in copies:
        copy.unlink(missing_ok=True)


def _look(path: Path) -> None:
    for again in range(_LOOKS):
        try:
            content = rollback_file(path).read_bytes()
            pages = path.stat().st_size // PAGE
        except OSError:  # the other window is done
            return
        if holds_together(content, pages):
            return
        time.sleep(_BETWEEN if again < _LOOKS - 1 else 0)
    raise DamagedJournal(rollback_file(path), "waarmee een afgebroken bewaring hersteld wordt, is beschadigd")


def holds_together(content: bytes, present_pages: int) -> bool:
    """Whether a rollback journal is whole, as far as it was brought to disk before the crash.

    A store never has fewer pages during a save (``present_pages``) than before it: SQLite lets go of pages at
    the very end. Without that bound one flipped byte makes the store terabytes long.
    """
    place, pages, known = 0, None, set[int]()
    while place + _HEADER.size <= len(content):
        magic, count, start, before, sector, size = _HEADER.unpack_from(content, place)
        if magic == bytes(8) and not count:  # begun, and not on disk yet: the store was not touched
            return True
        sizes_fit = sector in (512, 4096) and size == PAGE and before <= present_pages
        if magic != MAGIC or not sizes_fit or pages not in (None, before):
            return False
        pages, place = before, place + sector
        if not count or not _records(content[place : place + count * RECORD], (count, start, before), known):
            return False
        place += count * RECORD
        place = -(-place // sector) * sector
    return not any(content[place:])


def _records(content: bytes, header: tuple[int, int, int], known: set[int]) -> bool:
    """Whether all pages of one part are there, each once, each with its checksum."""
    count, start, before = header
    if len(content) != count * RECORD:
        return False
    for at in range(0, len(content), RECORD):
        (page,) = struct.unpack_from(">I", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 4 + PAGE)
        if not 0 < page <= before or page in known:
            return False
        known.add(page)
        # Every 200th byte from behind, as SQLite counts it.
        if (start + sum(content[at + 4 + PAGE - 200 : at + 4 : -200])) & 0xFFFFFFFF != checksum:
            return False
    return True


def _copied(file: Path) -> Path | None:
    copy = file.with_name(f"{file.name}.voor-herstel")
    if copy.exists() or not file.exists():  # what was kept of an earlier time is nearer to what it was
        return None
    try:
        shutil.copyfile(file, copy)
        copy.chmod(PRIVATE_FILE)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise CannotWrite(file.parent, reason(error)) from error
    return copy
