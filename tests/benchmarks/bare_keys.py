"""Two bare Textual apps to press keys in: ``python bare_keys.py field|line``."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

WIDTH = 70


class BareField(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


class BareLine(App[None]):
    """One row with a sign that moves; what Textual itself needs for that."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("left", "move(-1)"), Binding("right", "move(1)")]
    place = WIDTH // 2

    def compose(self) -> ComposeResult:
        yield Static("─" * WIDTH, markup=False)

    def action_move(self, by: int) -> None:
        self.place += by
        self.query_one(Static).update("─" * self.place + "●" + "─" * (WIDTH - self.place))


if __name__ == "__main__":
    {"field": BareField, "line": BareLine}[sys.argv[1]]().run()
