"""Rotonde: the exits that were taken and those not yet, in the order in which one passes them.

One comes in from below and drives round to the right: the first exit is the lowest one on the right.
Source: the verb *vertragen* in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.domain.value import Value
from reflectie.export.drawings.text import left, one_line, right, wrap
from reflectie.export.drawings.ties import rows_of_signs

TAKEN_WORDS = {"taken": "al genomen", "not_yet": "nog niet genomen"}
_WIDE = 64
"""Cells from which exits stand on both sides."""
_INSIDE = 11
_ROAD = 6
_ROADS, _OPEN = {"taken": "─", "not_yet": "╌"}, "·"
_LINES = (*_ROADS.values(), _OPEN)


class Exit(Value):
    """An exit; ``taken`` is ``taken``, ``not_yet``, or empty where nothing was chosen."""

    what: str
    taken: str = ""


class Roundabout(Value):
    """Exits in the order in which one passes them; ``words`` say what can be chosen."""

    exits: tuple[Exit, ...]
    words: tuple[tuple[str, str], ...] = tuple(TAKEN_WORDS.items())


def draw(data: Roundabout, width: int) -> tuple[str, ...]:
    if not data.exits:
        return ("Er zijn nog geen afslagen.",)
    is_wide = width >= _WIDE and len(data.exits) > 1
    ring = _INSIDE if is_wide else 5
    room = (width - ring - 2) // (2 if is_wide else 1) - _ROAD - 1
    half = (len(data.exits) + 1) // 2 if is_wide else len(data.exits)
    first = [_road(exit_, room, rightward=True) for exit_ in data.exits[:half]]
    last = [_road(exit_, room, rightward=False) for exit_ in data.exits[half:]]
    # Right from the bottom up, then left from the top down.
    rights = _spaced(first[::-1])
    lefts = _spaced(last)
    height = max(len(rights), len(lefts), 3)
    rights, lefts = ([*side, *[""] * (height - len(side))] for side in (_low(rights, height), lefts))
    space = room + _ROAD + 1 if is_wide else 0
    rows = [f"{' ' * space}╭{'─' * ring}╮"]
    for number, (ours, theirs) in enumerate(zip(lefts, rights, strict=True)):
        island = dict(enumerate(_island(ring), (height - 3) // 2)).get(number, "")
        walls = ("┤" if ours[-1:] in _LINES else "│", _wall(theirs))
        rows.append(f"{right(ours, space)}{walls[0]}{_middle(island, ring)}{walls[1]}{theirs}")
    before = (ring - 5) // 2
    rows.append(f"{' ' * space}╰{'─' * before}╮   ╭{'─' * (ring - 5 - before)}╯")
    rows.append(f"{' ' * (space + before + 1)}│ ▲ │")
    return tuple(rows)


def legend(data: Roundabout, width: int) -> tuple[str, ...]:
    """The roads that occur, and where one comes in."""
    if not data.exits:
        return ()
    used, words = {exit_.taken for exit_ in data.exits}, dict(data.words)
    kinds = [f"{line * 2}► {words.get(taken, taken)}" for taken, line in _ROADS.items() if taken in used]
    if used - set(_ROADS):
        kinds.append(f"{_OPEN * 2}► niet benoemd")
    return tuple(rows_of_signs([*kinds, "▲ jij"], width))


def _island(ring: int) -> tuple[str, str, str]:
    inside = 3 if ring == _INSIDE else 1
    return f"╭{'─' * inside}╮", f"│{' ' * inside}│", f"╰{'─' * inside}╯"


def _middle(island: str, ring: int) -> str:
    before = (ring - len(island)) // 2
    return left(" " * before + island, ring)


def _wall(road: str) -> str:
    return "├" if road[:1] in _LINES else "│"


def _low(rows: list[str], height: int) -> list[str]:
    return [""] * (height - len(rows)) + rows


def _road(exit_: Exit, room: int, rightward: bool) -> list[str]:
    """The road of an exit and its name: an unbroken arrow when taken, dashes when not yet."""
    lines = wrap(one_line(exit_.what) or "…", room)
    line = _ROADS.get(exit_.taken, _OPEN)
    if rightward:
        first = f"{line * (_ROAD - 1)}► {lines[0]}"
        return [first, *(f"{' ' * (_ROAD + 1)}{text}" for text in lines[1:])]
    return [f"{lines[0]} ◄{line * (_ROAD - 1)}", *(f"{text}{' ' * (_ROAD + 1)}" for text in lines[1:])]


def _spaced(roads: list[list[str]]) -> list[str]:
    """Roads with an empty row before each, so that they read apart."""
    return [row for road in roads for row in ("", *road)] + [""] if roads else []
