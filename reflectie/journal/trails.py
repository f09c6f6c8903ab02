"""Trails in the journal: the user's own placements over time, and when questions were last shown."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.entry import MAX_TRAIL, EntrySummary, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.trail import TrailPoint
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


def list_points(
    journal: Journal, field: str, situation: str | None = None, series: str | None = None
) -> tuple[TrailPoint, ...]:
    """Return the user's placements on a field, oldest first; of one situation or series if that is given."""
    with journal.read_transaction() as connection:
        rows = queries.field_points(connection, field, situation, series)
    return tuple(
        TrailPoint(
            day=dt.date.fromisoformat(day),
            value=value,
            left=left,
            right=right,
            aspect=Aspect(aspect),
            entry=entry,
        )
        for entry, day, value, left, right, aspect in rows
    )


def list_entries(journal: Journal, entry_ids: Iterable[str]) -> dict[str, EntrySummary]:
    """Return the summaries of entries by their ids."""
    with journal.read_transaction() as connection:
        ids = dict.fromkeys(entry_ids)
        return {entry_id: records.to_summary(queries.summary(connection, entry_id)) for entry_id in ids}


def last_shown_days(journal: Journal, before: dt.date = dt.date.max) -> dict[str, dt.date]:
    """Return the last day before ``before`` on which each question was shown, by ``exercise/step/item``."""
    with journal.read_transaction() as connection:
        return {key: dt.date.fromisoformat(day) for key, day in queries.last_shown(connection, before)}
