"""The lines that matter, in the components they stand in.

What is not needed (descriptions, attachments, alarms) is never taken apart, so a slip there does no harm, and
a file of a million components costs no more than its bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reflectie.domain.errors import BadInvitation
from reflectie.invite.unfolding import ALONE, Line, name_of, taken_apart, unfolded

_TIMES = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_WANTED = {
    "VCALENDAR": frozenset({"METHOD", "VERSION"}),
    "VEVENT": frozenset(
        {"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "SEQUENCE", "ATTENDEE", "ORGANIZER"}
        | {"RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "X-MICROSOFT-CDO-ALLDAYEVENT"}
    ),
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": _TIMES,
    "DAYLIGHT": _TIMES,
}
_INSIDE = {"VCALENDAR": "nothing", "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR"}
_INSIDE |= {"STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}

_MOST_VALUES = 30_000
_MOST_BYTES = 1_000_000
_MOST_PARTS = 2_000
_LONGEST_LINE = 10_000
_DEEPEST = 8

_CHOOSE = "Kies het .ics-bestand dat bij de uitnodiging zat, of vul naam en dag zelf in."


@dataclass(slots=True)
class Part:
    """A component: a calendar, an event, a time zone; ``kind`` is empty for one that is not read."""

    kind: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Line]:
        return (line for line in self.lines if line.name == name)

    def one(self, name: str) -> Line | None:
        """The line of a property that stands there once at most."""
        found = list(self.all(name))
        if len(found) > 1:
            raise BadInvitation(f"Op regel {found[1].number} staat {name} voor de tweede keer.")
        return found[0] if found else None

    def value(self, name: str) -> str:
        """What a word like STATUS says, in capitals; empty when it is not there."""
        line = next(self.all(name), None)
        return line.value.strip().upper() if line else ""


def read_parts(data: bytes) -> tuple[Part, ...]:
    """The calendars in a file, with the events and zones inside them.

    Raises:
        BadInvitation: it is no calendar file, it stops halfway, or it goes over a limit.
    """
    scan = _Scan()
    for number, line in unfolded(data):
        scan.take(number, line)
    return scan.done()


class _Scan:
    """Reads line by line, and knows which components are open."""

    def __init__(self) -> None:
        self._calendars: list[Part] = []
        self._open: list[tuple[str, Part]] = []
        self._last_was_kept = False
        self._values = self._bytes = self._parts = 0

    def take(self, number: int, line: bytes) -> None:
        name = name_of(line)
        if name == "BEGIN":
            self._begin(number, _word(line[6:]))
        elif not self._calendars:
            raise BadInvitation("Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR.", _CHOOSE)
        elif name == "END":
            self._end(number, _word(line[4:]))
        elif self._open and name in _WANTED.get(self._open[-1][1].kind, ()):
            self._keep(number, name, line)
        elif not name and self._last_was_kept:
            raise BadInvitation(f"Regel {number} hoort nergens bij.")
        elif name:
            self._last_was_kept = False

    def done(self) -> tuple[Part, ...]:
        if not self._calendars:
            raise BadInvitation("Dit bestand is leeg.", _CHOOSE)
        if self._open:
            raise BadInvitation("Dit bestand houdt halverwege op.")
        return tuple(self._calendars)

    def _begin(self, number: int, word: str) -> None:
        self._last_was_kept = False
        part = Part(word if word in _WANTED else "", number)
        outside = self._open[-1][1] if self._open else None
        if outside is None and word != "VCALENDAR":
            raise BadInvitation("Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR.", _CHOOSE)
        if outside is None:
            self._calendars.append(part)
        elif len(self._open) >= _DEEPEST or _INSIDE.get(word, outside.kind) != outside.kind:
            raise BadInvitation(f"Op regel {number} begint iets op een plek waar dat niet kan.")
        elif part.kind:
            outside.parts.append(part)
            self._parts += 1
        if self._parts > _MOST_PARTS:
            raise BadInvitation("In dit bestand staan te veel afspraken.", ALONE)
        self._open.append((word, part))

    def _end(self, number: int, word: str) -> None:
        self._last_was_kept = False
        if not self._open or self._open.pop()[0] != word:
            raise BadInvitation(f"Op regel {number} eindigt iets wat niet was begonnen.")

    def _keep(self, number: int, name: str, line: bytes) -> None:
        self._last_was_kept = True
        self._values += 1 + line.count(b",")
        self._bytes += len(line)
        if self._values > _MOST_VALUES or self._bytes > _MOST_BYTES:
            raise BadInvitation("In dit bestand staat te veel om te lezen.", ALONE)
        if len(line) > _LONGEST_LINE:
            raise BadInvitation(f"Regel {number} is veel te lang.")
        self._open[-1][1].lines.append(taken_apart(number, name, line))


def _word(rest: bytes) -> str:
    """The name of a component."""
    return rest.decode("ascii", errors="replace").strip().upper()
