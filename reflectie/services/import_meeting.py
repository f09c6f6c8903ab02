"""Create or update a meeting from an invitation."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from reflectie.calendar.invitation import Invitation, LocalZone
from reflectie.calendar.read_invitations import read_invitation_file
from reflectie.domain.entry import new_entry
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.meeting import Meeting
from reflectie.domain.session import Session
from reflectie.domain.table_edit import attendee_answers
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.typed_path import read_typed_path


def load_invitations(path: str | Path, now: dt.datetime) -> tuple[Invitation, ...]:
    """Read the invitations in an .ics file. ``path`` is read as ``read_typed_path`` does.

    This takes long enough to run it beside the screen.

    Raises:
        ReflectieError: the file cannot be read, or has no meeting in it.
    """
    return read_invitation_file(read_typed_path(str(path)), now, LocalZone())


def find_imported_meeting(
    journal: Journal, invitation: Invitation, day: dt.date | None = None
) -> Meeting | None:
    """Return the meeting that was created from this invitation before, or None.

    Each day of a recurring invitation is a meeting of its own. ``day`` replaces the day of the invitation.
    """
    return meetings.find_meeting_by_invitation(
        journal, invitation.uid, day or invitation.day, invitation.is_recurring
    )


def update_imported_meeting(
    journal: Journal, meeting: Meeting, day: dt.date | None, time: dt.time | None, name: str | None = None
) -> Meeting:
    """Give a meeting the day and time of a newer invitation, and another name if one is given."""
    if name is not None and name != meeting.name:
        meetings.rename_meeting(journal, meeting.id, name)
    if (day, time) != (meeting.day, meeting.time):
        meetings.reschedule_meeting(journal, meeting.id, day, time)
    return meetings.get_meeting(journal, meeting.id)


def add_attendees(
    journal: Journal, library: Library, meeting: Meeting, attendees: Sequence[str], now: dt.datetime
) -> bool:
    """Start a preparation with these attendees, in the first exercise that has a table for them.

    Return False, and save nothing, if something has been written about the meeting already.
    """
    if journal.summaries(meeting=meeting.id):
        return False
    for exercise in library.for_meeting(MeetingPhase.PREPARE):
        entry = new_entry(exercise, now, meeting=meeting.id)
        answers = attendee_answers(Session(exercise=exercise, entry=entry), attendees)
        if answers:
            journal.save(entry, answers)
            break
    return True
