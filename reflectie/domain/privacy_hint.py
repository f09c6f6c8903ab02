"""Detect names that look like a real person's name or contain a date."""

import re

from reflectie.domain.text import clean_line

_MONTH_NAMES = "jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec"

# A full date, in digits or with the name of the month.
_DATE_PATTERN = re.compile(
    r"\b\d{1,2}[-/. ]\d{1,2}[-/. ]('?\d{2}|\d{4})\b|\b(19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}\b"
    rf"|\b\d{{1,2}} ({_MONTH_NAMES})\w*\.? ('?\d{{2}}|\d{{4}})\b",
    re.IGNORECASE,
)

_NAME_PARTICLES = "van|de|der|den|ter|ten|te|el|al|ben|bin|von|la|le|da|dos|op|in|het|'t"

_NAME_PATTERN = r"[A-ZÀ-ÖØ-Þ][\w'’]*[a-zß-öø-ÿ][\w'’]*(?:-[A-ZÀ-ÖØ-Þ][\w'’]+)*"

_NOT_A_PERSON = "De|Het|Een|Mijn|Ons|Onze|Team|Project|Overleg"

_FIRST_WORD = rf"(?!(?:{_NOT_A_PERSON})\b){_NAME_PATTERN}"

_FULL_NAME_PATTERN = re.compile(
    rf"^{_FIRST_WORD}(?:\s+(?:{_NAME_PATTERN}|(?i:{_NAME_PARTICLES})|[A-Z]\.))*\s+{_NAME_PATTERN}$"
)

_INITIALS_PATTERN = re.compile(rf"^(?:[A-Z]\.\s*)+(?:(?i:{_NAME_PARTICLES})\s+)*{_NAME_PATTERN}$")


def privacy_hint(name: str) -> str:
    """Return a hint when a name looks like that of a real person or contains a date, or else ""."""
    line = clean_line(name)
    if _DATE_PATTERN.search(line):
        return "Hier lijkt een datum in te staan. Een verzonnen naam verraadt niemand."
    if _FULL_NAME_PATTERN.match(line) or _INITIALS_PATTERN.match(line):
        return "Dit lijkt op een volledige naam. Een verzonnen naam verraadt niemand."
    return ""
