"""The data folder of a journal, and durable writes of private files in it."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import platformdirs

from reflectie.domain.errors import (
    AccessDenied,
    CannotWrite,
    ReflectieError,
    journal_not_found,
    os_error_reason,
    path_refused,
)
from reflectie.domain.field import Role
from reflectie.domain.value import Value

PRIVATE_FILE = 0o600

PRIVATE_FOLDER = 0o700

BACKUP_NAME = re.compile(r"logboek-(\d{4}-\d{2}-\d{2})(?:-(\d+))?(-vervangen)?\.db")
"""The name of the database of a backup: its day, its number on that day, and whether it was replaced."""

KEY_FILE_SUFFIX = ".sleutels.json"
"""The end of the name of the key file beside a backup."""

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
    def key_lock_file(self) -> Path:
        return self.path / "sleutels.lock"

    @property
    def backups_folder(self) -> Path:
        return self.path / "kopieen"

    def has_journal(self) -> bool:
        """Whether one of the two files of a journal exists.

        Raises:
            AccessDenied: this user may not look into the folder.
            ReflectieError: there can be no folder with this name.
        """
        try:
            return any(_find_file(path) for path in (self.journal_file, self.key_file))
        except PermissionError as error:
            raise AccessDenied(self.path) from error
        except OSError as error:
            raise path_refused(self.path, os_error_reason(error)) from error

    def has_backups(self) -> bool:
        """Whether there is a backup, damaged or not.

        Cheaper than ``backup.backups``, whose imports are too slow for the start of the program.
        """
        with suppress(OSError):
            return any(self.backups_folder.glob("logboek-*.db"))
        return False

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
                _fsync_folder(path.parent)
        except OSError as error:
            raise CannotWrite(self.path, os_error_reason(error)) from error


def is_open_to_others(folder: JournalFolder) -> bool:
    """Whether other users of this computer may look or write in the folder. Never on Windows."""
    if sys.platform == "win32":
        return False
    with suppress(OSError):
        return bool(folder.path.stat().st_mode & 0o077)
    return False


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder named by ``REFLECTIE_MAP``, or else the system's folder for user data."""
    if path := environ.get("REFLECTIE_MAP"):
        return Path(path).absolute()
    return Path(platformdirs.user_data_dir("reflectie", appauthor=False))


def _find_file(path: Path) -> bool:
    """Whether a file exists. Unlike ``Path.exists``, raise OSError on every Python when that is unknown."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


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

    A link stays in place, and its target is replaced: only for files that this program made.

    Raises:
        CannotWrite: the disk refuses; the old file is unchanged.
    """
    with _as_cannot_write(path):
        _write_and_move(resolve_link(path), content, replace_durably)


def write_private_new(path: Path, content: bytes) -> None:
    """Write a private file that must not exist yet, also when two programs try at once.

    Raises:
        CannotWrite: there is something at the path, if only a link; or the disk refuses.
    """
    with _as_cannot_write(path):
        write_new(path, content)


@contextmanager
def _as_cannot_write(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path, os_error_reason(error)) from error


def write_new(path: Path, content: bytes) -> None:
    """Do what ``write_private_new`` does, and raise the OSError itself."""
    _write_and_move(path, content, move_to_new)


def _write_and_move(target: Path, content: bytes, move: Callable[[Path, Path], None]) -> None:
    temporary = _write_temporary(target, content)
    try:
        move(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def move_to_new(new: Path, target: Path) -> None:
    """Move a file within its folder to a name that must be free.

    Raises:
        FileExistsError: the name is taken, if only by a link.
        OSError: the disk refuses.
    """
    try:
        target.hardlink_to(new)  # fails atomically if the target exists
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as on a USB stick
        create_private_file(target)  # fails atomically too
        replace_durably(new, target)
    else:
        new.unlink()
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


def copy_to_new_private(source: Path, copy: Path) -> None:
    """Copy a file to a name that must be free.

    Raises:
        FileExistsError: the name is taken, if only by a link.
        OSError: the source cannot be read, or the disk refuses; there is no copy.
    """
    create_private_file(copy)
    try:
        shutil.copyfile(source, copy)
    except OSError:
        copy.unlink(missing_ok=True)
        raise


_TEMPORARY_NAME_LENGTH = 200
"""A temporary name may not be longer than a file system allows."""


def _write_temporary(target: Path, content: bytes) -> Path:
    prefix = f".{target.name[:_TEMPORARY_NAME_LENGTH]}."
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=prefix)
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
    offered to make a recovery code, which it does once. ``packs`` are the folders with more content. What
    is written before the hour ``day_starts_at`` belongs to the day before.
    """

    theme: Theme = "donker"
    roles: tuple[Role, ...] = ()
    lock_minutes: Minutes = 10
    code_offered: bool = False
    packs: tuple[str, ...] = ()
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
