"""Ask for the password and open the journal."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError, WrongPassword
from reflectie.services.context import Context
from reflectie.services.unlock import Unlock, is_recovery_code_due, may_create
from reflectie.tui.security.password_screens import FormInput, FormScreen, JournalOpened

if TYPE_CHECKING:
    from reflectie.journal.worker import JournalWorker

_CREATED_TEXT = (
    "Er was nog geen logboek. Er is er een gemaakt, alleen met het wachtwoord uit REFLECTIE_WACHTWOORD."
)


_OPEN_ELSEWHERE_TEXT = (
    "Dit logboek is open in een ander venster, dus een nieuw wachtwoord kiezen kan hier niet. "
    "Sluit dat venster, of kies het nieuwe wachtwoord daar."
)


class UnlockScreen(FormScreen[None]):
    """Opens the journal with a password and shows nothing of it.

    A password from the environment is tried first, and creates a journal when there is none. Without one the
    keychain is tried, if it is on.
    """

    HELP_TITLE: ClassVar[str] = "Bij het wachtwoord"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "reset_password", "wachtwoord kwijt?"),
    ]

    def __init__(self, context: Context, unlock: Unlock) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self._is_trying = False

    def compose_form(self) -> ComposeResult:
        yield Static("reflectie", classes="title")
        yield Static("Welkom terug. Je logboek is op slot; jij hebt de sleutel.")
        yield FormInput(password=True, placeholder="wachtwoord")
        yield Static(id="message", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        if password := self.unlock.take_password():
            self._start_attempt(partial(self._unlock_with_password, password, is_from_environment=True))
        elif not self.unlock.was_locked:
            self.call_after_refresh(self._preload)

    def _preload(self) -> None:
        """Try the keychain and read the content while the user looks at the first screen."""
        self._unlock_with_keychain()
        _ = self.context.library

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._start_attempt(partial(self._unlock_with_password, event.value))

    def action_reset_password(self) -> None:
        self._start_attempt(self._reset_password)

    def _start_attempt(self, attempt: Callable[[], Awaitable[None]]) -> None:
        """Start an attempt to unlock, unless one is running."""
        if not self._is_trying:
            self._is_trying = True
            self.show_message("Even openen…")
            self._run_attempt(attempt)

    @work
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

    async def _unlock_with_password(self, password: str, is_from_environment: bool = False) -> None:
        # Never create a journal for a typed password: after a lock there is one, even if it was moved.
        creates = is_from_environment and may_create(self.unlock.folder, password)
        journal = await (self.unlock.opener.create if creates else self.unlock.opener.open)(password)
        try:
            data_key = None if is_from_environment else await self._data_key(password)
        except BaseException:  # it was locked again meanwhile
            journal.close()
            raise
        if creates:
            self.app.notify(_CREATED_TEXT, markup=False)
        self._accept_journal(journal, data_key)

    async def _data_key(self, password: str) -> bytes | None:
        """Return the data key when a recovery code is to be offered, otherwise None."""
        if not is_recovery_code_due(self.context.folder, self.context.settings):
            return None
        try:
            return await self.unlock.opener.data_key(password)
        except ReflectieError:  # the journal is open all the same
            return None

    @work
    async def _unlock_with_keychain(self) -> None:
        journal = await self.unlock.opener.open_with_keychain()
        if journal:
            self._accept_journal(journal)

    def _accept_journal(self, journal: "JournalWorker", data_key: bytes | None = None) -> None:
        """Use the first journal that opens: the user may type a password while the keychain is tried."""
        if self.context.journal is not None:
            journal.close()
            return
        self.clear_inputs()
        self.show_message("")
        self.context.journal = journal
        self.app.post_message(JournalOpened(data_key=data_key))

    async def _reset_password(self) -> None:
        lock = self.unlock.instance_lock
        was_held = lock.is_held
        if not lock.acquire():
            self.show_message(_OPEN_ELSEWHERE_TEXT)
            return
        try:
            await self._ask_new_password()
        finally:
            if not was_held and self.context.journal is None:
                lock.release()

    async def _ask_new_password(self) -> None:
        # Imported here for the start, because it is rare.
        from reflectie.tui.security.security_settings import reset_password

        password = await reset_password(self.app, self.unlock.folder)
        if password:
            await self._unlock_with_password(password)
        else:
            self.show_message("")
