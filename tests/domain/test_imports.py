"""What importing the domain loads."""

import subprocess
import sys
from pathlib import Path

import pytest

import reflectie.domain

MODULES = sorted(path.stem for path in Path(reflectie.domain.__file__).parent.glob("[a-z]*.py"))
IMPORT_ALL = "import " + ", ".join(f"reflectie.domain.{name}" for name in MODULES)
HEAVY = ("textual", "rich", "yaml", "sqlcipher3", "cryptography", "platformdirs", "asyncio")
POSIX = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() + done.stderr.strip()


def test_the_domain_imports_no_heavy_packages() -> None:
    assert run(f"{IMPORT_ALL}; import sys; print([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_the_domain_imports_without_posix_modules() -> None:
    hidden = f"import sys; sys.modules.update(dict.fromkeys({POSIX}))"
    assert run(f"{hidden}; {IMPORT_ALL}") == ""


@pytest.mark.parametrize("module", MODULES)
def test_each_module_can_be_imported_alone(module: str) -> None:
    assert run(f"import reflectie.domain.{module}") == ""
