"""Expand recurrence rules in bounded time.

Rules that occur more than once a day, and long lists of values, are refused. For a rule that never occurs
(30 February) dateutil searches until the year 9999. So dates are shifted to the last centuries before that
year and shifted back, which is exact because the calendar repeats every 400 years.
"""

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
"""Days that the rules of one file may search, which takes some seconds."""

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
    """A valid RRULE without its end, and its end: the last time on the clock of the series, or a count."""

    rrule: str
    until: dt.datetime | None = None
    count: int | None = None


class WorkBudget:
    """The days that the rules of one file may still search."""

    def __init__(self) -> None:
        self._days_left = _MAX_DAYS

    def spend(self, days: int) -> None:
        """Take days from the budget.

        Raises:
            InvalidInvitation: the budget is exhausted.
        """
        self._days_left -= days
        if self._days_left < 0:
            raise InvalidInvitation("In dit bestand staan te veel reeksen.", SINGLE_MEETING_HINT)


def parse_rule(line: Property, start: DateOrTime, zones: TimeZones) -> RecurrenceRule:
    """Parse the rule of a series that begins at ``start``.

    Raises:
        InvalidInvitation: it is invalid, or occurs more than once a day.
    """
    text = line.value.strip()
    try:
        rule = vRecur.from_ical(text)
        if len(rule) != len(text.strip(";").split(";")):
            raise ValueError("icalendar ignores a key that occurs twice or has no value")
        _check_bounds(rule, line)
        until, count = rule.pop("UNTIL", [None])[0], rule.pop("COUNT", [None])[0]
        rrule = rule.to_ical().decode()
        rrulestr(rrule, dtstart=dt.datetime(_LAST_YEAR, 1, 1))
        return RecurrenceRule(rrule=rrule, until=_parse_until(until, start, zones), count=count)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise _unreadable_rule(line) from error


def _check_bounds(rule: vRecur, line: Property) -> None:
    has_too_many = any(len(values) > _MAX_VALUES_PER_KEY.get(key, 0) for key, values in rule.items())
    if has_too_many or "FREQ" not in rule:
        raise _unreadable_rule(line)
    if rule["FREQ"][0].upper() in _TOO_FREQUENT:
        raise InvalidInvitation(f"De reeks op regel {line.line_number} komt vaker dan één keer per dag.")
    is_too_low = min(rule.get("INTERVAL", [1])[0], rule.get("COUNT", [1])[0]) < 1
    values = ((abs(value), maximum) for key, maximum in _MAX_VALUE.items() for value in rule.get(key, []))
    if is_too_low or not all(1 <= value <= maximum for value, maximum in values):
        raise _unreadable_rule(line)


def _unreadable_rule(line: Property) -> InvalidInvitation:
    return InvalidInvitation(f"De reeks op regel {line.line_number} is onleesbaar.")


def _parse_until(until: object, start: DateOrTime, zones: TimeZones) -> dt.datetime | None:
    """Return the last time of a series on its own clock; a date lasts until its end."""
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
    """Return the times of a rule from ``start`` on, without zones; an endless rule stops after centuries.

    Raises:
        InvalidInvitation: the budget is exhausted.
    """
    previous = shifted_start = start.replace(year=start.year + _SHIFT_YEARS)
    for number, shifted in enumerate(_occurrences(rule, shifted_start), 1):
        budget.spend((shifted - previous).days)
        previous = shifted
        time = shifted.replace(year=shifted.year - _SHIFT_YEARS)
        if shifted.year >= _LAST_YEAR or (rule.until and time > rule.until):
            return
        yield time
        if number == rule.count:
            return
    budget.spend((dt.datetime.max - previous).days)


def _occurrences(rule: RecurrenceRule, start: dt.datetime) -> Iterator[dt.datetime]:
    with suppress(ValueError, OverflowError):  # raised by dateutil at the end of the year 9999
        yield from rrulestr(rule.rrule, dtstart=start)
