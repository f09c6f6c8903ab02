"""SQL queries: what is read from the journal, each fast enough for the first rows of a large journal."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

import datetime as dt
from typing import Any

from reflectie.domain.entry import SELF, Address, Entry
from reflectie.domain.errors import EntryErased, UnknownEntry
from reflectie.domain.field import Aspect
from reflectie.domain.value import SHORT_ID_LENGTH
from reflectie.journal import records
from reflectie.journal.database import Connection

PREVIEW_LENGTH = 200
"""Characters of an entry that a list shows at most."""

_ADDRESS_COLUMNS = "step, item, turn, part"

_NOT_DELETED, _IN_BIN = "deleted_at IS NULL", "deleted_at IS NOT NULL"

PLACEMENT_COLUMNS = (
    "a.step, a.item, a.turn, a.part, p.field, p.pole_left, p.pole_right, p.aspect, p.value, p.day, p.whose"
)

PLACEMENT_TABLES = "placement p JOIN answer a ON a.id = p.answer"

_SELECT_PLACEMENTS = f"SELECT {PLACEMENT_COLUMNS} FROM {PLACEMENT_TABLES}"


def _entry_not_in_bin(table: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM entry b WHERE b.id = {table}.entry AND b.deleted_at IS NOT NULL)"


def entry(connection: Connection, entry_id: str) -> Entry:
    """A whole entry: answers in the order in which they were first kept, the latest mark of each address."""
    head = connection.execute(
        f"SELECT {records.ENTRY_COLUMNS} FROM entry WHERE id = ?",
        (entry_id,),
    ).fetchone()
    if head is None:
        raise EntryErased
    shown = connection.execute(
        "SELECT step, item, reason FROM shown WHERE entry = ? ORDER BY ordinal, rowid", (entry_id,)
    )
    answers = connection.execute(
        f"SELECT {_ADDRESS_COLUMNS}, {records.ANSWER_COLUMNS} FROM answer WHERE entry = ? AND state IS NOT NULL ORDER BY id",
        (entry_id,),
    )
    marks = connection.execute(
        f"{_SELECT_PLACEMENTS} WHERE p.entry = ? AND p.id = (SELECT max(id) FROM placement WHERE answer = p.answer)"
        " ORDER BY (SELECT min(id) FROM placement WHERE answer = p.answer)",
        (entry_id,),
    )
    return records.to_entry(head, shown.fetchall(), answers.fetchall(), marks.fetchall())


def answer_versions(connection: Connection, entry_id: str) -> list[Any]:
    """The version of every answer of an entry."""
    return connection.execute(
        f"SELECT {_ADDRESS_COLUMNS}, version, written_at FROM answer WHERE entry = ?", (entry_id,)
    ).fetchall()


def revisions(connection: Connection, entry_id: str, address: Address | None) -> list[Any]:
    """What stood at an address, or anywhere in the entry, before; the newest first."""
    where, values = (
        (records.ADDRESS_CONDITION, records.address_values(entry_id, address))
        if address
        else ("entry = ?", (entry_id,))
    )
    return connection.execute(
        f"SELECT {records.REVISION_COLUMNS} FROM revision WHERE {where} ORDER BY id DESC", values
    ).fetchall()


def is_empty_entry(connection: Connection, entry_id: str) -> bool:
    """Whether nothing was ever kept in an entry, and no working text is left."""
    tables = ("answer", "draft", "revision")
    held = (connection.execute(f"SELECT 1 FROM {t} WHERE entry = ? LIMIT 1", (entry_id,)) for t in tables)
    return not any(rows.fetchone() for rows in held)


def find_entry_id(connection: Connection, part: str, in_bin: bool) -> str:
    """The one id that begins or ends with ``part``, or of which the mark begins with it."""
    wanted, where = part.strip().lower(), _IN_BIN if in_bin else _NOT_DELETED
    if not wanted:
        raise UnknownEntry(part)
    found = connection.execute(
        f"SELECT id FROM entry WHERE id >= ?1 AND id < ?2 AND {where} UNION SELECT id FROM entry"
        f" WHERE (substr(id, -length(?3)) = ?3 OR substr(id, -{SHORT_ID_LENGTH}, length(?3)) = ?3) AND {where} LIMIT 2",
        (wanted, wanted + "\U0010ffff", wanted),
    ).fetchall()
    if len(found) != 1:
        raise UnknownEntry(part, is_ambiguous=len(found) > 1)
    entry_id: str = found[0][0]
    return entry_id


_SELECT_SUMMARIES = (
    "SELECT id, exercise, title, day, begun_at, closed_at, changed_at, deleted_at, keep_until,"
    " situation, meeting, coalesce("
    f"(SELECT substr(text, 1, {PREVIEW_LENGTH}) FROM answer"
    " WHERE answer.entry = entry.id AND text <> '' ORDER BY answer.id LIMIT 1),"
    f" (SELECT substr(text, 1, {PREVIEW_LENGTH}) FROM draft"
    " WHERE draft.entry = entry.id AND text <> '' ORDER BY draft.written_at LIMIT 1)) FROM entry"
)


def summaries(
    connection: Connection,
    limit: int | None,
    offset: int,
    open_only: bool,
    situation: str | None,
    meeting: str | None,
) -> list[Any]:
    """Return entries outside the bin, newest day first: all, or those of one situation or meeting."""
    filters = {"situation": situation, "meeting": meeting}
    wanted = {column: value for column, value in filters.items() if value is not None}
    where = [
        _NOT_DELETED,
        *(["closed_at IS NULL"] if open_only else []),
        *(f"{column} = ?" for column in wanted),
    ]
    return connection.execute(
        f"{_SELECT_SUMMARIES} WHERE {' AND '.join(where)} ORDER BY day DESC, begun_at DESC, id DESC LIMIT ? OFFSET ?",
        (*wanted.values(), -1 if limit is None else limit, offset),
    ).fetchall()


def summary(connection: Connection, entry_id: str) -> Any:
    return connection.execute(f"{_SELECT_SUMMARIES} WHERE id = ?", (entry_id,)).fetchone()


def summaries_in_bin(connection: Connection) -> list[Any]:
    """What was put in the bin, the last one first."""
    return connection.execute(f"{_SELECT_SUMMARIES} WHERE {_IN_BIN} ORDER BY deleted_at DESC, id").fetchall()


def summaries_past_keep_until(connection: Connection, day: str) -> list[Any]:
    """What was to be kept until a day before this one, the longest past first."""
    return connection.execute(
        f"{_SELECT_SUMMARIES} WHERE keep_until < ? AND {_NOT_DELETED} ORDER BY keep_until, id", (day,)
    ).fetchall()


def placements(connection: Connection, field: str | None, besides: str) -> list[Any]:
    """Every own mark, oldest first, of one line or of all, leaving one entry out."""
    where, values = ("AND p.field = ? ", (field,)) if field is not None else ("", ())
    return connection.execute(
        f"{_SELECT_PLACEMENTS} WHERE p.whose = ? {where}AND p.entry <> ? AND {_entry_not_in_bin('p')}"
        " ORDER BY p.day, p.written_at, p.id",
        (SELF, *values, besides),
    ).fetchall()


def trails(connection: Connection, length: int, besides: str) -> list[Any]:
    """Own marks by line and aspect: the last known ones, and the last one of all, which may be not known.

    Hops from line to line in the index, so that Thuis does not slow down with the years.
    """
    lines = connection.execute(
        "WITH RECURSIVE line (field) AS (SELECT min(field) FROM placement WHERE whose = ?1 UNION ALL"
        " SELECT (SELECT min(field) FROM placement WHERE whose = ?1 AND field > line.field)"
        " FROM line WHERE field IS NOT NULL) SELECT field FROM line WHERE field IS NOT NULL",
        (SELF,),
    )
    found: list[Any] = []
    for (field,) in lines.fetchall():
        for aspect in Aspect:
            found += _latest_placements(connection, (SELF, field, aspect.value, length, besides))
    return found


def _latest_placements(connection: Connection, line: tuple[object, ...]) -> list[Any]:
    last = "SELECT id FROM placement WHERE whose = ?1 AND field = ?2 AND aspect = ?3 AND entry <> ?5"
    last += f" AND {_entry_not_in_bin('placement')}"
    newest = "ORDER BY day DESC, written_at DESC, id DESC LIMIT"
    return connection.execute(
        f"{_SELECT_PLACEMENTS} WHERE p.id IN (SELECT * FROM ({last} AND value IS NOT NULL {newest} ?4)"
        f" UNION SELECT * FROM ({last} {newest} 1)) ORDER BY p.day, p.written_at, p.id",
        line,
    ).fetchall()


def last_shown(connection: Connection, before: dt.date) -> list[Any]:
    """Each question once with its last day before ``before``, hopping from one to the next in the index."""
    found = connection.execute(
        "WITH RECURSIVE known (question) AS (SELECT min(question) FROM shown UNION ALL"
        " SELECT (SELECT min(question) FROM shown WHERE question > known.question)"
        " FROM known WHERE question IS NOT NULL)"
        " SELECT question, (SELECT day FROM shown WHERE question = known.question"
        f" AND day < ? AND {_entry_not_in_bin('shown')} ORDER BY day DESC LIMIT 1)"
        " FROM known WHERE question IS NOT NULL",
        (before.isoformat(),),
    ).fetchall()
    return [row for row in found if row[1] is not None]


def count_entries(connection: Connection) -> int:
    found: int = connection.execute(f"SELECT count(*) FROM entry WHERE {_NOT_DELETED}").fetchone()[0]
    return found
