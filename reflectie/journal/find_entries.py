"""Find entries in the journal by their words or by a part of their id, and count them."""

from collections.abc import Mapping

import msgspec

from reflectie.domain.entry import EntrySummary, SearchHit
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.journal import facets, queries, records, search_index
from reflectie.journal.journal import Journal


def search_entries(
    journal: Journal,
    query: str,
    limit: int = 20,
    before_cursor: int | None = None,
    criteria: EntryFilter = EVERY_ENTRY,
) -> tuple[SearchHit, ...]:
    """Return the texts that contain all words of ``query``, newest day first. Drafts are not searched.

    Accents and case do not matter. The last word may be a prefix of three letters or more, ``begin*`` is
    a prefix anywhere, a word of four letters or more may be a part of a longer one, and "words in quotes"
    are a phrase. To go on after a hit, pass its
    ``cursor`` as ``before_cursor``. Only entries that match ``criteria`` are searched.
    """
    conditions = facets.filter_conditions(criteria)
    with journal.read_transaction() as connection:
        rows = search_index.search(connection, query, limit, before_cursor, conditions)
        return tuple(map(search_index.to_hit, rows))


def search_with_entries(
    journal: Journal,
    query: str,
    limit: int,
    before_cursor: int | None = None,
    criteria: EntryFilter = EVERY_ENTRY,
) -> tuple[tuple[SearchHit, EntrySummary], ...]:
    """Return what ``search_entries`` does, of the entries that match a filter, each hit with its entry."""
    conditions = facets.filter_conditions(criteria)
    with journal.read_transaction() as connection:
        rows = search_index.search(connection, query, limit, before_cursor, conditions)
        hits = list(map(search_index.to_hit, rows))
        entries = {hit.entry: records.to_summary(queries.summary(connection, hit.entry)) for hit in hits}
        return tuple((hit, entries[hit.entry]) for hit in hits)


def filter_entries(
    journal: Journal, criteria: EntryFilter, limit: int, after: EntrySummary | None = None
) -> tuple[EntrySummary, ...]:
    """Return entries that match a filter, newest day first; to go on after one, pass it as ``after``."""
    with journal.read_transaction() as connection:
        ids = facets.filtered_ids(connection, criteria, limit, after)
        return tuple(records.to_summary(queries.summary(connection, entry_id)) for entry_id in ids)


def filtered_entry_ids(journal: Journal, criteria: EntryFilter) -> tuple[str, ...]:
    """Return the ids of all entries that match a filter, newest day first."""
    with journal.read_transaction() as connection:
        return tuple(facets.filtered_ids(connection, criteria))


def used_facet_values(journal: Journal, kind: str) -> tuple[str, ...]:
    """Return each exercise, field or tag (the ``kind``) that entries outside the bin have, sorted."""
    with journal.read_transaction() as connection:
        return tuple(facets.used_values(connection, kind))


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
