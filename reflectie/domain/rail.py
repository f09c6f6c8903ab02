"""From a place on a line to a cell on a screen and back; what is kept never depends on the width."""

from reflectie.domain.field import HIGH, LOW

COARSE = 20
"""A coarse step: a tenth of the line."""

GLIMPSE = 24
"""How far ``explore`` moves a mark: a little, yet enough to see."""


def cell_of(value: int, width: int) -> int:
    """The cell (0 to ``width - 1``) in which a value stands."""
    return round((value - LOW) / (HIGH - LOW) * (width - 1))


def value_of(cell: int, width: int) -> int:
    """The value in the middle of a cell; the outermost cells are the poles themselves."""
    cell = min(max(cell, 0), width - 1)
    return round(LOW + cell / (width - 1) * (HIGH - LOW)) if width > 1 else 0


def nudged(value: int, direction: int, width: int) -> int:
    """The value one visible cell further to the left (-1) or the right (1)."""
    here = cell_of(value, width)
    moved = value_of(here + direction, width)
    # Two cells may round to one value on a line wider than the values there are.
    return bounded(moved if moved != value else value + direction)


def leapt(value: int, direction: int, width: int) -> int:
    """The value a coarse step further, at least one visible cell."""
    moved = bounded(value + direction * COARSE)
    return moved if cell_of(moved, width) != cell_of(value, width) else nudged(value, direction, width)


def bounded(value: int) -> int:
    return min(max(value, LOW), HIGH)
