"""A line with its two poles and its mark, drawn in plain characters. No number is ever shown."""

from string import ascii_lowercase

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
    """The rows of a line: its caption, both poles whole, and the rail. ``width`` is in cells.

    Others on the line get a letter each, told below the rail.
    """
    above = caption(line.aspect, line.whose, line.day)
    beside = _NOT_KNOWN if line.value is None else ""
    length = max(width - cells(beside), _SHORTEST)
    # With an odd number of cells the middle is a cell of its own, as far from one pole as from the other.
    inner = (length - 1) // 2 * 2 - 1
    rail = ["─"] * inner
    if line.value is not None:
        rail[cell_of(line.value, inner)] = "●"
    legend = _put_others(line, rail)
    row = f"├{''.join(rail)}┤{beside}"
    return (above, *_poles(line.left, line.right, inner + 2), row, *_filled(legend, width))


def _put_others(line: Line, rail: list[str]) -> list[str]:
    """The letters of others on the rail, each in the nearest cell that is free, and whose each is."""
    told = []
    for number, other in enumerate(line.others):
        letter = ascii_lowercase[number % len(ascii_lowercase)]
        if other.value is None:
            letter = "?"
        else:
            place = cell_of(other.value, len(rail))
            free = (cell for cell in range(len(rail)) if rail[cell] == "─")
            rail[min(free, key=lambda cell: abs(cell - place), default=place)] = letter
        told.append(f"{letter} {' '.join(other.whose.split())}")
    return told


def _filled(pieces: list[str], width: int) -> list[str]:
    """Pieces on as few rows as hold them; one that is too long stays whole."""
    rows: list[str] = []
    for piece in pieces:
        if rows and cells(longer := f"{rows[-1]} · {piece}") <= width:
            rows[-1] = longer
        else:
            rows.append(piece)
    return rows


def _poles(left: str, right: str, width: int) -> tuple[str, ...]:
    """Both names whole: on one row when they fit with room between them, else on two."""
    left, right = " ".join(left.split()), " ".join(right.split())
    room = width - cells(left) - cells(right)
    if room >= _GAP:
        return (f"{left}{' ' * room}{right}",)
    return (left, f"{' ' * max(width - cells(right), 0)}{right}")
