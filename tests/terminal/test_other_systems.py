"""Nothing but Textual's own terminal driver needs what only POSIX has."""

import subprocess
import sys

_IMPORT_WITHOUT_POSIX = """
import importlib, pkgutil, sys
import asyncio, subprocess, tempfile  # Python's own, which have other ways on Windows
hidden = {"fcntl", "termios", "tty", "pty", "resource", "pwd", "grp"}
for name in hidden:
    sys.modules[name] = None
import reflectie
for room in sys.argv[1:]:
    package = importlib.import_module(f"reflectie.{room}")
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"reflectie.{room}."):
        importlib.import_module(module.name)
print(len(sys.modules))
"""


def test_every_part_can_be_imported_where_posix_modules_are_not_there() -> None:
    rooms = ["domain", "content", "journal", "export", "cli", "tui"]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_WITHOUT_POSIX, *rooms], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
