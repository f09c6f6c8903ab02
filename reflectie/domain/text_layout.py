"""Lay out text in terminal cells: measure, truncate, wrap, align and arrange in columns."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

_COLUMN_GAP = 3
"""Cells between two columns."""

_MIN_FOLD_WIDTH = 10

# Printable ASCII, Latin letters, dashes, quotation marks, and the box and block characters of the diagrams.
_ONE_CELL_EACH = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2211\u2500-\u25fc]*")


def cell_width(text: str) -> int:
    """Return the width of a text in a terminal, in cells; control characters take none."""
    if _ONE_CELL_EACH.fullmatch(text):
        return len(text)
    measure, _ = _wcwidth()
    return measure(text)


def graphemes(text: str) -> Iterator[str]:
    """Split a text into grapheme clusters: what a reader sees as one character."""
    if _ONE_CELL_EACH.fullmatch(text):
        return iter(text)
    _, split = _wcwidth()
    return split(text)


@cache
def _wcwidth() -> tuple[Callable[[str], int], Callable[[str], Iterator[str]]]:
    """Return what measures a text and what splits it into graphemes."""
    from wcwidth import iter_graphemes, width  # takes some 40 ms to load, and most texts do not need it

    return partial(width, control_codes="ignore"), iter_graphemes


def one_line(text: str) -> str:
    """Replace each run of white space, line breaks included, by one space."""
    return " ".join(text.split())


def one_line_or_ellipsis(text: str) -> str:
    """Return a text on one line; an ellipsis when it is blank."""
    return one_line(text) or "…"


def truncate(text: str, width: int) -> str:
    """Cut a one-line text to ``width`` cells, ending in an ellipsis when something was cut."""
    if cell_width(text) <= width:
        return text
    start, used = "", 0
    for cluster in graphemes(text):
        used += cell_width(cluster)
        if used > width - 1:
            break
        start += cluster
    return f"{start.rstrip()}…" if width > 0 else ""


def skip_to_show(text: str, end: int, width: int) -> int:
    """Return how many characters to leave out before a one-line text, so that ``text[:end]`` is in view.

    What is left out ends at a space, so that no word is cut. It leaves room for the ellipsis that stands
    for it and the one after the text, as in ``truncate``. 0 when the text fits from its beginning.
    """
    if cell_width(text[:end]) <= width - 1:
        return 0
    starts = (number + 1 for number, sign in enumerate(text[:end]) if sign == " ")
    return next((start for start in starts if cell_width(text[start:end]) <= width - 2), 0)


def pack_into_rows(pieces: Iterable[str], width: int, separator: str) -> list[str]:
    """Put as many pieces on each row as fit in ``width`` cells; a piece that is too long stays whole."""
    rows: list[str] = []
    for piece in pieces:
        if not rows or (rows[-1] and cell_width(f"{rows[-1]}{separator}{piece}") > width):
            rows.append(piece)
        else:
            rows[-1] = f"{rows[-1]}{separator}{piece}" if rows[-1] else piece
    return rows


def flow_layout(widths: Iterable[int], width: int, gap: int) -> list[list[int]]:
    """Arrange items of these widths on rows of ``width`` cells; return the numbers of the items per row."""
    rows: list[list[int]] = []
    end = 0
    for number, item_width in enumerate(widths):
        if not rows or end + gap + item_width > width:
            rows.append([])
            end = -gap
        rows[-1].append(number)
        end += gap + item_width
    return rows


def wrap(text: str, width: int) -> list[str]:
    """Wrap a text at ``width`` cells (at least 2), collapsing white space; break a word that is too long."""
    pieces = (piece for word in text.split() for piece in _break_word(word, width))
    return pack_into_rows(pieces, width, " ") or [""]


def _break_word(word: str, width: int) -> Iterator[str]:
    piece = ""
    for cluster in graphemes(word):
        if cell_width(piece + cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def wrap_at_most(text: str, width: int, max_lines: int) -> tuple[list[str], bool]:
    """Wrap a text to at most ``max_lines`` lines, ending in an ellipsis if cut; return whether it was cut."""
    lines = wrap(text, width)
    if len(lines) <= max_lines:
        return lines, False
    return [*lines[: max_lines - 1], truncate(f"{lines[max_lines - 1]}…", width)], True


def fold_lines(text: str, width: int | None, indent: str = "") -> Iterator[str]:
    """Fold the lines of a text at spaces, keeping its line breaks; a word that is too long stays whole.

    Without a ``width`` no line is folded.
    """
    inner_width = None if width is None else max(width - len(indent), _MIN_FOLD_WIDTH)
    for line in text.split("\n"):
        fits = inner_width is None or cell_width(line) <= inner_width
        for row in [line] if fits else pack_into_rows(line.split(" "), inner_width or 0, " "):
            yield f"{indent}{row}".rstrip()


def hanging_indent(first: str, text: str, width: int, rest: str | None = None) -> list[str]:
    """Wrap a text behind ``first``, its further lines behind ``rest`` or as many spaces."""
    following = " " * cell_width(first) if rest is None else rest
    lines = wrap(text, max(width - max(cell_width(first), cell_width(following)), 2))
    return [f"{first}{lines[0]}", *(f"{following}{line}" for line in lines[1:])]


def lay_out_columns(texts: Sequence[str], width: int, min_column_width: int = 0) -> list[str]:
    """Arrange texts row by row in columns of equal width, in a single one when two do not fit."""
    column_width = max([min_column_width, *map(cell_width, texts)]) + _COLUMN_GAP
    count = max((width + _COLUMN_GAP) // column_width, 1)
    if count == 1:
        return [row for text in texts for row in wrap(text, width)]
    rows = (texts[start : start + count] for start in range(0, len(texts), count))
    return ["".join(align_left(text, column_width) for text in row).rstrip() for row in rows]


def pack_legend(items: Iterable[str], width: int) -> list[str]:
    """Arrange the items of a legend, as many on a row as fit; an item that is too long is wrapped."""
    return pack_into_rows((line for item in items for line in wrap(item, width)), width, "   ")


def after_blank_row(rows: Iterable[str]) -> list[str]:
    """Return the rows with a blank row before them, or no rows when there are none."""
    rows = list(rows)
    return ["", *rows] if rows else []


def align_left(text: str, width: int) -> str:
    """Pad a text on the right to ``width`` cells."""
    return text + " " * (width - cell_width(text))


def align_right(text: str, width: int) -> str:
    """Pad a text on the left to ``width`` cells."""
    return " " * (width - cell_width(text)) + text


def align_centre(text: str, width: int) -> str:
    """Pad a text on both sides to ``width`` cells."""
    left = max(width - cell_width(text), 0) // 2
    return align_left(" " * left + text, width)
