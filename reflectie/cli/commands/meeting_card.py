"""``reflectie overleg kaart``: what one needs at the table, on one page."""

import argparse

from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.cli.prepared import prepared
from reflectie.cli.target import target, write_to

HELP = "de gesprekskaart van een overleg"
DESCRIPTION = (
    "Maakt de gesprekskaart van een overleg uit je laatste voorbereiding. Op een gedeelde kaart staat alleen "
    "wat je markeerde om te delen, en nooit waar je anderen zag staan."
)
WIDTH = 80
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
    from reflectie.content.compiled import library
    from reflectie.export.card import card
    from reflectie.journal.meetings import find

    path = target(options, console)
    with journal(console) as opened:
        meeting = find(opened, options.id)
        found = prepared(opened, library(options.inhoud), meeting.id)
    exercise, entry = found or (None, None)
    document = card(meeting, entry, exercise, options.gedeeld)
    if options.formaat == "md":
        from reflectie.export.markdown import markdown

        text = markdown(document)
    else:
        from reflectie.export.plain import plain

        width = WIDTH if path else console.width or WIDTH
        text = plain(document, width, tight=True)
    if path is None:
        console.write(text)
    else:
        write_to(path, text)
        console.say(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
    return 0
