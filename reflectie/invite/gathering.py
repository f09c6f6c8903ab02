"""From the events of a file to one invitation for each meeting or series."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reflectie.domain.errors import BadInvitation
from reflectie.invite.event import Event, read_event
from reflectie.invite.invitation import Invitation
from reflectie.invite.lines import Part, read_parts
from reflectie.invite.occasions import Clock, next_or_last
from reflectie.invite.rules import Budget
from reflectie.invite.zones import Zones

_CALLED_OFF = "Stond het al in Overleg, dan kun je het daar weggooien; of kies een ander .ics-bestand."
_ANOTHER = "Kies een ander bestand, of vul naam en dag zelf in."


def gather(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """As ``reading.read_invitations`` says it."""
    calendars = read_parts(data)
    zones = Zones(
        (part for calendar in calendars for part in calendar.parts if part.kind == "VTIMEZONE"), zone
    )
    events = [event for calendar in calendars for event in _events(calendar, zones)]
    if not events:
        raise BadInvitation("In dit bestand staat geen afspraak.", _ANOTHER)
    clock, budget = Clock(now, zones), Budget()
    found = [next_or_last(group, clock, budget) for group in _together(events)]
    invitations = [invitation for invitation in found if invitation]
    if not invitations:
        raise BadInvitation("Het overleg in dit bestand is afgezegd.", _CALLED_OFF)
    return _in_order(invitations, clock)


def _events(calendar: Part, zones: Zones) -> Iterator[Event]:
    if calendar.value("VERSION") == "1.0":
        raise BadInvitation(
            "Dit bestand is in een oude vorm (vCalendar).", "Haal het als .ics uit je agenda."
        )
    cancelled = calendar.value("METHOD") == "CANCEL"
    return (read_event(part, zones, cancelled) for part in calendar.parts if part.kind == "VEVENT")


def _together(events: Iterable[Event]) -> Iterable[list[Event]]:
    """The events of one meeting or series; one without a uid stands alone."""
    groups = defaultdict[str | int, list[Event]](list)
    for place, event in enumerate(events):
        groups[event.uid or place].append(event)
    return groups.values()


def _in_order(invitations: Iterable[Invitation], clock: Clock) -> tuple[Invitation, ...]:
    coming, past = list[Invitation](), list[Invitation]()
    for invitation in sorted(invitations, key=lambda each: clock.instant(each.start)):
        (coming if clock.is_to_come(invitation.start, invitation.end) else past).append(invitation)
    return (*coming, *reversed(past))
