"""Integrity checks of a database file: pages, references, and the search index."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from reflectie.domain.errors import DamagedJournal
from reflectie.journal.database import (
    READ_ACTION,
    Connection,
    connect,
    open_connection,
    read_transaction,
    translate_errors,
)
from reflectie.journal.records import format_timestamp

RowCounts = dict[str, int]
"""Number of rows per table."""

_SELECT_FILE_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"


def find_problems(connection: Connection, path_label: object = "") -> Iterator[str]:
    """Read the whole database and yield what is wrong with it, as Dutch phrases.

    Raises:
        DamagedJournal: it is too damaged to check.
    """
    with translate_errors(path_label, READ_ACTION):
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if pages:
            which, verb = ("bladzijde", "is") if len(pages) == 1 else ("bladzijden", "zijn")
            yield f"{len(pages)} {which} van het bestand {verb} beschadigd"
            return
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            yield "de opbouw van het bestand klopt niet"
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            yield "er zijn onderdelen waarvan de reflectie ontbreekt"


def require_intact(connection: Connection, path: Path) -> None:
    """Read the whole database.

    Raises:
        DamagedJournal: it is damaged.
    """
    for problem in find_problems(connection, path):
        raise DamagedJournal(path, f"is beschadigd: {problem}")


def require_complete_file(connection: Connection, path: Path) -> None:
    """Check cheaply that a file is not empty and not truncated.

    Raises:
        DamagedJournal: it is empty or truncated.
    """
    with read_transaction(connection, path):
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            raise DamagedJournal(path, "is leeg")
        (size,) = connection.execute(_SELECT_FILE_SIZE).fetchone()
        if path.stat().st_size < size:
            raise DamagedJournal(path, "is afgebroken: het einde ontbreekt")


def search_index_matches(connection: Connection) -> bool:
    """Whether the full-text index matches the texts. Call this in a write transaction; nothing is written.

    Raises:
        CannotWrite: SQLite can check an index only in a database that it may write.
    """
    missing = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM answer a JOIN entry e ON e.id = a.entry WHERE a.text <> ''"
        " AND e.deleted_at IS NULL AND a.id NOT IN (SELECT answer FROM findable WHERE answer IS NOT NULL))"
        " OR EXISTS (SELECT 1 FROM entry e WHERE e.deleted_at IS NULL"
        " AND e.id NOT IN (SELECT entry FROM findable WHERE answer IS NULL))"
        " OR EXISTS (SELECT 1 FROM findable f JOIN entry e ON e.id = f.entry WHERE e.deleted_at IS NOT NULL)"
    ).fetchone()[0]
    if missing:
        return False
    try:
        with translate_errors("zoeklijst"):
            connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except DamagedJournal:  # the code SQLite gives for an index that differs from the texts
        return False
    return True


def count_rows(connection: Connection) -> RowCounts:
    """Count the rows of every table except those inside the full-text index."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
        " AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    sql = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for (name,) in tables)  # noqa: S608
    return dict(connection.execute(sql).fetchall()) if tables else {}


def last_change_and_size(path: Path, data_key: bytes, now: dt.datetime) -> tuple[str, int]:
    """Return the last time of change in a file that is not after ``now``, as stored, and the rows of text.

    Raises:
        DamagedJournal, CannotWrite: it cannot be read.
    """
    with open_connection(path, data_key, mode="ro") as connection, translate_errors(path, READ_ACTION):
        (changed_at,) = connection.execute(
            "SELECT max(changed_at) FROM entry WHERE changed_at <= ?", (format_timestamp(now),)
        ).fetchone()
        counts = count_rows(connection)
    return changed_at or "", sum(counts.values())


def connect_verified(path: Path, data_key: bytes, read_all: bool) -> Connection:
    """Connect to a file that is not empty or truncated and, with ``read_all``, not damaged anywhere.

    Raises:
        DamagedJournal: it is empty, truncated or damaged.
        CannotWrite: the file cannot be opened.
    """
    connection = connect(path, data_key)
    try:
        require_complete_file(connection, path)
        if read_all:
            require_intact(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def verify_database(path: Path, data_key: bytes) -> RowCounts:
    """Open a file that nobody else has open, read all of it, and return its row counts.

    Raises:
        DamagedJournal: this key does not open it, or it is damaged.
        CannotWrite: the disk refuses.
    """
    with open_connection(path, data_key, mode="ro") as connection:
        require_complete_file(connection, path)
        require_intact(connection, path)
        with translate_errors(path, READ_ACTION):
            return count_rows(connection)
