"""What was kept of an entry, address by address, in the order in which it is read."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from reflectie.domain.drawing import DrawingName
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.table import Row, rows_from, table_of
from reflectie.domain.value import Value
from reflectie.export.drawings import Picture


class Kept(Value):
    """All that was kept at one address; of a drawing, what it draws and the words above it."""

    day: dt.date
    answer: Answer | None = None
    chosen: tuple[Answer, ...] = ()
    cells: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    drawn: tuple[DrawingName, Picture] | None = None
    words: str = ""

    @property
    def question(self) -> str:
        asked = (*((self.answer,) if self.answer else ()), *self.chosen)
        return next((answer.question for answer in asked if answer.question), self.words)

    def rows(self, columns: Iterable[str] = ()) -> tuple[Row, ...]:
        return rows_from(self.cells, list(columns))


def gathered(entry: Entry) -> dict[Address, Kept]:
    """What was kept, by address; options, own additions and cells stand with the question they belong to."""
    kept: dict[Address, Kept] = {}
    for placement in entry.placements:
        here = kept.get(placement.address, Kept(day=entry.day))
        kept[placement.address] = replace(here, placements=(*here.placements, placement))
    asked = {answer.address for answer in entry.answers}
    for answer in sorted(entry.answers, key=lambda a: a.ordinal):
        table = table_of(answer.address)
        address, is_listed = _listed_at(answer.address)
        if table in asked and table:
            here = kept.get(table, Kept(day=entry.day))
            kept[table] = replace(here, cells=(*here.cells, answer))
            continue
        here = kept.get(address, Kept(day=entry.day))
        new = replace(here, chosen=(*here.chosen, answer)) if is_listed else replace(here, answer=answer)
        kept[address] = new
    return kept


def _listed_at(address: Address) -> tuple[Address, bool]:
    """The address of the question, and whether this one is an option or an addition to its list."""
    path, _, name = address.part.rpartition(".")
    is_listed = name.startswith(("option:", "own:"))
    return (replace(address, part=path) if is_listed else address), is_listed


def in_order(addresses: Iterable[Address]) -> list[Address]:
    """By first appearance, with turns and follow-ups directly under the question they hang under."""
    ranks: dict[tuple[str, str, str], int] = {}
    keys: dict[Address, tuple[tuple[int, ...], int]] = {}
    for address in addresses:
        names = address.part.split(".") if address.part else []
        paths = [".".join(names[:depth]) for depth in range(len(names) + 1)]
        path = tuple(ranks.setdefault((address.step, address.item, p), len(ranks)) for p in paths)
        keys[address] = (path, address.turn)
    return sorted(keys, key=keys.__getitem__)


def hangs(address: Address, kept: Mapping[Address, Kept]) -> bool:
    """Whether a question it hangs under was kept as well."""
    if address.turn and address.turned(0) in kept:
        return True
    names = address.part.split(".") if address.part else []
    return any(replace(address, turn=0, part=".".join(names[:depth])) in kept for depth in range(len(names)))
