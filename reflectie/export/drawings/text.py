"""Text in cells: folding, padding, and a sheet of cells to draw on."""

from collections.abc import Iterable, Iterator, Sequence

from reflectie.export.cells import cells

_BETWEEN = 3
"""Cells between two columns."""


def one_line(text: str) -> str:
    """A text without line breaks, and without white space that would shift what stands beside it."""
    return " ".join(text.split())


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than ``width`` (at least 2); only a word that is too long is broken."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if cells(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for character in word:
        if cells(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def folded(text: str, width: int, most: int) -> tuple[list[str], bool]:
    """At most ``most`` lines of a text, the last ending in an ellipsis when there was more; whether so."""
    lines = wrap(text, width)
    if len(lines) <= most:
        return lines, False
    kept = lines[:most]
    while kept[-1] and cells(kept[-1]) >= width:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], f"{kept[-1].rstrip()}…"], True


def hanging(first: str, text: str, width: int, rest: str | None = None) -> list[str]:
    """A text behind ``first``, its further lines under its beginning, or behind ``rest``."""
    under = " " * cells(first) if rest is None else rest
    lines = wrap(text, max(width - max(cells(first), cells(under)), 2))
    return [f"{first}{lines[0]}", *(f"{under}{line}" for line in lines[1:])]


def in_columns(texts: Sequence[str], width: int, room: int = 0) -> list[str]:
    """Texts in columns of one width, row after row; ``room`` is what a column takes at least.

    Where no two columns fit they stand under each other.
    """
    size = max([room, *map(cells, texts)]) + _BETWEEN
    count = max((width + _BETWEEN) // size, 1)
    if count == 1:
        return [row for text in texts for row in wrap(text, width)]
    rows = (texts[at : at + count] for at in range(0, len(texts), count))
    return ["".join(left(text, size) for text in row).rstrip() for row in rows]


def left(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def centred(text: str, width: int) -> str:
    before = max(width - cells(text), 0) // 2
    return left(" " * before + text, width)


def paragraphs(parts: Iterable[list[str]]) -> list[str]:
    """Groups of rows with an empty row between them; empty groups are left out."""
    rows: list[str] = []
    for part in parts:
        if part:
            rows += ["", *part] if rows else part
    return rows


class Sheet:
    """A sheet of cells. A character of two cells fills the next one too; nothing is drawn off the sheet."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[" "] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str) -> None:
        if not 0 <= y < self.height:
            return
        row = self._cells[y]
        for character in text:
            size = cells(character)
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

    def at(self, x: int, y: int) -> str:
        inside = 0 <= x < self.width and 0 <= y < self.height
        return self._cells[y][x] if inside else " "

    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self._cells]
