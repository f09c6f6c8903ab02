"""Situations: cases under an invented name, and the rules for that name."""

import datetime as dt
from collections.abc import Iterable

from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import clean, clean_line, contains_words, shorten
from reflectie.domain.value import Value

MAX_NAME_LENGTH = 60
"""In characters."""


class Situation(Value):
    """A case to which entries can belong. ``purpose`` is what it is for, in the user's words.

    ``opened`` and ``closed`` are in UTC.
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
    """Return the name as it is stored: cleaned, on one line.

    Raises:
        InvalidInput: it is empty, or longer than ``MAX_NAME_LENGTH`` characters.
    """
    name = clean_line(text)
    if not name or len(name) > MAX_NAME_LENGTH:
        raise InvalidInput(
            f"Geef de situatie een korte naam, van hooguit {MAX_NAME_LENGTH} tekens. "
            "Verzin er een die alleen jij snapt."
        )
    return name


def situation_name(text: str) -> str:
    """The name that typed text gives a situation: on one line, and cut where it is too long."""
    return shorten(clean(text), MAX_NAME_LENGTH)


def unused_situation_name(text: str, others: Iterable[Situation]) -> str:
    """Return the name as it is stored.

    Raises:
        InvalidInput: it cannot be used, or an open situation among ``others`` has it.
    """
    name = clean_situation_name(text)
    if situations_named(name, (other for other in others if other.is_open)):
        raise InvalidInput(f"Er is al een open situatie '{name}'. Kies een andere naam, of ga daarin verder.")
    return name


def situations_named(name: str, situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """The situations with this name; case does not matter."""
    folded = clean_line(name).casefold()
    return tuple(situation for situation in situations if situation.name.casefold() == folded)


def situations_with_part(part: str, situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """The situations with this text in their name; case and accents do not matter. None for empty text."""
    return tuple(situation for situation in situations if contains_words(situation.name, part))


def join_purposes(*situations: Situation) -> str:
    """The different purposes of several situations, one per line."""
    texts = [clean(situation.purpose).strip() for situation in situations]
    return "\n".join(dict.fromkeys(text for text in texts if text))
