"""Tijdlijn: time runs down an axis, with the professionals on its left and the family on its right.

Source: worksheet 3 of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

from collections.abc import Iterator
from itertools import groupby, zip_longest

from reflectie.domain.dates import MONTHS
from reflectie.domain.text_layout import (
    align_centre,
    align_right,
    cell_width,
    hanging_indent,
    one_line,
    pack_legend,
    wrap,
)
from reflectie.domain.value import Value

KIND_SYMBOLS = {"fact": "■", "opinion": "○", "assumption": "?", "emotion": "♥", "interpretation": "◊"}

KIND_LABELS = {
    "fact": "feit",
    "opinion": "mening",
    "assumption": "aanname",
    "emotion": "emotie",
    "interpretation": "duiding",
}

SIDE_LABELS = {"professional": "professionals", "family": "gezin"}

_DEFAULT_SYMBOL = "●"

_MIN_WIDE_WIDTH = 60
"""Cells from which there is room for both sides of the axis."""

_AXIS_WIDTH = 10

_AXIS_OFFSET = 7
"""Cells of the axis between two sides, and of the days before the axis where there is one side."""

_UNDATED_LABEL = "zonder dag"

_AXIS_LINE, _AXIS_BREAK = "│", "┊"

_SIDE_LETTERS = {"professional": "P", "family": "G"}

_MAX_CENTRE_WIDTH = 60
"""Cells of what belongs to neither side and so stands across the axis."""


class TimelineEvent(Value):
    """``when`` is as much of an ISO day as is known, empty when none is; ``typed`` is what was typed then."""

    text: str
    date: str = ""
    typed_date: str = ""
    side: str = ""
    kind: str = ""


class Timeline(Value):
    """Events in any order; ``sides`` and ``sorts`` are words for what can be chosen."""

    events: tuple[TimelineEvent, ...]
    side_labels: tuple[tuple[str, str], ...] = tuple(SIDE_LABELS.items())
    kind_labels: tuple[tuple[str, str], ...] = tuple(KIND_LABELS.items())


_DateGroup = tuple[str, list[TimelineEvent]]


def draw(data: Timeline, width: int) -> tuple[str, ...]:
    if not data.events:
        return ("Er staat nog niets op de tijdlijn.",)
    dated = sorted((event for event in data.events if event.date), key=lambda event: event.date)
    groups = [(when, list(events)) for when, events in groupby(dated, key=lambda event: event.date)]
    if undated := [event for event in data.events if not event.date]:
        groups.append(("", undated))
    return tuple(_two_sided(groups, width) if _is_wide(data, width) else _one_sided(groups, width))


def legend(data: Timeline, width: int) -> tuple[str, ...]:
    """The signs that occur, and what stands on which side."""
    sorts, sides = dict(data.kind_labels), dict(data.side_labels)
    used = {event.kind for event in data.events}
    signs = [f"{sign} {sorts.get(sort, sort)}" for sort, sign in KIND_SYMBOLS.items() if sort in used]
    if signs and used - set(KIND_SYMBOLS):
        signs.append(f"{_DEFAULT_SYMBOL} niet benoemd")
    if _is_wide(data, width):
        return (*pack_legend(signs, width), *([""] if signs else []), *_side_headings(sides, width))
    present = {event.side for event in data.events}
    letters = [f"{letter} {sides.get(s, s)}" for s, letter in _SIDE_LETTERS.items() if s in present]
    return tuple(pack_legend(letters + signs, width))


def _is_wide(data: Timeline, width: int) -> bool:
    """Whether both sides of the axis are used."""
    return width >= _MIN_WIDE_WIDTH and any(event.side for event in data.events)


def _side_headings(words: dict[str, str], width: int) -> Iterator[str]:
    """What stands on which side of the axis, nearest to it."""
    room = (width - _AXIS_WIDTH) // 2 - 2
    heads = [wrap(words.get(side, side).upper(), room) for side in ("professional", "family")]
    for ours, theirs in zip_longest(*heads, fillvalue=""):
        yield f"{align_right(ours, room)}{' ' * (_AXIS_WIDTH + 4)}{theirs}"


def _two_sided(groups: list[_DateGroup], width: int) -> Iterator[str]:
    """The axis in the middle, with the days on it; what happened on one day stands beside each other."""
    room = (width - _AXIS_WIDTH) // 2
    for number, (year, break_before, days) in enumerate(_group_by_year(groups)):
        if number:
            yield f"{' ' * room}{align_centre(_AXIS_BREAK if break_before else _AXIS_LINE, _AXIS_WIDTH)}"
        if not year or days[0][0] != year:
            yield align_centre(f"═ {year or _UNDATED_LABEL} ═", room * 2 + _AXIS_WIDTH)
        for when, events in days:
            yield from _date_rows(f"═ {year} ═" if when == year != "" else _short_date(when), events, room)
    yield f"{' ' * room}{align_centre(_AXIS_LINE, _AXIS_WIDTH)}"


def _date_rows(day: str, events: list[TimelineEvent], room: int) -> Iterator[str]:
    """What happened on a day: left, right, or across the axis where it belongs to neither side."""
    ours = [row for e in events if e.side == "professional" for row in _left_event_rows(e, room)]
    theirs = [row for e in events if e.side == "family" for row in _right_event_rows(e, room)]
    middle = day or _AXIS_LINE
    for mine, other in zip_longest(ours, theirs, fillvalue=""):
        yield f"{align_right(mine, room)}{align_centre(middle, _AXIS_WIDTH)}{other}"
        middle = _AXIS_LINE
    neither = [event for event in events if event.side not in _SIDE_LETTERS]
    if neither and middle != _AXIS_LINE:
        yield f"{' ' * room}{align_centre(middle, _AXIS_WIDTH)}"
    for event in neither:
        lines = hanging_indent(
            f"{_event_symbol(event)} ", _event_text(event), min(room * 2, _MAX_CENTRE_WIDTH)
        )
        before = (room * 2 + _AXIS_WIDTH - max(map(cell_width, lines))) // 2
        yield from (f"{' ' * before}{line}" for line in lines)


def _left_event_rows(event: TimelineEvent, room: int) -> list[str]:
    """An event left of the axis, its sign nearest to it."""
    first, *rest = wrap(_event_text(event), room - 4)
    return [f"{first} {_event_symbol(event)} ─", *(f"{line}    " for line in rest)]


def _right_event_rows(event: TimelineEvent, room: int) -> list[str]:
    return hanging_indent(f"─ {_event_symbol(event)} ", _event_text(event), room)


def _one_sided(groups: list[_DateGroup], width: int) -> Iterator[str]:
    """The axis on the left, with the days before it; the side, where there is one, is a letter."""
    for number, (year, break_before, days) in enumerate(_group_by_year(groups)):
        if number:
            yield f"{' ' * _AXIS_OFFSET}{_AXIS_BREAK if break_before else _AXIS_LINE}"
        if not year or days[0][0] != year:
            yield f"{align_right(f'{year} ' if year else '', _AXIS_OFFSET)}╪═" + (
                "" if year else f" {_UNDATED_LABEL}"
            )
        for when, events in days:
            yield from _one_sided_date_rows(
                f"{year} ╪" if when == year != "" else f"{_short_date(when)} {_AXIS_LINE}", events, width
            )
    yield f"{' ' * _AXIS_OFFSET}{_AXIS_LINE}"


def _one_sided_date_rows(day: str, events: list[TimelineEvent], width: int) -> Iterator[str]:
    """What happened on a day, right of the axis; ``day`` ends in the axis itself."""
    label = align_right(day, _AXIS_OFFSET + 1)
    for event in events:
        side = f"{_SIDE_LETTERS[event.side]} " if event.side in _SIDE_LETTERS else ""
        under = f"{align_right(_AXIS_LINE, _AXIS_OFFSET + 1)}   {' ' * len(side)}"
        yield from hanging_indent(f"{label} {side}{_event_symbol(event)} ", _event_text(event), width, under)
        label = align_right(_AXIS_LINE, _AXIS_OFFSET + 1)


def _group_by_year(groups: list[_DateGroup]) -> Iterator[tuple[str, bool, list[_DateGroup]]]:
    """The years, whether the axis is broken before (years lie between), and the days of each."""
    before = ""
    for year, days in groupby(groups, key=lambda group: group[0][:4]):
        yield year, bool(before and year and int(year) - int(before) > 1), list(days)
        before = year


def _event_text(event: TimelineEvent) -> str:
    """The words of an event; of one without a day also what was typed instead."""
    words = one_line(event.text) or "…"
    return f"{words} ({one_line(event.typed_date)})" if not event.date and event.typed_date.strip() else words


def _event_symbol(event: TimelineEvent) -> str:
    return KIND_SYMBOLS.get(event.kind, _DEFAULT_SYMBOL)


def _short_date(when: str) -> str:
    """12 mrt or mrt; empty where only the year is known."""
    _, _, rest = when.partition("T")[0].partition("-")
    month, _, day = rest.partition("-")
    name = MONTHS[int(month) - 1][:3].replace("maa", "mrt") if month else ""
    return f"{int(day)} {name}" if day else name
