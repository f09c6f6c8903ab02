"""Lay out text in terminal cells: measure, truncate, wrap, align and arrange in columns."""

import unicodedata
from collections.abc import Iterator, Sequence


def cell_width(text: str) -> int:
    """The width of a text in a terminal, in cells."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def truncate(text: str, width: int) -> str:
    """The beginning of a one-line text that fits ``width`` cells, with an ellipsis when something is gone."""
    if cell_width(text) <= width:
        return text
    room, kept = width - 1, ""
    for character in text:
        room -= _character_width(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…" if width > 0 else ""


_COLUMN_GAP = 3
"""Cells between two columns."""


def one_line(text: str) -> str:
    """A text without line breaks, and without white space that would shift what stands beside it."""
    return " ".join(text.split())


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than ``width`` (at least 2); only a word that is too long is broken."""
    lines = [""]
    for word in text.split():
        for piece in _break_word(word, width):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if cell_width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _break_word(word: str, width: int) -> Iterator[str]:
    piece = ""
    for character in word:
        if cell_width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def wrap_at_most(text: str, width: int, most: int) -> tuple[list[str], bool]:
    """At most ``most`` lines of a text, the last ending in an ellipsis when there was more; whether so."""
    lines = wrap(text, width)
    if len(lines) <= most:
        return lines, False
    kept = lines[:most]
    while kept[-1] and cell_width(kept[-1]) >= width:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], f"{kept[-1].rstrip()}…"], True


def hanging_indent(first: str, text: str, width: int, rest: str | None = None) -> list[str]:
    """A text behind ``first``, its further lines under its beginning, or behind ``rest``."""
    under = " " * cell_width(first) if rest is None else rest
    lines = wrap(text, max(width - max(cell_width(first), cell_width(under)), 2))
    return [f"{first}{lines[0]}", *(f"{under}{line}" for line in lines[1:])]


def lay_out_columns(texts: Sequence[str], width: int, room: int = 0) -> list[str]:
    """Texts in columns of one width, row after row; ``room`` is what a column takes at least.

    Where no two columns fit they stand under each other.
    """
    size = max([room, *map(cell_width, texts)]) + _COLUMN_GAP
    count = max((width + _COLUMN_GAP) // size, 1)
    if count == 1:
        return [row for text in texts for row in wrap(text, width)]
    rows = (texts[at : at + count] for at in range(0, len(texts), count))
    return ["".join(align_left(text, size) for text in row).rstrip() for row in rows]


def align_left(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def align_right(text: str, width: int) -> str:
    return " " * (width - cell_width(text)) + text


def align_centre(text: str, width: int) -> str:
    before = max(width - cell_width(text), 0) // 2
    return align_left(" " * before + text, width)


def pack_legend(signs: list[str], width: int) -> list[str]:
    """Signs with their words, as many on a row as fit."""
    rows: list[str] = []
    for sign in signs:
        if rows and cell_width(rows[-1]) + cell_width(sign) + 3 <= width:
            rows[-1] += f"   {sign}"
        else:
            rows += wrap(sign, width)
    return rows


def fold_lines(text: str, width: int | None, indent: str = "") -> Iterator[str]:
    """The lines of a text, folded at spaces where they do not fit; a word that is too long stays whole."""
    room = None if width is None else max(width - len(indent), 10)
    for line in text.split("\n"):
        for piece in _fold_line(line, room):
            yield f"{indent}{piece}".rstrip()


def _fold_line(line: str, room: int | None) -> Iterator[str]:
    if room is None or cell_width(line) <= room:
        yield line
        return
    piece = ""
    for word in line.split(" "):
        longer = f"{piece} {word}" if piece else word
        if piece and cell_width(longer) > room:
            yield piece
            longer = word
        piece = longer
    yield piece
