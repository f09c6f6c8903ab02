"""About how long steps take, computed from the number of screens and the words on them."""

from collections.abc import Iterable

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


def minutes_for(steps: Iterable[Step]) -> int:
    """The minutes for these steps, rounded, at least 1."""
    return max(1, round(sum(map(_seconds, steps)) / 60))


def _seconds(step: Step) -> float:
    match step:
        case Part():
            seconds = sum(map(_seconds, step.steps))
        case Each():
            seconds = ROUNDS * sum(map(_seconds, step.steps))
        case Pick():
            seconds = step.take * _seconds_of_item(step)
        case Recognise():
            seconds = _screen(step, step.text) + sum(_screen(step, s.text) for s in step.statements)
        case Explore():
            prompts = [prompt for prompt in (step.feel, step.act) if prompt]
            seconds = 2 * sum(_screen(step, prompt.text) for prompt in prompts)  # once to each side
        case Pause():
            seconds = 60 * step.minutes
        case Question():
            seconds = _screen(step, _text(step)) + sum(map(_seconds, step.follow_ups))
        case _:
            seconds = _screen(step, _text(step))
    return seconds


def _seconds_of_item(pick: Pick) -> float:
    """The mean for one item, without its follow-ups: those are offered later."""
    if not pick.items:
        return _UNKNOWN_QUESTION_SECONDS
    return sum(_screen(item, _text(item)) for item in pick.items) / len(pick.items)


def _screen(step: StepBase, text: str) -> float:
    """Seconds for one screen with this text."""
    return ANSWER_SECONDS.get(type(step), 0) + len(text.split()) / WORDS_PER_SECOND


def _text(step: StepBase) -> str:
    return f"{getattr(step, 'text', '')} {getattr(step, 'hint', '')}"
