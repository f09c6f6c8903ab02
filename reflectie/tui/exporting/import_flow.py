"""Import a file: ask for it, show what is new, and add that after a yes."""

import asyncio
from typing import Any

from textual.screen import Screen

from reflectie.domain.archive import Archive
from reflectie.journal.archive_store import add_archive
from reflectie.services.card_output import typed_path
from reflectie.services.context import Context
from reflectie.services.import_archive import describe_import, preview_import, read_import_file
from reflectie.tui.common.dialogs import ConfirmTextDialog, InputDialog, MessageDialog
from reflectie.tui.common.notify import notify_on_error

_HINT = "Een JSON-bestand dat reflectie schreef. Je ziet eerst wat er nieuw in is."

_ADDED = "Toegevoegd. Wat er al stond is niet veranderd."


class ImportFileDialog(InputDialog[Archive]):
    """Asks for the path of a file, until one can be read."""

    MAX_LENGTH = 4096


async def import_from_file(screen: Screen[Any], context: Context) -> None:
    """Add what is new in a file that the user names. Nothing is overwritten."""

    async def submit(path: str) -> Archive:
        return await asyncio.to_thread(read_import_file, typed_path(path))

    dialog = ImportFileDialog("Welk bestand?", "", lambda _: _HINT, submit)
    archive: Archive | None = await screen.app.push_screen_wait(dialog)
    if archive is None:
        return
    preview = await context.require_journal.call(preview_import, archive)
    text = "\n".join(describe_import(preview))
    if not preview.adds_something:
        await screen.app.push_screen_wait(MessageDialog("Er is niets nieuws om toe te voegen", text))
        return
    is_wanted = await screen.app.push_screen_wait(
        ConfirmTextDialog("Toevoegen wat nieuw is?", text, "toevoegen")
    )
    if is_wanted and await notify_on_error(screen, context.require_journal.call(add_archive, archive)):
        screen.notify(_ADDED, markup=False)
