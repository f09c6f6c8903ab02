"""The built-in content as an installed package carries it: checked and read once, when the package is built.

Reading and checking the YAML costs a tenth of the start; reading this costs a hundredth. A checkout has no
compiled content: there the YAML counts, at every start.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reflectie.content.source import builtin_folder
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.situation import Situation
from reflectie.domain.value import Value

FILE = "inhoud.msgpack"
_REFERENCE = dt.date(2001, 1, 1)
"""The day on which the made-up year ends in the compiled file; reading moves it to today."""


class Compiled(Value):
    """The built-in library, and the made-up year on the calendar of ``_REFERENCE``."""

    library: Library
    example: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()


def compile_content() -> bytes:
    """The built-in content, read from YAML.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    from reflectie.content.example import example_entries, example_situations
    from reflectie.content.load import load_library

    library = load_library()
    example = example_entries(library, _REFERENCE, dt.UTC)
    situations = example_situations(example)
    return msgspec.msgpack.encode(Compiled(library=library, example=example, situations=situations))


def library_and_example(
    today: dt.date, zone: dt.tzinfo
) -> tuple[Library, tuple[Entry, ...], tuple[Situation, ...]]:
    """The built-in library, and the made-up year up to ``today``, its times on the clock of ``zone``."""
    compiled = _read(builtin_folder() / FILE)
    if compiled:
        moved = tuple(_moved(entry, today - _REFERENCE, zone) for entry in compiled.example)
        return compiled.library, moved, dated(compiled.situations, moved)
    from reflectie.content.example import example_entries, example_situations
    from reflectie.content.load import load_library

    library = load_library()
    entries = example_entries(library, today, zone)
    return library, entries, example_situations(entries)


def builtin_library() -> Library:
    """The built-in library, compiled where the package has it so."""
    compiled = _read(builtin_folder() / FILE)
    if compiled:
        return compiled.library
    from reflectie.content.load import load_library

    return load_library()


def library(extra: Sequence[Path] = ()) -> Library:
    """The built-in library, and behind it the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    if not extra:
        return builtin_library()
    from reflectie.content.load import load_library

    return load_library(extra)


def _read(path: Path) -> Compiled | None:
    return msgspec.msgpack.decode(path.read_bytes(), type=Compiled) if path.is_file() else None


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


def _shifted(moment: dt.datetime, by: dt.timedelta, zone: dt.tzinfo) -> dt.datetime:
    return (moment + by).replace(tzinfo=zone).astimezone(dt.UTC)
