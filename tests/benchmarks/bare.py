"""A Textual app with one Static: what starting costs before reflectie does anything."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("doorgaan")


if __name__ == "__main__":
    Bare().run()
