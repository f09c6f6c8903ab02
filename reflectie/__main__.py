"""Run the command with ``python -m reflectie``."""

import sys

from reflectie.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
