"""Only the terminal driver of Textual needs modules that exist on POSIX alone."""

import subprocess
import sys

_IMPORT_WITHOUT_POSIX = """
import importlib, pkgutil, sys
import asyncio, subprocess, tempfile  # these work without POSIX modules on Windows
hidden = {"fcntl", "termios", "tty", "pty", "resource", "pwd", "grp"}
for name in hidden:
    sys.modules[name] = None
import reflectie
for layer in sys.argv[1:]:
    package = importlib.import_module(f"reflectie.{layer}")
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"reflectie.{layer}."):
        if not module.name.endswith((".posix_driver", ".name_worker")):  # the second needs an extra
            importlib.import_module(module.name)
print(len(sys.modules))
"""


def test_every_layer_can_be_imported_without_posix_modules() -> None:
    layers = ["domain", "content", "diagrams", "calendar", "journal", "export", "services", "cli", "tui"]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_WITHOUT_POSIX, *layers], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
