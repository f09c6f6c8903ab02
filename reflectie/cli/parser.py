"""The argument parser of the program, with Dutch texts for argparse.

argparse looks up each text with a function named ``_``, as gettext does. ``argparse_in_dutch`` replaces it.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from reflectie.cli.command import CommandParser, CommandReference
from reflectie.cli.commands import full_screen
from reflectie.cli.console import Console

ARGPARSE_TEXTS = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "positional arguments": "argumenten",
    "subcommands": "opdrachten",
    "%(heading)s:": "%(heading)s:",
    " (default: %(default)s)": " (standaard: %(default)s)",
    "show this help message and exit": "deze hulp tonen",
    "show program's version number and exit": "de versie tonen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: let op: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "dit hoort er niet bij: %s",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "one of the arguments %s is required": "een van deze is nodig: %s",
    "not allowed with argument %s": "gaat niet samen met %s",
    "ambiguous option: %(option)s could match %(matches)s": ("%(option)s kan van alles zijn: %(matches)s"),
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r is er niet; kies uit %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r is er niet; bedoel je %(closest)r? Kies uit %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "%(parser_name)r is er niet; kies uit %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r past hier niet",
    "expected one argument": "hier hoort één waarde achter",
    "expected at most one argument": "hier hoort hooguit één waarde achter",
    "expected at least one argument": "hier hoort een waarde achter",
    "expected %s argument": "hier hoort %s waarde achter",
    "expected %s arguments": "hier horen %s waarden achter",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
    "unexpected option string: %s": "die optie is er niet: %s",
    "can't open '%(filename)s': %(error)s": "'%(filename)s' gaat niet open: %(error)s",
    "option '%(option)s' is deprecated": "optie '%(option)s' verdwijnt binnenkort",
    "command '%(parser_name)s' is deprecated": "opdracht '%(parser_name)s' verdwijnt binnenkort",
    "argument '%(argument_name)s' is deprecated": "'%(argument_name)s' verdwijnt binnenkort",
}


@contextmanager
def argparse_in_dutch() -> Iterator[None]:
    """Translate the texts of argparse. Build the parser and use it inside this context."""
    english = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._, argparse.ngettext = _translate, _translate_plural  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = english  # type: ignore[attr-defined]


def _translate(text: str) -> str:
    return ARGPARSE_TEXTS.get(text, text)


def _translate_plural(singular: str, plural: str, count: int) -> str:
    return _translate(singular if count == 1 else plural)


DESCRIPTION = (
    "Een reflectiecoach in de terminal. Wat je schrijft blijft op je eigen computer, versleuteld. "
    "Zonder opdracht start reflectie."
)

EPILOG = (
    "REFLECTIE_MAP wijst een andere map voor je logboek aan; REFLECTIE_WACHTWOORD geeft het wachtwoord, "
    "en REFLECTIE_NIEUW_WACHTWOORD een nieuw, voor wie reflectie vanuit een script gebruikt."
)

COMMANDS = {
    "lijst": CommandReference("read_entries", "LIST", "je reflecties, de nieuwste bovenaan"),
    "toon": CommandReference("read_entries", "SHOW", "één reflectie lezen"),
    "zoek": CommandReference("read_entries", "SEARCH", "woorden zoeken in wat je schreef"),
    "kaart": CommandReference("show_lines", "CARD", "de zes lijnen, met waar je nu staat"),
    "terug": CommandReference("show_lines", "TRAIL", "je tekens op één lijn, door de tijd"),
    "exporteer": CommandReference("export", "EXPORT", "reflecties naar een leesbaar bestand"),
    "importeer": CommandReference("import_journal", "IMPORT", "een JSON-bestand van reflectie weer inlezen"),
    "schrijf": CommandReference(
        "write_note", "WRITE", "een vrije notitie, getypt of uit een ander programma"
    ),
    "overleg": CommandReference(
        "meetings_command", "MEETINGS", "overleggen om voor te bereiden en op terug te kijken"
    ),
    "wachtwoord": CommandReference(
        "change_password",
        "PASSWORD",
        "je wachtwoord wijzigen, een herstelcode maken, openen zonder wachtwoord",
    ),
    "verwijder": CommandReference(
        "delete", "DELETE", "een reflectie weggooien of terughalen, of alles wissen"
    ),
    "opruimen": CommandReference("delete", "ERASE", "voorgoed wissen wat in de prullenbak ligt"),
    "backup": CommandReference("backup", "BACK_UP", "een versleutelde kopie van je logboek"),
    "herstel": CommandReference(
        "restore_command", "RESTORE", "zien wat een kopie verandert, en haar terugzetten"
    ),
    "inhoud": CommandReference("content_command", "CONTENT", "de werkvormen, en een eigen pakket maken"),
    "controle": CommandReference(
        "diagnose_command", "DIAGNOSE", "kijken of logboek, sleutels, rechten en kopie in orde zijn"
    ),
}


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the program. What it parses has ``run(options, console) -> int``."""
    parser = argparse.ArgumentParser(
        prog="reflectie", description=DESCRIPTION, epilog=EPILOG, allow_abbrev=False
    )
    full_screen.add_options(parser)
    parser.set_defaults(run=full_screen.run)
    parser.add_argument(
        "--versie", action="store_const", dest="run", const=_print_version, help="de versie tonen"
    )
    commands = parser.add_subparsers(
        title="opdrachten", metavar="OPDRACHT", dest="command", parser_class=CommandParser
    )
    for name, reference in COMMANDS.items():
        commands.add_parser(name, help=reference.help, allow_abbrev=False, reference=reference)
    return parser


def _print_version(_: argparse.Namespace, console: Console) -> int:
    from importlib.metadata import version  # takes longer to import than the rest of this file

    console.write(f"reflectie {version('reflectie')}\n")
    return 0
