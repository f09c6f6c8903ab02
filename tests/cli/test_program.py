"""The real program: streams, exit codes, and what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def program(
    tmp_path: Path, *arguments: str, code: str = "", **more: object
) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "REFLECTIE_MAP": str(tmp_path / "map"), "REFLECTIE_WACHTWOORD": "woord"}
    command = [sys.executable, *(("-c", code) if code else ("-m", "reflectie")), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, check=False, timeout=60, **more)  # type: ignore[call-overload, no-any-return]


def test_a_first_note_makes_a_journal_and_says_so_on_standard_error(tmp_path):
    done = program(tmp_path, "schrijf", input=b"woord\n")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "Er was nog geen logboek" in done.stderr.decode()
    listed = program(tmp_path, "lijst", input=b"")
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert listed.stdout.decode().endswith("· woord\n")


def test_the_full_screen_is_refused_without_a_terminal(tmp_path):
    done = program(tmp_path, input=b"")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "terminal" in done.stderr.decode()
    assert not (tmp_path / "map").exists()


def test_the_version_is_told(tmp_path):
    done = program(tmp_path, "--versie", input=b"")
    assert done.returncode == 0
    assert done.stdout.startswith(b"reflectie ")


def test_the_list_loads_no_screen_and_no_yaml_and_leaves_no_password_in_the_environment(tmp_path):
    code = (
        "import os, sys; from reflectie.cli.main import main; assert main(['lijst']) == 0;"
        "print([m for m in ('textual', 'rich', 'yaml', 'icalendar', 'asyncio', 'markdown_it') if m in sys.modules],"
        " os.environ.get('REFLECTIE_WACHTWOORD'))"
    )
    assert program(tmp_path, code=code, input=b"").stdout == b"[] None\n"


def test_output_to_a_pipe_is_utf_8_whatever_the_system_speaks(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    program(tmp_path, "schrijf", input="漢字 ●".encode())
    assert "漢字 ●" in program(tmp_path, "exporteer", "--naar", "-", input=b"").stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="pipes close in another way there")
def test_a_reader_that_leaves_early_hears_nothing(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    environ = {**os.environ, "REFLECTIE_MAP": str(tmp_path / "map"), "REFLECTIE_WACHTWOORD": "woord"}
    program(tmp_path, "schrijf", input=b"woord")
    done = subprocess.run(
        [sys.executable, "-m", "reflectie", "lijst"],
        env=environ,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
