"""What can be asked on the command line."""

import argparse

from reflectie.cli.commands import (
    backup,
    check,
    delete,
    export,
    listing,
    meeting,
    password,
    restore,
    screen,
    search,
    show,
    tidy,
    write,
)
from reflectie.cli.console import Console

DESCRIPTION = (
    "Een reflectiecoach in de terminal. Wat je schrijft blijft op je eigen computer, versleuteld. "
    "Zonder opdracht opent het volle scherm."
)
EPILOG = (
    "REFLECTIE_MAP wijst een andere map voor je logboek aan; REFLECTIE_WACHTWOORD geeft het wachtwoord, "
    "en REFLECTIE_NIEUW_WACHTWOORD een nieuw, voor wie reflectie vanuit een script gebruikt."
)
COMMANDS = {
    "lijst": listing,
    "toon": show,
    "zoek": search,
    "exporteer": export,
    "schrijf": write,
    "overleg": meeting,
    "wachtwoord": password,
    "verwijder": delete,
    "opruimen": tidy,
    "backup": backup,
    "herstel": restore,
    "controle": check,
}
"""The name of each command and the module that adds its options and runs it."""


def parser() -> argparse.ArgumentParser:
    """The parser; what it gives has ``run(options, console) -> int``."""
    top = argparse.ArgumentParser(
        prog="reflectie", description=DESCRIPTION, epilog=EPILOG, allow_abbrev=False
    )
    screen.add_options(top)
    top.set_defaults(run=screen.run)
    top.add_argument("--versie", action="store_const", dest="run", const=_version, help="de versie tonen")
    commands = top.add_subparsers(title="opdrachten", metavar="OPDRACHT", dest="command")
    for name, module in COMMANDS.items():
        command = commands.add_parser(
            name, help=module.HELP, description=module.DESCRIPTION, allow_abbrev=False
        )
        module.add_options(command)
        command.set_defaults(run=module.run)
    return top


def _version(_: argparse.Namespace, console: Console) -> int:
    # Looking it up takes longer than all the rest of this file.
    from importlib.metadata import version

    console.write(f"reflectie {version('reflectie')}\n")
    return 0
