"""Two minimal Textual apps that respond to keys. Usage: ``python minimal_key_apps.py field|line``."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

WIDTH = 70


class FieldApp(App[None]):
    """A text area with the focus."""

    def compose(self) -> ComposeResult:
        yield TextArea()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


class LineApp(App[None]):
    """A row of text with a marker that the arrow keys move."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("left", "move(-1)"), Binding("right", "move(1)")]
    position = WIDTH // 2

    def compose(self) -> ComposeResult:
        yield Static("─" * WIDTH, markup=False)

    def action_move(self, offset: int) -> None:
        self.position += offset
        self.query_one(Static).update("─" * self.position + "●" + "─" * (WIDTH - self.position))


if __name__ == "__main__":
    {"field": FieldApp, "line": LineApp}[sys.argv[1]]().run()
