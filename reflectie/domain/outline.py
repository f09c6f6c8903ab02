"""The steps of an exercise as a list to choose from."""

from reflectie.domain.entry import Address
from reflectie.domain.offered_parts import offered_parts
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Pick
from reflectie.domain.table import table_of
from reflectie.domain.text_layout import one_line
from reflectie.domain.value import Value

PICK_TEXT = "een vraag van de coach"
"""For a pick from which nothing was chosen yet."""


class OutlineItem(Value):
    """One step: its question on one line, and whether something was answered there."""

    address: Address
    text: str
    is_answered: bool = False


class OutlineGroup(Value):
    """The steps of the short route, without a title, or of a part that was opened."""

    title: str
    items: tuple[OutlineItem, ...]


def outline_of(session: Session) -> tuple[OutlineGroup, ...]:
    """The steps to which the user can go, in order."""
    answered = {a.address for a in session.entry.answers if a.text or a.value}
    answered |= {p.address for p in session.entry.placements}
    answered |= {table for address in answered if (table := table_of(address))}
    titles = {part.id: part.title for part in offered_parts(session)}
    groups: dict[str, list[OutlineItem]] = {}
    for stop in session.stops:
        is_answered = not answered.isdisjoint(stop.addresses) or bool(session.entry.choices(stop.address))
        item = OutlineItem(address=stop.address, text=_text(stop), is_answered=is_answered)
        groups.setdefault(stop.part, []).append(item)
    return tuple(
        OutlineGroup(title=titles.get(part, ""), items=tuple(items)) for part, items in groups.items()
    )


def _text(stop: Stop) -> str:
    """The words by which a step is recognised."""
    return PICK_TEXT if isinstance(stop.step, Pick) else one_line(stop.text)
