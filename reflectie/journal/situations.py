"""Situations in the journal: groups of entries about one matter."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from msgspec.structs import replace

from reflectie.domain.errors import UnknownSituation
from reflectie.domain.situation import Situation, join_purposes, situations_named, unused_situation_name
from reflectie.domain.value import new_id
from reflectie.journal import records, search_index
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal

_COLUMNS = "id, name, purpose, opened_at, closed_at"


def list_situations(journal: Journal, open_only: bool = False) -> tuple[Situation, ...]:
    """All of them, or the open ones; the one in which something was begun last comes first."""
    with journal.read_transaction() as connection:
        return _select_situations(connection, open_only)


def get_situation(journal: Journal, situation_id: str) -> Situation:
    """One by its id."""
    with journal.read_transaction() as connection:
        return _select_situation(connection, situation_id)


def find_situation_by_name(journal: Journal, name: str) -> Situation:
    """One by its name, whatever its capitals: an open one before one that was closed."""
    found = situations_named(name, list_situations(journal))
    if not found:
        raise UnknownSituation(name)
    return min(found, key=lambda one: not one.is_open)


def create_situation(journal: Journal, name: str, purpose: str = "") -> Situation:
    """A new situation.

    Raises:
        NoName, NameTaken: the name cannot be used.
    """
    with journal.write_transaction() as (connection, now):
        free = unused_situation_name(name, _select_situations(connection, True))
        made = Situation(id=new_id(), name=free, purpose=purpose, opened=records.parse_timestamp(now))
        connection.execute(
            f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, NULL)",  # noqa: S608 - names of ours
            (made.id, made.name, made.purpose, now),
        )
    return made


def import_situations(journal: Journal, made: Iterable[Situation]) -> None:
    """Situations exactly as they were elsewhere; one that is there already stays as it is."""
    with journal.write_transaction() as (connection, _):
        for one in made:
            connection.execute(
                f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - names of ours
                " ON CONFLICT (id) DO NOTHING",
                (
                    one.id,
                    one.name,
                    one.purpose,
                    records.format_timestamp(one.opened),
                    records.format_optional_timestamp(one.closed),
                ),
            )


def rename_situation(journal: Journal, situation_id: str, name: str) -> Situation:
    """Give another name; a closed one may bear a name that is in use. Raises as ``make``."""

    def renamed(one: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(one, name=unused_situation_name(name, others if one.is_open else ()))

    return _change_situation(journal, situation_id, renamed)


def set_situation_purpose(journal: Journal, situation_id: str, purpose: str) -> Situation:
    """*Waarvoor ook alweer*, exactly as it was written."""
    return _change_situation(journal, situation_id, lambda one, *_: replace(one, purpose=purpose))


def close_situation(journal: Journal, situation_id: str) -> Situation:
    """Close it: it stays readable, and is not offered any more."""
    return _change_situation(
        journal,
        situation_id,
        lambda one, _, now: replace(one, closed=one.closed or records.parse_timestamp(now)),
    )


def reopen_situation(journal: Journal, situation_id: str) -> Situation:
    """Open it again.

    Raises:
        NameTaken: an open one bears its name meanwhile.
    """

    def reopened(one: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(one, name=unused_situation_name(one.name, others), closed=None)

    return _change_situation(journal, situation_id, reopened)


def merge_situations(journal: Journal, into: str, other: str) -> Situation:
    """Make two situations one: entries of ``other`` move over, and both purposes are kept."""
    if into == other:
        return get_situation(journal, into)
    with journal.write_transaction() as (connection, _):
        kept, gone = _select_situation(connection, into), _select_situation(connection, other)
        opened = min(kept.opened, gone.opened)
        one = replace(kept, purpose=join_purposes(kept, gone), opened=opened)
        with search_index.reindex_titles(connection, "situation", other):
            connection.execute("UPDATE entry SET situation = ? WHERE situation = ?", (into, other))
        connection.execute("DELETE FROM situation WHERE id = ?", (other,))
        _update_situation(connection, one)
    return one


def move_entry_to_situation(journal: Journal, entry_id: str, situation_id: str | None) -> bool:
    """Put an entry in a situation, or in none; False when it is not kept yet.

    Such an entry takes its own ``situation`` along when it is.
    """
    with journal.write_transaction() as (connection, _):
        if situation_id is not None:
            _select_situation(connection, situation_id)
        with search_index.reindex_title(connection, entry_id):
            done = connection.execute("UPDATE entry SET situation = ? WHERE id = ?", (situation_id, entry_id))
        return done.rowcount > 0


_SituationChange = Callable[[Situation, tuple[Situation, ...], str], Situation]
"""From a situation, the other ones and the present moment to what it becomes."""


def _change_situation(journal: Journal, situation_id: str, change: _SituationChange) -> Situation:
    with journal.write_transaction() as (connection, now):
        one = _select_situation(connection, situation_id)
        others = tuple(other for other in _select_situations(connection) if other.id != one.id)
        changed = change(one, others, now)
        named = search_index.reindex_titles(connection, "situation", one.id)
        with named if changed.name != one.name else nullcontext():
            _update_situation(connection, changed)
    return changed


def _update_situation(connection: Connection, one: Situation) -> None:
    connection.execute(
        "UPDATE situation SET name = ?, purpose = ?, opened_at = ?, closed_at = ? WHERE id = ?",
        (
            one.name,
            one.purpose,
            records.format_timestamp(one.opened),
            records.format_optional_timestamp(one.closed),
            one.id,
        ),
    )


def _select_situations(connection: Connection, only_open: bool = False) -> tuple[Situation, ...]:
    where = "WHERE closed_at IS NULL" if only_open else ""
    latest = "(SELECT day || begun_at FROM entry WHERE entry.situation = situation.id"
    latest += " ORDER BY day DESC, begun_at DESC LIMIT 1)"
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM situation {where}"  # noqa: S608 - names of ours
        f" ORDER BY coalesce({latest}, substr(opened_at, 1, 10) || opened_at) DESC, rowid DESC"
    )
    return tuple(map(_to_situation, found.fetchall()))


def _select_situation(connection: Connection, situation_id: str) -> Situation:
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
        opened=records.parse_timestamp(opened),
        closed=records.parse_optional_timestamp(closed),
    )
