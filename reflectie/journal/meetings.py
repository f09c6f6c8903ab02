"""Meetings and series in the journal."""

# ruff: noqa: S608 - names of this module go into the SQL; what people wrote goes in as parameters

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any, NamedTuple

from msgspec.structs import replace

from reflectie.domain.entry import SELF, EntrySummary, Placement
from reflectie.domain.errors import UnknownMeeting, unknown_series
from reflectie.domain.meeting import Meeting, Series, clean_meeting_name, sorted_meetings
from reflectie.domain.text import clean_line
from reflectie.domain.value import SHORT_ID_LENGTH, new_id
from reflectie.journal import queries, records, search_index
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal

_COLUMNS = "id, name, day, time, series, uid, looks_back, made_at"


def update_meeting(connection: Connection, one: Meeting) -> None:
    """What it is now, in the place of what it was."""
    connection.execute(
        "UPDATE meeting SET name = ?, day = ?, time = ?, series = ?, uid = ?, looks_back = ? WHERE id = ?",
        (*_meeting_row(one)[1:-1], one.id),
    )


def insert_meeting(connection: Connection, one: Meeting) -> None:
    """One that is not there yet; else nothing changes."""
    connection.execute(
        f"INSERT INTO meeting ({_COLUMNS}) VALUES (?, ?, ?, ?, (SELECT id FROM series WHERE id = ?), ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        _meeting_row(one),
    )


def select_meetings(connection: Connection, condition: str, value: str) -> tuple[Meeting, ...]:
    """Those that meet a condition with one value in it, oldest first."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM meeting WHERE {condition}", (value,))
    return sorted_meetings(map(_to_meeting, found.fetchall()))


def select_meeting(connection: Connection, meeting_id: str) -> Meeting:
    """One by its id.

    Raises:
        UnknownMeeting: it is not there (any more).
    """
    found = connection.execute(f"SELECT {_COLUMNS} FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    if found is None:
        raise UnknownMeeting(meeting_id)
    return _to_meeting(found)


def _meeting_row(one: Meeting) -> tuple[object, ...]:
    day = None if one.day is None else one.day.isoformat()
    time = None if one.time is None else f"{one.time:%H:%M}"
    return (
        one.id,
        one.name,
        day,
        time,
        one.series,
        one.uid,
        int(one.looks_back),
        records.format_timestamp(one.made),
    )


def _to_meeting(row: Any) -> Meeting:
    meeting_id, name, day, time, series, uid, looks_back, made = row
    return Meeting(
        id=meeting_id,
        name=name,
        day=None if day is None else dt.date.fromisoformat(day),
        time=None if time is None else dt.time.fromisoformat(time),
        series=series,
        uid=uid,
        looks_back=bool(looks_back),
        made=records.parse_timestamp(made),
    )


def list_meetings(journal: Journal, since: dt.date | None = None) -> tuple[Meeting, ...]:
    """All of them, or those from a day on with those that have no day; oldest first, without a day last."""
    first = "" if since is None else since.isoformat()
    with journal.read_transaction() as connection:
        return select_meetings(connection, "day IS NULL OR day >= ?", first)


def get_meeting(journal: Journal, meeting_id: str) -> Meeting:
    """One by its id."""
    with journal.read_transaction() as connection:
        return select_meeting(connection, meeting_id)


def find_meeting(journal: Journal, part: str) -> Meeting:
    """The one whose id begins or ends with ``part``, or whose mark begins with it."""
    condition = "substr(id, 1, length(?1)) = ?1 OR substr(id, -length(?1)) = ?1"
    condition += f" OR substr(id, -{SHORT_ID_LENGTH}, length(?1)) = ?1"
    with journal.read_transaction() as connection:
        found = select_meetings(connection, f"?1 <> '' AND ({condition})", part.strip().lower())
    if len(found) != 1:
        raise UnknownMeeting(part, is_ambiguous=len(found) > 1)
    return found[0]


def find_meeting_by_invitation(
    journal: Journal, uid: str, day: dt.date | None, recurring: bool = False
) -> Meeting | None:
    """The one that was made from this invitation before: of a series the one on this day."""
    with journal.read_transaction() as connection:
        found = select_meetings(connection, "uid = ? AND uid <> ''", clean_line(uid))
    same_day = (one for one in found if one.day == day)
    return next(same_day, None) or (found[0] if found and not recurring else None)


def create_meeting(
    journal: Journal,
    name: str,
    day: dt.date | None = None,
    time: dt.time | None = None,
    in_series: Series | None = None,
    uid: str = "",
) -> Meeting:
    """A new meeting; ``belongs`` is its series, new or known, and ``uid`` that of the invitation.

    Raises:
        NoMeetingName: the name cannot be used.
    """
    kept = clean_meeting_name(name)
    with journal.write_transaction() as (connection, now):
        made = Meeting(
            id=new_id(),
            name=kept,
            day=day,
            time=_to_whole_minute(time) if day else None,
            series=in_series.id if in_series else None,
            uid=clean_line(uid),
            made=records.parse_timestamp(now),
        )
        insert_series(connection, (in_series,) if in_series else ())
        insert_meeting(connection, made)
    return made


def import_meetings(journal: Journal, made: Iterable[Meeting], belongs: Iterable[Series] = ()) -> None:
    """Meetings and series exactly as they were elsewhere; what is there already stays as it is."""
    with journal.write_transaction() as (connection, _):
        insert_series(connection, belongs)
        for one in made:
            insert_meeting(connection, one)


def rename_meeting(journal: Journal, meeting_id: str, name: str) -> Meeting:
    """Give another name. Raises as ``make``."""
    kept = clean_meeting_name(name)
    return _change_meeting(journal, meeting_id, lambda one: replace(one, name=kept))


def reschedule_meeting(
    journal: Journal, meeting_id: str, day: dt.date | None, time: dt.time | None = None
) -> Meeting:
    """Give another day and time; a meeting without a day has no time."""
    return _change_meeting(
        journal, meeting_id, lambda one: replace(one, day=day, time=_to_whole_minute(time) if day else None)
    )


def move_meeting_to_series(journal: Journal, meeting_id: str, belongs: Series | None) -> Meeting:
    """Put a meeting in a series, new or known, or in none."""
    with journal.write_transaction() as (connection, _):
        one = replace(select_meeting(connection, meeting_id), series=belongs.id if belongs else None)
        insert_series(connection, (belongs,) if belongs else ())
        update_meeting(connection, one)
        delete_empty_series(connection)
    return one


def set_meeting_looks_back(journal: Journal, meeting_id: str, wanted: bool) -> Meeting:
    """Whether Thuis may ask to look back on it."""
    return _change_meeting(journal, meeting_id, lambda one: replace(one, looks_back=wanted))


def delete_meeting(journal: Journal, meeting_id: str) -> None:
    """Take a meeting away; what was written around it stays, and belongs to no meeting any more."""
    with journal.write_transaction() as (connection, _):
        one = select_meeting(connection, meeting_id)
        with search_index.reindex_titles(connection, "meeting", one.id):
            connection.execute("UPDATE entry SET meeting = NULL WHERE meeting = ?", (one.id,))
            connection.execute("DELETE FROM meeting WHERE id = ?", (one.id,))
        delete_empty_series(connection)


def move_entry_to_meeting(journal: Journal, entry_id: str, meeting_id: str | None) -> bool:
    """Put an entry at a meeting, or at none; False when it is not kept yet.

    Such an entry takes its own ``meeting`` along when it is.
    """
    with journal.write_transaction() as (connection, _):
        if meeting_id is not None:
            select_meeting(connection, meeting_id)
        with search_index.reindex_title(connection, entry_id):
            done = connection.execute("UPDATE entry SET meeting = ? WHERE id = ?", (meeting_id, entry_id))
        return done.rowcount > 0


def meeting_entries(journal: Journal, meeting_ids: Iterable[str]) -> tuple[EntrySummary, ...]:
    """What was written around these meetings, the newest day first; what is in the bin is left out."""
    found = [one for wanted in meeting_ids for one in journal.summaries(meeting=wanted)]
    return tuple(sorted(found, key=lambda one: (one.day, one.begun, one.id), reverse=True))


def _change_meeting(journal: Journal, meeting_id: str, change: Callable[[Meeting], Meeting]) -> Meeting:
    with journal.write_transaction() as (connection, _):
        before = select_meeting(connection, meeting_id)
        one = change(before)
        with (
            search_index.reindex_titles(connection, "meeting", one.id)
            if one.name != before.name
            else nullcontext()
        ):
            update_meeting(connection, one)
    return one


def _to_whole_minute(time: dt.time | None) -> dt.time | None:
    """A time as it is kept: to the minute, on the clock of the place."""
    return None if time is None else dt.time(time.hour, time.minute)


_SERIES_COLUMNS = "id, name, uid"


def list_series(journal: Journal) -> tuple[Series, ...]:
    """All of them, by name."""
    with journal.read_transaction() as connection:
        return _select_series(connection)


def get_series(journal: Journal, series_id: str) -> Series:
    """One by its id.

    Raises:
        ReflectieError: it is not there (any more).
    """
    found = (one for one in list_series(journal) if one.id == series_id)
    one = next(found, None)
    if one is None:
        raise unknown_series(series_id)
    return one


def find_or_new_series(journal: Journal, name: str, uid: str = "") -> Series:
    """The series of this invitation, else the one with this name whatever its capitals, else a new one.

    A new one is kept with its first meeting.

    Raises:
        NoMeetingName: the name cannot be used.
    """
    kept, known = clean_meeting_name(name), list_series(journal)
    same = (one for one in known if uid and one.uid == uid)
    called = (one for one in known if one.name.casefold() == kept.casefold() and not (uid and one.uid))
    return next(same, None) or next(called, None) or Series(id=new_id(), name=kept, uid=clean_line(uid))


def rename_series(journal: Journal, series_id: str, name: str) -> Series:
    """Give another name. Raises as ``series`` and ``series_for``."""
    kept = clean_meeting_name(name)
    with journal.write_transaction() as (connection, _):
        connection.execute("UPDATE series SET name = ? WHERE id = ?", (kept, series_id))
    return get_series(journal, series_id)


class SeriesPlacement(NamedTuple):
    """One's own mark at a meeting: made with which exercise, and the day of the meeting, else of the mark."""

    exercise: str
    day: dt.date
    placement: Placement


def series_trail(journal: Journal, series_id: str) -> tuple[SeriesPlacement, ...]:
    """One's own marks around the meetings of a series, oldest first; of one meeting as they were written."""
    day = "coalesce(m.day, p.day)"
    with journal.read_transaction() as connection:
        found = connection.execute(
            f"SELECT e.exercise, {day}, {queries.PLACEMENT_COLUMNS} FROM {queries.PLACEMENT_TABLES}"
            " JOIN entry e ON e.id = p.entry JOIN meeting m ON m.id = e.meeting"
            " WHERE m.series = ? AND p.whose = ? AND e.deleted_at IS NULL"
            f" ORDER BY {day}, coalesce(m.time, ''), m.id, p.written_at, p.id",
            (series_id, SELF),
        )
        return tuple(
            SeriesPlacement(exercise, dt.date.fromisoformat(day), records.to_placement(row))
            for exercise, day, *row in found.fetchall()
        )


def insert_series(connection: Connection, kept: Iterable[Series]) -> None:
    """Inside a transaction: keep those that are not there yet."""
    for one in kept:
        connection.execute(
            f"INSERT INTO series ({_SERIES_COLUMNS}) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (one.id, one.name, one.uid),
        )


def delete_empty_series(connection: Connection) -> None:
    """Inside a transaction: a series without meetings goes."""
    used = "SELECT series FROM meeting WHERE series IS NOT NULL"
    connection.execute(f"DELETE FROM series WHERE id NOT IN ({used})")


def _select_series(connection: Connection) -> tuple[Series, ...]:
    found = connection.execute(f"SELECT {_SERIES_COLUMNS} FROM series ORDER BY name COLLATE NOCASE, id")
    return tuple(map(_to_series, found.fetchall()))


def _to_series(row: Any) -> Series:
    series_id, name, uid = row
    return Series(id=series_id, name=name, uid=uid)
