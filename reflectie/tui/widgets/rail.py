"""Draws a line between two poles in one row of cells. No colour, no number, no side that weighs more."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style

from reflectie.domain.rail import cell_of

LEFT_END, RIGHT_END, RAIL, TRAIL, MARK, HOME = "├", "┤", "─", "·", "●", "○"
# All six are drawn by Windows Terminal's and xterm's default fonts and are one cell wide.

RAIL_STYLE, TRAIL_STYLE, MARK_STYLE = "tension-rail", "tension-trail", "tension-mark"


def room_in(width: int) -> int:
    """The cells between the ends of a line that has ``width``: odd, so that the middle is a cell."""
    return max((width - 1) // 2 * 2 - 1, 1)


def draw(
    width: int, mark: int | None = None, trail: Iterable[int] = (), home: int | None = None
) -> list[tuple[str, str]]:
    """The row as (character, style name) for each cell.

    ``mark`` is the place of the sign, ``home`` where it belongs while it is moved away for a moment.
    """
    room = room_in(width)
    cells = [(RAIL, RAIL_STYLE)] * room
    for value in trail:
        cells[cell_of(value, room)] = (TRAIL, TRAIL_STYLE)
    if home is not None:
        cells[cell_of(home, room)] = (HOME, TRAIL_STYLE)
    if mark is not None:
        cells[cell_of(mark, room)] = (MARK, MARK_STYLE)
    return [(LEFT_END, RAIL_STYLE), *cells, (RIGHT_END, RAIL_STYLE)]


def segments(cells: list[tuple[str, str]], styles: dict[str, Style]) -> list[Segment]:
    """The row with its styles; neighbours of one style become one segment."""
    found: list[Segment] = []
    for character, name in cells:
        style = styles[name]
        if found and found[-1].style is style:
            found[-1] = Segment(found[-1].text + character, style)
        else:
            found.append(Segment(character, style))
    return found
