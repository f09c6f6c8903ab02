"""Create or update a meeting from an invitation."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from reflectie.calendar.invitation import Invitation
from reflectie.calendar.time_zones import LocalZone
from reflectie.domain.meeting import Meeting
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.context import Context


class NewMeeting(NamedTuple):
    """A meeting to make; ``series`` is the name of the one it belongs to, ``uid`` that of the invitation.

    ``people`` are those who come, by role or by name, as far as they are to be kept.
    """

    name: str
    day: dt.date | None = None
    time: dt.time | None = None
    series: str = ""
    uid: str = ""
    attendees: tuple[str, ...] = ()


def find_imported_meeting(opened: Journal, planned: NewMeeting, found: Invitation | None) -> Meeting | None:
    """The meeting that was made from the same invitation before."""

    return (
        meetings.find_meeting_by_invitation(opened, planned.uid, planned.day, found.is_recurring)
        if found
        else None
    )


def create_meeting(opened: Journal, planned: NewMeeting) -> Meeting:

    belongs = meetings.find_or_new_series(opened, planned.series, planned.uid) if planned.series else None
    return meetings.create_meeting(opened, planned.name, planned.day, planned.time, belongs, planned.uid)


def load_invitations(path: str, context: Context) -> tuple[Invitation, ...]:
    """What a file says; run beside the screen, since the calendar library is heavy.

    Raises:
        ReflectieError: the file is not there, cannot be read, or holds no meeting.
    """
    from reflectie.calendar.read_invitations import read_invitation_file

    words = path.strip().strip("'\"")
    try:
        file = Path(words).expanduser()
    except RuntimeError:  # no such home
        file = Path(words)
    return read_invitation_file(file, context.clock(), LocalZone())
