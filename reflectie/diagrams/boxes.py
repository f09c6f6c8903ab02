"""Boxes with a name in the border and an answer inside; a box without an answer is visibly open."""

from reflectie.domain.text_layout import (
    align_left,
    cell_width,
    hanging_indent,
    one_line,
    truncate,
    wrap_at_most,
)
from reflectie.domain.value import Value

FILLED, OPEN = "●", "○"

BORDER_WIDTH = 4
"""Cells of the border of a box, left and right together."""

MAX_ANSWER_ROWS = 4
"""Rows of an answer in its box; a longer answer is repeated in full below the diagram."""

LOW_BOX_HEIGHT = 3
"""Rows of a box in a low picture: its borders and one row."""

_OPEN_TEXT = "nog open"


class Box(Value):
    """The content of a box: its name or question, and the answer; ``is_open`` when there is none yet."""

    name: str
    answer: str = ""
    is_open: bool = False


def draw_box(box: Box, width: int, number: int | None = None, is_low: bool = False) -> list[str]:
    """Return a box of ``width`` cells, with a dashed border when it is open.

    A low one has ``LOW_BOX_HEIGHT`` rows, and its name and answer are shortened to fit.
    """
    inner = width - BORDER_WIDTH
    side, line = ("╎", "╌") if box.is_open else ("│", "─")
    heading, name, answer = _heading(box, number), one_line(box.name), one_line(box.answer)
    if is_low:
        name, answer = truncate(name, inner - cell_width(heading) - 2), truncate(answer, inner)
    if answer:
        text_rows, _ = wrap_at_most(answer, inner, MAX_ANSWER_ROWS)
    else:
        text_rows = [_OPEN_TEXT if box.is_open else ""]
    title = f"{line} {heading}{name} "
    if cell_width(title) >= width - 2:  # a name that is too long for the border goes inside the box
        title = ""
        text_rows = [*hanging_indent(heading, name, inner), *(["", *text_rows] if answer else [])]
    body = [f"{side} {align_left(row, inner)} {side}" for row in text_rows]
    return [f"╭{title}{line * (width - 2 - cell_width(title))}╮", *body, f"╰{line * (width - 2)}╯"]


def _heading(box: Box, number: int | None) -> str:
    sign = OPEN if box.is_open else FILLED
    return f"{sign} " if number is None else f"{sign} {number} "


def pad_box(box: list[str], height: int) -> list[str]:
    """Add empty rows at the bottom of a box."""
    side, width = box[1][0], cell_width(box[0]) - 2
    return [*box[:-1], *[f"{side}{' ' * width}{side}"] * (height - len(box)), box[-1]]


def box_in_one_row(box: Box, width: int, number: int | None = None) -> str:
    """Return the name and answer of a box on one row, shortened to fit."""
    answer = one_line(box.answer) or (_OPEN_TEXT if box.is_open else "")
    return truncate(f"{_heading(box, number)}{': '.join(filter(None, (one_line(box.name), answer)))}", width)


def is_cut(box: Box, width: int) -> bool:
    """Return whether the answer is cut in a box of ``width`` cells."""
    return wrap_at_most(one_line(box.answer), width - BORDER_WIDTH, MAX_ANSWER_ROWS)[1]
