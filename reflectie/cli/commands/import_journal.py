"""``reflectie importeer``: add what is new in a file that ``exporteer --formaat json`` wrote."""

import argparse
from pathlib import Path

from reflectie.cli.command import Command
from reflectie.cli.console import Console, confirm
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.journal.archive_store import add_archive
from reflectie.services.import_archive import describe_import, preview_import, read_import_file


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bestand", metavar="BESTAND", help="een JSON-bestand van reflectie exporteer")
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def _run(options: argparse.Namespace, console: Console) -> int:
    archive = read_import_file(Path(options.bestand))
    with open_journal_from_console(console, create=True) as journal:
        preview = preview_import(journal, archive)
        for line in describe_import(preview):
            console.write(f"{line}\n")
        if not preview.adds_something:
            console.print_message("Er is niets nieuws om toe te voegen.")
            return 0
        if not confirm(console, "Toevoegen wat nieuw is?", "ja", options.ja):
            console.print_message("Er is niets toegevoegd.")
            return 1
        add_archive(journal, archive)
    console.print_message("Toegevoegd. Wat er al stond is niet veranderd.")
    return 0


IMPORT = Command(
    "Voegt toe wat nieuw is in een JSON-bestand van reflectie. Wat er al staat, wordt nooit overschreven.",
    _run,
    _add_options,
)
