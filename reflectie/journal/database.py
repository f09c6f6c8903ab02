"""One SQLCipher connection: opening, transactions, copying pages, and translating SQLite errors.

``path_label`` names the file in error messages.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from reflectie.domain.errors import (
    DISK_FULL,
    FILE_MISSING,
    IN_USE,
    NO_PERMISSION_OR_MISSING,
    READ_ONLY,
    CannotWrite,
    DamagedJournal,
    ReflectieError,
)

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

WRITE_ACTION, READ_ACTION = "Schrijven in", "Lezen uit"
"""The action that failed, as the first words of an error message: writing to, reading from."""

LOCK_SECONDS = 10.0
"""How long to wait while another program writes."""


class Cursor(Protocol):
    """The part of a DB-API cursor that is used."""

    rowcount: int
    description: Sequence[Sequence[Any]]

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """The part of a DB-API connection that is used (sqlcipher3 comes without types)."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...
    def executescript(self, sql: str, /) -> Cursor: ...
    def backup(
        self,
        target: "Connection",
        *,
        pages: int = ...,
        progress: "BackupStepCallback | None" = ...,
        sleep: float = ...,
    ) -> None: ...
    def close(self) -> None: ...


BackupStepCallback = Callable[[int, int, int], None]
"""Called after each step of a backup: SQLite result code of the step, pages left, pages in total."""


WIPES_MEMORY = True
"""Whether SQLite wipes what it frees: the key, and decrypted pages."""


class FileState(NamedTuple):
    """Which file this is, and its size in bytes."""

    file_id: tuple[int, int]
    size: int


def file_state(path: Path) -> FileState | None:
    """Return the state of the file that is at a path now; None if there is none, or it is out of sight."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileState((status.st_dev, status.st_ino), status.st_size)


def connect(path: Path, data_key: bytes, mode: str = "rw") -> Connection:
    """Open an existing file with its raw key. ``mode`` is that of an SQLite URI; the file is never created.

    Raises:
        CannotWrite, DamagedJournal: the file cannot be opened, or this is not its key.
    """
    with translate_errors(path, READ_ACTION):
        connection: Connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=LOCK_SECONDS, isolation_level=None
        )
        try:
            _set_key(connection, data_key)
            _configure(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def _set_key(connection: Connection, data_key: bytes) -> None:
    # Before the key: otherwise SQLCipher reports a wrong key on the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if WIPES_MEMORY:
        connection.execute("PRAGMA cipher_memory_security = ON")
        _allow_no_more_locked_memory()
    # Not execute: the connection would keep the text of this statement, with the key in it, while it is open.
    connection.executescript(f"PRAGMA key = \"x'{data_key.hex()}'\"")


def _allow_no_more_locked_memory() -> None:
    """Let SQLCipher wipe each piece of memory without also keeping it out of swap.

    That took two thirds of the time of each query. The keys stay locked: their memory was locked before.
    """
    if resource is not None:
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
            resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, hard))


@contextmanager
def open_connection(path: Path, data_key: bytes, mode: str = "rw") -> Iterator[Connection]:
    """Connect for the length of a ``with`` block; errors as in ``connect``."""
    with closing(connect(path, data_key, mode)) as connection:
        yield connection


def connect_in_memory() -> Connection:
    """Open an empty database that is stored nowhere."""
    connection: Connection = dbapi2.connect(":memory:", isolation_level=None)
    _configure(connection)
    return connection


def _configure(connection: Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    # EXTRA: with FULL the deletion of the rollback journal is not synced. A power cut right after a commit
    # could bring it back, and SQLite would then undo a save that was reported as done.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")


def copy_pages(
    source: Connection, target: Connection, pages: int, step: BackupStepCallback, path_label: object
) -> None:
    """Copy a database into another, ``pages`` at a time; errors as in ``translate_errors``."""
    last_code = 0

    def after_step(code: int, left: int, total: int) -> None:
        nonlocal last_code
        last_code = code
        step(code, left, total)

    with translate_errors(path_label):
        try:
            source.backup(target, pages=pages, progress=after_step)
        except (dbapi2.DatabaseError, MemoryError) as error:
            translated = _error_for_code(last_code, path_label)  # this error itself has no result code
            if translated is None:
                raise
            raise translated from error


@contextmanager
def write_transaction(connection: Connection, path_label: object) -> Iterator[None]:
    """Commit everything inside, or nothing when it raises."""
    with _transaction(connection, path_label, WRITE_ACTION, "BEGIN IMMEDIATE"):
        yield


@contextmanager
def read_transaction(connection: Connection, path_label: object) -> Iterator[None]:
    """Run several queries against one snapshot, whatever another program writes meanwhile."""
    with _transaction(connection, path_label, READ_ACTION, "BEGIN"):
        yield


@contextmanager
def _transaction(connection: Connection, path_label: object, action: str, begin: str) -> Iterator[None]:
    with translate_errors(path_label, action):
        connection.execute(begin)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite rolls back by itself after some errors
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translate_errors(path_label: object, action: str = WRITE_ACTION) -> Iterator[None]:
    """Turn SQLite errors into errors for the user; one that shows a bug in the program stays as it is."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        translated = _error_for_code(getattr(error, "sqlite_errorcode", 0), path_label, action)
        if translated is None:
            raise
        raise translated from error
    except MemoryError as error:  # how SQLite reports a page that SQLCipher could not read earlier
        raise DamagedJournal(path_label, OUT_OF_MEMORY_REASON) from error
    except UnicodeEncodeError:
        # Not chained: the original error contains the text.
        reason = "in de tekst zit een half teken dat geen bestand kan bevatten"
        advice = "Haal dat teken weg en probeer het opnieuw."
        raise CannotWrite(path_label, reason, advice=advice) from None


def _error_for_code(code: int, path_label: object, action: str = WRITE_ACTION) -> ReflectieError | None:
    primary = code & 0xFF  # the other bits of a SQLite result code are details
    if primary in _DAMAGE_REASONS:
        return DamagedJournal(path_label, _DAMAGE_REASONS[primary])
    if primary in _WRITE_ERROR_REASONS:
        is_missing = primary in _FILE_MISSING_CODES and _is_missing(path_label)
        return CannotWrite(path_label, FILE_MISSING if is_missing else _WRITE_ERROR_REASONS[primary], action)
    return None


def _is_missing(path_label: object) -> bool:
    """Whether the file was moved or removed (SQLite then reports it as read-only); False if unknown."""
    try:
        return isinstance(path_label, Path) and not path_label.exists()
    except OSError:
        return False


# Primary result codes: https://www.sqlite.org/rescode.html
_WRITE_ERROR_REASONS = {
    3: NO_PERMISSION_OR_MISSING,
    5: IN_USE,
    6: IN_USE,
    8: READ_ONLY,
    10: "de schijf meldt een fout",
    13: DISK_FULL,
    14: NO_PERMISSION_OR_MISSING,
}

_FILE_MISSING_CODES = {3, 8, 10, 14}

OUT_OF_MEMORY_REASON = "is op een plek niet te lezen"
"""A real lack of memory is reported as this too; SQLite gives both the same code."""

_DAMAGE_REASONS = {
    7: OUT_OF_MEMORY_REASON,
    11: "is beschadigd",
    26: "is beschadigd, of hoort niet bij dit sleutelbestand",
}
