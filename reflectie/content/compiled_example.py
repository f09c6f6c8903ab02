"""The example journals, compiled to MessagePack when the package is built.

They stand apart from the library, because Home shows its lines before an example is loaded.
"""

import datetime as dt

import msgspec
from msgspec.structs import replace

from reflectie.content.example_schema import ExampleJournal, with_entry_dates
from reflectie.content.pack import builtin_folder, example_file
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.field import Role
from reflectie.domain.meeting import Meeting

_REFERENCE_DAY = dt.date(2001, 1, 1)
"""The day that counts as today in the compiled example."""


def compiled_name(role: Role) -> str:
    """The name of the compiled file of an example."""
    return f"voorbeeld-{role}.msgpack"


def compile_example(role: Role, library: Library) -> bytes:
    """Compile the example of a role, dated at ``_REFERENCE_DAY`` in UTC.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    return msgspec.msgpack.encode(_read_example(role, library, _REFERENCE_DAY))


def open_example(role: Role, library: Library, today: dt.date, zone: dt.tzinfo) -> ExampleJournal:
    """The example of a role, dated at ``today``, with its times in ``zone``."""
    path = builtin_folder() / compiled_name(role)
    if not path.is_file():
        return _read_example(role, library, today, zone)
    compiled = msgspec.msgpack.decode(path.read_bytes(), type=ExampleJournal)
    offset = today - _REFERENCE_DAY
    entries = tuple(_shift_entry(entry, offset, zone) for entry in compiled.entries)
    return replace(
        compiled,
        entries=entries,
        situations=with_entry_dates(compiled.situations, entries),
        meetings=tuple(_shift_meeting(meeting, offset, zone) for meeting in compiled.meetings),
    )


def _read_example(role: Role, library: Library, today: dt.date, zone: dt.tzinfo = dt.UTC) -> ExampleJournal:
    from reflectie.content.example import read_example  # loads the YAML reader

    return read_example(example_file(role), library, today, zone)


def _shift_entry(entry: Entry, offset: dt.timedelta, zone: dt.tzinfo) -> Entry:
    return replace(
        entry,
        day=entry.day + offset,
        begun=_shift_moment(entry.begun, offset, zone),
        closed=entry.closed and _shift_moment(entry.closed, offset, zone),
        placements=tuple(replace(p, day=p.day + offset) for p in entry.placements),
    )


def _shift_meeting(meeting: Meeting, offset: dt.timedelta, zone: dt.tzinfo) -> Meeting:
    """Shift a meeting; its time needs no zone, since it is local to its place."""
    day = meeting.day and meeting.day + offset
    return replace(meeting, day=day, made=_shift_moment(meeting.made, offset, zone))


def _shift_moment(moment: dt.datetime, offset: dt.timedelta, zone: dt.tzinfo) -> dt.datetime:
    """The same time of day in ``zone``, ``offset`` later."""
    return (moment + offset).replace(tzinfo=zone).astimezone(dt.UTC)
