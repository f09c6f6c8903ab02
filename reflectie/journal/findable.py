"""The full-text index: in step with the texts, in the same transaction, and asked newest first."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.history import Hit
from reflectie.domain.text import clean_line
from reflectie.journal import rows
from reflectie.journal.database import Connection
from reflectie.journal.rows import AT

PER_DAY = 1_000_000
"""Texts that one day can hold in the index."""

_ROWS = "SELECT id FROM findable WHERE"
_OUT_OF_INDEX = "INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM words"
_INTO_INDEX = "INSERT INTO search (rowid, text) SELECT id, text FROM words"
_BEGIN, _END = "\x02", "\x03"
_SHORTEST_BEGINNING = 3
"""Letters from which the last word of a search may be unfinished; fewer would fit half the journal."""


@contextmanager
def in_step(
    connection: Connection, entry: Entry, answers: Sequence[Answer], removed: Sequence[Address]
) -> Iterator[None]:
    """Around the writing of these: what changes leaves the index before it and enters it after."""
    known = connection.execute(
        "SELECT title, day, deleted_at FROM entry WHERE id = ?", (entry.id,)
    ).fetchone()
    if known is None or tuple(known) != (entry.title, entry.day.isoformat(), None):
        forget(connection, entry.id)
        yield
        index(connection, entry.id)
        return
    changed = [*removed, *(a.address for a in answers if _differs(connection, entry.id, a))]
    for address in changed:
        _forget(connection, f"answer = (SELECT id FROM answer WHERE {AT})", rows.at(entry.id, address))
    yield
    for address in changed:
        _index_answers(connection, entry.day, f"{AT} AND text <> ''", rows.at(entry.id, address))


def forget(connection: Connection, entry_id: str) -> None:
    """Take a whole entry out of the index, before its texts change."""
    _forget(connection, "entry = ?", (entry_id,))


def index(connection: Connection, entry_id: str) -> None:
    """Put a whole entry in the index; nothing of it is there yet."""
    day = connection.execute("SELECT day FROM entry WHERE id = ?", (entry_id,)).fetchone()[0]
    _add(connection, dt.date.fromisoformat(day), entry_id, None)
    _index_answers(connection, dt.date.fromisoformat(day), "entry = ? AND text <> ''", (entry_id,))


@contextmanager
def retitled(connection: Connection, entry_id: str) -> Iterator[None]:
    """Around putting an entry elsewhere: its title is found with the names of what it belongs to."""
    with _titles_anew(connection, "id = ?", entry_id):
        yield


@contextmanager
def renamed(connection: Connection, what: Literal["situation", "meeting"], belongs: str) -> Iterator[None]:
    """Around another name for a situation or a meeting, by its id; for its entries, as ``retitled``."""
    with _titles_anew(connection, f"{what} = ?", belongs):
        yield


@contextmanager
def _titles_anew(connection: Connection, where: str, value: str) -> Iterator[None]:
    """Nothing of these entries but their titles leaves the index and enters it again, in the same place."""
    found = connection.execute(
        f"SELECT f.id FROM findable f JOIN entry e ON e.id = f.entry WHERE f.answer IS NULL AND e.{where}",
        (value,),
    ).fetchall()
    for (row,) in found:
        connection.execute(f"{_OUT_OF_INDEX} WHERE id = ?", (row,))
    yield
    for (row,) in found:
        connection.execute(f"{_INTO_INDEX} WHERE id = ?", (row,))


def rebuild(connection: Connection) -> None:
    """Write the index anew, so that nothing is left in it of what was taken out."""
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def renew(connection: Connection) -> None:
    """Make the index again from nothing but the texts, when it went out of step with them."""
    connection.execute("DELETE FROM findable")
    rebuild(connection)
    for (entry_id,) in connection.execute("SELECT id FROM entry WHERE deleted_at IS NULL").fetchall():
        index(connection, entry_id)


def find(connection: Connection, words: str, limit: int, before: int | None) -> list[Any]:
    """Rows for ``to_hit``, the newest day first."""
    wanted = pattern(words)
    if not wanted:
        return []
    return connection.execute(
        "SELECT f.id, f.entry, e.day, e.title, a.step, a.item, a.turn, a.part,"
        " snippet(search, 0, ?, ?, '…', 24) FROM search"
        " CROSS JOIN findable f ON f.id = search.rowid CROSS JOIN entry e ON e.id = f.entry"
        " LEFT JOIN answer a ON a.id = f.answer"
        " WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?",
        (_BEGIN, _END, wanted, (1 << 62) if before is None else before, limit),
    ).fetchall()


def pattern(words: str) -> str:
    """What people type as a query: all words, "these words together", or the beginning* of one.

    The last word may be unfinished. Nothing that is typed is read as the query language itself.
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', clean_line(words))
    found = []
    for number, (phrase, word) in enumerate(pieces, 1):
        last = number == len(pieces) and len(word) >= _SHORTEST_BEGINNING
        star = "*" if word and (last or word.endswith("*")) else ""
        if any(map(str.isalnum, phrase or word)):
            found.append(f'"{phrase or word}"{star}')
    return " ".join(found)


def to_hit(row: Any) -> Hit:
    """From a row of ``find``."""
    cursor, entry_id, day, title, *address, snippet = row
    words, marks = marked(snippet)
    return Hit(
        cursor=cursor,
        entry=entry_id,
        day=dt.date.fromisoformat(day),
        title=title,
        address=None if address[0] is None else rows.to_address(address),
        words=words,
        marks=marks,
    )


def marked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a snippet, and where in it the words stand."""
    text, marks = "", []
    for piece in snippet.split(_BEGIN):
        word, _, rest = piece.rpartition(_END)
        if word:
            marks.append((len(text), len(text) + len(word)))
        text += word + rest
    return text, tuple(marks)


def _differs(connection: Connection, entry_id: str, answer: Answer) -> bool:
    place = rows.at(entry_id, answer.address)
    known = connection.execute(f"SELECT text FROM answer WHERE {AT}", place).fetchone()
    return known is None or known[0] != answer.text


def _forget(connection: Connection, where: str, values: tuple[object, ...]) -> None:
    connection.execute(
        f"{_OUT_OF_INDEX} WHERE id IN ({_ROWS} {where})",
        values,
    )
    connection.execute(f"DELETE FROM findable WHERE {where}", values)


def _index_answers(connection: Connection, day: dt.date, where: str, values: tuple[object, ...]) -> None:
    found = connection.execute(f"SELECT entry, id FROM answer WHERE {where} ORDER BY id", values)
    for entry_id, answer in found.fetchall():
        _add(connection, day, entry_id, answer)


def _add(connection: Connection, day: dt.date, entry_id: str, answer: int | None) -> None:
    first = day.toordinal() * PER_DAY
    connection.execute(
        "INSERT INTO findable (id, entry, answer)"
        " SELECT coalesce(max(id), ?1) + 1, ?3, ?4 FROM findable WHERE id > ?1 AND id < ?2",
        (first, first + PER_DAY - 1, entry_id, answer),
    )
    connection.execute(
        f"{_INTO_INDEX} WHERE id = (SELECT id FROM findable WHERE entry = ? AND answer IS ?)",
        (entry_id, answer),
    )
