"""Tijdlijn: time runs down an axis, with the professionals on its left and the family on its right.

Source: worksheet 3 of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from reflectie.diagrams.canvas import TWO_SIDED_WIDTH
from reflectie.domain.dates import SHORT_MONTHS
from reflectie.domain.text_layout import (
    align_centre,
    align_right,
    cell_width,
    hanging_indent,
    one_line,
    one_line_or_ellipsis,
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

_SIDE_LETTERS = {"professional": "P", "family": "G"}

_DEFAULT_SYMBOL = "●"

_UNDATED_LABEL = "zonder dag"

_AXIS_LINE, _AXIS_BREAK = "│", "┊"

_AXIS_WIDTH = 10
"""Cells of the axis between two sides, dates included."""

_DATE_WIDTH = 7
"""Cells of the dates before an axis with one side."""

_MAX_CENTRE_WIDTH = 60
"""Cells of an event that belongs to neither side and so stands across the axis."""


class TimelineEvent(Value):
    """An event; ``date`` is the known part of an ISO date, or empty, and ``typed_date`` what was typed."""

    text: str
    date: str = ""
    typed_date: str = ""
    side: str = ""
    kind: str = ""


class Timeline(Value):
    """Events in any order, with the labels of sides and of kinds."""

    events: tuple[TimelineEvent, ...]
    side_labels: tuple[tuple[str, str], ...] = tuple(SIDE_LABELS.items())
    kind_labels: tuple[tuple[str, str], ...] = tuple(KIND_LABELS.items())


_DateGroup = tuple[str, list[TimelineEvent]]
"""A partial ISO date, or an empty text, and its events."""


class _Year(NamedTuple):
    """A year, or an empty text, and whether years without events come before it."""

    year: str
    is_after_gap: bool
    dates: list[_DateGroup]


def draw(data: Timeline, width: int) -> tuple[str, ...]:
    """Draw the events from old to new, those without a date at the end."""
    if not data.events:
        return ("Er staat nog niets op de tijdlijn.",)
    dated = sorted((event for event in data.events if event.date), key=lambda event: event.date)
    groups = [(date, list(events)) for date, events in groupby(dated, key=lambda event: event.date)]
    if undated := [event for event in data.events if not event.date]:
        groups.append(("", undated))
    return tuple(_two_sided(groups, width) if _is_two_sided(data, width) else _one_sided(groups, width))


def legend(data: Timeline, width: int) -> tuple[str, ...]:
    """Return the symbols that occur, and the label of each side."""
    kind_labels, side_labels = dict(data.kind_labels), dict(data.side_labels)
    used = {event.kind for event in data.events}
    items = [
        f"{symbol} {kind_labels.get(kind, kind)}" for kind, symbol in KIND_SYMBOLS.items() if kind in used
    ]
    if items and used - set(KIND_SYMBOLS):
        items.append(f"{_DEFAULT_SYMBOL} niet benoemd")
    if _is_two_sided(data, width):
        return (*pack_legend(items, width), *([""] if items else []), *_side_headings(side_labels, width))
    present = {event.side for event in data.events}
    letters = [f"{letter} {side_labels.get(s, s)}" for s, letter in _SIDE_LETTERS.items() if s in present]
    return tuple(pack_legend(letters + items, width))


def _is_two_sided(data: Timeline, width: int) -> bool:
    return width >= TWO_SIDED_WIDTH and any(event.side for event in data.events)


def _side_headings(labels: Mapping[str, str], width: int) -> Iterator[str]:
    """Return the labels of both sides, next to the axis."""
    side_width = (width - _AXIS_WIDTH) // 2 - 2
    headings = [wrap(labels.get(side, side).upper(), side_width) for side in _SIDE_LETTERS]
    for left, right in zip_longest(*headings, fillvalue=""):
        yield f"{align_right(left, side_width)}{' ' * (_AXIS_WIDTH + 4)}{right}"


def _group_by_year(groups: Sequence[_DateGroup]) -> Iterator[_Year]:
    previous = ""
    for year, dates in groupby(groups, key=lambda group: group[0][:4]):
        yield _Year(year, bool(previous and year and int(year) - int(previous) > 1), list(dates))
        previous = year


# Two sides ----------------------------------------------------------------------------------------


def _two_sided(groups: Sequence[_DateGroup], width: int) -> Iterator[str]:
    """Draw the axis with its dates in the middle; events of one date stand side by side."""
    side_width = (width - _AXIS_WIDTH) // 2
    for number, (year, is_after_gap, dates) in enumerate(_group_by_year(groups)):
        if number:
            yield _axis_row(_AXIS_BREAK if is_after_gap else _AXIS_LINE, side_width)
        if not year or dates[0][0] != year:
            yield _axis_row(f"═ {year or _UNDATED_LABEL} ═", side_width)
        for date, events in dates:
            yield from _date_rows(
                f"═ {year} ═" if date == year != "" else _short_date(date), events, side_width
            )
    yield _axis_row(_AXIS_LINE, side_width)


def _axis_row(text: str, side_width: int) -> str:
    return align_centre(text, side_width * 2 + _AXIS_WIDTH)


def _date_rows(label: str, events: Sequence[TimelineEvent], side_width: int) -> Iterator[str]:
    """Draw the events of one date; those that belong to neither side stand across the axis, below."""
    left = [row for e in events if e.side == "professional" for row in _left_event_rows(e, side_width)]
    right = [row for e in events if e.side == "family" for row in _right_event_rows(e, side_width)]
    middle = label or _AXIS_LINE
    for left_row, right_row in zip_longest(left, right, fillvalue=""):
        yield f"{align_right(left_row, side_width)}{align_centre(middle, _AXIS_WIDTH)}{right_row}"
        middle = _AXIS_LINE
    neither = [event for event in events if event.side not in _SIDE_LETTERS]
    if neither and middle != _AXIS_LINE:
        yield _axis_row(middle, side_width)
    for event in neither:
        yield from _centre_event_rows(event, side_width)


def _left_event_rows(event: TimelineEvent, width: int) -> list[str]:
    first, *rest = wrap(_event_text(event), width - 4)
    return [f"{first} {_event_symbol(event)} ─", *(f"{line}    " for line in rest)]


def _right_event_rows(event: TimelineEvent, width: int) -> list[str]:
    return hanging_indent(f"─ {_event_symbol(event)} ", _event_text(event), width)


def _centre_event_rows(event: TimelineEvent, side_width: int) -> list[str]:
    text_width = min(side_width * 2, _MAX_CENTRE_WIDTH)
    lines = hanging_indent(f"{_event_symbol(event)} ", _event_text(event), text_width)
    margin = " " * ((side_width * 2 + _AXIS_WIDTH - max(map(cell_width, lines))) // 2)
    return [f"{margin}{line}" for line in lines]


# One side -----------------------------------------------------------------------------------------


def _one_sided(groups: Sequence[_DateGroup], width: int) -> Iterator[str]:
    """Draw the axis on the left with the dates before it; the side of an event is a letter."""
    margin = " " * _DATE_WIDTH
    for number, (year, is_after_gap, dates) in enumerate(_group_by_year(groups)):
        if number:
            yield f"{margin}{_AXIS_BREAK if is_after_gap else _AXIS_LINE}"
        if not year:
            yield f"{margin}╪═ {_UNDATED_LABEL}"
        elif dates[0][0] != year:
            yield f"{align_right(f'{year} ', _DATE_WIDTH)}╪═"
        for date, events in dates:
            label = f"{year} ╪" if date == year != "" else f"{_short_date(date)} {_AXIS_LINE}"
            yield from _one_sided_date_rows(label, events, width)
    yield f"{margin}{_AXIS_LINE}"


def _one_sided_date_rows(label: str, events: Sequence[TimelineEvent], width: int) -> Iterator[str]:
    """Draw the events of one date on the right of the axis; ``label`` ends in the axis itself."""
    axis = align_right(_AXIS_LINE, _DATE_WIDTH + 1)
    start = align_right(label, _DATE_WIDTH + 1)
    for event in events:
        letter = _SIDE_LETTERS.get(event.side, "")
        side = f"{letter} " if letter else ""
        first, rest = f"{start} {side}{_event_symbol(event)} ", f"{axis}   {' ' * len(side)}"
        yield from hanging_indent(first, _event_text(event), width, rest)
        start = axis


# Events and dates ---------------------------------------------------------------------------------


def _event_text(event: TimelineEvent) -> str:
    """Return the text of an event; without a date, followed by what was typed as its date."""
    text, typed_date = one_line_or_ellipsis(event.text), one_line(event.typed_date)
    return f"{text} ({typed_date})" if typed_date and not event.date else text


def _event_symbol(event: TimelineEvent) -> str:
    return KIND_SYMBOLS.get(event.kind, _DEFAULT_SYMBOL)


def _short_date(date: str) -> str:
    """Return a partial ISO date without its year: "12 mrt", "mrt", or an empty text."""
    _, _, rest = date.partition("T")[0].partition("-")
    month, _, day = rest.partition("-")
    name = SHORT_MONTHS[int(month) - 1] if month else ""
    return f"{int(day)} {name}" if day else name
