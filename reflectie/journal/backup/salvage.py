"""Read what can still be read in a damaged journal, and write it into another one.

Damage is a matter of pages: what stands on the others is intact, since every page has a checksum.
"""

# ruff: noqa: S608 - only names of tables, columns and indexes go into the SQL

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from reflectie.domain.errors import CannotWrite, DamagedFile
from reflectie.journal import search_index, statements
from reflectie.journal.database import READ_ACTION, Connection, connect, translate_errors, write_transaction
from reflectie.journal.migrations import MIGRATIONS, schema_version

Row = dict[str, Any]
"""A row of a table by the names of its columns."""

_GROUPS = ("situation", "series", "meeting")
"""The tables that entries refer to, in the order in which they refer to each other."""

_PARTS = ("answer", "placement", "shown", "draft", "revision")
"""The tables with the rows of an entry."""

_OLDEST_VERSION = 2
"""The first version of the database in which an entry has these parts."""

_ID_QUERIES = (
    "SELECT id FROM entry NOT INDEXED",
    "SELECT id FROM entry INDEXED BY sqlite_autoindex_entry_1",
    "SELECT id FROM entry INDEXED BY entry_by_day",
    "SELECT id FROM entry NOT INDEXED ORDER BY rowid DESC",
    "SELECT DISTINCT entry AS id FROM answer INDEXED BY answer_in_order",
)
"""Ways to find the entries, through different pages of the file."""


class SalvagedEntry(NamedTuple):
    """The rows of an entry; ``is_whole`` says whether all of them could be read."""

    row: Row
    parts: Mapping[str, list[Row]]
    is_whole: bool


class Salvage(NamedTuple):
    """What could be read. ``unreadable`` are the ids of entries of which nothing could be read.

    ``entries`` are those that were asked for; ``readable`` counts all that could be read.
    """

    entries: tuple[SalvagedEntry, ...]
    groups: Mapping[str, list[Row]]
    readable: int
    unreadable: tuple[str, ...]


class _Reader:
    """Reads a file, and connects again after each page that cannot be read."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self._path, self._data_key = path, data_key
        self.connection = self._connect()
        self._scanned: dict[str, tuple[dict[str, list[Row]], bool]] = {}

    def _connect(self) -> Connection:
        # Immutable: a damaged rollback journal beside the file is left alone.
        return connect(self._path, self._data_key, mode="ro&immutable=1")

    def rows(self, sql: str, *parameters: object) -> tuple[list[Row], bool]:
        """Return the rows up to the first that cannot be read, and whether all could be read."""
        found: list[Row] = []
        try:
            with translate_errors(self._path, READ_ACTION):
                cursor = self.connection.execute(sql, parameters)
                names = [column[0] for column in cursor.description]
                while (row := cursor.fetchone()) is not None:
                    found.append(dict(zip(names, row, strict=True)))
        except (DamagedFile, CannotWrite):
            self.connection.close()
            self.connection = self._connect()
            return found, False
        return found, True

    def entry_ids(self) -> list[str]:
        ids: dict[str, None] = {}
        for query in _ID_QUERIES:
            rows, is_complete = self.rows(query)
            ids.update(dict.fromkeys(row["id"] for row in rows))
            if is_complete:
                break
        return list(ids)

    def entry_row(self, entry_id: str) -> Row | None:
        for how in ("", "NOT INDEXED"):
            rows, _ = self.rows(f"SELECT * FROM entry {how} WHERE id = ?", entry_id)
            if rows:
                return rows[0]
        return None

    def entry(self, row: Row) -> SalvagedEntry:
        read = {part: self._part_rows(part, row["id"]) for part in _PARTS}
        if not read["answer"][1]:
            read["answer"] = self._single_answers(row["id"]), False
        parts = {part: rows for part, (rows, _) in read.items()}
        return SalvagedEntry(row, parts, all(is_complete for _, is_complete in read.values()))

    def _part_rows(self, part: str, entry_id: str) -> tuple[list[Row], bool]:
        rows, is_complete = self.rows(f"SELECT * FROM {part} WHERE entry = ?", entry_id)
        if is_complete:
            return rows, True
        by_entry, is_complete = self._scan(part)
        return (by_entry.get(entry_id, []), True) if is_complete else (rows, False)

    def _scan(self, part: str) -> tuple[dict[str, list[Row]], bool]:
        """Read a whole table once without its index, which may be all that is damaged."""
        if part not in self._scanned:
            rows, is_complete = self.rows(f"SELECT * FROM {part} NOT INDEXED")
            by_entry: dict[str, list[Row]] = {}
            for row in rows:
                by_entry.setdefault(row["entry"], []).append(row)
            self._scanned[part] = by_entry, is_complete
        return self._scanned[part]

    def _single_answers(self, entry_id: str) -> list[Row]:
        """Read answers one by one, so that one behind a damaged page is found too."""
        ids, _ = self.rows("SELECT id FROM answer INDEXED BY answer_in_order WHERE entry = ?", entry_id)
        read = (self.rows("SELECT * FROM answer WHERE id = ?", row["id"])[0] for row in ids)
        return [row for rows in read for row in rows]


def salvage(path: Path, data_key: bytes, present: Mapping[str, str] | None = None) -> Salvage | None:
    """Return what can be read in a journal, or None when the file does not open at all.

    ``present`` are the entries that are safe elsewhere, with their time of change; of those only newer ones
    are returned.
    """
    try:
        reader = _Reader(path, data_key)
    except (DamagedFile, CannotWrite):
        return None
    try:
        if not _OLDEST_VERSION <= schema_version(reader.connection) <= len(MIGRATIONS):
            return None
        rows = {entry_id: reader.entry_row(entry_id) for entry_id in reader.entry_ids()}
        newer = [row for row in rows.values() if row and _is_newer(row, present or {})]
        return Salvage(
            entries=tuple(map(reader.entry, newer)),
            groups={group: _group_rows(reader, group) for group in _GROUPS},
            readable=sum(row is not None for row in rows.values()),
            unreadable=tuple(entry_id for entry_id, row in rows.items() if row is None),
        )
    finally:
        reader.connection.close()


def _is_newer(row: Row, present: Mapping[str, str]) -> bool:
    return row["id"] not in present or bool(row["changed_at"] > present[row["id"]])


def _group_rows(reader: _Reader, group: str) -> list[Row]:
    with_table, _ = reader.rows("SELECT name FROM sqlite_master WHERE name = ?", group)
    return reader.rows(f"SELECT * FROM {group}")[0] if with_table else []


def write_salvage(connection: Connection, salvaged: Salvage, path_label: object) -> None:
    """Write what was read over what an intact journal of the newest version holds, in one transaction.

    An entry that was read whole replaces the one with its id; of another one only its texts do.

    Raises:
        CannotWrite: the disk refuses; nothing has changed.
    """
    with write_transaction(connection, path_label), _without_search_index(connection):
        for group in _GROUPS:
            for row in salvaged.groups[group]:
                _insert(connection, group, row, "OR IGNORE")
        for entry in salvaged.entries:
            if entry.is_whole:
                statements.delete_entry(connection, entry.row["id"])
            _write_entry(connection, entry)


@contextmanager
def _without_search_index(connection: Connection) -> Iterator[None]:
    connection.execute("DELETE FROM findable")
    yield
    search_index.reindex_all(connection)


def _write_entry(connection: Connection, entry: SalvagedEntry) -> None:
    row = {**entry.row, "settled": 0}
    for group in ("situation", "meeting"):
        known = connection.execute(f"SELECT 1 FROM {group} WHERE id = ?", (row.get(group),)).fetchone()
        row[group] = row.get(group) if known else None
    _insert(connection, "entry", row, "OR IGNORE")
    answer_ids = {answer["id"]: _write_answer(connection, answer) for answer in entry.parts["answer"]}
    settled = 0
    for placement in entry.parts["placement"]:
        if placement["answer"] in answer_ids:
            new_id = _insert(
                connection, "placement", {**placement, "answer": answer_ids[placement["answer"]]}
            )
            if placement["id"] <= entry.row.get("settled", 0):
                settled = new_id
    connection.execute("UPDATE entry SET settled = ? WHERE id = ?", (settled, row["id"]))
    for part in ("shown", "draft", "revision"):
        for part_row in entry.parts[part]:
            _insert(connection, part, part_row, "OR IGNORE")


def _write_answer(connection: Connection, answer: Row) -> int:
    """Write an answer in place of the one at its address, and return its id."""
    connection.execute(
        "DELETE FROM answer WHERE entry = ? AND step = ? AND item = ? AND turn = ? AND part = ?",
        tuple(answer[column] for column in ("entry", "step", "item", "turn", "part")),
    )
    return _insert(connection, "answer", answer)


def _insert(connection: Connection, table: str, row: Row, conflict: str = "") -> int:
    """Insert a row. Numbers that only this file gives are given anew. Return the new number."""
    columns = _columns(row)
    connection.execute(
        f"INSERT {conflict} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        tuple(row[column] for column in columns),
    )
    number: int = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
    return number


def _columns(row: Row) -> Collection[str]:
    return [column for column, value in row.items() if not (column == "id" and isinstance(value, int))]
