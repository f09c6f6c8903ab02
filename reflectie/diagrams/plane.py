"""Vlak: two crossed lines with one mark for the position on both. No number is shown, and no best corner."""

from reflectie.diagrams.canvas import Canvas
from reflectie.domain.field import value_to_cell
from reflectie.domain.text_layout import (
    after_blank_row,
    align_centre,
    align_left,
    align_right,
    one_line,
    truncate,
    wrap,
)
from reflectie.domain.value import Value

_MARK_SYMBOL, _PARTIAL_SYMBOL = "●", "○"

_AXIS_ROWS = 11
"""Rows of the vertical line without its arrowheads; odd, so that the middle is a cell."""

_MAX_WIDTH = 75

_MAX_POLE_ROWS = 4
"""Rows of a pole of the horizontal line in the picture; longer ones are written below it."""


class Axis(Value):
    """A line with its two poles and the mark on it (-100 to 100), None when the user does not know."""

    left: str
    right: str
    value: int | None = None
    is_placed: bool = True


class Plane(Value):
    """Two lines; the left pole of the vertical line is at its top."""

    horizontal: Axis
    vertical: Axis


_LOW_AXIS_ROWS = 5
"""Rows of the vertical line in a low picture, without arrowheads; with the poles that is seven rows."""


def draw_low(data: Plane, width: int) -> tuple[str, ...]:
    """Draw both lines in seven rows, with long poles cut; below, in words, what has no mark."""
    canvas = Canvas((min(width, _MAX_WIDTH) - 1) // 2 * 2 + 1, _LOW_AXIS_ROWS)
    _draw_axes(canvas, has_arrowheads=False)
    half = canvas.width // 2 - 2
    left, right = ([truncate(pole, half)] for pole in _horizontal_poles(data))
    _draw_poles(canvas, left, right, _mark_row(data, canvas))
    _draw_mark(data, canvas)
    top, bottom = (
        align_centre(truncate(one_line(pole), canvas.width), canvas.width)
        for pole in (data.vertical.left, data.vertical.right)
    )
    return (top, *canvas.rows(), bottom, *_unknown_rows(data, width))


def draw(data: Plane, width: int) -> tuple[str, ...]:
    """Draw both lines with their poles and the mark; below, in words, what has no mark."""
    canvas = Canvas((min(width, _MAX_WIDTH) - 1) // 2 * 2 + 1, _AXIS_ROWS + 2)
    _draw_axes(canvas)
    left, right = (wrap(pole, canvas.width // 2 - 2) for pole in _horizontal_poles(data))
    poles_fit = max(len(left), len(right)) <= _MAX_POLE_ROWS
    if poles_fit:
        _draw_poles(canvas, left, right, _mark_row(data, canvas))
    _draw_mark(data, canvas)
    return (
        *_centred(data.vertical.left, canvas.width),
        *canvas.rows(),
        *_centred(data.vertical.right, canvas.width),
        *after_blank_row([] if poles_fit else _pole_rows(data, canvas.width)),
        *after_blank_row(_unknown_rows(data, width)),
    )


def legend(data: Plane, width: int) -> tuple[str, ...]:
    """Explain the mark."""
    known = [axis.value is not None for axis in (data.horizontal, data.vertical)]
    if all(known):
        return tuple(wrap(f"{_MARK_SYMBOL} waar je staat", width))
    return tuple(wrap(f"{_PARTIAL_SYMBOL} waar je op deze lijn staat", width)) if any(known) else ()


def _draw_axes(canvas: Canvas, has_arrowheads: bool = True) -> None:
    middle, cross = canvas.width // 2, canvas.height // 2
    canvas.write(0, cross, f"◄{'─' * (canvas.width - 2)}►")
    for row in range(canvas.height):
        canvas.write(middle, row, "│")
    if has_arrowheads:
        canvas.write(middle, 0, "▲")
        canvas.write(middle, canvas.height - 1, "▼")
    canvas.write(middle, cross, "┼")


def _draw_mark(data: Plane, canvas: Canvas) -> None:
    """Draw one mark when both values are known, else an open one on the line whose value is known."""
    column, row = _mark_column(data, canvas.width), _mark_row(data, canvas)
    if column is not None and row is not None:
        canvas.write(column, row, _MARK_SYMBOL)
    elif column is not None:
        canvas.write(column, canvas.height // 2, _PARTIAL_SYMBOL)
    elif row is not None:
        canvas.write(canvas.width // 2, row, _PARTIAL_SYMBOL)


def _mark_column(data: Plane, width: int) -> int | None:
    value = data.horizontal.value
    return None if value is None else 1 + value_to_cell(value, width - 2)


def _mark_row(data: Plane, canvas: Canvas) -> int | None:
    """Return the row of the mark, between the arrowheads if the vertical line has them."""
    value, has_arrowheads = data.vertical.value, canvas.height > _LOW_AXIS_ROWS
    rows = _AXIS_ROWS if has_arrowheads else canvas.height
    return None if value is None else has_arrowheads + value_to_cell(value, rows)


def _horizontal_poles(data: Plane) -> tuple[str, str]:
    return one_line(data.horizontal.left), one_line(data.horizontal.right)


def _draw_poles(canvas: Canvas, left: list[str], right: list[str], mark_row: int | None) -> None:
    """Write the poles at the ends of the horizontal line, on the side away from the mark."""
    half, cross = canvas.width // 2 - 2, canvas.height // 2
    is_above = mark_row is not None and mark_row > cross
    for lines, x, align in ((left, 0, align_left), (right, canvas.width - half, align_right)):
        top = cross - len(lines) if is_above else cross + 1
        for row, line in enumerate(lines, top):
            canvas.write(x, row, align(line, half))


def _pole_rows(data: Plane, width: int) -> list[str]:
    """Return the poles of the horizontal line as rows below the picture."""
    left, right = _horizontal_poles(data)
    return [*wrap(f"◄ {left}", width), *(align_right(line, width) for line in wrap(f"{right} ►", width))]


def _centred(text: str, width: int) -> list[str]:
    return [align_centre(line, width) for line in wrap(one_line(text), width)]


def _unknown_rows(data: Plane, width: int) -> list[str]:
    """Say for which lines there is no mark."""
    rows: list[str] = []
    for axis, name in ((data.horizontal, "liggende"), (data.vertical, "staande")):
        if axis.value is None:
            reason = "weet je het (nog) niet" if axis.is_placed else "staat nog geen teken"
            rows += wrap(f"Op de {name} lijn {reason}.", width)
    return rows
