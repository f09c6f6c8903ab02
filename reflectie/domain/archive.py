"""A whole journal as values, to write it to a file and to read it back: also versions, drafts and the bin."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry, Placement
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.value import Value

FORMAT_NAME, FORMAT_VERSION = "reflectie", 2
"""What a file says of itself. The version changes when a key gets another name or meaning."""


# mypy does not know that kw_only is the default of every Value, and wants it where defaults are inherited.
class ArchivedAnswer(Answer, kw_only=True):
    """An answer with the moment at which it was saved, in UTC."""

    written: dt.datetime


class ArchivedPlacement(Placement, kw_only=True):
    """A placement with the moment at which it was saved, in UTC.

    A settled one was made before its entry was last reopened: a later one is added beside it.
    """

    written: dt.datetime
    is_settled: bool = False


class ArchivedDraft(Draft, kw_only=True):
    """A draft with the moment at which it was saved, in UTC."""

    written: dt.datetime


class ArchivedRevision(Value):
    """An earlier version of an answer, as in ``domain.entry.Revision``; oldest first in its entry."""

    address: Address
    question: str
    text: str
    value: str
    state: AnswerState | None
    written: dt.datetime
    replaced: dt.datetime
    from_other_program: bool = False


class ArchivedEntry(Entry, kw_only=True):
    """An entry with everything that belongs to it. All placements are in it, oldest first.

    ``changed`` and ``deleted`` are in UTC; one that is not deleted is not in the bin.
    """

    changed: dt.datetime
    deleted: dt.datetime | None = None
    keep_until: dt.date | None = None
    answers: tuple[ArchivedAnswer, ...] = ()
    placements: tuple[ArchivedPlacement, ...] = ()
    drafts: tuple[ArchivedDraft, ...] = ()
    revisions: tuple[ArchivedRevision, ...] = ()

    @property
    def latest(self) -> Entry:
        """The entry as it is now, without its drafts: of each address only the last placement."""
        fields = {name: getattr(self, name) for name in Entry.__struct_fields__}
        placements = {placement.address: placement for placement in self.placements}
        return Entry(**fields | {"placements": tuple(placements.values())})


class Archive(Value):
    """The contents of a journal, or of a part of it."""

    format: str
    version: int
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()
    entries: tuple[ArchivedEntry, ...] = ()


def convert_parts(value: Any, convert: Callable[[Any], Any]) -> Any:
    """Return a copy in which ``convert`` has been applied to every part that is no record and no tuple."""
    if isinstance(value, tuple):
        return tuple(convert_parts(item, convert) for item in value)
    names = getattr(value, "__struct_fields__", None)  # quicker than isinstance, and most parts are no record
    if names is None:
        return convert(value)
    return type(value)(**{name: convert_parts(getattr(value, name), convert) for name in names})


def shift_archive(archive: Archive, offset: dt.timedelta, zone: dt.tzinfo) -> Archive:
    """Return an archive with every day ``offset`` later, and each moment at the same time of day in ``zone``.

    ``offset`` is a number of whole days. The times of day in the archive are those of its moments in UTC. The
    time of a meeting stays: it is local to its place.
    """

    def shift(value: Any) -> Any:
        if isinstance(value, dt.datetime):  # first, since a datetime is a date too
            return (value + offset).replace(tzinfo=zone).astimezone(dt.UTC)
        return value + offset if isinstance(value, dt.date) else value

    shifted: Archive = convert_parts(archive, shift)
    return shifted
