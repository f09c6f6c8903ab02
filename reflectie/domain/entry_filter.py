"""What the entries of the logbook can be filtered by. Filters combine: an entry must match all of them."""

import datetime as dt

from reflectie.domain.value import Value


class EntryFilter(Value):
    """A choice of entries. What is None or False does not matter.

    ``field``, ``situation``, ``meeting`` and ``tag`` are ids; a tag can also be a word of the user.
    ``exercises`` are the ids of which an entry must have one. ``first`` and ``last`` are days, both included.
    """

    field: str | None = None
    exercises: tuple[str, ...] | None = None
    situation: str | None = None
    meeting: str | None = None
    tag: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    is_open: bool = False
    is_shared: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every entry matches."""
        return self == EVERY_ENTRY


EVERY_ENTRY = EntryFilter()
