"""The days of a series. Whatever a file says, they are found in bounded time.

dateutil walks a rule, because that can be bounded from outside: a library that does the whole of it would
follow ``FREQ=SECONDLY`` from 1970 to today. Refused are rules that come more than once a day, and long lists.
A rule that never comes (30 February) dateutil follows to the year 9999, so all is moved to the last centuries
before that: the calendar repeats itself every 400 years, days of the week and all.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from reflectie.domain.errors import BadInvitation
from reflectie.domain.value import Value
from reflectie.invite.unfolding import ALONE, Line
from reflectie.invite.values import ALWAYS, When, local
from reflectie.invite.zones import Zones

_MOVED = 400 * ((9999 - ALWAYS.stop) // 400)
_LAST_YEAR = 9990
_WALKED = 1_000_000
"""Days that may be gone through for one file, some seconds of work."""

_ONCE = ("FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND")
_MOST_VALUES = dict.fromkeys(_ONCE, 1) | {
    "BYSETPOS": 5,
    "BYDAY": 35,
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYWEEKNO": 31,
    "BYYEARDAY": 31,
}
_FARTHEST = {"BYSETPOS": 366, "BYMONTH": 12, "BYMONTHDAY": 31, "BYWEEKNO": 53, "BYYEARDAY": 366}
_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


class Rule(Value):
    """``text`` is a sound RRULE without its end: the last moment, on the clock of the series, or a number."""

    text: str
    until: dt.datetime | None = None
    count: int | None = None


class Budget:
    """How much of the work allowed for one file has been done."""

    def __init__(self) -> None:
        self._left = _WALKED

    def spend(self, days: int) -> None:
        self._left -= days
        if self._left < 0:
            raise BadInvitation("In dit bestand staan te veel reeksen.", ALONE)


def read_rule(line: Line, start: When, zones: Zones) -> Rule:
    """The rule of a series that begins at ``start``.

    Raises:
        BadInvitation: it is none, or comes more often than once a day.
    """
    try:
        found = vRecur.from_ical(line.value.strip())
        if len(found) != len(line.value.strip().strip(";").split(";")):
            raise ValueError("a part twice, or without a value; the library passes these over")
        _refuse_bombs(found, line)
        until, count = found.pop("UNTIL", [None])[0], found.pop("COUNT", [None])[0]
        text = found.to_ical().decode()
        rrulestr(text, dtstart=dt.datetime(_LAST_YEAR, 1, 1))
        last = _end_of(until, start, zones)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise _unreadable(line) from error
    return Rule(text=text, until=last, count=count)


def _refuse_bombs(rule: vRecur, line: Line) -> None:
    if any(len(values) > _MOST_VALUES.get(key, 0) for key, values in rule.items()) or "FREQ" not in rule:
        raise _unreadable(line)
    if rule["FREQ"][0].upper() in _OFTEN:
        raise BadInvitation(f"De reeks op regel {line.number} komt vaker dan één keer per dag.")
    too_low = min(rule.get("INTERVAL", [1])[0], rule.get("COUNT", [1])[0]) < 1
    values = ((abs(value), far) for key, far in _FARTHEST.items() for value in rule.get(key, []))
    if too_low or not all(1 <= value <= far for value, far in values):
        raise _unreadable(line)


def _unreadable(line: Line) -> BadInvitation:
    return BadInvitation(f"De reeks op regel {line.number} is onleesbaar.")


def _end_of(until: object, start: When, zones: Zones) -> dt.datetime | None:
    """The last moment of a series on its own clock; a day counts to its end. A far one is none."""
    if until is None:
        return None
    if not isinstance(until, dt.date):
        raise TypeError(until)
    if until.year not in ALWAYS:
        return dt.datetime(until.year, 1, 1)
    if isinstance(until, dt.datetime) and until.tzinfo is None:
        return until
    last = local(until, start, zones)
    return last if isinstance(until, dt.datetime) else dt.datetime.combine(last, dt.time.max)


def walk(rule: Rule, start: dt.datetime, budget: Budget) -> Iterator[dt.datetime]:
    """When it is on, from ``start``, without zones. It ends after some centuries if it has no end."""
    moved = start.replace(year=start.year + _MOVED)
    last = moved
    for number, found in enumerate(_followed(rule, moved), 1):
        budget.spend((found - last).days)
        last = found
        real = found.replace(year=found.year - _MOVED)
        if found.year >= _LAST_YEAR or (rule.until and real > rule.until):
            return
        yield real
        if number == rule.count:
            return
    budget.spend((dt.datetime.max - last).days)


def _followed(rule: Rule, start: dt.datetime) -> Iterator[dt.datetime]:
    with suppress(ValueError, OverflowError):  # at the end of the year 9999 dateutil sees no more days
        yield from rrulestr(rule.text, dtstart=start)
