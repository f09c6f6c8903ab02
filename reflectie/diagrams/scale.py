"""The line between two poles in characters: its signs, its width, and the rows with its poles."""

from collections.abc import Iterable

from reflectie.domain.entry import AnswerState, Trail
from reflectie.domain.field import Aspect, value_to_cell
from reflectie.domain.labels import ASPECT_LABELS, STATE_LABELS
from reflectie.domain.text_layout import align_right, cell_width

# The default fonts of Windows Terminal and xterm have all of these signs, one cell wide.
LEFT_END, RIGHT_END, SCALE_CELL = "├", "┤", "─"

MARK_SIGN, OPEN_MARK_SIGN = "●", "○"
"""A mark on a line, and the place where a mark stood before."""

TRAIL_SIGN = "·"
"""An earlier mark."""

_MIN_POLE_GAP = 2
"""The fewest cells between two poles on the same row."""


def inner_width(width: int) -> int:
    """The cells between the ends of a line of ``width`` cells: odd, so that there is a middle cell."""
    return max((width - 1) // 2 * 2 - 1, 1)


def pole_rows(left: str, right: str, width: int) -> list[str]:
    """Both poles in full above a line of ``width`` cells: on one row when they fit, else on two."""
    gap = width - cell_width(left) - cell_width(right)
    if gap >= _MIN_POLE_GAP:
        return [f"{left}{' ' * gap}{right}"]
    return [left, align_right(right, width)]


SCALE_STYLE, TRAIL_STYLE, MARK_STYLE = "tension-scale", "tension-trail", "tension-mark"
"""The names of the styles of the cells of a line."""


def line_cells(
    width: int,
    mark: int | None = None,
    trail: Iterable[int] = (),
    origin: int | None = None,
    mark_sign: str = MARK_SIGN,
    nature: int | None = None,
) -> list[tuple[str, str]]:
    """The character and the name of the style of each cell.

    ``mark``, ``trail``, ``origin`` and ``nature`` are values. ``origin`` is the place of the mark at an
    earlier question. ``nature`` is the mark by nature; in the cell of ``mark`` it moves one cell aside.
    """
    count = inner_width(width)
    cells = [(SCALE_CELL, SCALE_STYLE)] * count
    for value in trail:
        cells[value_to_cell(value, count)] = (TRAIL_SIGN, TRAIL_STYLE)
    if origin is not None:
        cells[value_to_cell(origin, count)] = (OPEN_MARK_SIGN, TRAIL_STYLE)
    if nature is not None:
        cells[_cell_beside(nature, mark, count)] = (OPEN_MARK_SIGN, MARK_STYLE)
    if mark is not None:
        cells[value_to_cell(mark, count)] = (mark_sign, MARK_STYLE)
    return [(LEFT_END, SCALE_STYLE), *cells, (RIGHT_END, SCALE_STYLE)]


def _cell_beside(value: int, other: int | None, count: int) -> int:
    """The cell of a value; a neighbour when ``other`` has the same cell, so that both can be seen."""
    cell = value_to_cell(value, count)
    if other is None or value_to_cell(other, count) != cell:
        return cell
    is_right = (value > other or cell == 0) and cell < count - 1
    return cell + 1 if is_right else max(cell - 1, 0)


def trail_row(trail: Trail, width: int) -> str:
    """The line of ``width`` cells with the marks of a trail."""
    cells = line_cells(width, trail.value, trail.earlier, nature=trail.nature_value)
    return "".join(sign for sign, _ in cells)


def trail_legend(trails: Iterable[Trail]) -> list[str]:
    """Explain each sign that these trails show on a line, or before it."""
    shown = list(trails)
    signs = (
        (MARK_SIGN, ASPECT_LABELS[Aspect.NOW], any(trail.value is not None for trail in shown)),
        (OPEN_MARK_SIGN, ASPECT_LABELS[Aspect.NATURE], any(t.nature_value is not None for t in shown)),
        (TRAIL_SIGN, "eerder", any(trail.earlier for trail in shown)),
        ("?", STATE_LABELS[AnswerState.UNKNOWN], any(trail.is_unknown for trail in shown)),
    )
    return [f"{sign} {label}" for sign, label, is_shown in signs if is_shown]
