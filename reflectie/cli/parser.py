"""The argument parser, with Dutch texts for argparse.

argparse looks up each text with gettext under the name ``_``; ``argparse_in_dutch`` replaces that function."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from reflectie.cli.commands import (
    backup,
    change_password,
    delete,
    diagnose,
    erase_bin,
    export,
    full_screen,
    list_entries,
    meetings_command,
    restore_backup,
    search,
    show,
    write_note,
)
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
    """Inside, argparse speaks Dutch; it looks words up both when a parser is made and when it is used."""
    before = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._, argparse.ngettext = _translate, _translate_plural  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = before  # type: ignore[attr-defined]


def _translate(text: str) -> str:
    return ARGPARSE_TEXTS.get(text, text)


def _translate_plural(one: str, several: str, count: int) -> str:
    return _translate(one if count == 1 else several)


DESCRIPTION = (
    "Een reflectiecoach in de terminal. Wat je schrijft blijft op je eigen computer, versleuteld. "
    "Zonder opdracht opent het volle scherm."
)

EPILOG = (
    "REFLECTIE_MAP wijst een andere map voor je logboek aan; REFLECTIE_WACHTWOORD geeft het wachtwoord, "
    "en REFLECTIE_NIEUW_WACHTWOORD een nieuw, voor wie reflectie vanuit een script gebruikt."
)

COMMANDS = {
    "lijst": list_entries,
    "toon": show,
    "zoek": search,
    "exporteer": export,
    "schrijf": write_note,
    "overleg": meetings_command,
    "wachtwoord": change_password,
    "verwijder": delete,
    "opruimen": erase_bin,
    "backup": backup,
    "herstel": restore_backup,
    "controle": diagnose,
}
"""The name of each command and the module that adds its options and runs it."""


def build_parser() -> argparse.ArgumentParser:
    """The parser; what it gives has ``run(options, console) -> int``."""
    top = argparse.ArgumentParser(
        prog="reflectie", description=DESCRIPTION, epilog=EPILOG, allow_abbrev=False
    )
    full_screen.add_options(top)
    top.set_defaults(run=full_screen.run)
    top.add_argument(
        "--versie", action="store_const", dest="run", const=_print_version, help="de versie tonen"
    )
    commands = top.add_subparsers(title="opdrachten", metavar="OPDRACHT", dest="command")
    for name, module in COMMANDS.items():
        command = commands.add_parser(
            name, help=module.HELP, description=module.DESCRIPTION, allow_abbrev=False
        )
        module.add_options(command)
        command.set_defaults(run=module.run)
    return top


def _print_version(_: argparse.Namespace, console: Console) -> int:
    # Looking it up takes longer than all the rest of this file.
    from importlib.metadata import version

    console.write(f"reflectie {version('reflectie')}\n")
    return 0
