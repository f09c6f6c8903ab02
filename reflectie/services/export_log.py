"""Select the entries of an export, with the situations, meetings and series they belong to."""

import datetime as dt

from reflectie.export.log import Log
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import list_meetings, list_series
from reflectie.journal.situations import list_situations
from reflectie.services.entries import load_entry_with_drafts


def collect_log(
    journal: Journal,
    first: dt.date = dt.date.min,
    last: dt.date = dt.date.max,
    situation_id: str | None = None,
) -> Log:
    """Return the entries from ``first`` up to and including ``last``; of one situation if that is given."""
    entries = tuple(
        load_entry_with_drafts(journal, summary.id)
        for summary in journal.summaries(situation=situation_id)
        if first <= summary.day <= last
    )
    situation_ids = {entry.situation for entry in entries}
    meeting_ids = {entry.meeting for entry in entries}
    meetings = tuple(meeting for meeting in list_meetings(journal) if meeting.id in meeting_ids)
    series_ids = {meeting.series for meeting in meetings}
    return Log(
        entries,
        tuple(situation for situation in list_situations(journal) if situation.id in situation_ids),
        meetings,
        tuple(series for series in list_series(journal) if series.id in series_ids),
    )
