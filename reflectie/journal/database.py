"""One SQLCipher connection: opening, transactions, copying pages, and translating SQLite errors."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

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

WRITE_ACTION, READ_ACTION = "Schrijven in", "Lezen uit"
"""What was to be done, as a refusal tells it."""

LOCK_SECONDS = 5.0
"""How long to wait for another window that is writing."""


class Cursor(Protocol):
    """What a query gives."""

    rowcount: int

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """The part of a DB-API connection that the store uses (sqlcipher3 comes without types)."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...
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
"""Between two pieces of a copy: the outcome of the last one, pages still to do, pages in all."""


def connect(path: Path, data_key: bytes, mode: str = "rw") -> Connection:
    """Open an existing file with its raw key; it is never made here. ``mode`` is rw or ro.

    Raises:
        CannotWrite, DamagedJournal: it cannot be opened, or this is not its key.
    """
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    with translate_errors(path, READ_ACTION):
        connection: Connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=LOCK_SECONDS, isolation_level=None
        )
        try:
            # Before the key: SQLCipher otherwise reports a wrong one on the terminal.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            _configure(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def connect_in_memory() -> Connection:
    """A store that is kept nowhere."""
    from sqlcipher3 import dbapi2

    connection: Connection = dbapi2.connect(":memory:", isolation_level=None)
    _configure(connection)
    return connection


def _configure(connection: Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    # EXTRA, for FULL leaves the removal of the rollback journal unsynced: a power cut right after a commit
    # could bring that journal back and undo what was shown as kept.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")


def copy_pages(
    source: Connection, target: Connection, pages: int, step: BackupStepCallback, where: object
) -> None:
    """Copy a store into another, some pages at a time; errors as ``refusals``."""
    from sqlcipher3 import dbapi2

    last = 0

    def stepped(outcome: int, left: int, total: int) -> None:
        nonlocal last
        last = outcome
        step(outcome, left, total)

    with translate_errors(where):
        try:
            source.backup(target, pages=pages, progress=stepped)
        except dbapi2.DatabaseError as error:
            known = _error_for_code(last, where)  # here the error itself does not hold the code
            if known is None:
                raise
            raise known from error


@contextmanager
def write_transaction(connection: Connection, where: object) -> Iterator[None]:
    """All or nothing: what happens inside is on disk afterwards, or has not happened."""
    with _transaction(connection, where, WRITE_ACTION, "BEGIN IMMEDIATE"):
        yield


@contextmanager
def read_transaction(connection: Connection, where: object) -> Iterator[None]:
    """Several queries that see one moment, whatever another window writes meanwhile."""
    with _transaction(connection, where, READ_ACTION, "BEGIN"):
        yield


@contextmanager
def _transaction(connection: Connection, where: object, act: str, begin: str) -> Iterator[None]:
    with translate_errors(where, act):
        connection.execute(begin)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some refusals have rolled back by themselves
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translate_errors(where: object, act: str = WRITE_ACTION) -> Iterator[None]:
    """Put what SQLite refuses into the family of errors; mistakes of the program stay as they are."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.DatabaseError as error:
        known = _error_for_code(getattr(error, "sqlite_errorcode", 0), where, act)
        if known is None:
            raise
        raise known from error
    except UnicodeEncodeError:
        # The error itself holds the text; it is not passed on.
        why = "in de tekst zit een half teken dat geen bestand kan bevatten"
        raise CannotWrite(where, why, advice="Haal dat teken weg en probeer het opnieuw.") from None


def _error_for_code(code: int, where: object, act: str = WRITE_ACTION) -> ReflectieError | None:
    primary = code & 0xFF  # the rest of an SQLite result code gives detail
    if primary in _DAMAGE_CODES:
        return DamagedJournal(where, _DAMAGE_CODES[primary])
    if primary in _WRITE_ERROR_CODES:
        why = (
            FILE_MISSING
            if primary in _FILE_GONE_CODES and _is_file_gone(where)
            else _WRITE_ERROR_CODES[primary]
        )
        return CannotWrite(where, why, act)
    return None


def _is_file_gone(where: object) -> bool:
    """Whether the file was moved or removed, as far as one may look: SQLite calls it read-only then."""
    try:
        return isinstance(where, Path) and not where.exists()
    except OSError:
        return False


# https://www.sqlite.org/rescode.html
_WRITE_ERROR_CODES = {
    3: NO_PERMISSION_OR_MISSING,
    5: IN_USE,
    6: IN_USE,
    8: READ_ONLY,
    10: "de schijf meldt een fout",
    13: DISK_FULL,
    14: NO_PERMISSION_OR_MISSING,
}

_FILE_GONE_CODES = {3, 8, 10, 14}

_DAMAGE_CODES = {
    11: "is beschadigd",
    26: "is beschadigd, of hoort niet bij dit sleutelbestand",
}
