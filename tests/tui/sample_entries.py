"""Entries as a user could have made them."""

import datetime as dt

from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Placement
from reflectie.domain.field import Aspect

from .writer import NOON

TODAY = NOON.date()


def make_entry(number: int = 1, text: str = "", days_ago: int = 0, **fields: object) -> Entry:
    """A closed entry with one answer; ``fields`` replace or add other fields."""
    begun = NOON - dt.timedelta(days=days_ago, minutes=number)
    defaults: dict[str, object] = {
        "id": f"01900000-0000-7000-8000-{number:012}",
        "exercise": "proef:vraag",
        "title": "Een vraag",
        "day": begun.date(),
        "begun": begun,
        "closed": begun + dt.timedelta(minutes=1),
        "answers": (make_answer(text),) if text else (),
    }
    return Entry(**{**defaults, **fields})  # type: ignore[arg-type]


def make_answer(text: str, step: str = "begin", question: str = "Wat knaagt er?", **fields: object) -> Answer:
    return Answer(address=Address(step=step), question=question, text=text, **fields)  # type: ignore[arg-type]


def make_marked_entry(
    number: int, field: str, value: int | None, days_ago: int = 0, aspect: Aspect = Aspect.NOW
) -> Entry:
    """An entry with one mark on one of the lines of Home; the value None means not known."""
    address = Address(step="nu")
    day = make_entry(number, days_ago=days_ago).day
    state = AnswerState.UNKNOWN if value is None else AnswerState.ANSWERED
    placement = Placement(
        address=address, field=field, left="links", right="rechts", aspect=aspect, value=value, day=day
    )
    answer = Answer(address=address, question="Waar sta je?", state=state)
    return make_entry(number, days_ago=days_ago, answers=(answer,), placements=(placement,))
