"""The table of meetings: a row and a meeting, each made into the other.

Each runs inside a transaction that somebody else has begun.
"""

# ruff: noqa: S608 - names of this module go into the SQL; what people wrote goes in as parameters

import datetime as dt
from typing import Any

from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.meeting import Meeting, in_order
from reflectie.journal import rows
from reflectie.journal.database import Connection

COLUMNS = "id, name, day, time, series, uid, looks_back, made_at"


def put(connection: Connection, one: Meeting) -> None:
    """What it is now, in the place of what it was."""
    connection.execute(
        "UPDATE meeting SET name = ?, day = ?, time = ?, series = ?, uid = ?, looks_back = ? WHERE id = ?",
        (*_row(one)[1:-1], one.id),
    )


def insert(connection: Connection, one: Meeting) -> None:
    """One that is not there yet; else nothing changes."""
    connection.execute(
        f"INSERT INTO meeting ({COLUMNS}) VALUES (?, ?, ?, ?, (SELECT id FROM series WHERE id = ?), ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        _row(one),
    )


def where(connection: Connection, condition: str, value: str) -> tuple[Meeting, ...]:
    """Those that meet a condition with one value in it, oldest first."""
    found = connection.execute(f"SELECT {COLUMNS} FROM meeting WHERE {condition}", (value,))
    return in_order(map(_to_meeting, found.fetchall()))


def one(connection: Connection, meeting_id: str) -> Meeting:
    """One by its id.

    Raises:
        UnknownMeeting: it is not there (any more).
    """
    found = connection.execute(f"SELECT {COLUMNS} FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    if found is None:
        raise UnknownMeeting(meeting_id)
    return _to_meeting(found)


def _row(one: Meeting) -> tuple[object, ...]:
    day = None if one.day is None else one.day.isoformat()
    time = None if one.time is None else f"{one.time:%H:%M}"
    return (one.id, one.name, day, time, one.series, one.uid, int(one.looks_back), rows.moment(one.made))


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
        made=rows.to_moment(made),
    )
