"""The form of screens that ask for a password, and two of these: a new password, and the privacy cover."""

from typing import ClassVar, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from reflectie.domain.errors import InvalidInput, ReflectieError
from reflectie.domain.text import REPLACEMENT
from reflectie.journal.keys.password_rule import check_password
from reflectie.services.unlock import Unlock
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.terminal.keyboard import run_key_binding
from reflectie.tui.widgets.steady_input import SteadyInput

Result = TypeVar("Result")

BACK_BINDINGS: list[BindingType] = [Binding("escape", "dismiss", "terug")]

CHECKING_TEXT = "Even kijken…"


class JournalOpened(Message):
    """The journal is open, and the app can show it.

    ``first_entry`` is the id of the entry of a first start, to go on with. With a ``data_key`` a recovery
    code is offered, once.
    """

    def __init__(self, first_entry: str | None = None, data_key: bytes | None = None) -> None:
        self.first_entry, self.data_key = first_entry, data_key
        super().__init__()


class FormInput(SteadyInput):
    """A field that handles its keys in the order in which they were pressed, also in a burst."""

    async def on_key(self, event: events.Key) -> None:
        await run_key_binding(self, event)


class FormScreen(BaseScreen[Result]):
    """A form in the middle of the screen, with a message line ``#message`` below its fields."""

    DEFAULT_CSS = """
    FormScreen {
        #middle { height: 1fr; align: center middle; }
        #card { width: 100%; max-width: 64; height: auto; max-height: 100%; padding: 0 2; }
        #card Static { height: auto; margin-bottom: 1; }
        #card .title { text-style: bold; color: $primary; }
        Input { border: round $border-blurred; background: $surface; margin-bottom: 1; }
        Input:focus { border: round $border; }
        #message { color: $quiet; min-height: 2; }
        &.-short Input { border: none; height: 1; }
    }
    """
    SCROLLS_BY_KEY: ClassVar[bool] = False
    """Whether the arrow keys scroll the form. A form with fields follows the focus instead."""

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), VerticalScroll(id="card", can_focus=self.SCROLLS_BY_KEY):
            yield from self.compose_form()

    def compose_form(self) -> ComposeResult:
        """The widgets of the form."""
        yield from ()

    def show_message(self, text: str, focus: Input | None = None) -> None:
        """Show a message under the fields, and move the focus to the field to change."""
        message = self.query_one("#message", Static)
        message.update(text)
        if focus:
            focus.focus(scroll_visible=False)
        self.call_after_refresh(message.scroll_visible, animate=False)

    def clear_inputs(self) -> None:
        """Remove everything that was typed."""
        for field in self.query(Input):
            field.clear()


_TYPE_MORE = "Typ er hierboven iets bij, en druk dan op Enter."

_NOT_EQUAL = "Die twee zijn niet gelijk. Typ de tweede nog eens, of ga met Shift+Tab naar de eerste."


class NewPasswordForm(FormScreen[Result]):
    """Asks for a new password twice. A subclass implements ``password_accepted``."""

    FORM_TITLE: ClassVar[str]
    EXPLANATION: ClassVar[str]
    SUBMIT_HINT: ClassVar[str]

    def compose_form(self) -> ComposeResult:
        yield Static(self.FORM_TITLE, classes="title")
        yield Static(self.EXPLANATION)
        yield FormInput(
            password=True, placeholder="een zin die je onthoudt", id="first", select_on_focus=False
        )
        yield FormInput(password=True, placeholder="nog een keer", id="again")
        yield Static("Enter: nog een keer typen", id="message", markup=False)

    def on_mount(self) -> None:
        self.query_one("#first").focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        first, again = self.query_one("#first", Input), self.query_one("#again", Input)
        try:
            check_password(first.value)
        except InvalidInput as error:
            if REPLACEMENT in first.value:
                self.clear_inputs()
                self.show_message(str(error), first)
            else:
                self.show_message(f"{error} {_TYPE_MORE}", first)
            return
        if event.input is first and not again.value:
            self.show_message(self.SUBMIT_HINT, again)
        elif first.value != again.value:
            again.clear()
            self.show_message(_NOT_EQUAL, again)
        else:
            self.password_accepted(first.value)

    def password_accepted(self, password: str) -> None:
        """The same password was typed twice and is long enough."""
        raise NotImplementedError


class NewPasswordScreen(NewPasswordForm[str | None]):
    """The result is the new password, or None when the user goes back."""

    FORM_TITLE = "Een nieuw wachtwoord"
    EXPLANATION = (
        "Liefst een korte zin. Vanaf nu past alleen dit wachtwoord; wat je schreef verandert niet. "
        "Oudere kopieën gaan nog open met het wachtwoord van toen."
    )
    SUBMIT_HINT = "Enter: het wachtwoord wijzigen"
    BINDINGS: ClassVar[list[BindingType]] = BACK_BINDINGS

    def password_accepted(self, password: str) -> None:
        self.clear_inputs()
        self.dismiss(password)


_COVER_TEXT = (
    "Je scherm is afgedekt, maar het laatste stuk van je tekst kon niet naar schijf. Het staat nog in het "
    "geheugen en er is niets weg. Laat de computer aan; zodra bewaren weer lukt, gaat je logboek helemaal "
    "op slot."
)


class PrivacyCover(FormScreen[None]):
    """Hides the screens below until the password is typed. The journal stays open."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, unlock: Unlock) -> None:
        super().__init__()
        self.unlock = unlock
        self._is_checking = False

    def compose_form(self) -> ComposeResult:
        yield Static("reflectie", classes="title")
        yield Static(_COVER_TEXT)
        yield FormInput(password=True, placeholder="wachtwoord")
        yield Static(id="message", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if not self._is_checking:
            self._is_checking = True
            self.show_message(CHECKING_TEXT)
            self._check_password(event.value)
            self.clear_inputs()

    @work
    async def _check_password(self, password: str) -> None:
        try:
            await self.unlock.opener.data_key(password)
        except ReflectieError as error:
            self.show_message(str(error))
        else:
            self.dismiss()
        finally:
            self._is_checking = False
