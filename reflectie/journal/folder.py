"""Where the journal lives, and writing there so that a file is whole and private, or not changed at all."""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from reflectie.domain.disk import reason
from reflectie.domain.errors import CannotWrite, NoJournal, NotAllowed, OnlyCopies

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What decoding a damaged JSON file can raise: not JSON or not ours, not UTF-8, nested without end."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder of one user."""

    path: Path

    @property
    def journal(self) -> Path:
        return self.path / "logboek.db"

    @property
    def keys(self) -> Path:
        return self.path / "sleutels.json"

    @property
    def settings(self) -> Path:
        return self.path / "instellingen.json"

    @property
    def backups(self) -> Path:
        return self.path / "kopieen"

    def exists(self) -> bool:
        """Whether a journal was made here: one of its two files is present.

        Raises:
            NotAllowed: one may not look into the folder, so who can tell.
        """
        try:
            return self.journal.exists() or self.keys.exists()
        except PermissionError as error:
            raise NotAllowed(self.path) from error

    def has_copies(self) -> bool:
        """Whether copies lie here; which, and whether they are good, is for ``backups`` to tell.

        Asked at the start, which has no time for the words of the keys.
        """
        return any(self.backups.glob("logboek-*.db"))

    def missing(self) -> NoJournal:
        """What to raise where there is no journal: it may be that only its copies are left."""
        return OnlyCopies(self.path, self.backups) if self.has_copies() else NoJournal(self.path)

    def make(self) -> None:
        """Make the folder, and those above it that are missing, for this user only.

        A folder that is there already keeps its rights: it may hold more than the journal.

        Raises:
            CannotWrite: the disk refuses.
        """
        missing = [path for path in (self.path, *self.path.parents) if not present(path)]
        try:
            for path in reversed(missing):
                path.mkdir(PRIVATE_FOLDER, exist_ok=True)
                path.chmod(PRIVATE_FOLDER)  # the umask may have taken rights from the owner too
        except OSError as error:
            raise CannotWrite(self.path, reason(error)) from error


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder named by ``REFLECTIE_MAP``, or else the system's own place for a user's data."""
    if chosen := environ.get("REFLECTIE_MAP"):
        return Path(chosen).absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("reflectie", appauthor=False))


def present(path: Path) -> bool:
    """Whether a file is there and may be seen."""
    try:
        return path.exists()
    except OSError:  # no right to look into the folder
        return False


def behind_link(path: Path) -> Path:
    """The real place of a file, so that a link to another disk stays a link when the file is replaced."""
    return Path(os.path.realpath(path))


def write_private(path: Path, content: bytes) -> None:
    """Put ``content`` in a file that only this user can read; after a crash it is the old or the new one.

    Raises:
        CannotWrite: the disk refuses; the old file is still there.
    """
    _write(path, content, replace_durably)


def write_new(path: Path, content: bytes) -> None:
    """As ``write_private``, for a file that must not be there yet, also when two windows try at once.

    Raises:
        CannotWrite: it is there already, or the disk refuses.
    """
    _write(path, content, _place_new)


def _write(path: Path, content: bytes, place: Callable[[Path, Path], None]) -> None:
    target = behind_link(path)
    try:
        temporary = _write_beside(target, content)
        try:
            place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def _place_new(new: Path, target: Path) -> None:
    try:
        target.hardlink_to(new)  # refuses what exists, in one step
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a USB stick
        if target.exists():
            raise FileExistsError(errno.EEXIST, "exists") from None
        replace_durably(new, target)
    else:
        _sync_folder(target.parent)


def replace_durably(new: Path, target: Path) -> None:
    """Move a file to its place in the same folder, and have the folder remember it after a power cut."""
    new.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open a folder, and need not
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_private_file(path: Path) -> None:
    """Make an empty file that only this user can read, before anything is written in it.

    Raises:
        OSError: it exists already, or the disk refuses.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    path.chmod(PRIVATE_FILE)


def _write_beside(target: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            temporary.chmod(PRIVATE_FILE)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
