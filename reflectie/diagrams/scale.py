"""The line between two poles in characters: its signs, its width, and the rows with its poles."""

from collections.abc import Iterable

from reflectie.domain.entry import AnswerState, Trail
from reflectie.domain.field import Aspect
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
