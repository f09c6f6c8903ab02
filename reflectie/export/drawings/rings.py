"""Kringen: who stands near, in between and far off, in rings around a centre.

Source: werkkaart 4 (krachtenveld) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.text import centred, left, one_line, wrap
from reflectie.export.drawings.ties import TIE_WORDS, mark, rows_of_signs, tie_signs

RING_WORDS = {"near": "dichtbij", "middle": "ertussenin", "far": "verder weg"}
_CENTRE = "●"


class Placed(Value):
    """Somebody, the ring in which they stand (``near``, ``middle``, ``far``) and their tie to the centre."""

    who: str
    ring: str = ""
    tie: str = ""


class Rings(Value):
    """People in any order around ``centre``; ``rings`` and ``ties`` are words for what can be chosen."""

    people: tuple[Placed, ...]
    centre: str = ""
    rings: tuple[tuple[str, str], ...] = tuple(RING_WORDS.items())
    ties: tuple[tuple[str, str], ...] = tuple(TIE_WORDS.items())


def draw(data: Rings, width: int) -> tuple[str, ...]:
    if not data.people:
        return ("Er staat nog niemand in de kringen.",)
    # A frame takes three cells on each side; beyond this width the rings only get emptier.
    inside = min(width, 100) - 2 * 3 * len(RING_WORDS)
    rows = [centred(line, inside) for line in wrap(one_line(data.centre) or _CENTRE, inside)]
    words = dict(data.rings)
    for ring in RING_WORDS:
        rows = _ringed(rows, _names(data, ring), words.get(ring, ring), inside)
        inside += 6
    outside = [person for person in data.people if person.ring not in RING_WORDS]
    if outside:
        rows += ["", *wrap("Nog geen plek: " + ", ".join(map(_named, outside)), inside)]
    return tuple(rows)


def legend(data: Rings, width: int) -> tuple[str, ...]:
    """The signs of ties that occur, and of the middle where it has no name."""
    if not data.people:
        return ()
    middle = [] if one_line(data.centre) else [f"{_CENTRE} het midden"]
    used = {person.tie for person in data.people}
    return tuple(rows_of_signs([*middle, *tie_signs(used, dict(data.ties))], width))


def _names(data: Rings, ring: str) -> list[str]:
    return [_named(person) for person in data.people if person.ring == ring]


def _named(person: Placed) -> str:
    sign = mark(person.tie)
    return f"{sign} {one_line(person.who) or '…'}" if sign else one_line(person.who) or "…"


def _ringed(inner: list[str], names: list[str], title: str, width: int) -> list[str]:
    """What is inside, with these names around it: half of them above, half below, and a frame."""
    half = (len(names) + 1) // 2
    # An empty row only where no names part two frames.
    rows = [*(_spread(names[:half], width) or [""]), *inner, *(_spread(names[half:], width) or [""])]
    label = wrap(title, width - 2)[0]
    top = f"╭─ {label} {'─' * (width + 1 - cells(label))}╮"
    return [top, *(f"│  {left(row, width)}  │" for row in rows), f"╰{'─' * (width + 4)}╯"]


def _spread(names: list[str], width: int) -> list[str]:
    """Names over the width of a ring, as many on a row as fit with room between them."""
    rows: list[list[str]] = [[]]
    for name in names:
        if rows[-1] and sum(map(cells, rows[-1])) + cells(name) + 3 * len(rows[-1]) > width:
            rows.append([])
        rows[-1].append(name)
    found: list[str] = []
    for row in rows:
        if len(row) == 1:
            found += [centred(line, width) for line in wrap(row[0], width)]
        elif row:
            gap = (width - sum(map(cells, row))) // (len(row) + 1)
            between = " " * max(min(gap, 8), 3)
            found.append(centred(between.join(row), width))
    return found
