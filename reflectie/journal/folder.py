"""The data folder of a journal, and durable writes of private files in it."""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from warnings import catch_warnings, simplefilter

import msgspec
import platformdirs

from reflectie.domain.errors import (
    AccessDenied,
    CannotWrite,
    ReflectieError,
    journal_not_found,
    os_error_reason,
)
from reflectie.domain.field import Role
from reflectie.domain.value import Value

if TYPE_CHECKING:
    from filelock import FileLock


PRIVATE_FILE = 0o600

PRIVATE_FOLDER = 0o700

DECODE_ERRORS = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What msgspec raises for a damaged JSON file: wrong syntax or content, not UTF-8, nested too deep."""


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
        """Whether one of the two files of a journal exists.

        Raises:
            AccessDenied: this user may not look into the folder.
        """
        try:
            return self.journal_file.exists() or self.key_file.exists()
        except PermissionError as error:
            raise AccessDenied(self.path) from error

    def has_backups(self) -> bool:
        """Whether there is a backup, damaged or not.

        Cheaper than ``backup.backups``, whose imports are too slow for the start of the program.
        """
        return any(self.backups_folder.glob("logboek-*.db"))

    def missing_journal_error(self) -> ReflectieError:
        """The error for a folder without a journal; it says so when there are only backups."""
        if not self.has_backups():
            return journal_not_found(self.path)
        return ReflectieError(
            f"In {self.path} staat geen logboek meer, maar in {self.backups_folder} staan nog wel kopieën. "
            "Met 'reflectie herstel' zie je welke, en hoe je er een terugzet. "
            "Er is geen nieuw logboek gemaakt."
        )

    def create(self) -> None:
        """Create the folder and its missing parents, for this user only.

        A folder that exists keeps its permissions: it may hold more than the journal.

        Raises:
            CannotWrite: the disk refuses.
        """
        missing = [path for path in (self.path, *self.path.parents) if not file_exists(path)]
        try:
            for path in reversed(missing):
                path.mkdir(PRIVATE_FOLDER, exist_ok=True)
                path.chmod(PRIVATE_FOLDER)  # the umask may deny the owner something too
        except OSError as error:
            raise CannotWrite(self.path, os_error_reason(error)) from error


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder named by ``REFLECTIE_MAP``, or else the system's folder for user data."""
    if path := environ.get("REFLECTIE_MAP"):
        return Path(path).absolute()
    return Path(platformdirs.user_data_dir("reflectie", appauthor=False))


def file_exists(path: Path) -> bool:
    """Whether a file exists and this user may see it."""
    try:
        return path.exists()
    except OSError:  # no permission to look into the folder
        return False


def resolve_link(path: Path) -> Path:
    """Return the target of a link, so that replacing the file leaves the link in place."""
    return Path(os.path.realpath(path))


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read. After a crash it has the old or the new content.

    Raises:
        CannotWrite: the disk refuses; the old file is unchanged.
    """
    _write_whole(path, content, replace_durably)


def write_private_new(path: Path, content: bytes) -> None:
    """Write a private file that must not exist yet, also when two programs try at once.

    Raises:
        CannotWrite: the file exists, or the disk refuses.
    """
    _write_whole(path, content, _move_to_new)


def _write_whole(path: Path, content: bytes, move: Callable[[Path, Path], None]) -> None:
    target = resolve_link(path)
    try:
        temporary = _write_temporary(target, content)
        try:
            move(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error


def _move_to_new(new: Path, target: Path) -> None:
    try:
        target.hardlink_to(new)  # fails atomically if the target exists
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as on a USB stick
        if target.exists():
            raise FileExistsError(errno.EEXIST, "exists") from None
        replace_durably(new, target)
    else:
        _fsync_folder(target.parent)


def replace_durably(new: Path, target: Path) -> None:
    """Rename a file within its folder, and sync the folder so that the new name survives a power cut."""
    new.replace(target)
    _fsync_folder(target.parent)


def _fsync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open a folder and does not need this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def create_private_file(path: Path) -> None:
    """Create an empty file that only this user can read, before anything is written to it.

    Raises:
        OSError: the file exists, or the disk refuses.
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
"""Per sync service a pattern for the case-folded names of its folders."""

_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Environment variables in which Windows keeps the path of OneDrive, even when the user renamed it."""


def find_sync_service(path: Path, environ: Mapping[str, str]) -> str | None:
    """Return the name of the service that seems to sync this folder, or None.

    Only names are compared. A folder that a service syncs under its usual name, such as a desktop taken over
    by OneDrive or iCloud, is not recognised.
    """
    absolute = Path(path).absolute()
    homes = [Path(environ[name]) for name in _ONEDRIVE_VARIABLES if environ.get(name)]
    if any(absolute.is_relative_to(home) for home in homes):
        return "OneDrive"
    for part in (*absolute.parts, *_resolve(absolute).parts):
        for service, pattern in SERVICE_FOLDER_PATTERNS.items():
            if re.fullmatch(pattern, part.casefold()):
                return service
    return None


def sync_warning(service: str) -> str:
    """The warning for a journal in a synced folder."""
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
    """The folder of a journal, and the key that opens it and its backups."""

    folder: JournalFolder
    data_key: bytes = field(repr=False)


Theme = Literal["licht", "donker", "contrast"]

Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]


Hours = Annotated[int, msgspec.Meta(ge=0, le=12)]


class Settings(Value):
    """What the user chose for this journal.

    ``lock_minutes`` is the idle time before locking, 0 for never. ``code_offered`` says that the program has
    offered to make a recovery code, which it does once. What is written before the hour ``day_starts_at``
    belongs to the day before.
    """

    theme: Theme = "donker"
    roles: tuple[Role, ...] = ()
    lock_minutes: Minutes = 10
    code_offered: bool = False
    day_starts_at: Hours = 0


def read_settings(folder: JournalFolder) -> Settings:
    """Return the settings, or the defaults when the file is missing or damaged."""
    try:
        return msgspec.json.decode(folder.settings_file.read_bytes(), type=Settings)
    except (OSError, *DECODE_ERRORS):
        return Settings()


def write_settings(folder: JournalFolder, settings: Settings) -> None:
    """Write the settings.

    Raises:
        CannotWrite: the disk refuses.
    """
    write_private(folder.settings_file, msgspec.json.encode(settings) + b"\n")


# One full screen for each journal -----------------------------------------------------------------


class InstanceLock:
    """Held by the full screen that shows a journal. Commands that write briefly do not need it.

    The system releases the lock when the process dies. The file stays behind and means nothing by itself.
    """

    def __init__(self, folder: JournalFolder) -> None:
        self._path = folder.instance_lock_file
        self._lock: FileLock | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting. Return False when another screen holds it.

        Where no lock file can be made, such as on a read-only disk, a journal still opens: return True.
        """
        from filelock import FileLock, Timeout  # the password screen is painted before this is loaded

        if self._lock is None:
            # One lock for all threads: the screen and its shutdown may run on different ones.
            self._lock = FileLock(self._path, mode=PRIVATE_FILE, thread_local=False)
        if self._lock.is_locked:
            return True
        try:
            with catch_warnings():
                # A disk without locks: the library warns, and would use a lock that stays after a crash.
                simplefilter("error", UserWarning)
                self._lock.acquire(blocking=False)
        except Timeout:
            return not self._can_be_held()
        except (OSError, NotImplementedError, UserWarning):
            return True
        return True

    def _can_be_held(self) -> bool:
        """Whether another screen may hold the lock: not if the file cannot be written or counts no links.

        The library reports those as a lock that is held.
        """
        try:
            with self._path.open("r+b") as file:
                return os.fstat(file.fileno()).st_nlink > 0
        except OSError:
            return False

    @property
    def is_held(self) -> bool:
        """Whether this screen holds the lock."""
        return self._lock is not None and self._lock.is_locked

    def release(self) -> None:
        """Release the lock; safe to call when it is not held."""
        if self._lock:
            self._lock.release(force=True)
