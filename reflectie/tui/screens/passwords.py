"""Asking for the password of now, and for a new one."""

import asyncio
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError, WeakPassword
from reflectie.journal.changing import check_password
from reflectie.journal.folder import Folder
from reflectie.journal.keys import unlock
from reflectie.tui.screens.card import CardScreen

Result = TypeVar("Result")
BACK: list[BindingType] = [Binding("escape", "dismiss", "terug", key_display="Esc")]


class PasswordScreen(CardScreen[bytes | None]):
    """Asks for the password of now; gives the data key, or None when the person goes back."""

    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self._folder = folder

    def card(self) -> ComposeResult:
        yield Static("Eerst even je wachtwoord", classes="title")
        yield Static("Zo weet reflectie dat jij het bent die iets aan het slot verandert.")
        yield Input(password=True, placeholder="wachtwoord van nu")
        yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        self.say("Even kijken…")
        self.forget()
        try:
            data_key = await asyncio.to_thread(unlock, self._folder, event.value)
        except ReflectieError as error:
            self.say(str(error))
        else:
            self.dismiss(data_key)


class TwiceScreen(CardScreen[Result]):
    """Asks twice for a new password; ``chosen`` says what happens with it."""

    TITLE_WORDS: ClassVar[str]
    EXPLAINS: ClassVar[str]
    ENTER: ClassVar[str]

    def card(self) -> ComposeResult:
        yield Static(self.TITLE_WORDS, classes="title")
        yield Static(self.EXPLAINS)
        yield Input(password=True, placeholder="een zin die je onthoudt", id="first")
        yield Input(password=True, placeholder="nog een keer", id="again")
        yield Static(self.ENTER, id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one("#first").focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        first, again = self.query_one("#first", Input), self.query_one("#again", Input)
        try:
            check_password(first.value)
        except WeakPassword as error:
            self.say(str(error), first)
            return
        if event.input is first and not again.value:
            again.focus()
        elif first.value != again.value:
            again.clear()
            self.say("Die twee zijn niet gelijk. Typ de tweede rustig nog eens.", again)
        else:
            self.chosen(first.value)

    def chosen(self, password: str) -> None:
        """The same password was typed twice, and is long enough."""
        raise NotImplementedError


class NewPasswordScreen(TwiceScreen[str | None]):
    """Gives the new password, or None when the person goes back."""

    TITLE_WORDS = "Een nieuw wachtwoord"
    EXPLAINS = (
        "Liefst een korte zin. Vanaf nu past alleen dit wachtwoord; wat je schreef verandert niet. "
        "Oudere kopieën gaan nog open met het wachtwoord van toen."
    )
    ENTER = "Enter: het wachtwoord wijzigen"
    BINDINGS: ClassVar[list[BindingType]] = BACK

    def chosen(self, password: str) -> None:
        self.forget()
        self.dismiss(password)
