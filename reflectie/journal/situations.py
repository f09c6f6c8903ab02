"""Situations in the journal: what several entries belong to.

Each function takes the journal first, so that ``worker.call(situations)`` runs on its thread. They raise what
the journal raises, and ``UnknownSituation`` where a situation is not there (any more).
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from msgspec.structs import replace

from reflectie.domain.errors import UnknownSituation
from reflectie.domain.ids import new_id
from reflectie.domain.situation import Situation, bearing, free_name, purposes_of
from reflectie.journal import findable, rows
from reflectie.journal.database import Connection
from reflectie.journal.store import Journal

_COLUMNS = "id, name, purpose, opened_at, closed_at"


def situations(journal: Journal, only_open: bool = False) -> tuple[Situation, ...]:
    """All of them, or the open ones; the one in which something was begun last comes first."""
    with journal.reading() as connection:
        return _all(connection, only_open)


def situation(journal: Journal, situation_id: str) -> Situation:
    """One by its id."""
    with journal.reading() as connection:
        return _one(connection, situation_id)


def situation_named(journal: Journal, name: str) -> Situation:
    """One by its name, whatever its capitals: an open one before one that was closed."""
    found = bearing(name, situations(journal))
    if not found:
        raise UnknownSituation(name)
    return min(found, key=lambda one: not one.is_open)


def make(journal: Journal, name: str, purpose: str = "") -> Situation:
    """A new situation.

    Raises:
        NoName, NameTaken: the name cannot be used.
    """
    with journal.changing() as (connection, now):
        free = free_name(name, _all(connection, True))
        made = Situation(id=new_id(), name=free, purpose=purpose, opened=rows.to_moment(now))
        connection.execute(
            f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, NULL)",  # noqa: S608 - names of ours
            (made.id, made.name, made.purpose, now),
        )
    return made


def take_in(journal: Journal, made: Iterable[Situation]) -> None:
    """Situations exactly as they were elsewhere; one that is there already stays as it is."""
    with journal.changing() as (connection, _):
        for one in made:
            connection.execute(
                f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - names of ours
                " ON CONFLICT (id) DO NOTHING",
                (one.id, one.name, one.purpose, rows.moment(one.opened), rows.optional_moment(one.closed)),
            )


def rename(journal: Journal, situation_id: str, name: str) -> Situation:
    """Give another name; a closed one may bear a name that is in use. Raises as ``make``."""

    def renamed(one: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(one, name=free_name(name, others if one.is_open else ()))

    return _changed(journal, situation_id, renamed)


def set_purpose(journal: Journal, situation_id: str, purpose: str) -> Situation:
    """*Waarvoor ook alweer*, exactly as it was written."""
    return _changed(journal, situation_id, lambda one, *_: replace(one, purpose=purpose))


def close(journal: Journal, situation_id: str) -> Situation:
    """Close it: it stays readable, and is not offered any more."""
    return _changed(
        journal, situation_id, lambda one, _, now: replace(one, closed=one.closed or rows.to_moment(now))
    )


def reopen(journal: Journal, situation_id: str) -> Situation:
    """Open it again.

    Raises:
        NameTaken: an open one bears its name meanwhile.
    """

    def reopened(one: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(one, name=free_name(one.name, others), closed=None)

    return _changed(journal, situation_id, reopened)


def merge(journal: Journal, into: str, other: str) -> Situation:
    """Make two situations one: entries of ``other`` move over, and both purposes are kept."""
    if into == other:
        return situation(journal, into)
    with journal.changing() as (connection, _):
        kept, gone = _one(connection, into), _one(connection, other)
        opened = min(kept.opened, gone.opened)
        one = replace(kept, purpose=purposes_of(kept, gone), opened=opened)
        with findable.renamed(connection, "situation", other):
            connection.execute("UPDATE entry SET situation = ? WHERE situation = ?", (into, other))
        connection.execute("DELETE FROM situation WHERE id = ?", (other,))
        _put(connection, one)
    return one


def put_entry(journal: Journal, entry_id: str, situation_id: str | None) -> bool:
    """Put an entry in a situation, or in none; False when it is not kept yet.

    Such an entry takes its own ``situation`` along when it is.
    """
    with journal.changing() as (connection, _):
        if situation_id is not None:
            _one(connection, situation_id)
        with findable.retitled(connection, entry_id):
            done = connection.execute("UPDATE entry SET situation = ? WHERE id = ?", (situation_id, entry_id))
        return done.rowcount > 0


_Change = Callable[[Situation, tuple[Situation, ...], str], Situation]
"""From a situation, the other ones and the present moment to what it becomes."""


def _changed(journal: Journal, situation_id: str, change: _Change) -> Situation:
    with journal.changing() as (connection, now):
        one = _one(connection, situation_id)
        others = tuple(other for other in _all(connection) if other.id != one.id)
        changed = change(one, others, now)
        named = findable.renamed(connection, "situation", one.id)
        with named if changed.name != one.name else nullcontext():
            _put(connection, changed)
    return changed


def _put(connection: Connection, one: Situation) -> None:
    connection.execute(
        "UPDATE situation SET name = ?, purpose = ?, opened_at = ?, closed_at = ? WHERE id = ?",
        (one.name, one.purpose, rows.moment(one.opened), rows.optional_moment(one.closed), one.id),
    )


def _all(connection: Connection, only_open: bool = False) -> tuple[Situation, ...]:
    where = "WHERE closed_at IS NULL" if only_open else ""
    latest = "(SELECT day || begun_at FROM entry WHERE entry.situation = situation.id"
    latest += " ORDER BY day DESC, begun_at DESC LIMIT 1)"
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM situation {where}"  # noqa: S608 - names of ours
        f" ORDER BY coalesce({latest}, substr(opened_at, 1, 10) || opened_at) DESC, rowid DESC"
    )
    return tuple(map(_to_situation, found.fetchall()))


def _one(connection: Connection, situation_id: str) -> Situation:
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM situation WHERE id = ?",  # noqa: S608 - names of ours
        (situation_id,),
    ).fetchone()
    if found is None:
        raise UnknownSituation(situation_id)
    return _to_situation(found)


def _to_situation(row: Any) -> Situation:
    situation_id, name, purpose, opened, closed = row
    return Situation(
        id=situation_id,
        name=name,
        purpose=purpose,
        opened=rows.to_moment(opened),
        closed=rows.to_optional_moment(closed),
    )
