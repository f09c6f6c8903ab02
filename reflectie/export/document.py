"""An entry as a document: what was asked and said, in order, free of any format.

The entry carries all that is shown: the question's text was kept with the answer. The exercise, when
content still has it, only gives the order of the plan; what content no longer has comes after it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, Placement, State
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Explore, Place, Read, Recognise, StepBase
from reflectie.domain.value import Value
from reflectie.export.blocks import Block, Choice, Document, Line, Meta, Note, Prose, Question, Text, Title
from reflectie.export.words import RECOGNITION


class Kept(Value):
    """All that was kept at one address."""

    day: dt.date
    answer: Answer | None = None
    chosen: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()

    @property
    def question(self) -> str:
        asked = (*((self.answer,) if self.answer else ()), *self.chosen)
        return next((answer.question for answer in asked if answer.question), "")


Rule = Callable[[Kept], Iterator[Block]]


def document(entry: Entry, exercise: Exercise | None = None) -> Document:
    """One entry; with its exercise the answers stand in the order of the plan."""
    return Document(blocks=tuple(_entry(entry, exercise, level=1)))


OPENING = (
    "Dit is je eigen reflectielogboek. Het gaat over jou: wat je merkte, dacht, voelde en deed. "
    "Het is geen dossier over een ander.",
    "De oudste reflectie staat vooraan. Bij elke lijn zijn beide kanten iets waard; "
    "een teken hoort bij één moment.",
)


def log(entries: Iterable[Entry], library: Library | None = None) -> Document:
    """A personal reflection log of many entries, oldest first."""
    exercises = {e.id: e for e in library.exercises} if library else {}
    blocks: list[Block] = [Title(text="Reflectielogboek"), *(Prose(text=text) for text in OPENING)]
    for entry in sorted(entries, key=lambda e: (e.day, e.begun, e.id)):
        blocks.extend(_entry(entry, exercises.get(entry.exercise), level=2))
    return Document(blocks=tuple(blocks))


def _entry(entry: Entry, exercise: Exercise | None, level: int) -> Iterator[Block]:
    yield Title(text=entry.title, level=level)
    yield Meta(day=entry.day, is_open=entry.is_open)
    kept = _gathered(entry)
    stops = Session(exercise=exercise, entry=entry).stops if exercise else ()
    kinds = {stop.address: type(stop.step) for stop in stops}
    for address in _in_order((*(planned for planned in kinds if planned in kept), *kept)):
        here = kept[address]
        if here.question:
            yield Question(text=here.question, level=level + (2 if _hangs(address, kept) else 1))
        yield from RULES[_kind(here, kinds.get(address))](here)


def _gathered(entry: Entry) -> dict[Address, Kept]:
    """What was kept, by address; options and own additions stand with the question they belong to."""
    kept: dict[Address, Kept] = {}
    for placement in entry.placements:
        here = kept.get(placement.address, Kept(day=entry.day))
        kept[placement.address] = replace(here, placements=(*here.placements, placement))
    for answer in sorted(entry.answers, key=lambda a: a.ordinal):
        address, is_listed = _listed_at(answer.address)
        here = kept.get(address, Kept(day=entry.day))
        new = replace(here, chosen=(*here.chosen, answer)) if is_listed else replace(here, answer=answer)
        kept[address] = new
    return kept


def _listed_at(address: Address) -> tuple[Address, bool]:
    """The address of the question, and whether this one is an option or an addition to its list."""
    path, _, name = address.part.rpartition(".")
    is_listed = name.startswith(("option:", "own:"))
    return (replace(address, part=path) if is_listed else address), is_listed


def _in_order(addresses: Iterable[Address]) -> list[Address]:
    """By first appearance, with turns and follow-ups directly under the question they hang under."""
    ranks: dict[tuple[str, str, str], int] = {}
    keys: dict[Address, tuple[tuple[int, ...], int]] = {}
    for address in addresses:
        names = address.part.split(".") if address.part else []
        paths = [".".join(names[:depth]) for depth in range(len(names) + 1)]
        path = tuple(ranks.setdefault((address.step, address.item, p), len(ranks)) for p in paths)
        keys[address] = (path, address.turn)
    return sorted(keys, key=keys.__getitem__)


def _hangs(address: Address, kept: Mapping[Address, Kept]) -> bool:
    """Whether a question it hangs under was kept as well."""
    if address.turn and address.turned(0) in kept:
        return True
    names = address.part.split(".") if address.part else []
    return any(replace(address, turn=0, part=".".join(names[:depth])) in kept for depth in range(len(names)))


def _kind(here: Kept, planned: type[StepBase] | None) -> type[StepBase]:
    """What was kept says best how to show it: content may have given this address another kind since."""
    if here.placements:
        return Place
    if here.chosen:
        return Choose
    if here.answer and here.answer.value:
        return Recognise
    return planned if planned and planned in RULES else Ask


def _words(here: Kept) -> Iterator[Block]:
    """What was typed, and how the question was left."""
    if here.answer is None:
        return
    if here.answer.state is not State.ANSWERED:
        yield Note(state=here.answer.state)
    if here.answer.text:
        yield Text(text=here.answer.text)


def _recognised(here: Kept) -> Iterator[Block]:
    if here.answer and here.answer.value:
        yield Choice(chosen=(RECOGNITION.get(here.answer.value, here.answer.value),))
    yield from _words(here)


def _chosen(here: Kept) -> Iterator[Block]:
    if here.chosen:
        yield Choice(chosen=tuple(answer.text or answer.value for answer in here.chosen))
    yield from _recognised(here)


def _placed(here: Kept) -> Iterator[Block]:
    for placement in here.placements:
        yield Line(
            left=placement.left,
            right=placement.right,
            aspect=placement.aspect,
            value=placement.value,
            whose=placement.whose,
            day=placement.day if placement.day != here.day else None,
        )
    said = list(_chosen(here))
    # The line itself already says that its place is not known.
    if any(placement.value is None for placement in here.placements):
        said = [block for block in said if block != Note(state=State.UNKNOWN)]
    yield from said


RULES: Mapping[type[StepBase], Rule] = {
    Read: _words,
    Recognise: _recognised,
    Place: _placed,
    Explore: _words,
    Ask: _words,
    Choose: _chosen,
}
"""One rule per step kind. Each also shows what its kind does not expect, so nothing kept is left out."""
