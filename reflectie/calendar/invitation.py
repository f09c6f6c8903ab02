"""An invitation to a meeting, and reading invitations from an .ics file."""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from reflectie.calendar.event import CalendarEvent, SearchBudget, expand_rule, parse_event
from reflectie.calendar.ics import Component, parse_calendars
from reflectie.calendar.time_zones import DateOrTime, TimeZones, to_series_clock
from reflectie.domain.errors import ReflectieError, invalid_invitation, os_error_reason
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.text import shorten
from reflectie.domain.value import Value


class LocalZone(dt.tzinfo):
    """The zone of the system, looked up at each use, with the offset that holds at each moment."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, moment: dt.datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        local = moment.replace(tzinfo=dt.UTC).astimezone()
        is_second = local.replace(tzinfo=None).astimezone().utcoffset() != local.utcoffset()
        return local.replace(tzinfo=self, fold=int(is_second))  # the hour that the clock repeats in autumn


NO_NAME_LABEL = "(zonder naam)"
"""Shown in lists for an invitation without a name."""


class Invitation(Value):
    """A meeting, or the next meeting of a series (the last one when all are past).

    ``start`` and ``end`` are times in the reader's zone, or dates when the meeting takes whole days; ``end``
    is exclusive. ``uid`` is the same for all meetings of a series and for later versions of an invitation.
    ``name`` is one cleaned line of any length; like ``uid`` it may be empty. A meeting of a series may have a
    name other than ``series_name``. ``attendees`` are the organiser and the invitees, by name or else by
    email address, without rooms.
    """

    uid: str
    name: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    is_recurring: bool = False
    series_name: str = ""
    attendees: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The name, cut to the length that a meeting allows; may be empty."""
        return shorten(self.name, MAX_NAME_LENGTH)

    @property
    def short_series_name(self) -> str:
        """The name of the series, cut likewise; empty when this is no series."""
        return shorten(self.series_name or self.name, MAX_NAME_LENGTH) if self.is_recurring else ""

    def is_over(self, now: dt.datetime) -> bool:
        return self.end <= (now if isinstance(self.end, dt.datetime) else now.date())

    @property
    def day(self) -> dt.date:
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def time(self) -> dt.time | None:
        """The time at which it starts, without a zone; None when it takes whole days."""
        return self.start.time() if isinstance(self.start, dt.datetime) else None


# Read an .ics file --------------------------------------------------------------------------------

MAX_FILE_BYTES = 5_000_000
"""An invitation may have a document of some megabytes attached."""

_CLOCK_MARGIN = dt.timedelta(days=2)
"""More than two clocks can differ."""

_CANCELLED_HINT = "Stond het al in Overleg, dan kun je het daar wissen; of kies een ander .ics-bestand."

_NO_EVENT_HINT = "Kies een ander bestand, of vul naam en dag zelf in."


def read_invitation_file(path: Path, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """Read the invitations in a file, as ``read_invitations`` does.

    Raises:
        ReflectieError: the file does not exist or cannot be read.
        InvalidInput: as in ``read_invitations``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # the extra byte shows that the file is too large
    except (OSError, ValueError) as error:  # ValueError: the name holds a null
        reason = os_error_reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        message = f"De uitnodiging {path} gaat niet open: {reason}. Er is niets bewaard."
        raise ReflectieError(message) from error
    return read_invitations(data, now, zone)


def read_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """Return the meetings in a calendar file: upcoming ones first, then past ones, nearest first.

    A meeting that has begun but is not over is upcoming. Times without a zone are in ``zone``, that of the
    reader. Cancelled meetings are left out.

    Raises:
        InvalidInput: a part of the file cannot be read, or it holds no meeting that takes place.
    """
    if len(data) > MAX_FILE_BYTES:
        raise invalid_invitation(
            f"Dit bestand is groter dan {MAX_FILE_BYTES // 1_000_000} MB.",
            "Haal alleen dit ene overleg uit je agenda, zonder bijlagen, en probeer het nog eens.",
        )
    calendars = parse_calendars(data)
    components = [component for calendar in calendars for component in calendar.components]
    zones = TimeZones((component for component in components if component.name == "VTIMEZONE"), zone)
    events = [event for calendar in calendars for event in _parse_events(calendar, zones)]
    if not events:
        raise invalid_invitation("In dit bestand staat geen afspraak.", _NO_EVENT_HINT)
    clock, budget = _ReaderClock(now, zones), SearchBudget()
    invitations = [_next_or_last_occurrence(group, clock, budget) for group in _group_by_uid(events)]
    active = [invitation for invitation in invitations if invitation]
    if not active:
        raise invalid_invitation("Het overleg in dit bestand is afgezegd.", _CANCELLED_HINT)
    return _upcoming_first(active, clock)


def _parse_events(calendar: Component, zones: TimeZones) -> Iterator[CalendarEvent]:
    if calendar.keyword("VERSION") == "1.0":
        raise invalid_invitation(
            "Dit bestand is in een oude vorm (vCalendar).", "Haal het als .ics uit je agenda."
        )
    cancelled = calendar.keyword("METHOD") == "CANCEL"
    events = (component for component in calendar.components if component.name == "VEVENT")
    return (parse_event(event, zones, cancelled) for event in events)


def _group_by_uid(events: Iterable[CalendarEvent]) -> Iterable[list[CalendarEvent]]:
    """Group the events of one meeting or series; an event without a uid is on its own."""
    groups = defaultdict[str | int, list[CalendarEvent]](list)
    for number, event in enumerate(events):
        groups[event.uid or number].append(event)
    return groups.values()


class _ReaderClock:
    """The current time and the zone of the reader."""

    def __init__(self, now: dt.datetime, zones: TimeZones) -> None:
        self.now = now
        self.zones = zones

    def to_utc(self, value: DateOrTime) -> dt.datetime:
        """Return a time in UTC; a date begins at midnight for the reader."""
        if not isinstance(value, dt.datetime):
            value = dt.datetime.combine(value, dt.time(), self.zones.reader_zone)
        return value.astimezone(dt.UTC)

    def to_reader_zone(self, value: DateOrTime) -> DateOrTime:
        """Return a time in the reader's zone; a date stays as it is."""
        if not isinstance(value, dt.datetime):
            return value
        # By way of UTC, because a clock reading may not exist on the day when the clock changes.
        return value.astimezone(dt.UTC).astimezone(self.zones.reader_zone)

    def is_upcoming(self, start: DateOrTime, end: DateOrTime) -> bool:
        return self.to_utc(end) > self.now or self.to_utc(start) >= self.now


def _upcoming_first(invitations: Iterable[Invitation], clock: _ReaderClock) -> tuple[Invitation, ...]:
    upcoming, past = list[Invitation](), list[Invitation]()
    for invitation in sorted(invitations, key=lambda invitation: clock.to_utc(invitation.start)):
        (upcoming if clock.is_upcoming(invitation.start, invitation.end) else past).append(invitation)
    return (*upcoming, *reversed(past))


# The next or last occurrence ----------------------------------------------------------------------
class _Occurrence(Value):
    """One meeting of an event."""

    event: CalendarEvent
    start: DateOrTime

    @property
    def end(self) -> DateOrTime:
        if isinstance(self.start, dt.datetime):
            return self.start.astimezone(dt.UTC) + self.event.duration
        return self.start + self.event.duration


def _next_or_last_occurrence(
    events: Iterable[CalendarEvent], clock: _ReaderClock, budget: SearchBudget
) -> Invitation | None:
    """Return the invitation that the events of one uid make together; None when all of it is cancelled."""
    main, changed = _latest_versions(events, clock)
    if main and main.is_cancelled:
        return None
    occurrences = [
        _Occurrence(event=event, start=event.start) for event in changed.values() if not event.is_cancelled
    ]
    if main and (regular := _regular_occurrence(main, changed, clock, budget)):
        occurrences.append(regular)
    if not occurrences:
        return None
    upcoming = [
        occurrence for occurrence in occurrences if clock.is_upcoming(occurrence.start, occurrence.end)
    ]
    nearest = min if upcoming else max
    occurrence = nearest(upcoming or occurrences, key=lambda occurrence: clock.to_utc(occurrence.start))
    return Invitation(
        uid=occurrence.event.uid,
        name=occurrence.event.name,
        start=clock.to_reader_zone(occurrence.start),
        end=clock.to_reader_zone(occurrence.end),
        is_recurring=occurrence.event.is_recurring,
        series_name=main.name if main else "",
        attendees=occurrence.event.attendees,
    )


def _latest_versions(
    events: Iterable[CalendarEvent], clock: _ReaderClock
) -> tuple[CalendarEvent | None, dict[dt.datetime, CalendarEvent]]:
    """Return the latest version of the meeting or series, and of its changed meetings by original time."""
    ordered = sorted(events, key=lambda event: event.sequence)
    main = next((event for event in reversed(ordered) if event.recurrence_id is None), None)
    changed = {
        to_series_clock(event.recurrence_id, main.start if main else event.start, clock.zones): event
        for event in ordered
        if event.recurrence_id is not None
    }
    return main, changed


def _regular_occurrence(
    event: CalendarEvent, changed: Iterable[dt.datetime], clock: _ReaderClock, budget: SearchBudget
) -> _Occurrence | None:
    """Return the first upcoming meeting, or else the last, that was neither changed nor excluded."""
    start, zones = event.start, clock.zones
    excluded = {*changed, *(to_series_clock(date, start, zones) for date in event.excluded_dates)}
    certainly_past = to_series_clock(clock.now, start, zones) - event.duration - _CLOCK_MARGIN
    last: dt.datetime | None = None
    for time in _occurrence_times(event, zones, budget):
        if time in excluded:
            continue
        last = time
        # The exact comparison is slow, and only needed near the current time.
        if time > certainly_past:
            occurrence = _occurrence_at(event, time)
            if clock.is_upcoming(occurrence.start, occurrence.end):
                return occurrence
    return _occurrence_at(event, last) if last else None


def _occurrence_times(event: CalendarEvent, zones: TimeZones, budget: SearchBudget) -> Iterator[dt.datetime]:
    """Return all times of a series in order, on its own clock; its start is always one of them."""
    start = to_series_clock(event.start, event.start, zones)
    extra = sorted(to_series_clock(date, event.start, zones) for date in event.extra_dates)
    return heapq.merge([start], extra, *(expand_rule(rule, start, budget) for rule in event.rules))


def _occurrence_at(event: CalendarEvent, time: dt.datetime) -> _Occurrence:
    if isinstance(event.start, dt.datetime):
        return _Occurrence(event=event, start=time.replace(tzinfo=event.start.tzinfo))
    return _Occurrence(event=event, start=time.date())
