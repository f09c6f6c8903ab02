"""Ask for the password and open the journal."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError, WrongPassword
from reflectie.services.context import Context
from reflectie.services.unlock import Unlock
from reflectie.tui.security.password_screens import FormScreen, JournalOpened

if TYPE_CHECKING:
    from reflectie.journal.worker import JournalWorker


_CREATED_TEXT = (
    "Er was nog geen logboek. Er is er een gemaakt, alleen met het wachtwoord uit REFLECTIE_WACHTWOORD."
)


class UnlockScreen(FormScreen[None]):
    """Asks for the password; gives way when the journal is open. Nothing of the journal is known here.

    A password given from outside is tried first, and makes the journal when there is none; else the keychain,
    where that is on.
    """

    HELP_TITLE: ClassVar[str] = "Aan de deur"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "reset_password", "wachtwoord kwijt?", key_display="F2"),
    ]

    def __init__(self, context: Context, unlock: Unlock) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self._is_trying = False

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="card"):
            yield Static("reflectie", classes="title")
            yield Static("Welkom terug. Je logboek is op slot; jij hebt de sleutel.")
            yield Input(password=True, placeholder="wachtwoord")
            yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        if password := self.unlock.take_password():
            self._start_attempt(partial(self._unlock_with_password, password, by_itself=True))
        elif not self.unlock.was_locked:
            self.call_after_refresh(self._preload)

    def _preload(self) -> None:
        """What costs time comes while the first picture is looked at: the keychain, and the words."""
        self.run_worker(self._unlock_with_keychain())
        _ = self.context.library

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._start_attempt(partial(self._unlock_with_password, event.value))

    def action_reset_password(self) -> None:
        self._start_attempt(self._reset_password)

    def _start_attempt(self, attempt: Callable[[], Awaitable[None]]) -> None:
        """One attempt at a time."""
        if not self._is_trying:
            self._is_trying = True
            self.show_message("Even openen…")
            self.run_worker(self._run_attempt(attempt))

    async def _run_attempt(self, attempt: Callable[[], Awaitable[None]]) -> None:
        try:
            await attempt()
        except WrongPassword as error:
            self.clear_inputs()
            self.show_message(str(error))
        except ReflectieError as error:
            self.show_message(str(error))
        finally:
            self._is_trying = False

    async def _unlock_with_password(self, password: str, by_itself: bool = False) -> None:
        made = by_itself and not self.unlock.has_journal  # behind a lock there is one, wherever it has gone
        journal = await (self.unlock.create if made else self.unlock.open)(password)
        if not by_itself:
            await self._offer_recovery_code(password, journal)
        if made:
            self.app.notify(_CREATED_TEXT, markup=False)
        self._accept_journal(journal)

    async def _unlock_with_keychain(self) -> None:
        journal = await self.unlock.open_with_keychain()
        if journal:
            self._accept_journal(journal)

    def _accept_journal(self, journal: "JournalWorker") -> None:
        """The first to open it is let in: a password may be typed while the keychain is asked."""
        if self.context.journal is not None:
            journal.close()
            return
        self.clear_inputs()
        self.show_message("")
        self.context.journal = journal
        self.app.post_message(JournalOpened())

    async def _offer_recovery_code(self, password: str, journal: "JournalWorker") -> None:
        """A journal from before there were recovery codes gets one at its next opening."""
        from reflectie.journal.keys.recovery_code import lacks_recovery_code

        if self.context.settings.code_offered or not lacks_recovery_code(self.unlock.folder):
            return
        from reflectie.tui.security.security_settings import offer_recovery_code

        try:
            await offer_recovery_code(self.app, self.context, await self.unlock.data_key(password))
        except BaseException:  # nobody came to look at the code, and the door was locked again
            journal.close()
            raise

    async def _reset_password(self) -> None:
        from reflectie.tui.security.security_settings import reset_password

        password = await reset_password(self.app, self.unlock.folder)
        if password:
            await self._unlock_with_password(password)
        else:
            self.show_message("")
