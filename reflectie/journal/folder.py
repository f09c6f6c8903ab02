"""The data folder of a journal, and durable writes of private files in it."""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from reflectie.domain.errors import (
    AccessDenied,
    CannotWrite,
    JournalNotFound,
    only_backups_found,
    os_error_reason,
)

PRIVATE_FILE = 0o600

PRIVATE_FOLDER = 0o700

DECODE_ERRORS = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What decoding a damaged JSON file can raise: not JSON or not ours, not UTF-8, nested without end."""


@dataclass(frozen=True, slots=True)
class JournalFolder:
    """The data folder of one user."""

    path: Path

    @property
    def journal_file(self) -> Path:
        return self.path / "logboek.db"

    @property
    def key_file(self) -> Path:
        return self.path / "sleutels.json"

    @property
    def settings_file(self) -> Path:
        return self.path / "instellingen.json"

    @property
    def instance_lock_file(self) -> Path:
        return self.path / "scherm.lock"

    @property
    def backups_folder(self) -> Path:
        return self.path / "kopieen"

    def has_journal(self) -> bool:
        """Whether a journal was made here: one of its two files is present.

        Raises:
            NotAllowed: one may not look into the folder, so who can tell.
        """
        try:
            return self.journal_file.exists() or self.key_file.exists()
        except PermissionError as error:
            raise AccessDenied(self.path) from error

    def has_backups(self) -> bool:
        """Whether copies lie here; which, and whether they are good, is for ``backups`` to tell.

        Asked at the start, which has no time for the words of the keys.
        """
        return any(self.backups_folder.glob("logboek-*.db"))

    def missing_journal_error(self) -> JournalNotFound:
        """What to raise where there is no journal: it may be that only its copies are left."""
        return (
            only_backups_found(self.path, self.backups_folder)
            if self.has_backups()
            else JournalNotFound(self.path)
        )

    def create(self) -> None:
        """Make the folder, and those above it that are missing, for this user only.

        A folder that is there already keeps its rights: it may hold more than the journal.

        Raises:
            CannotWrite: the disk refuses.
        """
        missing = [path for path in (self.path, *self.path.parents) if not file_exists(path)]
        try:
            for path in reversed(missing):
                path.mkdir(PRIVATE_FOLDER, exist_ok=True)
                path.chmod(PRIVATE_FOLDER)  # the umask may have taken rights from the owner too
        except OSError as error:
            raise CannotWrite(self.path, os_error_reason(error)) from error


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder named by ``REFLECTIE_MAP``, or else the system's own place for a user's data."""
    if chosen := environ.get("REFLECTIE_MAP"):
        return Path(chosen).absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("reflectie", appauthor=False))


def file_exists(path: Path) -> bool:
    """Whether a file is there and may be seen."""
    try:
        return path.exists()
    except OSError:  # no right to look into the folder
        return False


def resolve_link(path: Path) -> Path:
    """The real place of a file, so that a link to another disk stays a link when the file is replaced."""
    return Path(os.path.realpath(path))


def write_private(path: Path, content: bytes) -> None:
    """Put ``content`` in a file that only this user can read; after a crash it is the old or the new one.

    Raises:
        CannotWrite: the disk refuses; the old file is still there.
    """
    _write_whole(path, content, replace_durably)


def write_private_new(path: Path, content: bytes) -> None:
    """As ``write_private``, for a file that must not be there yet, also when two windows try at once.

    Raises:
        CannotWrite: it is there already, or the disk refuses.
    """
    _write_whole(path, content, _move_to_new)


def _write_whole(path: Path, content: bytes, place: Callable[[Path, Path], None]) -> None:
    target = resolve_link(path)
    try:
        temporary = _write_temporary(target, content)
        try:
            place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error


def _move_to_new(new: Path, target: Path) -> None:
    try:
        target.hardlink_to(new)  # refuses what exists, in one step
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a USB stick
        if target.exists():
            raise FileExistsError(errno.EEXIST, "exists") from None
        replace_durably(new, target)
    else:
        _fsync_folder(target.parent)


def replace_durably(new: Path, target: Path) -> None:
    """Move a file to its place in the same folder, and have the folder remember it after a power cut."""
    new.replace(target)
    _fsync_folder(target.parent)


def _fsync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open a folder, and need not
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def create_private_file(path: Path) -> None:
    """Make an empty file that only this user can read, before anything is written in it.

    Raises:
        OSError: it exists already, or the disk refuses.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    path.chmod(PRIVATE_FILE)


def _write_temporary(target: Path, content: bytes) -> Path:
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


SERVICE_FOLDER_PATTERNS = {
    "OneDrive": r"onedrive( - .*|-.*)?",
    "Dropbox": r"dropbox( \(.*\)|-.*)?",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive( \(.*\)|-.*)?|my drive|mijn drive|drivefs",
}
"""What each calls the folders it keeps, in small letters."""

_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""In which Windows says where OneDrive stands, also when somebody gave it another name."""


def find_sync_service(path: Path, environ: Mapping[str, str]) -> str | None:
    """The name of the service that takes this folder along, None when there is no sign of one.

    It goes by names only, and nothing is opened: a service that keeps folders under names of its own, such as
    the desktop that OneDrive or iCloud took over, is not seen.
    """
    real = Path(path).absolute()
    homes = [Path(environ[name]) for name in _ONEDRIVE_VARIABLES if environ.get(name)]
    if any(real.is_relative_to(home) for home in homes):
        return "OneDrive"
    for part in (*real.parts, *_resolve(real).parts):
        for service, pattern in SERVICE_FOLDER_PATTERNS.items():
            if re.fullmatch(pattern, part.casefold()):
                return service
    return None


def sync_warning(service: str) -> str:
    """What a person should know about a journal in such a folder."""
    return (
        f"Je logboek staat in een map van {service}. Die bewaart oude versies op een andere computer: "
        "versleuteld, maar wissen reikt daar niet, en twee computers tegelijk kunnen elkaar overschrijven. "
        "Met REFLECTIE_MAP kies je een andere map."
    )


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


@dataclass(frozen=True, slots=True)
class JournalLocation:
    """Where a journal on disk lives, and the key that opens it and its copies."""

    folder: JournalFolder
    data_key: bytes = field(repr=False)
