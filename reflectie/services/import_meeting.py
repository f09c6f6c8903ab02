"""Create or update meetings from invitations."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from reflectie.calendar.invitation import Invitation, LocalZone
from reflectie.domain.entry import new_entry
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.meeting import NO_VERSION, InvitationVersion, Meeting
from reflectie.domain.session import Session
from reflectie.domain.table_edit import attendee_answers
from reflectie.domain.value import Value
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.meeting_overview import NewMeeting, create_meeting
from reflectie.services.typed_path import read_typed_path


def load_invitations(path: str | Path, now: dt.datetime) -> tuple[Invitation, ...]:
    """Read the invitations in an .ics file. ``path`` is read as ``read_typed_path`` does.

    This takes long enough to run it beside the screen.

    Raises:
        ReflectieError: the file cannot be read, or has no meeting in it.
    """
    from reflectie.calendar.read_invitations import read_invitation_file  # with all of icalendar

    return read_invitation_file(read_typed_path(str(path)), now, LocalZone())


def upcoming(invitations: Iterable[Invitation], now: dt.datetime) -> tuple[Invitation, ...]:
    """Return the invitations to meetings that are not over."""
    return tuple(invitation for invitation in invitations if not invitation.is_over(now))


def find_imported_meeting(
    journal: Journal, invitation: Invitation, day: dt.date | None = None
) -> Meeting | None:
    """Return the meeting that was created from this invitation before, or None.

    Each day of a recurring invitation is a meeting of its own, and so is each of several meetings that share
    a uid. ``day`` replaces the day of the invitation.
    """
    is_one_of_several = invitation.is_recurring or invitation.shares_uid
    time = invitation.time if invitation.shares_uid else None
    return meetings.find_meeting_by_invitation(
        journal, invitation.uid, day or invitation.day, is_one_of_several, time
    )


def is_outdated(invitation: Invitation, meeting: Meeting) -> bool:
    """Return whether the meeting was taken from a newer version of this invitation."""
    return invitation.version.is_older_than(meeting.version)


def planned_meeting(invitation: Invitation) -> NewMeeting:
    """Return the meeting that an invitation asks for."""
    return NewMeeting(
        name=invitation.short_name,
        day=invitation.day,
        time=invitation.time,
        series=invitation.short_series_name,
        uid=invitation.uid,
        version=invitation.version,
    )


def is_rescheduled(meeting: Meeting, invitation: Invitation) -> bool:
    """Whether an invitation has another day or time than the meeting has."""
    return (invitation.day, invitation.time) != (meeting.day, meeting.time)


def update_imported_meeting(
    journal: Journal,
    meeting: Meeting,
    day: dt.date | None,
    time: dt.time | None,
    name: str | None = None,
    version: InvitationVersion = NO_VERSION,
) -> Meeting:
    """Give a meeting the day and time of a newer invitation, and another name if one is given."""
    if name is not None and name != meeting.name:
        meetings.rename_meeting(journal, meeting.id, name)
    is_known = version != NO_VERSION and not version.is_older_than(meeting.version)
    newest = version if is_known else meeting.version
    if (day, time, newest) != (meeting.day, meeting.time, meeting.version):
        meetings.reschedule_meeting(journal, meeting.id, day, time, newest)
    return meetings.get_meeting(journal, meeting.id)


def split_by_name(
    journal: Journal, invitations: Iterable[Invitation]
) -> tuple[list[Invitation], list[Invitation]]:
    """Return the invitations that can be imported, and those that need a name first."""
    complete, nameless = list[Invitation](), list[Invitation]()
    for invitation in invitations:
        is_complete = invitation.name or find_imported_meeting(journal, invitation)
        (complete if is_complete else nameless).append(invitation)
    return complete, nameless


class ImportOutcome(Enum):
    """What became of an invitation. KEPT: the meeting has another moment, perhaps chosen by the user."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    KEPT = "kept"
    OUTDATED = "outdated"


class ImportedMeeting(Value):
    """A meeting after the import of its invitation."""

    meeting: Meeting
    outcome: ImportOutcome


def import_invitations(journal: Journal, invitations: Iterable[Invitation]) -> tuple[ImportedMeeting, ...]:
    """Create a meeting for each invitation, or move the one that was created from an older version of it.

    Raises:
        InvalidInput: an invitation has no name, and there is no meeting from it yet.
    """
    return tuple(_import_invitation(journal, invitation) for invitation in invitations)


def _import_invitation(journal: Journal, invitation: Invitation) -> ImportedMeeting:
    meeting = find_imported_meeting(journal, invitation)
    if meeting is None:
        added = create_meeting(journal, planned_meeting(invitation))
        return ImportedMeeting(meeting=added, outcome=ImportOutcome.ADDED)
    if is_outdated(invitation, meeting):
        return ImportedMeeting(meeting=meeting, outcome=ImportOutcome.OUTDATED)
    is_same = not is_rescheduled(meeting, invitation)
    if not is_same and not meeting.version.is_older_than(invitation.version):
        return ImportedMeeting(meeting=meeting, outcome=ImportOutcome.KEPT)
    moved = update_imported_meeting(
        journal, meeting, invitation.day, invitation.time, version=invitation.version
    )
    outcome = ImportOutcome.UNCHANGED if is_same else ImportOutcome.MOVED
    return ImportedMeeting(meeting=moved, outcome=outcome)


def add_attendees(
    journal: Journal,
    library: Library,
    meeting: Meeting,
    attendees: Sequence[str],
    now: dt.datetime,
    day: dt.date,
) -> bool:
    """Start a preparation with these attendees, in the first exercise that has a table for them.

    ``day`` is that to which writing ``now`` belongs.
    Return False, and save nothing, if something has been written about the meeting already.
    """
    if journal.summaries(meeting=meeting.id):
        return False
    for exercise in library.for_meeting(MeetingPhase.PREPARE):
        entry = new_entry(exercise, now, meeting=meeting.id, day=day)
        answers = attendee_answers(Session(exercise=exercise, entry=entry), attendees)
        if answers:
            journal.save(entry, answers)
            break
    return True
