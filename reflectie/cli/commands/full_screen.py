"""``reflectie``: start the full-screen program."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reflectie.cli.console import Console, UsageError

if TYPE_CHECKING:
    import argparse


_ALLOWED_TEXTUAL_VARIABLES = {"TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS"}


def add_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "--voorbeeld",
        action="store_true",
        help="het volle scherm met een verzonnen logboek van een jaar; er wordt niets bewaard",
    )
    parser.add_argument(
        "--inhoud",
        metavar="MAP",
        type=Path,
        action="append",
        default=[],
        help="een map met een eigen pakket werkvormen erbij; mag vaker",
    )


def run(options: "argparse.Namespace", console: Console) -> int:
    return open_full_screen(console, options.voorbeeld, options.inhoud)


def open_full_screen(console: Console, example: bool = False, packs: Sequence[Path] = ()) -> int:
    """Runs the full screen, on the made-up year when ``example``, with the content of ``packs`` added."""
    if not console.is_interactive or console.width is None or console.environ.get("TERM") == "dumb":
        raise UsageError(
            "Het volle scherm heeft een terminal nodig, en die is er hier niet. "
            "Met 'reflectie --help' zie je wat wel kan, zoals 'reflectie schrijf'."
        )
    _remove_textual_variables()
    from reflectie.journal.folder import JournalFolder, data_folder
    from reflectie.process import disable_logging
    from reflectie.tui.launch import run_app as run_screen

    disable_logging()
    folder = data_folder(console.environ)
    if not example:
        JournalFolder(folder).has_journal()  # says so here when one may not look into it
    return run_screen(folder, example, console.pop_password(), packs=packs)


def _remove_textual_variables() -> None:
    """Before Textual is imported: take away what makes it write the screen to disk or open a socket."""
    for name in [
        name for name in os.environ if name.startswith("TEXTUAL") and name not in _ALLOWED_TEXTUAL_VARIABLES
    ]:
        del os.environ[name]
