"""One's own little path along a line: a mark at each moment, time running down, the line across."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reflectie.tui.widgets.rail import MARK_STYLE, RAIL_STYLE, TRAIL_STYLE, draw, room_in, segments

_GAP = 2
_QUIET = "footpath--quiet"
_NARROW = 56
"""Below this many cells a moment stands on a row above its mark."""


class Footpath(Widget):
    """``moments`` are what stands before each mark, and its value; None is not known.

    Both poles stand above it whole; the latest mark looks like any other.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {RAIL_STYLE, TRAIL_STYLE, MARK_STYLE, _QUIET}
    DEFAULT_CSS = """
    Footpath {
        height: auto; width: 100%;
        .tension-rail { color: $rail; }
        .tension-trail { color: $trail; }
        .tension-mark { color: $mark; text-style: bold; }
        .footpath--quiet { color: $quiet; }
    }
    """

    def __init__(self, left: str, right: str, moments: list[tuple[str, int | None]]) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._moments = [(f"{words} ?" if value is None else words, value) for words, value in moments]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._poles(width)) + len(self._moments) * (2 if self._gutter(width) == 0 else 1)

    def _gutter(self, width: int) -> int:
        """Cells for the moments; none where the line would be too short beside them."""
        return max(map(cell_len, dict(self._moments)), default=0) + _GAP if width >= _NARROW else 0

    def _poles(self, width: int) -> list[str]:
        """Both names above the line: on one row, or on two where they do not fit."""
        indent = " " * self._gutter(width)
        room = room_in(width - len(indent)) + 2
        gap = room - cell_len(self._left) - cell_len(self._right)
        if gap >= 2:
            return [f"{indent}{self._left}{' ' * gap}{self._right}"]
        return [f"{indent}{self._left}", f"{indent}{' ' * max(room - cell_len(self._right), 0)}{self._right}"]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        poles = self._poles(width)
        if y < len(poles):
            return self._strip([Segment(poles[y], self.rich_style)])
        gutter, row = self._gutter(width), y - len(poles)
        place, part = (row, 1) if gutter else divmod(row, 2)
        words, value = self._moments[place]
        moment = Segment(set_cell_size(words, gutter or width), self.get_component_rich_style(_QUIET))
        if part == 0:
            return self._strip([moment])
        before = [moment] if gutter else []
        return self._strip([*before, *self._rail(value, width - gutter)])

    def _rail(self, value: int | None, width: int) -> list[Segment]:
        styles = {name: self.get_component_rich_style(name) for name in (RAIL_STYLE, TRAIL_STYLE, MARK_STYLE)}
        return segments(draw(width, value), styles)

    def _strip(self, parts: list[Segment]) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)
