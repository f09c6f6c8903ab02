"""Document -> Markdown. What a person typed stands in a quote, as typed: nothing cut, nothing interpreted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting
from reflectie.domain.situation import Situation
from reflectie.export import blocks, drawings, typed
from reflectie.export.document import log as document_log
from reflectie.export.line import WIDTH, drawn
from reflectie.export.words import DRAWING_WIDTH, MEETING, OUT, SITUATION, STATES, STILL_OPEN


def log(
    entries: list[Entry],
    library: Library | None = None,
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
) -> str:
    """A reflection log in Markdown."""
    return markdown(document_log(entries, library, situations, meetings))


def markdown(document: blocks.Document) -> str:
    """A document in Markdown (CommonMark), ending in one line break."""
    return "\n\n".join("\n".join(RULES[type(block)](block)) for block in document.blocks) + "\n"


def _title(block: blocks.Title) -> Iterator[str]:
    yield typed.heading(block.text, block.level)


def _meta(block: blocks.Meta) -> Iterator[str]:
    yield long_day(block.day) + (f" · {STILL_OPEN}" if block.is_open else "")
    for what, name in ((SITUATION, block.situation), (MEETING, block.meeting)):
        if name:
            yield ""
            yield from typed.passage(f"{what} {name}", "", "")


def _prose(block: blocks.Prose) -> Iterator[str]:
    yield block.text


def _question(block: blocks.Question) -> Iterator[str]:
    yield typed.heading(block.text, block.level)


def _text(block: blocks.Text) -> Iterator[str]:
    return typed.passage(block.text, "> ", "> ")


def _note(block: blocks.Note) -> Iterator[str]:
    yield f"*{STATES[block.state]}*"


def _choice(block: blocks.Choice) -> Iterator[str]:
    for chosen in block.chosen:
        yield from typed.passage(chosen, "- ", "  ")


def _line(block: blocks.Line) -> Iterator[str]:
    return typed.fenced("\n".join(drawn(block, WIDTH)))


def _table(block: blocks.Table) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from typed.passage(f"{OUT} {first}" if row.is_out else first, "- ", "  ")
        for title, text in rest:
            yield from typed.passage(f"{title}: {text}", "  - ", "    ")


def _drawing(block: blocks.Drawing) -> Iterator[str]:
    return typed.fenced("\n".join(drawings.drawn(block.name, block.picture, DRAWING_WIDTH)))


RULES: Mapping[type[blocks.BlockBase], Callable[[Any], Iterator[str]]] = {
    blocks.Title: _title,
    blocks.Meta: _meta,
    blocks.Prose: _prose,
    blocks.Question: _question,
    blocks.Text: _text,
    blocks.Note: _note,
    blocks.Choice: _choice,
    blocks.Line: _line,
    blocks.Table: _table,
    blocks.Drawing: _drawing,
}
