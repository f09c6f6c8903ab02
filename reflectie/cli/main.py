"""Run a command and turn errors into messages and exit codes."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from reflectie.cli.commands import full_screen
from reflectie.cli.console import Console, UsageError, system_console
from reflectie.domain.errors import ReflectieError, refused_path
from reflectie.process import harden_process

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130

_EXAMPLES: dict[tuple[str, ...], str] = {
    (): "",
    ("--voorbeeld",): full_screen.DEFAULT_EXAMPLE,
    **{("--voorbeeld", name): name for name in full_screen.EXAMPLES},
}
"""The arguments that only open the full screen, each with the example to show."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the streams and the environment of this process.

    Returns:
        The exit code: 0 done, 1 refused or failed with a clear message, 2 wrong use, 130 stopped by Ctrl+C.
    """
    harden_process()
    return run(arguments, system_console())


def run(arguments: Sequence[str] | None, console: Console) -> int:
    """Run the program in a console. A ``ReflectieError`` becomes its message and an exit code."""
    try:
        return _parse_command(arguments)(console)
    except SystemExit as stop:  # argparse has printed its message
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    except KeyboardInterrupt:
        console.end_line()
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader stopped early: reflectie lijst | head
        console.discard_output()
        return EXIT_OK
    except UsageError as error:
        console.print_message(str(error))
        return EXIT_USAGE
    except (ReflectieError, OSError) as error:
        # An OSError is about a path that the user gave, in an option or a variable, and that refuses a look.
        console.print_message(str(refused_path(error) if isinstance(error, OSError) else error))
        return EXIT_FAILED


def _parse_command(arguments: Sequence[str] | None) -> Callable[[Console], int]:
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    if words in _EXAMPLES:
        return partial(full_screen.open_full_screen, example=_EXAMPLES[words])
    # Imported here: the full screen does not need argparse, which is a tenth of its start time.
    from reflectie.cli.parser import argparse_in_dutch, build_parser

    with argparse_in_dutch():
        parser = build_parser()
        options = parser.parse_args(arguments)
        if options.voorbeeld and options.command:
            parser.error(f"--voorbeeld hoort bij 'reflectie' zonder opdracht en niet bij '{options.command}'")
    command: Callable[..., int] = options.run
    return lambda console: command(options, console)
