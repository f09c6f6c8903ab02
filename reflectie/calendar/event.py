"""Parse a VEVENT: a meeting, a series, or one changed meeting of a series."""

import datetime as dt
import re
from collections.abc import Iterator

from icalendar.prop import vDDDTypes

from reflectie.calendar.ics import Component, Property
from reflectie.calendar.recurrence import RecurrenceRule, parse_rule
from reflectie.calendar.time_zones import YEARS_ALLOWED, DateOrTime, TimeZones
from reflectie.domain.errors import InvalidInvitation
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value

_MAX_DURATION = dt.timedelta(days=3660)

_DATE_OR_TIME = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)

_DURATION = re.compile(r"\+?P[0-9TWDHMS]{2,20}")


def parse_date_property(line: Property, zones: TimeZones) -> DateOrTime:
    """The one moment or day of a line."""
    return parse_date_value(line.value, line, zones)


def parse_date_list(line: Property, zones: TimeZones) -> tuple[DateOrTime, ...]:
    """The moments or days of a line, between commas; there may be none."""
    return tuple(parse_date_value(text, line, zones) for text in line.value.split(",") if text.strip())


def parse_date_value(text: str, line: Property, zones: TimeZones) -> DateOrTime:
    """A moment in the zone that its line names, or in that of the reader; or a day."""
    text = text.strip()
    if not _DATE_OR_TIME.fullmatch(text):
        raise _invalid_date(line)
    try:
        found = vDDDTypes.from_ical(text)
    except ValueError as error:
        raise _invalid_date(line) from error
    if found.year not in YEARS_ALLOWED:
        raise _invalid_date(line)
    if isinstance(found, dt.datetime):
        return found if found.tzinfo else found.replace(tzinfo=zones.zone_of(line))
    assert isinstance(found, dt.date)
    return found


def parse_duration(line: Property) -> dt.timedelta:
    """How long something lasts, as a DURATION says it."""
    text = line.value.strip()
    try:
        found = vDDDTypes.from_ical(text) if _DURATION.fullmatch(text) else None
    except (ValueError, OverflowError):
        found = None
    if not isinstance(found, dt.timedelta):
        raise InvalidInvitation(f"Op regel {line.line_number} staat een duur die niet te lezen is.")
    return check_duration(found, line)


def check_duration(lasting: dt.timedelta, line: Property) -> dt.timedelta:
    """A length that is not below nothing, and not above ten years."""
    if lasting < dt.timedelta(0):
        raise InvalidInvitation(f"Volgens regel {line.line_number} eindigt een afspraak voor ze begint.")
    if lasting > _MAX_DURATION:
        raise InvalidInvitation(f"Volgens regel {line.line_number} duurt een afspraak jaren.")
    return lasting


def property_text(line: Property | None) -> str:
    """The text of a line, cleaned and on one line; empty without a line."""
    return clean_line(line.value) if line else ""


def parse_sequence(line: Property | None) -> int:
    """A small whole number, 0 when it is not there or is none: only the order of versions hangs on it."""
    text = line.value.strip() if line else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _invalid_date(line: Property) -> InvalidInvitation:
    return InvalidInvitation(f"Op regel {line.line_number} ({line.name}) staat geen dag of tijd die bestaat.")


_ONE_DAY = dt.timedelta(days=1)

_NOT_PERSONS = ("ROOM", "RESOURCE")


class CalendarEvent(Value):
    """What a VEVENT says.

    ``more`` and ``not_on`` are days of a series beside its rules; ``instead_of`` is the one meeting of a
    series that this takes the place of; ``version`` goes up when an invitation is sent anew.
    """

    uid: str
    name: str
    start: DateOrTime
    duration: dt.timedelta
    rules: tuple[RecurrenceRule, ...] = ()
    extra_dates: tuple[DateOrTime, ...] = ()
    excluded_dates: tuple[DateOrTime, ...] = ()
    recurrence_id: DateOrTime | None = None
    is_cancelled: bool = False
    sequence: int = 0
    attendees: tuple[str, ...] = ()

    @property
    def is_recurring(self) -> bool:
        return bool(self.rules or self.extra_dates or self.recurrence_id)


def parse_event(part: Component, zones: TimeZones, cancelled: bool) -> CalendarEvent:
    """A VEVENT as it is meant; ``cancelled`` says that its whole calendar calls off.

    Raises:
        BadInvitation: something it says cannot be.
    """
    first = part.get_one("DTSTART")
    if first is None:
        raise InvalidInvitation(f"De afspraak op regel {part.line_number} heeft geen begin.")
    start, lasting = _start_and_duration(part, first, zones)
    return CalendarEvent(
        uid=property_text(part.get_one("UID")),
        name=property_text(part.get_one("SUMMARY")),
        start=start,
        duration=lasting,
        rules=_recurrence_rules(part, start, zones),
        extra_dates=tuple(_date_list(part, "RDATE", zones)),
        excluded_dates=tuple(_date_list(part, "EXDATE", zones)),
        recurrence_id=_recurrence_id(part, zones),
        is_cancelled=cancelled or part.keyword("STATUS") == "CANCELLED",
        sequence=parse_sequence(part.get_one("SEQUENCE")),
        attendees=tuple(_attendee_names(part)),
    )


def _start_and_duration(
    part: Component, first: Property, zones: TimeZones
) -> tuple[DateOrTime, dt.timedelta]:
    start, last, lasting = parse_date_property(first, zones), part.get_one("DTEND"), part.get_one("DURATION")
    if last:
        end = parse_date_property(last, zones)
        if isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
            raise InvalidInvitation(f"Op regel {last.line_number} staat een dag naast een tijd, of andersom.")
        found = check_duration(_elapsed(start, end), last)
    else:
        found = parse_duration(lasting) if lasting else dt.timedelta(0)
    if (
        isinstance(start, dt.datetime)
        and start.time() == dt.time()
        and found >= _ONE_DAY
        and part.keyword("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    ):
        # Outlook writes some whole days as from midnight to midnight; a day may last 23 or 25 hours.
        start, found = start.date(), dt.timedelta(days=round(found / _ONE_DAY))
    if not isinstance(start, dt.datetime):
        found = max(_ONE_DAY, dt.timedelta(days=found.days))
    return start, found


def _elapsed(start: DateOrTime, end: DateOrTime) -> dt.timedelta:
    """Exactly how long; the difference of two moments in one zone would leave out a change of the clock."""
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
    return dt.timedelta(days=end.toordinal() - start.toordinal())


def _recurrence_rules(part: Component, start: DateOrTime, zones: TimeZones) -> tuple[RecurrenceRule, ...]:
    for line in part.get_all("EXRULE"):
        raise InvalidInvitation(
            f"Op regel {line.line_number} staat een reeks op een manier die niet meer bestaat."
        )
    return tuple(parse_rule(line, start, zones) for line in part.get_all("RRULE"))


def _date_list(part: Component, name: str, zones: TimeZones) -> Iterator[DateOrTime]:
    for line in part.get_all(name):
        yield from parse_date_list(line, zones)


def _recurrence_id(part: Component, zones: TimeZones) -> DateOrTime | None:
    line = part.get_one("RECURRENCE-ID")
    if line and "RANGE" in line.params:
        raise InvalidInvitation(
            f"Op regel {line.line_number} verandert een reeks vanaf een bepaalde dag; dat is niet te lezen."
        )
    return parse_date_property(line, zones) if line else None


def _attendee_names(part: Component) -> Iterator[str]:
    """Who invites and who is invited, each address once."""
    seen = set[str]()
    for line in (*part.get_all("ORGANIZER"), *part.get_all("ATTENDEE")):
        address = clean_line(line.value).casefold().removeprefix("mailto:")
        name = clean_line(line.params.get("CN", "")) or address
        if name and address not in seen and line.params.get("CUTYPE", "").upper() not in _NOT_PERSONS:
            seen.add(address)
            yield name
