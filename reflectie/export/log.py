"""A reflection log to export, and what an export format is."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation


class Log(NamedTuple):
    """Entries with the situations, meetings and series they belong to; ``library`` orders their answers."""

    entries: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()
    library: Library | None = None


class Format(NamedTuple):
    """An export format: the suffix of its files, without a dot, and how it writes a log."""

    suffix: str
    write: Callable[[Log], bytes]


def oldest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order of their day, and of their beginning within a day."""
    return sorted(entries, key=lambda entry: (entry.day, entry.begun, entry.id))
