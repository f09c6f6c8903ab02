"""What the process leaves behind: no files that others can read, and no user text in an error."""

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
def test_a_crash_report_has_type_and_location_but_no_user_text(fault: str) -> None:
    done = python(f"from reflectie.process import harden_process\nharden_process()\n{fault}")
    assert "Voor wie het programma maakt" in done.stderr
    assert "<string>" in done.stderr
    assert CANARY not in done.stderr + done.stdout


def test_a_crash_in_a_command_shows_no_user_text(tmp_path: Path) -> None:
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


def test_asyncio_logs_nothing_about_an_unawaited_error() -> None:
    code = (
        "import asyncio\nfrom reflectie.process import disable_logging\ndisable_logging()\n"
        f"async def fault(): raise RuntimeError('{CANARY}')\n"
        "async def main():\n    asyncio.create_task(fault())\n    await asyncio.sleep(0.01)\n"
        "asyncio.run(main())"
    )
    assert python(code).stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no core files")
def test_core_dumps_are_disabled() -> None:
    harden = "from reflectie.process import harden_process; harden_process()"
    code = f"{harden}; import resource; print(resource.getrlimit(4))"
    assert python(code).stdout.strip() == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux supports this")
def test_the_memory_cannot_be_read_by_other_programs_of_the_user() -> None:
    disable = "from reflectie.process import disable_memory_access; disable_memory_access()"
    code = f"{disable}; import ctypes; print(ctypes.CDLL(None).prctl(3))"
    assert python(code).stdout.strip() == "0"


@pytest.mark.skipif(os.name != "posix", reason="Windows has other file permissions")
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "REFLECTIE_MAP": str(tmp_path / "boven" / "map"),
        "REFLECTIE_WACHTWOORD": "een lange zin",
    }
    command = [sys.executable, "-m", "reflectie"]
    for arguments in (["schrijf"], ["backup"], ["exporteer", "--formaat", "md", "--naar", "log.md"]):
        subprocess.run(
            [*command, *arguments], input=b"woord", env=environ, cwd=tmp_path, umask=0, check=True, timeout=60
        )
    created = [tmp_path / "log.md", *(tmp_path / "boven").rglob("*"), tmp_path / "boven"]
    assert len(created) > 4
    assert [path for path in created if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_child_process_inherits_no_password(tmp_path: Path) -> None:
    environ = {**os.environ, "REFLECTIE_WACHTWOORD": CANARY, "REFLECTIE_NIEUW_WACHTWOORD": CANARY}
    code = (
        "import subprocess, sys\nfrom reflectie.cli.console import system_console\nsystem_console()\n"
        "show = 'import os; print(dict(os.environ))'\n"
        "print(subprocess.run([sys.executable, '-c', show], capture_output=True, text=True).stdout)"
    )
    done = python(code, env=environ)
    assert "PATH" in done.stdout
    assert CANARY not in done.stdout
