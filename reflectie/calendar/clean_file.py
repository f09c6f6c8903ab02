"""First guard: only the lines of an .ics file that are used reach icalendar, cleaned and within limits.

icalendar has no limits, takes a truncated file for a whole one, and looks up any zone name that it meets.
"""

import re

from reflectie.domain.errors import InvalidInput, invalid_invitation
from reflectie.domain.text import UNSAFE_CHARACTERS

SINGLE_MEETING_HINT = "Haal alleen dit ene overleg uit je agenda, of vul naam en dag zelf in."
"""Advice for a file that exceeds a limit."""

ZONE_NAME = "X-ZONE"
"""What TZID is called in a cleaned file, so that icalendar does not look the zone up."""

_CHOOSE_FILE_HINT = "Kies het .ics-bestand dat bij de uitnodiging zat, of vul naam en dag zelf in."

_MAX_LENGTH, _MAX_LINE_BYTES, _MAX_VALUES, _MAX_EVENTS, _MAX_DEPTH = 1_000_000, 10_000, 20_000, 2_000, 8
"""Limits of what is read; a value is a line, or a part of it between commas."""

_DATES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER"})
_EVENT = {"UID", "SUMMARY", "STATUS", "SEQUENCE", "DTSTAMP", "DURATION", "RRULE", "EXRULE"}
_OBSERVANCE = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_READ = {
    ("VCALENDAR",): frozenset({"METHOD", "VERSION", "X-WR-TIMEZONE"}),
    ("VCALENDAR", "VEVENT"): _EVENT | _DATES | _PEOPLE | {"X-MICROSOFT-CDO-ALLDAYEVENT"},
    ("VCALENDAR", "VTIMEZONE"): frozenset({"TZID"}),
    ("VCALENDAR", "VTIMEZONE", "STANDARD"): _OBSERVANCE,
    ("VCALENDAR", "VTIMEZONE", "DAYLIGHT"): _OBSERVANCE,
}

_NAME = re.compile(rb"[A-Za-z0-9-]+(?=[;:])")
_NESTING = re.compile(rb"(?:BEGIN|END):\s*([A-Z0-9-]+)\s*", re.IGNORECASE)
_NO_PROPERTY = re.compile("[A-Za-z-]+=")
_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_LINE = re.compile(r'[^:;]+((?:[^":]|"[^"]*")*):(.*)')
_PARAMETERS = re.compile(r'(;[A-Za-z0-9-]+=("[^"]*"|[^";:,]*)(,("[^"]*"|[^";:,]*))*)*')
_PARAMETER = re.compile(r';(TZID|RANGE|CN|CUTYPE)=((?:"[^"]*"|[^";])*)', re.IGNORECASE)
_DASHES = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_CLOCK = re.compile(r"(?<=\d)T(\d\d):?(\d\d):?(\d\d)?(?![\dHMS])", re.ASCII)
_DATE_VALUES = re.compile("[0-9TZPWDHMS,/+]*")


def clean_file(data: bytes) -> str:
    """Return what is read of an .ics file, as text for icalendar.

    Raises:
        InvalidInput: it is no calendar file, is incomplete, exceeds a limit, or has a wrong date or rule.
    """
    cleaner, lines = _Cleaner(), _unfold(data)
    if lines == [b""]:
        raise invalid_invitation("Dit bestand is leeg.", _CHOOSE_FILE_HINT)
    if lines[0].strip().upper() != b"BEGIN:VCALENDAR":
        problem = "Dit is geen agendabestand: het begint niet met BEGIN:VCALENDAR."
        raise invalid_invitation(problem, _CHOOSE_FILE_HINT)
    is_whole = any(line.upper().startswith(b"END:VCALENDAR") for line in lines)
    for line in lines if is_whole else ():
        cleaner.feed(line)
    if cleaner.open or not is_whole:
        raise invalid_invitation("Dit bestand houdt halverwege op.")
    return "\n".join(cleaner.kept)


def unreadable(what: str) -> InvalidInput:
    """A part of an event that is kept cannot be read."""
    return invalid_invitation(f"Van een afspraak in dit bestand is {what} onleesbaar.")


def _unfold(data: bytes) -> list[bytes]:
    """Return the logical lines. They stay bytes, because a fold may split the bytes of one character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise invalid_invitation("De letters van dit bestand zijn onleesbaar.") from error
    data = data.removeprefix(b"\xef\xbb\xbf").translate(None, _CONTROL_BYTES).replace(b"\r", b"\n")
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    return data.replace(b"\n ", b"").replace(b"\n\t", b"").strip(b"\n").split(b"\n")


class _Cleaner:
    """Takes lines one by one. A line that is not kept leaves an empty one, for what may follow on it."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.open: list[str] = []
        self._length = self._values = self._events = 0

    def feed(self, line: bytes) -> None:
        match = _NAME.match(line)
        name = match[0].decode().upper() if match else ""
        if nesting := _NESTING.fullmatch(line):
            self._nest(name, nesting[1].decode().upper())
        elif name not in ("", *_READ.get(tuple(self.open), ())):
            self.kept.append("")
        elif name or self.kept[-1]:
            text = _decode(line)
            if not name:
                text = self._join(text)
            elif len(line) <= _MAX_LINE_BYTES:
                text = _clean_line(name, text)
            elif name in _PEOPLE:
                text = ""
            else:
                raise invalid_invitation("In dit bestand is een regel veel te lang.")
            self._count(text)
            self.kept.append(text)

    def _nest(self, name: str, component: str) -> None:
        if name == "BEGIN":
            self.open.append(component)
        elif not self.open:
            raise invalid_invitation("In dit bestand eindigt iets wat niet was begonnen.")
        is_read = tuple(self.open) in _READ
        if name == "END":
            component = self.open.pop()  # its name may be misspelled
        if len(self.open) > _MAX_DEPTH:
            raise invalid_invitation("In dit bestand staat te veel in elkaar.")
        self._events += (name, component) == ("BEGIN", "VEVENT")
        if self._events > _MAX_EVENTS:
            raise invalid_invitation("In dit bestand staan te veel afspraken.", SINGLE_MEETING_HINT)
        self.kept += [f"{name}:{component}", ""] if is_read else [""]

    def _count(self, line: str) -> None:
        self._length += len(line)
        self._values += 1 + line.count(",")
        if self._length > _MAX_LENGTH or self._values > _MAX_VALUES:
            raise invalid_invitation("In dit bestand staat te veel om te lezen.", SINGLE_MEETING_HINT)

    def _join(self, text: str) -> str:
        """Return the last line, with ``text`` if that is the rest of it, folded in a wrong way."""
        last = self.kept.pop()
        name = re.split("[;:]", last)[0]
        if name in _PEOPLE:
            return ""
        if name == "SUMMARY":
            return f"{last} {text}"
        if name == "RRULE" or not _NO_PROPERTY.match(text):
            raise unreadable("een regel")
        return last


def _decode(line: bytes) -> str:
    """Return a line as text: UTF-8, or else the letters of Windows."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="replace")
    return UNSAFE_CHARACTERS.sub("", text)


def _clean_line(name: str, line: str) -> str:
    """Return a line as icalendar gets it; empty when it is left out."""
    match = _LINE.fullmatch(line)
    parameters, value = match.groups() if match else ("", "")
    compact = value.replace(" ", "").upper()
    if name in _PEOPLE:
        return f"{name}{_used(parameters)}:{value}" if match and _PARAMETERS.fullmatch(parameters) else ""
    if not match:
        raise unreadable("een regel")
    if name in _DATES:
        return _clean_dates(name, _used(parameters), compact)
    if name == "RRULE":
        return f"RRULE:{_clean_rule(compact)}" if compact.strip(";") else ""
    if name == "DURATION":
        return "" if re.search(r"\d{6}", compact) else f"DURATION:{compact}"
    if (name, compact) == ("VERSION", "1.0"):
        raise invalid_invitation(
            "Dit bestand is in een oude vorm (vCalendar).", "Haal het als .ics uit je agenda."
        )
    return f"{ZONE_NAME if name == 'TZID' else name}:{value}"


def _used(parameters: str) -> str:
    """Return the parameters that are used; the form of a value shows its type."""
    pairs = [(key.upper(), text.replace('"', "")) for key, text in _PARAMETER.findall(parameters)]
    return "".join(f';{ZONE_NAME if key == "TZID" else key}="{text}"' for key, text in pairs)


def _clean_dates(name: str, parameters: str, value: str) -> str:
    """Write dates in the basic form."""
    value = _CLOCK.sub(
        lambda match: f"T{match[1]}{match[2]}{match[3] or '00'}", _DASHES.sub(r"\1\2\3", value)
    )
    if not _DATE_VALUES.fullmatch(value):
        if name == "DTEND":
            return ""
        raise invalid_invitation("Een afspraak in dit bestand heeft een dag of tijd die niet bestaat.")
    return f"{name}{parameters}:{value.strip(',')}" if value else ""


def _clean_rule(value: str) -> str:
    parts = value.strip(";").split(";")
    keys = {part.partition("=")[0] for part in parts if re.fullmatch("[A-Z]+=.+", part)}
    if len(keys) != len(parts):
        raise unreadable("de reeks")
    return ";".join(parts)
