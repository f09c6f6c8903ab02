"""A grid of terminal cells to draw on."""

from reflectie.domain.text_layout import cell_width


class Canvas:
    """A sheet of cells. A character of two cells fills the next one too; nothing is drawn off the sheet."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[" "] * width for _ in range(height)]

    def write(self, x: int, y: int, text: str) -> None:
        if not 0 <= y < self.height:
            return
        row = self._cells[y]
        for character in text:
            size = cell_width(character)
            if not size:
                # What joins the character before it takes no cell of its own.
                if 0 < x <= self.width:
                    row[x - 1 if row[x - 1] else x - 2] += character
                continue
            if x in range(self.width - size + 1):
                row[x] = character
                if size == 2:
                    row[x + 1] = ""
            x += size

    def character_at(self, x: int, y: int) -> str:
        inside = 0 <= x < self.width and 0 <= y < self.height
        return self._cells[y][x] if inside else " "

    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self._cells]
