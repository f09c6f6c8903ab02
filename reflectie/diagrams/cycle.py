"""Leercyclus: stages in a ring; stages without an answer are marked as open.

Four stages close the ring. Of three, the last side is not drawn: the source does not name it.

Source: the learning cycle in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.diagrams.boxes import OPEN, Box, box_in_one_row, draw_box, is_cut, pad_box
from reflectie.diagrams.canvas import WIDE_WIDTH, Canvas
from reflectie.domain.text_layout import align_centre, hanging_indent, one_line, wrap
from reflectie.domain.value import Value

_MAX_WIDTH = 110

_BOX_GAP = 8

_RETURN_WIDTH = 4
"""Cells of the arrow that leads from the last box of a chain back to the first."""

_RING_SIZE, _ARC_SIZE = 4, 3
"""The number of stages of a whole ring, and of one with a side that is not drawn."""


class Cycle(Value):
    """The stages in the order in which they are gone through."""

    stages: tuple[Box, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the last stage leads back to the first."""
        return len(self.stages) != _ARC_SIZE


def draw(data: Cycle, width: int) -> tuple[str, ...]:
    """Draw three or four stages in a ring where that fits, else all stages in a chain."""
    if not data.stages:
        return ("Er is nog geen cyclus.",)
    is_round = _is_round(data, width)
    box_width = _round_box_width(width) if is_round else width - _RETURN_WIDTH
    boxes = [draw_box(stage, box_width, number) for number, stage in enumerate(data.stages, 1)]
    rows = _round_rows(boxes, box_width, width) if is_round else _chain_rows(boxes, box_width)
    return (*rows, *_full_answers(data, box_width, width))


def draw_low(data: Cycle, width: int) -> tuple[str, ...]:
    """Draw the ring in seven rows, or a row for each stage. Long texts are cut."""
    if not _is_round(data, width):
        return tuple(box_in_one_row(stage, width, number) for number, stage in enumerate(data.stages, 1))
    box_width = _round_box_width(width)
    boxes = [draw_box(stage, box_width, number, is_low=True) for number, stage in enumerate(data.stages, 1)]
    if len(boxes) == _ARC_SIZE:
        return tuple(_arc_rows(boxes, box_width, min(width, _MAX_WIDTH)))
    first, second, third, fourth = boxes
    return (
        *_side_by_side(first, second, "─────►"),
        f"{align_centre('▲', box_width)}{' ' * _BOX_GAP}{align_centre('▼', box_width)}".rstrip(),
        *_side_by_side(fourth, third, "◄─────"),
    )


def legend(data: Cycle, width: int) -> tuple[str, ...]:
    """Name the stages that are still open."""
    if not data.stages:
        return ()
    numbers = [str(number) for number, stage in enumerate(data.stages, 1) if stage.is_open]
    if not numbers:
        return tuple(wrap("Alle stappen hebben woorden.", width))
    listed = " en ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    return tuple(wrap(f"{OPEN} stap {listed} nog open", width))


def _is_round(data: Cycle, width: int) -> bool:
    return len(data.stages) in (_RING_SIZE, _ARC_SIZE) and width >= WIDE_WIDTH


def _round_box_width(width: int) -> int:
    return (min(width, _MAX_WIDTH) - _BOX_GAP) // 2


def _round_rows(boxes: list[list[str]], box_width: int, width: int) -> list[str]:
    if len(boxes) == _ARC_SIZE:
        return _arc_rows(boxes, box_width, min(width, _MAX_WIDTH))
    return _ring_rows(boxes, box_width)


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


def _arc_rows(boxes: list[list[str]], box_width: int, width: int) -> list[str]:
    """Place box 2 on the right, between boxes 1 and 3 on the left, with arrows from 1 to 2 to 3."""
    first, second, third = boxes
    second_top = len(first) - 1
    third_top = second_top + len(second) - 1
    right = width - box_width
    turn = right + box_width // 2
    canvas = Canvas(width, third_top + len(third))
    for x, top, box in ((0, 0, first), (right, second_top, second), (0, third_top, third)):
        for row, text in enumerate(box, top):
            canvas.write(x, row, text)
    # The arrow to box 2 begins at the first text row of box 1; that from box 2 ends at that of box 3.
    canvas.write(box_width, 1, f"{'─' * (turn - box_width)}╮")
    for row in range(2, second_top):
        canvas.write(turn, row, "│")
    canvas.write(turn, second_top - 1, "▼")
    canvas.write(box_width, third_top + 1, f"◄{'─' * (turn - box_width - 1)}╯")
    return canvas.rows()


def _side_by_side(left: list[str], right: list[str], arrow: str) -> list[str]:
    height = max(len(left), len(right))
    middle = [align_centre(arrow if row == height // 2 else "", _BOX_GAP) for row in range(height)]
    rows = zip(pad_box(left, height), middle, pad_box(right, height), strict=True)
    return ["".join(row) for row in rows]


def _chain_rows(boxes: list[list[str]], box_width: int) -> list[str]:
    """Place the boxes below each other, with an arrow on the right from the last back to the first.

    Three boxes are a part of a ring, so that no arrow leads back.
    """
    rows: list[str] = []
    for number, box in enumerate(boxes):
        rows += [align_centre("│", box_width), align_centre("▼", box_width)] if number else []
        rows += box
    if len(boxes) < 2 or len(boxes) == _ARC_SIZE:
        return rows
    first, last = 1, len(rows) - 2
    ends = {first: "◄─╮", last: "──╯"}
    return [f"{row}{ends.get(n, '  │' if first < n < last else '')}" for n, row in enumerate(rows)]


def _full_answers(data: Cycle, box_width: int, width: int) -> list[str]:
    """Return in full the answers that were cut in their box."""
    rows: list[str] = []
    for number, stage in enumerate(data.stages, 1):
        if is_cut(stage, box_width):
            rows += ["", *hanging_indent(f"{number} ", one_line(stage.answer), width)]
    return rows
