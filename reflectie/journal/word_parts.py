"""The different words in the search index, so that a part of a compound can be found.

FTS5 finds whole words and beginnings. ``search_word`` has every word of five letters or more once, and
``search_part`` an index of its trigrams. A query for a part becomes a query for the words that contain it.
"""

import re

import msgspec

from reflectie.domain.text import fold
from reflectie.journal.database import Connection

MIN_PART_LENGTH = 4
"""Letters from which a word of a query is also looked for inside other words."""

_MIN_WORD_LENGTH, _MAX_WORD_LENGTH = MIN_PART_LENGTH + 1, 60

_MAX_WORDS = 120
"""When more words contain a part it says too little, and only whole words and beginnings are searched."""

_WORD = re.compile(r"[^\W_]+")


def add_words(connection: Connection, text: str) -> None:
    """Remember the words of a text. A word stays until ``rebuild_words``."""
    words = {word for word in _WORD.findall(fold(text)) if _MIN_WORD_LENGTH <= len(word) <= _MAX_WORD_LENGTH}
    connection.execute(
        "INSERT OR IGNORE INTO search_word (text) SELECT value FROM json_each(?)",
        (msgspec.json.encode(sorted(words)).decode(),),
    )


def words_containing(connection: Connection, part: str) -> list[str]:
    """Return the words that contain a folded part; none when it is too short or in too many words."""
    if len(part) < MIN_PART_LENGTH or not _WORD.fullmatch(part):
        return []
    rows = connection.execute(
        "SELECT text FROM search_word WHERE id IN"
        " (SELECT rowid FROM search_part WHERE search_part MATCH ? LIMIT ?)",
        (f'"{part}"', _MAX_WORDS + 1),
    ).fetchall()
    return [word for (word,) in rows] if len(rows) <= _MAX_WORDS else []


def words_beginning(connection: Connection, part: str) -> list[str]:
    """Return the words that begin with a folded part; none when there are too many."""
    rows = connection.execute(
        "SELECT text FROM search_word WHERE text >= ?1 AND text < ?1 || char(1114111) LIMIT ?2",
        (part, _MAX_WORDS + 1),
    ).fetchall()
    return [word for (word,) in rows] if len(rows) <= _MAX_WORDS else []


def rebuild_words(connection: Connection) -> None:
    """Forget the words that are no longer in the search index."""
    connection.execute("DELETE FROM search_word")
    connection.execute("INSERT INTO search_part (search_part) VALUES ('delete-all')")
    connection.execute(
        "INSERT INTO search_word (text) SELECT term FROM search_term WHERE length(term) BETWEEN ? AND ?",
        (_MIN_WORD_LENGTH, _MAX_WORD_LENGTH),
    )
