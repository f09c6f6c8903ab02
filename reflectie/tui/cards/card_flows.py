"""Copy, save or print a card, as the user chooses."""

import asyncio
from typing import Any

from textual.screen import Screen

from reflectie.domain.entry import Entry
from reflectie.domain.meeting import Meeting
from reflectie.export.card import CardHeading, card_heading
from reflectie.services.card_output import PAGE_WIDTH, card_text, print_text, save_card, suggest_card_file
from reflectie.services.context import Context
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error

_COPY, _SAVE, _PRINT = "copy", "save", "print"

_OPTIONS = {
    _COPY: "kopiëren, om te plakken in een bericht of een document",
    _SAVE: "bewaren als bestand",
    _PRINT: "afdrukken",
}

_WHOLE_TITLE = "De hele kaart, ook wat alleen voor jou is. Wat wil je ermee?"

_SHARED_TITLE = "Je deelkaart: alleen wat je deelt. Wat wil je ermee?"

_COPIED = (
    "De kaart staat op je klembord, als je terminal dat toelaat. Andere programma's kunnen hem daar lezen."
)

_FILE_HINT = "Een nieuw bestand in deze map. Het is niet versleuteld; alleen jij kunt erbij."

_PRINTED = "De kaart is naar je printer."


class CardFileDialog(InputDialog[str]):
    """Asks for the path of a new file."""

    MAX_LENGTH = 4096


async def take_card_along(
    screen: Screen[Any], context: Context, meeting: Meeting | None, entry: Entry, shared: bool
) -> None:
    """Ask what to do with the card, or with ``shared`` the card for sharing, and do it.

    ``entry`` is what is on the card: the preparation of the meeting, if there is one. What is copied has no
    line breaks of its own, to be pasted anywhere.
    """
    exercise = context.library.exercise(entry.exercise)
    page = card_text(meeting, entry, exercise, shared, PAGE_WIDTH)
    title = _SHARED_TITLE if shared else _WHOLE_TITLE
    match await screen.app.push_screen_wait(ListDialog(title, _OPTIONS)):
        case "copy":
            screen.app.copy_to_clipboard(card_text(meeting, entry, exercise, shared))
            screen.notify(_COPIED, markup=False)
        case "save":
            await _save(screen, context, card_heading(meeting, entry), page, shared)
        case "print":
            if await notify_on_error(screen, asyncio.to_thread(print_text, page)):
                screen.notify(_PRINTED, markup=False)


async def _save(screen: Screen[Any], context: Context, heading: CardHeading, text: str, shared: bool) -> None:
    async def save(path: str) -> str:
        return str(await asyncio.to_thread(save_card, path, text, context.folder))

    suggested = await asyncio.to_thread(suggest_card_file, heading, shared)
    dialog = CardFileDialog("Waar bewaar je de kaart?", str(suggested), lambda _: _FILE_HINT, save)
    if path := await screen.app.push_screen_wait(dialog):
        screen.notify(f"De kaart staat in {path}. Dit bestand is niet versleuteld.", markup=False)
