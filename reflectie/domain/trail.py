"""The trail of a line through time: its points, the periods to look at, and the moments of a period."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from reflectie.domain.dates import MONTHS, SHORT_MONTHS, PartialDate, add_months, short_day
from reflectie.domain.field import Aspect
from reflectie.domain.value import Value

MAX_MOMENTS = 80
"""The most moments of a period that are shown one by one; more are joined by week or by month."""


class TrailPoint(Value):
    """An own placement on a line. ``value`` is None for not known; ``label`` replaces the day."""

    day: dt.date
    value: int | None
    left: str
    right: str
    aspect: Aspect = Aspect.NOW
    entry: str = ""
    label: str = ""


class TrailMoment(Value):
    """Points that are drawn on one row, in order of time.

    They belong to one entry and day, or to a week or a month when the period has too many.
    """

    label: str
    points: tuple[TrailPoint, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of the entries, each once, oldest first."""
        return tuple(dict.fromkeys(point.entry for point in self.points))

    @property
    def now(self) -> tuple[TrailPoint, ...]:
        return tuple(point for point in self.points if point.aspect is Aspect.NOW)

    @property
    def value(self) -> int | None:
        """The last known value about now."""
        return next((point.value for point in reversed(self.now) if point.value is not None), None)

    @property
    def earlier(self) -> tuple[int, ...]:
        """The known values about now before the last one."""
        known = [point.value for point in self.now if point.value is not None]
        return tuple(known[:-1])

    @property
    def nature(self) -> int | None:
        """The last known value by nature."""
        values = [p.value for p in self.points if p.aspect is Aspect.NATURE and p.value is not None]
        return values[-1] if values else None

    @property
    def is_unknown(self) -> bool:
        """Whether the user did not know, the last time in this moment."""
        last = (self.now or self.points)[-1]
        return last.value is None


class Zoom(StrEnum):
    """How long a period is."""

    MONTH = "maand"
    YEAR = "jaar"
    FIVE_YEARS = "vijf jaar"

    @property
    def closer(self) -> "Zoom":
        """The length one step shorter; after a month it is five years again."""
        zooms = list(Zoom)
        return zooms[zooms.index(self) - 1]


_YEARS = 5


class Period(Value):
    """Part of the calendar: a month, a year, or the five years that end with a year."""

    zoom: Zoom
    first: dt.date
    last: dt.date

    @property
    def label(self) -> str:
        match self.zoom:
            case Zoom.MONTH:
                return f"{MONTHS[self.first.month - 1]} {self.first.year}"
            case Zoom.YEAR:
                return str(self.first.year)
        return f"{self.first.year} – {self.last.year}"

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def period_around(day: dt.date, zoom: Zoom) -> Period:
    """Return the period of this length that has the day; five years end with the year of the day."""
    if zoom is Zoom.MONTH:
        first = day.replace(day=1)
        return Period(zoom=zoom, first=first, last=add_months(first, 1) - dt.timedelta(days=1))
    years = _YEARS if zoom is Zoom.FIVE_YEARS else 1
    first_year = max(day.year - years + 1, dt.MINYEAR)
    return Period(zoom=zoom, first=dt.date(first_year, 1, 1), last=dt.date(day.year, 12, 31))


def first_period(points: Sequence[TrailPoint], today: dt.date) -> Period:
    """Return the period to begin with.

    It is the month of the only point, five years when their points can be shown one by one, or else a year.
    """
    newest = max((point.day for point in points), default=today)
    if len(points) == 1:
        return period_around(newest, Zoom.MONTH)
    period = period_around(newest, Zoom.FIVE_YEARS)
    count = sum(period.holds(point.day) for point in points)
    return period if count <= MAX_MOMENTS else period_around(newest, Zoom.YEAR)


def chosen_period(
    points: Sequence[TrailPoint], today: dt.date, zoom: Zoom | None = None, date: PartialDate | None = None
) -> Period:
    """Return the period that holds a date, or else the newest point.

    Without a length it is the month or the year that the date names, or else that of ``first_period``.
    """
    if date is not None:
        return period_around(date.last_day, zoom or (Zoom.MONTH if date.month else Zoom.YEAR))
    first = first_period(points, today)
    return first if zoom is None else period_around(max((p.day for p in points), default=today), zoom)


def neighbour(points: Iterable[TrailPoint], period: Period, direction: int) -> Period | None:
    """Return the nearest period before (-1) or after (1) this one that has points, or None."""
    days = [p.day for p in points if (p.day < period.first if direction < 0 else p.day > period.last)]
    if not days:
        return None
    nearest = max(days) if direction < 0 else min(days)
    if direction > 0 and period.zoom is Zoom.FIVE_YEARS:
        nearest = min(max(days), nearest.replace(year=nearest.year + _YEARS - 1, month=1, day=1))
    return period_around(nearest, period.zoom)


def moments_of(points: Iterable[TrailPoint], period: Period) -> tuple[TrailMoment, ...]:
    """Return the moments of a period, oldest first. ``points`` are in order of time."""
    shown = [point for point in points if period.holds(point.day)]
    single = moments_by_entry(shown)
    if len(single) <= MAX_MOMENTS or period.zoom is Zoom.MONTH:
        return single
    label = _month_label if period.zoom is Zoom.FIVE_YEARS else _week_label
    groups = ((name, tuple(group)) for name, group in groupby(shown, key=lambda point: label(point.day)))
    return tuple(TrailMoment(label=name, points=group) for name, group in groups)


def moments_by_entry(points: Iterable[TrailPoint]) -> tuple[TrailMoment, ...]:
    """Return a moment for each entry and day, in order of time."""
    by_entry: dict[tuple[str, dt.date, str], list[TrailPoint]] = {}
    for point in points:
        by_entry.setdefault((point.entry, point.day, point.label), []).append(point)
    return tuple(
        TrailMoment(label=group[0].label or short_day(group[0].day), points=tuple(group))
        for group in by_entry.values()
    )


def _month_label(day: dt.date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def _week_label(day: dt.date) -> str:
    """The Monday of the week."""
    return short_day(day - dt.timedelta(days=day.weekday()))


TURN = 20
"""A turn of fewer values is not a turning point: the hand is not that steady."""


def five_year_turns(points: Iterable[TrailPoint], last: dt.date) -> tuple[TrailMoment, ...]:
    """Return the turning points in the five years that end with the year of a day."""
    period = period_around(last, Zoom.FIVE_YEARS)
    return turning_points(moments_by_entry(point for point in points if period.holds(point.day)))


def turning_points(moments: Sequence[TrailMoment]) -> tuple[TrailMoment, ...]:
    """Return the first and the last moment about now, and those between after which the path turns around.

    Of a group of moments in one direction the farthest is the turning point. Moments that are only about
    what one is by nature are left out, unless there are no others.
    """
    moments = [moment for moment in moments if moment.now] or moments
    known = [moment for moment in moments if moment.value is not None]
    turns = [known[0]] if known else []
    farthest = known[0] if known else None
    for moment in known[1:]:
        start, top = _value(turns[-1]), _value(farthest)
        if abs(_value(moment) - top) >= TURN and (_value(moment) - top) * (top - start) < 0:
            turns += [farthest] if farthest and abs(top - start) >= TURN else []
            farthest = moment
        elif abs(_value(moment) - start) >= abs(top - start):
            farthest = moment
    chosen = {id(moment) for moment in (*turns, *moments[:1], *moments[-1:])}
    return tuple(moment for moment in moments if id(moment) in chosen)


def _value(moment: TrailMoment | None) -> int:
    return moment.value or 0 if moment else 0
