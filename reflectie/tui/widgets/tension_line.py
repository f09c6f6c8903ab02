"""A line between two poles, with the mark of the user or of another person on it."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.scale import (
    MARK_SIGN,
    MARK_STYLE,
    SCALE_STYLE,
    TRAIL_STYLE,
    inner_width,
    line_cells,
    pole_rows,
)
from reflectie.domain.field import (
    MAX_VALUE,
    MIN_VALUE,
    Mark,
    Pole,
    cell_to_value,
    move_coarse_step,
    move_one_cell,
)
from reflectie.tui.terminal.keyboard import run_key_binding


def cell_segments(cells: list[tuple[str, str]], styles: dict[str, Style]) -> list[Segment]:
    """The cells as segments; neighbours with the same style are joined."""
    segments: list[Segment] = []
    for character, name in cells:
        style = styles[name]
        if segments and segments[-1].style is style:
            segments[-1] = Segment(segments[-1].text + character, style)
        else:
            segments.append(Segment(character, style))
    return segments


def line_styles(widget: Widget) -> dict[str, Style]:
    """The styles of the cells, by name, in the colours of a widget with these component classes."""
    return {name: widget.get_component_rich_style(name) for name in (SCALE_STYLE, TRAIL_STYLE, MARK_STYLE)}


class PoleGlosses(Horizontal):
    """What both poles mean, each below its end of a line that is as wide as this widget."""

    DEFAULT_CSS = """
    PoleGlosses {
        height: auto; margin-top: 1;
        Static { width: 1fr; height: auto; color: $quiet; }
        .right { text-align: right; margin-left: 4; }
    }
    """

    def __init__(self, left: Pole, right: Pole) -> None:
        super().__init__(classes="glosses")
        self._left, self._right = left, right

    def compose(self) -> ComposeResult:
        yield Static(self._left.gloss, markup=False)
        yield Static(self._right.gloss, markup=False, classes="right")

    def on_resize(self) -> None:
        width = self.outer_size.width
        self.styles.padding = (0, max(width - inner_width(width) - 2, 0), 0, 0)


class TensionLine(Widget):
    """Two poles with a line between them and at most one mark, to look at.

    The value, -100 to 100, is never shown. It does not change with the width.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {SCALE_STYLE, TRAIL_STYLE, MARK_STYLE}
    DEFAULT_CSS = """
    TensionLine {
        height: auto; width: 1fr;
        .tension-scale { color: $scale; }
        .tension-trail { color: $trail; }
        .tension-mark { color: $mark; text-style: bold; }
    }
    """

    mark_sign: ClassVar[str] = MARK_SIGN

    value: reactive[int | None] = reactive(None)

    def __init__(self, left: str, right: str, value: int | None = None, origin: int | None = None) -> None:
        """``origin`` is the place of the mark at an earlier question, or before ``explore`` moved it."""
        super().__init__()
        self.left, self.right, self.origin = left, right, origin
        self.set_reactive(TensionLine.value, value)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows_above(width)) + 1

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        above = self._rows_above(width)
        if y < len(above):
            return Strip([Segment(above[y], self.rich_style)]).adjust_cell_length(width, self.rich_style)
        segments = cell_segments(self._cells(width), line_styles(self))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _cells(self, width: int) -> list[tuple[str, str]]:
        return line_cells(width, self.value, origin=self.origin, mark_sign=self.mark_sign)

    def _rows_above(self, width: int) -> list[str]:
        """The names of the poles."""
        return pole_rows(self.left, self.right, inner_width(width) + 2)


class MarkLine(TensionLine, can_focus=True):
    """A line on which the user sets a mark with the arrows or the mouse, or says that it is not known."""

    DEFAULT_CSS = "MarkLine { &:focus .tension-scale { color: $primary; } }"
    HELP_TITLE: ClassVar[str] = "Op de lijn"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "nudge(-1)", "een stukje naar de ene kant", show=False),
        Binding("right", "nudge(1)", "een stukje naar de andere kant", show=False),
        Binding("shift+left", "leap(-1)", "een groter stuk naar de ene kant", show=False),
        Binding("shift+right", "leap(1)", "een groter stuk naar de andere kant", show=False),
        Binding("home", f"put({MIN_VALUE})", "helemaal naar de ene kant", show=False),
        Binding("end", f"put({MAX_VALUE})", "helemaal naar de andere kant", show=False),
        Binding("down,tab", "app.focus_next", "volgende lijn", show=False),
        Binding("up,shift+tab", "app.focus_previous", "vorige lijn", show=False),
    ]

    unknown = reactive(False)

    class Moved(Message):
        """The user moved the mark, removed it, or said that it is not known."""

        def __init__(self, line: "MarkLine") -> None:
            self.line = line
            super().__init__()

        @property
        def control(self) -> "MarkLine":
            return self.line

    def __init__(self, left: str, right: str, mark: Mark, origin: int | None) -> None:
        super().__init__(left, right, mark.value, origin)
        self.set_reactive(MarkLine.unknown, mark.is_unknown)

    @property
    def mark(self) -> Mark:
        return Mark(value=self.value, is_unknown=self.unknown)

    def set_mark(self, mark: Mark) -> None:
        """Set the mark as the user does."""
        was_set = self.mark.is_set
        self.value, self.unknown = mark.value, mark.is_unknown
        if was_set != mark.is_set:
            self.screen.refresh_bindings()
        self.post_message(self.Moved(self))

    # Keys ----------------------------------------------------------------------------------------

    def action_nudge(self, direction: int) -> None:
        """Move the mark one visible cell; put a new mark in the middle."""
        self._move_by(move_one_cell, direction)

    def action_leap(self, direction: int) -> None:
        """Move the mark a tenth of the line; put a new mark in the middle."""
        self._move_by(move_coarse_step, direction)

    def _move_by(self, move: Callable[[int, int, int], int], direction: int) -> None:
        self.action_put(
            0 if self.value is None else move(self.value, direction, inner_width(self.size.width))
        )

    def action_put(self, value: int) -> None:
        self.set_mark(Mark(value=value))

    async def on_key(self, event: events.Key) -> None:
        """Handle a key typed ahead at the line that has the focus by now."""
        focused = self.screen.focused
        await run_key_binding(focused if isinstance(focused, MarkLine) else self, event)

    # The mouse -----------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self.focus()
            self.capture_mouse()
            self._move_to(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self._move_to(event.x)

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def _move_to(self, x: int) -> None:
        """Move the mark to a cell of the widget, of which the first is the left end."""
        self.action_put(cell_to_value(x - 1, inner_width(self.size.width)))


class OtherLine(MarkLine):
    """The line of another person, without poles. A mark can be removed; ``?`` means not known."""

    DEFAULT_CSS = """
    OtherLine {
        color: $quiet;
        .tension-mark { color: $foreground; text-style: none; }
        &:focus { color: $foreground; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Op de lijn van een ander"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "clear", "teken weg"),
    ]

    def __init__(self, name: str, mark: Mark, origin: int | None = None) -> None:
        super().__init__("", "", mark, origin)
        self._whose = name

    def _rows_above(self, width: int) -> list[str]:
        return [f"{self._whose} ?" if self.unknown else self._whose]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.mark.is_set if action == "clear" else super().check_action(action, parameters)

    def action_clear(self) -> None:
        """Remove the mark."""
        self.set_mark(Mark())
