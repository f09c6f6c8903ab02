"""Vlak: two crossed lines with one mark for the position on both. It shows no number and no best corner."""

from reflectie.diagrams.canvas import Canvas
from reflectie.domain.field import value_to_cell
from reflectie.domain.text_layout import align_centre, align_left, align_right, one_line, wrap
from reflectie.domain.value import Value

_MARK_SYMBOL, _PARTIAL_SYMBOL = "●", "○"

_AXIS_ROWS = 11
"""Rows of the upright line, odd so that the middle is a cell."""

_MAX_WIDTH = 75

_MAX_POLE_ROWS = 4
"""Rows that a pole of the lying line takes at most in the picture; a longer one stands below it."""


class Axis(Value):
    """A line with its two poles, and the mark on it (-100 to 100); ``None`` is not known."""

    left: str
    right: str
    value: int | None = None
    is_placed: bool = True


class Plane(Value):
    """The first line lies, the second stands with its left pole on top."""

    horizontal: Axis
    vertical: Axis


def draw(data: Plane, width: int) -> tuple[str, ...]:
    room = (min(width, _MAX_WIDTH) - 1) // 2 * 2 + 1
    sheet = Canvas(room, _AXIS_ROWS + 2)
    middle, cross = room // 2, (_AXIS_ROWS + 2) // 2
    sheet.write(0, cross, f"◄{'─' * (room - 2)}►")
    for row in range(_AXIS_ROWS + 2):
        sheet.write(middle, row, "│")
    sheet.write(middle, 0, "▲")
    sheet.write(middle, _AXIS_ROWS + 1, "▼")
    sheet.write(middle, cross, "┼")
    below = _draw_poles(data, sheet)
    _draw_mark(data, sheet)
    top, bottom = data.vertical.left, data.vertical.right
    return (
        *(align_centre(line, room) for line in wrap(one_line(top), room)),
        *sheet.rows(),
        *(align_centre(line, room) for line in wrap(one_line(bottom), room)),
        *(["", *below] if below else []),
        *_unknown_rows(data, width),
    )


def legend(data: Plane, width: int) -> tuple[str, ...]:
    """What the mark is."""
    known = [axis.value is not None for axis in (data.horizontal, data.vertical)]
    if all(known):
        return tuple(wrap(f"{_MARK_SYMBOL} waar je staat", width))
    return tuple(wrap(f"{_PARTIAL_SYMBOL} waar je op deze lijn staat", width)) if any(known) else ()


def _draw_mark(data: Plane, sheet: Canvas) -> None:
    """One mark where both are known; else an open ring on the line that is."""
    across = (
        None if data.horizontal.value is None else 1 + value_to_cell(data.horizontal.value, sheet.width - 2)
    )
    down = _mark_row(data)
    if across is not None and down is not None:
        sheet.write(across, down, _MARK_SYMBOL)
    elif across is not None:
        sheet.write(across, sheet.height // 2, _PARTIAL_SYMBOL)
    elif down is not None:
        sheet.write(sheet.width // 2, down, _PARTIAL_SYMBOL)


def _mark_row(data: Plane) -> int | None:
    """The row of the mark."""
    return None if data.vertical.value is None else 1 + value_to_cell(data.vertical.value, _AXIS_ROWS)


def _draw_poles(data: Plane, sheet: Canvas) -> list[str]:
    """Puts the poles of the lying line at its ends, away from the mark; too long ones come back as rows."""
    first, last, half = one_line(data.horizontal.left), one_line(data.horizontal.right), sheet.width // 2 - 2
    cross, down = sheet.height // 2, _mark_row(data)
    ours, theirs = wrap(first, half), wrap(last, half)
    if max(len(ours), len(theirs)) > _MAX_POLE_ROWS:
        lefts, rights = wrap(f"◄ {first}", sheet.width), wrap(f"{last} ►", sheet.width)
        return [*lefts, *(align_right(line, sheet.width) for line in rights)]
    for lines, place in ((ours, align_left), (theirs, align_right)):
        top = cross - len(lines) if down is not None and down > cross else cross + 1
        for row, line in enumerate(lines, top):
            at = 0 if place is align_left else sheet.width - half
            sheet.write(at, row, place(line, half))
    return []


def _unknown_rows(data: Plane, width: int) -> list[str]:
    """What the picture cannot show, in words."""
    rows: list[str] = []
    for axis, name in ((data.horizontal, "liggende"), (data.vertical, "staande")):
        if axis.value is None:
            known = "weet je het (nog) niet" if axis.is_placed else "staat nog geen teken"
            rows += wrap(f"Op de {name} lijn {known}.", width)
    return ["", *rows] if rows else []
