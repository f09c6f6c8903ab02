"""The words that every export format shares."""

import datetime as dt

from reflectie.domain.entry import SELF, State
from reflectie.domain.field import Aspect

STATES = {State.UNKNOWN: "weet ik (nog) niet", State.SKIPPED: "overgeslagen"}
RECOGNITION = {"yes": "herken ik", "sometimes": "soms", "not_now": "nu niet"}
ASPECTS = {Aspect.NATURE: "van nature", Aspect.NOW: "nu, in deze situatie"}
STILL_OPEN = "nog open"

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def day_in_words(day: dt.date) -> str:
    """A day as people write it: zondag 22 november 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def caption(aspect: Aspect, whose: str, day: dt.date | None) -> str:
    """What stands above a line: the aspect, whose mark it is when not one's own, and its day when given."""
    parts = [ASPECTS[aspect]]
    if whose != SELF:
        parts.append(whose)
    if day:
        parts.append(day_in_words(day))
    return " · ".join(parts)
