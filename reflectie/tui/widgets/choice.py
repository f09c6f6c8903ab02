"""A few answers on one row, of equal weight; one of them can be chosen, and let go of again."""

from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reflectie.tui.keys import pressed

CHOSEN, OPEN = "●", "○"


class Choice(Widget, can_focus=True):
    """``options`` goes from a value to its words. Before the first one stands that none is chosen."""

    DEFAULT_CSS = """
    Choice { height: auto; &:focus { color: $foreground; } color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("space", "step(1)", "kies", show=False),
    ]

    value = reactive("")

    class Chosen(Message):
        """Another answer was chosen, or none."""

        def __init__(self, choice: "Choice") -> None:
            self.choice = choice
            super().__init__()

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(self, options: dict[str, str], value: str = "") -> None:
        super().__init__()
        self.options = options
        self.set_reactive(Choice.value, value)

    def render(self) -> RenderResult:
        return Content("    ").join(
            Content.from_markup(f"{style}$sign $words", sign=sign, words=words)
            for style, sign, words in self._shown()
        )

    def _shown(self) -> list[tuple[str, str, str]]:
        here = "[$mark bold]"
        return [
            (here if value == self.value else "", CHOSEN if value == self.value else OPEN, words)
            for value, words in self.options.items()
        ]

    def _choose(self, value: str) -> None:
        self.value = "" if value == self.value else value
        self.post_message(self.Chosen(self))

    def action_step(self, direction: int) -> None:
        values = ["", *self.options]
        self.value = values[min(max(values.index(self.value) + direction, 0), len(values) - 1)]
        self.post_message(self.Chosen(self))

    async def on_key(self, event: events.Key) -> None:
        await pressed(self, event)

    def on_click(self, event: events.Click) -> None:
        start = 0
        for value, words in self.options.items():
            end = start + len(words) + 2
            if start <= event.x < end and event.y == 0:
                self._choose(value)
            start = end + 4
