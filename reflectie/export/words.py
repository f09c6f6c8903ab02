"""The words that every export format shares."""

import datetime as dt

from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, State
from reflectie.domain.field import Aspect

STATES = {State.UNKNOWN: "weet ik (nog) niet", State.SKIPPED: "overgeslagen"}
RECOGNITION = {"yes": "herken ik", "sometimes": "soms", "not_now": "nu niet"}
ASPECTS = {Aspect.NATURE: "van nature", Aspect.NOW: "nu, in deze situatie"}
STILL_OPEN = "nog open"
SITUATION = "situatie"
MEETING = "overleg"
OUT = "(eruit gehaald)"
DRAWING_WIDTH = 80
"""Cells a drawing gets where no terminal says how wide it is."""


def caption(aspect: Aspect, whose: str, day: dt.date | None) -> str:
    """What stands above a line: the aspect, whose mark it is when not one's own, and its day when given."""
    parts = [ASPECTS[aspect]]
    if whose != SELF:
        parts.append(whose)
    if day:
        parts.append(long_day(day))
    return " · ".join(parts)
