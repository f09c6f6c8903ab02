"""A situation: a case or a matter, under a name that its writer makes up."""

import datetime as dt
import re
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


# A day, month and year in figures or words: nobody makes these up.
_MONTH = "jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DATE = re.compile(
    r"\b\d{1,2}[-/. ]\d{1,2}[-/. ]('?\d{2}|\d{4})\b|\b(19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}\b"
    rf"|\b\d{{1,2}} ({_MONTH})\w*\.? ('?\d{{2}}|\d{{4}})\b",
    re.IGNORECASE,
)
_BETWEEN = "van|de|der|den|ter|ten|te|el|al|ben|bin|von|la|le|da|dos|op|in|het|'t"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’]*[a-zß-öø-ÿ][\w'’]*(?:-[A-ZÀ-ÖØ-Þ][\w'’]+)*"
_NO_PERSON = "De|Het|Een|Mijn|Ons|Onze|Team|Project|Overleg"
_BEGINS = rf"(?!(?:{_NO_PERSON})\b){_NAME}"
_FULL_NAME = re.compile(rf"^{_BEGINS}(?:\s+(?:{_NAME}|(?i:{_BETWEEN})|[A-Z]\.))*\s+{_NAME}$")
_INITIALS = re.compile(rf"^(?:[A-Z]\.\s*)+(?:(?i:{_BETWEEN})\s+)*{_NAME}$")


def hint_about(name: str) -> str:
    """A gentle word when a name looks like one that a real person bears, or holds a date; else nothing."""
    line = clean_line(name)
    if _DATE.search(line):
        return "Hier lijkt een datum in te staan. Een verzonnen naam verraadt niemand."
    if _FULL_NAME.match(line) or _INITIALS.match(line):
        return "Dit lijkt op een volledige naam. Een verzonnen naam verraadt niemand."
    return ""
