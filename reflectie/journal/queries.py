"""SQL queries: what is read from the journal. Each is fast for the first rows of a large journal."""

# ruff: noqa: S608 - only names from this package go into the SQL; what users wrote goes in as parameters

import datetime as dt
from typing import Any

from reflectie.domain.entry import SELF, Address, Entry
from reflectie.domain.errors import NotFound, entry_erased
from reflectie.domain.field import Aspect
from reflectie.domain.value import SHORT_ID_LENGTH
from reflectie.journal import records
from reflectie.journal.database import Connection

_PREVIEW_LENGTH = 200
"""Maximum number of characters of an entry in a list."""

_ADDRESS_COLUMNS = "step, item, turn, part"

_NOT_IN_BIN, _IN_BIN = "deleted_at IS NULL", "deleted_at IS NOT NULL"

PLACEMENT_COLUMNS = (
    "a.step, a.item, a.turn, a.part, p.field, p.pole_left, p.pole_right, p.aspect, p.value, p.day, p.whose"
)

PLACEMENT_TABLES = "placement p JOIN answer a ON a.id = p.answer"

_SELECT_PLACEMENTS = f"SELECT {PLACEMENT_COLUMNS} FROM {PLACEMENT_TABLES}"


def _entry_not_in_bin(table: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM entry b WHERE b.id = {table}.entry AND b.deleted_at IS NOT NULL)"


def _same_address(first: str, second: str) -> str:
    return " AND ".join(f"{first}.{name} = {second}.{name}" for name in _ADDRESS_COLUMNS.split(", "))


# One entry ------------------------------------------------------------------------------------------


def entry(connection: Connection, entry_id: str) -> Entry:
    """Return an entry: answers in the order in which they were first saved, one placement per address.

    Raises:
        NotFound: there is no entry with this id.
    """
    row = connection.execute(
        f"SELECT {records.ENTRY_COLUMNS} FROM entry WHERE id = ?", (entry_id,)
    ).fetchone()
    if row is None:
        raise entry_erased()
    shown = connection.execute(
        "SELECT step, item, reason FROM shown WHERE entry = ? ORDER BY ordinal, rowid", (entry_id,)
    )
    answers = connection.execute(
        f"SELECT {_ADDRESS_COLUMNS}, {records.ANSWER_COLUMNS} FROM answer"
        " WHERE entry = ? AND state IS NOT NULL ORDER BY id",
        (entry_id,),
    )
    placements = connection.execute(
        f"{_SELECT_PLACEMENTS} WHERE p.entry = ?"
        " AND p.id = (SELECT max(id) FROM placement WHERE answer = p.answer)"
        " ORDER BY (SELECT min(id) FROM placement WHERE answer = p.answer)",
        (entry_id,),
    )
    return records.to_entry(
        row, shown.fetchall(), answers.fetchall(), placements.fetchall(), _tags(connection, entry_id)
    )


def _tags(connection: Connection, entry_id: str) -> list[str]:
    """Return the tags of an entry, in no order."""
    rows = connection.execute("SELECT name FROM tag WHERE entry = ?", (entry_id,))
    return [name for (name,) in rows.fetchall()]


def entry_day(connection: Connection, entry_id: str) -> tuple[str, bool]:
    """Return the stored day of an entry, and whether the entry is in the bin.

    Raises:
        NotFound: there is no entry with this id.
    """
    row = connection.execute(f"SELECT day, {_IN_BIN} FROM entry WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        raise entry_erased()
    return row[0], bool(row[1])


def answer_versions(connection: Connection, entry_id: str) -> list[Any]:
    """Return the version of every answer of an entry."""
    return connection.execute(
        f"SELECT {_ADDRESS_COLUMNS}, version, written_at FROM answer WHERE entry = ?", (entry_id,)
    ).fetchall()


def revisions(connection: Connection, entry_id: str, address: Address | None) -> list[Any]:
    """Return the revisions at an address, or in the whole entry, newest first."""
    condition, values = (
        (records.ADDRESS_CONDITION, records.address_values(entry_id, address))
        if address
        else ("entry = ?", (entry_id,))
    )
    return connection.execute(
        f"SELECT {records.REVISION_COLUMNS} FROM revision WHERE {condition} ORDER BY id DESC", values
    ).fetchall()


def is_empty_entry(connection: Connection, entry_id: str) -> bool:
    """Whether an entry has no answer, draft or revision."""
    tables = ("answer", "draft", "revision")
    cursors = (connection.execute(f"SELECT 1 FROM {t} WHERE entry = ? LIMIT 1", (entry_id,)) for t in tables)
    return not any(cursor.fetchone() for cursor in cursors)


def find_entry_id(connection: Connection, id_part: str, in_bin: bool) -> str:
    """Return the one id that begins or ends with ``id_part``, or whose short id begins with it.

    Raises:
        NotFound: there is none, or more than one.
    """
    prefix, condition = id_part.strip().lower(), _IN_BIN if in_bin else _NOT_IN_BIN
    rows = connection.execute(
        f"SELECT id FROM entry WHERE id >= ?1 AND id < ?2 AND {condition} UNION SELECT id FROM entry"
        " WHERE (substr(id, -length(?3)) = ?3"
        f" OR substr(id, -{SHORT_ID_LENGTH}, length(?3)) = ?3) AND {condition} LIMIT 2",
        (prefix, prefix + "\U0010ffff", prefix),
    ).fetchall()
    if len(rows) != 1 or not prefix:
        raise _entry_not_found(id_part, is_ambiguous=bool(prefix and rows), in_bin=in_bin)
    entry_id: str = rows[0][0]
    return entry_id


def _entry_not_found(id_part: str, is_ambiguous: bool, in_bin: bool) -> NotFound:
    if is_ambiguous:
        return NotFound(f"Meer dan één reflectie past bij kenmerk '{id_part}'. Typ er meer tekens van.")
    place = " in de prullenbak" if in_bin else ""
    command = "reflectie verwijder --lijst" if in_bin else "reflectie lijst"
    return NotFound(
        f"Er is geen reflectie met kenmerk '{id_part}'{place}. Met '{command}' zie je welke er zijn."
    )


# Lists of entries -----------------------------------------------------------------------------------

# The texts of an entry, each with whether it is a label or a note beside one. A draft replaces older text.
_TEXTS = (
    "SELECT text, 0 AS is_label, 0 AS number FROM draft WHERE draft.entry = entry.id AND text <> ''"
    " UNION ALL SELECT text, value <> '', id FROM answer a WHERE a.entry = entry.id AND text <> ''"
    f" AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.entry = a.entry AND {_same_address('d', 'a')})"
)

_TELLING_TEXT = (
    f"(SELECT substr(text, 1, {_PREVIEW_LENGTH}) FROM ({_TEXTS})"
    " ORDER BY is_label, octet_length(text) DESC, number LIMIT 1)"
)
"""The beginning of the text that says most: the longest own text, or else the longest note or label."""

_ABOUT = (
    "coalesce((SELECT name FROM situation WHERE situation.id = entry.situation),"
    " (SELECT name FROM meeting WHERE meeting.id = entry.meeting))"
)

_SELECT_SUMMARIES = f"SELECT {records.SUMMARY_COLUMNS}, {_TELLING_TEXT}, {_ABOUT} FROM entry"


_KEPT_ADDRESS = "entry = kept.key AND step = kept.value AND item = '' AND turn = 0 AND part = ''"

_KEPT_TEXT = (
    f"(SELECT text FROM (SELECT text, 0 AS is_saved FROM draft WHERE {_KEPT_ADDRESS}"
    f" UNION ALL SELECT text, 1 FROM answer WHERE {_KEPT_ADDRESS})"
    " WHERE text <> '' ORDER BY is_saved LIMIT 1)"
)


def texts_at_steps(connection: Connection, steps_json: str) -> list[Any]:
    """Return the beginning of the text at one step of each entry, as rows of entry id and text or None.

    ``steps_json`` is an object of step ids by entry id. A draft replaces older text.
    """
    return connection.execute(
        f"SELECT kept.key, substr({_KEPT_TEXT}, 1, {_PREVIEW_LENGTH}) FROM json_each(?) kept", (steps_json,)
    ).fetchall()


def summaries(
    connection: Connection,
    limit: int | None,
    offset: int,
    open_only: bool,
    situation: str | None,
    meeting: str | None,
) -> list[Any]:
    """Return entries outside the bin, newest day first: all, or those of one situation or meeting."""
    conditions, values = [_NOT_IN_BIN], list[object]()
    if open_only:
        conditions.append("closed_at IS NULL")
    for column, group_id in (("situation", situation), ("meeting", meeting)):
        if group_id is not None:
            conditions.append(f"{column} = ?")
            values.append(group_id)
    return connection.execute(
        f"{_SELECT_SUMMARIES} WHERE {' AND '.join(conditions)}"
        " ORDER BY day DESC, begun_at DESC, id DESC LIMIT ? OFFSET ?",
        (*values, -1 if limit is None else limit, offset),
    ).fetchall()


def summary(connection: Connection, entry_id: str) -> Any:
    """Return the summary of an entry, in the bin or not.

    Raises:
        NotFound: there is no entry with this id.
    """
    row = connection.execute(f"{_SELECT_SUMMARIES} WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        raise entry_erased()
    return row


def summaries_in_bin(connection: Connection) -> list[Any]:
    """Return the entries in the bin, the last deleted first."""
    return connection.execute(f"{_SELECT_SUMMARIES} WHERE {_IN_BIN} ORDER BY deleted_at DESC, id").fetchall()


def summaries_past_keep_until(connection: Connection, day: str) -> list[Any]:
    """Return the entries whose last day to keep is before ``day``, oldest date first. The bin is left out."""
    return connection.execute(
        f"{_SELECT_SUMMARIES} WHERE keep_until < ? AND {_NOT_IN_BIN} ORDER BY keep_until, id", (day,)
    ).fetchall()


def count_entries(connection: Connection) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM entry WHERE {_NOT_IN_BIN}").fetchone()[0]
    return count


# Placements and shown questions ---------------------------------------------------------------------


def trails(connection: Connection, length: int, exclude_entry: str) -> list[Any]:
    """Return own placements per field and aspect: the latest with a value, and the latest of all.

    The query jumps from field to field in the index, so that its time does not grow with the journal.
    """
    fields = connection.execute(
        "WITH RECURSIVE used (field) AS (SELECT min(field) FROM placement WHERE whose = ?1 UNION ALL"
        " SELECT (SELECT min(field) FROM placement WHERE whose = ?1 AND field > used.field)"
        " FROM used WHERE field IS NOT NULL) SELECT field FROM used WHERE field IS NOT NULL",
        (SELF,),
    )
    rows: list[Any] = []
    for (field,) in fields.fetchall():
        for aspect in Aspect:
            rows += _latest_placements(connection, (SELF, field, aspect.value, length, exclude_entry))
    return rows


def _latest_placements(connection: Connection, values: tuple[object, ...]) -> list[Any]:
    latest = "SELECT id FROM placement WHERE whose = ?1 AND field = ?2 AND aspect = ?3 AND entry <> ?5"
    latest += f" AND {_entry_not_in_bin('placement')}"
    newest_first = "ORDER BY day DESC, written_at DESC, id DESC LIMIT"
    return connection.execute(
        f"{_SELECT_PLACEMENTS} WHERE p.id IN"
        f" (SELECT * FROM ({latest} AND value IS NOT NULL {newest_first} ?4)"
        f" UNION SELECT * FROM ({latest} {newest_first} 1)) ORDER BY p.day, p.written_at, p.id",
        values,
    ).fetchall()


def field_marks(connection: Connection, field: str, limit: int) -> list[Any]:
    """Return the newest own placements on a field, newest first, each with the id of its entry."""
    return connection.execute(
        f"SELECT p.entry, {PLACEMENT_COLUMNS} FROM {PLACEMENT_TABLES} WHERE p.field = ? AND p.whose = ?"
        f" AND {_entry_not_in_bin('p')} ORDER BY p.day DESC, p.written_at DESC, p.id DESC LIMIT ?",
        (field, SELF, limit),
    ).fetchall()


def field_points(connection: Connection, field: str, situation: str | None, series: str | None) -> list[Any]:
    """Return the own placements on a field, oldest first: entry, day, value, poles and aspect."""
    conditions, values = ["p.field = ?", "p.whose = ?", f"e.{_NOT_IN_BIN}"], [field, SELF]
    if situation is not None:
        conditions.append("e.situation = ?")
        values.append(situation)
    if series is not None:
        conditions.append("e.meeting IN (SELECT id FROM meeting WHERE series = ?)")
        values.append(series)
    return connection.execute(
        "SELECT p.entry, p.day, p.value, p.pole_left, p.pole_right, p.aspect"
        f" FROM placement p JOIN entry e ON e.id = p.entry WHERE {' AND '.join(conditions)}"
        " ORDER BY p.day, p.written_at, p.id",
        values,
    ).fetchall()


def last_shown(connection: Connection, before: dt.date) -> list[Any]:
    """Return each question with its last day before ``before``, jumping from question to question."""
    rows = connection.execute(
        "WITH RECURSIVE known (question) AS (SELECT min(question) FROM shown UNION ALL"
        " SELECT (SELECT min(question) FROM shown WHERE question > known.question)"
        " FROM known WHERE question IS NOT NULL)"
        " SELECT question, (SELECT day FROM shown WHERE question = known.question"
        f" AND day < ? AND {_entry_not_in_bin('shown')} ORDER BY day DESC LIMIT 1)"
        " FROM known WHERE question IS NOT NULL",
        (before.isoformat(),),
    ).fetchall()
    return [row for row in rows if row[1] is not None]
