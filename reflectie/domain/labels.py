"""Dutch labels that documents, diagrams and screens share."""

import datetime as dt

from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, AnswerState
from reflectie.domain.field import Aspect

STATE_LABELS = {AnswerState.UNKNOWN: "weet ik (nog) niet", AnswerState.SKIPPED: "overgeslagen"}

RECOGNITION_LABELS = {"yes": "herken ik", "sometimes": "soms", "not_now": "nu niet"}

ASPECT_LABELS = {Aspect.NATURE: "van nature", Aspect.NOW: "nu, in deze situatie"}

PAST_LABEL = "toen, in deze situatie"
"""The label of ``Aspect.NOW`` where a question is about a moment that is over."""

OPEN_LABEL = "nog open"

SHARED_LABEL = "om te delen"

FOLLOW_UPS_TITLE = "Verder op deze vraag"

SITUATION_LABEL = "situatie"

MEETING_LABEL = "overleg"

PURPOSE_LABEL = "Waarvoor ook alweer:"

REMOVED_LABEL = "(eruit gehaald)"


def aspect_label(aspect: Aspect, is_past: bool) -> str:
    """The label of an aspect at a question, which may be about a moment that is over."""
    return PAST_LABEL if is_past and aspect is Aspect.NOW else ASPECT_LABELS[aspect]


def placement_caption(aspect: Aspect, whose: str, day: dt.date | None, is_past: bool = False) -> str:
    """Return the caption of a line: its aspect, its owner if that is somebody else, and its day if given."""
    parts = [aspect_label(aspect, is_past)]
    if whose != SELF:
        parts.append(whose)
    if day:
        parts.append(long_day(day))
    return " · ".join(parts)
