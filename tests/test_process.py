"""What the process leaves behind: nothing that others can read, and no word of a person in an error."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "kanariegeel"


def python(code: str, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **more)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    "fault",
    [
        f"raise RuntimeError('{CANARY}')",
        f"def f(text): return {{}}[text]\nf('{CANARY}')",
        f"class Bad:\n    def __del__(self): raise RuntimeError('{CANARY}')\nBad()",
    ],
    ids=["uncaught", "in a function", "in a finaliser"],
)
def test_an_error_in_the_program_tells_kind_and_place_and_no_text(fault: str) -> None:
    done = python(f"from reflectie.process import harden_process\nharden_process()\n{fault}")
    assert "Voor wie het programma maakt" in done.stderr
    assert "<string>" in done.stderr
    assert CANARY not in done.stderr + done.stdout


def test_a_mistake_in_a_command_tells_no_text_either(tmp_path: Path) -> None:
    code = (
        "import sys, reflectie.cli.main as cli\n"
        "def fault(arguments): raise RuntimeError(sys.argv[1])\n"
        "cli._parse_command = fault\n"
        "sys.exit(cli.main([]))"
    )
    done = python(code, CANARY)
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert CANARY not in done.stderr


def test_asyncio_writes_no_line_about_an_error_that_nobody_awaited() -> None:
    code = (
        "import asyncio\nfrom reflectie.process import disable_logging\ndisable_logging()\n"
        f"async def fault(): raise RuntimeError('{CANARY}')\n"
        "async def main():\n    asyncio.create_task(fault())\n    await asyncio.sleep(0.01)\n"
        "asyncio.run(main())"
    )
    assert python(code).stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no core files")
def test_no_core_file_is_ever_written() -> None:
    code = "from reflectie.process import harden_process; harden_process(); import resource; print(resource.getrlimit(4))"
    assert python(code).stdout.strip() == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="a wish that only Linux grants")
def test_other_programs_of_the_same_user_cannot_look_into_memory() -> None:
    code = "import ctypes, reflectie.process as p; p.disable_memory_access(); print(ctypes.CDLL(None).prctl(3))"
    assert python(code).stdout.strip() == "0"


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
def test_with_an_open_umask_everything_is_still_for_one_user(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "REFLECTIE_MAP": str(tmp_path / "boven" / "map"),
        "REFLECTIE_WACHTWOORD": "een zin",
    }
    command = [sys.executable, "-m", "reflectie"]
    for arguments in (["schrijf"], ["backup"], ["exporteer", "--formaat", "md", "--naar", "log.md"]):
        subprocess.run(
            [*command, *arguments], input=b"woord", env=environ, cwd=tmp_path, umask=0, check=True, timeout=60
        )
    made = [tmp_path / "log.md", *(tmp_path / "boven").rglob("*"), tmp_path / "boven"]
    assert len(made) > 4
    open_ones = [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_ones == []


def test_a_program_that_it_starts_inherits_no_password(tmp_path: Path) -> None:
    environ = {**os.environ, "REFLECTIE_WACHTWOORD": CANARY, "REFLECTIE_NIEUW_WACHTWOORD": CANARY}
    code = (
        "import subprocess, sys\nfrom reflectie.cli.console import system_console\nsystem_console()\n"
        "show = 'import os; print(dict(os.environ))'\n"
        "print(subprocess.run([sys.executable, '-c', show], capture_output=True, text=True).stdout)"
    )
    done = python(code, env=environ)
    assert "PATH" in done.stdout
    assert CANARY not in done.stdout
