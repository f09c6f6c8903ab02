"""The questions the store answers, as SQL. None grows slow with the number of entries for its first rows."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

from typing import Any

from reflectie.domain.entry import SELF, Entry
from reflectie.domain.errors import UnknownEntry
from reflectie.domain.field import Aspect
from reflectie.journal import rows
from reflectie.journal.database import Connection

WORDS = 200
"""Characters of an entry that a list shows at most."""

_ADDRESS = "step, item, turn, part"
_MARKS = "SELECT a.step, a.item, a.turn, a.part, p.field, p.pole_left, p.pole_right, p.aspect, p.value,"
_MARKS += " p.day, p.whose FROM placement p JOIN answer a ON a.id = p.answer"


def entry(connection: Connection, entry_id: str) -> Entry:
    """A whole entry: answers in the order in which they were first kept, the latest mark of each address."""
    head = connection.execute(
        f"SELECT {rows.HEAD} FROM entry WHERE id = ?",
        (entry_id,),
    ).fetchone()
    if head is None:
        raise UnknownEntry(entry_id)
    shown = connection.execute(
        "SELECT step, item, reason FROM shown WHERE entry = ? ORDER BY ordinal, rowid", (entry_id,)
    )
    answers = connection.execute(
        f"SELECT {_ADDRESS}, {rows.ANSWER} FROM answer WHERE entry = ? AND state IS NOT NULL ORDER BY id",
        (entry_id,),
    )
    marks = connection.execute(
        f"{_MARKS} WHERE p.entry = ? AND p.id = (SELECT max(id) FROM placement WHERE answer = p.answer)"
        " ORDER BY (SELECT min(id) FROM placement WHERE answer = p.answer)",
        (entry_id,),
    )
    return rows.to_entry(head, shown.fetchall(), answers.fetchall(), marks.fetchall())


def drafts(connection: Connection, entry_id: str) -> list[Any]:
    return connection.execute(
        f"SELECT {_ADDRESS}, question, text, cursor FROM draft WHERE entry = ? ORDER BY written_at, rowid",
        (entry_id,),
    ).fetchall()


def full_id(connection: Connection, part: str) -> str:
    """The one id that begins or ends with ``part``."""
    wanted = part.strip().lower()
    if not wanted:
        raise UnknownEntry(part)
    found = connection.execute(
        "SELECT id FROM entry WHERE id >= ? AND id < ? UNION SELECT id FROM entry"
        " WHERE substr(id, -length(?)) = ? LIMIT 2",
        (wanted, wanted + "\U0010ffff", wanted, wanted),
    ).fetchall()
    if len(found) != 1:
        raise UnknownEntry(part, several=len(found) > 1)
    entry_id: str = found[0][0]
    return entry_id


def summaries(connection: Connection, limit: int | None, offset: int, only_open: bool) -> list[Any]:
    where = "WHERE closed_at IS NULL" if only_open else ""
    return connection.execute(
        "SELECT id, exercise, title, day, begun_at, closed_at, changed_at, coalesce("
        f"(SELECT substr(text, 1, {WORDS}) FROM answer"
        " WHERE answer.entry = entry.id AND text <> '' ORDER BY answer.id LIMIT 1),"
        f" (SELECT substr(text, 1, {WORDS}) FROM draft"
        " WHERE draft.entry = entry.id AND text <> '' ORDER BY draft.written_at LIMIT 1))"
        f" FROM entry {where} ORDER BY day DESC, begun_at DESC, id DESC LIMIT ? OFFSET ?",
        (-1 if limit is None else limit, offset),
    ).fetchall()


def placements(connection: Connection, field: str | None, besides: str) -> list[Any]:
    """Every mark, oldest first, of one line or of all, leaving one entry out."""
    where, values = ("p.field = ? AND ", (field,)) if field is not None else ("", ())
    return connection.execute(
        f"{_MARKS} WHERE {where}p.entry <> ? ORDER BY p.day, p.written_at, p.id", (*values, besides)
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
            found += _last_marks(connection, (SELF, field, aspect.value, length, besides))
    return found


def _last_marks(connection: Connection, line: tuple[object, ...]) -> list[Any]:
    last = "SELECT id FROM placement WHERE whose = ?1 AND field = ?2 AND aspect = ?3 AND entry <> ?5"
    newest = "ORDER BY day DESC, written_at DESC, id DESC LIMIT"
    return connection.execute(
        f"{_MARKS} WHERE p.id IN (SELECT * FROM ({last} AND value IS NOT NULL {newest} ?4)"
        f" UNION SELECT * FROM ({last} {newest} 1)) ORDER BY p.day, p.written_at, p.id",
        line,
    ).fetchall()


def shown(connection: Connection) -> list[Any]:
    """Each question once with its last day, hopping from one to the next in the index."""
    return connection.execute(
        "WITH RECURSIVE known (question) AS (SELECT min(question) FROM shown UNION ALL"
        " SELECT (SELECT min(question) FROM shown WHERE question > known.question)"
        " FROM known WHERE question IS NOT NULL)"
        " SELECT question, (SELECT max(day) FROM shown WHERE question = known.question)"
        " FROM known WHERE question IS NOT NULL"
    ).fetchall()
