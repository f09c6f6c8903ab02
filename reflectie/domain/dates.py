"""Dates of which the end may be missing, and dates and times in Dutch words."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from typing import NamedTuple

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with its time zone."""


def local_time(moment: dt.datetime) -> dt.datetime:
    """Return a moment in the time zone of this machine, or in UTC when that zone is impossible.

    ``TZ=UTC+99`` is such a zone; in the first and last year that a date can have, the day may not exist.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return moment.astimezone(dt.UTC)


WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def day_of_writing(now: dt.datetime, day_starts_at: int) -> dt.date:
    """Return the day to which writing at ``now`` belongs, when a day begins at an hour after midnight."""
    return (now - dt.timedelta(hours=day_starts_at)).date()


def long_day(day: dt.date) -> str:
    """Format as "zondag 22 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def month_name(day: dt.date) -> str:
    """Format as "november 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def short_day(day: dt.date) -> str:
    """Format as "22 nov 2026", always eleven cells wide."""
    return f"{day.day:2} {SHORT_MONTHS[day.month - 1]} {day.year}"


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def relative_day(day: dt.date, today: dt.date) -> str:
    """Format as "vandaag", "gisteren", a weekday of the past week, or "22 november"."""
    days = (today - day).days
    if days in (0, 1):
        return ("vandaag", "gisteren")[days]
    if 1 < days < 7:
        return WEEKDAYS[day.weekday()]
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


_ISO_PATTERN = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)(T(?P<time>\d\d:\d\d))?)?)?", re.ASCII
)


class PartialDate(NamedTuple):
    """A date of which the end may be missing: the time, the day, or the month as well."""

    year: int
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    @classmethod
    def checked(
        cls, year: int, month: int | None = None, day: int | None = None, time: dt.time | None = None
    ) -> "PartialDate":
        """Return this date. Raise ValueError if the calendar has no such date."""
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
        return cls(year, month, day, time)

    @classmethod
    def parse(cls, value: str) -> "PartialDate | None":
        """Parse what ``isoformat`` returns; None for any other text."""
        match = _ISO_PATTERN.fullmatch(value)
        if match is None:
            return None
        year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
        try:
            time = dt.time.fromisoformat(match["time"]) if match["time"] else None
            return cls.checked(year or 0, month, day, time)
        except ValueError:
            return None

    @property
    def full_date(self) -> dt.date | None:
        """The day, or None when only the month or the year is known."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first_day(self) -> dt.date:
        """The day, or the first day of the month or the year."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The day, or the last day of the month or the year."""
        month = self.month or len(MONTHS)
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """Format as "2024", "2024-03", "2024-03-12" or "2024-03-12T14:30"."""
        numbers = (number for number in (self.month, self.day) if number is not None)
        date = "-".join([f"{self.year:04}", *(f"{number:02}" for number in numbers)])
        return f"{date}T{self.time:%H:%M}" if self.time else date

    def in_words(self) -> str:
        """Format as "2024", "maart 2024", "dinsdag 12 maart 2024", or that and "14:30 uur"."""
        if day := self.full_date:
            return f"{long_day(day)}, {self.time:%H:%M} uur" if self.time else long_day(day)
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else f"{self.year:04}"


def is_partial_date(value: str) -> bool:
    """Whether a stored value is a date in ISO 8601, as ``PartialDate.isoformat`` returns it."""
    return PartialDate.parse(value) is not None


def date_in_words(value: str) -> str:
    """A stored date in Dutch; "" when the value is no date."""
    date = PartialDate.parse(value)
    return date.in_words() if date else ""
