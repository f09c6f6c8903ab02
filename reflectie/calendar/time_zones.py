"""Resolve a TZID: an IANA name, a Windows name, or a VTIMEZONE in the file.

icalendar also resolves them, but it keeps the zones of one file for the next, opens any path, and does not
limit the rules of a VTIMEZONE.
"""

import calendar
import datetime as dt
import zoneinfo
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from icalendar.prop import vDDDTypes, vRecur, vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from reflectie.calendar.ics import Component, Property
from reflectie.domain.errors import invalid_invitation
from reflectie.domain.text import clean_line

DateOrTime: TypeAlias = dt.datetime | dt.date
"""A time with a zone, or a date."""

YEARS_ALLOWED = range(1600, 2200)
"""The years of meetings; Apple starts a yearly event without a known year in 1604."""

_MAX_OBSERVANCES = 40

_MAX_FILE_ZONES = 20

_YEARS_COVERED = range(1970, 2200)
"""The years in which the clock of a zone in the file changes."""

_YEARLY = {"FREQ": ["YEARLY"], "INTERVAL": [1]}

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def to_series_clock(value: DateOrTime, start: DateOrTime, zones: "TimeZones") -> dt.datetime:
    """Return a date or time on the clock of the series that begins at ``start``, without a zone.

    A date gets the time of day of the series; in a series of whole days a time becomes a date at midnight.
    """
    if isinstance(value, dt.datetime) and isinstance(start, dt.datetime):
        return value.astimezone(start.tzinfo).replace(tzinfo=None)
    if isinstance(value, dt.datetime):
        return dt.datetime.combine(value.astimezone(zones.reader_zone).date(), dt.time())
    return dt.datetime.combine(value, start.time() if isinstance(start, dt.datetime) else dt.time())


class TimeZones:
    """The time zones that a file uses."""

    def __init__(self, definitions: Iterable[Component], reader_zone: dt.tzinfo) -> None:
        self.reader_zone = reader_zone
        self._definitions = {_tzid_of(component): component for component in definitions}
        self._zones: dict[str, dt.tzinfo] = {}
        self._parsed_count = 0

    def zone_of(self, line: Property) -> dt.tzinfo:
        """Return the zone that a property names, or the reader's zone when it names none.

        Raises:
            InvalidInput: the zone is unknown.
        """
        name = clean_line(line.params.get("TZID", ""))
        if not name:
            return self.reader_zone
        if name not in self._zones:
            self._zones[name] = _system_zone(name) or self._file_zone(name, line)
        return self._zones[name]

    def _file_zone(self, name: str, line: Property) -> dt.tzinfo:
        self._parsed_count += 1
        definition = self._definitions.get(name)
        if definition is None or self._parsed_count > _MAX_FILE_ZONES:
            raise invalid_invitation(f"De tijdzone op regel {line.line_number} is onbekend.")
        return parse_time_zone(definition)


def _tzid_of(component: Component) -> str:
    line = next(component.get_all("TZID"), None)
    return clean_line(line.value) if line else ""


def _system_zone(name: str) -> dt.tzinfo | None:
    for candidate in _candidate_names(name):
        try:
            return zoneinfo.ZoneInfo(candidate)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue  # OSError: "Europe" is a folder, and a very long name is no file
    return None


def _candidate_names(name: str) -> Iterator[str]:
    """Return the IANA names to try; some programs put their own name before that of the zone."""
    bare = name.strip("/")
    yield WINDOWS_TO_OLSON.get(bare, bare)
    if name.startswith("/"):
        parts = bare.split("/")
        yield from ("/".join(parts[start:]) for start in range(1, min(len(parts), 5)))


# Zones defined in the file ------------------------------------------------------------------------


class _Transition(NamedTuple):
    """A change of the clock: the time in UTC, without a zone, and the offsets before and after it."""

    time: dt.datetime
    before: dt.timedelta
    after: dt.timedelta


class FileTimeZone(dt.tzinfo):
    """A time zone given by the changes of its clock."""

    def __init__(self, transitions: Iterable[_Transition]) -> None:
        transitions = sorted(transitions)
        self._times = [transition.time for transition in transitions]
        self._offsets = [transitions[0].before, *(transition.after for transition in transitions)]
        # The clock readings from which the new offset holds: the later for fold 0, the earlier for fold 1.
        self._clock_readings = (
            [time + max(before, after) for time, before, after in transitions],
            [time + min(before, after) for time, before, after in transitions],
        )

    def utcoffset(self, time: dt.datetime | None) -> dt.timedelta:
        assert time is not None
        return self._offsets[bisect_right(self._clock_readings[time.fold], time.replace(tzinfo=None))]

    def fromutc(self, time: dt.datetime) -> dt.datetime:
        bare = time.replace(tzinfo=None)
        index = bisect_right(self._times, bare)
        offset = self._offsets[index]
        is_repeated = index > 0 and bare - self._times[index - 1] < self._offsets[index - 1] - offset
        return (time + offset).replace(fold=int(is_repeated))

    def dst(self, time: dt.datetime | None) -> None:
        return None

    def tzname(self, time: dt.datetime | None) -> str:
        return ""


def parse_time_zone(component: Component) -> dt.tzinfo:
    """Return the zone of a VTIMEZONE.

    Raises:
        InvalidInput: it is invalid, or has a rule other than a yearly one.
    """
    try:
        if not 1 <= len(component.components) <= _MAX_OBSERVANCES:
            raise ValueError(len(component.components))
        return FileTimeZone(
            transition for observance in component.components for transition in _transitions_of(observance)
        )
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        message = f"De tijdzone vanaf regel {component.line_number} is onleesbaar."
        raise invalid_invitation(message) from error


def _transitions_of(observance: Component) -> Iterator[_Transition]:
    """Return when standard time or summer time begins: every year, or on listed days."""
    before, after = (
        vUTCOffset.from_ical(_required_text(observance, f"TZOFFSET{name}")) for name in ("FROM", "TO")
    )
    start, rule = _parse_local_time(_required_text(observance, "DTSTART")), observance.get_one("RRULE")
    for time in _yearly_transitions(rule.value.strip(), start, before) if rule else [start]:
        yield _Transition(time - before, before, after)
    for line in observance.get_all("RDATE"):
        for text in line.value.split(","):
            yield _Transition(_parse_local_time(text) - before, before, after)


def _yearly_transitions(text: str, start: dt.datetime, before: dt.timedelta) -> Iterator[dt.datetime]:
    """Return the local times of a rule such as "the last Sunday of March"."""
    rule = vRecur.from_ical(text)
    (month,), (day,) = rule["BYMONTH"], rule["BYDAY"]
    is_yearly = all(rule.get(key, value) == value for key, value in _YEARLY.items())
    if not is_yearly or set(rule) - {*_YEARLY, "BYMONTH", "BYDAY", "UNTIL", "WKST"}:
        raise ValueError(text)
    until = rule.get("UNTIL", [dt.datetime.max])[0]
    if not isinstance(until, dt.datetime):
        raise TypeError(until)
    last = until.replace(tzinfo=None) + before if until.tzinfo else until
    for year in _YEARS_COVERED:
        date = _nth_weekday(year, month, _WEEKDAYS.index(day.weekday), day.relative)
        time = dt.datetime.combine(date, start.time())
        if start <= time <= last:
            yield time


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Return the ``nth`` weekday of a month, counted from its end when ``nth`` is negative."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last.replace(day=last.day - (last.weekday() - weekday) % 7 + 7 * (nth + 1))


def _required_text(component: Component, name: str) -> str:
    line = component.get_one(name)
    if line is None:
        raise KeyError(name)
    return line.value.strip()


def _parse_local_time(text: str) -> dt.datetime:
    value = vDDDTypes.from_ical(text.strip())
    if not isinstance(value, dt.datetime):
        raise TypeError(text)
    return value.replace(tzinfo=None)
