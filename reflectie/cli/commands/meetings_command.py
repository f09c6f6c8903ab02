"""``reflectie overleg``: list meetings, add one, or print the card of one."""

import argparse

from reflectie.cli.commands import add_meeting, list_meetings, print_card
from reflectie.cli.console import Console

HELP = "overleggen om voor te bereiden en op terug te kijken"

DESCRIPTION = (
    "Toont je overleggen, zet er een nieuw in, of maakt de gesprekskaart van een overleg. "
    "Voorbereiden en terugkijken doe je in het volle scherm."
)

COMMANDS = {"lijst": list_meetings, "nieuw": add_meeting, "kaart": print_card}
"""The name of each command below ``overleg``, and its module."""


def add_options(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(title="opdrachten", metavar="WAT", dest="about", required=True)
    for name, module in COMMANDS.items():
        command = below.add_parser(name, help=module.HELP, description=module.DESCRIPTION, allow_abbrev=False)
        module.add_options(command)
        command.set_defaults(about=module.run)


def run(options: argparse.Namespace, console: Console) -> int:
    code: int = options.about(options, console)
    return code
