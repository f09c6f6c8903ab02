"""What entries can be filtered by: table ``search_facet``, kept with the search index, and its queries.

The table has a row for each exercise, field and tag of an entry outside the bin, and one when it has
something to share. Its key has the order of the logbook, so that the first page of a filter is read from it.
"""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

from itertools import product
from typing import NamedTuple

from reflectie.domain.entry import SELF, EntrySummary
from reflectie.domain.entry_filter import EntryFilter
from reflectie.journal import records
from reflectie.journal.database import Connection

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
    """A piece of SQL, with its parameters."""

    sql: str
    values: tuple[object, ...] = ()


def filter_conditions(criteria: EntryFilter) -> list[Condition]:
    """Return the conditions of a filter on ``entry e``."""
    columns = (("situation = ?", criteria.situation), ("meeting = ?", criteria.meeting))
    return [
        *(_facet_condition(*facet) for facet in _facets(criteria)),
        *(Condition(f"e.{sql}", (value,)) for sql, value in columns if value is not None),
        *(Condition(f"e.{day.sql}", day.values) for day in _day_conditions(criteria)),
        *([Condition("e.closed_at IS NULL")] if criteria.is_open else []),
    ]


def _day_conditions(criteria: EntryFilter) -> list[Condition]:
    days = (("day >= ?", criteria.first), ("day <= ?", criteria.last))
    return [Condition(sql, (day.isoformat(),)) for sql, day in days if day is not None]


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


# A page of the logbook ------------------------------------------------------------------------------

_NO_LIMIT = -1
"""To SQLite, a negative limit is none."""

_OUTSIDE_BIN = "id NOT IN (SELECT id FROM entry WHERE deleted_at IS NOT NULL)"


class _Source(NamedTuple):
    """A table that gives entries in the order of the logbook, its column with their ids, and a condition."""

    table: str
    id_column: str
    condition: str
    values: tuple[object, ...] = ()


def filtered_ids(
    connection: Connection, criteria: EntryFilter, limit: int | None = None, after: EntrySummary | None = None
) -> list[str]:
    """Return the ids of entries outside the bin, newest day first: at most ``limit``, older than ``after``.

    SQLite merges the sources of the filters while it reads them in their order. What the filters have in
    common makes no difference to the time. Each exercise of a role has a query: a union of them is slow.
    """
    rows: set[tuple[str, str, str]] = set()
    for sources in product(*_sources(criteria)):
        selects = [_select(source, criteria, after) for source in sources]
        values = (value for select in selects for value in select.values)
        found = connection.execute(
            f"{' INTERSECT '.join(select.sql for select in selects)}"
            " ORDER BY day DESC, begun_at DESC, id DESC LIMIT ?",
            (*values, _NO_LIMIT if limit is None else limit),
        )
        rows.update(map(tuple, found.fetchall()))
    return [entry_id for *_, entry_id in sorted(rows, reverse=True)[:limit]]


def _sources(criteria: EntryFilter) -> list[list[_Source]]:
    """Return a group for each filter: an entry must be in one source of every group."""
    groups = [
        [_Source("search_facet", "entry", "kind = ? AND value = ?", (kind, value)) for value in values]
        for kind, values in _facets(criteria)
    ]
    if criteria.situation is not None:
        groups.append([_indexed("entry_of_situation", "situation = ?", criteria.situation)])
    if criteria.meeting is not None:
        groups.append([_indexed("entry_of_meeting", "meeting = ?", criteria.meeting)])
    if criteria.is_open:
        groups.append([_indexed("entry_open", "closed_at IS NULL")])
    return groups or [[_indexed("entry_by_day", "TRUE")]]


def _indexed(index: str, condition: str, *values: object) -> _Source:
    """The entries outside the bin that meet a condition, from an index that has their order."""
    return _Source(f"entry INDEXED BY {index}", "id", f"{condition} AND {_OUTSIDE_BIN}", values)


def _select(source: _Source, criteria: EntryFilter, after: EntrySummary | None) -> Condition:
    """Return the query for the day, time and id of each entry of a source, older than ``after``."""
    conditions = [Condition(source.condition, source.values), *_day_conditions(criteria)]
    if after:
        place = (after.day.isoformat(), records.format_timestamp(after.begun), after.id)
        conditions.append(Condition(f"(day, begun_at, {source.id_column}) < (?, ?, ?)", place))
    return Condition(
        f"SELECT day, begun_at, {source.id_column} AS id FROM {source.table}"
        f" WHERE {' AND '.join(condition.sql for condition in conditions)}",
        tuple(value for condition in conditions for value in condition.values),
    )


def used_values(connection: Connection, kind: str) -> list[str]:
    """Return the values of a kind that entries have, jumping from value to value in the index."""
    rows = connection.execute(
        "WITH RECURSIVE used (value) AS (SELECT min(value) FROM search_facet WHERE kind = ?1 UNION ALL"
        " SELECT (SELECT min(value) FROM search_facet WHERE kind = ?1 AND value > used.value)"
        " FROM used WHERE value IS NOT NULL) SELECT value FROM used WHERE value IS NOT NULL",
        (kind,),
    )
    return [value for (value,) in rows.fetchall()]
