"""Meetings and series in the journal."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any, NamedTuple

from msgspec.structs import replace

from reflectie.domain.entry import SELF, EntrySummary, Placement
from reflectie.domain.errors import NotFound, ReflectieError
from reflectie.domain.meeting import (
    InvitationVersion,
    Meeting,
    Series,
    clean_meeting_name,
    sorted_meetings,
)
from reflectie.domain.text import clean_line, contains_words
from reflectie.domain.value import SHORT_ID_LENGTH, new_id
from reflectie.journal import queries, records, search_index
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal

_COLUMNS = "id, name, day, time, series, uid, invitation_sequence, invitation_stamp, looks_back, made_at"


def list_meetings(journal: Journal, since: dt.date | None = None) -> tuple[Meeting, ...]:
    """Return all meetings, or those since a day or without a day; oldest first, without a day last."""
    first = "" if since is None else since.isoformat()
    with journal.read_transaction() as connection:
        return _select_meetings(connection, "day IS NULL OR day >= ?", first)


def get_meeting(journal: Journal, meeting_id: str) -> Meeting:
    """Return a meeting by its id.

    Raises:
        NotFound: there is none with this id.
    """
    with journal.read_transaction() as connection:
        return _select_meeting(connection, meeting_id)


def find_meeting(journal: Journal, id_part: str) -> Meeting:
    """Return the one meeting whose id begins or ends with ``id_part``, or whose short id begins with it.

    When no id does, it is the one with this text in its name.

    Raises:
        NotFound: there is none, or more than one.
    """
    condition = "substr(id, 1, length(?1)) = ?1 OR substr(id, -length(?1)) = ?1"
    condition += f" OR substr(id, -{SHORT_ID_LENGTH}, length(?1)) = ?1"
    with journal.read_transaction() as connection:
        matches = _select_meetings(connection, f"?1 <> '' AND ({condition})", id_part.strip().lower())
        if not matches:
            matches = _select_meetings(connection, "day IS NULL OR day >= ?", "")
            matches = tuple(meeting for meeting in matches if contains_words(meeting.name, id_part))
    if len(matches) != 1:
        raise _not_found(id_part, is_ambiguous=len(matches) > 1)
    return matches[0]


def find_meeting_by_invitation(
    journal: Journal, uid: str, day: dt.date | None, recurring: bool = False, time: dt.time | None = None
) -> Meeting | None:
    """Return the meeting made from this invitation, or None.

    For a recurring one, the meeting is on the same day, and with ``time`` at that time. Otherwise it may have
    been moved.
    """
    with journal.read_transaction() as connection:
        matches = _select_meetings(connection, "uid = ? AND uid <> ''", clean_line(uid))
    same_day = (meeting for meeting in matches if meeting.day == day and time in (None, meeting.time))
    return next(same_day, None) or (matches[0] if matches and not recurring else None)


def create_meeting(
    journal: Journal,
    name: str,
    day: dt.date | None = None,
    time: dt.time | None = None,
    in_series: Series | None = None,
    uid: str = "",
) -> Meeting:
    """Create a meeting in a new or existing series; ``uid`` is that of the invitation.

    Raises:
        InvalidInput: the name is empty or too long.
    """
    clean_name = clean_meeting_name(name)
    with journal.write_transaction() as (connection, timestamp):
        meeting = Meeting(
            id=new_id(),
            name=clean_name,
            day=day,
            time=_to_whole_minute(time) if day else None,
            series=in_series.id if in_series else None,
            uid=clean_line(uid),
            made=records.parse_timestamp(timestamp),
        )
        insert_series(connection, (in_series,) if in_series else ())
        insert_meeting(connection, meeting)
    return meeting


def rename_meeting(journal: Journal, meeting_id: str, name: str) -> Meeting:
    """Rename a meeting. Errors as in ``create_meeting``."""
    clean_name = clean_meeting_name(name)
    return _change_meeting(journal, meeting_id, lambda meeting: replace(meeting, name=clean_name))


def reschedule_meeting(
    journal: Journal,
    meeting_id: str,
    day: dt.date | None,
    time: dt.time | None = None,
    version: InvitationVersion | None = None,
) -> Meeting:
    """Set the day and time of a meeting; without a day it has no time. ``version``: of the invitation."""

    def reschedule(meeting: Meeting) -> Meeting:
        new_time = _to_whole_minute(time) if day else None
        return replace(meeting, day=day, time=new_time, version=version or meeting.version)

    return _change_meeting(journal, meeting_id, reschedule)


def move_meeting_to_series(journal: Journal, meeting_id: str, series: Series | None) -> Meeting:
    """Move a meeting to a new or existing series, or to none."""
    with journal.write_transaction() as (connection, _):
        meeting = replace(_select_meeting(connection, meeting_id), series=series.id if series else None)
        insert_series(connection, (series,) if series else ())
        _update_meeting(connection, meeting)
        _delete_empty_series(connection)
    return meeting


def set_meeting_looks_back(journal: Journal, meeting_id: str, looks_back: bool) -> Meeting:
    """Set whether the home screen may ask the user to look back on a meeting."""
    return _change_meeting(journal, meeting_id, lambda meeting: replace(meeting, looks_back=looks_back))


def delete_meeting(journal: Journal, meeting_id: str) -> None:
    """Delete a meeting. Its entries stay, without a meeting."""
    with journal.write_transaction() as (connection, _):
        meeting = _select_meeting(connection, meeting_id)
        with search_index.reindex_titles(connection, "meeting", meeting.id):
            connection.execute("UPDATE entry SET meeting = NULL WHERE meeting = ?", (meeting.id,))
            connection.execute("DELETE FROM meeting WHERE id = ?", (meeting.id,))
        _delete_empty_series(connection)


def meeting_entries(journal: Journal, meeting_ids: Iterable[str]) -> tuple[EntrySummary, ...]:
    """Return the entries of these meetings, newest day first. The bin is left out."""
    entries = [entry for meeting_id in meeting_ids for entry in journal.summaries(meeting=meeting_id)]
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.begun, entry.id), reverse=True))


def _update_meeting(connection: Connection, meeting: Meeting) -> None:
    connection.execute(
        "UPDATE meeting SET name = ?, day = ?, time = ?, series = ?, uid = ?, invitation_sequence = ?,"
        " invitation_stamp = ?, looks_back = ? WHERE id = ?",
        (*_meeting_row(meeting)[1:-1], meeting.id),
    )


def insert_meeting(connection: Connection, meeting: Meeting) -> None:
    """Insert a meeting, unless its id exists."""
    connection.execute(
        f"INSERT INTO meeting ({_COLUMNS})"
        " VALUES (?, ?, ?, ?, (SELECT id FROM series WHERE id = ?), ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        _meeting_row(meeting),
    )


def _select_meetings(connection: Connection, condition: str, value: str) -> tuple[Meeting, ...]:
    """Return the meetings that meet a condition with one parameter, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM meeting WHERE {condition}", (value,))
    return sorted_meetings(map(_to_meeting, rows.fetchall()))


def _select_meeting(connection: Connection, meeting_id: str) -> Meeting:
    """Return a meeting by its id.

    Raises:
        NotFound: there is none with this id.
    """
    row = connection.execute(f"SELECT {_COLUMNS} FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    if row is None:
        raise _not_found(meeting_id)
    return _to_meeting(row)


def _not_found(meeting_id: str, is_ambiguous: bool = False) -> NotFound:
    if is_ambiguous:
        return NotFound(
            f"Meer dan één overleg past bij '{meeting_id}'. Typ het kenmerk uit 'reflectie overleg lijst'."
        )
    return NotFound(
        f"Er is geen overleg met kenmerk of naam '{meeting_id}'. "
        "Met 'reflectie overleg lijst' zie je welke er zijn."
    )


def _meeting_row(meeting: Meeting) -> tuple[object, ...]:
    day = None if meeting.day is None else meeting.day.isoformat()
    time = None if meeting.time is None else f"{meeting.time:%H:%M}"
    return (
        meeting.id,
        meeting.name,
        day,
        time,
        meeting.series,
        meeting.uid,
        meeting.version.sequence,
        meeting.version.stamp,
        int(meeting.looks_back),
        records.format_timestamp(meeting.made),
    )


def _to_meeting(row: Any) -> Meeting:
    meeting_id, name, day, time, series, uid, sequence, stamp, looks_back, made = row
    return Meeting(
        id=meeting_id,
        name=name,
        day=None if day is None else dt.date.fromisoformat(day),
        time=None if time is None else dt.time.fromisoformat(time),
        series=series,
        uid=uid,
        version=InvitationVersion(sequence=sequence, stamp=stamp),
        looks_back=bool(looks_back),
        made=records.parse_timestamp(made),
    )


def _change_meeting(journal: Journal, meeting_id: str, change: Callable[[Meeting], Meeting]) -> Meeting:
    with journal.write_transaction() as (connection, _):
        before = _select_meeting(connection, meeting_id)
        after = change(before)
        reindex = search_index.reindex_titles(connection, "meeting", meeting_id)
        with reindex if after.name != before.name else nullcontext():
            _update_meeting(connection, after)
    return after


def _to_whole_minute(time: dt.time | None) -> dt.time | None:
    """Return a time as stored: in whole minutes, on the clock of the place of the meeting."""
    return None if time is None else dt.time(time.hour, time.minute)


# Series ---------------------------------------------------------------------------------------------

_SERIES_COLUMNS = "id, name, uid"


def list_series(journal: Journal) -> tuple[Series, ...]:
    """Return all series, by name."""
    with journal.read_transaction() as connection:
        return _select_series(connection)


def get_series(journal: Journal, series_id: str) -> Series:
    """Return a series by its id.

    Raises:
        ReflectieError: there is none with this id.
    """
    for series in list_series(journal):
        if series.id == series_id:
            return series
    raise ReflectieError("Deze reeks is er niet meer. De overleggen die erbij hoorden staan nog in Overleg.")


def find_series(journal: Journal, name_part: str) -> Series:
    """Return the series with this name or, if there is none, the only one with this part in its name.

    Raises:
        NotFound: there is none, or more than one.
    """
    existing = list_series(journal)
    named = [series for series in existing if series.name.casefold() == clean_line(name_part).casefold()]
    found = named[:1] or [series for series in existing if contains_words(series.name, name_part)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"'{series.name}'" for series in found or existing)
    if found:
        raise NotFound(f"Meer dan één reeks past bij '{name_part}': {names}. Typ meer van de naam.")
    which = f"Wel: {names}." if names else "Er zijn nog geen reeksen."
    raise NotFound(f"Er is geen reeks '{name_part}'. {which}")


def find_or_new_series(journal: Journal, name: str, uid: str = "") -> Series:
    """Return the series of this invitation, or else the one with this name ignoring case, or else a new one.

    A new series is saved with its first meeting.

    Raises:
        InvalidInput: the name is empty or too long.
    """
    clean_name, existing = clean_meeting_name(name), list_series(journal)
    same_uid = (series for series in existing if uid and series.uid == uid)
    same_name = (
        series
        for series in existing
        if series.name.casefold() == clean_name.casefold() and not (uid and series.uid)
    )
    new = Series(id=new_id(), name=clean_name, uid=clean_line(uid))
    return next(same_uid, None) or next(same_name, None) or new


def rename_series(journal: Journal, series_id: str, name: str) -> Series:
    """Rename a series. Errors as in ``get_series`` and ``find_or_new_series``."""
    clean_name = clean_meeting_name(name)
    with journal.write_transaction() as (connection, _):
        connection.execute("UPDATE series SET name = ? WHERE id = ?", (clean_name, series_id))
    return get_series(journal, series_id)


class SeriesPlacement(NamedTuple):
    """The user's own placement at a meeting, its exercise, and the day of the meeting or else its own."""

    entry: str
    exercise: str
    day: dt.date
    placement: Placement


def series_trail(journal: Journal, series_id: str) -> tuple[SeriesPlacement, ...]:
    """Return the user's own placements at the meetings of a series: by meeting, oldest first, as written."""
    day = "coalesce(m.day, p.day)"
    with journal.read_transaction() as connection:
        rows = connection.execute(
            f"SELECT e.id, e.exercise, {day}, {queries.PLACEMENT_COLUMNS} FROM {queries.PLACEMENT_TABLES}"
            " JOIN entry e ON e.id = p.entry JOIN meeting m ON m.id = e.meeting"
            " WHERE m.series = ? AND p.whose = ? AND e.deleted_at IS NULL"
            f" ORDER BY {day}, coalesce(m.time, ''), m.id, p.written_at, p.id",
            (series_id, SELF),
        )
        return tuple(
            SeriesPlacement(entry_id, exercise, dt.date.fromisoformat(day), records.to_placement(row))
            for entry_id, exercise, day, *row in rows.fetchall()
        )


def insert_series(connection: Connection, all_series: Iterable[Series]) -> None:
    """Insert the series whose id does not exist yet."""
    for series in all_series:
        connection.execute(
            f"INSERT INTO series ({_SERIES_COLUMNS}) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (series.id, series.name, series.uid),
        )


def _delete_empty_series(connection: Connection) -> None:
    """Delete every series without meetings."""
    used = "SELECT series FROM meeting WHERE series IS NOT NULL"
    connection.execute(f"DELETE FROM series WHERE id NOT IN ({used})")


def _select_series(connection: Connection) -> tuple[Series, ...]:
    rows = connection.execute(f"SELECT {_SERIES_COLUMNS} FROM series ORDER BY name COLLATE NOCASE, id")
    return tuple(map(_to_series, rows.fetchall()))


def _to_series(row: Any) -> Series:
    series_id, name, uid = row
    return Series(id=series_id, name=name, uid=uid)
