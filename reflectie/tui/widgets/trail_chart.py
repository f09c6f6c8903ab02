"""The marks on one line over time, one row per moment."""

from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reflectie.diagrams.scale import inner_width, pole_rows
from reflectie.domain.text_layout import cell_width
from reflectie.tui.widgets.tension_line import (
    MARK_STYLE,
    SCALE_STYLE,
    TRAIL_STYLE,
    cell_segments,
    line_cells,
    line_styles,
)

_GAP = 2

_QUIET_STYLE = "trail-chart--quiet"

_NARROW_WIDTH = 56
"""Below this many cells the label of a moment stands on a row above its mark."""


class TrailChart(Widget):
    """A line for each moment. ``moments`` are their labels and values; the value None means not known."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {SCALE_STYLE, TRAIL_STYLE, MARK_STYLE, _QUIET_STYLE}
    DEFAULT_CSS = """
    TrailChart {
        height: auto; width: 100%;
        .tension-scale { color: $scale; }
        .tension-trail { color: $trail; }
        .tension-mark { color: $mark; text-style: bold; }
        .trail-chart--quiet { color: $quiet; }
    }
    """

    def __init__(self, left: str, right: str, moments: list[tuple[str, int | None]]) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._moments = [(f"{label} ?" if value is None else label, value) for label, value in moments]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._pole_rows(width)) + len(self._moments) * (2 if self._label_width(width) == 0 else 1)

    def _label_width(self, width: int) -> int:
        """Cells for the labels; 0 when the labels stand above the lines."""
        return max(map(cell_width, dict(self._moments)), default=0) + _GAP if width >= _NARROW_WIDTH else 0

    def _pole_rows(self, width: int) -> list[str]:
        """The poles above the lines."""
        indent = " " * self._label_width(width)
        line_width = inner_width(width - len(indent)) + 2
        return [f"{indent}{row}" for row in pole_rows(self._left, self._right, line_width)]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        poles = self._pole_rows(width)
        if y < len(poles):
            return self._make_strip([Segment(poles[y], self.rich_style)])
        gutter, row = self._label_width(width), y - len(poles)
        number, part = (row, 1) if gutter else divmod(row, 2)
        label, value = self._moments[number]
        moment = Segment(set_cell_size(label, gutter or width), self.get_component_rich_style(_QUIET_STYLE))
        if part == 0:
            return self._make_strip([moment])
        before = [moment] if gutter else []
        return self._make_strip([*before, *self._render_scale(value, width - gutter)])

    def _render_scale(self, value: int | None, width: int) -> list[Segment]:
        return cell_segments(line_cells(width, value), line_styles(self))

    def _make_strip(self, parts: list[Segment]) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)
