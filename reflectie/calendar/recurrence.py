"""Third guard: recurrence is bounded in time and count before recurring-ical-events follows it.

dateutil, which does the work below it, would search for a date that never comes, such as 30 February, from
the start of the series to the year 9999. So every rule is followed here first, with a limit on its steps.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TypeAlias

from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from reflectie.calendar.clean_file import SINGLE_MEETING_HINT, unreadable
from reflectie.domain.errors import InvalidInput, invalid_invitation

DateOrTime: TypeAlias = dt.datetime | dt.date
"""A time with a zone, or a date."""

LOOK_AHEAD = dt.timedelta(days=3660)
"""How long after now, or after a start that is later, a next meeting is looked for."""

MAX_STEPS = 200_000
"""Steps that the rules of one file may take together, in half a second or less."""

_DAYS_PER_STEP = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 12, "YEARLY": 24}
"""Days that dateutil searches in the time of one step."""

_KEYS = frozenset(vRecur.canonical_order) - {"RSCALE", "SKIP"}

_MAX_VALUE = {"BYSETPOS": 366, "BYMONTH": 12, "BYMONTHDAY": 31, "BYWEEKNO": 53, "BYYEARDAY": 366}

_SHIFT_YEARS = 7600
"""Rules are tried this many years later, near the year 9999; the calendar repeats itself every 400 years."""


class RecurrenceBudget:
    """The steps that the rules of one file take; ``steps`` counts them."""

    def __init__(self, now: dt.datetime) -> None:
        self.now, self.steps = now, 0

    def dates_of(self, rule: vRecur, start: DateOrTime) -> list[DateOrTime] | None:
        """Return None if a rule can be followed safely, and all its dates if it stops coming by itself.

        Raises:
            InvalidInput: it is invalid, occurs too often, or takes the file over the limit.
        """
        if rule.get("COUNT", [0])[0] < 0:  # some programs write this for a series without a count
            rule.pop("COUNT")
        _check_rule(rule)
        first = _on_its_clock(start)
        horizon = max(_on_its_clock(self.now), first) + LOOK_AHEAD
        days_per_step = _DAYS_PER_STEP[rule["FREQ"][0].upper()] * min(rule.get("INTERVAL", [1])[0], 10_000)
        if (self.now.replace(tzinfo=None) - first).days // days_per_step > MAX_STEPS // 4:
            raise _too_long()
        times = [first]
        for time in _occurrences(rule, first):
            self._spend(max(1, (time - times[-1]).days // days_per_step))
            if time > horizon:
                return None
            times.append(time)
        if rule.get("COUNT") == [len(times) - 1]:
            return None
        self._spend((dt.datetime(9999 - _SHIFT_YEARS, 12, 31) - times[-1]).days // days_per_step)
        if not isinstance(start, dt.datetime):
            return [time.date() for time in times[1:]]
        return [time.replace(tzinfo=start.tzinfo) for time in times[1:]]

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _too_long()


def _too_long() -> InvalidInput:
    return invalid_invitation("In dit bestand staan te veel of te lange reeksen.", SINGLE_MEETING_HINT)


def _check_rule(rule: vRecur) -> None:
    if rule.get("FREQ", [""])[0].upper() in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise invalid_invitation("Een reeks in dit bestand komt vaker dan één keer per dag.")
    is_known = rule.get("FREQ", [""])[0].upper() in _DAYS_PER_STEP and set(rule) <= _KEYS
    is_too_low = min(rule.get("INTERVAL", [1])[0], rule.get("COUNT", [1])[0]) < 1
    values = ((abs(value), maximum) for key, maximum in _MAX_VALUE.items() for value in rule.get(key, []))
    if is_too_low or not is_known or not all(1 <= value <= maximum for value, maximum in values):
        raise unreadable("de reeks")


def set_end(rule: vRecur, start: DateOrTime) -> bool:
    """Write the end of a rule as the start is written: a date, or a time, in UTC. A date lasts until its end.

    Return False if the rule ends before the start.
    """
    (until,) = rule.pop("UNTIL", [None])
    if not isinstance(until, dt.date | None):
        raise unreadable("de reeks")
    if until is None or until.year > 9999 - _SHIFT_YEARS:
        return True
    if not isinstance(start, dt.datetime):
        until = dt.date(until.year, until.month, until.day)
    else:
        if not isinstance(until, dt.datetime):
            until = dt.datetime.combine(until, dt.time(23, 59, 59))
        until = until.replace(tzinfo=until.tzinfo or start.tzinfo).astimezone(dt.UTC)
    rule["UNTIL"] = [until]
    return bool(until >= start)


def _on_its_clock(value: DateOrTime) -> dt.datetime:
    return dt.datetime(*value.timetuple()[:6])


def _occurrences(rule: vRecur, start: dt.datetime) -> Iterator[dt.datetime]:
    """Return the times of a rule without regard to its last day, without zones, for some centuries."""
    endless: Any = vRecur({key: values for key, values in rule.items() if key != "UNTIL"})
    times = rrulestr(endless.to_ical().decode(), dtstart=start.replace(year=start.year + _SHIFT_YEARS))
    with suppress(ValueError, OverflowError):  # raised by dateutil at the end of the year 9999
        for time in times:
            yield time.replace(year=time.year - _SHIFT_YEARS)
