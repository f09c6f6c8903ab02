"""Entries as a person could have made them."""

import datetime as dt

from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Placement
from reflectie.domain.field import Aspect

from .writer import NOON

TODAY = NOON.date()


def entry(number: int = 1, text: str = "", days_ago: int = 0, **more: object) -> Entry:
    """A closed entry of one answer; ``more`` changes or adds what else it has."""
    begun = NOON - dt.timedelta(days=days_ago, minutes=number)
    made: dict[str, object] = {
        "id": f"01900000-0000-7000-8000-{number:012}",
        "exercise": "proef:vraag",
        "title": "Een vraag",
        "day": begun.date(),
        "begun": begun,
        "closed": begun + dt.timedelta(minutes=1),
        "answers": (said(text),) if text else (),
    }
    return Entry(**{**made, **more})  # type: ignore[arg-type]


def said(text: str, step: str = "begin", question: str = "Wat knaagt er?", **more: object) -> Answer:
    return Answer(address=Address(step=step), question=question, text=text, **more)  # type: ignore[arg-type]


def mark(number: int, field: str, value: int | None, days_ago: int = 0, aspect: Aspect = Aspect.NOW) -> Entry:
    """An entry with one mark on one of the lines of Thuis."""
    at = Address(step="nu")
    begun = entry(number, days_ago=days_ago)
    state = AnswerState.UNKNOWN if value is None else AnswerState.ANSWERED
    placement = Placement(
        address=at, field=field, left="links", right="rechts", aspect=aspect, value=value, day=begun.day
    )
    answer = Answer(address=at, question="Waar sta je?", state=state)
    return entry(number, days_ago=days_ago, answers=(answer,), placements=(placement,))
