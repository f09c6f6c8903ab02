"""``reflectie``: start the full-screen program."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reflectie.cli.console import Console, UsageError
from reflectie.process import disable_logging

if TYPE_CHECKING:
    import argparse  # not loaded when the full screen starts

EXAMPLES = ("professional", "bestuurder")
"""The roles with an example journal."""

DEFAULT_EXAMPLE = EXAMPLES[0]

_ALLOWED_TEXTUAL_VARIABLES = {"TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS"}


def add_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "--voorbeeld",
        metavar="ROL",
        nargs="?",
        choices=EXAMPLES,
        const=DEFAULT_EXAMPLE,
        default="",
        help="rondkijken in een verzonnen logboek, van een professional of met 'bestuurder' van een "
        "bestuurder; er wordt niets bewaard",
    )
    parser.add_argument(
        "--inhoud",
        metavar="MAP",
        type=Path,
        action="append",
        default=[],
        help="een map met eigen werkvormen (vragen die bij elkaar horen); mag vaker",
    )


def run(options: "argparse.Namespace", console: Console) -> int:
    return open_full_screen(console, options.voorbeeld, options.inhoud)


def open_full_screen(console: Console, example: str = "", packs: Sequence[Path] = ()) -> int:
    """Run the full screen.

    ``example`` is one of ``EXAMPLES``, or "" for one's own journal. ``packs`` are folders with more content.
    """
    if not console.is_interactive or console.width is None or console.environ.get("TERM") == "dumb":
        raise UsageError(
            "reflectie start in een terminal, en die is er hier niet. "
            "Met 'reflectie --help' zie je wat wel kan, zoals 'reflectie schrijf'."
        )
    remove_textual_variables()
    gc.disable()  # until the first screen: collecting the objects of the start took a tenth of its time
    try:
        from reflectie.tui.app import run_app  # loads Textual, which reads its variables then

        disable_logging()
        folder = console.folder
        if not example:
            folder.has_journal()  # raises AccessDenied before the screen opens
        return run_app(folder.path, example, console.pop_password(), packs=packs)
    finally:
        gc.enable()


def remove_textual_variables() -> None:
    """Remove the variables that make Textual write the screen to disk or open a socket."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") and name not in _ALLOWED_TEXTUAL_VARIABLES:
            del os.environ[name]
