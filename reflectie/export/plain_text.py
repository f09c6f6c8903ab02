"""Write a document as plain text for a terminal."""

from collections.abc import Callable, Iterator, Mapping
from string import ascii_lowercase
from typing import Any

from reflectie.diagrams import renderers
from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH
from reflectie.domain.dates import long_day
from reflectie.domain.entry import AnswerState
from reflectie.domain.field import value_to_cell
from reflectie.domain.labels import (
    MEETING_LABEL,
    OPEN_LABEL,
    SITUATION_LABEL,
    STATE_LABELS,
    TAKEN_OUT_LABEL,
    placement_caption,
)
from reflectie.domain.text_layout import cell_width, fold_lines
from reflectie.export import document as document_module
from reflectie.export.document import PlacementBlock

SCALE_WIDTH = 60

_MIN_SCALE_WIDTH = 15

_MIN_POLE_GAP = 2

_UNKNOWN_SUFFIX = f"  ?  {STATE_LABELS[AnswerState.UNKNOWN]}"


def render_scale(line: PlacementBlock, width: int = SCALE_WIDTH) -> tuple[str, ...]:
    """The rows of a line: its caption, both poles whole, and the rail. ``width`` is in cells.

    Others on the line get a letter each, told below the rail.
    """
    above = placement_caption(line.aspect, line.whose, line.day)
    beside = _UNKNOWN_SUFFIX if line.value is None else ""
    length = max(width - cell_width(beside), _MIN_SCALE_WIDTH)
    # With an odd number of cells the middle is a cell of its own, as far from one pole as from the other.
    inner = (length - 1) // 2 * 2 - 1
    rail = ["─"] * inner
    if line.value is not None:
        rail[value_to_cell(line.value, inner)] = "●"
    legend = _place_others(line, rail)
    row = f"├{''.join(rail)}┤{beside}"
    return (above, *_pole_rows(line.left, line.right, inner + 2), row, *_pack_pieces(legend, width))


def _place_others(line: PlacementBlock, rail: list[str]) -> list[str]:
    """The letters of others on the rail, each in the nearest cell that is free, and whose each is."""
    told = []
    for number, other in enumerate(line.others):
        letter = ascii_lowercase[number % len(ascii_lowercase)]
        if other.value is None:
            letter = "?"
        else:
            place = value_to_cell(other.value, len(rail))
            free = (cell for cell in range(len(rail)) if rail[cell] == "─")
            rail[min(free, key=lambda cell: abs(cell - place), default=place)] = letter
        told.append(f"{letter} {' '.join(other.whose.split())}")
    return told


def _pack_pieces(pieces: list[str], width: int) -> list[str]:
    """Pieces on as few rows as hold them; one that is too long stays whole."""
    rows: list[str] = []
    for piece in pieces:
        if rows and cell_width(longer := f"{rows[-1]} · {piece}") <= width:
            rows[-1] = longer
        else:
            rows.append(piece)
    return rows


def _pole_rows(left: str, right: str, width: int) -> tuple[str, ...]:
    """Both names whole: on one row when they fit with room between them, else on two."""
    left, right = " ".join(left.split()), " ".join(right.split())
    room = width - cell_width(left) - cell_width(right)
    if room >= _MIN_POLE_GAP:
        return (f"{left}{' ' * room}{right}",)
    return (left, f"{' ' * max(width - cell_width(right), 0)}{right}")


_INDENT = "  "


def to_plain_text(document: document_module.Document, width: int | None = None, compact: bool = False) -> str:
    """A document as plain text; lines are folded at ``width`` cells, or left whole without one.

    With ``tight`` only titles and questions have an empty line above them, as on a card.
    """
    text = ""
    for block in document.blocks:
        apart = not compact or isinstance(block, document_module.TitleBlock | document_module.QuestionBlock)
        text += (
            ("\n" if text and apart else "") + "\n".join(PLAIN_TEXT_RULES[type(block)](block, width)) + "\n"
        )
    return text


def render_block(block: document_module.Block, width: int | None) -> Iterator[str]:
    """One block as rows of text, folded at ``width`` cells."""
    return PLAIN_TEXT_RULES[type(block)](block, width)


def _title(block: document_module.TitleBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(block.text, width)
    yield ("=" if block.level == 1 else "-") * min(cell_width(block.text), width or SCALE_WIDTH)


def _meta(block: document_module.MetadataBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(long_day(block.day) + (f" · {OPEN_LABEL}" if block.is_open else ""), width)
    if block.situation:
        yield from fold_lines(f"{SITUATION_LABEL} {block.situation}", width)
    if block.meeting:
        yield from fold_lines(f"{MEETING_LABEL} {block.meeting}", width)


def _program_text(
    block: document_module.ParagraphBlock | document_module.QuestionBlock, width: int | None
) -> Iterator[str]:
    yield from fold_lines(block.text, width)


def _text(block: document_module.TypedTextBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(block.text, width, _INDENT)


def _note(block: document_module.StateBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(f"({STATE_LABELS[block.state]})", width, _INDENT)


def _choice(block: document_module.ChoiceBlock, width: int | None) -> Iterator[str]:
    for chosen in block.chosen:
        yield from _list_item(chosen, width)


def _list_item(text: str, width: int | None) -> Iterator[str]:
    """One of a list, whose further rows stand under its first word."""
    first, *more = fold_lines(text, width, _INDENT * 2)
    yield f"{_INDENT}- {first.removeprefix(_INDENT * 2)}".rstrip()
    yield from more


def _placement(block: document_module.PlacementBlock, width: int | None) -> Iterator[str]:
    room = SCALE_WIDTH if width is None else min(width - len(_INDENT), SCALE_WIDTH)
    return (f"{_INDENT}{row}" for row in render_scale(block, room))


def _table(block: document_module.TableBlock, width: int | None) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from _list_item(f"{TAKEN_OUT_LABEL} {first}" if row.is_out else first, width)
        for title, text in rest:
            yield from fold_lines(f"{title}: {text}", width, _INDENT * 3)


def _diagram(block: document_module.DiagramBlock, width: int | None) -> Iterator[str]:
    return iter(renderers.render_diagram(block.name, block.data, width or DEFAULT_DIAGRAM_WIDTH))


PLAIN_TEXT_RULES: Mapping[type[document_module.BlockBase], Callable[[Any, int | None], Iterator[str]]] = {
    document_module.TitleBlock: _title,
    document_module.MetadataBlock: _meta,
    document_module.ParagraphBlock: _program_text,
    document_module.QuestionBlock: _program_text,
    document_module.TypedTextBlock: _text,
    document_module.StateBlock: _note,
    document_module.ChoiceBlock: _choice,
    document_module.PlacementBlock: _placement,
    document_module.TableBlock: _table,
    document_module.DiagramBlock: _diagram,
}
