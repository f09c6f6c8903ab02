"""The command line: arguments -> open the journal -> call. The only place that says how the program ends."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from reflectie.cli.console import Console, WrongUse, here
from reflectie.domain.errors import ReflectieError
from reflectie.process import protect

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program in the real world.

    Returns:
        The exit code: 0 done, 1 refused or failed with a clear message, 2 wrong use, 130 stopped by Ctrl+C.
    """
    protect()
    return run(arguments, here())


def run(arguments: Sequence[str] | None, console: Console) -> int:
    """Run the program in a given console; errors of the family become their message and an exit code."""
    try:
        return _command(arguments)(console)
    except SystemExit as stop:  # argparse has said what it had to say
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    except WrongUse as error:
        console.say(str(error))
        return WRONG_USE
    except ReflectieError as error:
        console.say(str(error))
        return REFUSED
    except KeyboardInterrupt:
        console.end_line()
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: reflectie lijst | head
        console.hush()
        return DONE


def _command(arguments: Sequence[str] | None) -> Callable[[Console], int]:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in ([], ["--voorbeeld"]):
        # The full screen: the words of all other commands are a tenth of its start.
        from reflectie.cli.commands import screen

        return partial(screen.show, example=bool(words))
    from reflectie.cli.dutch import dutch
    from reflectie.cli.parser import parser

    with dutch():
        asked = parser()
        options = asked.parse_args(arguments)
        if options.voorbeeld and options.command:
            asked.error(f"--voorbeeld hoort bij het volle scherm en niet bij '{options.command}'")
    command: Callable[..., int] = options.run
    return lambda console: command(options, console)
