"""``reflectie overleg``: list meetings, add one, or print the card of one."""

import argparse

from reflectie.cli.command import Command
from reflectie.cli.commands.add_meeting import ADD_MEETING
from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.cli.output import fit_row, output_path, short_id, write_output
from reflectie.content.compiled import open_library
from reflectie.domain.meeting import Meeting, meeting_moment
from reflectie.domain.value import Value
from reflectie.export.card import render_card
from reflectie.export.json import to_json
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.meetings import find_meeting
from reflectie.services.entries import load_preparation
from reflectie.services.meeting_overview import MeetingOverview, all_overviews

CARD_WIDTH = 80
"""Cells in a row of a card that goes to a file or a printer."""


class MeetingRow(Value):
    """A meeting in the list and in ``--json``.

    ``prepared`` is the id of its newest preparation; ``how_far`` is its status in Dutch.
    """

    meeting: Meeting
    series: str = ""
    prepared: str | None = None
    looked_back: bool = False
    how_far: str = ""


# List ----------------------------------------------------------------------------------------------
def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _list(options: argparse.Namespace, console: Console) -> int:
    library = open_library(options.inhoud)
    with open_journal_from_console(console) as journal:
        rows = [_meeting_row(overview, console) for overview in all_overviews(journal, library)]
    if options.json:
        console.write(to_json(rows))
    elif rows:
        console.write("".join(_format_meeting(row, console) for row in rows))
    else:
        console.print_message(
            "Er staat nog geen overleg in je logboek. Met 'reflectie overleg nieuw' zet je er een in."
        )
    return 0


def _meeting_row(overview: MeetingOverview, console: Console) -> MeetingRow:
    return MeetingRow(
        meeting=overview.meeting,
        series=overview.series.name if overview.series else "",
        prepared=overview.preparation.id if overview.preparation else None,
        looked_back=overview.look_back is not None,
        how_far=overview.status(console.now),
    )


def _format_meeting(row: MeetingRow, console: Console) -> str:
    series = f"reeks {row.series}" if row.series else ""
    parts = (row.meeting.name, meeting_moment(row.meeting, console.today), series, row.how_far)
    return fit_row(f"{short_id(row.meeting.id)}  {' · '.join(filter(None, parts))}", console.width)


# Card ----------------------------------------------------------------------------------------------
def _add_card_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie overleg lijst'")
    parser.add_argument("--gedeeld", action="store_true", help="de deelkaart: alleen wat je deelt")
    parser.add_argument(
        "--formaat",
        choices=("md", "tekst"),
        default="tekst",
        help="tekst (als je niets kiest) of md (Markdown)",
    )
    parser.add_argument("--naar", metavar="PAD", default="-", help="het bestand; anders standaarduitvoer")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def _print_card(options: argparse.Namespace, console: Console) -> int:
    path = output_path(options, console)
    with open_journal_from_console(console) as journal:
        meeting = find_meeting(journal, options.id)
        preparation = load_preparation(journal, open_library(options.inhoud), meeting.id)
    exercise, entry = preparation or (None, None)
    document = render_card(meeting, entry, exercise, options.gedeeld)
    if options.formaat == "md":
        text = to_markdown(document)
    else:
        width = CARD_WIDTH if path else console.width or CARD_WIDTH
        text = to_plain_text(document, width, compact=True)
    write_output(options, text.encode(), console)
    if path:
        console.print_message(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
    return 0


# The group -----------------------------------------------------------------------------------------
LIST_MEETINGS = Command(
    "Toont je overleggen, het oudste bovenaan: kenmerk, naam, dag, reeks, en wat je ermee deed.",
    _list,
    _add_list_options,
)

PRINT_CARD = Command(
    "Maakt de kaart van een overleg uit je laatste voorbereiding. Op de deelkaart staat alleen wat je deelt, "
    "en nooit waar je anderen zag staan.",
    _print_card,
    _add_card_options,
)

_SUBCOMMANDS = {
    "lijst": ("je overleggen, het oudste bovenaan", LIST_MEETINGS),
    "nieuw": ("een overleg erin zetten, met de hand of uit een uitnodiging", ADD_MEETING),
    "kaart": ("de kaart van een overleg, voor aan tafel", PRINT_CARD),
}
"""The line of help and the command for each word after ``overleg``."""


def _add_subcommands(parser: argparse.ArgumentParser) -> None:
    subparsers = parser.add_subparsers(
        title="opdrachten",
        metavar="WAT",
        dest="subcommand",
        required=True,
        parser_class=argparse.ArgumentParser,
    )
    for name, (help_line, command) in _SUBCOMMANDS.items():
        command.add_to(subparsers.add_parser(name, help=help_line, allow_abbrev=False))


MEETINGS = Command(
    "Toont je overleggen, zet er een nieuw in, of maakt de kaart voor aan tafel. "
    "Voorbereiden en terugkijken doe je op het scherm: start reflectie.",
    _list,  # replaced by the subcommand, which is required
    _add_subcommands,
)
