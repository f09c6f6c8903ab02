"""Parse a VEVENT: a meeting, a series, or one changed meeting of a series."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from dateutil.rrule import rrulestr
from icalendar.prop import vDDDTypes, vRecur

from reflectie.calendar.ics import SINGLE_MEETING_HINT, Component, Property
from reflectie.calendar.time_zones import YEARS_ALLOWED, DateOrTime, TimeZones, to_series_clock
from reflectie.domain.errors import InvalidInput, invalid_invitation
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value

_SHIFT_YEARS = 400 * ((9999 - YEARS_ALLOWED.stop) // 400)
"""Rules are expanded this many years later, as the calendar repeats itself every 400 years.

Otherwise dateutil would search for a date that never comes, such as 30 February, from now to the year 9999.
"""

_LAST_YEAR = 9990
"""The shifted year in which an endless rule stops."""

_MAX_DAYS = 1_000_000
"""Days that all rules of one file together may search; that takes some seconds."""

_SINGLE_VALUE_KEYS = ("FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND")

_MAX_VALUES_PER_KEY = dict.fromkeys(_SINGLE_VALUE_KEYS, 1) | {
    "BYSETPOS": 5,
    "BYDAY": 35,
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYWEEKNO": 31,
    "BYYEARDAY": 31,
}

_MAX_VALUE = {"BYSETPOS": 366, "BYMONTH": 12, "BYMONTHDAY": 31, "BYWEEKNO": 53, "BYYEARDAY": 366}

_TOO_FREQUENT = ("SECONDLY", "MINUTELY", "HOURLY")


class RecurrenceRule(Value):
    """A valid RRULE without its end, and its end: the last time on the clock of the series, or a count."""

    rrule: str
    until: dt.datetime | None = None
    count: int | None = None


class SearchBudget:
    """The number of days that the rules of one file may still search."""

    def __init__(self) -> None:
        self._days_left = _MAX_DAYS

    def spend(self, days: int) -> None:
        """Take days from the budget.

        Raises:
            InvalidInput: the budget is exhausted.
        """
        self._days_left -= days
        if self._days_left < 0:
            raise invalid_invitation("In dit bestand staan te veel reeksen.", SINGLE_MEETING_HINT)


def parse_rule(line: Property, start: DateOrTime, zones: TimeZones) -> RecurrenceRule:
    """Parse the rule of a series that begins at ``start``.

    Raises:
        InvalidInput: it is invalid, or occurs more than once a day.
    """
    text = line.value.strip()
    try:
        rule = vRecur.from_ical(text)
        if len(rule) != len(text.strip(";").split(";")):
            raise ValueError("icalendar ignores a key that occurs twice or has no value")
        _check_bounds(rule, line)
        until, count = rule.pop("UNTIL", [None])[0], rule.pop("COUNT", [None])[0]
        rrule = rule.to_ical().decode()
        rrulestr(rrule, dtstart=dt.datetime(_LAST_YEAR, 1, 1))
        return RecurrenceRule(rrule=rrule, until=_parse_until(until, start, zones), count=count)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise _unreadable_rule(line) from error


def _check_bounds(rule: vRecur, line: Property) -> None:
    has_too_many = any(len(values) > _MAX_VALUES_PER_KEY.get(key, 0) for key, values in rule.items())
    if has_too_many or "FREQ" not in rule:
        raise _unreadable_rule(line)
    if rule["FREQ"][0].upper() in _TOO_FREQUENT:
        raise invalid_invitation(f"De reeks op regel {line.line_number} komt vaker dan één keer per dag.")
    is_too_low = min(rule.get("INTERVAL", [1])[0], rule.get("COUNT", [1])[0]) < 1
    values = ((abs(value), maximum) for key, maximum in _MAX_VALUE.items() for value in rule.get(key, []))
    if is_too_low or not all(1 <= value <= maximum for value, maximum in values):
        raise _unreadable_rule(line)


def _unreadable_rule(line: Property) -> InvalidInput:
    return invalid_invitation(f"De reeks op regel {line.line_number} is onleesbaar.")


def _parse_until(until: object, start: DateOrTime, zones: TimeZones) -> dt.datetime | None:
    """Return the last time of a series on its own clock; a date lasts until its end."""
    if until is None:
        return None
    if not isinstance(until, dt.date):
        raise TypeError(until)
    if until.year not in YEARS_ALLOWED:
        return dt.datetime(until.year, 1, 1)
    if isinstance(until, dt.datetime) and until.tzinfo is None:
        return until
    last = to_series_clock(until, start, zones)
    return last if isinstance(until, dt.datetime) else dt.datetime.combine(last, dt.time.max)


def expand_rule(rule: RecurrenceRule, start: dt.datetime, budget: SearchBudget) -> Iterator[dt.datetime]:
    """Yield the times of a rule from ``start`` on, without zones; an endless rule stops after some centuries.

    Raises:
        InvalidInput: the budget is exhausted.
    """
    previous = shifted_start = start.replace(year=start.year + _SHIFT_YEARS)
    for number, shifted in enumerate(_occurrences(rule, shifted_start), 1):
        budget.spend((shifted - previous).days)
        previous = shifted
        time = shifted.replace(year=shifted.year - _SHIFT_YEARS)
        if shifted.year >= _LAST_YEAR or (rule.until and time > rule.until):
            return
        yield time
        if number == rule.count:
            return
    budget.spend((dt.datetime.max - previous).days)


def _occurrences(rule: RecurrenceRule, start: dt.datetime) -> Iterator[dt.datetime]:
    with suppress(ValueError, OverflowError):  # raised by dateutil at the end of the year 9999
        yield from rrulestr(rule.rrule, dtstart=start)


_ONE_DAY = dt.timedelta(days=1)

_MAX_DURATION = dt.timedelta(days=3660)

_DATE_OR_TIME = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)

_DURATION = re.compile(r"\+?P[0-9TWDHMS]{2,20}")

_NOT_PEOPLE = ("ROOM", "RESOURCE")


class CalendarEvent(Value):
    """A parsed VEVENT.

    ``recurrence_id`` is the original time of the one meeting of a series that this event replaces.
    ``sequence`` increases when an invitation is sent again.
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


def parse_event(component: Component, zones: TimeZones, cancelled: bool) -> CalendarEvent:
    """Parse a VEVENT; ``cancelled`` says that its whole calendar is a cancellation.

    Raises:
        InvalidInput: a property is missing or invalid.
    """
    start_line = component.get_one("DTSTART")
    if start_line is None:
        raise invalid_invitation(f"De afspraak op regel {component.line_number} heeft geen begin.")
    start, duration = _start_and_duration(component, start_line, zones)
    return CalendarEvent(
        uid=_property_text(component.get_one("UID")),
        name=_property_text(component.get_one("SUMMARY")),
        start=start,
        duration=duration,
        rules=_recurrence_rules(component, start, zones),
        extra_dates=tuple(_date_list(component, "RDATE", zones)),
        excluded_dates=tuple(_date_list(component, "EXDATE", zones)),
        recurrence_id=_recurrence_id(component, zones),
        is_cancelled=cancelled or component.keyword("STATUS") == "CANCELLED",
        sequence=_parse_sequence(component.get_one("SEQUENCE")),
        attendees=tuple(_attendee_names(component)),
    )


# Start and duration -------------------------------------------------------------------------------


def _start_and_duration(
    component: Component, start_line: Property, zones: TimeZones
) -> tuple[DateOrTime, dt.timedelta]:
    start = _parse_date(start_line.value, start_line, zones)
    duration = _duration(component, start, zones)
    if isinstance(start, dt.datetime) and _is_outlook_whole_day(component, start, duration):
        # A day on which the clock changes has 23 or 25 hours.
        start, duration = start.date(), dt.timedelta(days=round(duration / _ONE_DAY))
    if not isinstance(start, dt.datetime):
        duration = max(_ONE_DAY, dt.timedelta(days=duration.days))
    return start, duration


def _duration(component: Component, start: DateOrTime, zones: TimeZones) -> dt.timedelta:
    """Return the duration as DTEND or DURATION gives it; zero when both are absent."""
    end_line, duration_line = component.get_one("DTEND"), component.get_one("DURATION")
    if end_line is None:
        return _parse_duration(duration_line) if duration_line else dt.timedelta(0)
    end = _parse_date(end_line.value, end_line, zones)
    if isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
        raise invalid_invitation(
            f"Op regel {end_line.line_number} staat een dag naast een tijd, of andersom."
        )
    return _check_duration(_elapsed(start, end), end_line)


def _elapsed(start: DateOrTime, end: DateOrTime) -> dt.timedelta:
    """Return the time that passes, also when the clock changes in between."""
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
    return dt.timedelta(days=end.toordinal() - start.toordinal())


def _is_outlook_whole_day(component: Component, start: dt.datetime, duration: dt.timedelta) -> bool:
    """Return whether Outlook wrote whole days as times from midnight to midnight."""
    is_marked = component.keyword("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    return is_marked and start.time() == dt.time() and duration >= _ONE_DAY


def _parse_duration(line: Property) -> dt.timedelta:
    text = line.value.strip()
    try:
        duration = vDDDTypes.from_ical(text) if _DURATION.fullmatch(text) else None
    except (ValueError, OverflowError):
        duration = None
    if not isinstance(duration, dt.timedelta):
        raise invalid_invitation(f"Op regel {line.line_number} staat een duur die niet te lezen is.")
    return _check_duration(duration, line)


def _check_duration(duration: dt.timedelta, line: Property) -> dt.timedelta:
    """Return the duration if it is between zero and ten years."""
    if duration < dt.timedelta(0):
        raise invalid_invitation(f"Volgens regel {line.line_number} eindigt een afspraak voor ze begint.")
    if duration > _MAX_DURATION:
        raise invalid_invitation(f"Volgens regel {line.line_number} duurt een afspraak jaren.")
    return duration


# Recurrence ---------------------------------------------------------------------------------------


def _recurrence_rules(
    component: Component, start: DateOrTime, zones: TimeZones
) -> tuple[RecurrenceRule, ...]:
    for line in component.get_all("EXRULE"):
        raise invalid_invitation(
            f"Op regel {line.line_number} staat een reeks op een manier die niet meer bestaat."
        )
    return tuple(parse_rule(line, start, zones) for line in component.get_all("RRULE"))


def _recurrence_id(component: Component, zones: TimeZones) -> DateOrTime | None:
    line = component.get_one("RECURRENCE-ID")
    if line and "RANGE" in line.params:
        raise invalid_invitation(
            f"Op regel {line.line_number} verandert een reeks vanaf een bepaalde dag; dat is niet te lezen."
        )
    return _parse_date(line.value, line, zones) if line else None


def _date_list(component: Component, name: str, zones: TimeZones) -> Iterator[DateOrTime]:
    """Return the dates or times in all properties of this name, separated by commas."""
    for line in component.get_all(name):
        yield from (_parse_date(text, line, zones) for text in line.value.split(",") if text.strip())


# Values -------------------------------------------------------------------------------------------


def _parse_date(text: str, line: Property, zones: TimeZones) -> DateOrTime:
    """Return a time, in the zone that its line names or else in the reader's, or a date."""
    text = text.strip()
    if not _DATE_OR_TIME.fullmatch(text):
        raise _invalid_date(line)
    try:
        value = vDDDTypes.from_ical(text)
    except ValueError as error:
        raise _invalid_date(line) from error
    if value.year not in YEARS_ALLOWED:
        raise _invalid_date(line)
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=zones.zone_of(line))
    assert isinstance(value, dt.date)
    return value


def _invalid_date(line: Property) -> InvalidInput:
    return invalid_invitation(
        f"Op regel {line.line_number} ({line.name}) staat geen dag of tijd die bestaat."
    )


def _property_text(line: Property | None) -> str:
    """Return the text of a property, cleaned and on one line; empty when it is absent."""
    return clean_line(line.value) if line else ""


def _parse_sequence(line: Property | None) -> int:
    """Return a small whole number, or 0 when it is absent or invalid; it only orders versions."""
    text = line.value.strip() if line else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _attendee_names(component: Component) -> Iterator[str]:
    """Return the organiser and the invitees by name or else by email address, each address once."""
    seen = set[str]()
    for line in (*component.get_all("ORGANIZER"), *component.get_all("ATTENDEE")):
        address = clean_line(line.value).casefold().removeprefix("mailto:")
        name = clean_line(line.params.get("CN", "")) or address
        if name and address not in seen and line.params.get("CUTYPE", "").upper() not in _NOT_PEOPLE:
            seen.add(address)
            yield name
