"""Rotonde: exits that were taken and exits not taken yet, in driving order.

Traffic enters from below and turns right, so the first exit is the lowest one on the right.
Source: the verb *vertragen* in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from typing import NamedTuple

from reflectie.diagrams.canvas import WIDE_WIDTH
from reflectie.domain.text_layout import align_left, align_right, one_line_or_ellipsis, pack_legend, wrap
from reflectie.domain.value import Value

TAKEN_LABELS = {"taken": "al genomen", "not_yet": "nog niet genomen"}

_WIDE_RING_WIDTH, _NARROW_RING_WIDTH = 11, 5
"""Cells inside the ring."""

_ENTRY_WIDTH = 5
"""Cells of the road below the ring, walls included."""

_ROAD_WIDTH = 6

_MIN_HEIGHT = 3

_ROAD_STROKES, _UNCHOSEN_STROKE = {"taken": "─", "not_yet": "╌"}, "·"

_STROKES = (*_ROAD_STROKES.values(), _UNCHOSEN_STROKE)


class RoundaboutExit(Value):
    """An exit; ``taken`` is ``taken``, ``not_yet``, or empty when nothing was chosen."""

    text: str
    taken: str = ""


class Roundabout(Value):
    """Exits in driving order, with the labels of what can be chosen."""

    exits: tuple[RoundaboutExit, ...]
    taken_labels: tuple[tuple[str, str], ...] = tuple(TAKEN_LABELS.items())


class _Sides(NamedTuple):
    """The rows left and right of the ring, equally many, and the cells that the left ones take."""

    left: list[str]
    right: list[str]
    left_width: int


def draw(data: Roundabout, width: int) -> tuple[str, ...]:
    """Draw the ring with its exits on both sides, or all on the right where the width is small."""
    if not data.exits:
        return ("Er zijn nog geen afslagen.",)
    is_wide = width >= WIDE_WIDTH and len(data.exits) > 1
    ring_width = _WIDE_RING_WIDTH if is_wide else _NARROW_RING_WIDTH
    sides = _sides(data.exits, width - ring_width - 2, is_wide)
    margin = " " * sides.left_width
    before_entry = (ring_width - _ENTRY_WIDTH) // 2
    after_entry = ring_width - _ENTRY_WIDTH - before_entry
    return (
        f"{margin}╭{'─' * ring_width}╮",
        *_ring_rows(sides, ring_width),
        f"{margin}╰{'─' * before_entry}╮   ╭{'─' * after_entry}╯",
        f"{margin}{' ' * (before_entry + 1)}│ ▲ │",
    )


def legend(data: Roundabout, width: int) -> tuple[str, ...]:
    """Return the roads that occur, and the entry."""
    if not data.exits:
        return ()
    used, labels = {exit_.taken for exit_ in data.exits}, dict(data.taken_labels)
    items = [
        f"{stroke * 2}► {labels.get(taken, taken)}"
        for taken, stroke in _ROAD_STROKES.items()
        if taken in used
    ]
    if used - set(_ROAD_STROKES):
        items.append(f"{_UNCHOSEN_STROKE * 2}► niet benoemd")
    return tuple(pack_legend([*items, "▲ jij"], width))


def _sides(exits: tuple[RoundaboutExit, ...], width: int, is_wide: bool) -> _Sides:
    """Lay out the exits beside the ring: up along its right, then down along its left."""
    text_width = width // (2 if is_wide else 1) - _ROAD_WIDTH - 1
    right_count = (len(exits) + 1) // 2 if is_wide else len(exits)
    right = _separate([_right_exit(exit_, text_width) for exit_ in exits[:right_count]][::-1])
    left = _separate([_left_exit(exit_, text_width) for exit_ in exits[right_count:]])
    height = max(len(left), len(right), _MIN_HEIGHT)
    return _Sides(
        left=[*left, *[""] * (height - len(left))],
        right=[*[""] * (height - len(right)), *right],
        left_width=text_width + _ROAD_WIDTH + 1 if is_wide else 0,
    )


def _ring_rows(sides: _Sides, ring_width: int) -> list[str]:
    """Return the rows of the ring with its exits, its island halfway down."""
    island_top = (len(sides.left) - _MIN_HEIGHT) // 2
    island = dict(enumerate(_island(ring_width), island_top))
    rows = []
    for number, (left, right) in enumerate(zip(sides.left, sides.right, strict=True)):
        text = island.get(number, "")
        inside = align_left(" " * ((ring_width - len(text)) // 2) + text, ring_width)
        left_wall = "┤" if left[-1:] in _STROKES else "│"
        right_wall = "├" if right[:1] in _STROKES else "│"
        rows.append(f"{align_right(left, sides.left_width)}{left_wall}{inside}{right_wall}{right}")
    return rows


def _island(ring_width: int) -> tuple[str, str, str]:
    inside = 3 if ring_width == _WIDE_RING_WIDTH else 1
    return f"╭{'─' * inside}╮", f"│{' ' * inside}│", f"╰{'─' * inside}╯"


def _right_exit(exit_: RoundaboutExit, width: int) -> list[str]:
    first, *rest = wrap(one_line_or_ellipsis(exit_.text), width)
    indent = " " * (_ROAD_WIDTH + 1)
    return [f"{_road(exit_)}► {first}", *(f"{indent}{line}" for line in rest)]


def _left_exit(exit_: RoundaboutExit, width: int) -> list[str]:
    first, *rest = wrap(one_line_or_ellipsis(exit_.text), width)
    indent = " " * (_ROAD_WIDTH + 1)
    return [f"{first} ◄{_road(exit_)}", *(f"{line}{indent}" for line in rest)]


def _road(exit_: RoundaboutExit) -> str:
    """Return the road without its arrowhead: solid when taken, dashed when not taken yet."""
    return _ROAD_STROKES.get(exit_.taken, _UNCHOSEN_STROKE) * (_ROAD_WIDTH - 1)


def _separate(roads: list[list[str]]) -> list[str]:
    """Return the rows of all roads with an empty row around each."""
    return [row for road in roads for row in ("", *road)] + [""] if roads else []
