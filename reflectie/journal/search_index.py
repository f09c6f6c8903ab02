"""The full-text search index: kept in step with the texts in the same transaction, searched newest first."""

# ruff: noqa: S608 - names of this package go into the SQL; what people wrote goes in as parameters

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reflectie.domain.change import Change
from reflectie.domain.entry import Answer, Entry, SearchHit
from reflectie.domain.text import clean_line
from reflectie.journal import records
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION

IDS_PER_DAY = 1_000_000
"""Texts that one day can hold in the index."""

_SELECT_IDS = "SELECT id FROM findable WHERE"

_DELETE_FROM_INDEX = "INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM words"

_INSERT_INTO_INDEX = "INSERT INTO search (rowid, text) SELECT id, text FROM words"

_MATCH_START, _MATCH_END = "\x02", "\x03"

_MIN_PREFIX_LENGTH = 3
"""Letters from which the last word of a search may be unfinished; fewer would fit half the journal."""


@contextmanager
def reindex_around_save(connection: Connection, entry: Entry, change: Change) -> Iterator[None]:
    """Around the writing of these: what changes leaves the index before it and enters it after."""
    known = connection.execute(
        "SELECT title, day, deleted_at FROM entry WHERE id = ?", (entry.id,)
    ).fetchone()
    if known is None or tuple(known) != (entry.title, entry.day.isoformat(), None):
        remove_entry(connection, entry.id)
        yield
        index_entry(connection, entry.id)
        return
    changed = [
        *change.removed,
        *(a.address for a in change.answers if _text_differs(connection, entry.id, a)),
    ]
    for address in changed:
        _remove(
            connection,
            f"answer = (SELECT id FROM answer WHERE {ADDRESS_CONDITION})",
            records.address_values(entry.id, address),
        )
    yield
    for address in changed:
        _index_answers(
            connection,
            entry.day,
            f"{ADDRESS_CONDITION} AND text <> ''",
            records.address_values(entry.id, address),
        )


def remove_entry(connection: Connection, entry_id: str) -> None:
    """Take a whole entry out of the index, before its texts change."""
    _remove(connection, "entry = ?", (entry_id,))


def index_entry(connection: Connection, entry_id: str) -> None:
    """Put a whole entry in the index; nothing of it is there yet."""
    day = connection.execute("SELECT day FROM entry WHERE id = ?", (entry_id,)).fetchone()[0]
    _insert(connection, dt.date.fromisoformat(day), entry_id, None)
    _index_answers(connection, dt.date.fromisoformat(day), "entry = ? AND text <> ''", (entry_id,))


@contextmanager
def reindex_title(connection: Connection, entry_id: str) -> Iterator[None]:
    """Around putting an entry elsewhere: its title is found with the names of what it belongs to."""
    with _reindex_matching_titles(connection, "id = ?", entry_id):
        yield


@contextmanager
def reindex_titles(
    connection: Connection, group: Literal["situation", "meeting"], group_id: str
) -> Iterator[None]:
    """Around another name for a situation or a meeting, by its id; for its entries, as ``retitled``."""
    with _reindex_matching_titles(connection, f"{group} = ?", group_id):
        yield


@contextmanager
def _reindex_matching_titles(connection: Connection, where: str, value: str) -> Iterator[None]:
    """Nothing of these entries but their titles leaves the index and enters it again, in the same place."""
    found = connection.execute(
        f"SELECT f.id FROM findable f JOIN entry e ON e.id = f.entry WHERE f.answer IS NULL AND e.{where}",
        (value,),
    ).fetchall()
    for (row,) in found:
        connection.execute(f"{_DELETE_FROM_INDEX} WHERE id = ?", (row,))
    yield
    for (row,) in found:
        connection.execute(f"{_INSERT_INTO_INDEX} WHERE id = ?", (row,))


def rebuild(connection: Connection) -> None:
    """Write the index anew, so that nothing is left in it of what was taken out."""
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def reindex_all(connection: Connection) -> None:
    """Make the index again from nothing but the texts, when it went out of step with them."""
    connection.execute("DELETE FROM findable")
    rebuild(connection)
    for (entry_id,) in connection.execute("SELECT id FROM entry WHERE deleted_at IS NULL").fetchall():
        index_entry(connection, entry_id)


def search(connection: Connection, words: str, limit: int, before_cursor: int | None) -> list[Any]:
    """Rows for ``to_hit``, the newest day first."""
    wanted = fts_query(words)
    if not wanted:
        return []
    return connection.execute(
        "SELECT f.id, f.entry, e.day, e.title, a.step, a.item, a.turn, a.part,"
        " snippet(search, 0, ?, ?, '…', 24) FROM search"
        " CROSS JOIN findable f ON f.id = search.rowid CROSS JOIN entry e ON e.id = f.entry"
        " LEFT JOIN answer a ON a.id = f.answer"
        " WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?",
        (_MATCH_START, _MATCH_END, wanted, (1 << 62) if before_cursor is None else before_cursor, limit),
    ).fetchall()


def fts_query(words: str) -> str:
    """What people type as a query: all words, "these words together", or the beginning* of one.

    The last word may be unfinished. Nothing that is typed is read as the query language itself.
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', clean_line(words))
    found = []
    for number, (phrase, word) in enumerate(pieces, 1):
        last = number == len(pieces) and len(word) >= _MIN_PREFIX_LENGTH
        star = "*" if word and (last or word.endswith("*")) else ""
        if any(map(str.isalnum, phrase or word)):
            found.append(f'"{phrase or word}"{star}')
    return " ".join(found)


def to_hit(row: Any) -> SearchHit:
    """From a row of ``find``."""
    cursor, entry_id, day, title, *address, snippet = row
    words, marks = parse_snippet(snippet)
    return SearchHit(
        cursor=cursor,
        entry=entry_id,
        day=dt.date.fromisoformat(day),
        title=title,
        address=None if address[0] is None else records.to_address(address),
        words=words,
        marks=marks,
    )


def parse_snippet(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a snippet, and where in it the words stand."""
    text, marks = "", []
    for piece in snippet.split(_MATCH_START):
        word, _, rest = piece.rpartition(_MATCH_END)
        if word:
            marks.append((len(text), len(text) + len(word)))
        text += word + rest
    return text, tuple(marks)


def _text_differs(connection: Connection, entry_id: str, answer: Answer) -> bool:
    place = records.address_values(entry_id, answer.address)
    known = connection.execute(f"SELECT text FROM answer WHERE {ADDRESS_CONDITION}", place).fetchone()
    return known is None or known[0] != answer.text


def _remove(connection: Connection, where: str, values: tuple[object, ...]) -> None:
    connection.execute(
        f"{_DELETE_FROM_INDEX} WHERE id IN ({_SELECT_IDS} {where})",
        values,
    )
    connection.execute(f"DELETE FROM findable WHERE {where}", values)


def _index_answers(connection: Connection, day: dt.date, where: str, values: tuple[object, ...]) -> None:
    found = connection.execute(f"SELECT entry, id FROM answer WHERE {where} ORDER BY id", values)
    for entry_id, answer in found.fetchall():
        _insert(connection, day, entry_id, answer)


def _insert(connection: Connection, day: dt.date, entry_id: str, answer: int | None) -> None:
    first = day.toordinal() * IDS_PER_DAY
    connection.execute(
        "INSERT INTO findable (id, entry, answer)"
        " SELECT coalesce(max(id), ?1) + 1, ?3, ?4 FROM findable WHERE id > ?1 AND id < ?2",
        (first, first + IDS_PER_DAY - 1, entry_id, answer),
    )
    connection.execute(
        f"{_INSERT_INTO_INDEX} WHERE id = (SELECT id FROM findable WHERE entry = ? AND answer IS ?)",
        (entry_id, answer),
    )
