"""A day as people write it, in Dutch: what is understood of it, and the same in words.

What is understood is ISO 8601, as much of it as is known: ``2024``, ``2024-03``, ``2024-03-12`` or
``2024-03-12T14:30``; as text these sort in order of time. Nothing is refused: what is not understood is
kept as it was typed, without a place in time.
"""

import datetime as dt
import re

from reflectie.domain.dates import DAYS, MONTHS, long_day

_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"mrt": 3}
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)}|sept)\.?"
_SEP = r"\s*[-/. ]\s*"
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"(?P<year>\d{4})-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?",
        rf"(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}})({_SEP}{_YEAR})?",
        rf"(?P<d>\d{{1,2}})\s*-?\s*{_MONTH}(\s*-?\s*{_YEAR})?",
        rf"{_MONTH}(\s*-?\s*{_YEAR})?",
        r"(?P<m>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d{2})",
    )
)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?", re.ASCII)
_TIME = re.compile(r"(?:^|\s)(?:om\s+)?([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?:\s*uur|u)?|\s*(?:uur|u))$")
_HOURS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_HALF = re.compile(rf"(?:^|(?<=\s))(?:om\s+)?half\s+({'|'.join(_HOURS)}|1[0-2]|[1-9])(?:\s*uur)?$")
_VAGUE = re.compile(
    r"^(?:op|in|sinds|vanaf|rond|omstreeks|ongeveer|ca\.?|begin|eind|midden|half|medio|vroeg|laat"
    r"|voorjaar|najaar|zomer|herfst|winter|lente|het|de)\s+"
)
_WEEKDAY = re.compile(rf"^(?:{'|'.join(DAYS)}|ma|di|wo|do|vr|za|zo)\s+")


def understood(text: str, today: dt.date, past: bool = False, time: bool = False) -> str:
    """What is understood of a day as typed; empty when that is nothing.

    A day without a year is the nearest one, or with ``past`` the last one before or on ``today``. With
    ``time`` a time of day may stand behind the day.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    words = _HALF.sub(_half, words) if time else words
    clock = ""
    if time and (found := _TIME.search(words)):
        words = words[: found.start()].strip()
        clock = f"T{int(found[1]):02}:{found[2] or '00'}"
    day = _told(words, today) or _written(words, today, past)
    return day + clock if len(day) == 10 else day


def _half(found: "re.Match[str]") -> str:
    """half drie: 14:30, for people meet between half past seven in the morning and in the evening."""
    told = found[1]
    hour = int(told) if told.isdecimal() else _HOURS.index(told) + 1
    before = hour - 1 if hour > 7 else hour + 11
    return f"{before}:30"


def is_day(value: str) -> bool:
    """Whether a value is (part of) a day, as ``understood`` gives it."""
    if not _ISO.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def in_words(value: str) -> str:
    """dinsdag 12 maart 2024, maart 2024 or 2024; with a time behind it where there is one."""
    day, _, clock = value.partition("T")
    year, month, number = [*day.split("-"), "", ""][:3]
    if number:
        words = long_day(dt.date.fromisoformat(day))
        return f"{words}, {clock} uur" if clock else words
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def _told(words: str, today: dt.date) -> str:
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


def _written(words: str, today: dt.date, past: bool) -> str:
    words = _WEEKDAY.sub("", words)
    while (plainer := _VAGUE.sub("", words)) != words:
        words = plainer
    for shape in _SHAPES:
        if (found := shape.fullmatch(words)) and (day := _day(found.groupdict(), today, past)):
            return day
    return ""


def _day(found: dict[str, str | None], today: dt.date, past: bool) -> str:
    """The day of a match; empty when the calendar does not have it."""
    name = (found.get("month") or "")[:3]
    month = int(found.get("m") or _SHORT.get(name, 0))
    number = int(found.get("d") or 0)
    if found.get("m") is found.get("d") is found.get("month") is None:
        return found["year"] or ""
    if not 1 <= month <= 12:
        return ""
    written = found.get("year")
    year = _full(written, today) if written else _nearest(month, number or 1, today, past)
    if not number:
        return f"{year:04}-{month:02}"
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return ""


def _full(year: str, today: dt.date) -> int:
    """A year in two digits is one of the last eighty years or the next twenty."""
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 4:
        return number
    century = today.year // 100 * 100
    return century + number - (100 if century + number > today.year + 20 else 0)


def _nearest(month: int, number: int, today: dt.date, past: bool) -> int:
    if past:
        return today.year - ((month, number) > (today.month, today.day))
    here = dt.date(2001, today.month, min(today.day, 28)).toordinal()
    there = dt.date(2001, month, min(number, 28)).toordinal()
    return today.year + (1 if here - there > 182 else -1 if there - here > 182 else 0)
