"""Series in the journal: meetings at the same table, and how somebody moved there.

A series lives as long as a meeting belongs to it: it is kept with the first one and goes with the last.
"""

# ruff: noqa: S608 - names of this module go into the SQL; what people wrote goes in as parameters

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from reflectie.domain.entry import SELF, Placement
from reflectie.domain.errors import UnknownSeries
from reflectie.domain.ids import new_id
from reflectie.domain.meeting import Series, meeting_name
from reflectie.domain.text import clean_line
from reflectie.journal import reads, rows
from reflectie.journal.database import Connection
from reflectie.journal.store import Journal

_COLUMNS = "id, name, uid"


def all_series(journal: Journal) -> tuple[Series, ...]:
    """All of them, by name."""
    with journal.reading() as connection:
        return _all(connection)


def series(journal: Journal, series_id: str) -> Series:
    """One by its id.

    Raises:
        UnknownSeries: it is not there (any more).
    """
    found = (one for one in all_series(journal) if one.id == series_id)
    one = next(found, None)
    if one is None:
        raise UnknownSeries(series_id)
    return one


def series_for(journal: Journal, name: str, uid: str = "") -> Series:
    """The series of this invitation, else the one with this name whatever its capitals, else a new one.

    A new one is kept with its first meeting.

    Raises:
        NoMeetingName: the name cannot be used.
    """
    kept, known = meeting_name(name), all_series(journal)
    same = (one for one in known if uid and one.uid == uid)
    called = (one for one in known if one.name.casefold() == kept.casefold() and not (uid and one.uid))
    return next(same, None) or next(called, None) or Series(id=new_id(), name=kept, uid=clean_line(uid))


def rename_series(journal: Journal, series_id: str, name: str) -> Series:
    """Give another name. Raises as ``series`` and ``series_for``."""
    kept = meeting_name(name)
    with journal.changing() as (connection, _):
        connection.execute("UPDATE series SET name = ? WHERE id = ?", (kept, series_id))
    return series(journal, series_id)


class Moment(NamedTuple):
    """One's own mark at a meeting: made with which exercise, and the day of the meeting, else of the mark."""

    exercise: str
    day: dt.date
    mark: Placement


def trail(journal: Journal, series_id: str) -> tuple[Moment, ...]:
    """One's own marks around the meetings of a series, oldest first; of one meeting as they were written."""
    day = "coalesce(m.day, p.day)"
    with journal.reading() as connection:
        found = connection.execute(
            f"SELECT e.exercise, {day}, {reads.MARK} FROM {reads.MARKED}"
            " JOIN entry e ON e.id = p.entry JOIN meeting m ON m.id = e.meeting"
            " WHERE m.series = ? AND p.whose = ? AND e.deleted_at IS NULL"
            f" ORDER BY {day}, coalesce(m.time, ''), m.id, p.written_at, p.id",
            (series_id, SELF),
        )
        return tuple(
            Moment(exercise, dt.date.fromisoformat(day), rows.to_placement(row))
            for exercise, day, *row in found.fetchall()
        )


def keep(connection: Connection, kept: Iterable[Series]) -> None:
    """Inside a transaction: keep those that are not there yet."""
    for one in kept:
        connection.execute(
            f"INSERT INTO series ({_COLUMNS}) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (one.id, one.name, one.uid),
        )


def drop_empty(connection: Connection) -> None:
    """Inside a transaction: a series without meetings goes."""
    used = "SELECT series FROM meeting WHERE series IS NOT NULL"
    connection.execute(f"DELETE FROM series WHERE id NOT IN ({used})")


def _all(connection: Connection) -> tuple[Series, ...]:
    found = connection.execute(f"SELECT {_COLUMNS} FROM series ORDER BY name COLLATE NOCASE, id")
    return tuple(map(_to_series, found.fetchall()))


def _to_series(row: Any) -> Series:
    series_id, name, uid = row
    return Series(id=series_id, name=name, uid=uid)
