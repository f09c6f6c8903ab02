"""Commands with their options, imported when they are used."""

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from reflectie.cli.console import Console, UsageError
from reflectie.domain.date_parser import parse_date
from reflectie.domain.dates import PartialDate


def _no_options(_: argparse.ArgumentParser) -> None:
    """The options of a command without options."""


class Command(NamedTuple):
    """What a command does; ``run`` returns the exit code."""

    description: str
    run: Callable[[argparse.Namespace, Console], int]
    add_options: Callable[[argparse.ArgumentParser], None] = _no_options

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Give a parser the options of this command, and set ``run`` in what it parses."""
        parser.description = self.description
        parser.set_defaults(run=self.run)
        self.add_options(parser)


def add_subcommands(subcommands: Mapping[str, tuple[str, Command]], parser: argparse.ArgumentParser) -> None:
    """Add commands below a command: for each word after it, the line of help and the command."""
    subparsers = parser.add_subparsers(
        title="opdrachten",
        metavar="WAT",
        dest="subcommand",
        required=True,
        parser_class=argparse.ArgumentParser,
    )
    for name, (help_line, command) in subcommands.items():
        command.add_to(subparsers.add_parser(name, help=help_line, allow_abbrev=False))


class CommandReference(NamedTuple):
    """Where a command is: a module in ``reflectie.cli.commands`` and a name in it; and its line of help."""

    module: str
    name: str
    help: str

    def load(self) -> Command:
        command: Command = getattr(import_module(f"reflectie.cli.commands.{self.module}"), self.name)
        return command


class CommandParser(argparse.ArgumentParser):
    """The parser of one command. It imports the command when it is used, and none of the others."""

    def __init__(self, *args: Any, reference: CommandReference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reference: CommandReference | None = reference

    def load(self) -> None:
        """Import the command and add its options, once."""
        reference, self._reference = self._reference, None
        if reference:
            reference.load().add_to(self)

    def parse_known_args(self, *args: Any, **kwargs: Any) -> Any:
        self.load()
        return super().parse_known_args(*args, **kwargs)


def parse_period(options: argparse.Namespace, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days in ``--van`` and ``--tot``; without them the first and the last day there is.

    Raises:
        UsageError: one is not understood, or they are the wrong way round.
    """
    first = parse_typed_date(options.van, today).first_day if options.van else dt.date.min
    last = parse_typed_date(options.tot, today).last_day if options.tot else dt.date.max
    if first > last:
        raise UsageError("--van ligt na --tot; draai ze om.")
    return first, last


def parse_typed_date(text: str, today: dt.date) -> PartialDate:
    """Return the day, month or year that an option names, not after today; raise UsageError for others."""
    date = parse_date(text, today, past=True)
    if date is None:
        raise UsageError(
            f"'{text}' begrijp ik niet als dag. Schrijf bijvoorbeeld gisteren, maandag, 22-11-2026 of maart."
        )
    return date


def parse_count(text: str, maximum: int, message: str) -> int:
    """Parse a number from 1 to ``maximum``; raise ArgumentTypeError with ``message`` for anything else."""
    if not text.isdecimal() or not 0 < int(text) <= maximum:
        raise argparse.ArgumentTypeError(message)
    return int(text)
