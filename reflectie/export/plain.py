"""Document -> plain lines to read in a terminal."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reflectie.domain.dates import long_day
from reflectie.export import blocks, drawings
from reflectie.export.line import WIDTH, cells, drawn
from reflectie.export.words import DRAWING_WIDTH, MEETING, OUT, SITUATION, STATES, STILL_OPEN

_INDENT = "  "


def plain(document: blocks.Document, width: int | None = None, tight: bool = False) -> str:
    """A document as plain text; lines are folded at ``width`` cells, or left whole without one.

    With ``tight`` only titles and questions have an empty line above them, as on a card.
    """
    text = ""
    for block in document.blocks:
        apart = not tight or isinstance(block, blocks.Title | blocks.Question)
        text += ("\n" if text and apart else "") + "\n".join(RULES[type(block)](block, width)) + "\n"
    return text


def folded(text: str, width: int | None, indent: str = "") -> Iterator[str]:
    """The lines of a text, folded at spaces where they do not fit; a word that is too long stays whole."""
    room = None if width is None else max(width - len(indent), 10)
    for line in text.split("\n"):
        for piece in _pieces(line, room):
            yield f"{indent}{piece}".rstrip()


def _pieces(line: str, room: int | None) -> Iterator[str]:
    if room is None or cells(line) <= room:
        yield line
        return
    piece = ""
    for word in line.split(" "):
        longer = f"{piece} {word}" if piece else word
        if piece and cells(longer) > room:
            yield piece
            longer = word
        piece = longer
    yield piece


def rows(block: blocks.Block, width: int | None) -> Iterator[str]:
    """One block as rows of text, folded at ``width`` cells."""
    return RULES[type(block)](block, width)


def _title(block: blocks.Title, width: int | None) -> Iterator[str]:
    yield from folded(block.text, width)
    yield ("=" if block.level == 1 else "-") * min(cells(block.text), width or WIDTH)


def _meta(block: blocks.Meta, width: int | None) -> Iterator[str]:
    yield from folded(long_day(block.day) + (f" · {STILL_OPEN}" if block.is_open else ""), width)
    if block.situation:
        yield from folded(f"{SITUATION} {block.situation}", width)
    if block.meeting:
        yield from folded(f"{MEETING} {block.meeting}", width)


def _ours(block: blocks.Prose | blocks.Question, width: int | None) -> Iterator[str]:
    yield from folded(block.text, width)


def _text(block: blocks.Text, width: int | None) -> Iterator[str]:
    yield from folded(block.text, width, _INDENT)


def _note(block: blocks.Note, width: int | None) -> Iterator[str]:
    yield from folded(f"({STATES[block.state]})", width, _INDENT)


def _choice(block: blocks.Choice, width: int | None) -> Iterator[str]:
    for chosen in block.chosen:
        yield from _item(chosen, width)


def _item(text: str, width: int | None) -> Iterator[str]:
    """One of a list, whose further rows stand under its first word."""
    first, *more = folded(text, width, _INDENT * 2)
    yield f"{_INDENT}- {first.removeprefix(_INDENT * 2)}".rstrip()
    yield from more


def _line(block: blocks.Line, width: int | None) -> Iterator[str]:
    room = WIDTH if width is None else min(width - len(_INDENT), WIDTH)
    return (f"{_INDENT}{row}" for row in drawn(block, room))


def _table(block: blocks.Table, width: int | None) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from _item(f"{OUT} {first}" if row.is_out else first, width)
        for title, text in rest:
            yield from folded(f"{title}: {text}", width, _INDENT * 3)


def _drawing(block: blocks.Drawing, width: int | None) -> Iterator[str]:
    return iter(drawings.drawn(block.name, block.picture, width or DRAWING_WIDTH))


RULES: Mapping[type[blocks.BlockBase], Callable[[Any, int | None], Iterator[str]]] = {
    blocks.Title: _title,
    blocks.Meta: _meta,
    blocks.Prose: _ours,
    blocks.Question: _ours,
    blocks.Text: _text,
    blocks.Note: _note,
    blocks.Choice: _choice,
    blocks.Line: _line,
    blocks.Table: _table,
    blocks.Drawing: _drawing,
}
