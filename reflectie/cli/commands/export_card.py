"""``reflectie exporteer --kaart``: the card of one entry, in Markdown."""

import argparse

from reflectie.cli.commands.export_options import stands_alone
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console, open_library_from_console
from reflectie.cli.output import output_path, write_output
from reflectie.domain.errors import NotFound
from reflectie.export.card import render_card
from reflectie.export.markdown import to_markdown
from reflectie.journal.find_entries import find_entry_id
from reflectie.services.entries import load_entry_with_drafts


def add_card_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a card."""
    parser.add_argument(
        "--kaart",
        metavar="KENMERK",
        help="alleen de kaart van deze reflectie; het kenmerk staat in 'reflectie lijst'",
    )
    parser.add_argument(
        "--gedeeld", action="store_true", help="met --kaart: de deelkaart, alleen wat je deelt"
    )


def export_card(options: argparse.Namespace, console: Console) -> int:
    """Write the card of one entry."""
    if not stands_alone(options) or options.agenda is not None or not options.naar:
        raise UsageError(
            "--kaart gaat over één reflectie, als md. Laat alleen --naar en --gedeeld erbij staan."
        )
    path = output_path(options, console)
    with open_journal_from_console(console, read_only=True) as journal:
        library = open_library_from_console(options, console)
        entry = load_entry_with_drafts(journal, library, find_entry_id(journal, options.kaart))
    exercise = library.exercise(entry.exercise)
    if exercise is None or not exercise.has_own_card:
        raise NotFound("Bij deze reflectie hoort geen kaart. Laat --kaart weg: dan krijg je alles.")
    document = render_card(None, entry, exercise, options.gedeeld)
    write_output(options, to_markdown(document).encode(), console)
    if path:
        console.print_message(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
    return 0
