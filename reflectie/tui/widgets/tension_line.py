"""The line on which a person places themselves."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reflectie.domain.field import HIGH, LOW
from reflectie.domain.rail import leapt, nudged, value_of
from reflectie.tui.keys import pressed
from reflectie.tui.widgets.rail import MARK_STYLE, RAIL_STYLE, TRAIL_STYLE, draw, room_in, segments


class TensionLine(Widget, can_focus=True):
    """Two poles with a line between them and at most one mark.

    The value is -100 to 100 and is never shown; cells of the screen follow from it, never the other way round
    except while the mark is being moved.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {RAIL_STYLE, TRAIL_STYLE, MARK_STYLE}
    DEFAULT_CSS = """
    TensionLine {
        height: auto; width: 1fr;
        .tension-rail { color: $rail; }
        .tension-trail { color: $trail; }
        .tension-mark { color: $mark; text-style: bold; }
        &:focus .tension-rail { color: $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "nudge(-1)", "verschuiven", key_display="← →"),
        Binding("right,l", "nudge(1)", "verschuiven", show=False),
        Binding("shift+left,H", "leap(-1)", "een groter stuk", key_display="⇧ ← →", show=False),
        Binding("shift+right,L", "leap(1)", "een groter stuk", show=False),
        Binding("home", "put(-100)", "naar de linkerpool", key_display="Home", show=False),
        Binding("end", "put(100)", "naar de rechterpool", key_display="End", show=False),
        Binding("down,tab", "app.focus_next", "volgende lijn", key_display="↓", show=False),
        Binding("up,shift+tab", "app.focus_previous", "vorige lijn", key_display="↑", show=False),
    ]

    value: reactive[int | None] = reactive(None)
    home: reactive[int | None] = reactive(None)
    """Where the mark belongs while ``explore`` moves it."""

    class Moved(Message):
        """The person moved the mark."""

        def __init__(self, line: "TensionLine") -> None:
            self.line = line
            super().__init__()

        @property
        def control(self) -> "TensionLine":
            return self.line

    def __init__(
        self,
        left: str,
        right: str,
        value: int | None = None,
        trail: tuple[int, ...] = (),
        *,
        fixed: bool = False,
    ) -> None:
        """``fixed`` is a line to look at: no focus, no moving."""
        super().__init__()
        self.left, self.right, self.trail, self.fixed = left, right, trail, fixed
        self.can_focus = not fixed
        self.set_reactive(TensionLine.value, value)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._names(width)) + 1

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        names = self._names(width)
        base = self.rich_style
        if y < len(names):
            return Strip([Segment(names[y], base)]).adjust_cell_length(width, self.rich_style)
        styles = {n: self.get_component_rich_style(n) for n in (RAIL_STYLE, TRAIL_STYLE, MARK_STYLE)}
        cells = draw(width, self.value, self.trail, self.home)
        return Strip(segments(cells, styles)).adjust_cell_length(width, self.rich_style)

    @property
    def _room(self) -> int:
        """The cells in which the mark can stand."""
        return room_in(self.size.width)

    def _names(self, width: int) -> list[str]:
        """The pole names on one row, or on two where they do not fit; never cut while a row can hold one."""
        width = room_in(width) + 2
        gap = width - cell_len(self.left) - cell_len(self.right)
        if gap >= 2:
            return [self.left + " " * gap + self.right]
        right = " " * (width - cell_len(self.right)) + self.right
        return [set_cell_size(self.left, width), set_cell_size(right, width)]

    def watch_value(self) -> None:
        self.refresh()

    def watch_home(self) -> None:
        self.refresh()

    def _move(self, value: int) -> None:
        self.value = value
        self.post_message(self.Moved(self))

    def action_nudge(self, direction: int) -> None:
        """One visible cell; the first press lays the mark in the middle."""
        self._move(0 if self.value is None else nudged(self.value, direction, self._room))

    def action_leap(self, direction: int) -> None:
        self._move(0 if self.value is None else leapt(self.value, direction, self._room))

    def action_put(self, value: int) -> None:
        self._move(min(max(value, LOW), HIGH))

    async def on_key(self, event: events.Key) -> None:
        """What was typed ahead is for the line that has the focus by now."""
        focused = self.screen.focused
        await pressed(focused if isinstance(focused, TensionLine) else self, event)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.fixed and event.button == 1:
            self.focus()
            self.capture_mouse()
            self._move(value_of(event.x - 1, self._room))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self.fixed and self.app.mouse_captured is self:
            self._move(value_of(event.x - 1, self._room))

    def on_mouse_up(self) -> None:
        self.release_mouse()
