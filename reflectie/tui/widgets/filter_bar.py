"""A filter with a few options, of which one or none is selected."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reflectie.tui.widgets.option_row import SELECTED_SIGN, UNSELECTED_SIGN

_LABEL_WIDTH = 7
"""Cells of the word before the answers."""


class FilterBar(Widget, can_focus=True):
    """``options`` goes from a value to its words; an empty value is chosen when there is no wish.

    Where there is room all answers are there to see; in a small window only the one that is chosen.
    """

    DEFAULT_CSS = """
    FilterBar {
        height: auto; link-style: none; link-color: $foreground; link-style-hover: none;
        link-background-hover: $panel; link-color-hover: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("enter", "done", "naar de lijst", key_display="Enter"),
    ]
    GAP: ClassVar[Content] = Content("   ")

    value = reactive("")

    class Changed(Message):
        """Another answer was chosen."""

    class Submitted(Message):
        """The wish is made; on to the list."""

    def __init__(self, label: str, options: dict[str, str]) -> None:
        super().__init__()
        self.label, self.options = label, {"": "alles", **options}

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._rows(self.size.width))

    def on_focus(self, _: events.Focus) -> None:
        self.refresh()

    def on_blur(self, _: events.Blur) -> None:
        self.refresh()

    def watch_value(self) -> None:
        self.refresh(layout=True)

    def _rows(self, width: int) -> list[Content]:
        style = "[$mark b]" if self.has_focus else "[$quiet]"
        rows = [Content.from_markup(f"{style}$label[/]", label=self.label.ljust(_LABEL_WIDTH))]
        indent = Content(" " * _LABEL_WIDTH)
        for answer in self._option_contents():
            gap = Content("") if rows[-1].cell_length == _LABEL_WIDTH else self.GAP
            longer = rows[-1] + gap + answer
            if longer.cell_length <= width or not gap.cell_length:
                rows[-1] = longer
            else:
                rows.append(indent + answer)
        return rows

    def _option_contents(self) -> Iterator[Content]:
        if self._is_small:
            yield Content.from_markup(
                "[@click=previous]‹ [/][b]$words[/][@click=next] ›[/]", words=self.options[self.value]
            )
            return
        for number, (value, words) in enumerate(self.options.items()):
            style = "[$mark b]" if value == self.value else ""
            sign = SELECTED_SIGN if value == self.value else UNSELECTED_SIGN
            yield Content.from_markup(f"[@click=choose({number})]{style}$answer", answer=f"{sign} {words}")

    @property
    def _is_small(self) -> bool:
        return self.screen.has_class("-short") or self.screen.has_class("-narrow")

    def action_choose(self, number: int) -> None:
        """The answer with this number; chosen again it is let go of."""
        value = [*self.options][number]
        self._select("" if value == self.value else value)

    def action_step(self, direction: int) -> None:
        values = [*self.options]
        self._select(values[(values.index(self.value) + direction) % len(values)])

    def action_previous(self) -> None:
        self.action_step(-1)

    def action_next(self) -> None:
        self.action_step(1)

    def action_done(self) -> None:
        self.post_message(self.Submitted())

    def _select(self, value: str) -> None:
        self.value = value
        self.post_message(self.Changed())
