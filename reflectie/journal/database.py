"""One SQLCipher connection: how it is opened, how a transaction holds together, what its errors mean."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from reflectie.domain.disk import FULL, GONE, IN_USE, READ_ONLY, RIGHTS_OR_GONE
from reflectie.domain.errors import CannotWrite, DamagedJournal, ReflectieError

WRITES, READS = "Schrijven in", "Lezen uit"
"""What was to be done, as a refusal tells it."""

LOCK_SECONDS = 5.0
"""How long to wait for another window that is writing."""


class Rows(Protocol):
    """What a query gives."""

    rowcount: int

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """The part of a DB-API connection that the store uses (sqlcipher3 comes without types)."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Rows: ...
    def backup(
        self, target: "Connection", *, pages: int = ..., progress: "Step | None" = ..., sleep: float = ...
    ) -> None: ...
    def close(self) -> None: ...


Step = Callable[[int, int, int], None]
"""Between two pieces of a copy: the outcome of the last one, pages still to do, pages in all."""


def connect(path: Path, data_key: bytes, mode: str = "rw") -> Connection:
    """Open an existing file with its raw key; it is never made here. ``mode`` is rw or ro.

    Raises:
        CannotWrite, DamagedJournal: it cannot be opened, or this is not its key.
    """
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    with refusals(path, READS):
        connection: Connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=LOCK_SECONDS, isolation_level=None
        )
        try:
            # Before the key: SQLCipher otherwise reports a wrong one on the terminal.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            _set_up(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def connect_in_memory() -> Connection:
    """A store that is kept nowhere."""
    from sqlcipher3 import dbapi2

    connection: Connection = dbapi2.connect(":memory:", isolation_level=None)
    _set_up(connection)
    return connection


def _set_up(connection: Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    # EXTRA, for FULL leaves the removal of the rollback journal unsynced: a power cut right after a commit
    # could bring that journal back and undo what was shown as kept.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")


def copy_pages(source: Connection, target: Connection, pages: int, step: Step, where: object) -> None:
    """Copy a store into another, some pages at a time; errors as ``refusals``."""
    from sqlcipher3 import dbapi2

    last = 0

    def stepped(outcome: int, left: int, total: int) -> None:
        nonlocal last
        last = outcome
        step(outcome, left, total)

    with refusals(where):
        try:
            source.backup(target, pages=pages, progress=stepped)
        except dbapi2.DatabaseError as error:
            known = _refusal(last, where)  # here the error itself does not hold the code
            if known is None:
                raise
            raise known from error


@contextmanager
def writing(connection: Connection, where: object) -> Iterator[None]:
    """All or nothing: what happens inside is on disk afterwards, or has not happened."""
    with _transaction(connection, where, WRITES, "BEGIN IMMEDIATE"):
        yield


@contextmanager
def reading(connection: Connection, where: object) -> Iterator[None]:
    """Several queries that see one moment, whatever another window writes meanwhile."""
    with _transaction(connection, where, READS, "BEGIN"):
        yield


@contextmanager
def _transaction(connection: Connection, where: object, act: str, begin: str) -> Iterator[None]:
    with refusals(where, act):
        connection.execute(begin)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some refusals have rolled back by themselves
                connection.execute("ROLLBACK")
            raise


@contextmanager
def refusals(where: object, act: str = WRITES) -> Iterator[None]:
    """Put what SQLite refuses into the family of errors; mistakes of the program stay as they are."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.DatabaseError as error:
        known = _refusal(getattr(error, "sqlite_errorcode", 0), where, act)
        if known is None:
            raise
        raise known from error
    except UnicodeEncodeError:
        # The error itself holds the text; it is not passed on.
        why = "in de tekst zit een half teken dat geen bestand kan bevatten"
        raise CannotWrite(where, why, do="Haal dat teken weg en probeer het opnieuw.") from None


def _refusal(code: int, where: object, act: str = WRITES) -> ReflectieError | None:
    primary = code & 0xFF  # the rest of an SQLite result code gives detail
    if primary in _DAMAGE:
        return DamagedJournal(where, _DAMAGE[primary])
    if primary in _REFUSED:
        why = GONE if primary in _ALSO_WHEN_GONE and _is_gone(where) else _REFUSED[primary]
        return CannotWrite(where, why, act)
    return None


def _is_gone(where: object) -> bool:
    """Whether the file was moved or removed, as far as one may look: SQLite calls it read-only then."""
    try:
        return isinstance(where, Path) and not where.exists()
    except OSError:
        return False


# https://www.sqlite.org/rescode.html
_REFUSED = {
    3: RIGHTS_OR_GONE,
    5: IN_USE,
    6: IN_USE,
    8: READ_ONLY,
    10: "de schijf meldt een fout",
    13: FULL,
    14: RIGHTS_OR_GONE,
}
_ALSO_WHEN_GONE = {3, 8, 10, 14}
_DAMAGE = {
    11: "is beschadigd",
    26: "is beschadigd, of hoort niet bij dit sleutelbestand",
}
