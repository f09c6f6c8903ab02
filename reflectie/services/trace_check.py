"""Check a log for traces of people before it is written, and replace them in the copy that is written."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from reflectie.domain.entry import SELF, Answer, Entry, Placement
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.text import fold
from reflectie.domain.traces import OMITTED, Trace, find_traces
from reflectie.export.document import Log, oldest_first

NameFinder = Callable[[Sequence[str]], Sequence[Sequence[Trace]]]
"""Returns the names in each of several texts."""

CONTEXT_LENGTH = 40
"""Characters of the text on each side of a trace."""


class TextPlace(NamedTuple):
    """Where a text of a log stands: the record it belongs to, and its number among the texts of it."""

    record: str
    number: int


class LogText(NamedTuple):
    """A text of a log that a user wrote, with its place and what it belongs to in words."""

    place: TextPlace
    label: str
    text: str


class Finding(NamedTuple):
    """A trace in its context: the text before and after it, shortened, and where it was found."""

    place: TextPlace
    trace: Trace
    label: str
    before: str
    after: str


def find_in_log(
    log: Log, words: Collection[str] = (), find_names: NameFinder | None = None
) -> tuple[Finding, ...]:
    """Return the traces in what the user wrote, from the oldest entry to the newest."""
    texts = log_texts(log)
    names = find_names([text.text for text in texts]) if find_names else [()] * len(texts)
    return tuple(
        _finding(text, trace)
        for text, own_names in zip(texts, names, strict=True)
        for trace in find_traces(text.text, words, own_names)
    )


def log_texts(log: Log) -> tuple[LogText, ...]:
    """Return every text in a log that a user wrote."""
    texts: list[LogText] = []

    def note(place: TextPlace, label: str, text: str) -> str:
        if text:
            texts.append(LogText(place, label, text))
        return text

    map_texts(log, note)
    return tuple(texts)


def _finding(text: LogText, trace: Trace) -> Finding:
    before = text.text[max(trace.start - CONTEXT_LENGTH, 0) : trace.start]
    after = text.text[trace.end : trace.end + CONTEXT_LENGTH]
    return Finding(text.place, trace, text.label, before, after)


# Replacing ----------------------------------------------------------------------------------------


class Replacements(NamedTuple):
    """What stands in the place of traces: of one finding, or of a text wherever it is found."""

    here: Mapping[tuple[TextPlace, int], str] = {}
    everywhere: Mapping[str, str] = {}

    def with_finding(self, finding: Finding, text: str, is_everywhere: bool) -> "Replacements":
        """Add the replacement of one finding, or of every finding with the same text."""
        if is_everywhere:
            return self._replace(everywhere={**self.everywhere, fold(finding.trace.text): text})
        return self._replace(here={**self.here, (finding.place, finding.trace.start): text})

    def without(self, finding: Finding) -> "Replacements":
        """Take the replacements of a finding away, so that it stays."""
        key, word = (finding.place, finding.trace.start), fold(finding.trace.text)
        here = {found: text for found, text in self.here.items() if found != key}
        return Replacements(here, {found: text for found, text in self.everywhere.items() if found != word})

    def text_for(self, finding: Finding) -> str | None:
        """Return what replaces a finding, or None when it stays."""
        here = self.here.get((finding.place, finding.trace.start))
        return self.everywhere.get(fold(finding.trace.text)) if here is None else here


def replace_in_log(log: Log, findings: Iterable[Finding], replacements: Replacements) -> Log:
    """Return the log with these findings replaced. The journal is not changed."""
    by_place: dict[TextPlace, list[tuple[Trace, str]]] = {}
    for finding in findings:
        text = replacements.text_for(finding)
        if text is not None:
            by_place.setdefault(finding.place, []).append((finding.trace, text))
    return map_texts(log, lambda place, _, text: _replaced(text, by_place.get(place, ())))


def _replaced(text: str, changes: Iterable[tuple[Trace, str]]) -> str:
    for trace, new in sorted(changes, key=lambda change: change[0].start, reverse=True):
        text = f"{text[: trace.start]}{new}{text[trace.end :]}"
    return text


# The texts of a log -------------------------------------------------------------------------------

TextChange = Callable[[TextPlace, str, str], str]
"""Takes the place, the label and a text; returns the text that stands there instead."""


NamedT = TypeVar("NamedT", Meeting, Series)


def map_texts(log: Log, change: TextChange) -> Log:
    """Return a log in which ``change`` was applied to each text that the user wrote."""
    entries = {entry.id: _map_entry(entry, change) for entry in oldest_first(log.entries)}
    return log._replace(
        entries=tuple(entries[entry.id] for entry in log.entries),
        situations=tuple(_map_situation(situation, change) for situation in log.situations),
        meetings=tuple(_map_name(meeting, "overleg", change) for meeting in log.meetings),
        series=tuple(_map_name(series, "reeks", change) for series in log.series),
    )


def _map_entry(entry: Entry, change: TextChange) -> Entry:
    label = f"{entry.day:%d-%m-%Y} · {entry.title}"
    numbers = _count_places(entry.id)
    answers = tuple(_map_answer(answer, label, numbers, change) for answer in entry.answers)
    placements = tuple(_map_placement(mark, label, numbers, change) for mark in entry.placements)
    return replace(entry, answers=answers, placements=placements)


def _count_places(record: str) -> Iterator[TextPlace]:
    number = 0
    while True:
        yield TextPlace(record, number)
        number += 1


def _map_answer(answer: Answer, label: str, places: Iterator[TextPlace], change: TextChange) -> Answer:
    """Map the text, and the question: it may name a row or an answer of the user."""
    question = change(next(places), label, answer.question)
    return replace(answer, question=question, text=change(next(places), label, answer.text))


def _map_placement(mark: Placement, label: str, places: Iterator[TextPlace], change: TextChange) -> Placement:
    place = next(places)
    return mark if mark.whose == SELF else replace(mark, whose=change(place, label, mark.whose))


def _map_situation(situation: Situation, change: TextChange) -> Situation:
    places = _count_places(situation.id)
    name = change(next(places), "situatie", situation.name)
    return replace(situation, name=name, purpose=change(next(places), "situatie", situation.purpose))


def _map_name(named: NamedT, label: str, change: TextChange) -> NamedT:
    return replace(named, name=change(TextPlace(named.id, 0), label, named.name))


def parse_word_list(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the words of a list and their replacements, from lines ``woord`` or ``woord = vervanging``.

    A word with nothing behind the sign is replaced by ``OMITTED``.
    """
    words, replacements = [], dict[str, str]()
    for line in text.splitlines():
        word, sign, new = (part.strip() for part in line.partition("="))
        if word:
            words.append(word)
            if sign:
                replacements[fold(word)] = new or OMITTED
    return tuple(words), replacements
