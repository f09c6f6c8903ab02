"""The card of a meeting or of an entry: the answers that the exercise puts on it.

A shared card is built from the shared answers only; private answers are removed before anything is rendered.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from reflectie.domain.dates import date_in_words, is_partial_date, long_day
from reflectie.domain.entry import SELF, Address, AnswerState, Entry
from reflectie.domain.exercise import CardPart, Exercise
from reflectie.domain.meeting import Meeting
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Place, Rows
from reflectie.domain.table import Row, column_id_of, rows_of
from reflectie.domain.text_layout import align_left, one_line, truncate, wrap
from reflectie.domain.value import Value
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    Document,
    OtherPlacement,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TitleBlock,
    TypedTextBlock,
)
from reflectie.export.plain_text import SCALE_WIDTH, render_block, render_scale

EMPTY_CARD = "Op deze kaart staat nog niets: er is nog niets ingevuld."

EMPTY_SHARED_CARD = "Op deze kaart staat nog niets: er is nog niets gemarkeerd om te delen."


class CardHeading(Value):
    """What stands above a card: a name, and the day with its time if there is one."""

    name: str
    day: dt.date | None = None
    time: dt.time | None = None


def card_heading(meeting: Meeting | None, entry: Entry | None = None) -> CardHeading:
    """Return the heading of the card of a meeting, or without a meeting of the entry itself."""
    if meeting:
        return CardHeading(name=meeting.name, day=meeting.day, time=meeting.time)
    return CardHeading(name=entry.title, day=entry.day) if entry else CardHeading(name="")


def render_card(
    meeting: Meeting | None,
    entry: Entry | None = None,
    exercise: Exercise | None = None,
    shared: bool = False,
) -> Document:
    """Return the card of a meeting, or without a meeting that of an entry.

    ``entry`` is the preparation of the meeting, or the entry itself, and ``exercise`` its exercise. A
    ``shared`` card holds only the answers that are marked for sharing, and no placements of others.
    """
    above = card_heading(meeting, entry)
    heading: list[Block] = [TitleBlock(text=above.name)]
    if above.day:
        time = f", {above.time:%H:%M} uur" if above.time else ""
        heading.append(ParagraphBlock(text=long_day(above.day) + time))
    parts: list[Block] = []
    if entry and exercise:
        stops = Session(exercise=exercise, entry=entry).stops
        visible = _shared_part(entry) if shared else entry
        parts = [block for part in exercise.card for block in _render_card_part(part, stops, visible)]
    empty = ParagraphBlock(text=EMPTY_SHARED_CARD if shared else EMPTY_CARD)
    return Document(blocks=(*heading, *(parts or [empty])))


def _shared_part(entry: Entry) -> Entry:
    """Return the entry without anything that is not shared."""
    answers = tuple(answer for answer in entry.answers if answer.shared)
    shared = {answer.address for answer in answers}
    own = tuple(mark for mark in entry.placements if mark.whose == SELF and mark.address in shared)
    return replace(entry, title="", position=None, shown=(), answers=answers, placements=own)


def _render_card_part(part: CardPart, stops: Iterable[Stop], visible: Entry) -> Iterator[Block]:
    """Render the answers at every stop of one step under their label; nothing when there are none."""
    part_stops = (stop for stop in stops if stop.address.step == part.step)
    blocks = [block for stop in part_stops for block in _render_stop(stop, visible)]
    if blocks:
        yield QuestionBlock(text=part.label)
        yield from _merge_choices(blocks)


def _render_stop(stop: Stop, visible: Entry) -> Iterator[Block]:
    placement = _placement_block(stop, visible) if isinstance(stop.step, Place) else None
    if placement:
        yield placement
        return
    texts = list(_texts_at(stop, visible))
    subject = visible.answer(stop.each_address) if stop.each_address else None
    if subject and texts and not isinstance(stop.step, Place):
        yield ChoiceBlock(chosen=(f"{one_line(subject.text)}: {'; '.join(texts)}",))
    elif len(texts) > 1 or isinstance(stop.step, Rows):
        yield from (ChoiceBlock(chosen=(text,)) for text in texts)
    else:
        yield from (TypedTextBlock(text=text) for text in texts)
    answer = visible.answer(stop.address)
    if answer and answer.state is AnswerState.UNKNOWN:
        yield StateBlock(state=AnswerState.UNKNOWN)


def _placement_block(stop: Stop, visible: Entry) -> PlacementBlock | None:
    """Return the mark of the user and those of others, under their names in the table, on one line."""
    others = ((other.whose, visible.placement(other.address)) for other in stop.others)
    candidates = [(SELF, visible.placement(stop.address)), *others]
    marks = [(whose, mark) for whose, mark in candidates if mark]
    if not marks:
        return None
    whose, first = marks[0]
    return PlacementBlock(
        left=first.left,
        right=first.right,
        aspect=first.aspect,
        value=first.value,
        whose=whose,
        others=tuple(OtherPlacement(whose=name, value=mark.value) for name, mark in marks[1:]),
    )


def _texts_at(stop: Stop, visible: Entry) -> Iterator[str]:
    """Return the texts at a stop: its answer or date, its choices, its rows."""
    answer = visible.answer(stop.address)
    yield from (choice.text for choice in visible.choices(stop.address) if choice.text.strip())
    if answer and answer.text.strip():
        yield answer.text
    elif answer and is_partial_date(answer.value):
        yield date_in_words(answer.value)
    if isinstance(stop.step, Rows):
        rows = rows_of(visible, stop.address, stop.step.columns)
        first_column = stop.step.columns[0].id
        yield from (_format_row(row, first_column) for row in rows if row.name and not row.is_removed)


def _format_row(row: Row, first_column: str) -> str:
    """Return a row as "school: Wat heb je nodig? · en de rest"."""
    name = one_line(row.text(first_column))
    others = (cell.text for cell in row.cells if column_id_of(cell.address) != first_column)
    return ": ".join(filter(None, (name, " · ".join(filter(str.strip, others)))))


def _merge_choices(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join choices that follow each other into one list."""
    for is_choice, group in groupby(blocks, key=lambda block: isinstance(block, ChoiceBlock)):
        if is_choice:
            choices = (block.chosen for block in group if isinstance(block, ChoiceBlock))
            yield ChoiceBlock(chosen=tuple(text for chosen in choices for text in chosen))
        else:
            yield from group


class CardItem(Value):
    """One thing that can be shared: the answers at ``addresses``, and how they look on the card.

    It is shared when at least one of the answers is, and partly shared when another one is not.
    """

    label: str
    addresses: tuple[Address, ...]
    is_shared: bool
    blocks: tuple[Block, ...]
    is_partly_shared: bool = False


def card_items(entry: Entry, exercise: Exercise, shared: bool = False) -> tuple[CardItem, ...]:
    """Return the items of a card: each is an answer, a mark on a line, or a row of a table."""
    visible = _shared_part(entry) if shared else entry
    stops = Session(exercise=exercise, entry=entry).stops
    items = (
        _card_item(part.label, stop, addresses, visible)
        for part in exercise.card
        for stop in stops
        if stop.address.step == part.step
        for addresses in _shareable_groups(stop, visible)
    )
    return tuple(item for item in items if item.blocks)


def has_filled_card(session: Session) -> bool:
    """Return whether there is something on the card of an entry, its own or that of its meeting."""
    has_card = session.exercise.has_own_card or session.entry.meeting is not None
    return has_card and bool(card_items(session.entry, session.exercise))


def _shareable_groups(stop: Stop, visible: Entry) -> Iterator[tuple[Address, ...]]:
    """Return the addresses at a stop that are shared together."""
    if isinstance(stop.step, Rows):
        for row in rows_of(visible, stop.address, stop.step.columns):
            yield tuple(cell.address for cell in row.cells)
    else:
        yield (stop.address, *(choice.address for choice in visible.choices(stop.address)))


def _card_item(label: str, stop: Stop, addresses: tuple[Address, ...], visible: Entry) -> CardItem:
    """Return an item, rendered as if there were nothing else on the card."""
    answers = tuple(answer for answer in visible.answers if answer.address in addresses)
    subject = tuple(answer for answer in visible.answers if answer.address == stop.each_address)
    return CardItem(
        label=label,
        addresses=tuple(answer.address for answer in answers),
        is_shared=any(answer.shared for answer in answers),
        blocks=tuple(_render_stop(stop, replace(visible, answers=(*subject, *answers)))),
        is_partly_shared=len({answer.shared for answer in answers if answer.text}) > 1,
    )


# Layout -------------------------------------------------------------------------------------------

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
