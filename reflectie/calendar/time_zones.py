"""Resolve a TZID: an IANA name, a Windows name, or a VTIMEZONE in the file.

icalendar also resolves them, but it caches the zones of one file for the next, opens any path, and does not bound
the rules of a VTIMEZONE."""

import calendar
import datetime as dt
import zoneinfo
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from icalendar.prop import vDDDTypes, vRecur, vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from reflectie.calendar.ics import Component, Property
from reflectie.domain.errors import InvalidInvitation
from reflectie.domain.text import clean_line


class LocalZone(dt.tzinfo):
    """The zone of the system; asked anew each time, so nothing is read when this is imported."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, moment: dt.datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        return moment.replace(tzinfo=dt.UTC).astimezone().replace(tzinfo=self)


_MAX_OBSERVANCES = 40

_YEARS_COVERED = range(1970, 2200)

_YEARLY = {"FREQ": ["YEARLY"], "INTERVAL": [1]}

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class FileTimeZone(dt.tzinfo):
    """``changes`` are moments in UTC (without a zone), each with the offset before and after it."""

    def __init__(self, changes: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]]) -> None:
        changes = sorted(changes)
        self._transitions = [at for at, _, _ in changes]
        self._offsets = [changes[0][1], *(after for _, _, after in changes)]
        # What the clock shows at a change: the later reading, and for the second time (fold) the earlier one.
        self._wall_clock = (
            [at + max(before, after) for at, before, after in changes],
            [at + min(before, after) for at, before, after in changes],
        )

    def utcoffset(self, at: dt.datetime | None) -> dt.timedelta:
        assert at is not None
        return self._offsets[bisect_right(self._wall_clock[at.fold], at.replace(tzinfo=None))]

    def fromutc(self, at: dt.datetime) -> dt.datetime:
        place = bisect_right(self._transitions, bare := at.replace(tzinfo=None))
        offset = self._offsets[place]
        again = place > 0 and bare - self._transitions[place - 1] < self._offsets[place - 1] - offset
        return (at + offset).replace(fold=int(again))

    def dst(self, at: dt.datetime | None) -> None:
        return None

    def tzname(self, at: dt.datetime | None) -> str:
        return ""


def parse_time_zone(part: Component) -> dt.tzinfo:
    """The zone of a VTIMEZONE.

    Raises:
        BadInvitation: it does not hold together, or changes otherwise than once a year.
    """
    try:
        changes = [change for each in part.components[:_MAX_OBSERVANCES] for change in _transitions_of(each)]
        if not changes or len(part.components) > _MAX_OBSERVANCES:
            raise ValueError(len(part.components))
        return FileTimeZone(changes)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise InvalidInvitation(f"De tijdzone vanaf regel {part.line_number} is onleesbaar.") from error


def _transitions_of(part: Component) -> Iterator[tuple[dt.datetime, dt.timedelta, dt.timedelta]]:
    """When another time of the year begins to hold: each year, or on some days."""
    before, after = (vUTCOffset.from_ical(_required_text(part, f"TZOFFSET{name}")) for name in ("FROM", "TO"))
    begun, rule = _parse_local_time(_required_text(part, "DTSTART")), part.get_one("RRULE")
    for at in _yearly_transitions(rule.value.strip(), begun, before) if rule else [begun]:
        yield at - before, before, after
    for line in part.get_all("RDATE"):
        for day in line.value.split(","):
            yield _parse_local_time(day) - before, before, after


def _yearly_transitions(text: str, begun: dt.datetime, before: dt.timedelta) -> Iterator[dt.datetime]:
    """The changes of a rule such as the last Sunday of March, on the clock."""
    rule = vRecur.from_ical(text)
    (month,), (day,) = rule["BYMONTH"], rule["BYDAY"]
    plain = all(rule.get(key, value) == value for key, value in _YEARLY.items())
    if not plain or set(rule) - {*_YEARLY, "BYMONTH", "BYDAY", "UNTIL", "WKST"}:
        raise ValueError(text)
    last = rule.get("UNTIL", [dt.datetime.max])[0]
    if not isinstance(last, dt.datetime):
        raise TypeError(last)
    until = last.replace(tzinfo=None) + before if last.tzinfo else last
    for year in _YEARS_COVERED:
        at = dt.datetime.combine(
            _nth_weekday(year, month, _WEEKDAYS.index(day.weekday), day.relative), begun.time()
        )
        if begun <= at <= until:
            yield at


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Such as the second Monday of a month, or with -1 the last one."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last.replace(day=last.day - (last.weekday() - weekday) % 7 + 7 * (nth + 1))


def _required_text(part: Component, name: str) -> str:
    line = part.get_one(name)
    if line is None:
        raise KeyError(name)
    return line.value.strip()


def _parse_local_time(text: str) -> dt.datetime:
    found = vDDDTypes.from_ical(text.strip())
    if not isinstance(found, dt.datetime):
        raise TypeError(text)
    return found.replace(tzinfo=None)


_MAX_FILE_ZONES = 20


class TimeZones:
    """The zones of one file; ``own`` is that of the reader, for times that name none."""

    def __init__(self, parts: Iterable[Component], own: dt.tzinfo) -> None:
        self.reader_zone = own
        self._definitions = {_tzid_of(part): part for part in parts}
        self._found: dict[str, dt.tzinfo] = {}
        self._parsed_count = 0

    def zone_of(self, line: Property) -> dt.tzinfo:
        """The zone that a line names, else that of the reader.

        Raises:
            BadInvitation: nobody knows that zone.
        """
        name = clean_line(line.params.get("TZID", ""))
        if not name:
            return self.reader_zone
        if name not in self._found:
            self._found[name] = _system_zone(name) or self._file_zone(name, line)
        return self._found[name]

    def _file_zone(self, name: str, line: Property) -> dt.tzinfo:
        self._parsed_count += 1
        part = self._definitions.get(name)
        if part is None or self._parsed_count > _MAX_FILE_ZONES:
            raise InvalidInvitation(f"De tijdzone op regel {line.line_number} is onbekend.")
        return parse_time_zone(part)


def _tzid_of(part: Component) -> str:
    line = next(part.get_all("TZID"), None)
    return clean_line(line.value) if line else ""


def _candidate_names(name: str) -> Iterator[str]:
    """Under which names a zone may be known; some programs put their own name before it."""
    bare = name.strip("/")
    yield WINDOWS_TO_OLSON.get(bare, bare)
    if name.startswith("/"):
        words = bare.split("/")
        yield from ("/".join(words[start:]) for start in range(1, min(len(words), 5)))


def _system_zone(name: str) -> dt.tzinfo | None:
    for known in _candidate_names(name):
        try:
            return zoneinfo.ZoneInfo(known)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue  # OSError: "Europe" is a folder, a very long name no file
    return None


DateOrTime: TypeAlias = dt.datetime | dt.date
"""An aware moment, or a day."""

YEARS_ALLOWED = range(1600, 2200)
"""Years in which meetings are; Apple lets a yearly day of an unknown year begin in 1604."""


def to_series_clock(at: DateOrTime, start: DateOrTime, zones: TimeZones) -> dt.datetime:
    """A moment or day on the clock of the series that begins at ``start``, without a zone.

    Of a day and a time the series decides: on a day alone, a meeting is at the time of the series.
    """
    if isinstance(at, dt.datetime) and isinstance(start, dt.datetime):
        return at.astimezone(start.tzinfo).replace(tzinfo=None)
    if isinstance(at, dt.datetime):
        return dt.datetime.combine(at.astimezone(zones.reader_zone).date(), dt.time())
    return dt.datetime.combine(at, start.time() if isinstance(start, dt.datetime) else dt.time())
