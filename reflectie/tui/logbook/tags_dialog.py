"""Choose the tags of an entry: the verbs, words used before, and new words."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.tag import MAX_TAG_LENGTH, clean_tag, sorted_tags
from reflectie.tui.common.dialogs import DialogKeyBar, FormDialog
from reflectie.tui.widgets.option_row import CheckList
from reflectie.tui.widgets.steady_input import SteadyInput


class TagsDialog(FormDialog[tuple[str, ...] | None]):
    """A list to check, and a field for a new word. The result are the tags, or None when nothing is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "done", "klaar"),
        Binding("escape", "cancel", "niet bewaren"),
    ]

    def __init__(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        super().__init__()
        self._offered, self._chosen = offered, chosen

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static("Welke etiketten passen hierbij?", classes="dialog-title")
            yield CheckList({name: name for name in self._offered}, [*self._chosen]).add_class("long")
            yield SteadyInput(placeholder="een eigen woord", max_length=MAX_TAG_LENGTH, select_on_focus=False)
            yield Static("", markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query_one(CheckList).focus()

    def on_input_submitted(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Keep what is checked, and the word in the field if there is one."""
        typed = self.query_one(Input).value.strip()
        try:
            own = [clean_tag(typed)] if typed else []
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
            return
        self.dismiss(sorted_tags([*self.query_one(CheckList).chosen, *own]))

    def action_cancel(self) -> None:
        self.dismiss(None)
