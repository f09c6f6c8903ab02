"""The line between two poles in characters: its signs, its width, and the rows with its poles."""

from reflectie.domain.text_layout import align_right, cell_width

# The default fonts of Windows Terminal and xterm have all of these signs, one cell wide.
LEFT_END, RIGHT_END, SCALE_CELL = "├", "┤", "─"

MARK_SIGN, OPEN_MARK_SIGN = "●", "○"
"""A mark on a line, and the place where a mark stood before."""

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
