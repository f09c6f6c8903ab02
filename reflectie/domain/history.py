"""What was written before, what is found again, and what a save met on its way."""

import datetime as dt
from typing import NamedTuple

from reflectie.domain.entry import Address, State
from reflectie.domain.value import Value


class Revision(Value):
    """What stood at an address before.

    ``written`` is when it was kept, ``replaced`` when other words (or none) came in its place.
    ``elsewhere`` says that another window wrote it and this one, not knowing, wrote over it.
    """

    id: int
    address: Address
    question: str
    text: str
    value: str
    state: State | None
    written: dt.datetime
    replaced: dt.datetime
    elsewhere: bool = False


class Hit(Value):
    """A text in which the words were found; ``address`` is None when it is the title of the entry.

    ``words`` is the part of the text around what was found, and ``marks`` holds where that is in it, as
    pairs of begin and end. ``cursor`` is the place in the order: search on with ``before=cursor``.
    """

    cursor: int
    entry: str
    day: dt.date
    title: str
    address: Address | None
    words: str
    marks: tuple[tuple[int, int], ...] = ()


class Saved(NamedTuple):
    """A save: when all of it was on disk, and where another window had written meanwhile.

    At those addresses the text of this save stands, and that of the other is its newest revision.
    """

    moment: dt.datetime
    overtaken: tuple[Address, ...] = ()
