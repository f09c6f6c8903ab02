"""A grid of terminal cells to draw on, and the widths from which a diagram uses two columns."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from reflectie.domain.text_layout import cell_width, graphemes

WIDE_WIDTH = 64
"""Cells from which boxes, exits or labels stand beside each other."""

TWO_SIDED_WIDTH = 60
"""Cells from which text stands on both sides of an axis, or beside a picture."""


class Canvas:
    """A grid of cells; what falls outside it is not drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        # The second cell of a character of two cells is empty.
        self._cells = [[" "] * width for _ in range(height)]

    def write(self, x: int, y: int, text: str) -> None:
        """Write a text to the right of column ``x`` on row ``y``."""
        if not 0 <= y < self.height:
            return
        row = self._cells[y]
        for cluster in graphemes(text):
            size = cell_width(cluster)
            if not size:
                # A mark without a cell of its own joins the character before it.
                if 0 < x <= self.width:
                    row[x - 1 if row[x - 1] else x - 2] += cluster
                continue
            if x in range(self.width - size + 1):
                row[x] = cluster
                if size == 2:
                    row[x + 1] = ""
            x += size

    def character_at(self, x: int, y: int) -> str:
        """Return what stands in a cell, or a space outside the grid."""
        inside = 0 <= x < self.width and 0 <= y < self.height
        return self._cells[y][x] if inside else " "

    def rows(self) -> list[str]:
        """Return the rows without spaces at their end."""
        return ["".join(row).rstrip() for row in self._cells]


TIE_LABELS = {"close": "hecht", "tense": "gespannen", "broken": "verbroken", "unknown": "weet ik niet"}

_SYMBOLS = {"close": "═", "tense": "≈", "broken": "╳", "unknown": "?"}


class TieStrokes(NamedTuple):
    """The characters of a tie in a graph; ``corners`` are ┌ ┐ └ ┘ in its style."""

    vertical: str
    horizontal: str
    corners: str


_STROKES = {
    "close": TieStrokes("║", "═", "╔╗╚╝"),
    "tense": TieStrokes("≈", "≈", "≈≈≈≈"),
    "broken": TieStrokes("╎", "╌", "╭╮╰╯"),
    "unknown": TieStrokes("┊", "┈", "╭╮╰╯"),
}

_DEFAULT_STROKES = TieStrokes("│", "─", "╭╮╰╯")


def tie_symbol(tie: str) -> str:
    """Return the symbol of a tie, one cell wide; empty when no tie was chosen."""
    return _SYMBOLS.get(tie, "")


def tie_strokes(tie: str) -> TieStrokes:
    """Return the characters with which a graph draws a tie."""
    return _STROKES.get(tie, _DEFAULT_STROKES)


def tie_stroke(tie: str, length: int = 5) -> str:
    """Draw a tie as a stroke between two names on one row."""
    if tie == "broken":
        side = "╌" * ((length - 1) // 2)
        return f"{side}╳{side}"
    if tie == "unknown":
        side = "·" * ((length - 1) // 2)
        return f"{side}?{side}"
    return {"close": "═", "tense": "≈"}.get(tie, "─") * length


def tie_legend(used: Collection[str], labels: Mapping[str, str]) -> list[str]:
    """Return the symbols that occur, each with its label."""
    return [f"{symbol} {labels.get(tie, tie)}" for tie, symbol in _SYMBOLS.items() if tie in used]
