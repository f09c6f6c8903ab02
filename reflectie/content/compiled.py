"""The built-in library and the example journal, compiled to MessagePack when the package is built.

YAML is read in functions: an installed program has the compiled files and never imports the YAML reader.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reflectie.content.example_schema import ExampleJournal, with_entry_dates
from reflectie.content.pack import builtin_folder
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting

COMPILED_LIBRARY = "inhoud.msgpack"
COMPILED_EXAMPLE = "voorbeeld.msgpack"

_REFERENCE_DAY = dt.date(2001, 1, 1)
"""The day that counts as today in the compiled example."""


def compile_library() -> bytes:
    """Compile the built-in library.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    return msgspec.msgpack.encode(_read_library())


def builtin_library() -> Library:
    """The built-in library, from the compiled file if there is one."""
    path = builtin_folder() / COMPILED_LIBRARY
    if path.is_file():
        return msgspec.msgpack.decode(path.read_bytes(), type=Library)
    return _read_library()


def open_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in library, followed by the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return _read_library(extra) if extra else builtin_library()


def _read_library(extra: Sequence[Path] = ()) -> Library:
    from reflectie.content.load import load_library

    return load_library(extra)


def compile_example() -> bytes:
    """Compile the built-in example, dated at ``_REFERENCE_DAY`` in UTC.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    return msgspec.msgpack.encode(_read_example(_read_library(), _REFERENCE_DAY))


def open_example(library: Library, today: dt.date, zone: dt.tzinfo) -> ExampleJournal:
    """The built-in example, dated at ``today``, with its times in ``zone``."""
    path = builtin_folder() / COMPILED_EXAMPLE
    if not path.is_file():
        return _read_example(library, today, zone)
    compiled = msgspec.msgpack.decode(path.read_bytes(), type=ExampleJournal)
    offset = today - _REFERENCE_DAY
    entries = tuple(_shift_entry(entry, offset, zone) for entry in compiled.entries)
    return replace(
        compiled,
        entries=entries,
        situations=with_entry_dates(compiled.situations, entries),
        meetings=tuple(_shift_meeting(meeting, offset, zone) for meeting in compiled.meetings),
    )


def _read_example(library: Library, today: dt.date, zone: dt.tzinfo = dt.UTC) -> ExampleJournal:
    from reflectie.content.example import read_example

    return read_example(library, today, zone)


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
