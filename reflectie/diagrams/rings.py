"""Kringen: people in three rings around a centre, from near to far.

Source: worksheet 4 (krachtenveld) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from reflectie.diagrams.canvas import TIE_LABELS, tie_legend, tie_symbol
from reflectie.domain.text_layout import (
    align_centre,
    align_left,
    cell_width,
    one_line,
    one_line_or_ellipsis,
    pack_legend,
    wrap,
)
from reflectie.domain.value import Value

RING_LABELS = {"near": "dichtbij", "middle": "ertussenin", "far": "verder weg"}

_CENTRE_SYMBOL = "●"

_MAX_WIDTH = 100
"""Cells; beyond this the rings only get emptier."""

_FRAME_WIDTH = 6
"""Cells that the frame of one ring takes, left and right together."""

_MIN_NAME_GAP, _MAX_NAME_GAP = 3, 8


class RingMember(Value):
    """A person, the ring they are in (``near``, ``middle`` or ``far``) and their tie to the centre."""

    name: str
    ring: str = ""
    tie: str = ""


class Rings(Value):
    """People in any order around ``centre``, with the labels of rings and of ties."""

    members: tuple[RingMember, ...]
    centre: str = ""
    ring_labels: tuple[tuple[str, str], ...] = tuple(RING_LABELS.items())
    tie_labels: tuple[tuple[str, str], ...] = tuple(TIE_LABELS.items())


def draw(data: Rings, width: int) -> tuple[str, ...]:
    """Draw the rings as frames around each other; people without a ring are listed below."""
    if not data.members:
        return ("Er staat nog niemand in de kringen.",)
    inside = min(width, _MAX_WIDTH) - _FRAME_WIDTH * len(RING_LABELS)
    rows = [align_centre(line, inside) for line in wrap(one_line(data.centre) or _CENTRE_SYMBOL, inside)]
    labels = dict(data.ring_labels)
    for ring in RING_LABELS:
        names = [_member_label(member) for member in data.members if member.ring == ring]
        rows = _frame_ring(rows, names, labels.get(ring, ring), inside)
        inside += _FRAME_WIDTH
    unplaced = [_member_label(member) for member in data.members if member.ring not in RING_LABELS]
    if unplaced:
        rows += ["", *wrap(f"Nog geen plek: {', '.join(unplaced)}", inside)]
    return tuple(rows)


def legend(data: Rings, width: int) -> tuple[str, ...]:
    """Return the symbols of ties that occur, and of the centre when it has no name."""
    if not data.members:
        return ()
    centre = [] if one_line(data.centre) else [f"{_CENTRE_SYMBOL} het midden"]
    used = {member.tie for member in data.members}
    return tuple(pack_legend([*centre, *tie_legend(used, dict(data.tie_labels))], width))


def _member_label(member: RingMember) -> str:
    symbol, name = tie_symbol(member.tie), one_line_or_ellipsis(member.name)
    return f"{symbol} {name}" if symbol else name


def _frame_ring(inner: list[str], names: list[str], title: str, width: int) -> list[str]:
    """Frame the inner rings with the names of this ring, half of them above and half below."""
    half = (len(names) + 1) // 2
    # Where no names separate two frames, an empty row does.
    above, below = (_spread_names(part, width) or [""] for part in (names[:half], names[half:]))
    label = wrap(title, width - 2)[0]
    top = f"╭─ {label} {'─' * (width + 1 - cell_width(label))}╮"
    rows = (f"│  {align_left(row, width)}  │" for row in (*above, *inner, *below))
    return [top, *rows, f"╰{'─' * (width + 4)}╯"]


def _spread_names(names: list[str], width: int) -> list[str]:
    """Spread names over the width of a ring, as many on a row as fit."""
    rows: list[list[str]] = [[]]
    for name in names:
        row_width = sum(map(cell_width, rows[-1])) + cell_width(name) + _MIN_NAME_GAP * len(rows[-1])
        if rows[-1] and row_width > width:
            rows.append([])
        rows[-1].append(name)
    return [line for row in rows for line in _centre_names(row, width)]


def _centre_names(names: list[str], width: int) -> list[str]:
    if len(names) == 1:
        return [align_centre(line, width) for line in wrap(names[0], width)]
    if not names:
        return []
    gap = (width - sum(map(cell_width, names))) // (len(names) + 1)
    return [align_centre((" " * max(min(gap, _MAX_NAME_GAP), _MIN_NAME_GAP)).join(names), width)]
