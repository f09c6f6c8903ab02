"""Expand recurrence rules in bounded time.

Rules that occur more than once a day and long lists of values are refused. A rule that never occurs (30 February)
would run to the year 9999, so dates are shifted to the last centuries before that: the calendar repeats every 400 years."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from reflectie.calendar.ics import SINGLE_MEETING_HINT, Property
from reflectie.calendar.time_zones import YEARS_ALLOWED, DateOrTime, TimeZones, to_series_clock
from reflectie.domain.errors import InvalidInvitation
from reflectie.domain.value import Value

_SHIFT_YEARS = 400 * ((9999 - YEARS_ALLOWED.stop) // 400)

_LAST_YEAR = 9990

_MAX_DAYS = 1_000_000
"""Days that may be gone through for one file, some seconds of work."""

_SINGLE_VALUE_KEYS = ("FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND")

_MAX_VALUES_PER_KEY = dict.fromkeys(_SINGLE_VALUE_KEYS, 1) | {
    "BYSETPOS": 5,
    "BYDAY": 35,
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYWEEKNO": 31,
    "BYYEARDAY": 31,
}

_MAX_VALUE = {"BYSETPOS": 366, "BYMONTH": 12, "BYMONTHDAY": 31, "BYWEEKNO": 53, "BYYEARDAY": 366}

_TOO_FREQUENT = ("SECONDLY", "MINUTELY", "HOURLY")


class RecurrenceRule(Value):
    """``text`` is a sound RRULE without its end: the last moment, on the clock of the series, or a number."""

    rrule: str
    until: dt.datetime | None = None
    count: int | None = None


class WorkBudget:
    """How much of the work allowed for one file has been done."""

    def __init__(self) -> None:
        self._days_left = _MAX_DAYS

    def spend(self, days: int) -> None:
        self._days_left -= days
        if self._days_left < 0:
            raise InvalidInvitation("In dit bestand staan te veel reeksen.", SINGLE_MEETING_HINT)


def parse_rule(line: Property, start: DateOrTime, zones: TimeZones) -> RecurrenceRule:
    """The rule of a series that begins at ``start``.

    Raises:
        BadInvitation: it is none, or comes more often than once a day.
    """
    try:
        found = vRecur.from_ical(line.value.strip())
        if len(found) != len(line.value.strip().strip(";").split(";")):
            raise ValueError("a part twice, or without a value; the library passes these over")
        _check_bounds(found, line)
        until, count = found.pop("UNTIL", [None])[0], found.pop("COUNT", [None])[0]
        text = found.to_ical().decode()
        rrulestr(text, dtstart=dt.datetime(_LAST_YEAR, 1, 1))
        last = _parse_until(until, start, zones)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise _unreadable_rule(line) from error
    return RecurrenceRule(rrule=text, until=last, count=count)


def _check_bounds(rule: vRecur, line: Property) -> None:
    if (
        any(len(values) > _MAX_VALUES_PER_KEY.get(key, 0) for key, values in rule.items())
        or "FREQ" not in rule
    ):
        raise _unreadable_rule(line)
    if rule["FREQ"][0].upper() in _TOO_FREQUENT:
        raise InvalidInvitation(f"De reeks op regel {line.line_number} komt vaker dan één keer per dag.")
    too_low = min(rule.get("INTERVAL", [1])[0], rule.get("COUNT", [1])[0]) < 1
    values = ((abs(value), far) for key, far in _MAX_VALUE.items() for value in rule.get(key, []))
    if too_low or not all(1 <= value <= far for value, far in values):
        raise _unreadable_rule(line)


def _unreadable_rule(line: Property) -> InvalidInvitation:
    return InvalidInvitation(f"De reeks op regel {line.line_number} is onleesbaar.")


def _parse_until(until: object, start: DateOrTime, zones: TimeZones) -> dt.datetime | None:
    """The last moment of a series on its own clock; a day counts to its end. A far one is none."""
    if until is None:
        return None
    if not isinstance(until, dt.date):
        raise TypeError(until)
    if until.year not in YEARS_ALLOWED:
        return dt.datetime(until.year, 1, 1)
    if isinstance(until, dt.datetime) and until.tzinfo is None:
        return until
    last = to_series_clock(until, start, zones)
    return last if isinstance(until, dt.datetime) else dt.datetime.combine(last, dt.time.max)


def expand_rule(rule: RecurrenceRule, start: dt.datetime, budget: WorkBudget) -> Iterator[dt.datetime]:
    """When it is on, from ``start``, without zones. It ends after some centuries if it has no end."""
    moved = start.replace(year=start.year + _SHIFT_YEARS)
    last = moved
    for number, found in enumerate(_dates_of(rule, moved), 1):
        budget.spend((found - last).days)
        last = found
        real = found.replace(year=found.year - _SHIFT_YEARS)
        if found.year >= _LAST_YEAR or (rule.until and real > rule.until):
            return
        yield real
        if number == rule.count:
            return
    budget.spend((dt.datetime.max - last).days)


def _dates_of(rule: RecurrenceRule, start: dt.datetime) -> Iterator[dt.datetime]:
    with suppress(ValueError, OverflowError):  # at the end of the year 9999 dateutil sees no more days
        yield from rrulestr(rule.rrule, dtstart=start)
