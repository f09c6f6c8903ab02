"""A quiet row under the lines of Thuis."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class Below(Horizontal):
    """A key, what it is for, and the words of today; not there while there are no words."""

    DEFAULT_CSS = """
    Below { width: 100%; max-width: 112; height: auto; padding: 0 0 0 4; display: none; }
    Below .label { width: 15; color: $quiet; }
    Below .words { width: 1fr; height: auto; }
    """

    def __init__(self, key: str, label: str, id: str) -> None:
        super().__init__(id=id)
        self._label = Content.from_markup("[$primary b]$key[/] $words", key=key, words=label)

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label")
        yield Static(classes="words", markup=False)

    def show(self, words: str) -> None:
        self.display = bool(words)
        self.query_one(".words", Static).update(words)
