"""Tijdlijn: time runs down along an axis, the professionals on its left, the family on its right.

Source: werkkaart 3 of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from collections.abc import Iterator
from itertools import groupby, zip_longest

from reflectie.domain.dates import MONTHS
from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.text import centred, hanging, one_line, right, wrap
from reflectie.export.drawings.ties import rows_of_signs

SORTS = {"fact": "■", "opinion": "○", "assumption": "?", "emotion": "♥", "interpretation": "◊"}
SORT_WORDS = {
    "fact": "feit",
    "opinion": "mening",
    "assumption": "aanname",
    "emotion": "emotie",
    "interpretation": "duiding",
}
SIDE_WORDS = {"professional": "professionals", "family": "gezin"}
_PLAIN = "●"
_WIDE = 60
"""Cells from which there is room for both sides of the axis."""
_AXIS = 10
_MARGIN = 7
"""Cells of the axis between two sides, and of the days before the axis where there is one side."""
_UNDATED = "zonder dag"
_LINE, _BREAK = "│", "┊"
_LETTERS = {"professional": "P", "family": "G"}
_ACROSS = 60
"""Cells of what belongs to neither side and so stands across the axis."""


class Event(Value):
    """``when`` is as much of an ISO day as is known, empty when none is; ``typed`` is what was typed then."""

    what: str
    when: str = ""
    typed: str = ""
    side: str = ""
    sort: str = ""


class Timeline(Value):
    """Events in any order; ``sides`` and ``sorts`` are words for what can be chosen."""

    events: tuple[Event, ...]
    sides: tuple[tuple[str, str], ...] = tuple(SIDE_WORDS.items())
    sorts: tuple[tuple[str, str], ...] = tuple(SORT_WORDS.items())


_Group = tuple[str, list[Event]]


def draw(data: Timeline, width: int) -> tuple[str, ...]:
    if not data.events:
        return ("Er staat nog niets op de tijdlijn.",)
    dated = sorted((event for event in data.events if event.when), key=lambda event: event.when)
    groups = [(when, list(events)) for when, events in groupby(dated, key=lambda event: event.when)]
    if undated := [event for event in data.events if not event.when]:
        groups.append(("", undated))
    return tuple(_two_sided(groups, width) if _is_wide(data, width) else _one_sided(groups, width))


def legend(data: Timeline, width: int) -> tuple[str, ...]:
    """The signs that occur, and what stands on which side."""
    sorts, sides = dict(data.sorts), dict(data.sides)
    used = {event.sort for event in data.events}
    signs = [f"{sign} {sorts.get(sort, sort)}" for sort, sign in SORTS.items() if sort in used]
    if signs and used - set(SORTS):
        signs.append(f"{_PLAIN} niet benoemd")
    if _is_wide(data, width):
        return (*rows_of_signs(signs, width), *([""] if signs else []), *_heads(sides, width))
    present = {event.side for event in data.events}
    letters = [f"{letter} {sides.get(s, s)}" for s, letter in _LETTERS.items() if s in present]
    return tuple(rows_of_signs(letters + signs, width))


def _is_wide(data: Timeline, width: int) -> bool:
    """Whether both sides of the axis are used."""
    return width >= _WIDE and any(event.side for event in data.events)


def _heads(words: dict[str, str], width: int) -> Iterator[str]:
    """What stands on which side of the axis, nearest to it."""
    room = (width - _AXIS) // 2 - 2
    heads = [wrap(words.get(side, side).upper(), room) for side in ("professional", "family")]
    for ours, theirs in zip_longest(*heads, fillvalue=""):
        yield f"{right(ours, room)}{' ' * (_AXIS + 4)}{theirs}"


def _two_sided(groups: list[_Group], width: int) -> Iterator[str]:
    """The axis in the middle, with the days on it; what happened on one day stands beside each other."""
    room = (width - _AXIS) // 2
    for number, (year, break_before, days) in enumerate(_by_year(groups)):
        if number:
            yield f"{' ' * room}{centred(_BREAK if break_before else _LINE, _AXIS)}"
        if not year or days[0][0] != year:
            yield centred(f"═ {year or _UNDATED} ═", room * 2 + _AXIS)
        for when, events in days:
            yield from _one_day(f"═ {year} ═" if when == year != "" else _day(when), events, room)
    yield f"{' ' * room}{centred(_LINE, _AXIS)}"


def _one_day(day: str, events: list[Event], room: int) -> Iterator[str]:
    """What happened on a day: left, right, or across the axis where it belongs to neither side."""
    ours = [row for e in events if e.side == "professional" for row in _facing(e, room)]
    theirs = [row for e in events if e.side == "family" for row in _away(e, room)]
    middle = day or _LINE
    for mine, other in zip_longest(ours, theirs, fillvalue=""):
        yield f"{right(mine, room)}{centred(middle, _AXIS)}{other}"
        middle = _LINE
    neither = [event for event in events if event.side not in _LETTERS]
    if neither and middle != _LINE:
        yield f"{' ' * room}{centred(middle, _AXIS)}"
    for event in neither:
        lines = hanging(f"{_sign(event)} ", _said(event), min(room * 2, _ACROSS))
        before = (room * 2 + _AXIS - max(map(cells, lines))) // 2
        yield from (f"{' ' * before}{line}" for line in lines)


def _facing(event: Event, room: int) -> list[str]:
    """An event left of the axis, its sign nearest to it."""
    first, *rest = wrap(_said(event), room - 4)
    return [f"{first} {_sign(event)} ─", *(f"{line}    " for line in rest)]


def _away(event: Event, room: int) -> list[str]:
    return hanging(f"─ {_sign(event)} ", _said(event), room)


def _one_sided(groups: list[_Group], width: int) -> Iterator[str]:
    """The axis on the left, with the days before it; the side, where there is one, is a letter."""
    for number, (year, break_before, days) in enumerate(_by_year(groups)):
        if number:
            yield f"{' ' * _MARGIN}{_BREAK if break_before else _LINE}"
        if not year or days[0][0] != year:
            yield f"{right(f'{year} ' if year else '', _MARGIN)}╪═" + ("" if year else f" {_UNDATED}")
        for when, events in days:
            yield from _beside(f"{year} ╪" if when == year != "" else f"{_day(when)} {_LINE}", events, width)
    yield f"{' ' * _MARGIN}{_LINE}"


def _beside(day: str, events: list[Event], width: int) -> Iterator[str]:
    """What happened on a day, right of the axis; ``day`` ends in the axis itself."""
    label = right(day, _MARGIN + 1)
    for event in events:
        side = f"{_LETTERS[event.side]} " if event.side in _LETTERS else ""
        under = f"{right(_LINE, _MARGIN + 1)}   {' ' * len(side)}"
        yield from hanging(f"{label} {side}{_sign(event)} ", _said(event), width, under)
        label = right(_LINE, _MARGIN + 1)


def _by_year(groups: list[_Group]) -> Iterator[tuple[str, bool, list[_Group]]]:
    """The years, whether the axis is broken before (years lie between), and the days of each."""
    before = ""
    for year, days in groupby(groups, key=lambda group: group[0][:4]):
        yield year, bool(before and year and int(year) - int(before) > 1), list(days)
        before = year


def _said(event: Event) -> str:
    """The words of an event; of one without a day also what was typed instead."""
    words = one_line(event.what) or "…"
    return f"{words} ({one_line(event.typed)})" if not event.when and event.typed.strip() else words


def _sign(event: Event) -> str:
    return SORTS.get(event.sort, _PLAIN)


def _day(when: str) -> str:
    """12 mrt or mrt; empty where only the year is known."""
    _, _, rest = when.partition("T")[0].partition("-")
    month, _, day = rest.partition("-")
    name = MONTHS[int(month) - 1][:3].replace("maa", "mrt") if month else ""
    return f"{int(day)} {name}" if day else name
