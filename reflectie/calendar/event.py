"""An event as icalendar read it, made fit for recurring-ical-events, and what is kept of it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeAlias

from icalendar.prop import vDDDLists, vDDDTypes

from reflectie.calendar.clean_file import ZONE_NAME, unreadable
from reflectie.calendar.recurrence import DateOrTime, RecurrenceBudget, set_end
from reflectie.calendar.time_zones import TimeZones, existing, system_zone, zone_name
from reflectie.domain.errors import InvalidInput, invalid_invitation
from reflectie.domain.meeting import InvitationVersion
from reflectie.domain.text import clean_line

Component: TypeAlias = Any
"""A component of icalendar, which types each property as any of thirty classes."""

_NOT_KEPT = frozenset({"ATTENDEE", "ORGANIZER", "DTEND", "DURATION", "DTSTAMP", "SEQUENCE", "STATUS"})
"""Properties that may be unreadable: they do not decide when the meeting takes place."""

_DATES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")

_LABELS = {"DTSTART": "het begin", "RRULE": "de reeks"}

_YEARS = range(1600, 2200)
"""The years of meetings; Apple starts a yearly event without a known year in 1604."""

_ONE_DAY, _MAX_DURATION = dt.timedelta(days=1), dt.timedelta(days=366)


def complete_event(event: Component, calendar: Component, zones: TimeZones, budget: RecurrenceBudget) -> None:
    """Put zones on the times of an event, give it an end, and bound its rules.

    Raises:
        InvalidInput: a property that decides when the event takes place is missing or unreadable.
    """
    _check_properties(event)
    calendar_zone = system_zone(text_of(calendar, "X-WR-TIMEZONE"))
    bare_zone = calendar_zone or zones.reader_zone
    for name in _DATES:
        values = values_of(event, name)
        try:
            located = [_localize(value, zones, bare_zone, calendar_zone) for value in values]
        except InvalidInput:
            if name not in _NOT_KEPT:
                raise
            located = []
        event.pop(name, None)
        if located:
            event[name] = located if name in ("RDATE", "EXDATE") else located[0]
        if name == "DTSTART":  # a time without a zone is in that of the start
            bare_zone = getattr(located[0].dt, "tzinfo", None) or bare_zone
    _complete_end(event, event["DTSTART"].dt)
    _bound_rules(event, event["DTSTART"].dt, budget)


def _check_properties(event: Component) -> None:
    for name in {name for name, _ in event.errors}:
        if name not in _NOT_KEPT:
            raise unreadable(_LABELS.get(name, "een regel"))
        event.pop(name, None)
    if "EXRULE" in event:
        raise invalid_invitation("In dit bestand staat een reeks op een manier die niet meer bestaat.")
    if len(starts := values_of(event, "DTSTART")) != 1:
        problem = "twee keer een begin" if starts else "geen begin"
        raise invalid_invitation(f"Een afspraak in dit bestand heeft {problem}.")
    number = text_of(event, "SEQUENCE")
    event["SEQUENCE"] = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    event["UID"] = text_of(event, "UID")


def _localize(value: Any, zones: TimeZones, bare_zone: dt.tzinfo, utc_zone: dt.tzinfo | None) -> Any:
    """Return a date property with a zone on every time: the one it names, or else ``bare_zone``.

    Times in UTC move to ``utc_zone``, if there is one, so that a series keeps its time of day.
    """
    name = zone_name(value.params.get(ZONE_NAME))
    zone = zones.find(name) if name else bare_zone

    def place(moment: Any) -> Any:
        if isinstance(moment, tuple):  # a period
            return tuple(map(place, moment))
        if isinstance(moment, dt.date) and moment.year not in _YEARS:
            raise invalid_invitation("Een afspraak in dit bestand heeft een dag of tijd die niet bestaat.")
        if not isinstance(moment, dt.datetime):
            return moment
        if moment.tzinfo is None:
            return existing(moment.replace(tzinfo=zone))
        return moment.astimezone(utc_zone) if utc_zone else moment

    if isinstance(value, vDDDLists):
        return vDDDLists([place(item.dt) for item in value.dts])
    located = vDDDTypes(place(value.dt))
    if not isinstance(located.dt, dt.date) or value.params.get("RANGE", "THISANDFUTURE") != "THISANDFUTURE":
        raise unreadable("een dag of tijd")
    located.params.update({key: text for key, text in value.params.items() if key == "RANGE"})
    return located


def _complete_end(event: Component, start: DateOrTime) -> None:
    """Write the end as DTEND, and whole days from midnight to midnight, as Outlook has them, as dates.

    An end that cannot be right becomes the start: the end is not kept.
    """
    ends, durations = values_of(event, "DTEND"), values_of(event, "DURATION")
    end = ends[0].dt if ends else start + durations[0].dt if durations else start
    if not isinstance(start, dt.datetime):
        end = end.date() if isinstance(end, dt.datetime) else end
    elif isinstance(end, dt.datetime):
        end = end.astimezone(start.tzinfo)
    else:
        end = dt.datetime.combine(end, dt.time(), start.tzinfo)
    length = end - start if dt.timedelta(0) <= end - start <= _MAX_DURATION else dt.timedelta(0)
    is_marked = text_of(event, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE" and length >= _ONE_DAY
    if isinstance(start, dt.datetime) and is_marked and start.time() == dt.time():
        start, length = start.date(), dt.timedelta(days=round(length / _ONE_DAY))
    event.pop("DURATION", None)
    event["DTSTART"] = vDDDTypes(start)
    event["DTEND"] = vDDDTypes(start + (length if isinstance(start, dt.datetime) else max(length, _ONE_DAY)))


def _bound_rules(event: Component, start: DateOrTime, budget: RecurrenceBudget) -> None:
    """Leave out a rule that ends before it begins, and write one that stops by itself as a list of dates."""
    rules = values_of(event, "RRULE")
    event["RRULE"] = followed = list[Any]()
    for rule in rules:
        dates = budget.dates_of(rule, start) if set_end(rule, start) else []
        if dates is None:
            followed.append(rule)
        elif dates:
            event["RDATE"] = [*values_of(event, "RDATE"), vDDDLists(dates)]
    if not followed:
        event.pop("RRULE")


# What is kept -------------------------------------------------------------------------------------


def values_of(event: Component, name: str) -> list[Any]:
    """Return the values of a property, in the order of the file."""
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def text_of(event: Component, name: str) -> str:
    """Return the text of a property, cleaned and on one line; empty when it is absent."""
    return clean_line(str(next(iter(values_of(event, name)), "")))


def version_of(event: Component) -> InvitationVersion:
    stamp = next((value.dt for value in values_of(event, "DTSTAMP")), None)
    text = f"{stamp:%Y-%m-%dT%H:%M:%S}" if isinstance(stamp, dt.datetime) else ""
    return InvitationVersion(sequence=event["SEQUENCE"], stamp=text)


def attendee_names(event: Component) -> Iterator[str]:
    """Return the organiser and the invitees by name or else by email address, each address once, no rooms."""
    seen = set[str]()
    for person in (*values_of(event, "ORGANIZER"), *values_of(event, "ATTENDEE")):
        address = clean_line(str(person)).casefold().removeprefix("mailto:")
        given = person.params.get("CN", "")
        name = clean_line(given if isinstance(given, str) else ",".join(given)) or address
        if (
            name
            and address not in seen
            and person.params.get("CUTYPE", "").upper() not in ("ROOM", "RESOURCE")
        ):
            seen.add(address)
            yield name
