"""Find a second journal beside the journal, as a sync program makes it.

Each service has names of its own, in the language of the computer: ``logboek (PC's conflicted copy).db`` and
``logboek (conflictkopie van PC).db`` (Dropbox), ``logboek-PC.db`` (OneDrive), ``logboek 2.db`` (iCloud),
``logboek (1).db`` (Google Drive), ``logboek.sync-conflict-20261130-101500-ABCDEFG.db`` (Syncthing). All keep
the name and its end, so that is what counts.
"""

import shlex
from contextlib import suppress
from pathlib import Path

from reflectie.journal.folder import BACKUP_NAME, KEY_FILE_SUFFIX, JournalFolder

MAX_NAMED = 3
"""How many files a notice names; the others are counted."""


def find_conflict_copies(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the files that look like a second journal or key file beside these ones.

    A journal that the user copied there by hand is one of them; a backup is not.
    """
    with suppress(OSError):
        return tuple(sorted(path for path in folder.path.iterdir() if _is_conflict_copy(path, folder)))
    return ()


def conflict_notice(copies: tuple[Path, ...]) -> str:
    """What is found, what it means and what to do, as one line."""
    names = ", ".join(path.name for path in copies[:MAX_NAMED])
    more = f" en nog {len(copies) - MAX_NAMED}" if len(copies) > MAX_NAMED else ""
    return (
        f"Naast je logboek staat nog een versie: {names}{more}. Een synchronisatieprogramma maakt die als er "
        "op twee computers is geschreven; wat erin staat, zie je hier niet. "
        f"Lezen kan met: {read_command(copies[0])}"
    )


def read_command(copy: Path) -> str:
    """The command that shows what is in a copy. The name is quoted: it often has spaces and an apostrophe."""
    return f"reflectie herstel {shlex.quote(copy.name)} --lezen"


def _is_conflict_copy(path: Path, folder: JournalFolder) -> bool:
    name = path.name.casefold()
    own_files = (folder.journal_file, folder.key_file)
    is_backup = BACKUP_NAME.fullmatch(name) or name.endswith(KEY_FILE_SUFFIX)
    if is_backup or name in {own.name for own in own_files}:
        return False
    return any(own.stem in name and name.endswith(own.suffix) for own in own_files) and path.is_file()
