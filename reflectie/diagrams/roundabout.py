"""Rotonde: exits that were taken and exits not taken yet, in driving order.

Traffic enters from below and turns right, so the first exit is the lowest one on the right.
Source: the verb *vertragen* in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

from reflectie.domain.text_layout import align_left, align_right, one_line, pack_legend, wrap
from reflectie.domain.value import Value

TAKEN_LABELS = {"taken": "al genomen", "not_yet": "nog niet genomen"}

_MIN_WIDE_WIDTH = 64
"""Cells from which exits stand on both sides."""

_RING_WIDTH = 11

_ROAD_WIDTH = 6

_ROAD_STROKES, _UNCHOSEN_STROKE = {"taken": "─", "not_yet": "╌"}, "·"

_STROKES = (*_ROAD_STROKES.values(), _UNCHOSEN_STROKE)


class RoundaboutExit(Value):
    """An exit; ``taken`` is ``taken``, ``not_yet``, or empty where nothing was chosen."""

    text: str
    taken: str = ""


class Roundabout(Value):
    """Exits in the order in which one passes them; ``words`` say what can be chosen."""

    exits: tuple[RoundaboutExit, ...]
    taken_labels: tuple[tuple[str, str], ...] = tuple(TAKEN_LABELS.items())


def draw(data: Roundabout, width: int) -> tuple[str, ...]:
    if not data.exits:
        return ("Er zijn nog geen afslagen.",)
    is_wide = width >= _MIN_WIDE_WIDTH and len(data.exits) > 1
    ring = _RING_WIDTH if is_wide else 5
    room = (width - ring - 2) // (2 if is_wide else 1) - _ROAD_WIDTH - 1
    half = (len(data.exits) + 1) // 2 if is_wide else len(data.exits)
    first = [_exit_rows(exit_, room, rightward=True) for exit_ in data.exits[:half]]
    last = [_exit_rows(exit_, room, rightward=False) for exit_ in data.exits[half:]]
    # Right from the bottom up, then left from the top down.
    rights = _separate_roads(first[::-1])
    lefts = _separate_roads(last)
    height = max(len(rights), len(lefts), 3)
    rights, lefts = ([*side, *[""] * (height - len(side))] for side in (_pad_top(rights, height), lefts))
    space = room + _ROAD_WIDTH + 1 if is_wide else 0
    rows = [f"{' ' * space}╭{'─' * ring}╮"]
    for number, (ours, theirs) in enumerate(zip(lefts, rights, strict=True)):
        island = dict(enumerate(_island(ring), (height - 3) // 2)).get(number, "")
        walls = ("┤" if ours[-1:] in _STROKES else "│", _wall_symbol(theirs))
        rows.append(f"{align_right(ours, space)}{walls[0]}{_island_row(island, ring)}{walls[1]}{theirs}")
    before = (ring - 5) // 2
    rows.append(f"{' ' * space}╰{'─' * before}╮   ╭{'─' * (ring - 5 - before)}╯")
    rows.append(f"{' ' * (space + before + 1)}│ ▲ │")
    return tuple(rows)


def legend(data: Roundabout, width: int) -> tuple[str, ...]:
    """The roads that occur, and where one comes in."""
    if not data.exits:
        return ()
    used, words = {exit_.taken for exit_ in data.exits}, dict(data.taken_labels)
    kinds = [
        f"{line * 2}► {words.get(taken, taken)}" for taken, line in _ROAD_STROKES.items() if taken in used
    ]
    if used - set(_ROAD_STROKES):
        kinds.append(f"{_UNCHOSEN_STROKE * 2}► niet benoemd")
    return tuple(pack_legend([*kinds, "▲ jij"], width))


def _island(ring: int) -> tuple[str, str, str]:
    inside = 3 if ring == _RING_WIDTH else 1
    return f"╭{'─' * inside}╮", f"│{' ' * inside}│", f"╰{'─' * inside}╯"


def _island_row(island: str, ring: int) -> str:
    before = (ring - len(island)) // 2
    return align_left(" " * before + island, ring)


def _wall_symbol(road: str) -> str:
    return "├" if road[:1] in _STROKES else "│"


def _pad_top(rows: list[str], height: int) -> list[str]:
    return [""] * (height - len(rows)) + rows


def _exit_rows(exit_: RoundaboutExit, room: int, rightward: bool) -> list[str]:
    """The road of an exit and its name: an unbroken arrow when taken, dashes when not yet."""
    lines = wrap(one_line(exit_.text) or "…", room)
    line = _ROAD_STROKES.get(exit_.taken, _UNCHOSEN_STROKE)
    if rightward:
        first = f"{line * (_ROAD_WIDTH - 1)}► {lines[0]}"
        return [first, *(f"{' ' * (_ROAD_WIDTH + 1)}{text}" for text in lines[1:])]
    return [
        f"{lines[0]} ◄{line * (_ROAD_WIDTH - 1)}",
        *(f"{text}{' ' * (_ROAD_WIDTH + 1)}" for text in lines[1:]),
    ]


def _separate_roads(roads: list[list[str]]) -> list[str]:
    """Roads with an empty row before each, so that they read apart."""
    return [row for road in roads for row in ("", *road)] + [""] if roads else []
