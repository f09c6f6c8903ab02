"""The made-up year as an installed package carries it; apart from the library, which every start needs."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from reflectie.content.source import builtin_folder, example_file
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.value import Value

FILE = "voorbeeld.msgpack"
_REFERENCE = dt.date(2001, 1, 1)
"""The day on which the made-up year ends in the compiled file; reading moves it to today."""


class Example(Value):
    """What the invented professional wrote, and what it belongs to."""

    entries: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()


def compile_example() -> bytes:
    """The made-up year on the calendar of ``_REFERENCE``, read from YAML.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    from reflectie.content.load import load_library

    return msgspec.msgpack.encode(_read(load_library(), _REFERENCE, dt.UTC))


def example_year(library: Library, today: dt.date, zone: dt.tzinfo) -> Example:
    """The made-up year up to ``today``, its times on the clock of ``zone``."""
    path = builtin_folder() / FILE
    if not path.is_file():
        return _read(library, today, zone)
    compiled = msgspec.msgpack.decode(path.read_bytes(), type=Example)
    by = today - _REFERENCE
    moved = tuple(_moved(entry, by, zone) for entry in compiled.entries)
    return replace(
        compiled,
        entries=moved,
        situations=dated(compiled.situations, moved),
        meetings=tuple(_put_off(one, by, zone) for one in compiled.meetings),
    )


def _read(library: Library, today: dt.date, zone: dt.tzinfo) -> Example:
    from reflectie.content.example import example_entries, example_situations, load_example
    from reflectie.content.example_meetings import meetings_of, series_of

    entries, year = example_entries(library, today, zone), load_example(example_file()).year
    return Example(
        entries=entries,
        situations=example_situations(entries),
        meetings=meetings_of(year, today, zone),
        series=series_of(year),
    )


def dated(situations: tuple[Situation, ...], entries: Iterable[Entry]) -> tuple[Situation, ...]:
    """Situations that open with the first of their entries; closed ones close with the last."""
    moments: dict[str | None, list[dt.datetime]] = {}
    for entry in entries:
        moments.setdefault(entry.situation, []).extend((entry.begun, entry.closed or entry.begun))
    return tuple(
        replace(
            one,
            opened=min(moments.get(one.id, [one.opened])),
            closed=one.closed and max(moments.get(one.id, [one.closed])),
        )
        for one in situations
    )


def _moved(entry: Entry, by: dt.timedelta, zone: dt.tzinfo) -> Entry:
    """The entry ``by`` days later, at the same time on the clock of ``zone``."""
    placements = tuple(replace(mark, day=mark.day + by) for mark in entry.placements)
    begun, closed = _shifted(entry.begun, by, zone), entry.closed and _shifted(entry.closed, by, zone)
    return replace(entry, day=entry.day + by, begun=begun, closed=closed, placements=placements)


def _put_off(meeting: Meeting, by: dt.timedelta, zone: dt.tzinfo) -> Meeting:
    """The meeting ``by`` days later; its time is on the clock of its place already."""
    return replace(meeting, day=meeting.day and meeting.day + by, made=_shifted(meeting.made, by, zone))


def _shifted(moment: dt.datetime, by: dt.timedelta, zone: dt.tzinfo) -> dt.datetime:
    return (moment + by).replace(tzinfo=zone).astimezone(dt.UTC)
