"""The card of a meeting: mark what is shared, and save, print or write out the card."""

import platform
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import platformdirs
from msgspec.structs import replace

from reflectie.domain.entry import Entry
from reflectie.domain.errors import CannotWrite, InvalidInput, ReflectieError, cannot_export, os_error_reason
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Meeting
from reflectie.export.card import CardHeading, CardItem, render_card
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.folder import JournalFolder, file_exists, resolve_link, write_private_new
from reflectie.services.context import Context
from reflectie.services.typed_path import read_typed_path

PAGE_WIDTH = 80
"""Cells in a row of a card that goes to a file or a printer."""

PRINT_SECONDS = 20
"""How long the print command of the system may take."""

_MAX_NAME_LENGTH = 40


def card_text(
    meeting: Meeting | None, entry: Entry, exercise: Exercise | None, shared: bool, width: int | None = None
) -> str:
    """The card, or with ``shared`` only what is marked for sharing, as text folded at ``width`` cells."""
    return to_plain_text(render_card(meeting, entry, exercise, shared), width, compact=True)


async def toggle_shared(context: Context, entry: Entry, item: CardItem) -> Entry:
    """Make an item of the card private if any of its answers is shared, or else share all of them.

    Returns:
        The entry as it was saved.
    """
    answers = [answer for answer in entry.answers if answer.address in item.addresses]
    changed = [replace(answer, shared=not item.is_shared) for answer in answers]
    for answer in changed:
        entry = entry.with_answer(answer)
    await context.require_journal.save(entry, changed)
    return entry


def suggest_card_file(heading: CardHeading, shared: bool) -> Path:
    """Return a file that does not exist yet, in the documents of the user or else in their home folder."""
    kind = "deelkaart" if shared else "kaart"
    day = heading.day.isoformat() if heading.day else ""
    return unused_document("-".join(filter(None, (kind, _file_name(heading.name), day))), "txt")


def _file_name(name: str) -> str:
    """A name without accents, capitals and characters that a file system refuses."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_MAX_NAME_LENGTH].strip("-")


def unused_document(stem: str, suffix: str) -> Path:
    """Return a file that does not exist yet, in the documents of the user or else in their home folder.

    ``stem`` is followed by a number if it is taken.
    """
    folder = _documents_folder()
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    files = (folder / f"{stem}{number}.{suffix}" for number in numbers)
    return next((file for file in files if not file_exists(file)), folder / f"{stem}.{suffix}")


def _documents_folder() -> Path:
    documents = Path(platformdirs.user_documents_dir())
    if documents.is_dir():
        return documents
    try:
        return Path.home()
    except RuntimeError:  # the home folder is unknown
        return Path.cwd()


def save_card(path: str, text: str, journal: JournalFolder | None) -> Path:
    """Write a card to a new file that only this user can read. ``path`` may begin with ``~``.

    Raises:
        ReflectieError: the file exists, lies in the folder of the journal, or cannot be written.
    """
    file = typed_path(path)
    try:
        _check_card_file(file, journal)
        write_private_new(file, text.encode())
    except OSError as error:  # the name of the folder is too long, or it may not be looked into
        raise cannot_export(file, os_error_reason(error)) from error
    except CannotWrite as error:
        cause = error.__cause__
        reason = os_error_reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
        raise cannot_export(file, reason) from error
    return file


def _check_card_file(file: Path, journal: JournalFolder | None) -> None:
    if journal and resolve_link(file).is_relative_to(resolve_link(journal.path)):
        raise cannot_export(file, "die map is van je logboek zelf")
    if file_exists(file):
        raise cannot_export(file, "er staat al iets met die naam")
    if not file.parent.is_dir():
        raise cannot_export(file, "die map is er niet")


def typed_path(path: str) -> Path:
    """The absolute path of a file as it was typed.

    Raises:
        InvalidInput: there is none, or no file can have this name.
    """
    if not path.strip().strip("'\""):
        raise InvalidInput("Schrijf een map en een bestandsnaam.")
    typed = read_typed_path(path)
    if "\0" in str(typed):
        raise InvalidInput("Zo kan een bestand niet heten. Schrijf een andere naam.")
    return typed.absolute()


def print_text(text: str) -> None:
    """Send a text to the default printer. It takes up to ``PRINT_SECONDS``.

    Raises:
        ReflectieError: there is no print command here, or it fails.
    """
    command = None if platform.system() == "Windows" else shutil.which("lp") or shutil.which("lpr")
    if command is None:
        raise _cannot_print("hier is geen printer gevonden")
    try:
        result = subprocess.run(  # noqa: S603 - a command of the system, without arguments
            [command], input=text.encode(), capture_output=True, timeout=PRINT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _cannot_print("de printer antwoordt niet") from error
    if result.returncode:
        raise _cannot_print("de printer nam het niet aan")


def _cannot_print(reason: str) -> ReflectieError:
    return ReflectieError(
        f"Afdrukken lukt niet: {reason}. Je kaart is niet veranderd. Bewaar hem als bestand en druk dat af."
    )
