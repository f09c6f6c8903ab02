"""Check and repair a journal: its files, and what can only be read with the data key."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress

from reflectie.domain.dates import Clock
from reflectie.domain.errors import (
    AccessDenied,
    CannotBackUp,
    CannotWrite,
    DamagedFile,
    DamagedKeyFile,
    NewerFormat,
)
from reflectie.journal.backup.diagnostics import (
    Diagnostic,
    Severity,
    check_journal,
    check_journal_files,
    diagnostic_error,
    diagnostic_note,
    remove_leftovers,
    repair_permissions,
    repair_search_index,
)
from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import open_with_key


def diagnose(
    folder: JournalFolder,
    unlock: Callable[[], bytes],
    clock: Clock,
    environ: Mapping[str, str],
    repair: bool = False,
) -> list[Diagnostic]:
    """Check a journal. ``unlock`` returns the data key; ``repair`` first repairs what can be repaired.

    A check that needs the data key replaces the check of the same file from outside.
    """
    if repair:
        repair_permissions(folder)
    inside = list(_check_inside(folder, unlock, clock, repair))
    if repair and any(item.name == "logboek" and item.level is Severity.OK for item in inside):
        remove_leftovers(folder, clock())
    names = {item.name for item in inside}
    outside = check_journal_files(folder, environ, clock())
    return [*(item for item in outside if item.name not in names), *inside]


def _check_inside(
    folder: JournalFolder, unlock: Callable[[], bytes], clock: Clock, repair: bool
) -> Iterator[Diagnostic]:
    try:
        journal = open_with_key(folder, unlock(), clock)
    except DamagedKeyFile as error:
        yield diagnostic_error("sleutels", str(error), folder.key_file, error.repair_command)
        yield diagnostic_note(
            "logboek", "Het logboek zelf is pas na te kijken als de sleutels kloppen.", folder.journal_file
        )
        return
    except (DamagedFile, NewerFormat, AccessDenied, CannotWrite, CannotBackUp) as error:
        command = error.repair_command if isinstance(error, DamagedFile) else ""
        yield diagnostic_error("logboek", str(error), folder.journal_file, command)
        return
    with closing(journal):
        if repair:
            with suppress(CannotWrite):  # the check below reports it
                repair_search_index(journal)
        yield from check_journal(journal, clock())
