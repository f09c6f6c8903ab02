"""A trail in characters: time goes down, the line goes across, and a path joins one mark to the next.

A moment takes two rows: its mark, and below it the path to the next mark. Beside them stand the day, what it
was about and the first words. When a period has many moments, each takes one row.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from reflectie.diagrams.scale import (
    MARK_SIGN,
    OPEN_MARK_SIGN,
    SCALE_CELL,
    SCALE_STYLE,
    TRAIL_SIGN,
    TRAIL_STYLE,
    inner_width,
    line_cells,
    pole_rows,
)
from reflectie.domain.entry import AnswerState
from reflectie.domain.field import Aspect, value_to_cell
from reflectie.domain.labels import ASPECT_LABELS, STATE_LABELS
from reflectie.domain.text_layout import (
    align_left,
    cell_width,
    one_line,
    pack_into_rows,
    truncate,
    wrap_at_most,
)
from reflectie.domain.trail import TrailMoment
from reflectie.domain.value import Value

UNKNOWN_SIGN = "?"
"""Before a line: not known."""

EMPTY_TRAIL_TEXT = "Hier staat nog geen teken."

_BESIDE_WIDTH, _LABEL_BESIDE_WIDTH = 68, 52
"""Cells from which the words stand beside the line, and the label before it."""

_MIN_LINE_WIDTH, _MAX_LINE_WIDTH, _LINE_SHARE = 27, 61, 0.42
"""Cells of a line with words beside it, and the part of the width that it takes."""

_GAP = 2

COMPACT_FROM = 25
"""From this many moments, each takes one row."""

_Cells = list[tuple[str, str]]
"""Characters, each with the name of its style."""


class TrailText(Value):
    """What stands beside a moment: what it was about, and its first words."""

    about: str = ""
    words: str = ""


class TrailRow(Value):
    """One row of a trail: pieces of text, each with its style: label, poles, words, or one of a line."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces).rstrip()


class TrailLayout(Value):
    """The widths of a trail in cells: the label with its gap, the line, and the words beside it.

    ``label_width`` is 0 when labels stand above the line, and ``words_width`` when words stand below it.
    """

    label_width: int
    line_width: int
    words_width: int

    @property
    def cells(self) -> int:
        """The cells between the ends of the line."""
        return inner_width(self.line_width)


def trail_layout(moments: Sequence[TrailMoment], width: int) -> TrailLayout:
    """Divide a width over the columns of a trail."""
    labels = max((cell_width(moment.label) for moment in moments), default=0) + _GAP + 1
    label_width = labels if width >= _LABEL_BESIDE_WIDTH else 0
    if width < _BESIDE_WIDTH:
        return TrailLayout(label_width=label_width, line_width=_odd(width - label_width), words_width=0)
    line_width = _odd(min(max(int(width * _LINE_SHARE), _MIN_LINE_WIDTH), _MAX_LINE_WIDTH))
    words_width = width - label_width - line_width - _GAP
    return TrailLayout(label_width=label_width, line_width=line_width, words_width=words_width)


def _odd(width: int) -> int:
    return inner_width(width) + 2


def draw_moment(
    moments: Sequence[TrailMoment], number: int, text: TrailText, layout: TrailLayout, compact: bool
) -> list[TrailRow]:
    """Draw one moment of a trail, with the names of the poles above it where they change."""
    moment = moments[number]
    following = moments[number + 1] if number + 1 < len(moments) else None
    carried = _last_value(moments[: number + 1])
    path = [] if compact else _path_cells(carried, following, layout)
    rows = [*_pole_rows(moments, number, layout)]
    label, line = _label_piece(moment, layout), _line_cells(moment, carried, layout)
    if not layout.label_width:
        rows.append(TrailRow(pieces=((_full_label(moment), "label"),)))
    indent, texts = ((" " * layout.label_width, "label"),), _texts(text, layout, compact)
    rows.append(TrailRow(pieces=(*label, *_join(line), *_beside(texts[0], layout))))
    if layout.words_width:
        is_needed = not compact and (following is not None or texts[1])
        path = path if following else [(" ", TRAIL_STYLE)] * layout.line_width
        rows += [TrailRow(pieces=(*indent, *_join(path), *_beside(texts[1], layout)))] if is_needed else []
    else:
        rows += [TrailRow(pieces=(*indent, (words, "words"))) for words in filter(None, texts)]
        rows += [] if compact or following is None else [TrailRow(pieces=(*indent, *_join(path)))]
    return rows


def draw_trail(moments: Sequence[TrailMoment], texts: Sequence[TrailText], width: int) -> tuple[str, ...]:
    """Draw a whole trail as lines of text, with its legend below it."""
    if not moments:
        return (EMPTY_TRAIL_TEXT,)
    layout, compact = trail_layout(moments, width), len(moments) >= COMPACT_FROM
    rows = (
        row.text
        for number in range(len(moments))
        for row in draw_moment(moments, number, texts[number], layout, compact)
    )
    return (*rows, "", *pack_into_rows(moments_legend(moments), width, "   "))


def moments_legend(moments: Sequence[TrailMoment]) -> list[str]:
    """Explain each sign that these moments show."""
    signs = (
        (MARK_SIGN, ASPECT_LABELS[Aspect.NOW], any(moment.value is not None for moment in moments)),
        (OPEN_MARK_SIGN, ASPECT_LABELS[Aspect.NATURE], any(m.nature is not None for m in moments)),
        (TRAIL_SIGN, "eerder", any(moment.earlier for moment in moments)),
        (UNKNOWN_SIGN, STATE_LABELS[AnswerState.UNKNOWN], any(moment.is_unknown for moment in moments)),
    )
    return [f"{sign} {label}" for sign, label, is_shown in signs if is_shown]


# The parts of a row ----------------------------------------------------------------------------------


def _full_label(moment: TrailMoment) -> str:
    return f"{moment.label} {UNKNOWN_SIGN}" if moment.is_unknown else moment.label


def _label_piece(moment: TrailMoment, layout: TrailLayout) -> tuple[tuple[str, str], ...]:
    if not layout.label_width:
        return ()
    return ((align_left(_full_label(moment), layout.label_width), "label"),)


def _pole_rows(moments: Sequence[TrailMoment], number: int, layout: TrailLayout) -> Iterator[TrailRow]:
    """The names of the poles above the first moment, and above one in which they are new."""
    poles = _poles(moments[number])
    if number and _poles(moments[number - 1]) == poles:
        return
    for row in pole_rows(*poles, layout.line_width):
        yield TrailRow(pieces=((" " * layout.label_width + row, "poles"),))


def _poles(moment: TrailMoment) -> tuple[str, str]:
    return moment.points[-1].left, moment.points[-1].right


def _last_value(moments: Sequence[TrailMoment]) -> int | None:
    """The last known value about now."""
    return next((moment.value for moment in reversed(moments) if moment.value is not None), None)


def _line_cells(moment: TrailMoment, carried: int | None, layout: TrailLayout) -> _Cells:
    """The line with the marks of a moment. Where the user did not know, the path goes on dotted."""
    cells = line_cells(layout.line_width, moment.value, moment.earlier, nature=moment.nature)
    if moment.value is None and carried is not None:
        cell = value_to_cell(carried, layout.cells) + 1
        if cells[cell][0] == SCALE_CELL:
            cells[cell] = ("┊", TRAIL_STYLE)
    return cells


def _path_cells(carried: int | None, following: TrailMoment | None, layout: TrailLayout) -> _Cells:
    """The row between two marks: straight down, or across to the place of the next mark."""
    count = layout.cells
    cells = [(" ", TRAIL_STYLE)] * count
    if following is not None and carried is not None:
        start = value_to_cell(carried, count)
        if following.value is None:
            cells[start] = ("┊", TRAIL_STYLE)
        else:
            _draw_step(cells, start, value_to_cell(following.value, count))
    return [("│", SCALE_STYLE), *cells, ("│", SCALE_STYLE)]


def _draw_step(cells: _Cells, start: int, end: int) -> None:
    first, last = ("╰", "╮") if start < end else ("╯", "╭")
    for cell in range(min(start, end), max(start, end) + 1):
        cells[cell] = ("─", TRAIL_STYLE)
    cells[start], cells[end] = (first, TRAIL_STYLE), (last, TRAIL_STYLE)
    if start == end:
        cells[start] = ("│", TRAIL_STYLE)


def _texts(text: TrailText, layout: TrailLayout, compact: bool) -> tuple[str, str]:
    """What stands on the first and on the second row of a moment."""
    about, words = one_line(text.about), one_line(text.words)
    if compact or not layout.words_width:
        joined = " · ".join(filter(None, (about, words)))
        return truncate(joined, layout.words_width or layout.line_width), ""
    if about:
        return truncate(about, layout.words_width), truncate(words, layout.words_width)
    lines, _ = wrap_at_most(words, layout.words_width, 2)
    return lines[0], lines[1] if len(lines) > 1 else ""


def _beside(text: str, layout: TrailLayout) -> tuple[tuple[str, str], ...]:
    return ((" " * _GAP + text, "words"),) if layout.words_width else ()


def _join(cells: _Cells) -> tuple[tuple[str, str], ...]:
    """Join neighbouring cells of the same style."""
    runs = groupby(cells, key=itemgetter(1))
    return tuple(("".join(sign for sign, _ in run), style) for style, run in runs)
