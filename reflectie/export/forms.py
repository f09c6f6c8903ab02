"""The forms in which a document shows a log: everything, or a choice from it for one purpose."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, Address, Answer, Entry
from reflectie.domain.exercise import Exercise, Library, walk_steps
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting, latest_preparation
from reflectie.domain.step import Choose, Dimension, OutcomeKind
from reflectie.domain.text import shorten
from reflectie.domain.trail import TrailMoment, TrailPoint, Zoom, five_year_turns, period_around
from reflectie.export.card import render_card
from reflectie.export.document import (
    Block,
    Document,
    Log,
    ParagraphBlock,
    QuestionBlock,
    TitleBlock,
    TrailBlock,
    TrailMark,
    TypedTextBlock,
    oldest_first,
)
from reflectie.export.render import render_log

KindT = TypeVar("KindT", OutcomeKind, Dimension)


class Form(NamedTuple):
    """A form: what it holds, in a few Dutch words, and how it renders a log.

    ``has_period`` says whether it is about the time in which the entries were written.
    """

    label: str
    render: Callable[[Log], Document]
    has_period: bool = True


def render_form(log: Log) -> Document:
    """Return the document of a log in its form, with its author and its period below the title."""
    form = FORMS[log.form]
    title, *blocks = form.render(log).blocks
    period = _period(log) if form.has_period else ""
    if byline := " · ".join(filter(None, (log.author, period))):
        blocks.insert(0, ParagraphBlock(text=byline))
    return Document(blocks=(title, *blocks))


def _period(log: Log) -> str:
    """Return the first and the last day of a log, in words."""
    days = [entry.day for entry in log.entries]
    limits = sorted({min(days), max(days)}) if days else []
    return " tot en met ".join(map(long_day, limits))


def _render_logbook(log: Log) -> Document:
    return render_log(log.entries, log.library, log.situations, log.meetings)


# What was learnt and meant ------------------------------------------------------------------------

OUTCOME_TITLES: Mapping[OutcomeKind, str] = {
    "learning": "Wat ik leerde",
    "intention": "Wat ik me voornam",
    "celebration": "Wat goed ging",
}

DIMENSION_TITLES: Mapping[Dimension, str] = {
    "technical": "Technisch-instrumenteel: wat ik deed en kan",
    "normative": "Normatief: wat ik belangrijk vind",
    "personal": "Persoonlijk: wat het met mij deed",
}


def _render_lessons(log: Log) -> Document:
    intro = "Wat ik leerde en me voornam, met de dag erbij. De situaties zelf staan hier niet in."
    return _document("Leerpunten", intro, _groups(log, OUTCOME_TITLES, lambda answer: answer.yields))


def _render_dimensions(log: Log) -> Document:
    intro = "Dezelfde reflecties, van drie kanten bekeken: het vak, de waarden en de persoon."
    return _document("Drie dimensies", intro, _groups(log, DIMENSION_TITLES, lambda a: a.dimension))


def _document(title: str, introduction: str, blocks: Iterable[Block]) -> Document:
    return Document(blocks=(TitleBlock(text=title), ParagraphBlock(text=introduction), *_or_empty(blocks)))


def _or_empty(blocks: Iterable[Block]) -> tuple[Block, ...]:
    found = tuple(blocks)
    return found or (ParagraphBlock(text="In deze keuze staat hierover nog niets."),)


def _groups(log: Log, titles: Mapping[KindT, str], kind: Callable[[Answer], KindT | None]) -> Iterator[Block]:
    """Return the answers of each kind under its title, oldest first."""
    written = [(entry, answer) for entry in oldest_first(log.entries) for answer in entry.answers]
    for name, title in titles.items():
        found = [(entry, a) for entry, a in written if kind(a) == name and a.text.strip()]
        if found:
            yield TitleBlock(text=title, level=2)
            yield from _by_day(found)


def _by_day(found: Iterable[tuple[Entry, Answer]]) -> Iterator[Block]:
    """Return answers below their day and their question; a question about a row may name somebody."""
    for day, written in groupby(found, key=lambda pair: pair[0].day):
        yield QuestionBlock(text=long_day(day), level=3)
        for _, answer in written:
            is_about_row = ":" in answer.address.item  # ids in content have no colon
            if answer.question and not is_about_row:
                yield QuestionBlock(text=answer.question, level=4)
            yield TypedTextBlock(text=answer.text)


# Five years ---------------------------------------------------------------------------------------

_WORDS_LENGTH = 400
"""In characters: the most of what was written at a turning point."""


def _render_years(log: Log) -> Document:
    """Return the turning points on each line in the last five years, and what was learnt in each year."""
    last = max((entry.day for entry in log.entries), default=dt.date.min)
    period = period_around(last, Zoom.FIVE_YEARS)
    entries = tuple(entry for entry in log.entries if period.holds(entry.day))
    recent = log._replace(entries=entries)
    intro = "Mijn keerpunten op de lijnen, en per jaar wat ik leerde en me voornam."
    years = (
        block
        for year in sorted({entry.day.year for entry in entries})
        for block in _year_blocks(recent, year)
    )
    return _document("Vijf jaar", intro, (*_trail_blocks(log, last), *years))


def _trail_blocks(log: Log, last: dt.date) -> Iterator[Block]:
    """Return each line with its turning points, and below it the situation and own words at each of them."""
    trails = {field: five_year_turns(points, last) for field, points in _points_by_field(log).items()}
    if any(trails.values()):
        yield TitleBlock(text="Mijn keerpunten op de lijnen", level=2)
        yield ParagraphBlock(text=_TURNING_POINTS_TEXT)
    entries = {entry.id: entry for entry in log.entries}
    for moments in filter(None, trails.values()):
        latest = moments[-1].points[-1]
        marks = tuple(TrailMark(day=moment.points[0].day, value=moment.value) for moment in moments)
        yield QuestionBlock(text=f"{latest.left} – {latest.right}", level=3)
        yield TrailBlock(left=latest.left, right=latest.right, marks=marks)
        for moment in moments:
            yield from _words_at(moment, entries[moment.entries[-1]], log)


_TURNING_POINTS_TEXT = (
    "Van elke lijn het eerste teken, het laatste, en waar het spoor daartussen duidelijk omkeert. "
    "Eronder staat het begin van wat ik toen schreef."
)


def _points_by_field(log: Log) -> dict[str, list[TrailPoint]]:
    """The own placements about now, by line: those of Home in their order, and then others by first use."""
    points: dict[str, list[TrailPoint]] = {field.id: [] for field in _library(log).core_fields}
    for entry in oldest_first(log.entries):
        for mark in entry.placements:
            if mark.whose == SELF and mark.aspect is Aspect.NOW:
                points.setdefault(mark.field, []).append(
                    TrailPoint(
                        day=mark.day, value=mark.value, left=mark.left, right=mark.right, entry=entry.id
                    )
                )
    return {field: sorted(found, key=lambda point: point.day) for field, found in points.items()}


def _words_at(moment: TrailMoment, entry: Entry, log: Log) -> Iterator[Block]:
    """Return the day, the situation or meeting, and the start of the text that says most."""
    kept = _library(log).kept_steps.get(entry.exercise)
    texts = [a for a in entry.answers if a.text.strip() and ":" not in a.address.item]
    texts = [answer for answer in texts if answer.address == Address(step=kept or "")] or texts
    if not texts:
        return
    names = {**{s.id: s.name for s in log.situations}, **{m.id: m.name for m in log.meetings}}
    about = names.get(entry.situation or "") or names.get(entry.meeting or "")
    day = long_day(moment.points[0].day)
    yield QuestionBlock(text=f"{day} · {about}" if about else day, level=4)
    text = max((answer.text for answer in texts), key=len)
    yield TypedTextBlock(text=text if len(text) <= _WORDS_LENGTH else shorten(text, _WORDS_LENGTH))


def _year_blocks(log: Log, year: int) -> Iterator[Block]:
    entries = tuple(entry for entry in log.entries if entry.day.year == year)
    yield TitleBlock(text=str(year), level=2)
    written = [(entry, answer) for entry in oldest_first(entries) for answer in entry.answers]
    found = [(entry, a) for entry, a in written if a.yields and a.text.strip()]
    yield from _by_day(found)


# Cards --------------------------------------------------------------------------------------------


def _render_cards(log: Log) -> Document:
    return _document(
        "Gesprekskaart", "Wat je voorbereidde, om bij de hand te hebben.", _cards(log, _has_card)
    )


DREAM_SOURCE = "droom."
"""The start of the source of each question about the dream of a child."""


def _render_dream_cards(log: Log) -> Document:
    intro = "Om mee te nemen naar een gesprek met een kind. Vraag wat past, en laat de rest liggen."
    return _document("Droomkaart", intro, _cards(log, lambda e: _has_card(e) and _is_about_dream(e)))


def _has_card(exercise: Exercise) -> bool:
    return bool(exercise.card)


def _is_about_dream(exercise: Exercise) -> bool:
    options = (
        option for step in walk_steps(exercise.steps) if isinstance(step, Choose) for option in step.options
    )
    sources = (source for item in (*walk_steps(exercise.steps), *options) for source in item.source)
    return any(source.startswith(DREAM_SOURCE) for source in sources)


def _cards(log: Log, is_wanted: Callable[[Exercise], bool]) -> Iterator[Block]:
    """Return the card of each entry that has one; of a meeting only that of its last preparation."""
    for entry in oldest_first(log.entries):
        exercise = log.library.exercise(entry.exercise) if log.library else None
        if exercise is None or not is_wanted(exercise):
            continue
        if entry.meeting and entry != latest_preparation(log.entries, _library(log), entry.meeting):
            continue
        meeting = next((meeting for meeting in log.meetings if meeting.id == entry.meeting), None)
        yield from _card(entry, exercise, meeting)


def _library(log: Log) -> Library:
    return log.library or Library(exercises=())


def _card(entry: Entry, exercise: Exercise, meeting: Meeting | None) -> Iterator[Block]:
    """Return the card of a meeting, or else of the entry itself, one level lower than a page of its own."""
    title, *rest = render_card(meeting, entry, exercise).blocks
    yield replace(title, level=2) if isinstance(title, TitleBlock) else title
    for block in rest:
        yield replace(block, level=block.level + 1) if isinstance(block, QuestionBlock) else block


FORMS: Mapping[str, Form] = {
    "logboek": Form("alles, de oudste reflectie vooraan", _render_logbook),
    "leerpunten": Form("wat je leerde en je voornam, zonder de situaties", _render_lessons),
    "dimensies": Form("technisch-instrumenteel, normatief en persoonlijk", _render_dimensions),
    "vijfjaar": Form(
        "je keerpunten op de lijnen, en per jaar wat je leerde", _render_years, has_period=False
    ),
    "gesprekskaart": Form("wat je voor een overleg voorbereidde", _render_cards, has_period=False),
    "droomkaart": Form(
        "wat je voorbereidde om een kind naar zijn droom te vragen", _render_dream_cards, has_period=False
    ),
}
"""A new form is a function here and a line in this table."""
