"""A path is understood as it is typed, and as a terminal writes it when a file is dropped on the window."""

import os
from pathlib import Path

import pytest

from reflectie.services.typed_path import read_typed_path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are paths of Linux and macOS")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (r"/map/a\ b.ics", "/map/a b.ics"),
        (r"  /map/a\ b\(1\)\'s.ics ", "/map/a b(1)'s.ics"),
        ("'/map/a b.ics'", "/map/a b.ics"),
        ('"/map/a b.ics"', "/map/a b.ics"),
        (r"'/map/it'\''s.ics'", "/map/it's.ics"),
        ("file:///map/a%20b%C3%A9.ics", "/map/a bé.ics"),
        ("file://localhost/map/a.ics", "/map/a.ics"),
        ("file:/map/a%20b.ics", "/map/a b.ics"),
        ("/map/met spaties/a.ics", "/map/met spaties/a.ics"),
        ("/map/Jan's agenda.ics", "/map/Jan's agenda.ics"),
        ("agenda.ics", "agenda.ics"),
        ("", "."),
    ],
)
def test_a_path_is_read_as_it_is_meant(typed: str, path: str) -> None:
    assert read_typed_path(typed) == Path(path)


def test_the_home_folder_may_be_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/thuis")
    assert read_typed_path(r"~/mijn\ agenda.ics") == Path("/thuis/mijn agenda.ics")


def test_a_file_whose_name_has_a_backslash_is_found(tmp_path: Path) -> None:
    file = tmp_path / r"a\ b.ics"
    file.touch()
    assert read_typed_path(str(file)) == file


def test_a_path_that_no_disk_can_hold_stays_a_path() -> None:
    assert str(read_typed_path("/" + "x" * 5_000)).startswith("/xxx")
