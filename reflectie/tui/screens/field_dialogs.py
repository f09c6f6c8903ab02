"""Dialogs in which one writes: what they share, and one that asks for a single line."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.giveaway import hint_about
from reflectie.domain.situation import LONGEST_NAME
from reflectie.tui.screens.dialogs import Dialog

Result = TypeVar("Result")

Tell = Callable[[str], str]
"""Says how a text is understood; may raise an error of the family, which is then told."""


class FieldDialog(Dialog[Result]):
    """A dialog in which one writes, with a word about it below."""

    DEFAULT_CSS = """
    FieldDialog {
        Input { border: none; height: 1; padding: 0 1; background: $panel; }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        .word { color: $quiet; margin-top: 1; height: auto; }
        .-alert { color: $error; }
        .-hint { color: $mark; }
        .long { max-height: 35vh; }
        &.-tall .long { max-height: 50vh; }
        &.-short .word { margin: 0; }
    }
    """

    def tell(self, about: Tell, text: str) -> None:
        """Show how a text is understood, or why not yet."""
        try:
            words = about(text)
        except ReflectieError as error:
            words = str(error)
        self.say(words, hint=bool(words) and words == hint_about(text))

    def say(self, words: str, hint: bool = False, alert: bool = False) -> None:
        """Show a word: something to think of, or something that went wrong."""
        word = self.query_one(".word", Static)
        word.set_class(hint, "-hint")
        word.set_class(alert, "-alert")
        word.update(words)


class LineDialog(FieldDialog[Result | None]):
    """Asks for one line until ``keep`` takes it; gives what ``keep`` gave, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "terug")]
    LONGEST: ClassVar[int] = LONGEST_NAME

    def __init__(
        self,
        title: str,
        text: str,
        tell: Tell,
        keep: Callable[[str], Awaitable[Result]],
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._title, self._text, self._tell, self._keep = title, text, tell, keep
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield Input(
                self._text, placeholder=self._placeholder, max_length=self.LONGEST, select_on_focus=False
            )
            yield Static("", markup=False, classes="word")
            yield Static("Enter: klaar   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self.tell(self._tell, self._text)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.tell(self._tell, event.value)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            kept = await self._keep(event.value)
        except ReflectieError as error:
            self.say(str(error), alert=True)
        else:
            self.dismiss(kept)

    def action_cancel(self) -> None:
        self.dismiss(None)


def about_name(text: str, otherwise: str) -> str:
    """What stands under a name: a hint where it gives somebody away."""
    return hint_about(text) or otherwise
