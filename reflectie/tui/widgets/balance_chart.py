"""The balance chart (balanskaart): the six lines with the latest marks and a trail."""

from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reflectie.diagrams.scale import MARK_STYLE, SCALE_STYLE, TRAIL_STYLE, inner_width, line_cells
from reflectie.domain.entry import Trail
from reflectie.domain.field import TensionField
from reflectie.domain.text_layout import cell_width
from reflectie.tui.widgets.tension_line import cell_segments, line_styles

_NUMBER_WIDTH = 4

_QUIET_STYLE, _FOCUS_STYLE = "balance--quiet", "balance--focus"


class BalanceChart(Widget, can_focus=True):
    """The six lines, with one, two or three rows for each, depending on the space.

    With one row for each line, the poles of the highlighted line stand below the chart. Poles are never cut.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {SCALE_STYLE, TRAIL_STYLE, MARK_STYLE, _QUIET_STYLE, _FOCUS_STYLE}
    DEFAULT_CSS = """
    BalanceChart {
        height: auto; width: 100%; max-width: 112;
        .tension-scale { color: $scale; }
        .tension-trail { color: $trail; }
        .tension-mark { color: $mark; text-style: bold; }
        .balance--quiet { color: $quiet; }
        .balance--focus { background: $focus; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Bij de zes lijnen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "omhoog", show=False),
        Binding("down", "move(1)", "omlaag", show=False),
        Binding("enter", "open", "openen", show=False),
    ]

    highlighted = reactive(0)
    """The number of the highlighted line, from 0."""
    trails: reactive[tuple[Trail, ...]] = reactive(())

    class Opened(Message):
        """The user opened a line."""

        def __init__(self, field: TensionField) -> None:
            self.field = field
            super().__init__()

    class Left(Message):
        """The user went up from the first line (-1), or down from the last (1)."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    def __init__(self, fields: tuple[TensionField, ...]) -> None:
        super().__init__()
        self.fields = fields

    # Layout --------------------------------------------------------------------------------------

    def _rows_per_line(self, width: int, height: int) -> int:
        """1, 2 or 3, depending on the space."""
        widest = max((cell_width(f.left.name) + cell_width(f.right.name) for f in self.fields), default=0)
        if widest + 2 > width - _NUMBER_WIDTH or height < 20:
            return 1
        return 3 if height >= 32 else 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        rows_per_line = self._rows_per_line(width, viewport.height)
        return len(self.fields) * rows_per_line + (3 if rows_per_line == 1 else 0)

    def _locate_row(self, y: int) -> tuple[int, int, int]:
        """The rows for each line, the number of the line at row ``y``, and which of its rows that is."""
        rows_per_line = self._rows_per_line(self.size.width, self.app.size.height)
        return rows_per_line, y // rows_per_line, y % rows_per_line

    # Rendering -----------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        rows_per_line, index, row = self._locate_row(y)
        width = self.size.width
        if index < len(self.fields):
            if row == 2:
                return Strip.blank(width, self.rich_style)
            if rows_per_line == 1 or row == 1:
                return self._emphasise(self._render_scale(index, width, rows_per_line == 1), index)
            return self._emphasise(self._render_names(index, width), index)
        below = y - len(self.fields) * rows_per_line
        return self._render_pole(below, width) if below in (1, 2) else Strip.blank(width, self.rich_style)

    def _is_focused(self, index: int) -> bool:
        return self.has_focus and index == self.highlighted

    def _emphasise(self, strip: Strip, index: int) -> Strip:
        """Show in the way of every list that this line has the focus."""
        if not self._is_focused(index):
            return strip
        background = Style(bgcolor=self.get_component_rich_style(_FOCUS_STYLE).bgcolor, bold=True)
        return Strip(Segment.apply_style(strip, post_style=background), strip.cell_length)

    def _render_number(self, index: int) -> Segment:
        """The number of a line, ``?`` when its latest mark is not known, and a sign when it is focused."""
        focused = self._is_focused(index)
        unknown = self.trail_at(index).is_unknown
        text = f"{'›' if focused else ' '}{self.fields[index].number or index + 1}{'?' if unknown else ' '} "
        style = MARK_STYLE if focused or unknown else _QUIET_STYLE
        return Segment(text, self.get_component_rich_style(style))

    def _render_names(self, index: int, width: int) -> Strip:
        field = self.fields[index]
        line_width = inner_width(width - _NUMBER_WIDTH) + 2
        gap = line_width - cell_width(field.left.name) - cell_width(field.right.name)
        names = Segment(field.left.name + " " * gap + field.right.name, self.rich_style)
        return Strip([self._render_number(index), names]).adjust_cell_length(width, self.rich_style)

    def _render_scale(self, index: int, width: int, has_number: bool) -> Strip:
        trail = self.trail_at(index)
        cells = line_cells(width - _NUMBER_WIDTH, trail.value, trail.earlier, nature=trail.nature_value)
        blank = Segment(" " * _NUMBER_WIDTH, self.rich_style)
        number = self._render_number(index) if has_number else blank
        segments = [number, *cell_segments(cells, line_styles(self))]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _render_pole(self, row: int, width: int) -> Strip:
        """Row 1 or 2 below the lines: a pole of the highlighted line."""
        if not self.fields:
            return Strip.blank(self.size.width, self.rich_style)
        field = self.fields[self.highlighted]
        line_width = inner_width(width - _NUMBER_WIDTH) + 2
        name = field.left.name if row == 1 else field.right.name
        text = name if row == 1 else " " * (line_width - cell_width(name)) + name
        row_text = Segment(" " * _NUMBER_WIDTH + set_cell_size(text, line_width), self.rich_style)
        return Strip([row_text]).adjust_cell_length(width, self.rich_style)

    def trail_at(self, index: int) -> Trail:
        """The trail of a line; an empty one until the journal was read."""
        return self.trails[index] if index < len(self.trails) else Trail()

    # Actions -------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        if 0 <= self.highlighted + by < len(self.fields):
            self.highlighted += by
        else:
            self.post_message(self.Left(by))

    def action_open(self) -> None:
        if self.fields:
            self.post_message(self.Opened(self.fields[self.highlighted]))

    def on_click(self, event: events.Click) -> None:
        _, index, _ = self._locate_row(event.y)
        if index < len(self.fields):
            self.highlighted = index
            self.action_open()


def show_fields(chart: BalanceChart, fields: tuple[TensionField, ...]) -> None:
    """Show other lines, when a pack brought or hid one."""
    if fields != chart.fields:
        chart.fields, chart.trails = fields, ()
        chart.highlighted = min(chart.highlighted, max(len(fields) - 1, 0))
        chart.refresh(layout=True)


def highlight_number(chart: BalanceChart, number: int | None) -> None:
    """Highlight the line with this number, if it is there."""
    numbers = [field.number for field in chart.fields]
    if number in numbers:
        chart.highlighted = numbers.index(number)
