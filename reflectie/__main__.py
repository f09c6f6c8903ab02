"""``python -m reflectie`` is the command ``reflectie``."""

import sys

from reflectie.cli import main

if __name__ == "__main__":
    sys.exit(main())
