"""A situation: a case or a matter, under a name that its writer makes up."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.errors import NameTaken, NoName
from reflectie.domain.text import clean, clean_line
from reflectie.domain.value import Value

LONGEST_NAME = 60
"""Characters; a made-up name is a word or three."""


class Situation(Value):
    """What several entries can belong to. ``purpose`` is *waarvoor ook alweer*, in one's own words.

    ``opened`` and ``closed`` are moments in UTC.
    """

    id: str
    name: str
    opened: dt.datetime
    purpose: str = ""
    closed: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None


def situation_name(text: str) -> str:
    """A name as it is kept: cleaned, on one line.

    Raises:
        NoName: nothing is left of it, or more than ``LONGEST_NAME`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > LONGEST_NAME:
        raise NoName(LONGEST_NAME)
    return name


def free_name(text: str, others: Iterable[Situation]) -> str:
    """A name as it is kept, that none of the open ones among ``others`` bears.

    Raises:
        NoName, NameTaken: it cannot be used.
    """
    name = situation_name(text)
    if bearing(name, (other for other in others if other.is_open)):
        raise NameTaken(name)
    return name


def bearing(name: str, situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """The situations with this name, whatever its capitals."""
    wanted = clean_line(name).casefold()
    return tuple(situation for situation in situations if situation.name.casefold() == wanted)


def purposes_of(*situations: Situation) -> str:
    """The purposes of several situations under each other, each once."""
    texts = [clean(situation.purpose).strip() for situation in situations]
    return "\n".join(dict.fromkeys(text for text in texts if text))
