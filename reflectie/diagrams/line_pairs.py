"""The same lines from two viewpoints, one below the other. It says what was placed, and compares nothing."""

from collections.abc import Iterable

from reflectie.diagrams.scale import LEFT_END, MARK_SIGN, RIGHT_END, SCALE_CELL, inner_width, pole_rows
from reflectie.domain.entry import AnswerState
from reflectie.domain.field import value_to_cell
from reflectie.domain.labels import STATE_LABELS
from reflectie.domain.text_layout import align_left, cell_width, truncate
from reflectie.domain.value import Value

_MAX_LINE_WIDTH, _MIN_LINE_WIDTH, _GAP = 61, 25, 2

NO_MARK_TEXT = "geen teken"


class PairSide(Value):
    """What a viewpoint shows of a line: a value, or the words for why there is none; and the day."""

    value: int | None = None
    day: str = ""
    is_placed: bool = True


class LinePair(Value):
    """A line from two viewpoints."""

    left: str
    right: str
    first: PairSide
    second: PairSide


def draw(pairs: Iterable[LinePair], labels: tuple[str, str], width: int) -> tuple[str, ...]:
    """Draw every line twice, with the label of the viewpoint before it and the day behind it.

    In a narrow window label and day stand above each line.
    """
    pairs = tuple(pairs)
    days = max((cell_width(side.day) for pair in pairs for side in (pair.first, pair.second)), default=0)
    label_width = min(max(map(cell_width, labels)), max(width // 4, 8))
    room = width - label_width - days - 2 * _GAP
    is_narrow = room < _MIN_LINE_WIDTH
    line_width = inner_width(min(width if is_narrow else room, _MAX_LINE_WIDTH)) + 2
    indent = 0 if is_narrow else label_width + _GAP
    rows: list[str] = []
    for pair in pairs:
        rows += [""] if rows else []
        rows += [" " * indent + row for row in pole_rows(pair.left, pair.right, line_width)]
        for label, side in zip(labels, (pair.first, pair.second), strict=True):
            line = _line(side, line_width)
            if is_narrow:
                day = f" · {side.day.strip()}" if side.day else ""
                rows += [f"{truncate(label, width - cell_width(day))}{day}", line.rstrip()]
            else:
                rows.append(f"{align_left(truncate(label, label_width), indent)}{line}  {side.day}".rstrip())
    return tuple(rows)


def _line(side: PairSide, width: int) -> str:
    count = inner_width(width)
    if not side.is_placed:
        return align_left(truncate(NO_MARK_TEXT, width), width)
    if side.value is None:
        return align_left(truncate(f"? {STATE_LABELS[AnswerState.UNKNOWN]}", width), width)
    cells = [SCALE_CELL] * count
    cells[value_to_cell(side.value, count)] = MARK_SIGN
    return f"{LEFT_END}{''.join(cells)}{RIGHT_END}"
