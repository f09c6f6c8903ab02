"""A minimal Textual app with one Static. Its start time is the baseline for reflectie."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class MinimalApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("doorgaan")


if __name__ == "__main__":
    MinimalApp().run()
