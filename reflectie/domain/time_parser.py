"""Read times of day as people type them in Dutch."""

import datetime as dt
import re

NUMBER_WORDS = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip

_HOURS = NUMBER_WORDS[:12]

_CLOCK = re.compile(
    r"(?:om\s+)?(?P<hour>[01]?\d|2[0-3])(?:(?:[:.uh]|\s*(?:uur|u)\s*)(?P<minute>[0-5]\d)(?:\s*uur|u)?|\s*(?:uur|u))",
    re.ASCII,
)
"""14:30, 14u30, 14 uur 30, 14.30 uur, 14 uur."""

_SPOKEN = re.compile(
    rf"(?:om\s+)?(?:(?P<minutes>kwart|\d{{1,2}}|{'|'.join(NUMBER_WORDS)})(?:\s+minuten)?\s+(?P<side>over|voor)\s+)?"
    rf"(?P<half>half\s+)?(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])(?P<unit>\s*uur)?",
    re.ASCII,
)
"""Half drie, kwart over twee, vijf voor half drie, twee uur."""

_PART_OF_DAY = re.compile(r"(?:^|\s+)(?:['’]s\s+)?(ochtends|morgens|middags|avonds|nachts)$")

_MAX_WORDS = 8
"""Words in the longest time: "om vijf minuten voor half drie uur" has seven."""

_FIRST_HOUR = 7
"""A spoken hour before this is in the afternoon, unless a part of the day is said: nobody meets at night."""

_AFTERNOON_HOURS = {"ochtends": 24, "morgens": 24, "middags": 11, "avonds": 12, "nachts": 24}
"""By part of the day: an hour below 12 and below this is in the second half of the day."""


def split_time(text: str) -> tuple[str, dt.time | None]:
    """The text before a time of day at the end, and that time.

    ``text`` is in lower case, with single spaces.
    """
    part = _PART_OF_DAY.search(text)
    body = text[: part.start()] if part else text
    starts = [0, *(match.end() for match in re.finditer(" ", body))]
    for start in starts[-_MAX_WORDS:]:  # the longest text that is a time
        time = _parse_time(body[start:], part[1] if part else "")
        if time:
            return body[:start].strip(), time
    return text, None


def _parse_time(text: str, part_of_day: str) -> dt.time | None:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        is_spoken = clock["minute"] is None and hour > 0
        return _time_of_day(hour * 60 + minute, part_of_day, is_spoken)
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None or not (spoken["side"] or spoken["half"] or spoken["unit"] or part_of_day):
        return None
    minutes = _count(spoken["minutes"]) if spoken["side"] else 0
    if minutes >= 60:
        return None
    signed = minutes if spoken["side"] != "voor" else -minutes
    return _time_of_day(_count(spoken["hour"]) * 60 - 30 * bool(spoken["half"]) + signed, part_of_day, True)


def _count(text: str) -> int:
    if text == "kwart":
        return 15
    return int(text) if text.isdecimal() else NUMBER_WORDS.index(text) + 1


def _time_of_day(minutes: int, part_of_day: str, is_spoken: bool) -> dt.time:
    """The time at these minutes after midnight, or twelve hours later if that is what people mean."""
    hour = minutes // 60
    if part_of_day == "nachts" and hour == 12:
        minutes -= 12 * 60
    elif hour < 12 and part_of_day:
        minutes += 12 * 60 * (hour < _AFTERNOON_HOURS[part_of_day] < 24)
    elif hour < _FIRST_HOUR and is_spoken:
        minutes += 12 * 60
    return dt.time(minutes // 60 % 24, minutes % 60)
