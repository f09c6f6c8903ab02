"""Situations: cases under a made-up name, and the rules for that name."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.errors import invalid_situation_name, situation_name_taken
from reflectie.domain.text import clean, clean_line
from reflectie.domain.value import Value

MAX_NAME_LENGTH = 60
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


def clean_situation_name(text: str) -> str:
    """A name as it is kept: cleaned, on one line.

    Raises:
        NoName: nothing is left of it, or more than ``LONGEST_NAME`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > MAX_NAME_LENGTH:
        raise invalid_situation_name(MAX_NAME_LENGTH)
    return name


def unused_situation_name(text: str, others: Iterable[Situation]) -> str:
    """A name as it is kept, that none of the open ones among ``others`` bears.

    Raises:
        NoName, NameTaken: it cannot be used.
    """
    name = clean_situation_name(text)
    if situations_named(name, (other for other in others if other.is_open)):
        raise situation_name_taken(name)
    return name


def situations_named(name: str, situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """The situations with this name, whatever its capitals."""
    wanted = clean_line(name).casefold()
    return tuple(situation for situation in situations if situation.name.casefold() == wanted)


def join_purposes(*situations: Situation) -> str:
    """The purposes of several situations under each other, each once."""
    texts = [clean(situation.purpose).strip() for situation in situations]
    return "\n".join(dict.fromkeys(text for text in texts if text))
