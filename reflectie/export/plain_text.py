"""Write a document as plain text for a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any, Protocol

from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH, render_diagram
from reflectie.diagrams.scale import LEFT_END, MARK_SIGN, RIGHT_END, SCALE_CELL, inner_width, pole_rows
from reflectie.domain.entry import AnswerState
from reflectie.domain.field import value_to_cell
from reflectie.domain.labels import (
    REMOVED_LABEL,
    STATE_LABELS,
    placement_caption,
)
from reflectie.domain.text_layout import cell_width, fold_lines, one_line, pack_into_rows
from reflectie.export import document as blocks
from reflectie.export.document import Document, metadata_lines

SCALE_WIDTH = 60

_MIN_SCALE_WIDTH = 15

_IN_THE_MIDDLE, _CLOSE_BY = 15, 65
"""A mark nearer to 0 than the first is in the middle in words, and one beyond the second close to a pole."""

_INDENT = "  "

_UNKNOWN_SUFFIX = f"  ?  {STATE_LABELS[AnswerState.UNKNOWN]}"


def to_plain_text(document: Document, width: int | None = None, compact: bool = False) -> str:
    """Return a document as plain text, folded at ``width`` cells; without a width no line is folded.

    A blank line comes before every block, or with ``compact`` only before titles and questions.
    """
    text = ""
    for block in document.blocks:
        has_blank_line = not compact or isinstance(block, blocks.TitleBlock | blocks.QuestionBlock)
        text += "\n" if text and has_blank_line else ""
        text += "\n".join(render_block(block, width)) + "\n"
    return text


def render_block(block: blocks.Block, width: int | None) -> Iterator[str]:
    """Return one block as lines of text, folded at ``width`` cells."""
    return PLAIN_TEXT_RULES[type(block)](block, width)


# A placement on a line ----------------------------------------------------------------------------


def render_scale(block: blocks.PlacementBlock, width: int = SCALE_WIDTH) -> tuple[str, ...]:
    """Return the rows of a placement: its caption, both poles in full, and the line with its marks.

    ``width`` is in cells. Each other person on the line is a letter, explained below it.
    """
    suffix = _UNKNOWN_SUFFIX if block.value is None else ""
    count = inner_width(max(width - cell_width(suffix), _MIN_SCALE_WIDTH))
    cells = [SCALE_CELL] * count
    if block.value is not None:
        cells[value_to_cell(block.value, count)] = MARK_SIGN
    legend = _place_others(block, cells)
    return (
        placement_caption(block.aspect, block.whose, block.day, block.is_past),
        *pole_rows(one_line(block.left), one_line(block.right), count + 2),
        f"{LEFT_END}{''.join(cells)}{RIGHT_END}{suffix}",
        *pack_into_rows(legend, width, " · "),
    )


def mark_letters(block: blocks.PlacementBlock) -> list[str]:
    """Return the letter that stands for each other person on the line; "?" for an unknown placement."""
    return [
        "?" if other.value is None else ascii_lowercase[number % len(ascii_lowercase)]
        for number, other in enumerate(block.others)
    ]


class Line(Protocol):
    """Anything with the names of two poles."""

    @property
    def left(self) -> str: ...
    @property
    def right(self) -> str: ...


def describe_mark(line: Line, value: int | None) -> str:
    """Say where a mark stands, for someone who does not see the line."""
    left, right = one_line(line.left), one_line(line.right)
    if value is None:
        return f"{STATE_LABELS[AnswerState.UNKNOWN]}, tussen {left} en {right}"
    if abs(value) < _IN_THE_MIDDLE:
        return f"ongeveer midden tussen {left} en {right}"
    near, far = (left, right) if value < 0 else (right, left)
    if abs(value) > _CLOSE_BY:
        return f"dicht bij {near}, met {far} aan de andere kant"
    return f"meer naar {near} dan naar {far}"


def _place_others(block: blocks.PlacementBlock, cells: list[str]) -> list[str]:
    """Write the letter of each other person on the line; return what each letter stands for."""
    legend = []
    for letter, other in zip(mark_letters(block), block.others, strict=True):
        if other.value is not None:
            cells[_nearest_free_cell(value_to_cell(other.value, len(cells)), cells)] = letter
        legend.append(f"{letter} {one_line(other.whose)}")
    return legend


def _nearest_free_cell(cell: int, cells: Sequence[str]) -> int:
    """Return the free cell nearest to ``cell``, or ``cell`` itself when all are taken."""
    free = (index for index, character in enumerate(cells) if character == SCALE_CELL)
    return min(free, key=lambda index: abs(index - cell), default=cell)


def render_trail(block: blocks.TrailBlock, width: int = SCALE_WIDTH) -> tuple[str, ...]:
    """Return both poles, and below them one line for each mark, with its day."""
    day_width = len("22-11-2026  ")
    suffix_width = cell_width(_UNKNOWN_SUFFIX) if any(mark.value is None for mark in block.marks) else 0
    count = inner_width(max(width - day_width - suffix_width, _MIN_SCALE_WIDTH))
    rows = [
        " " * day_width + row for row in pole_rows(one_line(block.left), one_line(block.right), count + 2)
    ]
    for mark in block.marks:
        cells = [SCALE_CELL] * count
        if mark.value is not None:
            cells[value_to_cell(mark.value, count)] = MARK_SIGN
        suffix = _UNKNOWN_SUFFIX if mark.value is None else ""
        rows.append(f"{mark.day:%d-%m-%Y}  {LEFT_END}{''.join(cells)}{RIGHT_END}{suffix}")
    return tuple(rows)


# One rule per kind of block -----------------------------------------------------------------------


def _title(block: blocks.TitleBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(block.text, width)
    yield ("=" if block.level == 1 else "-") * min(cell_width(block.text), width or SCALE_WIDTH)


def _metadata(block: blocks.MetadataBlock, width: int | None) -> Iterator[str]:
    for line in metadata_lines(block):
        yield from fold_lines(line, width)


def _program_text(block: blocks.ParagraphBlock | blocks.QuestionBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(block.text, width)


def _typed_text(block: blocks.TypedTextBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(block.text, width, _INDENT)


def _state(block: blocks.StateBlock, width: int | None) -> Iterator[str]:
    yield from fold_lines(f"({STATE_LABELS[block.state]})", width, _INDENT)


def _choice(block: blocks.ChoiceBlock, width: int | None) -> Iterator[str]:
    for chosen in block.chosen:
        yield from _list_item(chosen, width)


def _list_item(text: str, width: int | None) -> Iterator[str]:
    """Return a list item, its further lines aligned with its text."""
    first, *rest = fold_lines(text, width, _INDENT * 2)
    yield f"{_INDENT}- {first.removeprefix(_INDENT * 2)}".rstrip()
    yield from rest


def _placement(block: blocks.PlacementBlock, width: int | None) -> Iterator[str]:
    scale_width = SCALE_WIDTH if width is None else min(width - len(_INDENT), SCALE_WIDTH)
    return (f"{_INDENT}{row}" for row in render_scale(block, scale_width))


def _trail(block: blocks.TrailBlock, width: int | None) -> Iterator[str]:
    scale_width = SCALE_WIDTH if width is None else min(width - len(_INDENT), SCALE_WIDTH)
    return (f"{_INDENT}{row}" for row in render_trail(block, scale_width))


def _table(block: blocks.TableBlock, width: int | None) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from _list_item(f"{REMOVED_LABEL} {first}" if row.is_removed else first, width)
        for title, text in rest:
            yield from fold_lines(f"{title}: {text}", width, _INDENT * 3)


def _diagram(block: blocks.DiagramBlock, width: int | None) -> Iterator[str]:
    return iter(render_diagram(block.name, block.data, width or DEFAULT_DIAGRAM_WIDTH))


PLAIN_TEXT_RULES: Mapping[type[blocks.BlockBase], Callable[[Any, int | None], Iterator[str]]] = {
    blocks.TitleBlock: _title,
    blocks.MetadataBlock: _metadata,
    blocks.ParagraphBlock: _program_text,
    blocks.QuestionBlock: _program_text,
    blocks.TypedTextBlock: _typed_text,
    blocks.StateBlock: _state,
    blocks.ChoiceBlock: _choice,
    blocks.PlacementBlock: _placement,
    blocks.TrailBlock: _trail,
    blocks.TableBlock: _table,
    blocks.DiagramBlock: _diagram,
}
