"""Read a calendar file: one invitation for each meeting or series, with its next occurrence or its last."""

import datetime as dt
import errno
import re
import stat
from collections import defaultdict
from pathlib import Path

from icalendar import Calendar

from reflectie.calendar.clean_file import clean_file
from reflectie.calendar.event import Component, complete_event, text_of
from reflectie.calendar.invitation import Invitation
from reflectie.calendar.occurrences import ReaderClock, make_invitation, split_meetings
from reflectie.calendar.recurrence import RecurrenceBudget
from reflectie.calendar.time_zones import TimeZones
from reflectie.domain.errors import ReflectieError, invalid_invitation, os_error_reason

MAX_FILE_BYTES = 5_000_000
"""An invitation may have a document of some megabytes attached."""

_ZONE = re.compile("^BEGIN:VTIMEZONE$.*?^END:VTIMEZONE$", re.MULTILINE | re.DOTALL)

_CANCELLED_HINT = "Stond het al in Overleg, dan kun je het daar wissen; of kies een ander .ics-bestand."

_NO_EVENT_HINT = "Kies een ander bestand, of vul naam en dag zelf in."

_NO_INVITATION = {
    "REPLY": "Dit is een antwoord op een uitnodiging, en niet de uitnodiging zelf.",
    "COUNTER": "Dit is een voorstel voor een andere tijd, en nog geen uitnodiging.",
    "DECLINECOUNTER": "Dit is een antwoord op een voorstel, en geen uitnodiging.",
    "REFRESH": "Dit is een vraag om een uitnodiging, en niet de uitnodiging zelf.",
}
"""What a file is when the method of its calendar is one of these."""


def read_invitation_file(path: Path, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """Read the invitations in a file, as ``read_invitations`` does.

    Raises:
        ReflectieError: the file does not exist or cannot be read, or is a folder, a pipe or a device.
        InvalidInput: as in ``read_invitations``.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(mode):  # reading a pipe or a device could wait for ever
            raise _cannot_open(path, "dat is geen gewoon bestand")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # the extra byte shows that the file is too large
    except (OSError, ValueError) as error:  # ValueError: the name holds a null
        reason = os_error_reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        raise _cannot_open(path, reason) from error
    return read_invitations(data, now, zone)


def _cannot_open(path: Path, reason: str) -> ReflectieError:
    return ReflectieError(f"De uitnodiging {path} gaat niet open: {reason}. Er is niets bewaard.")


def read_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """Return the meetings in a calendar file: upcoming ones first, then past ones, nearest first.

    A meeting that has begun but is not over is upcoming. Times without a zone are in ``zone``, that of the
    reader. Cancelled meetings are left out.

    Raises:
        InvalidInput: a part of the file that is kept cannot be read, or it holds no meeting that takes place.
    """
    if len(data) > MAX_FILE_BYTES:
        raise invalid_invitation(
            f"Dit bestand is groter dan {MAX_FILE_BYTES // 1_000_000} MB.",
            "Haal alleen dit ene overleg uit je agenda, zonder bijlagen, en probeer het nog eens.",
        )
    try:
        return _read(data, ReaderClock(now, zone))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The libraries below raise any of these on values that nobody thought of.
        raise invalid_invitation("Dit bestand is onleesbaar.") from error


def _read(data: bytes, clock: ReaderClock) -> tuple[Invitation, ...]:
    text = clean_file(data)
    calendars: list[Component] = list(Calendar.from_ical(_ZONE.sub("", text), multiple=True))
    budget = RecurrenceBudget(clock.now)
    zones = TimeZones(_ZONE.findall(text), clock.zone, budget)
    groups = defaultdict[str | int, list[Component]](list)
    for calendar in calendars:
        for event in calendar.walk("VEVENT") if _method(calendar) not in _NO_INVITATION else ():
            complete_event(event, calendar, zones, budget)
            if _method(calendar) == "CANCEL":
                event["STATUS"] = "CANCELLED"
            groups[event["UID"] or len(groups)].append(event)  # without a uid it is on its own
    if not groups:
        problem = "In dit bestand staat geen afspraak."
        raise invalid_invitation(_NO_INVITATION.get(_method(calendars[0]), problem), _NO_EVENT_HINT)
    meetings = (meeting for group in groups.values() for meeting in split_meetings(group))
    invitations = [item for meeting in meetings if (item := make_invitation(meeting, clock))]
    if not invitations:
        raise invalid_invitation("Het overleg in dit bestand is afgezegd.", _CANCELLED_HINT)
    return _upcoming_first(invitations, clock)


def _method(calendar: Component) -> str:
    return text_of(calendar, "METHOD").upper()


def _upcoming_first(invitations: list[Invitation], clock: ReaderClock) -> tuple[Invitation, ...]:
    upcoming, past = list[Invitation](), list[Invitation]()
    for invitation in sorted(invitations, key=lambda invitation: clock.moment(invitation.start)):
        (upcoming if clock.is_upcoming(invitation.start, invitation.end) else past).append(invitation)
    return (*upcoming, *reversed(past))
