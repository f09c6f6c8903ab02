"""Read dates and times as people type them in Dutch."""

import datetime as dt
import re
from calendar import isleap

from reflectie.domain.dates import MONTHS, WEEKDAYS, PartialDate, add_months
from reflectie.domain.errors import InvalidInput
from reflectie.domain.time_parser import NUMBER_WORDS, split_time

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

_VAGUE_PREFIX = re.compile(
    r"^(?:op|in|sinds|vanaf|rond|omstreeks|ongeveer|ca\.?|begin|eind|midden|half|medio|vroeg|laat"
    r"|voorjaar|najaar|zomer|herfst|winter|lente|het|de)\s+"
)

_WEEKDAY = rf"{'|'.join(WEEKDAYS)}|ma|di|wo|do|vr|za|zo"

_WEEKDAY_PREFIX = re.compile(rf"^(?:{_WEEKDAY})\s+")

_WEEKDAY_PATTERN = re.compile(
    rf"(?:op\s+)?(?:(?P<next>komende|aanstaande)\s+|(?P<last>afgelopen|vorige)\s+)?(?P<day>{_WEEKDAY})"
)

_WEEKS = {"vorige": -1, "afgelopen": -1, "deze": 0, "volgende": 1, "komende": 1}

_WEEK_PATTERN = re.compile(rf"(?P<week>{'|'.join(_WEEKS)})\s+week\s+(?:op\s+)?(?P<day>{_WEEKDAY})")

_WEEK_LAST_PATTERN = re.compile(rf"(?P<day>{_WEEKDAY})\s+(?P<week>{'|'.join(_WEEKS)})\s+week")

_UNIT = r"(?P<unit>dag|dagen|week|weken|maand|maanden|jaar|jaren)"

_COUNT = rf"(?P<count>\d{{1,3}}|een|één|{'|'.join(NUMBER_WORDS)})"

_DISTANCE_PATTERNS = (
    re.compile(rf"(?:(?P<from>.+)\s)?(?P<direction>over)\s+{_COUNT}\s+{_UNIT}", re.ASCII),
    re.compile(rf"(?P<from>)(?P<direction>){_COUNT}\s+{_UNIT}\s+(?:geleden|terug)", re.ASCII),
)

_DAYS = {"vandaag": 0, "nu": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2}

_PARTS_OF_DAY = {
    "vanochtend": "vandaag 's ochtends",
    "vanmorgen": "vandaag 's ochtends",
    "vanmiddag": "vandaag 's middags",
    "vanavond": "vandaag 's avonds",
}

_LONGEST_LEAP_GAP = 8
"""In years, between two years that have 29 February."""


def parse_date(text: str, today: dt.date, past: bool = False, time: bool = False) -> PartialDate | None:
    """Parse a typed date; None when it is not understood.

    Understood are days (24-11, 3 maart, maandag, gisteren, volgende week dinsdag, over twee weken), months
    and years. A day without a year is the one nearest to ``today`` or, with ``past``, the last one up to
    ``today``. A weekday alone is the next one or, with ``past``, the last one. With ``time`` a time of day
    may follow.
    """
    text = _normalize(text)
    text, clock = split_time(_with_part_of_day_last(text)) if time else (text, None)
    date = _parse_relative(text, today, past) or _parse_written(text, today, past)
    return date._replace(time=clock) if date and date.day else date


def _normalize(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())


def _with_part_of_day_last(text: str) -> str:
    """Turn "vanavond half acht" into "vandaag half acht 's avonds"."""
    first, _, rest = text.partition(" ")
    if first not in _PARTS_OF_DAY or not rest:
        return text
    day, _, part = _PARTS_OF_DAY[first].partition(" ")
    return f"{day} {rest} {part}"


def _parse_relative(text: str, today: dt.date, past: bool) -> PartialDate | None:
    """Parse a date relative to ``today``, such as "gisteren", "maandag", "vorige maand" or "vorig jaar"."""
    if text in _PARTS_OF_DAY:
        text = "vandaag"
    day = _parse_relative_day(text, today, past)
    if day:
        return PartialDate(day.year, day.month, day.day)
    last = today.replace(day=1) - dt.timedelta(days=1)
    following = today.replace(day=28) + dt.timedelta(days=4)
    months = {"deze maand": today, "vorige maand": last, "volgende maand": following}
    if text in months:
        return PartialDate(months[text].year, months[text].month)
    years = {"dit jaar": 0, "vorig jaar": -1, "volgend jaar": 1}
    return PartialDate(today.year + years[text]) if text in years else None


def _parse_relative_day(text: str, today: dt.date, past: bool) -> dt.date | None:
    try:
        ahead = _days_ahead(text, today, past)
        return _parse_distance(text, today) if ahead is None else today + dt.timedelta(days=ahead)
    except (OverflowError, ValueError):  # beyond the calendar
        return None


def _days_ahead(text: str, today: dt.date, past: bool) -> int | None:
    """The days to "morgen", "maandag" or "volgende week dinsdag"."""
    ahead = _DAYS.get(text, _days_to_weekday(text, today, past))
    return _days_to_day_of_week(text, today) if ahead is None else ahead


def _days_to_day_of_week(text: str, today: dt.date) -> int | None:
    """The days to "volgende week dinsdag" or "dinsdag vorige week"; weeks begin on Monday."""
    match = _WEEK_PATTERN.fullmatch(text) or _WEEK_LAST_PATTERN.fullmatch(text)
    return match and _WEEKS[match["week"]] * 7 + _weekday_number(match["day"]) - today.weekday()


def _parse_distance(text: str, today: dt.date) -> dt.date | None:
    """The day of "over twee weken", "maandag over een week" or "drie dagen geleden"."""
    match = next((match for pattern in _DISTANCE_PATTERNS if (match := pattern.fullmatch(text))), None)
    ahead = match and _days_ahead(match["from"] or "vandaag", today, past=False)
    if match is None or ahead is None:
        return None
    start = today + dt.timedelta(days=ahead)
    word = match["count"].replace("é", "e")
    count = int(word) if word.isdecimal() else NUMBER_WORDS.index(word) + 1
    count = count if match["direction"] else -count
    if match["unit"].startswith(("dag", "we")):
        return start + dt.timedelta(days=count * (7 if match["unit"].startswith("we") else 1))
    return add_months(start, count * (12 if match["unit"].startswith("ja") else 1))


def _weekday_number(name: str) -> int:
    """The number of a weekday, by its name or the first two letters; Monday is 0."""
    return next(n for n, day in enumerate(WEEKDAYS) if name in (day, day[:2]))


def _days_to_weekday(text: str, today: dt.date, past: bool) -> int | None:
    """The days from ``today`` to the next weekday with this name, or back to the last one; never 0."""
    match = _WEEKDAY_PATTERN.fullmatch(text)
    if match is None:
        return None
    number = _weekday_number(match["day"])
    if match["last"] or (past and not match["next"]):
        return -((today.weekday() - number - 1) % 7 + 1)
    return (number - today.weekday() - 1) % 7 + 1


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
            return PartialDate.checked(_full_year(year or "", today), month, day)
        nearest = _nearest_year(month, day or 1, today, past)
        if (month, day) == (2, 29):
            nearest = _nearest_leap_year(nearest, past)
        return PartialDate.checked(nearest, month, day)
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


def _nearest_leap_year(year: int, past: bool) -> int:
    """The first year that has 29 February, from ``year`` on or, with ``past``, back from it."""
    years = (year - n if past else year + n for n in range(_LONGEST_LEAP_GAP + 1))
    return next(year for year in years if isleap(year))


def parse_past_day(text: str, today: dt.date) -> dt.date:
    """Parse a day up to today, such as "gisteren", "maandag" or "3-12".

    Raises:
        InvalidInput: the text is not understood, is only a month or a year, or is a day to come.
    """
    date = parse_date(text, today, past=True)
    day = date.full_date if date else None
    if day is None:
        raise InvalidInput(
            f"'{text.strip()}' begrijp ik niet als dag. Schrijf bijvoorbeeld gisteren, maandag of 22-11-2026."
        )
    if day > today:
        raise InvalidInput(f"'{text.strip()}' moet nog komen. Neem vandaag, of een dag die geweest is.")
    return day


# Days and times of meetings -----------------------------------------------------------------------
def parse_day_and_time(
    text: str, today: dt.date, past: bool = False
) -> tuple[dt.date | None, dt.time | None]:
    """Parse a day with or without a time; a time alone is today, and empty text is (None, None).

    With ``past``, a day without a year is the last one instead of the nearest.

    Raises:
        InvalidInput: the text is not understood, or is only a month or a year.
    """
    normalized = _normalize(text)
    if not normalized:
        return None, None
    for candidate in (normalized, f"vandaag {normalized}"):
        date = parse_date(candidate, today, past, time=True)
        if date and date.day:
            return date.full_date, date.time
    raise InvalidInput(
        f"'{text.strip()}' begrijp ik niet als dag. Schrijf bijvoorbeeld dinsdag 14:30, morgen of 24-11."
    )


def day_and_time_as_typed(day: dt.date | None, time: dt.time | None) -> str:
    """Format as "24-11-2026 14:30", a text that ``parse_day_and_time`` understands and people can edit."""
    typed = f"{day.day}-{day.month}-{day.year}" if day else ""
    return f"{typed} {time:%H:%M}" if time else typed
