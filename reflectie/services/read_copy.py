"""Look into a copy of the journal: a backup, a file that was set aside, or a conflict copy."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reflectie.domain.dates import Clock
from reflectie.domain.errors import InvalidInput, ReflectieError, WrongPassword, cannot_restore
from reflectie.journal.backup.backups import Backup
from reflectie.journal.backup.restore_preview import journal_entry_states, key_file_fits
from reflectie.journal.backup.salvage import salvage, write_salvage
from reflectie.journal.conflict_copies import find_conflict_copies
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_key_file, unlock_with_password
from reflectie.journal.keys.recovery_code import parse_recovery_code, unlock_with_code
from reflectie.journal.opening import journal_in_memory


class OpenedCopy(NamedTuple):
    """A copy as a journal in memory; what is written to it goes nowhere.

    ``incomplete`` are the entries of which a part could not be read, ``unreadable`` counts those of which
    nothing could. ``only_here`` and ``different`` compare with the journal; both are empty if that does not
    open.
    """

    journal: Journal
    incomplete: frozenset[str]
    unreadable: int
    only_here: frozenset[str]
    different: frozenset[str]


@dataclass(frozen=True, slots=True)
class CopyKeys(JournalFolder):
    """A key file that may belong to a copy."""

    file: Path

    @property
    def key_file(self) -> Path:
        return self.file


def find_copy_keys(copy: Backup, data_key: bytes) -> tuple[CopyKeys, ...]:
    """Return the intact key files beside a copy that hold another key than that of the journal."""
    beside = JournalFolder(copy.path)
    files = dict.fromkeys((copy.key_file, beside.key_file, *find_conflict_copies(beside)))
    keys = (CopyKeys(copy.path, file) for file in files if file.suffix == ".json")
    return tuple(key for key in keys if _has_other_key(key, data_key))


def _has_other_key(keys: CopyKeys, data_key: bytes) -> bool:
    with suppress(ReflectieError):
        read_key_file(keys)
        return not key_file_fits(keys, data_key)
    return False


def unlock_copy(keys: Iterable[CopyKeys], secret: str) -> bytes:
    """Return the data key that a password, or a recovery code, opens in one of these key files.

    Raises:
        WrongPassword: it opens none of them.
    """
    code = None
    with suppress(InvalidInput):
        code = parse_recovery_code(secret)
    for key in keys:
        with suppress(ReflectieError):  # a wrong secret, or a key file that is damaged
            return unlock_with_code(key, code) if code else unlock_with_password(key, secret)
    raise WrongPassword


def read_copy(
    path: Path, data_key: bytes, folder: JournalFolder, clock: Clock, journal_key: bytes | None = None
) -> OpenedCopy:
    """Read all that can be read in a copy, damaged or not, and change nothing on disk.

    ``journal_key`` is the key of the journal, when the copy has another one.

    Raises:
        ReflectieError: it does not open with this key, or a version of the program too old or new made it.
    """
    contents = salvage(path, data_key)
    if contents is None:
        reason = (
            "gaat niet open: ze is te beschadigd, hoort bij een ander logboek, of is van een andere versie"
        )
        raise cannot_restore(path, reason)
    journal = journal_in_memory(clock)
    write_salvage(journal.connection, contents, path)
    here = {entry.row["id"]: entry.row["changed_at"] for entry in contents.entries}
    states = journal_entry_states(folder, journal_key or data_key)
    present = {} if states is None else states
    return OpenedCopy(
        journal=journal,
        incomplete=frozenset(entry.row["id"] for entry in contents.entries if not entry.is_whole),
        unreadable=len(contents.unreadable),
        only_here=frozenset(here.keys() - present.keys()) if states is not None else frozenset(),
        different=frozenset(key for key in here.keys() & present.keys() if here[key] != present[key][0]),
    )
