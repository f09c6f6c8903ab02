"""Look back (Terugkijken): the mirror, moments side by side, all lines together, and five years."""

import datetime as dt
from collections.abc import Iterator

from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect, TensionField
from reflectie.domain.mirror import LastMark, MirrorLine, mirror
from reflectie.domain.trail import TrailMoment, TrailPoint, five_year_turns
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.past_answers import answers_on, answers_since
from reflectie.journal.trails import list_field_marks, list_points
from reflectie.services.trail_history import TrailScope

_MIRROR_DAYS, _MIRROR_ANSWERS, _MIRROR_YEARS = 800, 4_000, 10
"""How far the mirror looks back, and the most answers that it reads."""


def load_mirror(journal: Journal, library: Library, today: dt.date) -> tuple[MirrorLine, ...]:
    """Return the mirror of a day."""
    earlier = [day for years in range(1, _MIRROR_YEARS + 1) if (day := _years_before(today, years))]
    answers = {
        (answer.entry, answer.key): answer
        for answer in (
            *answers_since(journal, today - dt.timedelta(days=_MIRROR_DAYS), _MIRROR_ANSWERS),
            *answers_on(journal, earlier, _MIRROR_ANSWERS),
        )
    }
    return mirror(answers.values(), tuple(_last_marks(journal, library)), today)


def _years_before(day: dt.date, years: int) -> dt.date | None:
    """The same day in an earlier year; None when that year does not have it."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return None


def _last_marks(journal: Journal, library: Library) -> Iterator[LastMark]:
    for field in library.core_fields:
        for entry, mark in list_field_marks(journal, field.id, 1):
            yield LastMark(entry=entry.id, day=mark.day, line=f"{field.left.name} – {field.right.name}")


# Side by side ----------------------------------------------------------------------------------------


class Viewpoint(Value):
    """Which mark of each line to show: the newest until a day, of a situation, or by nature."""

    label: str
    until: dt.date = dt.date.max
    scope: TrailScope = TrailScope(label="")
    aspect: Aspect = Aspect.NOW


class ComparedLine(Value):
    """A line with the marks of two viewpoints, each None where there is none."""

    left: str
    right: str
    first: TrailPoint | None
    second: TrailPoint | None


def compare(
    journal: Journal, library: Library, first: Viewpoint, second: Viewpoint
) -> tuple[ComparedLine, ...]:
    """Return the lines of Home as they were placed from two viewpoints."""
    return tuple(
        ComparedLine(
            left=field.left.name,
            right=field.right.name,
            first=_newest(journal, field, first),
            second=_newest(journal, field, second),
        )
        for field in library.core_fields
    )


def _newest(journal: Journal, field: TensionField, viewpoint: Viewpoint) -> TrailPoint | None:
    points = list_points(journal, field.id, viewpoint.scope.situation, viewpoint.scope.series)
    matching = (p for p in reversed(points) if p.aspect is viewpoint.aspect and p.day <= viewpoint.until)
    return next(matching, None)


# All lines, and five years -----------------------------------------------------------------------------


def all_points(journal: Journal, library: Library) -> tuple[tuple[TrailPoint, ...], ...]:
    """Return the points of each line of Home, oldest first."""
    return tuple(list_points(journal, field.id) for field in library.core_fields)


class FiveYears(Value):
    """A line with the turning points of its trail in the five years up to a day."""

    field: TensionField
    moments: tuple[TrailMoment, ...]


def five_years(journal: Journal, library: Library, today: dt.date) -> tuple[FiveYears, ...]:
    """Return the five years of each line of Home that has marks in them."""
    trails = (
        FiveYears(field=field, moments=five_year_turns(list_points(journal, field.id), today))
        for field in library.core_fields
    )
    return tuple(trail for trail in trails if trail.moments)
