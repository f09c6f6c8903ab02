"""What the user changes about an entry besides its texts: its day, its tags, and what may be shared."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.entry import Address
from reflectie.domain.tag import sorted_tags
from reflectie.journal import facets, queries, records, search_index
from reflectie.journal.journal import Journal


def set_day(journal: Journal, entry_id: str, day: dt.date) -> None:
    """Set the day an entry is about. Its marks and questions of that day move along; later ones stay.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, _):
        stored, is_binned = queries.entry_day(connection, entry_id)
        search_index.remove_entry(connection, entry_id)
        new_day = day.isoformat()
        connection.execute("UPDATE entry SET day = ? WHERE id = ?", (new_day, entry_id))
        for table in ("placement", "shown"):
            connection.execute(
                f"UPDATE {table} SET day = ? WHERE entry = ? AND day = ?",  # noqa: S608 - two constants
                (new_day, entry_id, stored),
            )
        if not is_binned:
            search_index.index_entry(connection, entry_id)


def set_tags(journal: Journal, entry_id: str, names: Iterable[str]) -> None:
    """Replace the tags of an entry.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, _):
        queries.entry_day(connection, entry_id)
        connection.execute("DELETE FROM tag WHERE entry = ?", (entry_id,))
        for name in sorted_tags(names):
            connection.execute("INSERT INTO tag (entry, name) VALUES (?, ?)", (entry_id, name))
        facets.refresh_facets(connection, entry_id)


def set_shared(journal: Journal, entry_id: str, addresses: Iterable[Address], shared: bool) -> None:
    """Mark answers to share, or make them private again. Their texts, and drafts of them, do not change.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, _):
        queries.entry_day(connection, entry_id)
        for address in addresses:
            connection.execute(
                f"UPDATE answer SET share = ? WHERE {records.ADDRESS_CONDITION}",  # noqa: S608 - a constant
                (int(shared), *records.address_values(entry_id, address)),
            )
        facets.refresh_facets(connection, entry_id)
