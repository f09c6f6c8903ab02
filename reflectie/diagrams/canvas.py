"""A grid of terminal cells to draw on, and the widths from which a diagram uses two columns."""

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
