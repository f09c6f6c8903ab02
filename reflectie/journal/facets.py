"""What entries can be filtered by: table ``search_facet``, kept with the search index, and its queries.

The table has a row for each exercise, field and tag of an entry outside the bin, and one when it has
something to share. Its key has the order of the logbook, so that the first page of a filter is read from it.
"""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

from typing import NamedTuple

from reflectie.domain.entry import SELF, EntrySummary
from reflectie.domain.entry_filter import EntryFilter
from reflectie.journal import records
from reflectie.journal.database import Connection

_MAX_COUNTED = 2_000
"""Above this many entries the size of a facet does not matter for the choice of the first one to read."""

_PRESENT_FACETS = (
    "SELECT kind, value, e.day, e.begun_at FROM ("
    "SELECT 'exercise' AS kind, exercise AS value FROM entry WHERE id = ?1"
    " UNION SELECT 'field', field FROM placement WHERE entry = ?1 AND whose = ?2"
    " UNION SELECT 'tag', name FROM tag WHERE entry = ?1"
    " UNION SELECT 'shared', '' FROM answer WHERE entry = ?1 AND share = 1"
    ") JOIN entry e ON e.id = ?1 WHERE e.deleted_at IS NULL"
)


def refresh_facets(connection: Connection, entry_id: str) -> None:
    """Bring the rows of an entry up to date, after a change in it."""
    present = set(map(tuple, connection.execute(_PRESENT_FACETS, (entry_id, SELF)).fetchall()))
    stored = connection.execute(
        "SELECT kind, value, day, begun_at FROM search_facet WHERE entry = ?", (entry_id,)
    ).fetchall()
    if present == set(map(tuple, stored)):
        return
    connection.execute("DELETE FROM search_facet WHERE entry = ?", (entry_id,))
    for row in sorted(present):
        connection.execute(
            "INSERT INTO search_facet (kind, value, day, begun_at, entry) VALUES (?, ?, ?, ?, ?)",
            (*row, entry_id),
        )


class Condition(NamedTuple):
    """A piece of SQL about ``entry e``, with its parameters."""

    sql: str
    values: tuple[object, ...] = ()


def filter_conditions(criteria: EntryFilter, source: str = "e") -> list[Condition]:
    """Return the conditions of a filter. ``source`` is the table whose day is compared."""
    columns = (("situation = ?", criteria.situation), ("meeting = ?", criteria.meeting))
    days = (("day >= ?", criteria.first), ("day <= ?", criteria.last))
    return [
        *(_facet_condition(*facet) for facet in _facets(criteria)),
        *(Condition(f"e.{sql}", (value,)) for sql, value in columns if value is not None),
        *(Condition(f"{source}.{sql}", (day.isoformat(),)) for sql, day in days if day is not None),
        *([Condition("e.closed_at IS NULL")] if criteria.is_open else []),
    ]


def _facets(criteria: EntryFilter) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kind of each facet of a filter, and the values of which an entry must have one."""
    single = (
        ("field", criteria.field),
        ("tag", criteria.tag),
        ("shared", "" if criteria.is_shared else None),
    )
    facets: list[tuple[str, tuple[str, ...]]] = []
    facets += [(kind, (value,)) for kind, value in single if value is not None]
    return facets if criteria.exercises is None else [*facets, ("exercise", criteria.exercises)]


def _facet_condition(kind: str, values: tuple[str, ...]) -> Condition:
    sql = f"SELECT 1 FROM search_facet WHERE entry = e.id AND kind = ? AND value IN ({_marks(values)})"
    return Condition(f"EXISTS ({sql})", (kind, *values))


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def filtered_ids(
    connection: Connection, criteria: EntryFilter, limit: int, after: EntrySummary | None
) -> list[str]:
    """Return the ids of at most ``limit`` entries outside the bin, newest day first, older than ``after``."""
    facets = sorted(_facets(criteria), key=lambda facet: _count(connection, *facet))
    if not facets:
        selects = [_select_page("entry e", "e.id", filter_conditions(criteria), after)]
    else:
        kind, values = facets[0]
        selects = [_select_facet_page(kind, value, criteria, after) for value in values]
    if not selects:
        return []
    pages = " UNION ".join(f"SELECT * FROM ({select.sql} LIMIT {int(limit)})" for select in selects)
    rows = connection.execute(
        f"SELECT id FROM ({pages}) ORDER BY day DESC, begun_at DESC, id DESC LIMIT ?",
        (*(value for select in selects for value in select.values), limit),
    )
    return [entry_id for (entry_id,) in rows.fetchall()]


def _select_facet_page(kind: str, value: str, criteria: EntryFilter, after: EntrySummary | None) -> Condition:
    """Return the query for the entries with a value of a facet."""
    is_value = Condition("f.kind = ? AND f.value = ?", (kind, value))
    conditions = [is_value, *filter_conditions(criteria, "f")]
    return _select_page("search_facet f CROSS JOIN entry e ON e.id = f.entry", "f.entry", conditions, after)


def _select_page(
    tables: str, entry_column: str, conditions: list[Condition], after: EntrySummary | None
) -> Condition:
    """Return the query for day, time and id in the order of the logbook."""
    source = entry_column.partition(".")[0]
    order = (f"{source}.day", f"{source}.begun_at", entry_column)
    if after:
        place = (after.day.isoformat(), records.format_timestamp(after.begun), after.id)
        conditions = [*conditions, Condition(f"({', '.join(order)}) < (?, ?, ?)", place)]
    conditions = [*conditions, Condition("e.deleted_at IS NULL")]
    sql = (
        f"SELECT {source}.day AS day, {source}.begun_at AS begun_at, {entry_column} AS id FROM {tables}"
        f" WHERE {' AND '.join(c.sql for c in conditions)} ORDER BY {' DESC, '.join(order)} DESC"
    )
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _count(connection: Connection, kind: str, values: tuple[str, ...]) -> int:
    """Return the number of entries of a facet; at most ``_MAX_COUNTED``."""
    sql = f"SELECT 1 FROM search_facet WHERE kind = ? AND value IN ({_marks(values)}) LIMIT {_MAX_COUNTED}"
    count: int = connection.execute(f"SELECT count(*) FROM ({sql})", (kind, *values)).fetchone()[0]
    return count


def used_values(connection: Connection, kind: str) -> list[str]:
    """Return the values of a kind that entries have, jumping from value to value in the index."""
    rows = connection.execute(
        "WITH RECURSIVE used (value) AS (SELECT min(value) FROM search_facet WHERE kind = ?1 UNION ALL"
        " SELECT (SELECT min(value) FROM search_facet WHERE kind = ?1 AND value > used.value)"
        " FROM used WHERE value IS NOT NULL) SELECT value FROM used WHERE value IS NOT NULL",
        (kind,),
    )
    return [value for (value,) in rows.fetchall()]
