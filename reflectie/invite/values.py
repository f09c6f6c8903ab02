"""What the text of a property means: a moment, a day, a length, a name. All else is refused at its line."""

import datetime as dt
import re
from typing import TypeAlias

from icalendar.prop import vDDDTypes

from reflectie.domain.errors import BadInvitation
from reflectie.domain.text import clean_line
from reflectie.invite.unfolding import Line
from reflectie.invite.zones import Zones

When: TypeAlias = dt.datetime | dt.date
"""An aware moment, or a day."""

ALWAYS = range(1600, 2200)
"""Years in which meetings are; Apple lets a yearly day of an unknown year begin in 1604."""

_LONGEST = dt.timedelta(days=3660)
_WHEN = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)
_LENGTH = re.compile(r"\+?P[0-9TWDHMS]{2,20}")


def when(line: Line, zones: Zones) -> When:
    """The one moment or day of a line."""
    return moment(line.value, line, zones)


def moments(line: Line, zones: Zones) -> tuple[When, ...]:
    """The moments or days of a line, between commas; there may be none."""
    return tuple(moment(text, line, zones) for text in line.value.split(",") if text.strip())


def moment(text: str, line: Line, zones: Zones) -> When:
    """A moment in the zone that its line names, or in that of the reader; or a day."""
    text = text.strip()
    if not _WHEN.fullmatch(text):
        raise _no_day(line)
    try:
        found = vDDDTypes.from_ical(text)
    except ValueError as error:
        raise _no_day(line) from error
    if found.year not in ALWAYS:
        raise _no_day(line)
    if isinstance(found, dt.datetime):
        return found if found.tzinfo else found.replace(tzinfo=zones.of(line))
    assert isinstance(found, dt.date)
    return found


def local(at: When, start: When, zones: Zones) -> dt.datetime:
    """A moment or day on the clock of the series that begins at ``start``, without a zone.

    Of a day and a time the series decides: on a day alone, a meeting is at the time of the series.
    """
    if isinstance(at, dt.datetime) and isinstance(start, dt.datetime):
        return at.astimezone(start.tzinfo).replace(tzinfo=None)
    if isinstance(at, dt.datetime):
        return dt.datetime.combine(at.astimezone(zones.own).date(), dt.time())
    return dt.datetime.combine(at, start.time() if isinstance(start, dt.datetime) else dt.time())


def length(line: Line) -> dt.timedelta:
    """How long something lasts, as a DURATION says it."""
    text = line.value.strip()
    try:
        found = vDDDTypes.from_ical(text) if _LENGTH.fullmatch(text) else None
    except (ValueError, OverflowError):
        found = None
    if not isinstance(found, dt.timedelta):
        raise BadInvitation(f"Op regel {line.number} staat een duur die niet te lezen is.")
    return sensible(found, line)


def sensible(lasting: dt.timedelta, line: Line) -> dt.timedelta:
    """A length that is not below nothing, and not above ten years."""
    if lasting < dt.timedelta(0):
        raise BadInvitation(f"Volgens regel {line.number} eindigt een afspraak voor ze begint.")
    if lasting > _LONGEST:
        raise BadInvitation(f"Volgens regel {line.number} duurt een afspraak jaren.")
    return lasting


def words(line: Line | None) -> str:
    """The text of a line, cleaned and on one line; empty without a line."""
    return clean_line(line.value) if line else ""


def number(line: Line | None) -> int:
    """A small whole number, 0 when it is not there or is none: only the order of versions hangs on it."""
    text = line.value.strip() if line else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _no_day(line: Line) -> BadInvitation:
    return BadInvitation(f"Op regel {line.number} ({line.name}) staat geen dag of tijd die bestaat.")
