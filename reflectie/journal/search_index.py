"""The full-text search index: updated in the transaction that changes a text, searched newest first.

Table ``findable`` has a row for each indexed answer and title, with ids in order of day. View ``words`` gives
their texts, and ``search`` is the FTS5 index over that view. ``word_parts`` has the words themselves.
"""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

from reflectie.domain.change import Change
from reflectie.domain.entry import Answer, Entry, SearchHit
from reflectie.domain.text import clean_line, fold, has_words, plain_letters
from reflectie.journal import facets, records, word_parts
from reflectie.journal.database import Connection
from reflectie.journal.records import ADDRESS_CONDITION

IDS_PER_DAY = 1_000_000
"""Maximum number of texts of one day in the index."""

# FTS5 stores no texts of its own here: to delete one, it must be given the text as it was indexed.
_DELETE_FROM_INDEX = "INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM words"

_INSERT_INTO_INDEX = "INSERT INTO search (rowid, text) SELECT id, text FROM words"

_MATCH_START, _MATCH_END = "\x02", "\x03"

MIN_PREFIX_LENGTH = 3
"""Letters from which the last word of a query counts as a prefix; fewer would match half the journal."""


@contextmanager
def reindex_around_save(connection: Connection, entry: Entry, change: Change) -> Iterator[None]:
    """Wrap the writing of a change: remove from the index what it changes, and add it again afterwards."""
    stored = connection.execute(
        "SELECT title, day, deleted_at FROM entry WHERE id = ?", (entry.id,)
    ).fetchone()
    if stored is None or tuple(stored) != (entry.title, entry.day.isoformat(), None):
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
    facets.refresh_facets(connection, entry.id)


def remove_entry(connection: Connection, entry_id: str) -> None:
    """Remove an entry from the index. Call this before its texts change."""
    _remove(connection, "entry = ?", (entry_id,))
    connection.execute("DELETE FROM search_facet WHERE entry = ?", (entry_id,))


def index_entry(connection: Connection, entry_id: str) -> None:
    """Add an entry that is not in the index yet."""
    day = connection.execute("SELECT day FROM entry WHERE id = ?", (entry_id,)).fetchone()[0]
    _insert(connection, dt.date.fromisoformat(day), entry_id, None)
    _index_answers(connection, dt.date.fromisoformat(day), "entry = ? AND text <> ''", (entry_id,))
    facets.refresh_facets(connection, entry_id)


@contextmanager
def reindex_title(connection: Connection, entry_id: str) -> Iterator[None]:
    """Wrap moving an entry to another situation, whose name is indexed with its title."""
    with _reindex_matching_titles(connection, "id = ?", entry_id):
        yield


@contextmanager
def reindex_titles(
    connection: Connection, group: Literal["situation", "meeting"], group_id: str
) -> Iterator[None]:
    """Wrap renaming a situation or meeting, whose name is indexed with the titles of its entries."""
    with _reindex_matching_titles(connection, f"{group} = ?", group_id):
        yield


@contextmanager
def _reindex_matching_titles(connection: Connection, condition: str, value: str) -> Iterator[None]:
    """Remove the titles of these entries from the index, and add them again under the same ids."""
    title_ids = connection.execute(
        "SELECT f.id FROM findable f JOIN entry e ON e.id = f.entry"
        f" WHERE f.answer IS NULL AND e.{condition}",
        (value,),
    ).fetchall()
    for (title_id,) in title_ids:
        connection.execute(f"{_DELETE_FROM_INDEX} WHERE id = ?", (title_id,))
    yield
    for (title_id,) in title_ids:
        _insert_row(connection, title_id)


def rebuild(connection: Connection) -> None:
    """Rewrite the index, so that nothing remains of texts that were removed."""
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    word_parts.rebuild_words(connection)


def reindex_all(connection: Connection) -> None:
    """Build the index again from the texts, after it got out of step with them."""
    connection.execute("DELETE FROM findable")
    connection.execute("DELETE FROM search_facet")
    rebuild(connection)
    for (entry_id,) in connection.execute("SELECT id FROM entry WHERE deleted_at IS NULL").fetchall():
        index_entry(connection, entry_id)


def search(
    connection: Connection,
    query: str,
    limit: int,
    before_cursor: int | None,
    conditions: Sequence[facets.Condition] = (),
) -> list[Any]:
    """Return rows for ``to_hit``, newest day first. ``conditions`` are on the entry."""
    match = " AND ".join(_expression(connection, term) for term in parse_query(query))
    if not match:
        return []
    # CROSS JOIN makes SQLite read the index first, in the order of its ids.
    return connection.execute(
        "SELECT f.id, f.entry, e.day, e.title, a.step, a.item, a.turn, a.part,"
        " snippet(search, 0, ?, ?, '…', 24) FROM search"
        " CROSS JOIN findable f ON f.id = search.rowid CROSS JOIN entry e ON e.id = f.entry"
        " LEFT JOIN answer a ON a.id = f.answer"
        f" WHERE search MATCH ? AND search.rowid < ?{''.join(f' AND {c.sql}' for c in conditions)}"
        " ORDER BY search.rowid DESC LIMIT ?",
        (
            *(_MATCH_START, _MATCH_END, match, (1 << 62) if before_cursor is None else before_cursor),
            *(value for condition in conditions for value in condition.values),
            limit,
        ),
    ).fetchall()


_LONGEST_INDEXED_PREFIX = 4
"""Letters of the longest beginning that the search index has a list for (``prefix`` in its schema)."""


class SearchTerm(NamedTuple):
    """What a text must contain. A phrase is found as it is; another word also as a part of a word."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False


def parse_query(query: str) -> list[SearchTerm]:
    """Split a user's query in words and "quoted phrases".

    ``begin*`` is a prefix, and so is the last word. No other input is read as FTS5 syntax. Signs are not
    searched; invisible characters and ligatures are folded as in the index.
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', plain_letters(clean_line(query)))
    terms = []
    for number, (phrase, word) in enumerate(pieces, 1):
        is_last = number == len(pieces) and _begins_a_word(word)
        if has_words(phrase or word):
            terms.append(SearchTerm(phrase or word, bool(phrase), is_last or word.endswith("*")))
    return terms


def _expression(connection: Connection, term: SearchTerm) -> str:
    """The FTS5 expression of a term."""
    first = f'"{term.text}"{"*" if term.is_prefix else ""}'
    if term.is_phrase or "*" in term.text:
        return first
    part = fold(term.text)
    words = word_parts.words_containing(connection, part)
    if term.is_prefix and len(part) > _LONGEST_INDEXED_PREFIX:
        # FTS5 would sort every place of a longer beginning: seconds for a common word in a large journal.
        words = words or word_parts.words_beginning(connection, part)
        first = f'"{term.text}"' if words else first
    elif term.is_prefix:
        words = [word for word in words if not word.startswith(part)]  # those are found as a beginning
    choices = [first, *(f'"{word}"' for word in words)]
    return f"({' OR '.join(choices)})" if words else first


def _begins_a_word(word: str) -> bool:
    """Whether a word may go on: it ends with a letter, and signs such as those of C++ do not count."""
    return word[-1:].isalnum() and sum(map(str.isalnum, word)) >= MIN_PREFIX_LENGTH


def to_hit(row: Any) -> SearchHit:
    """Convert a row of ``search``."""
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
    """Return the text of a snippet, and the start and end offsets of the matches in it."""
    text, marks = "", []
    for piece in snippet.split(_MATCH_START):
        word, _, rest = piece.rpartition(_MATCH_END)
        if word:
            marks.append((len(text), len(text) + len(word)))
        text += word + rest
    return text, tuple(marks)


def _text_differs(connection: Connection, entry_id: str, answer: Answer) -> bool:
    values = records.address_values(entry_id, answer.address)
    row = connection.execute(f"SELECT text FROM answer WHERE {ADDRESS_CONDITION}", values).fetchone()
    return row is None or row[0] != answer.text


def _remove(connection: Connection, condition: str, values: tuple[object, ...]) -> None:
    ids = f"SELECT id FROM findable WHERE {condition}"
    connection.execute(f"{_DELETE_FROM_INDEX} WHERE id IN ({ids})", values)
    connection.execute(f"DELETE FROM findable WHERE {condition}", values)


def _index_answers(connection: Connection, day: dt.date, condition: str, values: tuple[object, ...]) -> None:
    rows = connection.execute(f"SELECT entry, id FROM answer WHERE {condition} ORDER BY id", values)
    for entry_id, answer_id in rows.fetchall():
        _insert(connection, day, entry_id, answer_id)


def _insert(connection: Connection, day: dt.date, entry_id: str, answer_id: int | None) -> None:
    first = day.toordinal() * IDS_PER_DAY
    row = connection.execute(
        "INSERT INTO findable (id, entry, answer)"
        " SELECT coalesce(max(id), ?1) + 1, ?3, ?4 FROM findable WHERE id > ?1 AND id < ?2 RETURNING id",
        (first, first + IDS_PER_DAY - 1, entry_id, answer_id),
    ).fetchone()
    _insert_row(connection, row[0])


def _insert_row(connection: Connection, findable_id: int) -> None:
    connection.execute(f"{_INSERT_INTO_INDEX} WHERE id = ?", (findable_id,))
    text = connection.execute("SELECT text FROM words WHERE id = ?", (findable_id,)).fetchone()[0]
    word_parts.add_words(connection, text)
