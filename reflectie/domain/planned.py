"""When something is to be, as people say it: a day, perhaps with a time, or the next of a weekday."""

import datetime as dt

from reflectie.domain.dates import DAYS
from reflectie.domain.errors import NoMeetingDay
from reflectie.domain.when import understood

_WHOLE = 10
"""Characters of a whole day, as ``understood`` gives it."""


def planned(text: str, today: dt.date) -> tuple[dt.date | None, dt.time | None]:
    """The day and the time of it; without words neither, and with only a time it is today.

    Raises:
        NoMeetingDay: it is not understood, or it is no more than a month or a year.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    if not words:
        return None, None
    for told in (words, f"vandaag {words}", *_next_weekday(words, today)):
        day, _, clock = understood(told, today, time=True).partition("T")
        if len(day) == _WHOLE:
            return dt.date.fromisoformat(day), dt.time.fromisoformat(clock) if clock else None
    raise NoMeetingDay(text.strip())


def as_typed(day: dt.date | None, time: dt.time | None) -> str:
    """24-11-2026 14:30: a day and a time as one would type them, so that they can be changed."""
    typed = f"{day.day}-{day.month}-{day.year}" if day else ""
    return f"{typed} {time:%H:%M}" if time else typed


def _next_weekday(words: str, today: dt.date) -> list[str]:
    """The words with the first of them, a weekday, made into the next day of that name."""
    first, _, rest = words.removeprefix("aanstaande ").removeprefix("komende ").partition(" ")
    number = next((n for n, day in enumerate(DAYS) if first in (day, day[:2])), None)
    if number is None:
        return []
    ahead = (number - today.weekday() - 1) % 7 + 1
    return [f"{(today + dt.timedelta(days=ahead)).isoformat()} {rest}".strip()]
