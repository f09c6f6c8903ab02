"""A line with its two poles and its mark, drawn in plain characters. No number is ever shown."""

from reflectie.domain.entry import State
from reflectie.domain.rail import cell_of
from reflectie.export.blocks import Line
from reflectie.export.cells import cells, cut
from reflectie.export.words import STATES, caption

__all__ = ["WIDTH", "cells", "cut", "drawn"]

WIDTH = 60
_SHORTEST = 15
_GAP = 2
_NOT_KNOWN = f"  ?  {STATES[State.UNKNOWN]}"


def drawn(line: Line, width: int = WIDTH) -> tuple[str, ...]:
    """The rows of a line: its caption, both poles whole, and the rail. ``width`` is in cells."""
    above = caption(line.aspect, line.whose, line.day)
    beside = _NOT_KNOWN if line.value is None else ""
    length = max(width - cells(beside), _SHORTEST)
    # With an odd number of cells the middle is a cell of its own, as far from one pole as from the other.
    inner = (length - 1) // 2 * 2 - 1
    rail = "─" * inner
    if line.value is not None:
        place = cell_of(line.value, inner)
        rail = f"{rail[:place]}●{rail[place + 1 :]}"
    return (above, *_poles(line.left, line.right, inner + 2), f"├{rail}┤{beside}")


def _poles(left: str, right: str, width: int) -> tuple[str, ...]:
    """Both names whole: on one row when they fit with room between them, else on two."""
    left, right = " ".join(left.split()), " ".join(right.split())
    room = width - cells(left) - cells(right)
    if room >= _GAP:
        return (f"{left}{' ' * room}{right}",)
    return (left, f"{' ' * max(width - cells(right), 0)}{right}")
