"""Parse Dutch dates and times as people type them; a result can be a year, a month, a day or a day with a time."""

import datetime as dt
import re

from reflectie.domain.dates import MONTHS, WEEKDAYS, long_day
from reflectie.domain.errors import invalid_meeting_day

_MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"mrt": 3}

_YEAR_PATTERN = r"(?P<year>\d{4}|'?\d{2})"

_MONTH_PATTERN = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_MONTH_NUMBERS)}|sept)\.?"

_SEPARATOR = r"\s*[-/. ]\s*"

_DATE_PATTERNS = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"(?P<year>\d{4})-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?",
        rf"(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}})({_SEPARATOR}{_YEAR_PATTERN})?",
        rf"(?P<d>\d{{1,2}})\s*-?\s*{_MONTH_PATTERN}(\s*-?\s*{_YEAR_PATTERN})?",
        rf"{_MONTH_PATTERN}(\s*-?\s*{_YEAR_PATTERN})?",
        r"(?P<m>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d{2})",
    )
)

_ISO_PATTERN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?", re.ASCII)

_TIME_PATTERN = re.compile(r"(?:^|\s)(?:om\s+)?([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?:\s*uur|u)?|\s*(?:uur|u))$")

_HOUR_WORDS = (
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)

_HALF_HOUR_PATTERN = re.compile(
    rf"(?:^|(?<=\s))(?:om\s+)?half\s+({'|'.join(_HOUR_WORDS)}|1[0-2]|[1-9])(?:\s*uur)?$"
)

_VAGUE_PREFIX = re.compile(
    r"^(?:op|in|sinds|vanaf|rond|omstreeks|ongeveer|ca\.?|begin|eind|midden|half|medio|vroeg|laat"
    r"|voorjaar|najaar|zomer|herfst|winter|lente|het|de)\s+"
)

_WEEKDAY_PREFIX = re.compile(rf"^(?:{'|'.join(WEEKDAYS)}|ma|di|wo|do|vr|za|zo)\s+")


def parse_date(text: str, today: dt.date, past: bool = False, time: bool = False) -> str:
    """What is understood of a day as typed; empty when that is nothing.

    A day without a year is the nearest one, or with ``past`` the last one before or on ``today``. With
    ``time`` a time of day may stand behind the day.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    words = _HALF_HOUR_PATTERN.sub(_half_hour_to_clock, words) if time else words
    clock = ""
    if time and (found := _TIME_PATTERN.search(words)):
        words = words[: found.start()].strip()
        clock = f"T{int(found[1]):02}:{found[2] or '00'}"
    day = _parse_relative(words, today) or _parse_written(words, today, past)
    return day + clock if len(day) == 10 else day


def _half_hour_to_clock(found: "re.Match[str]") -> str:
    """half drie: 14:30, for people meet between half past seven in the morning and in the evening."""
    told = found[1]
    hour = int(told) if told.isdecimal() else _HOUR_WORDS.index(told) + 1
    before = hour - 1 if hour > 7 else hour + 11
    return f"{before}:30"


def is_partial_date(value: str) -> bool:
    """Whether a value is (part of) a day, as ``understood`` gives it."""
    if not _ISO_PATTERN.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def date_in_words(value: str) -> str:
    """dinsdag 12 maart 2024, maart 2024 or 2024; with a time behind it where there is one."""
    day, _, clock = value.partition("T")
    year, month, number = [*day.split("-"), "", ""][:3]
    if number:
        words = long_day(dt.date.fromisoformat(day))
        return f"{words}, {clock} uur" if clock else words
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def _parse_relative(words: str, today: dt.date) -> str:
    """A day told from today: gisteren, vorige maand, vorig jaar."""
    days = {"vandaag": 0, "nu": 0, "gisteren": 1, "eergisteren": 2, "morgen": -1, "overmorgen": -2}
    if words in days:
        return (today - dt.timedelta(days=days[words])).isoformat()
    last = today.replace(day=1) - dt.timedelta(days=1)
    following = today.replace(day=28) + dt.timedelta(days=4)
    months = {"deze maand": today, "vorige maand": last, "volgende maand": following}
    if words in months:
        return f"{months[words]:%Y-%m}"
    years = {"dit jaar": 0, "vorig jaar": -1, "volgend jaar": 1}
    return f"{today.year + years[words]:04}" if words in years else ""


def _parse_written(words: str, today: dt.date, past: bool) -> str:
    words = _WEEKDAY_PREFIX.sub("", words)
    while (plainer := _VAGUE_PREFIX.sub("", words)) != words:
        words = plainer
    for shape in _DATE_PATTERNS:
        if (found := shape.fullmatch(words)) and (day := _match_to_iso(found.groupdict(), today, past)):
            return day
    return ""


def _match_to_iso(found: dict[str, str | None], today: dt.date, past: bool) -> str:
    """The day of a match; empty when the calendar does not have it."""
    name = (found.get("month") or "")[:3]
    month = int(found.get("m") or _MONTH_NUMBERS.get(name, 0))
    number = int(found.get("d") or 0)
    if found.get("m") is found.get("d") is found.get("month") is None:
        return found["year"] or ""
    if not 1 <= month <= 12:
        return ""
    written = found.get("year")
    year = _full_year(written, today) if written else _nearest_year(month, number or 1, today, past)
    if not number:
        return f"{year:04}-{month:02}"
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return ""


def _full_year(year: str, today: dt.date) -> int:
    """A year in two digits is one of the last eighty years or the next twenty."""
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 4:
        return number
    century = today.year // 100 * 100
    return century + number - (100 if century + number > today.year + 20 else 0)


def _nearest_year(month: int, number: int, today: dt.date, past: bool) -> int:
    if past:
        return today.year - ((month, number) > (today.month, today.day))
    here = dt.date(2001, today.month, min(today.day, 28)).toordinal()
    there = dt.date(2001, month, min(number, 28)).toordinal()
    return today.year + (1 if here - there > 182 else -1 if there - here > 182 else 0)


_ISO_DAY_LENGTH = 10
"""Characters of a whole day, as ``understood`` gives it."""


def parse_day_and_time(text: str, today: dt.date) -> tuple[dt.date | None, dt.time | None]:
    """The day and the time of it; without words neither, and with only a time it is today.

    Raises:
        NoMeetingDay: it is not understood, or it is no more than a month or a year.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    if not words:
        return None, None
    for told in (words, f"vandaag {words}", *_next_weekday_as_iso(words, today)):
        day, _, clock = parse_date(told, today, time=True).partition("T")
        if len(day) == _ISO_DAY_LENGTH:
            return dt.date.fromisoformat(day), dt.time.fromisoformat(clock) if clock else None
    raise invalid_meeting_day(text.strip())


def day_and_time_as_typed(day: dt.date | None, time: dt.time | None) -> str:
    """24-11-2026 14:30: a day and a time as one would type them, so that they can be changed."""
    typed = f"{day.day}-{day.month}-{day.year}" if day else ""
    return f"{typed} {time:%H:%M}" if time else typed


def _next_weekday_as_iso(words: str, today: dt.date) -> list[str]:
    """The words with the first of them, a weekday, made into the next day of that name."""
    first, _, rest = words.removeprefix("aanstaande ").removeprefix("komende ").partition(" ")
    number = next((n for n, day in enumerate(WEEKDAYS) if first in (day, day[:2])), None)
    if number is None:
        return []
    ahead = (number - today.weekday() - 1) % 7 + 1
    return [f"{(today + dt.timedelta(days=ahead)).isoformat()} {rest}".strip()]
