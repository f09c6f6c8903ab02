"""Leercyclus: four stages in a ring; stages without an answer are marked as open.

Source: the learning cycle in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.diagrams.canvas import WIDE_WIDTH
from reflectie.domain.text_layout import (
    align_centre,
    align_left,
    cell_width,
    hanging_indent,
    one_line,
    wrap,
    wrap_at_most,
)
from reflectie.domain.value import Value

FILLED, OPEN = "●", "○"

_MAX_WIDTH = 110

_BOX_GAP = 8

_BORDER_WIDTH = 4
"""Cells of the border of a box, left and right together."""

_RETURN_WIDTH = 4
"""Cells of the arrow that leads from the last box of a chain back to the first."""

_OPEN_TEXT = "nog open"

_MAX_ANSWER_ROWS = 4
"""Rows of an answer in its box; a longer answer is repeated in full below the diagram."""


class CycleStage(Value):
    """One stage: its name or question, and the answer; ``is_open`` when there is none yet."""

    name: str
    answer: str = ""
    is_open: bool = False


class Cycle(Value):
    """The stages in the order in which they are gone through."""

    stages: tuple[CycleStage, ...]


def draw(data: Cycle, width: int) -> tuple[str, ...]:
    """Draw four stages in a ring where that fits, else all stages in a chain."""
    if not data.stages:
        return ("Er is nog geen cyclus.",)
    is_ring = len(data.stages) == 4 and width >= WIDE_WIDTH
    box_width = (min(width, _MAX_WIDTH) - _BOX_GAP) // 2 if is_ring else width - _RETURN_WIDTH
    text_width = box_width - _BORDER_WIDTH
    boxes = [_box(number, stage, text_width) for number, stage in enumerate(data.stages, 1)]
    rows = _ring_rows(boxes, box_width) if is_ring else _chain_rows(boxes, box_width)
    return (*rows, *_full_answers(data, text_width, width))


def legend(data: Cycle, width: int) -> tuple[str, ...]:
    """Name the stages that are still open."""
    if not data.stages:
        return ()
    numbers = [str(number) for number, stage in enumerate(data.stages, 1) if stage.is_open]
    if not numbers:
        return tuple(wrap("Alle stappen hebben woorden.", width))
    listed = " en ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    return tuple(wrap(f"{OPEN} stap {listed} nog open", width))


def _box(number: int, stage: CycleStage, width: int) -> list[str]:
    """Return a stage in a box, with a dashed border when it is open."""
    side, line = ("╎", "╌") if stage.is_open else ("│", "─")
    heading = f"{OPEN if stage.is_open else FILLED} {number} "
    name, answer = one_line(stage.name), one_line(stage.answer)
    if answer:
        text_rows, _ = wrap_at_most(answer, width, _MAX_ANSWER_ROWS)
    else:
        text_rows = [_OPEN_TEXT if stage.is_open else ""]
    title = f"{line} {heading}{name} "
    if cell_width(title) >= width + 2:  # a name that is too long for the border goes inside the box
        title = ""
        text_rows = [*hanging_indent(heading, name, width), *(["", *text_rows] if answer else [])]
    body = [f"{side} {align_left(row, width)} {side}" for row in text_rows]
    return [f"╭{title}{line * (width + 2 - cell_width(title))}╮", *body, f"╰{line * (width + 2)}╯"]


def _ring_rows(boxes: list[list[str]], box_width: int) -> list[str]:
    """Place boxes 1 and 2 above boxes 4 and 3, with arrows in the order of the stages."""
    first, second, third, fourth = boxes
    line = align_centre("│", box_width)
    return [
        *_side_by_side(first, second, "─────►"),
        f"{align_centre('▲', box_width)}{' ' * _BOX_GAP}{line}".rstrip(),
        f"{line}{' ' * _BOX_GAP}{align_centre('▼', box_width)}".rstrip(),
        *_side_by_side(fourth, third, "◄─────"),
    ]


def _side_by_side(left: list[str], right: list[str], arrow: str) -> list[str]:
    height = max(len(left), len(right))
    middle = [align_centre(arrow if row == height // 2 else "", _BOX_GAP) for row in range(height)]
    rows = zip(_pad_box(left, height), middle, _pad_box(right, height), strict=True)
    return ["".join(row) for row in rows]


def _pad_box(box: list[str], height: int) -> list[str]:
    """Add empty rows at the bottom of a box."""
    side, width = box[1][0], cell_width(box[0]) - 2
    return [*box[:-1], *[f"{side}{' ' * width}{side}"] * (height - len(box)), box[-1]]


def _chain_rows(boxes: list[list[str]], box_width: int) -> list[str]:
    """Place the boxes below each other, with an arrow on the right from the last back to the first."""
    rows: list[str] = []
    for number, box in enumerate(boxes):
        rows += [align_centre("│", box_width), align_centre("▼", box_width)] if number else []
        rows += box
    if len(boxes) < 2:
        return rows
    first, last = 1, len(rows) - 2
    ends = {first: "◄─╮", last: "──╯"}
    return [f"{row}{ends.get(n, '  │' if first < n < last else '')}" for n, row in enumerate(rows)]


def _full_answers(data: Cycle, text_width: int, width: int) -> list[str]:
    """Return in full the answers that were cut in their box."""
    rows: list[str] = []
    for number, stage in enumerate(data.stages, 1):
        answer = one_line(stage.answer)
        _, is_cut = wrap_at_most(answer, text_width, _MAX_ANSWER_ROWS)
        rows += ["", *hanging_indent(f"{number} ", answer, width)] if is_cut else []
    return rows
