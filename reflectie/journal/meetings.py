"""Meetings in the journal: what is prepared and looked back on, one by one or as a series.

Each function takes the journal first, so that ``worker.call(meetings)`` runs on its thread. They raise what
the journal raises, and ``UnknownMeeting`` where a meeting is not there (any more).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from msgspec.structs import replace

from reflectie.domain.entry import Summary
from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.ids import SHORT, new_id
from reflectie.domain.meeting import Meeting, Series, meeting_name
from reflectie.domain.text import clean_line
from reflectie.journal import findable, meeting_rows, rows, series
from reflectie.journal.store import Journal


def meetings(journal: Journal, since: dt.date | None = None) -> tuple[Meeting, ...]:
    """All of them, or those from a day on with those that have no day; oldest first, without a day last."""
    first = "" if since is None else since.isoformat()
    with journal.reading() as connection:
        return meeting_rows.where(connection, "day IS NULL OR day >= ?", first)


def of_series(journal: Journal, series_id: str) -> tuple[Meeting, ...]:
    """Those of a series, in the same order."""
    with journal.reading() as connection:
        return meeting_rows.where(connection, "series = ?", series_id)


def meeting(journal: Journal, meeting_id: str) -> Meeting:
    """One by its id."""
    with journal.reading() as connection:
        return meeting_rows.one(connection, meeting_id)


def find(journal: Journal, part: str) -> Meeting:
    """The one whose id begins or ends with ``part``, or whose mark begins with it."""
    condition = "substr(id, 1, length(?1)) = ?1 OR substr(id, -length(?1)) = ?1"
    condition += f" OR substr(id, -{SHORT}, length(?1)) = ?1"
    with journal.reading() as connection:
        found = meeting_rows.where(connection, f"?1 <> '' AND ({condition})", part.strip().lower())
    if len(found) != 1:
        raise UnknownMeeting(part, several=len(found) > 1)
    return found[0]


def invited(journal: Journal, uid: str, day: dt.date | None, recurring: bool = False) -> Meeting | None:
    """The one that was made from this invitation before: of a series the one on this day."""
    with journal.reading() as connection:
        found = meeting_rows.where(connection, "uid = ? AND uid <> ''", clean_line(uid))
    same_day = (one for one in found if one.day == day)
    return next(same_day, None) or (found[0] if found and not recurring else None)


def make(
    journal: Journal,
    name: str,
    day: dt.date | None = None,
    time: dt.time | None = None,
    belongs: Series | None = None,
    uid: str = "",
) -> Meeting:
    """A new meeting; ``belongs`` is its series, new or known, and ``uid`` that of the invitation.

    Raises:
        NoMeetingName: the name cannot be used.
    """
    kept = meeting_name(name)
    with journal.changing() as (connection, now):
        made = Meeting(
            id=new_id(),
            name=kept,
            day=day,
            time=_minutes(time) if day else None,
            series=belongs.id if belongs else None,
            uid=clean_line(uid),
            made=rows.to_moment(now),
        )
        series.keep(connection, (belongs,) if belongs else ())
        meeting_rows.insert(connection, made)
    return made


def take_in(journal: Journal, made: Iterable[Meeting], belongs: Iterable[Series] = ()) -> None:
    """Meetings and series exactly as they were elsewhere; what is there already stays as it is."""
    with journal.changing() as (connection, _):
        series.keep(connection, belongs)
        for one in made:
            meeting_rows.insert(connection, one)


def rename(journal: Journal, meeting_id: str, name: str) -> Meeting:
    """Give another name. Raises as ``make``."""
    kept = meeting_name(name)
    return _changed(journal, meeting_id, lambda one: replace(one, name=kept))


def plan(journal: Journal, meeting_id: str, day: dt.date | None, time: dt.time | None = None) -> Meeting:
    """Give another day and time; a meeting without a day has no time."""
    return _changed(
        journal, meeting_id, lambda one: replace(one, day=day, time=_minutes(time) if day else None)
    )


def put_in_series(journal: Journal, meeting_id: str, belongs: Series | None) -> Meeting:
    """Put a meeting in a series, new or known, or in none."""
    with journal.changing() as (connection, _):
        one = replace(meeting_rows.one(connection, meeting_id), series=belongs.id if belongs else None)
        series.keep(connection, (belongs,) if belongs else ())
        meeting_rows.put(connection, one)
        series.drop_empty(connection)
    return one


def set_looks_back(journal: Journal, meeting_id: str, wanted: bool) -> Meeting:
    """Whether Thuis may ask to look back on it."""
    return _changed(journal, meeting_id, lambda one: replace(one, looks_back=wanted))


def remove(journal: Journal, meeting_id: str) -> None:
    """Take a meeting away; what was written around it stays, and belongs to no meeting any more."""
    with journal.changing() as (connection, _):
        one = meeting_rows.one(connection, meeting_id)
        with findable.renamed(connection, "meeting", one.id):
            connection.execute("UPDATE entry SET meeting = NULL WHERE meeting = ?", (one.id,))
            connection.execute("DELETE FROM meeting WHERE id = ?", (one.id,))
        series.drop_empty(connection)


def put_entry(journal: Journal, entry_id: str, meeting_id: str | None) -> bool:
    """Put an entry at a meeting, or at none; False when it is not kept yet.

    Such an entry takes its own ``meeting`` along when it is.
    """
    with journal.changing() as (connection, _):
        if meeting_id is not None:
            meeting_rows.one(connection, meeting_id)
        with findable.retitled(connection, entry_id):
            done = connection.execute("UPDATE entry SET meeting = ? WHERE id = ?", (meeting_id, entry_id))
        return done.rowcount > 0


def entries(journal: Journal, meeting_ids: Iterable[str]) -> tuple[Summary, ...]:
    """What was written around these meetings, the newest day first; what is in the bin is left out."""
    found = [one for wanted in meeting_ids for one in journal.summaries(meeting=wanted)]
    return tuple(sorted(found, key=lambda one: (one.day, one.begun, one.id), reverse=True))


def _changed(journal: Journal, meeting_id: str, change: Callable[[Meeting], Meeting]) -> Meeting:
    with journal.changing() as (connection, _):
        before = meeting_rows.one(connection, meeting_id)
        one = change(before)
        with findable.renamed(connection, "meeting", one.id) if one.name != before.name else nullcontext():
            meeting_rows.put(connection, one)
    return one


def _minutes(time: dt.time | None) -> dt.time | None:
    """A time as it is kept: to the minute, on the clock of the place."""
    return None if time is None else dt.time(time.hour, time.minute)
