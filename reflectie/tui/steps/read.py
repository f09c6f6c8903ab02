"""A short text to read."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from reflectie.tui.steps.view import StopView, plain


class ReadView(StopView):
    DEFAULT_CSS = """
    ReadView { Static { margin-bottom: 1; } VerticalScroll { height: 1fr; } }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for paragraph in self.stop.text.split("\n"):
                if paragraph.strip():
                    yield plain(paragraph.strip())

    @property
    def first(self) -> Widget | None:
        return self.query_one(VerticalScroll)
