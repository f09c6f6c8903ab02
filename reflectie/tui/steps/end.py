"""The end of an exercise."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from reflectie.tui.steps.view import plain


class EndView(Vertical):
    """No applause and no sum: it is there, and it is yours."""

    DEFAULT_CSS = "EndView { height: 1fr; Static { margin-bottom: 1; } .question { text-style: bold; } }"

    def compose(self) -> ComposeResult:
        yield plain("Dit was de laatste vraag.", "question")
        yield plain("Wat je schreef staat in je logboek. Je kunt nog terug, of het zo laten.")
        yield plain("Met Enter sluit je deze reflectie af. Met Esc blijft ze open, voor later.", "quiet")

    @property
    def first(self) -> Widget | None:
        return None
