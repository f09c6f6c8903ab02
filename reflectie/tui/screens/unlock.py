"""The door: one password, a calm retry."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError, WrongPassword
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door, DoorOpened
from reflectie.tui.screens.card import CardScreen

if TYPE_CHECKING:
    from reflectie.journal.worker import JournalWorker

_MADE = "Er was nog geen logboek. Er is er een gemaakt, alleen met het wachtwoord uit REFLECTIE_WACHTWOORD."


class UnlockScreen(CardScreen[None]):
    """Asks for the password; gives way when the journal is open. Nothing of the journal is known here.

    A password given from outside is tried first, and makes the journal when there is none; else the keychain,
    where that is on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "forgotten", "wachtwoord kwijt?", key_display="F2"),
    ]

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door
        self._trying = False

    def body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="card"):
            yield Static("reflectie", classes="title")
            yield Static("Welkom terug. Je logboek is op slot; jij hebt de sleutel.")
            yield Input(password=True, placeholder="wachtwoord")
            yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        if password := self._door.take_password():
            self._try(partial(self._enter, password, by_itself=True))
        elif not self._door.is_locked:
            self.call_after_refresh(self._get_ready)

    def _get_ready(self) -> None:
        """What costs time comes while the first picture is looked at: the keychain, and the words."""
        self.run_worker(self._ask_keychain())
        _ = self._desk.library

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._try(partial(self._enter, event.value))

    def action_forgotten(self) -> None:
        self._try(self._set_anew)

    def _try(self, attempt: Callable[[], Awaitable[None]]) -> None:
        """One attempt at a time."""
        if not self._trying:
            self._trying = True
            self.say("Even openen…")
            self.run_worker(self._answered(attempt))

    async def _answered(self, attempt: Callable[[], Awaitable[None]]) -> None:
        try:
            await attempt()
        except WrongPassword as error:
            self.forget()
            self.say(str(error))
        except ReflectieError as error:
            self.say(str(error))
        finally:
            self._trying = False

    async def _enter(self, password: str, by_itself: bool = False) -> None:
        made = by_itself and not self._door.has_journal  # behind a lock there is one, wherever it has gone
        journal = await (self._door.make if made else self._door.open)(password)
        if not by_itself:
            await self._offer_code(password, journal)
        if made:
            self.app.notify(_MADE, markup=False)
        self._enter_with(journal)

    async def _ask_keychain(self) -> None:
        journal = await self._door.open_with_keychain()
        if journal:
            self._enter_with(journal)

    def _enter_with(self, journal: "JournalWorker") -> None:
        """The first to open it is let in: a password may be typed while the keychain is asked."""
        if self._desk.journal is not None:
            journal.close()
            return
        self.forget()
        self.say("")
        self._desk.journal = journal
        self.app.post_message(DoorOpened())

    async def _offer_code(self, password: str, journal: "JournalWorker") -> None:
        """A journal from before there were recovery codes gets one at its next opening."""
        from reflectie.journal.recovery import lacks_code

        if self._desk.settings.code_offered or not lacks_code(self._door.folder):
            return
        from reflectie.tui.locks import offer_code

        try:
            await offer_code(self.app, self._desk, await self._door.key(password))
        except BaseException:  # nobody came to look at the code, and the door was locked again
            journal.close()
            raise

    async def _set_anew(self) -> None:
        from reflectie.tui.locks import forgotten

        password = await forgotten(self.app, self._door.folder)
        if password:
            await self._enter(password)
        else:
            self.say("")
