"""Marks over time, each read from the journal in one call: on one field, and in the meetings of a series."""

from collections.abc import Sequence

from reflectie.diagrams.trail_path import TrailText
from reflectie.domain.dates import short_day
from reflectie.domain.entry import Trail, trail_of
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.trail import TrailMoment, TrailPoint
from reflectie.domain.value import Value
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.journal.situations import find_situation, list_situations
from reflectie.journal.trails import list_entries, list_points, list_trails
from reflectie.services.kept_words import NO_KEPT_STEPS, KeptSteps, with_kept_words


class FieldTrail(Value):
    """All own placements on a field, oldest first, and its trail as on the home screen."""

    trail: Trail = Trail()
    points: tuple[TrailPoint, ...] = ()


def field_trail(
    journal: Journal, field: str, situation: str | None = None, series: str | None = None
) -> FieldTrail:
    """Return the trail of a field; of one situation or one series if that is given."""
    points = list_points(journal, field, situation, series)
    return FieldTrail(trail=trail_of(field, list_trails(journal)), points=points)


class TrailScope(Value):
    """A situation or a series of which a trail can be shown, by its id, with its name."""

    label: str
    situation: str | None = None
    series: str | None = None


def trail_scopes(journal: Journal) -> tuple[TrailScope, ...]:
    """Return every situation and every series."""
    situations = (TrailScope(label=s.name, situation=s.id) for s in list_situations(journal))
    series = (TrailScope(label=f"reeks {s.name}", series=s.id) for s in meetings.list_series(journal))
    return (*situations, *series)


def find_scope(journal: Journal, situation: str | None, series: str | None) -> TrailScope:
    """Return what a trail can be shown of, from a part of the name of a situation, a series, or both.

    Raises:
        NotFound: there is none with that name, or more than one.
    """
    found = find_situation(journal, situation) if situation is not None else None
    meetings_of = meetings.find_series(journal, series) if series is not None else None
    names = (found.name if found else "", f"reeks {meetings_of.name}" if meetings_of else "")
    return TrailScope(
        label=" · ".join(filter(None, names)),
        situation=found.id if found else None,
        series=meetings_of.id if meetings_of else None,
    )


def moment_texts(
    journal: Journal, moments: Sequence[TrailMoment], kept: KeptSteps = NO_KEPT_STEPS
) -> tuple[TrailText, ...]:
    """Return what each moment was about and its first words, from the last entry in it."""
    found_entries = list_entries(journal, (moment.entries[-1] for moment in moments))
    entries = {entry.id: entry for entry in with_kept_words(journal, kept, found_entries.values())}
    found = (entries[moment.entries[-1]] for moment in moments)
    return tuple(TrailText(about=entry.about, words=entry.words) for entry in found)


class SeriesTrail(Value):
    """The marks on one line in the meetings of a series, oldest first, with the poles as shown last.

    The label of a mark is its day, and whether it is of before or by nature.
    """

    left: str
    right: str
    marks: tuple[TrailPoint, ...]


def series_trails(journal: Journal, library: Library, series_id: str) -> tuple[SeriesTrail, ...]:
    """Return a trail for each line: first the lines of Home in their order, then others by first use."""
    by_field: dict[str, list[meetings.SeriesPlacement]] = {}
    for item in meetings.series_trail(journal, series_id):
        by_field.setdefault(item.placement.field, []).append(item)
    order = {field.id: number for number, field in enumerate(library.core_fields)}
    trails = sorted(by_field.items(), key=lambda trail: order.get(trail[0], len(order)))
    return tuple(_series_trail(items, library) for _, items in trails)


def _series_trail(items: list[meetings.SeriesPlacement], library: Library) -> SeriesTrail:
    latest = items[-1].placement
    return SeriesTrail(
        left=latest.left, right=latest.right, marks=tuple(_series_point(item, library) for item in items)
    )


def _series_point(item: meetings.SeriesPlacement, library: Library) -> TrailPoint:
    mark = item.placement
    return TrailPoint(
        day=item.day,
        value=mark.value,
        left=mark.left,
        right=mark.right,
        aspect=mark.aspect,
        entry=item.entry,
        label=_mark_label(item, library),
    )


def _mark_label(item: meetings.SeriesPlacement, library: Library) -> str:
    exercise = library.exercise(item.exercise)
    phase = " vooraf" if exercise and exercise.meeting is MeetingPhase.PREPARE else ""
    aspect = " van nature" if item.placement.aspect is Aspect.NATURE else ""
    return f"{short_day(item.day)}{phase}{aspect}"
