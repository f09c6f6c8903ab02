"""The space between two layers of names, in which ties run from one to the other."""

from collections.abc import Iterator

from reflectie.domain.value import Value
from reflectie.export.drawings.text import Sheet
from reflectie.export.drawings.ties import mark

BEND = "\0"
"""How the key of a bend begins; no name of a person does."""
_LINES = {  # down, aside, and the corners: ┌ ┐ └ ┘
    "close": ("║", "═", "╔╗╚╝"),
    "tense": ("≈", "≈", "≈≈≈≈"),
    "broken": ("╎", "╌", "╭╮╰╯"),
    "unknown": ("┊", "┈", "╭╮╰╯"),
}
_APART = 3
"""Cells at least between two ties in one lane, else they read as one."""
_PLAIN = ("│", "─", "╭╮╰╯")


class Run(Value):
    """A part of a tie in one channel, from a key above to one below, or to one beside it (``is_aside``)."""

    start: str
    end: str
    tie: str
    is_aside: bool = False


def upright(tie: str) -> str:
    """The sign of a tie on its way down."""
    return _LINES.get(tie, _PLAIN)[0]


def channel(runs: list[Run], x: dict[str, int], size: dict[str, int], width: int, least: int) -> list[str]:
    """The rows of a channel, at least so many; none under the last layer, where no ties leave it.

    ``x`` and ``size`` are where each name begins and how many cells it has.
    """
    ends = list(_ports(runs, x, size))
    lanes = _lanes(ends)
    deepest = max(lanes.values(), default=-1)
    sheet = Sheet(width, max(deepest + 2 + bool(least) if deepest >= 0 else 0, least))
    for draw in (_draw_aside, _draw_crossings, _draw_down, _draw_mark):
        for number, (run, start, end) in enumerate(ends):
            draw(sheet, run, start, end, lanes[number] + 1)
    return sheet.rows()


_End = tuple[Run, int, int]


def _ports(runs: list[Run], x: dict[str, int], size: dict[str, int]) -> Iterator[_End]:
    """The column in which each run leaves and arrives; no two in a channel share one, unless it is straight.

    Where a name is too short for all its ties the last ones are left out of the picture; the list has them.
    """
    used: set[int] = {x[key] for run in runs for key in (run.start, run.end) if key.startswith(BEND)}

    def middle(key: str) -> float:
        return x[key] + size[key] / 2

    def free(key: str, towards: float, odd: int) -> int | None:
        """A free column of a name, apart from others, and even above, odd below: so lines keep distance."""
        if key.startswith(BEND):
            return x[key]
        columns = [c for c in range(x[key], x[key] + size[key]) if c not in used]
        return min(columns, key=lambda c: (crowd(c), c % 2 != odd, abs(c - towards), c), default=None)

    def crowd(column: int) -> int:
        return (column - 1 in used) + (column + 1 in used)

    for run in sorted(runs, key=lambda run: abs(middle(run.start) - middle(run.end))):
        straight = _common(run, x, size, used)
        both = min(straight, key=lambda c: (crowd(c), abs(c - middle(run.end))), default=None)
        start = both if both is not None else free(run.start, middle(run.end), 0)
        used |= {start} if start is not None else set()
        end = both if both is not None else free(run.end, middle(run.start), 0 if run.is_aside else 1)
        used |= {end} if end is not None else set()
        if start is not None and end is not None:
            yield run, start, end


def _common(run: Run, x: dict[str, int], size: dict[str, int], used: set[int]) -> list[int]:
    """The columns in which the run can go straight down."""
    if run.is_aside:
        return []
    bends = {x[key] for key in (run.start, run.end) if key.startswith(BEND)}
    first, last = (range(x[key], x[key] + size[key]) for key in (run.start, run.end))
    return [c for c in first if c in last and (c not in used or {c} == bends)]


def _lanes(ends: list[_End]) -> dict[int, int]:
    """A lane for each run: two that overlap never share one; a straight one needs none."""
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, int] = {}
    spans = [(min(start, end), max(start, end)) for _, start, end in ends]
    for number in sorted(range(len(ends)), key=lambda n: (spans[n][1] - spans[n][0], spans[n])):
        low, high = spans[number]
        if low == high:
            lanes[number] = -1
            continue
        fitting = (
            n for n, lane in enumerate(taken) if all(high + _APART < a or b + _APART < low for a, b in lane)
        )
        lane = next(fitting, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[number] = lane
    return lanes


def _draw_aside(sheet: Sheet, run: Run, start: int, end: int, lane: int) -> None:
    _, aside, _ = _LINES.get(run.tie, _PLAIN)
    low, high = min(start, end), max(start, end)
    sheet.put(low, lane, aside * (high - low + 1) if low < high else "")


def _draw_crossings(sheet: Sheet, run: Run, start: int, end: int, lane: int) -> None:
    """Room around a tense tie on its way down: aside its sign is the same, so a crossing would be lost."""
    if run.tie != "tense":
        return
    rows = {start: range(sheet.height if start == end else lane), end: range(lane + 1, sheet.height)}
    if run.is_aside:
        rows[end] = range(lane)
    for column, own in rows.items():
        for row in own:
            for beside in (column - 1, column + 1):
                if sheet.at(beside, row) == _LINES["tense"][1]:
                    sheet.put(beside, row, " ")


def _draw_down(sheet: Sheet, run: Run, start: int, end: int, lane: int) -> None:
    down, _, corners = _LINES.get(run.tie, _PLAIN)
    for row in range(lane if start != end else sheet.height):
        sheet.put(start, row, down)
    if start == end:
        return
    if run.is_aside:
        for row in range(lane):
            sheet.put(end, row, down)
        sheet.put(min(start, end), lane, corners[2])
        sheet.put(max(start, end), lane, corners[3])
        return
    for row in range(lane + 1, sheet.height):
        sheet.put(end, row, down)
    sheet.put(start, lane, corners[2] if start < end else corners[3])
    sheet.put(end, lane, corners[1] if start < end else corners[0])


def _draw_mark(sheet: Sheet, run: Run, start: int, end: int, lane: int) -> None:
    """The sign of a tie that its line alone does not tell: broken or not known."""
    if run.tie not in ("broken", "unknown"):
        return
    if abs(start - end) >= 2:
        sheet.put((start + end) // 2, lane, mark(run.tie))
    else:
        sheet.put(start, 0 if start != end else sheet.height // 2, mark(run.tie))
