"""Read a calendar file: one invitation for each meeting or series, with its next occurrence or its last."""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from reflectie.calendar.event import CalendarEvent, parse_event
from reflectie.calendar.ics import Component, parse_calendars
from reflectie.calendar.invitation import Invitation
from reflectie.calendar.recurrence import WorkBudget, expand_rule
from reflectie.calendar.time_zones import DateOrTime, TimeZones, to_series_clock
from reflectie.domain.errors import InvalidInvitation, ReflectieError, os_error_reason
from reflectie.domain.value import Value

_CLOCK_MARGIN = dt.timedelta(days=2)


class ReaderClock:
    """What is to come, seen from ``now`` by the reader."""

    def __init__(self, now: dt.datetime, zones: TimeZones) -> None:
        self.now = now
        self.zones = zones

    def to_utc(self, at: DateOrTime) -> dt.datetime:
        """A moment in UTC; a day begins at midnight for the reader."""
        if not isinstance(at, dt.datetime):
            at = dt.datetime.combine(at, dt.time(), self.zones.reader_zone)
        return at.astimezone(dt.UTC)

    def is_upcoming(self, start: DateOrTime, end: DateOrTime) -> bool:
        return self.to_utc(end) > self.now or self.to_utc(start) >= self.now

    def to_reader_zone(self, at: dt.datetime) -> dt.datetime:
        """A moment in the zone of the reader; by way of UTC, since an hour of the clock may not exist."""
        return at.astimezone(dt.UTC).astimezone(self.zones.reader_zone)


class _Occurrence(Value):
    """One meeting, and what is said of it."""

    event: CalendarEvent
    start: DateOrTime

    @property
    def end(self) -> DateOrTime:
        if isinstance(self.start, dt.datetime):
            return self.start.astimezone(dt.UTC) + self.event.duration
        return self.start + self.event.duration


def next_or_last_occurrence(
    events: Iterable[CalendarEvent], clock: ReaderClock, budget: WorkBudget
) -> Invitation | None:
    """The invitation that the events with one uid make together; none when all of it is called off."""
    whole, changed = _latest_versions(events, clock)
    if whole and whole.is_cancelled:
        return None
    single = [
        _Occurrence(event=event, start=event.start) for event in changed.values() if not event.is_cancelled
    ]
    if whole:
        single += _series_occurrence(whole, changed, clock, budget)
    if not single:
        return None
    coming = [each for each in single if clock.is_upcoming(each.start, each.end)]
    nearest = min if coming else max
    found = nearest(coming or single, key=lambda each: clock.to_utc(each.start))
    return _to_invitation(found, whole.name if whole else "", clock)


def _latest_versions(
    events: Iterable[CalendarEvent], clock: ReaderClock
) -> tuple[CalendarEvent | None, dict[dt.datetime, CalendarEvent]]:
    """The event or series itself, and its changed meetings by when they were to be, in the last version."""
    ordered = sorted(events, key=lambda event: event.sequence)
    whole = next((event for event in reversed(ordered) if event.recurrence_id is None), None)
    changed = {
        to_series_clock(event.recurrence_id, whole.start if whole else event.start, clock.zones): event
        for event in ordered
        if event.recurrence_id is not None
    }
    return whole, changed


def _series_occurrence(
    event: CalendarEvent, changed: Iterable[dt.datetime], clock: ReaderClock, budget: WorkBudget
) -> tuple[_Occurrence, ...]:
    """Of the meetings that were not changed or left out: the first to come, else the last."""
    start, zones = event.start, clock.zones
    left_out = {*changed, *(to_series_clock(day, start, zones) for day in event.excluded_dates)}
    long_ago = to_series_clock(clock.now, start, zones) - event.duration - _CLOCK_MARGIN
    last: dt.datetime | None = None
    for at in _occurrence_times(event, zones, budget):
        if at in left_out:
            continue
        last = at
        # Only near now it matters what the clocks do, which takes time to find out.
        if at > long_ago and clock.is_upcoming((found := _occurrence_at(event, at)).start, found.end):
            return (found,)
    return (_occurrence_at(event, last),) if last else ()


def _occurrence_times(event: CalendarEvent, zones: TimeZones, budget: WorkBudget) -> Iterator[dt.datetime]:
    """All times of a series on its own clock, in order; its begin is one of them, whatever the rule says."""
    start = to_series_clock(event.start, event.start, zones)
    more = sorted(to_series_clock(day, event.start, zones) for day in event.extra_dates)
    return heapq.merge([start], more, *(expand_rule(rule, start, budget) for rule in event.rules))


def _occurrence_at(event: CalendarEvent, at: dt.datetime) -> _Occurrence:
    if isinstance(event.start, dt.datetime):
        return _Occurrence(event=event, start=at.replace(tzinfo=event.start.tzinfo))
    return _Occurrence(event=event, start=at.date())


def _to_invitation(occasion: _Occurrence, series_name: str, clock: ReaderClock) -> Invitation:
    event, start, end = occasion.event, occasion.start, occasion.end
    return Invitation(
        uid=event.uid,
        name=event.name,
        start=clock.to_reader_zone(start) if isinstance(start, dt.datetime) else start,
        end=clock.to_reader_zone(end) if isinstance(end, dt.datetime) else end,
        is_recurring=event.is_recurring,
        series_name=series_name,
        attendees=event.attendees,
    )


_CANCELLED_HINT = "Stond het al in Overleg, dan kun je het daar weggooien; of kies een ander .ics-bestand."

_NO_EVENT_HINT = "Kies een ander bestand, of vul naam en dag zelf in."


def parse_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """As ``reading.read_invitations`` says it."""
    calendars = parse_calendars(data)
    zones = TimeZones(
        (part for calendar in calendars for part in calendar.components if part.name == "VTIMEZONE"), zone
    )
    events = [event for calendar in calendars for event in _parse_events(calendar, zones)]
    if not events:
        raise InvalidInvitation("In dit bestand staat geen afspraak.", _NO_EVENT_HINT)
    clock, budget = ReaderClock(now, zones), WorkBudget()
    found = [next_or_last_occurrence(group, clock, budget) for group in _group_by_uid(events)]
    invitations = [invitation for invitation in found if invitation]
    if not invitations:
        raise InvalidInvitation("Het overleg in dit bestand is afgezegd.", _CANCELLED_HINT)
    return _upcoming_first(invitations, clock)


def _parse_events(calendar: Component, zones: TimeZones) -> Iterator[CalendarEvent]:
    if calendar.keyword("VERSION") == "1.0":
        raise InvalidInvitation(
            "Dit bestand is in een oude vorm (vCalendar).", "Haal het als .ics uit je agenda."
        )
    cancelled = calendar.keyword("METHOD") == "CANCEL"
    return (parse_event(part, zones, cancelled) for part in calendar.components if part.name == "VEVENT")


def _group_by_uid(events: Iterable[CalendarEvent]) -> Iterable[list[CalendarEvent]]:
    """The events of one meeting or series; one without a uid stands alone."""
    groups = defaultdict[str | int, list[CalendarEvent]](list)
    for place, event in enumerate(events):
        groups[event.uid or place].append(event)
    return groups.values()


def _upcoming_first(invitations: Iterable[Invitation], clock: ReaderClock) -> tuple[Invitation, ...]:
    coming, past = list[Invitation](), list[Invitation]()
    for invitation in sorted(invitations, key=lambda each: clock.to_utc(each.start)):
        (coming if clock.is_upcoming(invitation.start, invitation.end) else past).append(invitation)
    return (*coming, *reversed(past))


MAX_FILE_BYTES = 5_000_000
"""Bytes. A document of some megabytes may ride along in an invitation."""


def read_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """The meetings of a calendar file, one or more: first those to come, then past ones, nearest first.

    What has begun and is not over is still to come. Times without a zone are in ``zone``, that of the reader.
    What is called off is left out.

    Raises:
        BadInvitation: the file cannot be read as a whole, or holds no meeting that goes on.
    """
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInvitation(
            f"Dit bestand is groter dan {MAX_FILE_BYTES // 1_000_000} MB.",
            "Haal alleen dit ene overleg uit je agenda, zonder bijlagen, en probeer het nog eens.",
        )

    return parse_invitations(data, now, zone)


def read_invitation_file(path: Path, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """As ``read_invitations``, of a file.

    Raises:
        ReflectieError: the file is not there or cannot be read.
        BadInvitation: as ``read_invitations``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # one too many is refused in words
    except (OSError, ValueError) as error:  # a null in the name
        why = os_error_reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        words = f"De uitnodiging {path} gaat niet open: {why}. Er is niets bewaard."
        raise ReflectieError(words) from error
    return read_invitations(data, now, zone)
