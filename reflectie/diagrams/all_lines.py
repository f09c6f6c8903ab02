"""All lines through time beside each other: time goes down, a column for each line.

A row is a day, or a month when there are many. The place of the last mark goes on as a dot in the rows below.
"""

import datetime as dt
from collections.abc import Sequence

from reflectie.diagrams.scale import MARK_SIGN, OPEN_MARK_SIGN, SCALE_CELL, TRAIL_SIGN, inner_width
from reflectie.domain.dates import SHORT_MONTHS, short_day
from reflectie.domain.field import value_to_cell
from reflectie.domain.text_layout import align_centre, align_left
from reflectie.domain.trail import MAX_MOMENTS, TrailMoment, TrailPoint
from reflectie.domain.value import Value

_LABEL_WIDTH, _MAX_COLUMN_WIDTH = 12, 31

_WIDE_WIDTH = 60
"""Cells from which two columns stand further apart."""


class LinesMoment(Value):
    """A row: its label, and the points of each line in it."""

    label: str
    columns: tuple[tuple[TrailPoint, ...], ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of the entries, each once."""
        return tuple(dict.fromkeys(point.entry for column in self.columns for point in column))


def lines_moments(trails: Sequence[Sequence[TrailPoint]]) -> tuple[LinesMoment, ...]:
    """Return the rows, oldest first: by day, or by month when there are too many days."""
    days = {point.day for trail in trails for point in trail}
    label = short_day if len(days) <= MAX_MOMENTS else _month
    labels = dict.fromkeys(label(day) for day in sorted(days))
    return tuple(
        LinesMoment(
            label=name,
            columns=tuple(tuple(p for p in trail if label(p.day) == name) for trail in trails),
        )
        for name in labels
    )


def _month(day: dt.date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def draw_heading(names: Sequence[str], width: int) -> str:
    """The name of each column above it."""
    column = _column_width(len(names), width)
    return (" " * _LABEL_WIDTH + _gap(width).join(align_centre(name, column) for name in names)).rstrip()


def draw_lines(moments: Sequence[LinesMoment], number: int, width: int) -> str:
    """Draw one row."""
    row = moments[number]
    column_width = _column_width(len(row.columns), width)
    columns = (
        _draw_column(points, [m.columns[index] for m in moments[:number]], column_width)
        for index, points in enumerate(row.columns)
    )
    return align_left(row.label, _LABEL_WIDTH) + _gap(width).join(columns)


def _gap(width: int) -> str:
    """What stands between two columns."""
    return "  " if width >= _WIDE_WIDTH else " "


def _column_width(count: int, width: int) -> int:
    room = (width - _LABEL_WIDTH) // max(count, 1) - len(_gap(width))
    return inner_width(min(max(room, 3), _MAX_COLUMN_WIDTH) + 2)


def _draw_column(points: tuple[TrailPoint, ...], before: list[tuple[TrailPoint, ...]], width: int) -> str:
    if not points:
        cells = [" "] * width
        if (last := _last_value(before)) is not None:
            cells[value_to_cell(last, width)] = TRAIL_SIGN
        return "".join(cells)
    moment = TrailMoment(label="", points=points)
    cells = [SCALE_CELL] * width
    for value in moment.earlier:
        cells[value_to_cell(value, width)] = TRAIL_SIGN
    if moment.nature is not None:
        cells[value_to_cell(moment.nature, width)] = OPEN_MARK_SIGN
    if moment.value is not None:
        cells[value_to_cell(moment.value, width)] = MARK_SIGN
    elif moment.is_unknown:
        cells[width // 2] = "?"
    return "".join(cells)


def _last_value(before: list[tuple[TrailPoint, ...]]) -> int | None:
    moments = (TrailMoment(label="", points=points) for points in reversed(before) if points)
    return next((moment.value for moment in moments if moment.value is not None), None)
