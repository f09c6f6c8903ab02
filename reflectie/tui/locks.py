"""What can be done at the lock, each as one walk over a few screens.

Each is awaited in a worker, for it waits for a person. The data key lives as long as the walk.
"""

import asyncio

from msgspec.structs import replace
from textual.app import App

from reflectie.domain.errors import NoRecoveryCode, ReflectieError
from reflectie.journal import changing, keychain
from reflectie.journal.folder import Folder
from reflectie.journal.keys import kinds
from reflectie.journal.recovery import lacks_code, new_code
from reflectie.journal.slots import SlotKind
from reflectie.tui.desk import Desk
from reflectie.tui.screens.codes import CodeCardScreen, CodeCheckScreen, CodeEntryScreen
from reflectie.tui.screens.passwords import NewPasswordScreen, PasswordScreen

OLD_COPIES = "Kopieën van vóór nu gaan nog open met wat toen paste."
_CODE_WORKS = (
    "Je herstelcode werkt. Bewaar de kaart op een veilige plek. "
    f"Een eerdere code past niet meer op dit logboek. {OLD_COPIES}"
)


async def offer_code(app: App[None], desk: Desk, data_key: bytes) -> None:
    """Offers a recovery code once by itself; after that Thuis does, with one quiet row."""
    if desk.folder is None or desk.settings.code_offered or not lacks_code(desk.folder):
        return
    try:
        desk.change_settings(replace(desk.settings, code_offered=True))
        await _write_down(app, desk.folder, data_key)
    except ReflectieError as error:
        app.notify(str(error), markup=False)


async def make_code(app: App[None], folder: Folder) -> None:
    """Password, twelve words, two of them back: then the new code opens the journal."""
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    try:
        if data_key:
            await _write_down(app, folder, data_key)
    except ReflectieError as error:
        app.notify(str(error), markup=False)


async def _write_down(app: App[None], folder: Folder, data_key: bytes) -> None:
    code = new_code()
    while await app.push_screen_wait(CodeCardScreen(code)):
        if await app.push_screen_wait(CodeCheckScreen(code)):
            await asyncio.to_thread(changing.set_code, folder, data_key, code)
            app.notify(_CODE_WORKS, markup=False, timeout=12)
            return


async def change_password(app: App[None], folder: Folder) -> None:
    """The password of now, then a new one."""
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    if data_key and (password := await app.push_screen_wait(NewPasswordScreen())):
        await asyncio.to_thread(changing.set_password, folder, data_key, password)
        app.notify(f"Je wachtwoord is gewijzigd. {OLD_COPIES}", markup=False, timeout=12)


async def forgotten(app: App[None], folder: Folder) -> str | None:
    """The recovery code, then a new password; gives that password, or None when the person goes back.

    Raises:
        NoRecoveryCode: none was made; nothing is asked.
    """
    if SlotKind.RECOVERY not in kinds(folder):
        raise NoRecoveryCode
    data_key = await app.push_screen_wait(CodeEntryScreen(folder))
    if data_key and (password := await app.push_screen_wait(NewPasswordScreen())):
        await asyncio.to_thread(changing.set_password, folder, data_key, password)
        return password
    return None


async def switch_keychain(app: App[None], folder: Folder) -> None:
    """On when it was off, and the other way round."""
    on = not keychain.is_on(folder)
    if on:
        await asyncio.to_thread(keychain.system_keychain)  # what cannot be is said before anything is asked
    data_key = await app.push_screen_wait(PasswordScreen(folder))
    if not data_key:
        return
    if on:
        await asyncio.to_thread(keychain.switch_on, folder, data_key)
        app.notify("De sleutelbos opent nu je logboek, voor wie hier als jij is aangemeld.", markup=False)
    else:
        await asyncio.to_thread(keychain.switch_off, folder, data_key)
        app.notify("De sleutelbos staat uit. Je logboek vraagt weer om je wachtwoord.", markup=False)
