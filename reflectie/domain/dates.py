"""Dates and times in Dutch: write them in words, and read them as people type them."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from typing import NamedTuple

from reflectie.domain.errors import InvalidInput

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with its time zone."""

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


def long_day(day: dt.date) -> str:
    """Format as "zondag 22 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


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
    def parse(cls, value: str) -> "PartialDate | None":
        """Parse what ``isoformat`` returns; None for any other text."""
        match = _ISO_PATTERN.fullmatch(value)
        if match is None:
            return None
        year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
        try:
            return _checked(
                year or 0, month, day, dt.time.fromisoformat(match["time"]) if match["time"] else None
            )
        except ValueError:
            return None

    @property
    def full_date(self) -> dt.date | None:
        """The day, or None when only the month or the year is known."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

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


def _checked(
    year: int, month: int | None = None, day: int | None = None, time: dt.time | None = None
) -> PartialDate:
    """Raise ValueError if the calendar has no such date."""
    dt.date(year, 1 if month is None else month, 1 if day is None else day)
    return PartialDate(year, month, day, time)


def is_partial_date(value: str) -> bool:
    """Whether a stored value is a date in ISO 8601, as ``PartialDate.isoformat`` returns it."""
    return PartialDate.parse(value) is not None


def date_in_words(value: str) -> str:
    """A stored date in Dutch; "" when the value is no date."""
    date = PartialDate.parse(value)
    return date.in_words() if date else ""


# Typed dates --------------------------------------------------------------------------------------
_MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"mrt": 3}

_YEAR = r"(?P<year>\d{4}|'?\d{2})"

_MONTH_NAME = rf"(?P<name>{'|'.join(MONTHS)}|{'|'.join(_MONTH_NUMBERS)}|sept)\.?"

_SEPARATOR = r"\s*[-/. ]\s*"

_DAY_PATTERNS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})({_SEPARATOR}{_YEAR})?",
    rf"(?P<day>\d{{1,2}})\s*-?\s*{_MONTH_NAME}(\s*-?\s*{_YEAR})?",
)

_MONTH_PATTERNS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})",
    rf"{_MONTH_NAME}(\s*-?\s*{_YEAR})?",
    r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
)

_YEAR_PATTERN = r"(?P<year>(?:19|20)\d{2})"

_DATE_PATTERNS = tuple(
    re.compile(pattern, re.ASCII) for pattern in (*_DAY_PATTERNS, *_MONTH_PATTERNS, _YEAR_PATTERN)
)

_TIME_PATTERN = re.compile(r"(?:^|\s)(?:om\s+)?([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?:\s*uur|u)?|\s*(?:uur|u))$")

_HOURS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")

_HALF_HOUR_PATTERN = re.compile(
    rf"(?:^|(?<=\s))(?:om\s+)?half\s+({'|'.join(_HOURS)}|1[0-2]|[1-9])(?:\s*uur)?$"
)

_VAGUE_PREFIX = re.compile(
    r"^(?:op|in|sinds|vanaf|rond|omstreeks|ongeveer|ca\.?|begin|eind|midden|half|medio|vroeg|laat"
    r"|voorjaar|najaar|zomer|herfst|winter|lente|het|de)\s+"
)

_WEEKDAY_PREFIX = re.compile(rf"^(?:{'|'.join(WEEKDAYS)}|ma|di|wo|do|vr|za|zo)\s+")


def parse_date(text: str, today: dt.date, past: bool = False, time: bool = False) -> PartialDate | None:
    """Parse a typed date; None when it is not understood.

    A day without a year is the one nearest to ``today`` or, with ``past``, the last one up to ``today``.
    With ``time`` a time of day may follow the day.
    """
    text, clock = _split_time(_normalize(text)) if time else (_normalize(text), None)
    date = _parse_relative(text, today) or _parse_written(text, today, past)
    return date._replace(time=clock) if date and date.day else date


def _normalize(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())


def _split_time(text: str) -> tuple[str, dt.time | None]:
    """The text before a time of day at the end, and that time."""
    text = _HALF_HOUR_PATTERN.sub(_half_hour_to_clock, text)
    match = _TIME_PATTERN.search(text)
    if match is None:
        return text, None
    return text[: match.start()].strip(), dt.time(int(match[1]), int(match[2] or 0))


def _half_hour_to_clock(match: "re.Match[str]") -> str:
    """Turn "half drie" into "14:30": meetings are between half past seven in the morning and the evening."""
    hour = int(match[1]) if match[1].isdecimal() else _HOURS.index(match[1]) + 1
    return f"{hour - 1 if hour > 7 else hour + 11}:30"


def _parse_relative(text: str, today: dt.date) -> PartialDate | None:
    """Parse a date relative to ``today``, such as "gisteren", "vorige maand" or "vorig jaar"."""
    days = {"vandaag": 0, "nu": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2}
    if text in days:
        day = today + dt.timedelta(days=days[text])
        return PartialDate(day.year, day.month, day.day)
    last = today.replace(day=1) - dt.timedelta(days=1)
    following = today.replace(day=28) + dt.timedelta(days=4)
    months = {"deze maand": today, "vorige maand": last, "volgende maand": following}
    if text in months:
        return PartialDate(months[text].year, months[text].month)
    years = {"dit jaar": 0, "vorig jaar": -1, "volgend jaar": 1}
    return PartialDate(today.year + years[text]) if text in years else None


def _parse_written(text: str, today: dt.date, past: bool) -> PartialDate | None:
    text = _WEEKDAY_PREFIX.sub("", text)
    while (shorter := _VAGUE_PREFIX.sub("", text)) != text:
        text = shorter
    matches = (match for pattern in _DATE_PATTERNS if (match := pattern.fullmatch(text)))
    dates = (_date_of_match(match.groupdict(), today, past) for match in matches)
    return next((date for date in dates if date), None)


def _date_of_match(groups: dict[str, str | None], today: dt.date, past: bool) -> PartialDate | None:
    """The date of a match; None when the calendar does not have it."""
    name, number, year = groups.get("name"), groups.get("month"), groups.get("year")
    month = _MONTH_NUMBERS[name[:3]] if name else int(number) if number else None
    day = int(groups.get("day") or 0) or None
    try:
        if year or month is None:
            return _checked(_full_year(year or "", today), month, day)
        return _checked(_nearest_year(month, day or 1, today, past), month, day)
    except ValueError:
        return None


def _full_year(year: str, today: dt.date) -> int:
    """The full year; two digits are one of the last eighty years or the next twenty."""
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 4:
        return number
    century = today.year // 100 * 100
    return century + number - (100 if century + number > today.year + 20 else 0)


def _nearest_year(month: int, day: int, today: dt.date, past: bool) -> int:
    if past:
        return today.year - ((month, day) > (today.month, today.day))
    difference = (dt.date(2001, month, min(day, 28)) - dt.date(2001, today.month, min(today.day, 28))).days
    return today.year + (1 if difference < -182 else -1 if difference > 182 else 0)


# Days and times of meetings -----------------------------------------------------------------------
def parse_day_and_time(text: str, today: dt.date) -> tuple[dt.date | None, dt.time | None]:
    """Parse a day with or without a time; a time alone is today, and empty text is (None, None).

    Raises:
        InvalidInput: the text is not understood, or is only a month or a year.
    """
    normalized = _normalize(text)
    if not normalized:
        return None, None
    for candidate in (normalized, f"vandaag {normalized}", *_next_weekday_as_iso(normalized, today)):
        date = parse_date(candidate, today, time=True)
        if date and date.day:
            return date.full_date, date.time
    raise InvalidInput(
        f"'{text.strip()}' begrijp ik niet als dag. Schrijf bijvoorbeeld dinsdag, morgen 9:00 of "
        "24-11 14:30; leeg mag ook."
    )


def day_and_time_as_typed(day: dt.date | None, time: dt.time | None) -> str:
    """Format as "24-11-2026 14:30", a text that ``parse_day_and_time`` understands and people can edit."""
    typed = f"{day.day}-{day.month}-{day.year}" if day else ""
    return f"{typed} {time:%H:%M}" if time else typed


def _next_weekday_as_iso(text: str, today: dt.date) -> list[str]:
    """The text with the weekday at its start replaced by the next such day; empty without a weekday."""
    first, _, rest = text.removeprefix("aanstaande ").removeprefix("komende ").partition(" ")
    number = next((n for n, day in enumerate(WEEKDAYS) if first in (day, day[:2])), None)
    if number is None:
        return []
    ahead = (number - today.weekday() - 1) % 7 + 1
    return [f"{(today + dt.timedelta(days=ahead)).isoformat()} {rest}".strip()]
