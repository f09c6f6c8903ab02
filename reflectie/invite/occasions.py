"""When a meeting is: of a series the next time, or the last when it is over."""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator

from reflectie.domain.value import Value
from reflectie.invite.event import Event
from reflectie.invite.invitation import Invitation
from reflectie.invite.rules import Budget, walk
from reflectie.invite.values import When, local
from reflectie.invite.zones import Zones

_TWO_DAYS = dt.timedelta(days=2)


class Clock:
    """What is to come, seen from ``now`` by the reader."""

    def __init__(self, now: dt.datetime, zones: Zones) -> None:
        self.now = now
        self.zones = zones

    def instant(self, at: When) -> dt.datetime:
        """A moment in UTC; a day begins at midnight for the reader."""
        if not isinstance(at, dt.datetime):
            at = dt.datetime.combine(at, dt.time(), self.zones.own)
        return at.astimezone(dt.UTC)

    def is_to_come(self, start: When, end: When) -> bool:
        return self.instant(end) > self.now or self.instant(start) >= self.now

    def here(self, at: dt.datetime) -> dt.datetime:
        """A moment in the zone of the reader; by way of UTC, since an hour of the clock may not exist."""
        return at.astimezone(dt.UTC).astimezone(self.zones.own)


class _Occasion(Value):
    """One meeting, and what is said of it."""

    event: Event
    start: When

    @property
    def end(self) -> When:
        if isinstance(self.start, dt.datetime):
            return self.start.astimezone(dt.UTC) + self.event.lasting
        return self.start + self.event.lasting


def next_or_last(events: Iterable[Event], clock: Clock, budget: Budget) -> Invitation | None:
    """The invitation that the events with one uid make together; none when all of it is called off."""
    whole, changed = _newest(events, clock)
    if whole and whole.cancelled:
        return None
    single = [_Occasion(event=event, start=event.start) for event in changed.values() if not event.cancelled]
    if whole:
        single += _of_series(whole, changed, clock, budget)
    if not single:
        return None
    coming = [each for each in single if clock.is_to_come(each.start, each.end)]
    nearest = min if coming else max
    found = nearest(coming or single, key=lambda each: clock.instant(each.start))
    return _invitation(found, whole.name if whole else "", clock)


def _newest(events: Iterable[Event], clock: Clock) -> tuple[Event | None, dict[dt.datetime, Event]]:
    """The event or series itself, and its changed meetings by when they were to be, in the last version."""
    ordered = sorted(events, key=lambda event: event.version)
    whole = next((event for event in reversed(ordered) if event.instead_of is None), None)
    changed = {
        local(event.instead_of, whole.start if whole else event.start, clock.zones): event
        for event in ordered
        if event.instead_of is not None
    }
    return whole, changed


def _of_series(
    event: Event, changed: Iterable[dt.datetime], clock: Clock, budget: Budget
) -> tuple[_Occasion, ...]:
    """Of the meetings that were not changed or left out: the first to come, else the last."""
    start, zones = event.start, clock.zones
    left_out = {*changed, *(local(day, start, zones) for day in event.not_on)}
    long_ago = local(clock.now, start, zones) - event.lasting - _TWO_DAYS
    last: dt.datetime | None = None
    for at in _times(event, zones, budget):
        if at in left_out:
            continue
        last = at
        # Only near now it matters what the clocks do, which takes time to find out.
        if at > long_ago and clock.is_to_come((found := _occasion(event, at)).start, found.end):
            return (found,)
    return (_occasion(event, last),) if last else ()


def _times(event: Event, zones: Zones, budget: Budget) -> Iterator[dt.datetime]:
    """All times of a series on its own clock, in order; its begin is one of them, whatever the rule says."""
    start = local(event.start, event.start, zones)
    more = sorted(local(day, event.start, zones) for day in event.more)
    return heapq.merge([start], more, *(walk(rule, start, budget) for rule in event.rules))


def _occasion(event: Event, at: dt.datetime) -> _Occasion:
    if isinstance(event.start, dt.datetime):
        return _Occasion(event=event, start=at.replace(tzinfo=event.start.tzinfo))
    return _Occasion(event=event, start=at.date())


def _invitation(occasion: _Occasion, series_name: str, clock: Clock) -> Invitation:
    event, start, end = occasion.event, occasion.start, occasion.end
    return Invitation(
        uid=event.uid,
        name=event.name,
        start=clock.here(start) if isinstance(start, dt.datetime) else start,
        end=clock.here(end) if isinstance(end, dt.datetime) else end,
        recurring=event.recurring,
        series_name=series_name,
        attendees=event.attendees,
    )
