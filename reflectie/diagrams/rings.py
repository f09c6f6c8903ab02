"""Kringen: people in three rings around a centre, from near to far.

Source: worksheet 4 (krachtenveld) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

from reflectie.diagrams.layered_graph import TIE_LABELS, tie_legend, tie_symbol
from reflectie.domain.text_layout import align_centre, align_left, cell_width, one_line, pack_legend, wrap
from reflectie.domain.value import Value

RING_LABELS = {"near": "dichtbij", "middle": "ertussenin", "far": "verder weg"}

_CENTRE_SYMBOL = "●"


class RingMember(Value):
    """Somebody, the ring in which they stand (``near``, ``middle``, ``far``) and their tie to the centre."""

    name: str
    ring: str = ""
    tie: str = ""


class Rings(Value):
    """People in any order around ``centre``; ``rings`` and ``ties`` are words for what can be chosen."""

    members: tuple[RingMember, ...]
    centre: str = ""
    ring_labels: tuple[tuple[str, str], ...] = tuple(RING_LABELS.items())
    tie_labels: tuple[tuple[str, str], ...] = tuple(TIE_LABELS.items())


def draw(data: Rings, width: int) -> tuple[str, ...]:
    if not data.members:
        return ("Er staat nog niemand in de kringen.",)
    # A frame takes three cells on each side; beyond this width the rings only get emptier.
    inside = min(width, 100) - 2 * 3 * len(RING_LABELS)
    rows = [align_centre(line, inside) for line in wrap(one_line(data.centre) or _CENTRE_SYMBOL, inside)]
    words = dict(data.ring_labels)
    for ring in RING_LABELS:
        rows = _frame_ring(rows, _members_in(data, ring), words.get(ring, ring), inside)
        inside += 6
    outside = [person for person in data.members if person.ring not in RING_LABELS]
    if outside:
        rows += ["", *wrap("Nog geen plek: " + ", ".join(map(_member_label, outside)), inside)]
    return tuple(rows)


def legend(data: Rings, width: int) -> tuple[str, ...]:
    """The signs of ties that occur, and of the middle where it has no name."""
    if not data.members:
        return ()
    middle = [] if one_line(data.centre) else [f"{_CENTRE_SYMBOL} het midden"]
    used = {person.tie for person in data.members}
    return tuple(pack_legend([*middle, *tie_legend(used, dict(data.tie_labels))], width))


def _members_in(data: Rings, ring: str) -> list[str]:
    return [_member_label(person) for person in data.members if person.ring == ring]


def _member_label(person: RingMember) -> str:
    sign = tie_symbol(person.tie)
    return f"{sign} {one_line(person.name) or '…'}" if sign else one_line(person.name) or "…"


def _frame_ring(inner: list[str], names: list[str], title: str, width: int) -> list[str]:
    """What is inside, with these names around it: half of them above, half below, and a frame."""
    half = (len(names) + 1) // 2
    # An empty row only where no names part two frames.
    rows = [
        *(_spread_names(names[:half], width) or [""]),
        *inner,
        *(_spread_names(names[half:], width) or [""]),
    ]
    label = wrap(title, width - 2)[0]
    top = f"╭─ {label} {'─' * (width + 1 - cell_width(label))}╮"
    return [top, *(f"│  {align_left(row, width)}  │" for row in rows), f"╰{'─' * (width + 4)}╯"]


def _spread_names(names: list[str], width: int) -> list[str]:
    """Names over the width of a ring, as many on a row as fit with room between them."""
    rows: list[list[str]] = [[]]
    for name in names:
        if rows[-1] and sum(map(cell_width, rows[-1])) + cell_width(name) + 3 * len(rows[-1]) > width:
            rows.append([])
        rows[-1].append(name)
    found: list[str] = []
    for row in rows:
        if len(row) == 1:
            found += [align_centre(line, width) for line in wrap(row[0], width)]
        elif row:
            gap = (width - sum(map(cell_width, row))) // (len(row) + 1)
            between = " " * max(min(gap, 8), 3)
            found.append(align_centre(between.join(row), width))
    return found
