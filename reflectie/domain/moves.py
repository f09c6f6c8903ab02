"""Where to go in a session: forward, back, resume, into a part, into a further turn, or to a listed step.

And where words can go that are typed at a stop without a text field.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.closing import offered_parts
from reflectie.domain.entry import Address
from reflectie.domain.exercise import walk_steps
from reflectie.domain.plan import MAX_TURNS, Stop, questions_by_address, turns_of
from reflectie.domain.session import Session
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Choose, Explore, Pick, Recognise, Step
from reflectie.domain.table import table_of
from reflectie.domain.text_layout import one_line
from reflectie.domain.value import Value


def first_stop_of(session: Session, part: str) -> Stop | None:
    """The first question of a part without an answer, or else its first stop."""
    stops = [stop for stop in session.all_stops if stop.part == part]
    answered = session.entry.answered_addresses
    if all(stop.address not in answered for stop in stops):
        return next(iter(stops), None)
    return _first_unanswered(session, stops) or stops[0]


def _first_unanswered(session: Session, stops: Iterable[Stop]) -> Stop | None:
    answered = session.entry.answered_addresses
    questions = (stop for stop in stops if not isinstance(stop.step, KINDS_WITHOUT_ANSWER))
    return next((stop for stop in questions if stop.address not in answered), None)


def stop_after(session: Session, address: Address | None) -> Stop | None:
    """The next stop; the first one after None, and None at the end of the short route or of a part.

    After a pick that has been resolved since, it is the first question chosen. After a step that content
    no longer has, it is the first stop of a later step.
    """
    stops = session.stops
    index = _index_of(stops, address)
    if index < 0:
        return next(iter(stops[_replacement_index(session, address) :]), None)
    following = next(iter(stops[index + 1 :]), None)
    return following if following and following.part == stops[index].part else None


def stop_before(session: Session, address: Address) -> Stop | None:
    """The stop before this one; None at the start of the short route or of a part."""
    stops = session.stops
    index = _index_of(stops, address)
    index = index if index >= 0 else _replacement_index(session, address)
    if not 0 < index <= len(stops):
        return None
    part = stops[index].part if index < len(stops) else ""
    return stops[index - 1] if stops[index - 1].part == part else None


def _replacement_index(session: Session, address: Address | None) -> int:
    """The index of the stop that takes the place of an address that is not a stop."""
    if address is None:
        return 0
    inside = (i for i, stop in enumerate(session.stops) if _is_inside(stop.address, address))
    steps = enumerate(session.exercise.steps)
    step_index = next((n for n, s in steps if any(i.id == address.step for i in walk_steps((s,)))), -1)
    later = (i for i, s in enumerate(session.stops) if s.step_index > step_index and not s.part)
    return next(inside, next(later, len(session.stops)))


def resume_stop(session: Session) -> Stop | None:
    """Where to resume: the last position, or the stop nearest to it, or else the first unanswered stop.

    None is the closing, for an entry without a position in which every question has an answer.
    """
    return (
        _last_position(session) or _stop_near_position(session) or _first_unanswered(session, session.stops)
    )


def _last_position(session: Session) -> Stop | None:
    """The stop where the user was; for a cell that is its table."""
    position = session.entry.position
    return (session.stop_at(position) or session.stop_at(table_of(position))) if position else None


def _stop_near_position(session: Session) -> Stop | None:
    """The stop nearest to a position that is for a role which the user no longer has: after it, or before it.

    It is in the same part, or in the short route.
    """
    for_all_roles = replace(session, roles=None).all_stops
    index = _index_of(for_all_roles, session.entry.position)
    if index < 0:
        return None
    here = {stop.address: stop for stop in session.all_stops if stop.part == for_all_roles[index].part}
    nearest = (*for_all_roles[index + 1 :], *reversed(for_all_roles[:index]))
    return next((here[stop.address] for stop in nearest if stop.address in here), None)


def asks_something(stop: Stop) -> bool:
    """Whether there is something at a stop to skip or not to know."""
    invites = isinstance(stop.step, Ask) and not stop.step.asks and not stop.address.turn
    return not invites and not isinstance(stop.step, KINDS_WITHOUT_ANSWER)


def _index_of(stops: tuple[Stop, ...], address: Address | None) -> int:
    """The index of the stop with this address, or -1."""
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _is_inside(inner: Address, outer: Address) -> bool:
    is_same_step = inner.step == outer.step
    return is_same_step and _starts_with(inner.item, outer.item) and _starts_with(inner.part, outer.part)


def _starts_with(path: str, start: str) -> bool:
    return path == start or not start or path.startswith(f"{start}.")


# Words typed where there is no text field --------------------------------------------------------

NOT_WRITTEN = "Dat is niet opgeschreven."
"""What was typed there, and is not kept."""

_IN_THIS_FIELD = f"{NOT_WRITTEN} Schrijven kan in het vak op dit scherm: Tab."
_AT_NEXT = f"{NOT_WRITTEN} Schrijven kan bij de volgende vraag: Ctrl+N."
_LATER = f"{NOT_WRITTEN} Schrijven kan verderop. Met Ctrl+N ga je verder."
_AT_HOME = f"{NOT_WRITTEN} Schrijven zonder vragen kan op Thuis, met w."


def where_to_write(session: Session, stop: Stop | None) -> str:
    """What to say to somebody who types words where they are not taken: where words can go.

    ``stop`` is None at the closing.
    """
    if stop is None:
        return _AT_HOME
    if takes_words(stop.step):
        return _IN_THIS_FIELD
    following = [other.step for other in _stops_after(session, stop)]
    if not any(map(takes_words, following)):
        return _AT_HOME
    return _AT_NEXT if takes_words(following[0]) else _LATER


def _stops_after(session: Session, stop: Stop) -> Iterator[Stop]:
    following = stop_after(session, stop.address)
    while following:
        yield following
        following = stop_after(session, following.address)


def takes_words(step: Step) -> bool:
    """Whether a step has a text field for more than a name, a day or the cell of a table."""
    match step:
        case Pick():
            return any(map(takes_words, step.items))
        case Choose():
            return step.note or step.own
        case _:
            return isinstance(step, Ask | Explore | Recognise)


# Further turns (vraag door) -----------------------------------------------------------------------


def can_ask_further(session: Session, stop: Stop) -> bool:
    return isinstance(stop.step, Ask) and last_turn(session, stop) < MAX_TURNS


def last_turn(session: Session, stop: Stop) -> int:
    """The number of the last further turn under this question, or 0."""
    questions = questions_by_address(session.entry, session.open_turns)
    return max(turns_of(questions, stop.address.at_turn(0)), default=0)


def with_next_turn(session: Session, stop: Stop, question: str) -> tuple[Session, Address]:
    """The session with one more turn under this question, and the address of that turn.

    Only call this when ``can_ask_further`` is true.
    """
    assert can_ask_further(session, stop)
    address = stop.address.at_turn(last_turn(session, stop) + 1)
    return replace(session, open_turns=MappingProxyType({**session.open_turns, address: question})), address


# The list of steps --------------------------------------------------------------------------------

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
