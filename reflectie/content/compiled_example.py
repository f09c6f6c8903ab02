"""The example journal, compiled to MessagePack when the package is built."""

import datetime as dt

import msgspec
from msgspec.structs import replace

from reflectie.content.builtin_files import builtin_folder, example_file
from reflectie.content.example_schema import ExampleJournal, with_entry_dates
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting

COMPILED_EXAMPLE = "voorbeeld.msgpack"

_REFERENCE_DAY = dt.date(2001, 1, 1)
"""The day on which the made-up year ends in the compiled file; reading moves it to today."""


def compile_example() -> bytes:
    """The made-up year on the calendar of ``_REFERENCE``, read from YAML.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    from reflectie.content.load import load_library

    return msgspec.msgpack.encode(_read_yaml(load_library(), _REFERENCE_DAY, dt.UTC))


def open_example(library: Library, today: dt.date, zone: dt.tzinfo) -> ExampleJournal:
    """The made-up year up to ``today``, its times on the clock of ``zone``."""
    path = builtin_folder() / COMPILED_EXAMPLE
    if not path.is_file():
        return _read_yaml(library, today, zone)
    compiled = msgspec.msgpack.decode(path.read_bytes(), type=ExampleJournal)
    by = today - _REFERENCE_DAY
    moved = tuple(_shift_entry(entry, by, zone) for entry in compiled.entries)
    return replace(
        compiled,
        entries=moved,
        situations=with_entry_dates(compiled.situations, moved),
        meetings=tuple(_shift_meeting(one, by, zone) for one in compiled.meetings),
    )


def _read_yaml(library: Library, today: dt.date, zone: dt.tzinfo) -> ExampleJournal:
    from reflectie.content.example import (
        example_entries,
        example_meetings,
        example_series,
        example_situations,
        read_example_file,
    )

    entries, year = example_entries(library, today, zone), read_example_file(example_file()).year
    return ExampleJournal(
        entries=entries,
        situations=example_situations(entries),
        meetings=example_meetings(year, today, zone),
        series=example_series(year),
    )


def _shift_entry(entry: Entry, by: dt.timedelta, zone: dt.tzinfo) -> Entry:
    """The entry ``by`` days later, at the same time on the clock of ``zone``."""
    placements = tuple(replace(mark, day=mark.day + by) for mark in entry.placements)
    begun, closed = (
        _shift_moment(entry.begun, by, zone),
        entry.closed and _shift_moment(entry.closed, by, zone),
    )
    return replace(entry, day=entry.day + by, begun=begun, closed=closed, placements=placements)


def _shift_meeting(meeting: Meeting, by: dt.timedelta, zone: dt.tzinfo) -> Meeting:
    """The meeting ``by`` days later; its time is on the clock of its place already."""
    return replace(meeting, day=meeting.day and meeting.day + by, made=_shift_moment(meeting.made, by, zone))


def _shift_moment(moment: dt.datetime, by: dt.timedelta, zone: dt.tzinfo) -> dt.datetime:
    return (moment + by).replace(tzinfo=zone).astimezone(dt.UTC)
