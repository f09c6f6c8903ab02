"""Which zone a TZID means: a name of the world, a name of Windows, or what the file itself tells of it.

The library would look these up too. It keeps the zones of one file for the next, asks the system for any
path, and lets a file give a zone rules that are never done; so it is asked here only, for what has been
looked at.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from reflectie.domain.errors import BadInvitation
from reflectie.domain.text import clean_line
from reflectie.invite.lines import Part
from reflectie.invite.told import told_zone
from reflectie.invite.unfolding import Line

_MOST_OWN = 20


class Zones:
    """The zones of one file; ``own`` is that of the reader, for times that name none."""

    def __init__(self, parts: Iterable[Part], own: dt.tzinfo) -> None:
        self.own = own
        self._told = {_told_name(part): part for part in parts}
        self._found: dict[str, dt.tzinfo] = {}
        self._built = 0

    def of(self, line: Line) -> dt.tzinfo:
        """The zone that a line names, else that of the reader.

        Raises:
            BadInvitation: nobody knows that zone.
        """
        name = clean_line(line.params.get("TZID", ""))
        if not name:
            return self.own
        if name not in self._found:
            self._found[name] = _of_the_world(name) or self._from_the_file(name, line)
        return self._found[name]

    def _from_the_file(self, name: str, line: Line) -> dt.tzinfo:
        self._built += 1
        part = self._told.get(name)
        if part is None or self._built > _MOST_OWN:
            raise BadInvitation(f"De tijdzone op regel {line.number} is onbekend.")
        return told_zone(part)


def _told_name(part: Part) -> str:
    line = next(part.all("TZID"), None)
    return clean_line(line.value) if line else ""


def _names(name: str) -> Iterator[str]:
    """Under which names a zone may be known; some programs put their own name before it."""
    bare = name.strip("/")
    yield WINDOWS_TO_OLSON.get(bare, bare)
    if name.startswith("/"):
        words = bare.split("/")
        yield from ("/".join(words[start:]) for start in range(1, min(len(words), 5)))


def _of_the_world(name: str) -> dt.tzinfo | None:
    for known in _names(name):
        try:
            return zoneinfo.ZoneInfo(known)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue  # OSError: "Europe" is a folder, a very long name no file
    return None
