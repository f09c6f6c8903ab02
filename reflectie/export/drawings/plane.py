"""Vlak: two lines crossed, and one mark where a person stands on both. No number, no corner that is best."""

from reflectie.domain.rail import cell_of
from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.text import Sheet, centred, left, one_line, right, wrap

_ROWS = 13
"""Rows of the upright line, odd so that the middle is a cell."""
_WIDEST = 75


class Axis(Value):
    """A line with its two poles, and the mark on it (-100 to 100); ``None`` is not known."""

    left: str
    right: str
    value: int | None = None
    is_placed: bool = True


class Plane(Value):
    """The first line lies, the second stands with its left pole on top."""

    lying: Axis
    standing: Axis


def draw(data: Plane, width: int) -> tuple[str, ...]:
    room = (min(width, _WIDEST) - 1) // 2 * 2 + 1
    sheet = Sheet(room, _ROWS + 2)
    middle, cross = room // 2, (_ROWS + 2) // 2
    sheet.put(0, cross, f"◄{'─' * (room - 2)}►")
    for row in range(_ROWS + 2):
        sheet.put(middle, row, "│")
    sheet.put(middle, 0, "▲")
    sheet.put(middle, _ROWS + 1, "▼")
    sheet.put(middle, cross, "┼")
    _mark(data, sheet)
    top, bottom = data.standing.left, data.standing.right
    return (
        *(centred(line, room) for line in wrap(one_line(top), room)),
        *sheet.rows(),
        *(centred(line, room) for line in wrap(one_line(bottom), room)),
        "",
        *_poles(data.lying, room),
        *_words(data, width),
    )


def _mark(data: Plane, sheet: Sheet) -> None:
    """One mark where both are known; else an open ring on the line that is."""
    across = None if data.lying.value is None else 1 + cell_of(data.lying.value, sheet.width - 2)
    down = None if data.standing.value is None else 1 + cell_of(data.standing.value, _ROWS)
    if across is not None and down is not None:
        sheet.put(across, down, "●")
    elif across is not None:
        sheet.put(across, sheet.height // 2, "○")
    elif down is not None:
        sheet.put(sheet.width // 2, down, "○")


def _poles(axis: Axis, room: int) -> list[str]:
    """The poles of the lying line, each under its end; on two rows where they do not fit on one."""
    first, last = f"◄ {one_line(axis.left)}", f"{one_line(axis.right)} ►"
    if cells(first) + cells(last) + 2 <= room:
        return [left(first, room - cells(last)) + last]
    return [*wrap(first, room), *(right(line, room) for line in wrap(last, room))]


def _words(data: Plane, width: int) -> list[str]:
    """What the picture cannot show, in words."""
    rows: list[str] = []
    for axis, name in ((data.lying, "liggende"), (data.standing, "staande")):
        if axis.value is None:
            known = "weet je het (nog) niet" if axis.is_placed else "staat nog geen teken"
            rows += wrap(f"Op de {name} lijn {known}.", width)
    if rows and (data.lying.value is None) != (data.standing.value is None):
        rows += wrap("○ is waar je op de andere lijn staat.", width)
    return ["", *rows] if rows else []
