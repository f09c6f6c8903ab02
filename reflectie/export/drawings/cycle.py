"""Leercyclus: four places in a ring, with the open ones left open.

Source: the learning cycle in *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.text import centred, folded, hanging, left, one_line, wrap

FILLED, OPEN = "●", "○"
_WIDE = 64
"""Cells from which two places stand side by side."""
_BETWEEN = 8
_STILL = "nog open"
_SAID = 4
"""Rows that one's own words take at most in the ring; beyond that they stand whole below it."""


class Place(Value):
    """One step of the cycle: its name or question, and what was said there. ``is_open`` when nothing was."""

    name: str
    said: str = ""
    is_open: bool = False


class Cycle(Value):
    """The places in the order in which they are walked."""

    places: tuple[Place, ...]


def draw(data: Cycle, width: int) -> tuple[str, ...]:
    if not data.places:
        return ("Er is nog geen cyclus.",)
    if len(data.places) == 4 and width >= _WIDE:
        room = (min(width, 110) - _BETWEEN) // 2 - 4
        rows = _ring([_box(n, place, room) for n, place in enumerate(data.places, 1)], room + 4)
    else:
        room = width - 8
        rows = _chain([_box(n, place, room) for n, place in enumerate(data.places, 1)], room + 4)
    return (*rows, *_whole(data, room, width))


def legend(data: Cycle, width: int) -> tuple[str, ...]:
    """In words what the signs say."""
    if not data.places:
        return ()
    still = [str(number) for number, place in enumerate(data.places, 1) if place.is_open]
    if not still:
        return tuple(wrap("Alle stappen hebben woorden.", width))
    names = " en ".join(filter(None, (", ".join(still[:-1]), still[-1])))
    return tuple(wrap(f"{OPEN} stap {names} nog open", width))


def _box(number: int, place: Place, room: int) -> list[str]:
    """A place in a frame: unbroken when something was said there, of dashes when it is open."""
    side, line = ("╎", "╌") if place.is_open else ("│", "─")
    sign, name, said = (
        f"{OPEN if place.is_open else FILLED} {number} ",
        one_line(place.name),
        one_line(place.said),
    )
    words = folded(said, room, _SAID)[0] if said else [_STILL if place.is_open else ""]
    title = f"{line} {sign}{name} "
    if cells(title) >= room + 2:  # a name that does not fit in the frame stands under it
        title, words = "", [*hanging(sign, name, room), *(["", *words] if said else [])]
    body = [f"{side} {left(row, room)} {side}" for row in words]
    return [f"╭{title}{line * (room + 2 - cells(title))}╮", *body, f"╰{line * (room + 2)}╯"]


def _ring(boxes: list[list[str]], size: int) -> list[str]:
    """1 and 2 above, 4 and 3 below, with the way from each to the next."""
    one, two, three, four = boxes
    down = centred("│", size)
    return [
        *_pair(one, two, size, "─────►"),
        f"{centred('▲', size)}{' ' * _BETWEEN}{down}".rstrip(),
        f"{down}{' ' * _BETWEEN}{centred('▼', size)}".rstrip(),
        *_pair(four, three, size, "◄─────"),
    ]


def _pair(ours: list[str], theirs: list[str], size: int, way: str) -> list[str]:
    height = max(len(ours), len(theirs))
    ours, theirs = (_grown(box, height) for box in (ours, theirs))
    middle = [centred(way if n == height // 2 else "", _BETWEEN) for n in range(height)]
    return [f"{mine}{gap}{other}" for mine, gap, other in zip(ours, middle, theirs, strict=True)]


def _grown(box: list[str], height: int) -> list[str]:
    """The box with empty rows above its floor."""
    side, room = box[1][0], cells(box[0]) - 2
    return [*box[:-1], *[f"{side}{' ' * room}{side}"] * (height - len(box)), box[-1]]


def _chain(boxes: list[list[str]], size: int) -> list[str]:
    """The places under each other, and on the right the way back to the first."""
    rows: list[str] = []
    for number, box in enumerate(boxes):
        rows += [centred("│", size), centred("▼", size)] if number else []
        rows += box
    if len(boxes) < 2:
        return rows
    first, last = 1, len(rows) - 2
    ends = {first: "◄─╮", last: "──╯"}
    return [f"{row}{ends.get(n, '  │' if first < n < last else '')}" for n, row in enumerate(rows)]


def _whole(data: Cycle, room: int, width: int) -> list[str]:
    """What did not fit in the ring, whole."""
    rows: list[str] = []
    for number, place in enumerate(data.places, 1):
        if folded(one_line(place.said), room, _SAID)[1]:
            rows += ["", *hanging(f"{number} ", one_line(place.said), width)]
    return rows
