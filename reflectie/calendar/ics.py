"""Parse the bytes of an .ics file into components and properties.

The structure is parsed here because icalendar gives no line numbers, has no limits, and takes a truncated
file for an empty one; it does parse the properties. Properties that are not needed (descriptions,
attachments, alarms) are skipped unparsed, so that errors in them do no harm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from reflectie.domain.errors import InvalidInput, invalid_invitation
from reflectie.domain.text import UNSAFE_CHARACTERS
from reflectie.domain.value import Value

SINGLE_MEETING_HINT = "Haal alleen dit ene overleg uit je agenda en probeer het nog eens."
"""Advice for a file that exceeds a limit."""

_CHOOSE_FILE_HINT = "Kies het .ics-bestand dat bij de uitnodiging zat, of vul naam en dag zelf in."

_MAX_LINES = 200_000

_MAX_VALUES = 30_000

_MAX_BYTES = 1_000_000
"""Bytes of all properties that are read, together."""

_MAX_COMPONENTS = 2_000

_MAX_LINE_BYTES = 10_000

_MAX_DEPTH = 8

_NAME = re.compile(rb"[A-Za-z0-9-]+(?=[;:])")

_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

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

_PARENT_COMPONENTS = {
    "VCALENDAR": None,
    "VEVENT": "VCALENDAR",
    "VTIMEZONE": "VCALENDAR",
    "STANDARD": "VTIMEZONE",
    "DAYLIGHT": "VTIMEZONE",
}


class Property(Value):
    """One property, its value unescaped; ``line_number`` is that of its first line in the file."""

    line_number: int
    name: str
    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """A calendar, an event or a time zone; ``name`` is empty for a component that is not read."""

    name: str
    line_number: int
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def get_all(self, name: str) -> Iterator[Property]:
        """Return the properties of this name, in the order of the file."""
        return (line for line in self.properties if line.name == name)

    def get_one(self, name: str) -> Property | None:
        """Return a property that may occur once, or None.

        Raises:
            InvalidInput: it occurs more than once.
        """
        lines = list(self.get_all(name))
        if len(lines) > 1:
            raise invalid_invitation(f"Op regel {lines[1].line_number} staat {name} voor de tweede keer.")
        return lines[0] if lines else None

    def keyword(self, name: str) -> str:
        """Return the value of a property like STATUS in capitals; empty when it is absent."""
        line = next(self.get_all(name), None)
        return line.value.strip().upper() if line else ""


def parse_calendars(data: bytes) -> tuple[Component, ...]:
    """Return the calendars in a file, with their events and time zones.

    Raises:
        InvalidInput: it is no calendar file, is incomplete, or exceeds a limit.
    """
    parser = _Parser()
    for number, line in unfold(data):
        parser.feed(number, line)
    return parser.close()


# Lines --------------------------------------------------------------------------------------------


def unfold(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Return each logical line with the number of its first physical line.

    Lines stay bytes, because a fold may split the bytes of one character.

    Raises:
        InvalidInput: there are too many lines, or UTF-16 is damaged.
    """
    start, pieces = 0, list[bytes]()
    data = _to_utf_8(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data.count(b"\n") > _MAX_LINES:
        raise invalid_invitation("Dit bestand heeft te veel regels.", SINGLE_MEETING_HINT)
    for number, piece in enumerate(data.split(b"\n"), 1):
        if not piece:
            continue
        if pieces and piece[:1] in b" \t":
            pieces.append(piece[1:])
            continue
        if pieces:
            yield start, b"".join(pieces)
        start, pieces = number, [piece]
    if pieces:
        yield start, b"".join(pieces)


def _to_utf_8(data: bytes) -> bytes:
    """Return the bytes as UTF-8 without a byte order mark and control characters."""
    if data.startswith(_UTF_16_MARKS):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise invalid_invitation("De letters van dit bestand zijn onleesbaar.") from error
    return data.removeprefix(b"\xef\xbb\xbf").translate(None, _CONTROL_BYTES)


def _property_name(line: bytes) -> str:
    """Return the name of a property in capitals; empty when the line is no property."""
    match = _NAME.match(line)
    return match[0].decode().upper() if match else ""


def _component_name(text: bytes) -> str:
    return text.decode("ascii", errors="replace").strip().upper()


def _parse_property(number: int, name: str, line: bytes) -> Property:
    """Split a line into its parameters and its value.

    Raises:
        InvalidInput: it is not UTF-8, or its quotes and separators are wrong.
    """
    try:
        text = UNSAFE_CHARACTERS.sub("", line.decode())
    except UnicodeDecodeError as error:
        raise invalid_invitation(
            f"De letters op regel {number} zijn onleesbaar: ze zijn niet in UTF-8."
        ) from error
    try:
        _, params, value = Contentline(text).parts()
    except ValueError as error:
        raise invalid_invitation(f"Regel {number} ({name}) is onleesbaar.") from error
    joined = {key: param if isinstance(param, str) else ",".join(param) for key, param in params.items()}
    return Property(line_number=number, name=name, params=joined, value=value)


# Components ---------------------------------------------------------------------------------------


class _Parser:
    """Builds components line by line, and keeps a stack of those that have not ended."""

    def __init__(self) -> None:
        self._calendars: list[Component] = []
        self._open: list[tuple[str, Component]] = []
        self._last_property_was_read = False
        self._value_count = self._byte_count = self._component_count = 0

    def feed(self, number: int, line: bytes) -> None:
        """Parse one logical line; ``number`` is that of its first physical line.

        A line without a property name is ignored after a skipped property, whose text may be folded wrongly.
        """
        name = _property_name(line)
        if name == "BEGIN":
            self._begin(number, _component_name(line[6:]))
        elif not self._calendars:
            raise _not_a_calendar()
        elif name == "END":
            self._end(number, _component_name(line[4:]))
        elif self._open and name in _PROPERTIES_READ.get(self._open[-1][1].name, ()):
            self._add_property(number, name, line)
        elif not name and self._last_property_was_read:
            raise invalid_invitation(f"Regel {number} hoort nergens bij.")
        elif name:
            self._last_property_was_read = False

    def close(self) -> tuple[Component, ...]:
        if not self._calendars:
            raise invalid_invitation("Dit bestand is leeg.", _CHOOSE_FILE_HINT)
        if self._open:
            raise invalid_invitation("Dit bestand houdt halverwege op.")
        return tuple(self._calendars)

    def _begin(self, number: int, name: str) -> None:
        self._last_property_was_read = False
        component = Component(name if name in _PROPERTIES_READ else "", number)
        if self._open:
            self._add_component(number, component)
        elif name == "VCALENDAR":
            self._calendars.append(component)
        else:
            raise _not_a_calendar()
        self._open.append((name, component))

    def _add_component(self, number: int, component: Component) -> None:
        parent = self._open[-1][1]
        if len(self._open) >= _MAX_DEPTH or (
            component.name and _PARENT_COMPONENTS[component.name] != parent.name
        ):
            raise invalid_invitation(f"Op regel {number} begint iets op een plek waar dat niet kan.")
        if component.name:
            parent.components.append(component)
            self._component_count += 1
        if self._component_count > _MAX_COMPONENTS:
            raise invalid_invitation("In dit bestand staan te veel afspraken.", SINGLE_MEETING_HINT)

    def _end(self, number: int, name: str) -> None:
        self._last_property_was_read = False
        if not self._open or self._open.pop()[0] != name:
            raise invalid_invitation(f"Op regel {number} eindigt iets wat niet was begonnen.")

    def _add_property(self, number: int, name: str, line: bytes) -> None:
        self._last_property_was_read = True
        self._value_count += 1 + line.count(b",")
        self._byte_count += len(line)
        if self._value_count > _MAX_VALUES or self._byte_count > _MAX_BYTES:
            raise invalid_invitation("In dit bestand staat te veel om te lezen.", SINGLE_MEETING_HINT)
        if len(line) > _MAX_LINE_BYTES:
            raise invalid_invitation(f"Regel {number} is veel te lang.")
        self._open[-1][1].properties.append(_parse_property(number, name, line))


def _not_a_calendar() -> InvalidInput:
    return invalid_invitation(
        "Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR.", _CHOOSE_FILE_HINT
    )
