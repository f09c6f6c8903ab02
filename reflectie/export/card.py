"""The card of a meeting: the parts of a preparation that the exercise puts on it.

A shared card is built from the shared answers only; private answers are removed before anything is rendered."""

from collections.abc import Iterator

from msgspec.structs import replace

from reflectie.domain.date_parser import date_in_words, is_partial_date
from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, Address, AnswerState, Entry
from reflectie.domain.exercise import CardPart, Exercise
from reflectie.domain.meeting import Meeting
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Place, Rows
from reflectie.domain.table import Row, column_id_of, rows_of
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

EMPTY_CARD = "Op deze kaart staat nog niets: er is nog niets voorbereid."

EMPTY_SHARED_CARD = "Op deze kaart staat nog niets: van de voorbereiding is nog niets gemarkeerd om te delen."


def render_card(
    meeting: Meeting, entry: Entry | None = None, exercise: Exercise | None = None, shared: bool = False
) -> Document:
    """The card of a meeting; ``entry`` is its preparation, made with ``exercise``, when there is one.

    With ``shared`` it holds only the answers that are marked to share, and never where others were imagined.
    """
    blocks: list[Block] = [TitleBlock(text=meeting.name)]
    if meeting.day:
        clock = f", {meeting.time:%H:%M} uur" if meeting.time else ""
        blocks.append(ParagraphBlock(text=long_day(meeting.day) + clock))
    parts: list[Block] = []
    if entry and exercise:
        stops = Session(exercise=exercise, entry=entry).stops
        visible = _keep_shared(entry) if shared else entry
        parts = [block for part in exercise.card for block in _render_card_part(part, stops, visible)]
    nothing = ParagraphBlock(text=EMPTY_SHARED_CARD if shared else EMPTY_CARD)
    return Document(blocks=(*blocks, *(parts or [nothing])))


def _keep_shared(entry: Entry) -> Entry:
    """An entry of nothing but what may be shared."""
    answers = tuple(answer for answer in entry.answers if answer.shared)
    shared = {answer.address for answer in answers}
    own = tuple(mark for mark in entry.placements if mark.whose == SELF and mark.address in shared)
    return replace(entry, title="", position=None, shown=(), answers=answers, placements=own)


def _render_card_part(part: CardPart, stops: tuple[Stop, ...], visible: Entry) -> Iterator[Block]:
    """The label, and what was said at each stop of the step; nothing when there is nothing."""
    here = [stop for stop in stops if stop.address.step == part.step]
    told = [block for stop in here for block in _render_stop(stop, visible)]
    if told:
        yield QuestionBlock(text=part.label)
        yield from _merge_choices(told)


def _render_stop(stop: Stop, visible: Entry) -> Iterator[Block]:
    if isinstance(stop.step, Place) and (line := _placement_block(stop, visible)):
        yield line
        return
    words = list(_texts_at(stop, visible))
    thing = visible.answer(stop.each_address) if stop.each_address else None
    if thing and words and not isinstance(stop.step, Place):
        yield ChoiceBlock(chosen=(f"{_one_line(thing.text)}: {'; '.join(words)}",))
    elif len(words) > 1 or isinstance(stop.step, Rows):
        yield from (ChoiceBlock(chosen=(text,)) for text in words)
    else:
        yield from (TypedTextBlock(text=text) for text in words)
    answer = visible.answer(stop.address)
    if answer and answer.state is AnswerState.UNKNOWN:
        yield StateBlock(state=AnswerState.UNKNOWN)


def _placement_block(stop: Stop, visible: Entry) -> PlacementBlock | None:
    """One's own mark, with those of who still stand in the table, under the names they bear there."""
    own = visible.placement(stop.address)
    seen = ((other, visible.placement(other.address)) for other in stop.others)
    others = [(mark, OtherPlacement(whose=other.whose, value=mark.value)) for other, mark in seen if mark]
    if own is None and not others:
        return None
    whose = SELF if own else others[0][1].whose
    first = own or others.pop(0)[0]
    return PlacementBlock(
        left=first.left,
        right=first.right,
        aspect=first.aspect,
        value=first.value,
        whose=whose,
        others=tuple(mark for _, mark in others),
    )


def _texts_at(stop: Stop, visible: Entry) -> Iterator[str]:
    """What was said at a stop: its text, what was chosen, its rows."""
    answer = visible.answer(stop.address)
    if answer and answer.text.strip():
        yield answer.text
    elif answer and is_partial_date(answer.value):
        yield date_in_words(answer.value)
    yield from (chosen.text for chosen in visible.choices(stop.address) if chosen.text.strip())
    if isinstance(stop.step, Rows):
        rows = rows_of(visible, stop.address, stop.step.columns)
        first = stop.step.columns[0].id
        yield from (_format_row(row, first) for row in rows if row.name and not row.is_removed)


def _format_row(row: Row, first: str) -> str:
    """school: Wat heb je nodig? · en de rest"""
    name = _one_line(row.text(first))
    rest = [cell.text for cell in row.cells if cell.text.strip() and column_id_of(cell.address) != first]
    return ": ".join(filter(None, (name, " · ".join(rest))))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _merge_choices(told: list[Block]) -> Iterator[Block]:
    """The same, with choices that follow each other as one list."""
    chosen: tuple[str, ...] = ()
    for block in told:
        if isinstance(block, ChoiceBlock):
            chosen += block.chosen
            continue
        if chosen:
            yield ChoiceBlock(chosen=chosen)
            chosen = ()
        yield block
    if chosen:
        yield ChoiceBlock(chosen=chosen)


class CardItem(Value):
    """What is marked to share as one: the answers at ``addresses``, and how they stand on the card.

    It is ``shared`` as soon as one of them is, and ``partly`` when another is not.
    """

    label: str
    addresses: tuple[Address, ...]
    is_shared: bool
    blocks: tuple[Block, ...]
    is_partly_shared: bool = False


def card_items(entry: Entry, exercise: Exercise, shared: bool = False) -> tuple[CardItem, ...]:
    """The card piece by piece: an answer each, a mark on a line, or a row of a table."""
    visible = _keep_shared(entry) if shared else entry
    stops = Session(exercise=exercise, entry=entry).stops
    found = (
        _card_item(part.label, stop, addresses, visible)
        for part in exercise.card
        for stop in stops
        if stop.address.step == part.step
        for addresses in _shareable_groups(stop, visible)
    )
    return tuple(item for item in found if item.blocks)


def _shareable_groups(stop: Stop, visible: Entry) -> Iterator[tuple[Address, ...]]:
    if isinstance(stop.step, Rows):
        for row in rows_of(visible, stop.address, stop.step.columns):
            yield tuple(cell.address for cell in row.cells)
        return
    here = [answer.address for answer in visible.choices(stop.address)]
    yield (stop.address, *here)


def _card_item(label: str, stop: Stop, addresses: tuple[Address, ...], visible: Entry) -> CardItem:
    """The item as the card would tell it if there were nothing else on the card."""
    mine = tuple(answer for answer in visible.answers if answer.address in (*addresses, stop.each_address))
    alone = replace(visible, answers=mine)
    here = [answer for answer in mine if answer.address in addresses]
    return CardItem(
        label=label,
        addresses=tuple(answer.address for answer in here),
        is_shared=any(answer.shared for answer in here),
        blocks=tuple(_render_stop(stop, alone)),
        is_partly_shared=len({answer.shared for answer in here if answer.text}) > 1,
    )
