"""The card of a meeting: what somebody needs at the table, from what they prepared.

The preparation's exercise says which steps stand on it, and under which label. A card to be shared is made of
the shared answers alone: what is private is left out before anything is made of it.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, Address, Entry, State
from reflectie.domain.exercise import CardPart, Exercise
from reflectie.domain.meeting import Meeting
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import Place, Rows
from reflectie.domain.table import Row, column_of, rows_of
from reflectie.domain.value import Value
from reflectie.domain.when import in_words, is_day
from reflectie.export.blocks import Block, Choice, Document, Line, Mark, Note, Prose, Question, Text, Title

EMPTY = "Op deze kaart staat nog niets: er is nog niets voorbereid."
NOTHING_SHARED = "Op deze kaart staat nog niets: van de voorbereiding is nog niets gemarkeerd om te delen."


def card(
    meeting: Meeting, entry: Entry | None = None, exercise: Exercise | None = None, shared: bool = False
) -> Document:
    """The card of a meeting; ``entry`` is its preparation, made with ``exercise``, when there is one.

    With ``shared`` it holds only the answers that are marked to share, and never where others were imagined.
    """
    blocks: list[Block] = [Title(text=meeting.name)]
    if meeting.day:
        clock = f", {meeting.time:%H:%M} uur" if meeting.time else ""
        blocks.append(Prose(text=long_day(meeting.day) + clock))
    parts: list[Block] = []
    if entry and exercise:
        stops = Session(exercise=exercise, entry=entry).stops
        visible = _shared(entry) if shared else entry
        parts = [block for part in exercise.card for block in _part(part, stops, visible)]
    nothing = Prose(text=NOTHING_SHARED if shared else EMPTY)
    return Document(blocks=(*blocks, *(parts or [nothing])))


def _shared(entry: Entry) -> Entry:
    """An entry of nothing but what may be shared."""
    answers = tuple(answer for answer in entry.answers if answer.shared)
    shared = {answer.address for answer in answers}
    own = tuple(mark for mark in entry.placements if mark.whose == SELF and mark.address in shared)
    return replace(entry, title="", position=None, shown=(), answers=answers, placements=own)


def _part(part: CardPart, stops: tuple[Stop, ...], visible: Entry) -> Iterator[Block]:
    """The label, and what was said at each stop of the step; nothing when there is nothing."""
    here = [stop for stop in stops if stop.address.step == part.step]
    told = [block for stop in here for block in _told(stop, visible)]
    if told:
        yield Question(text=part.label)
        yield from _joined(told)


def _told(stop: Stop, visible: Entry) -> Iterator[Block]:
    if isinstance(stop.step, Place) and (line := _line(stop, visible)):
        yield line
        return
    words = list(_words(stop, visible))
    thing = visible.answer(stop.thing) if stop.thing else None
    if thing and words and not isinstance(stop.step, Place):
        yield Choice(chosen=(f"{_flat(thing.text)}: {'; '.join(words)}",))
    elif len(words) > 1 or isinstance(stop.step, Rows):
        yield from (Choice(chosen=(text,)) for text in words)
    else:
        yield from (Text(text=text) for text in words)
    answer = visible.answer(stop.address)
    if answer and answer.state is State.UNKNOWN:
        yield Note(state=State.UNKNOWN)


def _line(stop: Stop, visible: Entry) -> Line | None:
    """One's own mark, with those of who still stand in the table, under the names they bear there."""
    own = visible.placement(stop.address)
    seen = ((other, visible.placement(other.address)) for other in stop.others)
    others = [(mark, Mark(whose=other.whose, value=mark.value)) for other, mark in seen if mark]
    if own is None and not others:
        return None
    whose = SELF if own else others[0][1].whose
    first = own or others.pop(0)[0]
    return Line(
        left=first.left,
        right=first.right,
        aspect=first.aspect,
        value=first.value,
        whose=whose,
        others=tuple(mark for _, mark in others),
    )


def _words(stop: Stop, visible: Entry) -> Iterator[str]:
    """What was said at a stop: its text, what was chosen, its rows."""
    answer = visible.answer(stop.address)
    if answer and answer.text.strip():
        yield answer.text
    elif answer and is_day(answer.value):
        yield in_words(answer.value)
    yield from (chosen.text for chosen in visible.chosen(stop.address) if chosen.text.strip())
    if isinstance(stop.step, Rows):
        rows = rows_of(visible, stop.address, stop.step.columns)
        first = stop.step.columns[0].id
        yield from (_row(row, first) for row in rows if row.name and not row.is_out)


def _row(row: Row, first: str) -> str:
    """school: Wat heb je nodig? · en de rest"""
    name = _flat(row.text(first))
    rest = [cell.text for cell in row.cells if cell.text.strip() and column_of(cell.address) != first]
    return ": ".join(filter(None, (name, " · ".join(rest))))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _joined(told: list[Block]) -> Iterator[Block]:
    """The same, with choices that follow each other as one list."""
    chosen: tuple[str, ...] = ()
    for block in told:
        if isinstance(block, Choice):
            chosen += block.chosen
            continue
        if chosen:
            yield Choice(chosen=chosen)
            chosen = ()
        yield block
    if chosen:
        yield Choice(chosen=chosen)


class Item(Value):
    """What is marked to share as one: the answers at ``addresses``, and how they stand on the card.

    It is ``shared`` as soon as one of them is, and ``partly`` when another is not.
    """

    label: str
    addresses: tuple[Address, ...]
    shared: bool
    blocks: tuple[Block, ...]
    partly: bool = False


def items(entry: Entry, exercise: Exercise, shared: bool = False) -> tuple[Item, ...]:
    """The card piece by piece: an answer each, a mark on a line, or a row of a table."""
    visible = _shared(entry) if shared else entry
    stops = Session(exercise=exercise, entry=entry).stops
    found = (
        _item(part.label, stop, addresses, visible)
        for part in exercise.card
        for stop in stops
        if stop.address.step == part.step
        for addresses in _apart(stop, visible)
    )
    return tuple(item for item in found if item.blocks)


def _apart(stop: Stop, visible: Entry) -> Iterator[tuple[Address, ...]]:
    if isinstance(stop.step, Rows):
        for row in rows_of(visible, stop.address, stop.step.columns):
            yield tuple(cell.address for cell in row.cells)
        return
    here = [answer.address for answer in visible.chosen(stop.address)]
    yield (stop.address, *here)


def _item(label: str, stop: Stop, addresses: tuple[Address, ...], visible: Entry) -> Item:
    """The item as the card would tell it if there were nothing else on the card."""
    mine = tuple(answer for answer in visible.answers if answer.address in (*addresses, stop.thing))
    alone = replace(visible, answers=mine)
    here = [answer for answer in mine if answer.address in addresses]
    return Item(
        label=label,
        addresses=tuple(answer.address for answer in here),
        shared=any(answer.shared for answer in here),
        blocks=tuple(_told(stop, alone)),
        partly=len({answer.shared for answer in here if answer.text}) > 1,
    )
