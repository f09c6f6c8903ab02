"""The trail of a line through time, with own words: moments, drawn as ``diagrams.trail_path`` does."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.diagrams.scale import MARK_STYLE, SCALE_STYLE, TRAIL_STYLE
from reflectie.diagrams.trail_path import COMPACT_FROM, TrailRow, TrailText, draw_moment, trail_layout
from reflectie.domain.trail import TrailMoment
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow

_COLOURS = {
    SCALE_STYLE: "$scale",
    TRAIL_STYLE: "$trail",
    MARK_STYLE: "$mark bold",
    "label": "$quiet",
    "words": "$quiet",
    "poles": "",
}


class TrailChart(SafeOptionList):
    """The moments of a trail, oldest first, below a title. ``last`` are options that stand below them.

    Without any option to choose the chart takes no focus.
    """

    DEFAULT_CSS = """
    TrailChart {
        height: auto; width: 100%; background: $background;
        & > .option-list--option-disabled { color: $foreground; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Op een spoor"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "openen")]

    class Opened(Message):
        """The user wants to open a moment."""

        def __init__(self, moment: TrailMoment) -> None:
            self.moment = moment
            super().__init__()

    def __init__(
        self,
        moments: Sequence[TrailMoment] = (),
        texts: Sequence[TrailText] = (),
        last: Sequence[Option] = (),
        title: str = "",
    ) -> None:
        super().__init__(markup=False)
        self._title = Content.styled(f"{title}\n", "bold") if title else Content("")
        self._last = tuple(last)
        self._moments: tuple[TrailMoment, ...] = ()
        self.show(moments, texts)

    def show(self, moments: Sequence[TrailMoment], texts: Sequence[TrailText]) -> None:
        """Replace the moments; the highlighted one stays highlighted, or else the last option is."""
        highlighted = self.highlighted_option.id if self.highlighted_option else None
        self._moments = tuple(moments)
        shown = [*texts, *[TrailText()] * (len(moments) - len(texts))]
        options = [
            Option(FittedRow(partial(self._write, number, text)), _moment_id(moment))
            for number, (moment, text) in enumerate(zip(self._moments, shown, strict=True))
        ]
        options += self._last
        self.clear_options()
        self.add_options(options)
        ids = [option.id for option in options]
        self.can_focus = bool(ids)
        if ids:
            self.highlighted = ids.index(highlighted) if highlighted in ids else len(ids) - 1
            self.call_after_refresh(self.scroll_to_highlight)

    def _write(self, number: int, text: TrailText, width: int) -> Content:
        layout = trail_layout(self._moments, width)
        rows = draw_moment(self._moments, number, text, layout, len(self._moments) >= COMPACT_FROM)
        drawing = Content("\n").join(map(_row_content, rows))
        return drawing if number else self._title + drawing

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._moments):
            event.stop()
            self.post_message(self.Opened(self._moments[event.option_index]))


def _moment_id(moment: TrailMoment) -> str:
    """What identifies a moment when the chart is filled again."""
    return f"{moment.entries[-1]}/{moment.points[-1].day}/{moment.label}"


def _row_content(row: TrailRow) -> Content:
    return Content("").join(Content.styled(text, _COLOURS[style]) for text, style in row.pieces)
