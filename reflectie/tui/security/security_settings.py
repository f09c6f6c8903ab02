"""The security settings, the question for the current password, and the flows that change them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError, no_recovery_code
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import keychain, rekey
from reflectie.journal.keys.key_file import slot_kinds, unlock_with_password
from reflectie.journal.keys.recovery_code import lacks_recovery_code, new_recovery_code
from reflectie.journal.keys.slots import SlotKind
from reflectie.services.context import Context
from reflectie.services.unlock import is_recovery_code_due
from reflectie.tui.security.password_screens import (
    BACK_BINDINGS,
    CHECKING_TEXT,
    FormInput,
    FormScreen,
    NewPasswordScreen,
)
from reflectie.tui.security.recovery_code_screens import CodeCardScreen, CodeCheckScreen, CodeEntryScreen
from reflectie.tui.terminal.stale_input import SafeOptionList

OLD_BACKUPS_NOTE = "Kopieën van vóór nu gaan nog open met wat toen paste."

_FIRST_CODE_TEXT = "Je herstelcode werkt. Bewaar de kaart op een veilige plek."

_NEW_CODE_TEXT = f"{_FIRST_CODE_TEXT} De vorige code past niet meer op dit logboek. {OLD_BACKUPS_NOTE}"

_NOTICE_SECONDS = 12


class PasswordScreen(FormScreen[bytes | None]):
    """Asks for the current password. The result is the data key, or None when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = BACK_BINDINGS

    def __init__(self, folder: JournalFolder) -> None:
        super().__init__()
        self._folder = folder

    def compose_form(self) -> ComposeResult:
        yield Static("Eerst even je wachtwoord", classes="title")
        yield Static("Zo weet reflectie dat jij het bent die hier iets verandert.")
        yield FormInput(password=True, placeholder="wachtwoord van nu")
        yield Static(id="message", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        self.show_message(CHECKING_TEXT)
        self.clear_inputs()
        try:
            data_key = await asyncio.to_thread(unlock_with_password, self._folder, event.value)
        except ReflectieError as error:
            self.show_message(str(error))
        else:
            self.dismiss(data_key)


async def offer_recovery_code(app: App[None], context: Context, data_key: bytes) -> None:
    """Offer a recovery code once. After that only a row on Home offers it."""
    if context.folder is None or not is_recovery_code_due(context.folder, context.settings):
        return
    try:
        context.save_settings(replace(context.settings, code_offered=True))
        if await _show_and_check_code(app, context.folder, data_key):
            app.notify(_FIRST_CODE_TEXT, markup=False, timeout=_NOTICE_SECONDS)
    except ReflectieError as error:
        app.notify(str(error), markup=False)


async def create_recovery_code(app: App[None], folder: JournalFolder) -> None:
    """Ask for the password, show a new code, and store it once the user has typed two of its words."""
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    try:
        if data_key:
            notice = _FIRST_CODE_TEXT if lacks_recovery_code(folder) else _NEW_CODE_TEXT
            if await _show_and_check_code(app, folder, data_key):
                app.notify(notice, markup=False, timeout=_NOTICE_SECONDS)
    except ReflectieError as error:
        app.notify(str(error), markup=False)


async def _show_and_check_code(app: App[None], folder: JournalFolder, data_key: bytes) -> bool:
    """Return whether the user wrote the code down, so that it works from now on."""
    code = new_recovery_code()

    def store() -> None:
        rekey.set_recovery_code(folder, data_key, code)

    # The card is pushed before anything is awaited, so that the app can paint it in the same frame.
    while await app.push_screen(CodeCardScreen(code), wait_for_dismiss=True):
        if await app.push_screen_wait(CodeCheckScreen(code, store)):
            return True
    return False


async def change_password(app: App[None], folder: JournalFolder) -> None:
    """Ask for the current password and then for a new one."""
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    if data_key and (password := await app.push_screen_wait(NewPasswordScreen())):
        await asyncio.to_thread(rekey.set_password, folder, data_key, password)
        app.notify(f"Je wachtwoord is gewijzigd. {OLD_BACKUPS_NOTE}", markup=False, timeout=_NOTICE_SECONDS)


async def reset_password(app: App[None], folder: JournalFolder) -> str | None:
    """Ask for the recovery code and a new password. Return that password, or None when the user goes back.

    Raises:
        ReflectieError: the journal has no recovery code. Nothing is asked.
    """
    if SlotKind.RECOVERY not in slot_kinds(folder):
        raise no_recovery_code()
    data_key = await app.push_screen_wait(CodeEntryScreen(folder))
    if data_key and (password := await app.push_screen_wait(NewPasswordScreen())):
        await asyncio.to_thread(rekey.set_password, folder, data_key, password)
        return password
    return None


async def toggle_keychain(app: App[None], folder: JournalFolder) -> None:
    """Ask for the password, and turn the keychain on or off."""
    turns_on = not keychain.is_keychain_enabled(folder)
    if turns_on:
        await asyncio.to_thread(keychain.system_keychain)  # report what is impossible before asking anything
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    if not data_key:
        return
    if turns_on:
        await asyncio.to_thread(keychain.enable_keychain, folder, data_key)
    else:
        await asyncio.to_thread(keychain.disable_keychain, folder, data_key)


SecurityFlow = Callable[[App[None], JournalFolder], Awaitable[None]]

SECURITY_FLOWS: dict[str, SecurityFlow] = {
    "password": change_password,
    "code": create_recovery_code,
    "keychain": toggle_keychain,
}


class SecuritySettingsScreen(FormScreen[None]):
    """Lists the three security settings with their current state."""

    DEFAULT_CSS = (
        "SecuritySettingsScreen OptionList { height: auto; background: $background; margin-bottom: 1; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = BACK_BINDINGS

    def __init__(self, folder: JournalFolder) -> None:
        super().__init__()
        self._folder = folder

    def compose_form(self) -> ComposeResult:
        yield Static("Wachtwoord en herstelcode", classes="title")
        yield Static(
            "Je wachtwoord opent je logboek. De herstelcode is er voor als je dat kwijt bent. "
            "Wie beide kwijt is, komt er niet meer in. "
            "Openen zonder wachtwoord geldt voor wie op deze computer als jij is aangemeld."
        )
        yield SafeOptionList()
        yield Static(id="message", markup=False)

    def on_mount(self) -> None:
        self._show_options()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self._show_options()

    def _show_options(self) -> None:
        try:
            kinds = slot_kinds(self._folder)
        except ReflectieError as error:
            self.show_message(str(error))
            return
        option_list = self.query_one(OptionList)
        highlighted = option_list.highlighted
        labels = _option_labels(kinds)
        option_list.set_options(Option(Content(label), id=flow) for flow, label in labels.items())
        option_list.highlighted = highlighted or 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._run_flow(SECURITY_FLOWS[event.option_id or ""])

    @work(exclusive=True)
    async def _run_flow(self, flow: SecurityFlow) -> None:
        self.show_message("")
        try:
            await flow(self.app, self._folder)
        except ReflectieError as error:
            self.show_message(str(error))
        else:
            self._show_options()


def _option_labels(kinds: frozenset[str]) -> dict[str, str]:
    """Return for each flow what it will do, given the slots that the key file has."""
    has_code, has_keychain = SlotKind.RECOVERY in kinds, SlotKind.KEYCHAIN in kinds
    code = "nieuwe herstelcode maken" if has_code else "herstelcode maken (er is er nog geen)"
    keychain_state = "nu aan" if has_keychain else "nu uit"
    return {
        "password": "wachtwoord wijzigen",
        "code": code,
        "keychain": f"openen zonder wachtwoord op deze computer ({keychain_state})",
    }
