"""Rugzak: the advice that a person carries, and beside it the advice that may be taken out.

Source: worksheet 5, second variant, of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen,
2022).
"""

from itertools import zip_longest

from reflectie.diagrams.canvas import TWO_SIDED_WIDTH
from reflectie.domain.text_layout import (
    align_centre,
    align_left,
    cell_width,
    hanging_indent,
    one_line,
    one_line_or_ellipsis,
    wrap,
)
from reflectie.domain.value import Value

_EMPTY_WIDTH = 22
"""Cells inside an empty rucksack."""

_MAX_INNER_WIDTH = 72

_BORDER_WIDTH = 6
"""Cells of the border and the straps, left and right together."""

_COLUMN_GAP = 3

_MIN_OUTSIDE_WIDTH = 12

_INSIDE_BULLET, _OUTSIDE_BULLET = "▌ ", "▬ "

_ROWS_ABOVE_OPENING = 2


class Advice(Value):
    """A piece of advice, who gave it, and whether it may be taken out."""

    text: str
    giver: str = ""
    is_out: bool = False


class Rucksack(Value):
    """Advice in the order in which it was given."""

    advice: tuple[Advice, ...]
    out_label: str = "mag eruit"


def draw(data: Rucksack, width: int) -> tuple[str, ...]:
    """Draw the rucksack, and beside or below it the advice that may be taken out."""
    inside = [advice for advice in data.advice if not advice.is_out]
    outside = [advice for advice in data.advice if advice.is_out]
    is_wide = width >= TWO_SIDED_WIDTH and bool(outside)
    bag = _bag_rows(inside, min((width * 3 // 5 if is_wide else width) - _BORDER_WIDTH, _MAX_INNER_WIDTH))
    if not outside:
        return tuple(bag)
    if not is_wide:
        return (*bag, "", *_outside_rows(data.out_label, outside, width))
    bag_width = max(map(cell_width, bag)) + _COLUMN_GAP
    # The advice that may come out begins beside the opening, so that it is visible when the rucksack is full.
    beside = [""] * _ROWS_ABOVE_OPENING + _outside_rows(data.out_label, outside, width - bag_width)
    return tuple(
        f"{align_left(left, bag_width)}{right}" for left, right in zip_longest(bag, beside, fillvalue="")
    )


def legend(data: Rucksack, width: int) -> tuple[str, ...]:
    """Return no rows: the picture explains itself."""
    return ()


def _bag_rows(items: list[Advice], max_width: int) -> list[str]:
    """Return the rucksack, as wide as its contents need; the newest advice is on top."""
    longest = max((cell_width(f"{_INSIDE_BULLET}{_full_text(advice)}") for advice in items), default=0)
    width = max(min(longest, max_width), min(_EMPTY_WIDTH, max_width))
    rows = [row for advice in reversed(items) for row in _advice_rows(_INSIDE_BULLET, advice, width)]
    if not items:
        rows = ["", align_centre("nog leeg", width), ""]
    first, *rest = (f"│ {align_left(row, width)} │" for row in rows)
    return [
        *_handle_rows(width),
        f" ╭{'═' * (width + 2)}╮ ",
        f"╭{first}╮",
        *(f"│{row}│" for row in rest),
        f"╰┤ {' ' * width} ├╯",
        f" ╰{'─' * (width + 2)}╯ ",
    ]


def _handle_rows(width: int) -> list[str]:
    """Return the handle and the top edge to which it is attached."""
    handle = width // 3
    before = (width - handle - 2) // 2
    after = width - before - handle - 2
    edge = f"╭{'─' * before}┴{'─' * handle}┴{'─' * after}╮"
    return [align_centre(row, width + _BORDER_WIDTH).rstrip() for row in (f"╭{'─' * handle}╮", edge)]


def _outside_rows(title: str, items: list[Advice], width: int) -> list[str]:
    width = max(width, _MIN_OUTSIDE_WIDTH)
    rows = [row for advice in items for row in _advice_rows(_OUTSIDE_BULLET, advice, width)]
    return [*wrap(f"{title}:", width), "", *rows]


def _advice_rows(bullet: str, advice: Advice, width: int) -> list[str]:
    """Return one piece of advice behind its bullet; the giver's name stays in one piece where it fits."""
    rows = hanging_indent(bullet, one_line_or_ellipsis(advice.text), width)
    giver = one_line(advice.giver)
    if not giver:
        return rows
    if cell_width(f"{rows[-1]} · {giver}") <= width:
        return [*rows[:-1], f"{rows[-1]} · {giver}"]
    return [*rows, *hanging_indent(f"{' ' * cell_width(bullet)}· ", giver, width)]


def _full_text(advice: Advice) -> str:
    giver = one_line(advice.giver)
    return one_line_or_ellipsis(advice.text) + (f" · {giver}" if giver else "")
