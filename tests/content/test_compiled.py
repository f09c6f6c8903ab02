"""Compiled content equals the YAML."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.content import compiled, compiled_example
from reflectie.content.example import read_example
from reflectie.content.load import load_library
from reflectie.content.pack import EXAMPLE_ROLES, example_file
from reflectie.domain.field import Role

from ..examples import examples

LIBRARY = load_library()
TODAY = dt.date(2026, 11, 22)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the content of an installed program."""
    folder: Path = tmp_path_factory.mktemp("inhoud")
    (folder / compiled.COMPILED_LIBRARY).write_bytes(compiled.compile_library(LIBRARY))
    for role in EXAMPLE_ROLES:
        compiled_file = folder / compiled_example.compiled_name(role)
        compiled_file.write_bytes(compiled_example.compile_example(role, LIBRARY))
    patch = pytest.MonkeyPatch()
    for module in (compiled, compiled_example):
        patch.setattr(module, "builtin_folder", lambda: folder)
    yield folder
    patch.undo()


def test_the_compiled_library_equals_the_yaml() -> None:
    assert compiled.builtin_library() == LIBRARY


@examples(25)
@given(
    role=st.sampled_from(EXAMPLE_ROLES),
    today=DAYS,
    zone=st.sampled_from(["Europe/Amsterdam", "America/Paramaribo", "Asia/Kathmandu", "UTC"]),
)
def test_a_compiled_example_is_moved_to_today(role: Role, today: dt.date, zone: str) -> None:
    place = ZoneInfo(zone)
    moved = compiled_example.open_example(role, LIBRARY, today, place)
    assert moved == read_example(example_file(role), LIBRARY, today, place)


OPEN_EXAMPLES = """
import datetime as dt, sys
from pathlib import Path
from reflectie.content import compiled, compiled_example
from reflectie.content.pack import EXAMPLE_ROLES
for module in (compiled, compiled_example):
    module.builtin_folder = lambda: Path(sys.argv[1])
library = compiled.builtin_library()
today = dt.date(2026, 11, 22)
examples = [compiled_example.open_example(role, library, today, dt.UTC) for role in EXAMPLE_ROLES]
print([len(example.entries) for example in examples])
print(sorted({"yaml", "reflectie.content.example"} & sys.modules.keys()))
"""


def test_an_installed_program_shows_the_examples_without_reading_yaml(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_EXAMPLES, str(installed)], capture_output=True, text=True, check=True
    )
    counts = [len(read_example(example_file(role), LIBRARY, TODAY).entries) for role in EXAMPLE_ROLES]
    assert done.stdout.splitlines() == [str(counts), "[]"]


def test_without_compiled_content_the_yaml_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "builtin_folder", lambda: tmp_path)
    assert compiled.builtin_library() == LIBRARY
