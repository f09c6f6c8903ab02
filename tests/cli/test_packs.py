"""``--inhoud MAP``: a folder with a pack of own exercises."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.domain.entry import Entry
from reflectie.tui import app

from .conftest import Person

PACK = "id: eigen\ntitle: Eigen werk\n"
GOOD = "id: vuur\ntitle: Bij het vuur\nsteps:\n  - {id: vonk, text: Welke vonk bleef?}\n"
BAD = "id: vuur\ntitel: Bij het vuur\nneeds: [feest]\nsteps: []\n"


def write_pack(folder: Path, text: str) -> str:
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "vuur.yaml").write_text(text)
    return str(folder)


@pytest.mark.parametrize("more", [(), ("--voorbeeld",)])
def test_the_exercises_of_a_pack_are_added_to_the_built_in_ones(
    at_terminal: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    seen: list[str] = []

    def record(self: app.ReflectieApp) -> None:
        seen.extend(exercise.id for exercise in self.context.library.exercises)

    monkeypatch.setattr(app.ReflectieApp, "run", record)
    assert at_terminal.runs("--inhoud", write_pack(tmp_path / "pakket", GOOD), *more) == 0
    assert "eigen:vuur" in seen
    assert "kern:vrij-schrijven" in seen


def test_every_mistake_in_a_pack_is_reported_and_nothing_opens(at_terminal: Person, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pakket", BAD)
    assert at_terminal.runs("--inhoud", folder) == 1
    lines = at_terminal.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{folder}/vuur.yaml:") for line in lines)
    assert "Bedoel je 'title'?" in lines[0]
    assert "stuck" in lines[1]


def test_a_missing_pack_folder_is_reported(at_terminal: Person, tmp_path: Path) -> None:
    assert at_terminal.runs("--inhoud", str(tmp_path / "nergens")) == 1
    assert "deze map is er niet" in at_terminal.err


def test_two_packs_can_be_given(at_terminal: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ander"
    write_pack(other, GOOD)
    (other / "pack.yaml").write_text("id: ander\ntitle: Van een ander\n")
    seen: list[str] = []
    monkeypatch.setattr(
        app.ReflectieApp, "run", lambda self: seen.extend(e.id for e in self.context.library.exercises)
    )
    assert at_terminal.runs("--inhoud", write_pack(tmp_path / "pakket", GOOD), "--inhoud", str(other)) == 0
    assert {"eigen:vuur", "ander:vuur"} <= set(seen)


def test_a_command_reads_a_pack_too(person: Person, save_entry: Callable[..., Entry], tmp_path: Path) -> None:
    save_entry("wat er is", exercise="eigen:vuur")
    assert person.runs("--inhoud", write_pack(tmp_path / "pakket", BAD), "exporteer", "--naar", "-") == 1
    assert "vuur.yaml:2:1: onbekende sleutel" in person.err
    assert person.out == ""
