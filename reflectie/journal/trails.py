"""Trails in the journal: the user's own placements over time, and when questions were last shown."""

import datetime as dt

from reflectie.domain.entry import MAX_TRAIL, EntrySummary, Placement
from reflectie.journal import queries, records
from reflectie.journal.journal import Journal


def list_trails(journal: Journal, length: int = MAX_TRAIL, exclude_entry: str = "") -> tuple[Placement, ...]:
    """Return the user's latest placement per field and aspect, and up to ``length`` with a value before it.

    Placements of one field and aspect stand together, oldest first. The home screen and the coach conclude
    the same from these as from all placements.
    """
    with journal.read_transaction() as connection:
        return tuple(map(records.to_placement, queries.trails(connection, length + 1, exclude_entry)))


def list_field_marks(journal: Journal, field: str, limit: int) -> tuple[tuple[EntrySummary, Placement], ...]:
    """Return the user's newest placements on a field with their entries, newest first."""
    with journal.read_transaction() as connection:
        rows = queries.field_marks(connection, field, limit)
        entries = {row[0]: records.to_summary(queries.summary(connection, row[0])) for row in rows}
        return tuple((entries[row[0]], records.to_placement(row[1:])) for row in rows)


def last_shown_days(journal: Journal, before: dt.date = dt.date.max) -> dict[str, dt.date]:
    """Return the last day before ``before`` on which each question was shown, by ``exercise/step/item``."""
    with journal.read_transaction() as connection:
        return {key: dt.date.fromisoformat(day) for key, day in queries.last_shown(connection, before)}
