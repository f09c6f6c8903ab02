"""Choose what holds among the events of one uid, and find the next meeting, or else the last."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar
from icalendar.prop import vDDDTypes

from reflectie.calendar.event import Component, attendee_names, text_of, version_of
from reflectie.calendar.invitation import Invitation
from reflectie.calendar.recurrence import LOOK_AHEAD, DateOrTime
from reflectie.calendar.time_zones import in_zone

_FIRST_SPAN, _SPAN_FACTOR = dt.timedelta(days=8), 4
"""How far is looked first, and how much farther each next time, so that a long series is not listed whole."""


class ReaderClock:
    """The current time and the zone of the reader."""

    def __init__(self, now: dt.datetime, zone: dt.tzinfo) -> None:
        self.now, self.zone = now.astimezone(zone), zone

    def moment(self, value: DateOrTime) -> dt.datetime:
        """Return a time in the reader's zone; a date begins at midnight for the reader."""
        located = in_zone(value, self.zone)
        if isinstance(located, dt.datetime):
            return located
        return dt.datetime.combine(located, dt.time(), self.zone)

    def is_upcoming(self, start: DateOrTime, end: DateOrTime) -> bool:
        return self.moment(end) > self.now or self.moment(start) >= self.now


class MeetingEvents(NamedTuple):
    """The newest version of a meeting or series, if it is in the file, and of its changed meetings.

    ``shares_uid`` says that the file holds other meetings with the same uid.
    """

    main: Component | None
    changes: list[Component]
    shares_uid: bool


def split_meetings(events: list[Component]) -> Iterator[MeetingEvents]:
    """Return the meetings among the events of one uid.

    The highest SEQUENCE holds, and then the latest DTSTAMP. Events with other starts that neither sets apart
    are meetings of their own.
    """
    ordered = sorted(events, key=_order)
    main_events = [event for event in ordered if "RECURRENCE-ID" not in event]
    changed = [event for event in ordered if "RECURRENCE-ID" in event]
    changes = list({event["RECURRENCE-ID"].dt: event for event in changed}.values())
    newest = {event["DTSTART"].dt: event for event in main_events if _order(event) == _order(main_events[-1])}
    for main in newest.values() or [None]:
        yield MeetingEvents(main, changes, len(newest) > 1)
        changes = []


def _order(event: Component) -> tuple[int, str, bool]:
    version = version_of(event)
    return version.sequence, version.stamp, _is_cancelled(event)


def _is_cancelled(event: Component) -> bool:
    return text_of(event, "STATUS").upper() == "CANCELLED"


def make_invitation(meeting: MeetingEvents, clock: ReaderClock) -> Invitation | None:
    """Return the next meeting of these events, or else the last; None when all of it is cancelled."""
    main, changes, shares_uid = meeting
    if main and _is_cancelled(main):
        return None
    if main:
        _align(changes, main["DTSTART"].dt, clock)
    events = [main, *changes] if main else changes
    occurrence = _nearest(events, clock)
    if occurrence is None:
        return None
    series_name = text_of(main, "SUMMARY") if main else ""
    return Invitation(
        uid=text_of(occurrence, "UID"),
        name=text_of(occurrence, "SUMMARY") or series_name,
        start=in_zone(occurrence["DTSTART"].dt, clock.zone),
        end=in_zone(occurrence["DTEND"].dt, clock.zone),
        is_recurring=any("RRULE" in event or "RDATE" in event for event in events) or bool(changes),
        shares_uid=shares_uid,
        series_name=series_name,
        version=version_of(max(events, key=_order)),
        attendees=tuple(attendee_names(occurrence)),
    )


def _align(changes: list[Component], start: DateOrTime, clock: ReaderClock) -> None:
    """Give the original times of changed meetings the form of the series: a date, or a time."""
    for event in changes:
        original = event["RECURRENCE-ID"]
        if isinstance(original.dt, dt.datetime) != isinstance(start, dt.datetime):
            value: DateOrTime = clock.moment(original.dt).date()
            if isinstance(start, dt.datetime):
                value = dt.datetime.combine(value, start.timetz())
            event["RECURRENCE-ID"] = vDDDTypes(value, dict(original.params))


def _nearest(events: list[Component], clock: ReaderClock) -> Component | None:
    calendar = Calendar()
    calendar.subcomponents = list(events)
    all_series = recurring_ical_events.of(calendar).series
    for start, end in _spans([clock.moment(event["DTSTART"].dt) for event in events], clock.now):
        occurrences = sorted(item for series in all_series for item in series.between(start, end))
        for occurrence in reversed(occurrences) if end <= clock.now else occurrences:
            event = occurrence.as_component(keep_recurrence_attributes=False)
            if not _is_cancelled(event):
                return event
    return None


def _spans(starts: list[dt.datetime], now: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Return spans of time, each farther away: first those to come, then those past."""
    begin, length, last = now, _FIRST_SPAN, max(*starts, now) + LOOK_AHEAD
    while begin < last:
        end = min(begin + length, last)
        yield begin, end
        begin, length = end, length * _SPAN_FACTOR
    end, length = now, _FIRST_SPAN
    while end > min(starts):
        begin = max(end - length, min(starts))
        yield begin, end
        end, length = begin, length * _SPAN_FACTOR
