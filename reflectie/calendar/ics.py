"""Parse the bytes of an .ics file into components and properties.

Properties that are not needed (descriptions, attachments, alarms) are skipped unparsed, so errors in them do no harm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from reflectie.domain.errors import InvalidInvitation
from reflectie.domain.text import UNSAFE_CHARACTERS
from reflectie.domain.value import Value

SINGLE_MEETING_HINT = "Haal alleen dit ene overleg uit je agenda en probeer het nog eens."
"""What to do with a file that holds too much."""

_MAX_LINES = 200_000

_NAME = re.compile(rb"[A-Za-z0-9-]+(?=[;:])")

_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Property(Value):
    """One property: ``value`` is without its escapes; ``number`` is its first line in the file."""

    line_number: int
    name: str
    params: dict[str, str]
    value: str


def unfold(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each logical line with its number; in bytes, because a fold may part the bytes of one letter."""
    started, pieces = 0, list[bytes]()
    data = _to_utf_8(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data.count(b"\n") > _MAX_LINES:
        raise InvalidInvitation("Dit bestand heeft te veel regels.", SINGLE_MEETING_HINT)
    for number, piece in enumerate(data.split(b"\n"), 1):
        if not piece:
            continue
        if pieces and piece[:1] in b" \t":
            pieces.append(piece[1:])
            continue
        if pieces:
            yield started, b"".join(pieces)
        started, pieces = number, [piece]
    if pieces:
        yield started, b"".join(pieces)


def _to_utf_8(data: bytes) -> bytes:
    if data.startswith(_UTF_16_MARKS):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise InvalidInvitation("De letters van dit bestand zijn onleesbaar.") from error
    return data.removeprefix(b"\xef\xbb\xbf").translate(None, _CONTROL_BYTES)


def property_name(line: bytes) -> str:
    """The name of a property in capitals; empty when this is no property."""
    found = _NAME.match(line)
    return found[0].decode().upper() if found else ""


def parse_property(number: int, name: str, line: bytes) -> Property:
    """A line in its parts.

    Raises:
        BadInvitation: it is no UTF-8, or its quotes and signs do not hold together.
    """
    try:
        text = UNSAFE_CHARACTERS.sub("", line.decode())
    except UnicodeDecodeError as error:
        raise InvalidInvitation(
            f"De letters op regel {number} zijn onleesbaar: ze zijn niet in UTF-8."
        ) from error
    try:
        _, params, value = Contentline(text).parts()
    except ValueError as error:
        raise InvalidInvitation(f"Regel {number} ({name}) is onleesbaar.") from error
    plain = {key: param if isinstance(param, str) else ",".join(param) for key, param in params.items()}
    return Property(line_number=number, name=name, params=plain, value=value)


_TIME_ZONE_PROPERTIES = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})

_PROPERTIES_READ = {
    "VCALENDAR": frozenset({"METHOD", "VERSION"}),
    "VEVENT": frozenset(
        {"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "SEQUENCE", "ATTENDEE", "ORGANIZER"}
        | {"RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "X-MICROSOFT-CDO-ALLDAYEVENT"}
    ),
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": _TIME_ZONE_PROPERTIES,
    "DAYLIGHT": _TIME_ZONE_PROPERTIES,
}

_PARENT_COMPONENT = {"VCALENDAR": "nothing", "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR"}

_PARENT_COMPONENT |= {"STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}

_MAX_VALUES = 30_000

_MAX_BYTES = 1_000_000

_MAX_COMPONENTS = 2_000

_MAX_LINE_BYTES = 10_000

_MAX_DEPTH = 8

_CHOOSE_FILE_HINT = "Kies het .ics-bestand dat bij de uitnodiging zat, of vul naam en dag zelf in."


@dataclass(slots=True)
class Component:
    """A component: a calendar, an event, a time zone; ``kind`` is empty for one that is not read."""

    name: str
    line_number: int
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def get_all(self, name: str) -> Iterator[Property]:
        return (line for line in self.properties if line.name == name)

    def get_one(self, name: str) -> Property | None:
        """The line of a property that stands there once at most."""
        found = list(self.get_all(name))
        if len(found) > 1:
            raise InvalidInvitation(f"Op regel {found[1].line_number} staat {name} voor de tweede keer.")
        return found[0] if found else None

    def keyword(self, name: str) -> str:
        """What a word like STATUS says, in capitals; empty when it is not there."""
        line = next(self.get_all(name), None)
        return line.value.strip().upper() if line else ""


def parse_calendars(data: bytes) -> tuple[Component, ...]:
    """The calendars in a file, with the events and zones inside them.

    Raises:
        BadInvitation: it is no calendar file, it stops halfway, or it goes over a limit.
    """
    scan = _Parser()
    for number, line in unfold(data):
        scan.feed(number, line)
    return scan.close()


class _Parser:
    """Reads line by line, and knows which components are open."""

    def __init__(self) -> None:
        self._calendars: list[Component] = []
        self._open: list[tuple[str, Component]] = []
        self._last_was_read = False
        self._values = self._bytes = self._parts = 0

    def feed(self, number: int, line: bytes) -> None:
        name = property_name(line)
        if name == "BEGIN":
            self._begin(number, _component_name(line[6:]))
        elif not self._calendars:
            raise InvalidInvitation(
                "Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR.", _CHOOSE_FILE_HINT
            )
        elif name == "END":
            self._end(number, _component_name(line[4:]))
        elif self._open and name in _PROPERTIES_READ.get(self._open[-1][1].name, ()):
            self._add_property(number, name, line)
        elif not name and self._last_was_read:
            raise InvalidInvitation(f"Regel {number} hoort nergens bij.")
        elif name:
            self._last_was_read = False

    def close(self) -> tuple[Component, ...]:
        if not self._calendars:
            raise InvalidInvitation("Dit bestand is leeg.", _CHOOSE_FILE_HINT)
        if self._open:
            raise InvalidInvitation("Dit bestand houdt halverwege op.")
        return tuple(self._calendars)

    def _begin(self, number: int, word: str) -> None:
        self._last_was_read = False
        part = Component(word if word in _PROPERTIES_READ else "", number)
        outside = self._open[-1][1] if self._open else None
        if outside is None and word != "VCALENDAR":
            raise InvalidInvitation(
                "Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR.", _CHOOSE_FILE_HINT
            )
        if outside is None:
            self._calendars.append(part)
        elif len(self._open) >= _MAX_DEPTH or _PARENT_COMPONENT.get(word, outside.name) != outside.name:
            raise InvalidInvitation(f"Op regel {number} begint iets op een plek waar dat niet kan.")
        elif part.name:
            outside.components.append(part)
            self._parts += 1
        if self._parts > _MAX_COMPONENTS:
            raise InvalidInvitation("In dit bestand staan te veel afspraken.", SINGLE_MEETING_HINT)
        self._open.append((word, part))

    def _end(self, number: int, word: str) -> None:
        self._last_was_read = False
        if not self._open or self._open.pop()[0] != word:
            raise InvalidInvitation(f"Op regel {number} eindigt iets wat niet was begonnen.")

    def _add_property(self, number: int, name: str, line: bytes) -> None:
        self._last_was_read = True
        self._values += 1 + line.count(b",")
        self._bytes += len(line)
        if self._values > _MAX_VALUES or self._bytes > _MAX_BYTES:
            raise InvalidInvitation("In dit bestand staat te veel om te lezen.", SINGLE_MEETING_HINT)
        if len(line) > _MAX_LINE_BYTES:
            raise InvalidInvitation(f"Regel {number} is veel te lang.")
        self._open[-1][1].properties.append(parse_property(number, name, line))


def _component_name(rest: bytes) -> str:
    """The name of a component."""
    return rest.decode("ascii", errors="replace").strip().upper()
