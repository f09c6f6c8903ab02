"""A grid of terminal cells, the widths from which diagrams use two columns, and the characters of ties."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from reflectie.domain.text_layout import cell_width, graphemes

WIDE_WIDTH = 64
"""Cells from which boxes, exits or labels stand beside each other."""

TWO_SIDED_WIDTH = 60
"""Cells from which text stands on both sides of an axis, or beside a picture."""


class Canvas:
    """A grid of cells. What is written outside it is ignored."""

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


class TieCharacters(NamedTuple):
    """The characters that draw a tie in a graph; ``corners`` are ┌ ┐ └ ┘ in its style."""

    vertical: str
    horizontal: str
    corners: str


_CHARACTERS = {
    "close": TieCharacters("║", "═", "╔╗╚╝"),
    "tense": TieCharacters("≈", "≈", "≈≈≈≈"),
    "broken": TieCharacters("╎", "╌", "╭╮╰╯"),
    "unknown": TieCharacters("┊", "┈", "╭╮╰╯"),
}

_DEFAULT_CHARACTERS = TieCharacters("│", "─", "╭╮╰╯")


def tie_symbol(tie: str) -> str:
    """Return the symbol of a tie, one cell wide; empty when no tie was chosen."""
    return _SYMBOLS.get(tie, "")


def tie_characters(tie: str) -> TieCharacters:
    """Return the characters that draw a tie in a graph."""
    return _CHARACTERS.get(tie, _DEFAULT_CHARACTERS)


def draw_tie(tie: str, length: int) -> str:
    """Return a tie as a line of ``length`` cells between two names on one row."""
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
