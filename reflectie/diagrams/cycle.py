"""Leercyclus: four stages in a ring; stages without an answer are marked as open.

Source: the learning cycle in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

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

_MIN_WIDE_WIDTH = 64
"""Cells from which two places stand side by side."""

_BOX_GAP = 8

_OPEN_TEXT = "nog open"

_MAX_ANSWER_ROWS = 4
"""Rows that one's own words take at most in the ring; beyond that they stand whole below it."""


class CycleStage(Value):
    """One step of the cycle: its name or question, and what was said there. ``is_open`` when nothing was."""

    name: str
    answer: str = ""
    is_open: bool = False


class Cycle(Value):
    """The places in the order in which they are walked."""

    stages: tuple[CycleStage, ...]


def draw(data: Cycle, width: int) -> tuple[str, ...]:
    if not data.stages:
        return ("Er is nog geen cyclus.",)
    if len(data.stages) == 4 and width >= _MIN_WIDE_WIDTH:
        room = (min(width, 110) - _BOX_GAP) // 2 - 4
        rows = _ring_rows([_box(n, place, room) for n, place in enumerate(data.stages, 1)], room + 4)
    else:
        room = width - 8
        rows = _chain_rows([_box(n, place, room) for n, place in enumerate(data.stages, 1)], room + 4)
    return (*rows, *_full_answers(data, room, width))


def legend(data: Cycle, width: int) -> tuple[str, ...]:
    """In words what the signs say."""
    if not data.stages:
        return ()
    still = [str(number) for number, place in enumerate(data.stages, 1) if place.is_open]
    if not still:
        return tuple(wrap("Alle stappen hebben woorden.", width))
    names = " en ".join(filter(None, (", ".join(still[:-1]), still[-1])))
    return tuple(wrap(f"{OPEN} stap {names} nog open", width))


def _box(number: int, place: CycleStage, room: int) -> list[str]:
    """A place in a frame: unbroken when something was said there, of dashes when it is open."""
    side, line = ("╎", "╌") if place.is_open else ("│", "─")
    sign, name, said = (
        f"{OPEN if place.is_open else FILLED} {number} ",
        one_line(place.name),
        one_line(place.answer),
    )
    words = wrap_at_most(said, room, _MAX_ANSWER_ROWS)[0] if said else [_OPEN_TEXT if place.is_open else ""]
    title = f"{line} {sign}{name} "
    if cell_width(title) >= room + 2:  # a name that does not fit in the frame stands under it
        title, words = "", [*hanging_indent(sign, name, room), *(["", *words] if said else [])]
    body = [f"{side} {align_left(row, room)} {side}" for row in words]
    return [f"╭{title}{line * (room + 2 - cell_width(title))}╮", *body, f"╰{line * (room + 2)}╯"]


def _ring_rows(boxes: list[list[str]], size: int) -> list[str]:
    """1 and 2 above, 4 and 3 below, with the way from each to the next."""
    one, two, three, four = boxes
    down = align_centre("│", size)
    return [
        *_side_by_side(one, two, size, "─────►"),
        f"{align_centre('▲', size)}{' ' * _BOX_GAP}{down}".rstrip(),
        f"{down}{' ' * _BOX_GAP}{align_centre('▼', size)}".rstrip(),
        *_side_by_side(four, three, size, "◄─────"),
    ]


def _side_by_side(ours: list[str], theirs: list[str], size: int, way: str) -> list[str]:
    height = max(len(ours), len(theirs))
    ours, theirs = (_pad_box(box, height) for box in (ours, theirs))
    middle = [align_centre(way if n == height // 2 else "", _BOX_GAP) for n in range(height)]
    return [f"{mine}{gap}{other}" for mine, gap, other in zip(ours, middle, theirs, strict=True)]


def _pad_box(box: list[str], height: int) -> list[str]:
    """The box with empty rows above its floor."""
    side, room = box[1][0], cell_width(box[0]) - 2
    return [*box[:-1], *[f"{side}{' ' * room}{side}"] * (height - len(box)), box[-1]]


def _chain_rows(boxes: list[list[str]], size: int) -> list[str]:
    """The places under each other, and on the right the way back to the first."""
    rows: list[str] = []
    for number, box in enumerate(boxes):
        rows += [align_centre("│", size), align_centre("▼", size)] if number else []
        rows += box
    if len(boxes) < 2:
        return rows
    first, last = 1, len(rows) - 2
    ends = {first: "◄─╮", last: "──╯"}
    return [f"{row}{ends.get(n, '  │' if first < n < last else '')}" for n, row in enumerate(rows)]


def _full_answers(data: Cycle, room: int, width: int) -> list[str]:
    """What did not fit in the ring, whole."""
    rows: list[str] = []
    for number, place in enumerate(data.stages, 1):
        if wrap_at_most(one_line(place.answer), room, _MAX_ANSWER_ROWS)[1]:
            rows += ["", *hanging_indent(f"{number} ", one_line(place.answer), width)]
    return rows
