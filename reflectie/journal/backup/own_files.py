"""Which files in the folder of a journal this program made. Only those are ever removed.

A file counts as ours when it is a regular file, no link, under a name that only this program gives.
"""

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reflectie.journal.backup.backups import backup_from_path, is_backup_key_file
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link

_DAY, _TOKEN = r"\d{4}-\d\d-\d\d", r"[0-9a-f]+"

_RANDOM = r"[a-z0-9_]{8}"
"""What the standard library puts at the end of a temporary name."""

_SET_ASIDE = re.compile(rf"beschadigd-{_DAY}-{_TOKEN}-.+")
"""A damaged file that was replaced by a backup."""

_UNFINISHED_BACKUP = re.compile(
    rf"\.(?:logboek-{_DAY}.*\.db\.{_TOKEN}\.deel(?:-journal)?|logboek-{_DAY}.*\.json\.{_RANDOM})"
)


def list_set_aside(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the damaged files that a restore set aside, oldest first."""
    return tuple(path for path in _own_files(folder.backups_folder) if _SET_ASIDE.fullmatch(path.name))


def list_backup_files(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the files of all backups, and what an interrupted backup left behind."""
    return tuple(path for path in _own_files(folder.backups_folder) if _belongs_to_backup(path))


def list_foreign_files(folder: JournalFolder) -> tuple[Path, ...]:
    """Return what stands in the backup folder and was not made by this program; links and folders too.

    A folder that may not be read counts as foreign itself.
    """
    own = {*list_backup_files(folder), *list_set_aside(folder)}
    try:
        return tuple(sorted(path for path in folder.backups_folder.iterdir() if path not in own))
    except FileNotFoundError:
        return ()
    except OSError:
        return (folder.backups_folder,)


def list_leftovers(folder: JournalFolder) -> tuple[Path, ...]:
    """Return the files that an interrupted backup, restore or save left behind."""
    found = {path for path in _own_files(folder.backups_folder) if _UNFINISHED_BACKUP.fullmatch(path.name)}
    for path in {folder.journal_file, resolve_link(folder.journal_file)}:
        name = re.escape(path.name)
        patterns = [rf"{name}(?:-journal)?\.voor-herstel", rf"\.{name}\.{_TOKEN}\.terug(?:-journal)?"]
        if file_exists(path):  # otherwise it may be the new journal itself, not yet moved to its place
            patterns.append(rf"{name}\.{_TOKEN}\.nieuw(?:-journal)?")
        found |= _own_files_named(path.parent, "|".join(patterns))
    for path in (folder.key_file, folder.settings_file):
        target = resolve_link(path)
        found |= _own_files_named(target.parent, rf"\.{re.escape(target.name)}\.{_RANDOM}")
    return tuple(sorted(found))


def is_regular_file(path: Path) -> bool:
    """Whether a path is a file itself and not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _belongs_to_backup(path: Path) -> bool:
    is_backup = backup_from_path(path) is not None or is_backup_key_file(path)
    return is_backup or _UNFINISHED_BACKUP.fullmatch(path.name) is not None


def _own_files_named(folder: Path, pattern: str) -> set[Path]:
    return {path for path in _own_files(folder) if re.fullmatch(pattern, path.name)}


def _own_files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from filter(is_regular_file, sorted(folder.iterdir()))
