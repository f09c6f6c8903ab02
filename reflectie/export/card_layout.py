"""Lay out a card in the rows of a screen: labels beside the texts, long texts shortened so that it fits."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from reflectie.domain.text_layout import align_left, truncate, wrap
from reflectie.domain.value import Value
from reflectie.export.card import CardItem
from reflectie.export.document import Block, ChoiceBlock, PlacementBlock
from reflectie.export.plain_text import SCALE_WIDTH, render_block, render_scale

LABEL_WIDTH = 17
"""Cells of the labels, with their gap."""

_MIN_TEXT_WIDTH = 40
"""With fewer cells for the text, a label stands above it."""

_MAX_TEXT_WIDTH = 84

_MIN_OPENING_ROWS = 3
"""The first item of a card keeps this many rows before it is shortened."""

_ROW_LIMITS = (4, 2, 1)
"""The most rows of one text, tried in this order until the card fits."""

_LONG_CARD_ROWS = 2
"""The most rows of one text in a card that does not fit."""


class CardRow(Value):
    """A row of an item: a label padded to its column or on a row of its own, and a text.

    ``is_line`` marks the row with a line and its marks, ``is_quiet`` a legend.
    """

    label: str = ""
    text: str = ""
    is_line: bool = False
    is_quiet: bool = False


class CardEntry(Value):
    """An item as rows under a label, which may be "". ``is_shortened`` says that there is more to read."""

    item: CardItem
    label: str
    rows: tuple[CardRow, ...]
    is_shortened: bool = False


def full_text(item: CardItem) -> str:
    """The text of an item without shortening it; each line is one paragraph."""
    return "\n".join(text for block in item.blocks for text in _block_texts(block))


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, ChoiceBlock):
        yield from block.chosen
    else:
        yield from (row.removeprefix("  ") for row in render_block(block, None))


def lay_out_card(items: Sequence[CardItem], width: int, height: int) -> tuple[CardEntry, ...]:
    """Return the items as rows of at most ``width`` cells.

    Texts are shortened to fit ``height`` rows together; the room that is left goes to the first of them. If
    the card cannot fit, every text has up to two rows and the card is longer than ``height``.
    """
    for limit in (height, *_ROW_LIMITS):
        entries = _entries(items, width, limit)
        if _row_count(entries) <= height:
            return tuple(_fill_room(entries, width, height))
    return tuple(_entries(items, width, _LONG_CARD_ROWS))


def _row_count(entries: Iterable[CardEntry]) -> int:
    return sum(len(entry.rows) for entry in entries)


def _fill_room(entries: list[CardEntry], width: int, height: int) -> list[CardEntry]:
    """Show more of the shortened items, the first ones first, as far as there is room."""
    room = height - _row_count(entries)
    for number, entry in enumerate(entries):
        if entry.is_shortened and room:
            text_count = sum(bool(row.text) for row in entry.rows)
            entries[number] = _entry(entry.item, entry.label, width, text_count + room)
            room -= len(entries[number].rows) - len(entry.rows)
    return entries


def _entries(items: Sequence[CardItem], width: int, limit: int) -> list[CardEntry]:
    """Lay out all items; a label stands only at the first of several items that have it."""
    labels = ["", *(item.label for item in items)]
    entries = []
    for number, item in enumerate(items):
        label = "" if labels[number] == item.label else item.label
        entries.append(_entry(item, label, width, limit if number else max(limit, _MIN_OPENING_ROWS)))
    return entries


def _entry(item: CardItem, label: str, width: int, limit: int) -> CardEntry:
    is_wide = width - LABEL_WIDTH >= _MIN_TEXT_WIDTH
    text_width = min(width - LABEL_WIDTH if is_wide else width, _MAX_TEXT_WIDTH)
    texts, is_shortened = _shorten(list(_text_rows(item.blocks, text_width)), text_width, limit)
    labels = wrap(label, LABEL_WIDTH - 1 if is_wide else width) if label else []
    rows = _side_by_side(labels, texts) if is_wide else (*(CardRow(label=row) for row in labels), *texts)
    return CardEntry(item=item, label=label, rows=tuple(rows), is_shortened=is_shortened)


def _side_by_side(labels: Sequence[str], texts: Sequence[CardRow]) -> Iterator[CardRow]:
    for number in range(max(len(labels), len(texts))):
        label = labels[number] if number < len(labels) else ""
        row = texts[number] if number < len(texts) else CardRow()
        yield replace(row, label=align_left(label, LABEL_WIDTH))


def _shorten(rows: list[CardRow], width: int, limit: int) -> tuple[list[CardRow], bool]:
    """Keep at most ``limit`` rows, the last one ending in an ellipsis. Lines with marks stay whole."""
    if len(rows) <= limit or any(row.is_line for row in rows):
        return rows, False
    last = truncate(f"{rows[limit - 1].text} …", width)
    return [*rows[: limit - 1], CardRow(text=last)], True


def _text_rows(blocks: Iterable[Block], width: int) -> Iterator[CardRow]:
    """The rows of blocks, without captions, blank rows and the indent that they have in a document."""
    for block in blocks:
        if isinstance(block, PlacementBlock):
            yield from _scale_rows(block, width)
        else:
            rows = (row.removeprefix("  ") for row in render_block(block, width))
            yield from (CardRow(text=row) for row in rows if row.strip())


def _scale_rows(block: PlacementBlock, width: int) -> Iterator[CardRow]:
    """The poles, the line with its marks, and a legend of the marks of others."""
    rows = render_scale(block, min(width, SCALE_WIDTH))[1:]
    scale = next(number for number, row in enumerate(rows) if row.startswith("├"))
    for number, row in enumerate(rows):
        yield CardRow(text=row, is_line=number == scale, is_quiet=number > scale)
