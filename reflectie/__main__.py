"""The entry point of the program: ``reflectie``, and ``python -m reflectie``."""

import sys

from reflectie.early_terminal import early_terminal

_EXIT_INTERRUPTED, _EXIT_SIGNAL = 130, 128


def main() -> int:
    """Hide what is typed, and only then load and run the program. Return the exit code.

    However the program ends, the terminal gets its settings back.
    """
    try:
        early_terminal.hide(sys.argv[1:])
        if early_terminal.settings_before:
            _raise_at_signals()
        # Imported here: a password can be typed while the program loads.
        from reflectie.cli import main as command_line

        return command_line.main()
    except KeyboardInterrupt:  # while it was loading
        return _EXIT_INTERRUPTED
    finally:
        early_terminal.show()


def _raise_at_signals() -> None:
    """End by an exception where the system asks the program to stop, so that the terminal is restored.

    The full screen replaces this by an end that saves first.
    """
    import signal  # only after typing is hidden

    def stop(number: int, _: object) -> None:
        sys.exit(_EXIT_SIGNAL + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # not with nohup
            signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main())
