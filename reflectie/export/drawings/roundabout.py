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
_LINES = ("─", "╌", "·")


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
        island = "( )" if number == height // 2 else ""
        walls = ("┤" if ours[-1:] in _LINES else "│", _wall(theirs))
        rows.append(f"{right(ours, space)}{walls[0]}{_middle(island, ring)}{walls[1]}{theirs}")
    before = (ring - 5) // 2
    rows.append(f"{' ' * space}╰{'─' * before}╮   ╭{'─' * (ring - 5 - before)}╯")
    rows.append(f"{' ' * (space + before + 1)}│ ▲ │")
    used = {exit_.taken for exit_ in data.exits}
    return (*rows, "", *_legend(used, dict(data.words), width))


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
    line = {"taken": "─", "not_yet": "╌"}.get(exit_.taken, "·")
    if rightward:
        first = f"{line * (_ROAD - 1)}► {lines[0]}"
        return [first, *(f"{' ' * (_ROAD + 1)}{text}" for text in lines[1:])]
    return [f"{lines[0]} ◄{line * (_ROAD - 1)}", *(f"{text}{' ' * (_ROAD + 1)}" for text in lines[1:])]


def _spaced(roads: list[list[str]]) -> list[str]:
    """Roads with an empty row before each, so that they read apart."""
    return [row for road in roads for row in ("", *road)] + [""] if roads else []


def _legend(used: set[str], words: dict[str, str], width: int) -> list[str]:
    signs = []
    if "taken" in used:
        signs.append(f"──► {words.get('taken', 'taken')}")
    if "not_yet" in used:
        signs.append(f"╌╌► {words.get('not_yet', 'not_yet')}")
    return rows_of_signs(signs, width)
