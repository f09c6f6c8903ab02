"""The marks on one line over time, one moment below the other, with own words."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.diagrams.scale import MARK_STYLE, SCALE_STYLE, TRAIL_STYLE, inner_width, line_cells, pole_rows
from reflectie.domain.text_layout import align_left, cell_width, one_line, truncate
from reflectie.domain.value import Value
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow

_GAP = 2

_NARROW_WIDTH = 56
"""Below this many cells the label of a moment stands on a row above its marks."""

_COLOURS = {SCALE_STYLE: "$scale", TRAIL_STYLE: "$trail", MARK_STYLE: "$mark bold"}


class TrailMoment(Value):
    """The marks of one moment: ● at ``value`` and ○ at ``nature``, each None where there is no mark.

    ``earlier`` are values at which a mark stood before, in the same moment. A moment with an ``id`` can be
    opened.
    """

    label: str
    value: int | None = None
    nature: int | None = None
    earlier: tuple[int, ...] = ()
    is_unknown: bool = False
    words: str = ""
    id: str | None = None

    @property
    def full_label(self) -> str:
        return f"{self.label} ?" if self.is_unknown else self.label


class TrailChart(SafeOptionList):
    """A line for each moment, below the names of the poles. A moment that was chosen is reported by its id.

    ``first`` are options that stand above the moments instead of the poles. Without any option to choose the
    chart takes no focus.
    """

    DEFAULT_CSS = """
    TrailChart {
        height: auto; width: 100%; background: $background;
        & > .option-list--option-disabled { color: $foreground; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Op een spoor"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "openen")]

    def __init__(
        self, left: str, right: str, moments: Sequence[TrailMoment] = (), first: Sequence[Option] = ()
    ) -> None:
        super().__init__(markup=False)
        self._left, self._right, self._first = left, right, tuple(first)
        self._moments: tuple[TrailMoment, ...] = ()
        self.show_moments(moments)

    def show_moments(self, moments: Sequence[TrailMoment]) -> None:
        """Replace the moments; the highlighted option keeps its highlight."""
        highlighted = self.highlighted_option.id if self.highlighted_option else None
        self._moments = tuple(moments)
        options = [*self._first]
        if self._moments:
            options.append(Option("" if self._first else FittedRow(self._write_poles), disabled=True))
        options += [
            Option(FittedRow(partial(self._write_moment, moment)), moment.id, not moment.id)
            for moment in self._moments
        ]
        self.clear_options()
        self.add_options(options)
        ids = [option.id for option in options]
        self.can_focus = any(ids)
        self.highlighted = ids.index(highlighted) if highlighted in ids else None
        if self.highlighted is None and self.can_focus:
            self.action_first()

    def _label_width(self, width: int) -> int:
        """Cells for the labels; 0 when the labels stand above the lines."""
        if width < _NARROW_WIDTH:
            return 0
        return max((cell_width(moment.full_label) for moment in self._moments), default=0) + _GAP

    def _write_poles(self, width: int) -> Content:
        indent = self._label_width(width)
        rows = pole_rows(self._left, self._right, inner_width(width - indent) + 2)
        return Content("\n".join(" " * indent + row for row in rows))

    def _write_moment(self, moment: TrailMoment, width: int) -> Content:
        indent = self._label_width(width)
        label = Content.styled(align_left(moment.full_label, indent), "$quiet")
        cells = line_cells(width - indent, moment.value, moment.earlier, nature=moment.nature)
        runs = (("".join(sign for sign, _ in run), style) for style, run in groupby(cells, itemgetter(1)))
        scale = Content("").join(Content.styled(signs, _COLOURS[style]) for signs, style in runs)
        rows = [label + scale] if indent else [label, scale]
        if words := truncate(one_line(moment.words), width - indent):
            rows.append(Content.styled(" " * indent + words, "$quiet"))
        return Content("\n").join(rows)
