"""Run a command and turn errors into messages and exit codes."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from reflectie.cli.console import Console, UsageError, system_console
from reflectie.domain.errors import ReflectieError
from reflectie.process import harden_process

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program in the real world.

    Returns:
        The exit code: 0 done, 1 refused or failed with a clear message, 2 wrong use, 130 stopped by Ctrl+C.
    """
    harden_process()
    return run(arguments, system_console())


def run(arguments: Sequence[str] | None, console: Console) -> int:
    """Run the program in a given console; errors of the family become their message and an exit code."""
    try:
        return _parse_command(arguments)(console)
    except SystemExit as stop:  # argparse has said what it had to say
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    except UsageError as error:
        console.print_message(str(error))
        return EXIT_USAGE
    except ReflectieError as error:
        console.print_message(str(error))
        return EXIT_FAILED
    except KeyboardInterrupt:
        console.end_line()
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: reflectie lijst | head
        console.discard_output()
        return EXIT_OK


def _parse_command(arguments: Sequence[str] | None) -> Callable[[Console], int]:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in ([], ["--voorbeeld"]):
        # The full screen: the words of all other commands are a tenth of its start.
        from reflectie.cli.commands import full_screen

        return partial(full_screen.open_full_screen, example=bool(words))
    from reflectie.cli.parser import argparse_in_dutch, build_parser

    with argparse_in_dutch():
        asked = build_parser()
        options = asked.parse_args(arguments)
        if options.voorbeeld and options.command:
            asked.error(f"--voorbeeld hoort bij het volle scherm en niet bij '{options.command}'")
    command: Callable[..., int] = options.run
    return lambda console: command(options, console)
