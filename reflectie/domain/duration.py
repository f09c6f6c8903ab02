"""How long an exercise takes: counted from its screens and the words to read."""

from collections.abc import Collection, Iterable

from reflectie.domain.field import Role, is_for_roles
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Each,
    Explore,
    NameSituation,
    Part,
    Pause,
    Pick,
    Place,
    Question,
    Read,
    Recognise,
    Rows,
    Step,
    StepBase,
)

WORDS_PER_SECOND = 3.5
"""How fast people read a screen."""

ANSWER_SECONDS: dict[type[StepBase], float] = {
    Read: 0,
    Recognise: 5,
    Place: 12,
    Explore: 20,
    Ask: 25,
    NameSituation: 10,
    Choose: 15,
    Pause: 0,
    Date: 10,
    Rows: 60,
    Draw: 20,
}
"""How long people take to answer on one screen, by kind."""

_UNKNOWN_QUESTION_SECONDS = 35
"""For a question of which the words are not known."""

ROUNDS = 2
"""How often an ``each`` is counted; nobody knows before."""


def minutes_for(steps: Iterable[Step], roles: Collection[Role] | None = None) -> int:
    """The minutes for these steps, rounded, at least 1. What is for other roles only does not count."""
    return max(1, round(sum(_seconds(step, roles) for step in steps) / 60))


def _seconds(step: Step, roles: Collection[Role] | None) -> float:
    match step:
        case Question() if not is_for_roles(step.roles, roles):
            seconds = 0.0
        case Part():
            seconds = sum(_seconds(inner, roles) for inner in step.steps)
        case Each():
            seconds = ROUNDS * sum(_seconds(inner, roles) for inner in step.steps)
        case Pick():
            seconds = _seconds_of_pick(step, roles)
        case Recognise():
            statements = (s for s in step.statements if is_for_roles(s.roles, roles))
            seconds = _screen(step, step.text) + sum(_screen(step, s.text) for s in statements)
        case Explore():
            prompts = [prompt for prompt in (step.feel, step.act) if prompt]
            seconds = 2 * sum(_screen(step, prompt.text) for prompt in prompts)  # once to each side
        case Pause():
            seconds = 60 * step.minutes
        case Question():
            follow_ups = sum(_seconds(follow_up, roles) for follow_up in step.follow_ups)
            seconds = _screen(step, _text(step)) + follow_ups
        case _:
            seconds = _screen(step, _text(step))
    return seconds


def _seconds_of_pick(pick: Pick, roles: Collection[Role] | None) -> float:
    """The mean for one item, as often as the pick takes one.

    The follow-ups of a pick in a part are asked at once; those of the short route are offered later.
    """
    items = [i for i in pick.items if not isinstance(i, Question) or is_for_roles(i.roles, roles)]
    if not items:
        return pick.take * _UNKNOWN_QUESTION_SECONDS
    each = (_seconds(item, None) if pick.of else _screen(item, _text(item)) for item in items)
    return min(pick.take, len(items)) * sum(each) / len(items)


def _screen(step: StepBase, text: str) -> float:
    """Seconds for one screen with this text."""
    return ANSWER_SECONDS.get(type(step), 0) + len(text.split()) / WORDS_PER_SECOND


def _text(step: StepBase) -> str:
    return f"{getattr(step, 'text', '')} {getattr(step, 'hint', '')}"


def in_minutes(count: int) -> str:
    """A number of minutes in words, for instance "1 minuut"."""
    return "1 minuut" if count == 1 else f"{count} minuten"
