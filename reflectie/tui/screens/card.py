"""The calm card in the middle of the screen, on which the screens around the lock are written."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, Static

from reflectie.tui.base import BaseScreen

Result = TypeVar("Result")


class CardScreen(BaseScreen[Result]):
    """A screen with a card, filled by ``card``, on which ``#word`` answers what a person does."""

    DEFAULT_CSS = """
    CardScreen {
        #middle { height: 1fr; align: center middle; }
        #card { width: 100%; max-width: 64; height: auto; max-height: 100%; padding: 0 2; }
        #card Static { height: auto; margin-bottom: 1; }
        #card .title { text-style: bold; color: $primary; }
        Input { border: round $border-blurred; background: $surface; margin-bottom: 1; }
        Input:focus { border: round $border; }
        #word { color: $quiet; min-height: 2; }
        &.-short Input { border: none; height: 1; }
    }
    """

    def body(self) -> ComposeResult:
        with Container(id="middle"), VerticalScroll(id="card", can_focus=False):
            yield from self.card()

    def card(self) -> ComposeResult:
        """The widgets on the card."""
        yield from ()

    def say(self, words: str, focus: Input | None = None) -> None:
        """An answer under the fields; ``focus`` is the field to go on with."""
        word = self.query_one("#word", Static)
        word.update(words)
        if focus:
            focus.focus(scroll_visible=False)
        self.call_after_refresh(word.scroll_visible, animate=False)

    def forget(self) -> None:
        """Nothing that was typed stays in a field."""
        for field in self.query(Input):
            field.clear()
