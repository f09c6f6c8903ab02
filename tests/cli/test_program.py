"""The program in a process of its own: streams, exit codes, and the modules it loads."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reflectie.content.compiled import builtin_library, compile_library
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal

from .conftest import PASSWORD, Person


@pytest.fixture
def _note(tmp_path: Path, person: Person) -> None:
    """A journal with one note, and with the fastest key derivation that the program accepts."""
    create_journal(
        JournalFolder(tmp_path / "map"), PASSWORD, lambda: person.now, KdfCost(iterations=1, lanes=1)
    ).close()
    assert person.runs("schrijf", stdin=b"woord\n") == 0


def program(
    tmp_path: Path, *arguments: str, code: str = "", **more: object
) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "REFLECTIE_MAP": str(tmp_path / "map"), "REFLECTIE_WACHTWOORD": PASSWORD}
    command = [sys.executable, *(("-c", code) if code else ("-m", "reflectie")), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, check=False, timeout=60, **more)  # type: ignore[call-overload, no-any-return]


def test_a_first_note_creates_a_journal_and_says_so_on_standard_error(tmp_path):
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


def test_the_version_is_printed(tmp_path):
    done = program(tmp_path, "--versie", input=b"")
    assert done.returncode == 0
    assert done.stdout.startswith(b"reflectie ")


@pytest.mark.usefixtures("_note")
def test_listing_loads_only_what_it_needs_and_clears_the_password(tmp_path):
    for name, content in compile_library(builtin_library()).items():
        (tmp_path / name).write_bytes(content)
    code = (
        "import os, sys, pathlib; from reflectie.content import compiled;"
        f"compiled.builtin_folder = lambda: pathlib.Path({str(tmp_path)!r});"  # as in an installed program
        "from reflectie.cli.main import main; assert main(['lijst']) == 0;"
        "heavy = ('textual', 'rich', 'yaml', 'icalendar', 'asyncio', 'markdown_it');"
        "print([name for name in heavy if name in sys.modules],"
        " os.environ.get('REFLECTIE_WACHTWOORD'))"
    )
    assert program(tmp_path, code=code, input=b"").stdout.endswith(b"\n[] None\n")


def test_only_the_chosen_command_is_imported(tmp_path):
    code = (
        "import sys; from reflectie.cli.main import main; main(['toon', '--help']);"
        "print([name for name in sys.modules if name.startswith('reflectie.cli.commands.')])"
    )
    modules = program(tmp_path, code=code, input=b"").stdout.decode().splitlines()[-1]
    names = {name.rpartition(".")[2] for name in ast.literal_eval(modules)}
    assert names == {"full_screen", "read_entries"}


@pytest.mark.usefixtures("_note")
def test_output_to_a_pipe_is_always_utf_8(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    program(tmp_path, "schrijf", input="漢字 ●".encode())
    assert "漢字 ●" in program(tmp_path, "exporteer", "--naar", "-", input=b"").stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="pipes close in another way on Windows")
@pytest.mark.usefixtures("_note")
def test_a_reader_that_stops_early_causes_no_error(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    environ = {**os.environ, "REFLECTIE_MAP": str(tmp_path / "map"), "REFLECTIE_WACHTWOORD": PASSWORD}
    done = subprocess.run(
        [sys.executable, "-m", "reflectie", "lijst"],
        env=environ,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
