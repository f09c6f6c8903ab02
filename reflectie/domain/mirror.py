"""The mirror: the user's own words again, from answers, marks and a day.

It states, and never judges or advises. Every line names the entries it rests on.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from reflectie.domain.dates import MONTHS
from reflectie.domain.step import KnowledgeKind, OutcomeKind
from reflectie.domain.value import Value


class MirrorAnswer(Value):
    """An answer with its entry. ``key`` is the same for answers to the same question."""

    entry: str
    day: dt.date
    key: str
    question: str
    text: str = ""
    is_unknown: bool = False
    knows: KnowledgeKind | None = None
    yields: OutcomeKind | None = None


class LastMark(Value):
    """The newest mark on a line, with the line in words."""

    entry: str
    day: dt.date
    line: str


class MirrorPart(StrEnum):
    """The parts of the mirror, with their titles."""

    THIS_DAY = "Op deze dag"
    SAME_QUESTION = "Dezelfde vraag, toen en nu"
    LEFT_OPEN = "Wat je nog openliet"
    STEPS = "Wat je je voornam"
    CELEBRATED = "Wat je vierde"
    QUIET = "Waar het stil was"


class MirrorLine(Value):
    """A sentence, the own words that follow it, and the ids of the entries on which it rests."""

    part: MirrorPart
    sentence: str
    words: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


_RECENT_DAYS, _EARLIER_DAYS = 7, 30
"""An answer of the last days is put beside one that is so many days older."""

_QUIET_DAYS, _QUIET_KNOWING_DAYS = 60, 30

_STEP_DAYS, _CELEBRATION_DAYS = 60, 365

_FEWEST_WORDS = 4
"""Of a text that is put beside another one."""

_MOST_LINES = 3
"""The most lines of a part."""

_KNOWING = {"head": "je hoofd", "heart": "je hart", "hands": "je handen"}

_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def mirror(
    answers: Iterable[MirrorAnswer], marks: Iterable[LastMark], today: dt.date
) -> tuple[MirrorLine, ...]:
    """Return the lines of a day, in the order of the parts. What is of after ``today`` is left out."""
    known = sorted((a for a in answers if a.day <= today), key=lambda answer: answer.day, reverse=True)
    past_marks = [mark for mark in marks if mark.day <= today]
    parts = (
        _on_this_day(known, today),
        _same_question(known, today),
        _left_open(known, today),
        _with_outcome(known, today, "intention"),
        _with_outcome(known, today, "celebration"),
        _quiet_lines(past_marks, today),
        _quiet_knowing(known, today),
    )
    return tuple(line for part in parts for _, line in zip(range(_MOST_LINES), part, strict=False))


def _on_this_day(answers: Sequence[MirrorAnswer], today: dt.date) -> Iterator[MirrorLine]:
    """The longest text of each entry of this day in earlier years."""
    longest: dict[str, MirrorAnswer] = {}
    for answer in answers:
        is_this_day = (answer.day.month, answer.day.day) == (today.month, today.day) and answer.day < today
        if is_this_day and answer.text.strip():
            other = longest.get(answer.entry)
            if other is None or len(answer.text) > len(other.text):
                longest[answer.entry] = answer
    for answer in longest.values():
        years = today.year - answer.day.year
        sentence = f"{_in_words(years).capitalize()} jaar geleden, op {_day(answer.day)}, schreef je:"
        yield _line(MirrorPart.THIS_DAY, sentence, answer)


def _same_question(answers: Sequence[MirrorAnswer], today: dt.date) -> Iterator[MirrorLine]:
    """A recent answer beside the newest one that is some time older."""
    for number, answer in enumerate(answers):
        if (today - answer.day).days >= _RECENT_DAYS:
            return
        latest_day = answer.day - dt.timedelta(days=_EARLIER_DAYS)
        earlier = next(
            (
                a
                for a in answers[number + 1 :]
                if a.key == answer.key and a.day <= latest_day and a.text.strip()
            ),
            None,
        )
        if _says_something(answer) and earlier:
            yield MirrorLine(
                part=MirrorPart.SAME_QUESTION,
                sentence=f"{answer.question} ({_day(earlier.day)}, en {_day(answer.day)})",
                words=(earlier.text, answer.text),
                entries=(earlier.entry, answer.entry),
            )


def _left_open(answers: Sequence[MirrorAnswer], today: dt.date) -> Iterator[MirrorLine]:
    """The questions of which the newest answer is that the user did not know."""
    seen: set[str] = set()
    for answer in answers:
        if answer.key not in seen and answer.is_unknown and (today - answer.day).days >= _RECENT_DAYS:
            sentence = f"Op {_day(answer.day)} wist je het nog niet: {answer.question}"
            yield MirrorLine(part=MirrorPart.LEFT_OPEN, sentence=sentence, entries=(answer.entry,))
        seen.add(answer.key)


def _with_outcome(
    answers: Sequence[MirrorAnswer], today: dt.date, outcome: OutcomeKind
) -> Iterator[MirrorLine]:
    """At most one answer of each entry, with its question: a preparation has several."""
    is_step = outcome == "intention"
    part, days = (MirrorPart.STEPS, _STEP_DAYS) if is_step else (MirrorPart.CELEBRATED, _CELEBRATION_DAYS)
    seen: set[str] = set()
    for answer in answers:
        is_told = answer.yields == outcome and answer.text.strip() and (today - answer.day).days <= days
        if is_told and answer.entry not in seen:
            seen.add(answer.entry)
            said = f"schreef je bij '{answer.question}'" if is_step else "vierde je"
            yield _line(part, f"Op {_day(answer.day)} {said}:", answer)


def _quiet_lines(marks: Iterable[LastMark], today: dt.date) -> Iterator[MirrorLine]:
    """The lines without a recent mark, the longest quiet first."""
    for mark in sorted(marks, key=lambda mark: mark.day):
        if (today - mark.day).days >= _QUIET_DAYS:
            sentence = f"Op de lijn {mark.line} staat je laatste teken op {_day(mark.day)}. Waar sta je nu?"
            yield MirrorLine(part=MirrorPart.QUIET, sentence=sentence, entries=(mark.entry,))


def _quiet_knowing(answers: Sequence[MirrorAnswer], today: dt.date) -> Iterator[MirrorLine]:
    """Head, heart or hands, when no question about it was answered for some time."""
    for knows, name in _KNOWING.items():
        newest = next((a for a in answers if a.knows == knows and a.text.strip()), None)
        if newest and (today - newest.day).days >= _QUIET_KNOWING_DAYS:
            sentence = (
                f"Een vraag aan {name} beantwoordde je het laatst op {_day(newest.day)}. Wat komt er nu?"
            )
            yield MirrorLine(part=MirrorPart.QUIET, sentence=sentence, entries=(newest.entry,))


def _says_something(answer: MirrorAnswer) -> bool:
    """Whether a text is more than a name or a label."""
    return len(answer.text.split()) >= _FEWEST_WORDS


def _line(part: MirrorPart, sentence: str, answer: MirrorAnswer) -> MirrorLine:
    return MirrorLine(part=part, sentence=sentence, words=(answer.text,), entries=(answer.entry,))


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _in_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
