"""Find entries in the journal by their words or by a part of their id, and count them."""

from collections.abc import Mapping

import msgspec

from reflectie.domain.entry import EntrySummary, SearchHit
from reflectie.journal import queries, records, search_index
from reflectie.journal.journal import Journal


def search_entries(
    journal: Journal, query: str, limit: int = 20, before_cursor: int | None = None
) -> tuple[SearchHit, ...]:
    """Return the texts that contain all words of ``query``, newest day first. Drafts are not searched.

    Accents and case do not matter. The last word may be a prefix of three letters or more, ``begin*`` is
    a prefix anywhere, and "words in quotes" are a phrase. To go on after a hit, pass its
    ``cursor`` as ``before_cursor``.
    """
    with journal.read_transaction() as connection:
        rows = search_index.search(connection, query, limit, before_cursor)
        return tuple(map(search_index.to_hit, rows))


def search_with_entries(
    journal: Journal, query: str, limit: int, before_cursor: int | None = None
) -> tuple[tuple[SearchHit, EntrySummary], ...]:
    """Return what ``search_entries`` does, each hit with its entry."""
    with journal.read_transaction() as connection:
        hits = [
            search_index.to_hit(row) for row in search_index.search(connection, query, limit, before_cursor)
        ]
        entries = {hit.entry: records.to_summary(queries.summary(connection, hit.entry)) for hit in hits}
        return tuple((hit, entries[hit.entry]) for hit in hits)


def texts_at_steps(journal: Journal, steps: Mapping[str, str]) -> dict[str, str]:
    """Return the beginning of the text at a step of each entry, by entry id; without those that have none.

    ``steps`` are the ids of the steps by entry id. A draft counts, as in the words of a summary.
    """
    with journal.read_transaction() as connection:
        rows = queries.texts_at_steps(connection, msgspec.json.encode(dict(steps)).decode())
        return {entry_id: text for entry_id, text in rows if text}


def find_entry_id(journal: Journal, id_part: str, in_bin: bool = False) -> str:
    """Return the id of the one entry whose full or short id begins or ends with ``id_part``.

    Raises:
        NotFound: there is none, or more than one.
    """
    with journal.read_transaction() as connection:
        return queries.find_entry_id(connection, id_part, in_bin)


def count_entries(journal: Journal) -> int:
    """Return the number of entries outside the bin."""
    with journal.read_transaction() as connection:
        return queries.count_entries(connection)
