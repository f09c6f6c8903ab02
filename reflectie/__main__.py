"""The entry point of the program: ``reflectie``, and ``python -m reflectie``."""

import sys

from reflectie.early_terminal import early_terminal

EXIT_INTERRUPTED = 130


def main() -> int:
    """Hide what is typed, and only then load and run the program. Return the exit code.

    However the program ends, the terminal gets its settings back.
    """
    early_terminal.hide(sys.argv[1:])
    try:
        # Imported here: a password can be typed while the program loads.
        from reflectie.cli import main as command_line

        return command_line.main()
    except KeyboardInterrupt:  # while it was loading
        return EXIT_INTERRUPTED
    finally:
        early_terminal.show()


if __name__ == "__main__":
    sys.exit(main())
