"""What a person placed on one tension field over time, read from the journal in one call."""

import datetime as dt

from reflectie.domain.entry import EntrySummary, Placement, Trail, trail_of
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.trails import list_field_marks, list_trails
from reflectie.services.kept_words import NO_KEPT_STEPS, KeptSteps, with_kept_words

MAX_MARKS = 300
"""The most marks that the page of a field shows."""


class FieldMoment(Value):
    """The own marks of one entry on one day. An entry that was reopened later has a moment for each day."""

    entry: EntrySummary
    day: dt.date
    trail: Trail


class FieldHistory(Value):
    """The trail of a field as on the home screen, and its moments, newest first.

    ``is_complete`` is False when there are older marks than ``MAX_MARKS``.
    """

    trail: Trail = Trail()
    moments: tuple[FieldMoment, ...] = ()
    is_complete: bool = True


def field_history(
    journal: Journal, field: str, limit: int = MAX_MARKS, kept: KeptSteps = NO_KEPT_STEPS
) -> FieldHistory:
    """Return the history of a field; at most ``limit`` marks."""
    marks = list_field_marks(journal, field, limit + 1)
    return FieldHistory(
        trail=trail_of(field, list_trails(journal)),
        moments=_group_by_moment(field, _with_kept_words(journal, kept, marks[:limit])),
        is_complete=len(marks) <= limit,
    )


def _with_kept_words(
    journal: Journal, kept: KeptSteps, marks: tuple[tuple[EntrySummary, Placement], ...]
) -> tuple[tuple[EntrySummary, Placement], ...]:
    entries = with_kept_words(journal, kept, (entry for entry, _ in marks))
    return tuple(zip(entries, (placement for _, placement in marks), strict=True))


def _group_by_moment(
    field: str, marks: tuple[tuple[EntrySummary, Placement], ...]
) -> tuple[FieldMoment, ...]:
    """Join the marks, newest first, of the same entry and day."""
    groups: dict[tuple[str, dt.date], list[Placement]] = {}
    entries = {entry.id: entry for entry, _ in marks}
    for entry, placement in marks:
        groups.setdefault((entry.id, placement.day), []).append(placement)
    return tuple(
        FieldMoment(entry=entries[entry_id], day=day, trail=trail_of(field, reversed(placements)))
        for (entry_id, day), placements in groups.items()
    )
