"""Vlak: two lines crossed, and one mark where a person stands on both. No number, no corner that is best."""

from reflectie.domain.rail import cell_of
from reflectie.domain.value import Value
from reflectie.export.drawings.text import Sheet, centred, left, one_line, right, wrap

_MARK, _HALF = "●", "○"
_ROWS = 11
"""Rows of the upright line, odd so that the middle is a cell."""
_WIDEST = 75
_MOST = 4
"""Rows that a pole of the lying line takes at most in the picture; a longer one stands below it."""


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
    below = _poles(data, sheet)
    _mark(data, sheet)
    top, bottom = data.standing.left, data.standing.right
    return (
        *(centred(line, room) for line in wrap(one_line(top), room)),
        *sheet.rows(),
        *(centred(line, room) for line in wrap(one_line(bottom), room)),
        *(["", *below] if below else []),
        *_words(data, width),
    )


def legend(data: Plane, width: int) -> tuple[str, ...]:
    """What the mark is."""
    known = [axis.value is not None for axis in (data.lying, data.standing)]
    if all(known):
        return tuple(wrap(f"{_MARK} waar je staat", width))
    return tuple(wrap(f"{_HALF} waar je op deze lijn staat", width)) if any(known) else ()


def _mark(data: Plane, sheet: Sheet) -> None:
    """One mark where both are known; else an open ring on the line that is."""
    across = None if data.lying.value is None else 1 + cell_of(data.lying.value, sheet.width - 2)
    down = _down(data)
    if across is not None and down is not None:
        sheet.put(across, down, _MARK)
    elif across is not None:
        sheet.put(across, sheet.height // 2, _HALF)
    elif down is not None:
        sheet.put(sheet.width // 2, down, _HALF)


def _down(data: Plane) -> int | None:
    """The row of the mark."""
    return None if data.standing.value is None else 1 + cell_of(data.standing.value, _ROWS)


def _poles(data: Plane, sheet: Sheet) -> list[str]:
    """Puts the poles of the lying line at its ends, away from the mark; too long ones come back as rows."""
    first, last, half = one_line(data.lying.left), one_line(data.lying.right), sheet.width // 2 - 2
    cross, down = sheet.height // 2, _down(data)
    ours, theirs = wrap(first, half), wrap(last, half)
    if max(len(ours), len(theirs)) > _MOST:
        lefts, rights = wrap(f"◄ {first}", sheet.width), wrap(f"{last} ►", sheet.width)
        return [*lefts, *(right(line, sheet.width) for line in rights)]
    for lines, place in ((ours, left), (theirs, right)):
        top = cross - len(lines) if down is not None and down > cross else cross + 1
        for row, line in enumerate(lines, top):
            at = 0 if place is left else sheet.width - half
            sheet.put(at, row, place(line, half))
    return []


def _words(data: Plane, width: int) -> list[str]:
    """What the picture cannot show, in words."""
    rows: list[str] = []
    for axis, name in ((data.lying, "liggende"), (data.standing, "staande")):
        if axis.value is None:
            known = "weet je het (nog) niet" if axis.is_placed else "staat nog geen teken"
            rows += wrap(f"Op de {name} lijn {known}.", width)
    return ["", *rows] if rows else []
