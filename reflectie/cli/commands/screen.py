"""``reflectie``: the full screen."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reflectie.cli.console import Console, WrongUse

if TYPE_CHECKING:
    import argparse

_WELCOME = {"TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS"}


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
    return show(console, options.voorbeeld, options.inhoud)


def show(console: Console, example: bool = False, packs: Sequence[Path] = ()) -> int:
    """Runs the full screen, on the made-up year when ``example``, with the content of ``packs`` added."""
    if not console.types or console.width is None or console.environ.get("TERM") == "dumb":
        raise WrongUse(
            "Het volle scherm heeft een terminal nodig, en die is er hier niet. "
            "Met 'reflectie --help' zie je wat wel kan, zoals 'reflectie schrijf'."
        )
    _leave_no_traces()
    from reflectie.journal.folder import Folder, data_folder
    from reflectie.process import be_silent
    from reflectie.tui.app import run as run_screen

    be_silent()
    folder = data_folder(console.environ)
    if not example:
        Folder(folder).exists()  # says so here when one may not look into it
    return run_screen(folder, example, console.take_password(), packs=packs)


def _leave_no_traces() -> None:
    """Before Textual is imported: take away what makes it write the screen to disk or open a socket."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL") and name not in _WELCOME]:
        del os.environ[name]
