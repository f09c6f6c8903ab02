"""A time zone as a file itself tells of it, for names that only its own program knows."""

import calendar
import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from icalendar.prop import vDDDTypes, vRecur, vUTCOffset

from reflectie.domain.errors import BadInvitation
from reflectie.invite.lines import Part

_MOST_CHANGES = 40
_YEARS = range(1970, 2200)
_YEARLY = {"FREQ": ["YEARLY"], "INTERVAL": [1]}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class ToldZone(dt.tzinfo):
    """``changes`` are moments in UTC (without a zone), each with the offset before and after it."""

    def __init__(self, changes: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]]) -> None:
        changes = sorted(changes)
        self._changes = [at for at, _, _ in changes]
        self._offsets = [changes[0][1], *(after for _, _, after in changes)]
        # What the clock shows at a change: the later reading, and for the second time (fold) the earlier one.
        self._clock = (
            [at + max(before, after) for at, before, after in changes],
            [at + min(before, after) for at, before, after in changes],
        )

    def utcoffset(self, at: dt.datetime | None) -> dt.timedelta:
        assert at is not None
        return self._offsets[bisect_right(self._clock[at.fold], at.replace(tzinfo=None))]

    def fromutc(self, at: dt.datetime) -> dt.datetime:
        place = bisect_right(self._changes, bare := at.replace(tzinfo=None))
        offset = self._offsets[place]
        again = place > 0 and bare - self._changes[place - 1] < self._offsets[place - 1] - offset
        return (at + offset).replace(fold=int(again))

    def dst(self, at: dt.datetime | None) -> None:
        return None

    def tzname(self, at: dt.datetime | None) -> str:
        return ""


def told_zone(part: Part) -> dt.tzinfo:
    """The zone of a VTIMEZONE.

    Raises:
        BadInvitation: it does not hold together, or changes otherwise than once a year.
    """
    try:
        changes = [change for each in part.parts[:_MOST_CHANGES] for change in _changes(each)]
        if not changes or len(part.parts) > _MOST_CHANGES:
            raise ValueError(len(part.parts))
        return ToldZone(changes)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadInvitation(f"De tijdzone vanaf regel {part.number} is onleesbaar.") from error


def _changes(part: Part) -> Iterator[tuple[dt.datetime, dt.timedelta, dt.timedelta]]:
    """When another time of the year begins to hold: each year, or on some days."""
    before, after = (vUTCOffset.from_ical(_text(part, f"TZOFFSET{name}")) for name in ("FROM", "TO"))
    begun, rule = _moment(_text(part, "DTSTART")), part.one("RRULE")
    for at in _each_year(rule.value.strip(), begun, before) if rule else [begun]:
        yield at - before, before, after
    for line in part.all("RDATE"):
        for day in line.value.split(","):
            yield _moment(day) - before, before, after


def _each_year(text: str, begun: dt.datetime, before: dt.timedelta) -> Iterator[dt.datetime]:
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
    for year in _YEARS:
        at = dt.datetime.combine(_nth(year, month, _DAYS.index(day.weekday), day.relative), begun.time())
        if begun <= at <= until:
            yield at


def _nth(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Such as the second Monday of a month, or with -1 the last one."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last.replace(day=last.day - (last.weekday() - weekday) % 7 + 7 * (nth + 1))


def _text(part: Part, name: str) -> str:
    line = part.one(name)
    if line is None:
        raise KeyError(name)
    return line.value.strip()


def _moment(text: str) -> dt.datetime:
    found = vDDDTypes.from_ical(text.strip())
    if not isinstance(found, dt.datetime):
        raise TypeError(text)
    return found.replace(tzinfo=None)
