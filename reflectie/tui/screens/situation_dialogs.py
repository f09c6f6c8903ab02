"""What the small screens about situations share, and the one that asks for a name."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.giveaway import hint_about
from reflectie.domain.situation import LONGEST_NAME, Situation
from reflectie.tui.screens.dialogs import FRAME

Result = TypeVar("Result")

NO_NAMES = "Verzin een naam die alleen jij snapt: geen namen van kinderen, ouders of cliënten."

FIELDS = """
    Input { border: none; height: 1; padding: 0 1; background: $panel; }
    Input > .input--placeholder { color: $quiet; }
    Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
    .word { color: $quiet; margin-top: 1; height: auto; }
    .-alert { color: $error; }
    .-hint { color: $mark; }
    &.-short #frame { padding: 0 1; }
    &.-short .dialog-title { margin: 0; }
    &.-short .word, &.-short .dialog-keys { margin: 0; }
"""


class SmallDialog(ModalScreen[Result]):
    """A dialog that takes less room in a low window."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-medium")]  # noqa: RUF012 - so declared by Textual


class NameDialog(SmallDialog[Situation | None]):
    """Asks for a name until ``keep`` takes it; gives what ``keep`` gave, or None."""

    DEFAULT_CSS = f"NameDialog {{ {FRAME} {FIELDS} }}"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "terug")]

    def __init__(self, title: str, name: str, keep: Callable[[str], Awaitable[Situation]]) -> None:
        super().__init__()
        self._title, self._name, self._keep = title, name, keep

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield Input(
                self._name,
                placeholder="een verzonnen naam",
                max_length=LONGEST_NAME,
                select_on_focus=False,
            )
            yield Static(NO_NAMES, markup=False, classes="word")
            yield Static("Enter: klaar   Esc: terug", classes="dialog-keys")

    def on_input_changed(self, event: Input.Changed) -> None:
        show_word(self, hint_about(event.value) or NO_NAMES, hint=bool(hint_about(event.value)))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            kept = await self._keep(event.value)
        except ReflectieError as error:
            show_word(self, str(error), alert=True)
        else:
            self.dismiss(kept)

    def action_cancel(self) -> None:
        self.dismiss(None)


def show_word(dialog: DOMNode, words: str, hint: bool = False, alert: bool = False) -> None:
    """A word to the user in a dialog, as something to think of or as something that went wrong."""
    word = dialog.query_one(".word", Static)
    word.set_class(hint, "-hint")
    word.set_class(alert, "-alert")
    word.update(words)
