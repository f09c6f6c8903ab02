"""Find the files of a pack, in a folder of any size and shape."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reflectie.content import messages
from reflectie.content.pack import BACKGROUND_FOLDER, PACK_FILE
from reflectie.content.yaml_tree import MAX_FILE_BYTES, display_name
from reflectie.domain.value import Value

MAX_FILES = 300
"""The most YAML files of a pack."""

MAX_PACK_BYTES = 4_000_000
"""The most bytes of these files together."""

MAX_SEEN = 3_000
"""The most names that are looked at: a home folder, given by mistake, is no pack."""

_SUFFIXES = (".yaml", ".yml")

_FOLDER_ORDER = {"velden": 0, "werkvormen": 1}


class PackFiles(Value):
    """The files with an exercise (tension fields first, then by name) and those with a background text.

    ``problems`` are about files and folders that cannot be used, and about a folder that is no pack.
    """

    exercises: tuple[Path, ...] = ()
    backgrounds: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


def find_pack_files(folder: Path) -> PackFiles:
    """Find the YAML files of a pack. Hidden files, hidden folders and links to a folder are left out."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        return _refused(folder, messages.NO_FOLDER)
    except NotADirectoryError:
        return _refused(folder, messages.NOT_A_FOLDER)
    except (OSError, ValueError):
        return _refused(folder, messages.UNREADABLE_FOLDER)
    walk = _FolderWalk(folder)
    parts = {path: path.relative_to(folder).parts for path in walk.files()}
    if walk.is_too_large or len(parts) > MAX_FILES:
        return _refused(folder, messages.TOO_MANY_FILES)
    if walk.total_bytes > MAX_PACK_BYTES:
        return _refused(folder, messages.PACK_TOO_LARGE)
    exercises = [path for path in parts if parts[path][0] not in (BACKGROUND_FOLDER, PACK_FILE)]
    return PackFiles(
        exercises=tuple(sorted(exercises, key=lambda p: (_FOLDER_ORDER.get(parts[p][0], 2), parts[p]))),
        backgrounds=tuple(sorted(path for path in parts if parts[path][0] == BACKGROUND_FOLDER)),
        problems=tuple(walk.problems),
    )


def _refused(folder: Path, message: str) -> PackFiles:
    return PackFiles(problems=(f"{display_name(folder)}: {message}",))


class _FolderWalk:
    """Looks through a folder without following links, and stops after ``MAX_SEEN`` names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = 0
        self.total_bytes = 0
        self.problems: list[str] = []

    @property
    def is_too_large(self) -> bool:
        return self._seen > MAX_SEEN

    def files(self) -> Iterator[Path]:
        """Every readable YAML file. What else has the name of one is a problem."""
        waiting = [self._folder]
        while waiting and not self.is_too_large:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    yield from self._files_among(entries, waiting)
            except OSError:
                self._report(folder, messages.UNREADABLE_FOLDER)

    def _files_among(self, entries: "Iterator[os.DirEntry[str]]", waiting: list[Path]) -> Iterator[Path]:
        for entry in entries:
            self._seen += 1
            if self.is_too_large:
                return
            if entry.name.startswith("."):
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path.suffix in _SUFFIXES and self._is_usable(path):
                yield path

    def _is_usable(self, path: Path) -> bool:
        try:
            status = path.stat()
        except OSError as error:
            self._report(path, messages.unreadable_file(error))
            return False
        self.total_bytes += min(status.st_size, MAX_FILE_BYTES)  # a larger one is refused by name
        if stat.S_ISREG(status.st_mode):
            return True
        self._report(path, messages.NOT_A_FILE)
        return False

    def _report(self, path: Path, message: str) -> None:
        self.problems.append(f"{display_name(path)}: {message}")
