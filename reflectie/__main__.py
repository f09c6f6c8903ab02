"""The entry point of the program: ``reflectie``, and ``python -m reflectie``."""

import os
import sys

from reflectie.early_terminal import early_terminal

_EXIT_INTERRUPTED, _EXIT_SIGNAL = 130, 128


def main() -> int:
    """Hide what is typed, and only then load and run the program. Return the exit code.

    However the program ends, the terminal gets its settings back.
    """
    try:
        early_terminal.hide(sys.argv[1:])
        _handle_signals()
        # Imported here: a password can be typed while the program loads.
        from reflectie.cli import main as command_line

        return command_line.main()
    except KeyboardInterrupt:  # while it was loading
        return _EXIT_INTERRUPTED
    finally:
        early_terminal.show()


def _handle_signals() -> None:
    """Show and hide typing as the process ends, stops and goes on. The full screen replaces all of this.

    A command that must end does so by an exception, so that it can clean up. While the full screen loads
    there is only the terminal to restore, and Python loses an exception in some places of an import.
    """
    import signal  # only after typing is hidden

    def end(number: int, _: object) -> None:
        if early_terminal.is_loading:
            early_terminal.show()
            os._exit(_EXIT_SIGNAL + number)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(_EXIT_SIGNAL + number)

    def stop(number: int, _: object) -> None:
        early_terminal.show_while_stopped()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)  # stops here, until the shell goes on with the process
        signal.signal(number, stop)
        early_terminal.hide_again()

    def go_on(_number: int, _: object) -> None:
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL:  # else ``stop`` hides again
            early_terminal.hide_again()

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)
    handlers = {"SIGTSTP": stop, "SIGCONT": go_on}
    if early_terminal.settings_before:
        handlers |= {"SIGTERM": end, "SIGHUP": end}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:  # not with nohup
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
