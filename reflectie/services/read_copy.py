"""Look into a copy of the journal: a backup, a file that was set aside, or a conflict copy."""

from pathlib import Path
from typing import NamedTuple

from reflectie.domain.dates import Clock
from reflectie.domain.errors import cannot_restore
from reflectie.journal.backup.restore_preview import journal_entry_states
from reflectie.journal.backup.salvage import salvage, write_salvage
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
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


def read_copy(path: Path, data_key: bytes, folder: JournalFolder, clock: Clock) -> OpenedCopy:
    """Read all that can be read in a copy, damaged or not, and change nothing on disk.

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
    states = journal_entry_states(folder, data_key)
    present = {} if states is None else states
    return OpenedCopy(
        journal=journal,
        incomplete=frozenset(entry.row["id"] for entry in contents.entries if not entry.is_whole),
        unreadable=len(contents.unreadable),
        only_here=frozenset(here.keys() - present.keys()) if states is not None else frozenset(),
        different=frozenset(key for key in here.keys() & present.keys() if here[key] != present[key][0]),
    )
