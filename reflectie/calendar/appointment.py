"""A moment in the user's own calendar, written as an .ics file.

The file is written without icalendar, which takes long to load; tests read it back with it.
"""

import datetime as dt

from reflectie.domain.dates import long_day
from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value

MAX_TITLE_LENGTH = 100

DURATION = dt.timedelta(minutes=15)
"""How long an appointment with a time lasts."""

_MAX_LINE_BYTES = 75
"""Of a line in an .ics file, without its line break (RFC 5545, 3.1)."""


class Appointment(Value):
    """A moment for oneself. ``day`` and ``time`` are local; without a time it is about the whole day.

    ``title`` is the only text in it, because others may see a calendar.
    """

    title: str
    day: dt.date
    time: dt.time | None = None


def clean_title(text: str) -> str:
    """Return the title of an appointment, cleaned and on one line.

    Raises:
        InvalidInput: it is empty or too long.
    """
    title = clean_line(text)
    if not title or len(title) > MAX_TITLE_LENGTH:
        raise InvalidInput(f"Schrijf een paar woorden voor in je agenda, hooguit {MAX_TITLE_LENGTH} tekens.")
    return title


def appointment_moment(appointment: Appointment) -> str:
    """Format as "dinsdag 24 november 2026, 15:30 tot 15:45" or "dinsdag 24 november 2026, de hele dag"."""
    day = long_day(appointment.day)
    if appointment.time is None:
        return f"{day}, de hele dag"
    end = dt.datetime.combine(appointment.day, appointment.time) + DURATION
    return f"{day}, {appointment.time:%H:%M} tot {end:%H:%M}"


def to_ics(appointment: Appointment, uid: str, now: dt.datetime) -> bytes:
    """Return an appointment as an .ics file (RFC 5545), private and without a time zone: local everywhere."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//reflectie//NL",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        *_moment_lines(appointment),
        f"SUMMARY:{_escape(appointment.title)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_fold(line.encode()) + b"\r\n" for line in lines)


def _moment_lines(appointment: Appointment) -> tuple[str, ...]:
    """Return the begin and the end; a whole day does not make the user busy."""
    if appointment.time is None:
        end_day = appointment.day + dt.timedelta(days=1)
        return (
            f"DTSTART;VALUE=DATE:{appointment.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{end_day:%Y%m%d}",
            "TRANSP:TRANSPARENT",
        )
    start = dt.datetime.combine(appointment.day, appointment.time)
    return (f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{start + DURATION:%Y%m%dT%H%M%S}")


def _escape(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text


def _fold(line: bytes) -> bytes:
    """Break a line that is too long, between characters; what follows begins with a space."""
    start, end = 0, _MAX_LINE_BYTES
    parts = []
    while end < len(line):
        while line[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        parts.append(line[start:end])
        start, end = end, end + _MAX_LINE_BYTES - 1
    return b"\r\n ".join((*parts, line[start:]))
