"""``reflectie overleg kaart``: print the card of a meeting."""

import argparse

from reflectie.cli.console import Console, output_path, write_output_file
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.services.entries import load_preparation

HELP = "de gesprekskaart van een overleg"

DESCRIPTION = (
    "Maakt de gesprekskaart van een overleg uit je laatste voorbereiding. Op een gedeelde kaart staat alleen "
    "wat je markeerde om te delen, en nooit waar je anderen zag staan."
)

CARD_WIDTH = 80
"""Cells of a card on paper: in a file, or on its way to a printer."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie overleg lijst'")
    parser.add_argument("--gedeeld", action="store_true", help="alleen wat je markeerde om te delen")
    parser.add_argument(
        "--formaat", choices=("md", "tekst"), default="tekst", help="tekst (gewoonlijk) of md (Markdown)"
    )
    parser.add_argument("--naar", metavar="PAD", default="-", help="het bestand; anders standaarduitvoer")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.content.compiled import open_library
    from reflectie.export.card import render_card
    from reflectie.journal.meetings import find_meeting

    path = output_path(options, console)
    with open_journal_from_console(console) as opened:
        meeting = find_meeting(opened, options.id)
        found = load_preparation(opened, open_library(options.inhoud), meeting.id)
    exercise, entry = found or (None, None)
    document = render_card(meeting, entry, exercise, options.gedeeld)
    if options.formaat == "md":
        from reflectie.export.markdown import to_markdown

        text = to_markdown(document)
    else:
        from reflectie.export.plain_text import to_plain_text

        width = CARD_WIDTH if path else console.width or CARD_WIDTH
        text = to_plain_text(document, width, compact=True)
    if path is None:
        console.write(text)
    else:
        write_output_file(path, text)
        console.print_message(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
    return 0
