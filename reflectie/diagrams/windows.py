"""Vier vensters: four ways of looking at one situation; a window without an answer stays visibly open.

Source: the four quadrants of Ken Wilber in *Samen bereiken wat niemand alleen lukt* (2022).
"""

from reflectie.diagrams.boxes import OPEN, Box, box_in_one_row, draw_box, is_cut, pad_box
from reflectie.diagrams.canvas import WIDE_WIDTH
from reflectie.domain.text_layout import align_centre, one_line, truncate, wrap
from reflectie.domain.value import Value

_MAX_WIDTH = 110

_GAP = 2


class Windows(Value):
    """The windows, two in each row, and the situation around which they stand; "" when it has no name."""

    windows: tuple[Box, ...]
    about: str = ""


def draw(data: Windows, width: int) -> tuple[str, ...]:
    """Draw the windows around the situation where that fits, else below each other."""
    is_wide = width >= WIDE_WIDTH
    box_width = (min(width, _MAX_WIDTH) - _GAP) // 2 if is_wide else width
    boxes = [draw_box(window, box_width) for window in data.windows]
    about = _about_rows(data, min(width, _MAX_WIDTH))
    if is_wide:
        upper, lower = (_side_by_side(boxes[start : start + 2]) for start in (0, 2))
        rows = [*upper, *(["", *about, ""] if about else []), *lower]
    else:
        rows = [*about, *(row for box in boxes for row in box)]
    return (*rows, *_full_answers(data, box_width, width))


def draw_low(data: Windows, width: int) -> tuple[str, ...]:
    """Draw the windows in seven rows, or a row for each. Long texts are cut."""
    about = truncate(one_line(data.about), width)
    if width < WIDE_WIDTH:
        return (*([about] if about else []), *(box_in_one_row(window, width) for window in data.windows))
    total = min(width, _MAX_WIDTH)
    boxes = [draw_box(window, (total - _GAP) // 2, is_low=True) for window in data.windows]
    middle = [align_centre(about, total).rstrip()] if about else []
    return (*_side_by_side(boxes[:2]), *middle, *_side_by_side(boxes[2:]))


def legend(data: Windows, width: int) -> tuple[str, ...]:
    """Say how many windows are still open."""
    count = sum(window.is_open for window in data.windows)
    if not count:
        return ()
    return tuple(wrap(f"{OPEN} {'één vak' if count == 1 else f'{count} vakken'} nog open", width))


def _about_rows(data: Windows, width: int) -> list[str]:
    return [align_centre(row, width).rstrip() for row in wrap(one_line(data.about), width) if row]


def _side_by_side(boxes: list[list[str]]) -> list[str]:
    height = max(map(len, boxes), default=0)
    padded = (pad_box(box, height) for box in boxes)
    return [(" " * _GAP).join(row) for row in zip(*padded, strict=True)]


def _full_answers(data: Windows, box_width: int, width: int) -> list[str]:
    """Return in full the answers that were cut in their box."""
    rows: list[str] = []
    for window in data.windows:
        if is_cut(window, box_width):
            rows += ["", *wrap(f"{one_line(window.name)}: {one_line(window.answer)}", width)]
    return rows
