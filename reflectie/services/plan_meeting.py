"""Create a meeting, reschedule it, or move it to a series, from texts as the user typed them."""

import datetime as dt

from reflectie.domain.date_parser import parse_day_and_time
from reflectie.domain.meeting import Meeting
from reflectie.domain.value import Value
from reflectie.journal import meetings
from reflectie.journal.journal import Journal


class NewMeeting(Value):
    """A meeting to create.

    ``series`` is the name of its series, or empty. ``uid`` identifies the invitation it comes from, if any.
    """

    name: str
    day: dt.date | None = None
    time: dt.time | None = None
    series: str = ""
    uid: str = ""


def create_meeting(journal: Journal, planned: NewMeeting) -> Meeting:
    """Create a meeting. Its series is looked up by invitation or name, and created if there is none.

    Raises:
        InvalidInput: the name of the meeting or of the series cannot be used.
    """
    series = meetings.find_or_new_series(journal, planned.series, planned.uid) if planned.series else None
    return meetings.create_meeting(journal, planned.name, planned.day, planned.time, series, planned.uid)


def reschedule_meeting(journal: Journal, meeting_id: str, when: str, today: dt.date) -> Meeting:
    """Move a meeting to the day and time in ``when``, such as "dinsdag 14:30"; empty removes both.

    Raises:
        InvalidInput: ``when`` is not understood.
    """
    return meetings.reschedule_meeting(journal, meeting_id, *parse_day_and_time(when, today))


def move_to_series(journal: Journal, meeting_id: str, name: str) -> Meeting:
    """Move a meeting to the series with this name, new or existing; an empty name means no series."""
    series = meetings.find_or_new_series(journal, name) if name.strip() else None
    return meetings.move_meeting_to_series(journal, meeting_id, series)
