"""Situations in the journal: groups of entries about one matter."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from msgspec.structs import replace

from reflectie.domain.errors import NotFound
from reflectie.domain.situation import (
    Situation,
    join_purposes,
    situations_named,
    situations_with_part,
    unused_situation_name,
)
from reflectie.domain.value import new_id
from reflectie.journal import records, search_index
from reflectie.journal.database import Connection
from reflectie.journal.journal import Journal

_COLUMNS = "id, name, purpose, opened_at, closed_at"


def list_situations(journal: Journal, open_only: bool = False) -> tuple[Situation, ...]:
    """Return all situations or the open ones, the one with the latest entry first."""
    with journal.read_transaction() as connection:
        return _select_situations(connection, open_only)


def get_situation(journal: Journal, situation_id: str) -> Situation:
    """Return a situation by its id.

    Raises:
        NotFound: there is none with this id.
    """
    with journal.read_transaction() as connection:
        return _select_situation(connection, situation_id)


def find_situation_by_name(journal: Journal, name: str) -> Situation:
    """Return a situation by its name, ignoring case; an open one is preferred to a closed one.

    Raises:
        NotFound: there is none with this name.
    """
    matches = situations_named(name, list_situations(journal))
    if not matches:
        raise _no_such_name(name)
    return min(matches, key=lambda situation: not situation.is_open)


def find_situation(journal: Journal, name_part: str) -> Situation:
    """Return the situation with this name or, if there is none, the only one with this part in its name.

    Raises:
        NotFound: there is none, or more than one.
    """
    all_situations = list_situations(journal)
    if situations_named(name_part, all_situations):
        return find_situation_by_name(journal, name_part)
    matches = situations_with_part(name_part, all_situations)
    if not matches:
        raise _no_such_name(name_part)
    if len(matches) > 1:
        names = ", ".join(f"'{situation.name}'" for situation in matches)
        raise NotFound(f"Meer dan één situatie past bij '{name_part}': {names}. Typ meer van de naam.")
    return matches[0]


def create_situation(journal: Journal, name: str, purpose: str = "") -> Situation:
    """Create a situation.

    Raises:
        InvalidInput: the name is empty, too long or taken.
    """
    with journal.write_transaction() as (connection, timestamp):
        situation = Situation(
            id=new_id(),
            name=unused_situation_name(name, _select_situations(connection, True)),
            purpose=purpose,
            opened=records.parse_timestamp(timestamp),
        )
        connection.execute(
            f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, NULL)",
            (situation.id, situation.name, situation.purpose, timestamp),
        )
    return situation


def find_or_create_situation(journal: Journal, name: str) -> Situation:
    """Return the situation with this name, ignoring case; create it if there is none.

    Raises:
        InvalidInput: the name is too long.
    """
    try:
        return find_situation_by_name(journal, name)
    except NotFound:
        return create_situation(journal, name)


def insert_situation(connection: Connection, situation: Situation) -> None:
    """Insert a situation, unless its id exists; only for modules of this package."""
    connection.execute(
        f"INSERT INTO situation ({_COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            situation.id,
            situation.name,
            situation.purpose,
            records.format_timestamp(situation.opened),
            records.format_optional_timestamp(situation.closed),
        ),
    )


def rename_situation(journal: Journal, situation_id: str, name: str) -> Situation:
    """Rename a situation; a closed one may have a name that is in use. Errors as in ``create_situation``."""

    def renamed(situation: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(situation, name=unused_situation_name(name, others if situation.is_open else ()))

    return _change_situation(journal, situation_id, renamed)


def set_situation_purpose(journal: Journal, situation_id: str, purpose: str) -> Situation:
    """Set the purpose (on screen: *Waarvoor ook alweer*), exactly as written."""
    return _change_situation(journal, situation_id, lambda situation, *_: replace(situation, purpose=purpose))


def close_situation(journal: Journal, situation_id: str) -> Situation:
    """Close a situation: it stays readable, and is no longer offered."""
    return _change_situation(
        journal,
        situation_id,
        lambda situation, _, timestamp: replace(
            situation, closed=situation.closed or records.parse_timestamp(timestamp)
        ),
    )


def reopen_situation(journal: Journal, situation_id: str) -> Situation:
    """Reopen a situation.

    Raises:
        InvalidInput: another open situation has its name now.
    """

    def reopened(situation: Situation, others: tuple[Situation, ...], _: str) -> Situation:
        return replace(situation, name=unused_situation_name(situation.name, others), closed=None)

    return _change_situation(journal, situation_id, reopened)


def merge_situations(journal: Journal, into: str, other: str) -> Situation:
    """Merge ``other`` into ``into``: its entries move over, and both purposes are kept."""
    if into == other:
        return get_situation(journal, into)
    with journal.write_transaction() as (connection, _):
        target, removed = _select_situation(connection, into), _select_situation(connection, other)
        opened = min(target.opened, removed.opened)
        merged = replace(target, purpose=join_purposes(target, removed), opened=opened)
        with search_index.reindex_titles(connection, "situation", other):
            connection.execute("UPDATE entry SET situation = ? WHERE situation = ?", (into, other))
        connection.execute("DELETE FROM situation WHERE id = ?", (other,))
        _update_situation(connection, merged)
    return merged


def move_entry_to_situation(journal: Journal, entry_id: str, situation_id: str | None) -> bool:
    """Move an entry to a situation, or to none. Return False when the entry is not saved yet.

    An unsaved entry brings its own ``situation`` when it is saved.
    """
    with journal.write_transaction() as (connection, _):
        if situation_id is not None:
            _select_situation(connection, situation_id)
        with search_index.reindex_title(connection, entry_id):
            updated = connection.execute(
                "UPDATE entry SET situation = ? WHERE id = ?", (situation_id, entry_id)
            )
        return updated.rowcount > 0


_SituationChange = Callable[[Situation, tuple[Situation, ...], str], Situation]
"""From a situation, all others and the timestamp to the changed situation."""


def _change_situation(journal: Journal, situation_id: str, change: _SituationChange) -> Situation:
    with journal.write_transaction() as (connection, timestamp):
        situation = _select_situation(connection, situation_id)
        others = tuple(other for other in _select_situations(connection) if other.id != situation.id)
        changed = change(situation, others, timestamp)
        reindex = search_index.reindex_titles(connection, "situation", situation.id)
        with reindex if changed.name != situation.name else nullcontext():
            _update_situation(connection, changed)
    return changed


def _update_situation(connection: Connection, situation: Situation) -> None:
    connection.execute(
        "UPDATE situation SET name = ?, purpose = ?, opened_at = ?, closed_at = ? WHERE id = ?",
        (
            situation.name,
            situation.purpose,
            records.format_timestamp(situation.opened),
            records.format_optional_timestamp(situation.closed),
            situation.id,
        ),
    )


def _select_situations(connection: Connection, open_only: bool = False) -> tuple[Situation, ...]:
    condition = "WHERE closed_at IS NULL" if open_only else ""
    latest = "(SELECT day || begun_at FROM entry WHERE entry.situation = situation.id"
    latest += " ORDER BY day DESC, begun_at DESC LIMIT 1)"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM situation {condition}"
        f" ORDER BY coalesce({latest}, substr(opened_at, 1, 10) || opened_at) DESC, rowid DESC"
    )
    return tuple(map(_to_situation, rows.fetchall()))


def _select_situation(connection: Connection, situation_id: str) -> Situation:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM situation WHERE id = ?",
        (situation_id,),
    ).fetchone()
    if row is None:
        raise NotFound(
            "Deze situatie is er niet meer; misschien is ze in een ander venster samengevoegd. "
            "Wat je erbij schreef staat in je logboek."
        )
    return _to_situation(row)


def _no_such_name(name: str) -> NotFound:
    return NotFound(f"Er is geen situatie '{name}'. Met 'reflectie lijst --situatie' zie je hoe ze heten.")


def _to_situation(row: Any) -> Situation:
    situation_id, name, purpose, opened, closed = row
    return Situation(
        id=situation_id,
        name=name,
        purpose=purpose,
        opened=records.parse_timestamp(opened),
        closed=records.parse_optional_timestamp(closed),
    )
