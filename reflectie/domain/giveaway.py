"""What in a name could give away a real person or day. A hint, never a refusal: whoever writes decides."""

import re

from reflectie.domain.text import clean_line

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
