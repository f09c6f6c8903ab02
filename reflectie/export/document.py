"""An entry as a document: what was asked and said, in order, free of any format.

The entry carries all that is shown: the question's text was kept with the answer. The exercise, when
content still has it, only gives the order of the plan; what content no longer has comes after it.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reflectie.domain.around import preparation
from reflectie.domain.entry import Address, Entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.meeting import Around, Meeting
from reflectie.domain.session import Session, Stop
from reflectie.domain.situation import Situation
from reflectie.domain.step import Draw
from reflectie.export.blocks import Block, Document, Meta, Prose, Question, Title
from reflectie.export.kept import Kept, gathered, hangs, in_order
from reflectie.export.pictures import is_filled, picture
from reflectie.export.rules import RULES, told

__all__ = ["OPENING", "RULES", "document", "log"]


def document(
    entry: Entry,
    exercise: Exercise | None = None,
    situation: str = "",
    meeting: str = "",
    earlier: tuple[Exercise, Entry] | None = None,
) -> Document:
    """One entry; with its exercise the answers stand in the order of the plan.

    ``situation`` and ``meeting`` are the names of those it belongs to; ``earlier`` is the preparation on
    which it looks back.
    """
    meta = Meta(day=entry.day, is_open=entry.is_open, situation=situation, meeting=meeting)
    session = Session(exercise=exercise, entry=entry, earlier=earlier) if exercise else None
    return Document(blocks=tuple(_entry(entry, session, meta, level=1)))


OPENING = (
    "Dit is je eigen reflectielogboek. Het gaat over jou: wat je merkte, dacht, voelde en deed. "
    "Het is geen dossier over een ander.",
    "De oudste reflectie staat vooraan. Bij elke lijn zijn beide kanten iets waard; "
    "een teken hoort bij één moment.",
)


def log(
    entries: Iterable[Entry],
    library: Library | None = None,
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
) -> Document:
    """A personal reflection log of many entries, oldest first."""
    names = {one.id: one.name for one in situations} | {one.id: one.name for one in meetings}
    blocks: list[Block] = [Title(text="Reflectielogboek"), *(Prose(text=text) for text in OPENING)]
    ordered = sorted(entries, key=lambda e: (e.day, e.begun, e.id))
    for entry in ordered:
        situation, meeting = (names.get(one or "", "") for one in (entry.situation, entry.meeting))
        meta = Meta(day=entry.day, is_open=entry.is_open, situation=situation, meeting=meeting)
        blocks.extend(_entry(entry, _session(entry, ordered, library), meta, level=2))
    return Document(blocks=tuple(blocks))


def _session(entry: Entry, entries: Iterable[Entry], library: Library | None) -> Session | None:
    """The walk in which an entry was made, with the preparation on which it looks back."""
    exercise = library.exercise(entry.exercise) if library else None
    if library is None or exercise is None:
        return None
    if exercise.meeting is not Around.LOOK_BACK:
        return Session(exercise=exercise, entry=entry)
    prepared = preparation(entries, library, entry.meeting)
    before = library.exercise(prepared.exercise) if prepared else None
    return Session(
        exercise=exercise, entry=entry, earlier=(before, prepared) if before and prepared else None
    )


def _entry(entry: Entry, session: Session | None, meta: Meta, level: int) -> Iterator[Block]:
    yield Title(text=entry.title, level=level)
    yield meta
    stops = session.stops if session else ()
    kept = gathered(entry)
    if session:
        kept = _with_drawings(kept, entry, session.exercise, stops)
    planned = {stop.address: stop.step for stop in stops}
    for address in in_order((*(address for address in planned if address in kept), *kept)):
        here = kept[address]
        if here.question:
            yield Question(text=here.question, level=level + (2 if hangs(address, kept) else 1))
        yield from told(here, planned.get(address))


def _with_drawings(
    kept: dict[Address, Kept], entry: Entry, exercise: Exercise, stops: Iterable[Stop]
) -> dict[Address, Kept]:
    """What was kept, and the drawings that are made of it."""
    drawn = dict(kept)
    for stop in stops:
        if isinstance(stop.step, Draw) and is_filled(stop, entry):
            here = kept.get(stop.address, Kept(day=entry.day, words=stop.text))
            made = (stop.step.drawing, picture(stop, entry, exercise))
            drawn[stop.address] = replace(here, drawn=made)
    return drawn
