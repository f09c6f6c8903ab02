"""Compiled content equals the YAML."""

import datetime as dt
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
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("inhoud")
    (folder / compiled.COMPILED_LIBRARY).write_bytes(compiled.compile_library(LIBRARY))
    for role in EXAMPLE_ROLES:
        compiled_file = folder / compiled_example.compiled_name(role)
        compiled_file.write_bytes(compiled_example.compile_example(role, LIBRARY))
    patch = pytest.MonkeyPatch()
    for module in (compiled, compiled_example):
        patch.setattr(module, "builtin_folder", lambda: folder)
    yield
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


def test_without_compiled_content_the_yaml_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "builtin_folder", lambda: tmp_path)
    assert compiled.builtin_library() == LIBRARY
