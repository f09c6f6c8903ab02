"""One VEVENT: a meeting, a series, or one meeting of a series that was changed."""

import datetime as dt
from collections.abc import Iterator

from reflectie.domain.errors import BadInvitation
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value
from reflectie.invite.lines import Part
from reflectie.invite.rules import Rule, read_rule
from reflectie.invite.unfolding import Line
from reflectie.invite.values import When, length, moments, number, sensible, when, words
from reflectie.invite.zones import Zones

_DAY = dt.timedelta(days=1)
_NO_PEOPLE = ("ROOM", "RESOURCE")


class Event(Value):
    """What a VEVENT says.

    ``more`` and ``not_on`` are days of a series beside its rules; ``instead_of`` is the one meeting of a
    series that this takes the place of; ``version`` goes up when an invitation is sent anew.
    """

    uid: str
    name: str
    start: When
    lasting: dt.timedelta
    rules: tuple[Rule, ...] = ()
    more: tuple[When, ...] = ()
    not_on: tuple[When, ...] = ()
    instead_of: When | None = None
    cancelled: bool = False
    version: int = 0
    attendees: tuple[str, ...] = ()

    @property
    def recurring(self) -> bool:
        return bool(self.rules or self.more or self.instead_of)


def read_event(part: Part, zones: Zones, cancelled: bool) -> Event:
    """A VEVENT as it is meant; ``cancelled`` says that its whole calendar calls off.

    Raises:
        BadInvitation: something it says cannot be.
    """
    first = part.one("DTSTART")
    if first is None:
        raise BadInvitation(f"De afspraak op regel {part.number} heeft geen begin.")
    start, lasting = _first_and_length(part, first, zones)
    return Event(
        uid=words(part.one("UID")),
        name=words(part.one("SUMMARY")),
        start=start,
        lasting=lasting,
        rules=_rules(part, start, zones),
        more=tuple(_listed(part, "RDATE", zones)),
        not_on=tuple(_listed(part, "EXDATE", zones)),
        instead_of=_instead_of(part, zones),
        cancelled=cancelled or part.value("STATUS") == "CANCELLED",
        version=number(part.one("SEQUENCE")),
        attendees=tuple(_names(part)),
    )


def _first_and_length(part: Part, first: Line, zones: Zones) -> tuple[When, dt.timedelta]:
    start, last, lasting = when(first, zones), part.one("DTEND"), part.one("DURATION")
    if last:
        end = when(last, zones)
        if isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
            raise BadInvitation(f"Op regel {last.number} staat een dag naast een tijd, of andersom.")
        found = sensible(_between(start, end), last)
    else:
        found = length(lasting) if lasting else dt.timedelta(0)
    if (
        isinstance(start, dt.datetime)
        and start.time() == dt.time()
        and found >= _DAY
        and part.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    ):
        # Outlook writes some whole days as from midnight to midnight; a day may last 23 or 25 hours.
        start, found = start.date(), dt.timedelta(days=round(found / _DAY))
    if not isinstance(start, dt.datetime):
        found = max(_DAY, dt.timedelta(days=found.days))
    return start, found


def _between(start: When, end: When) -> dt.timedelta:
    """Exactly how long; the difference of two moments in one zone would leave out a change of the clock."""
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
    return dt.timedelta(days=end.toordinal() - start.toordinal())


def _rules(part: Part, start: When, zones: Zones) -> tuple[Rule, ...]:
    for line in part.all("EXRULE"):
        raise BadInvitation(f"Op regel {line.number} staat een reeks op een manier die niet meer bestaat.")
    return tuple(read_rule(line, start, zones) for line in part.all("RRULE"))


def _listed(part: Part, name: str, zones: Zones) -> Iterator[When]:
    for line in part.all(name):
        yield from moments(line, zones)


def _instead_of(part: Part, zones: Zones) -> When | None:
    line = part.one("RECURRENCE-ID")
    if line and "RANGE" in line.params:
        raise BadInvitation(
            f"Op regel {line.number} verandert een reeks vanaf een bepaalde dag; dat is niet te lezen."
        )
    return when(line, zones) if line else None


def _names(part: Part) -> Iterator[str]:
    """Who invites and who is invited, each address once."""
    seen = set[str]()
    for line in (*part.all("ORGANIZER"), *part.all("ATTENDEE")):
        address = clean_line(line.value).casefold().removeprefix("mailto:")
        name = clean_line(line.params.get("CN", "")) or address
        if name and address not in seen and line.params.get("CUTYPE", "").upper() not in _NO_PEOPLE:
            seen.add(address)
            yield name
