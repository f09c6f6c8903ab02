"""Who comes to a meeting, each by a role that the person gives: the names themselves are not kept."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from reflectie.domain.giveaway import hint_about
from reflectie.domain.situation import LONGEST_NAME
from reflectie.domain.text import clean_line
from reflectie.tui.screens.field_dialogs import FieldDialog

_WORDS = "Namen worden niet bewaard. Wie je leeg laat, komt er niet in."


class RolesDialog(FieldDialog[tuple[str, ...] | None]):
    """A field beside each name; gives the roles that were filled in, or None."""

    DEFAULT_CSS = """
    RolesDialog {
        Horizontal { height: 1; }
        .name { width: 1fr; color: $quiet; margin-right: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        Input { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("ctrl+n", "done", "klaar"),
        Binding("escape", "dismiss(None)", "terug"),
    ]

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = tuple(names)

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static("Geef ieder een rol of een organisatie.", classes="dialog-title")
            with VerticalScroll(can_focus=False, classes="long"):
                for number, name in enumerate(self._names):
                    with Horizontal():
                        yield Static(name, markup=False, classes="name")
                        example = "zoals 'de school'" if number == 0 else ""
                        yield Input(placeholder=example, max_length=LONGEST_NAME, select_on_focus=False)
            yield Static(_WORDS, markup=False, classes="word")
            yield Static("Enter: volgende   ^N: klaar   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        hint = hint_about(event.value)
        self.say(hint or _WORDS, hint=bool(hint))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input is self.query(Input).last():
            self.action_done()
        else:
            self.focus_next(Input)

    def action_done(self) -> None:
        roles = (clean_line(field.value) for field in self.query(Input))
        self.dismiss(tuple(role for role in roles if role))
