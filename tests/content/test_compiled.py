"""Compiled content equals the YAML."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.content import compiled
from reflectie.content.load import load_library

LIBRARY = load_library()


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the content of an installed program."""
    folder: Path = tmp_path_factory.mktemp("inhoud")
    for name, content in compiled.compile_library(LIBRARY).items():
        (folder / name).write_bytes(content)
    patch = pytest.MonkeyPatch()
    patch.setattr(compiled, "builtin_folder", lambda: folder)
    yield folder
    patch.undo()


def test_the_compiled_library_equals_the_yaml() -> None:
    assert compiled.builtin_library() == LIBRARY


def test_the_compiled_core_fields_are_those_of_the_library() -> None:
    assert compiled.builtin_core_fields() == LIBRARY.core_fields


OPEN_EXAMPLES = """
import datetime as dt, sys
from pathlib import Path
from reflectie.content import compiled
from reflectie.content.pack import EXAMPLE_DAYS
from reflectie.services.example_journal import read_example
compiled.builtin_folder = lambda: Path(sys.argv[1])
print(len(compiled.builtin_library().exercises))
print([bool(read_example(role, dt.date(2026, 11, 22), dt.UTC).entries) for role in EXAMPLE_DAYS])
print("yaml" in sys.modules)
"""


def test_an_installed_program_shows_the_examples_without_reading_yaml(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_EXAMPLES, str(installed)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [str(len(LIBRARY.exercises)), "[True, True]", "False"]


def test_without_compiled_content_the_yaml_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "builtin_folder", lambda: tmp_path)
    assert compiled.builtin_library() == LIBRARY
    assert compiled.builtin_core_fields() == LIBRARY.core_fields
