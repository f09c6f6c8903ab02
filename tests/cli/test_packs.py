"""``--inhoud MAP``: a folder with exercises of one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.cli.commands import full_screen
from reflectie.domain.entry import Entry
from reflectie.tui import app, launch

from .conftest import Person

PACK = "id: eigen\ntitle: Eigen werk\n"
GOOD = "id: vuur\ntitle: Bij het vuur\nsteps:\n  - {id: vonk, text: Welke vonk bleef?}\n"
BAD = "id: vuur\ntitel: Bij het vuur\nneeds: [feest]\nsteps: []\n"


@pytest.fixture
def at_terminal(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody in front of a screen; nothing of the process they run in is changed."""
    person.types, person.width = True, 80
    monkeypatch.setattr("reflectie.cli.commands.full_screen.disable_logging", lambda: None)
    monkeypatch.setattr(full_screen, "remove_textual_variables", lambda: None)
    for name in ("install_paste_parser", "install_safe_streams"):
        monkeypatch.setattr(launch, name, lambda: None)
    return person


def pack(folder: Path, text: str) -> str:
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "vuur.yaml").write_text(text)
    return str(folder)


@pytest.mark.parametrize("more", [(), ("--voorbeeld",)])
def test_its_exercises_are_there_beside_those_of_the_program(
    at_terminal: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    seen: list[str] = []

    def look(self: app.ReflectieApp) -> None:
        seen.extend(exercise.id for exercise in self.context.library.exercises)

    monkeypatch.setattr(app.ReflectieApp, "run", look)
    assert at_terminal.runs("--inhoud", pack(tmp_path / "pakket", GOOD), *more) == 0
    assert "eigen:vuur" in seen
    assert "kern:vrij-schrijven" in seen


def test_every_mistake_in_it_is_told_and_nothing_opens(at_terminal: Person, tmp_path: Path) -> None:
    folder = pack(tmp_path / "pakket", BAD)
    assert at_terminal.runs("--inhoud", folder) == 1
    said = at_terminal.err.splitlines()
    assert len(said) == 2
    assert all(line.startswith(f"{folder}/vuur.yaml:") for line in said)
    assert "Bedoel je 'title'?" in said[0]
    assert "stuck" in said[1]


def test_a_folder_that_is_not_there_is_told(at_terminal: Person, tmp_path: Path) -> None:
    assert at_terminal.runs("--inhoud", str(tmp_path / "nergens")) == 1
    assert "deze map is er niet" in at_terminal.err


def test_two_packs_can_be_given(at_terminal: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ander"
    pack(other, GOOD)
    (other / "pack.yaml").write_text("id: ander\ntitle: Van een ander\n")
    seen: list[str] = []
    monkeypatch.setattr(
        app.ReflectieApp, "run", lambda self: seen.extend(e.id for e in self.context.library.exercises)
    )
    assert at_terminal.runs("--inhoud", pack(tmp_path / "pakket", GOOD), "--inhoud", str(other)) == 0
    assert {"eigen:vuur", "ander:vuur"} <= set(seen)


def test_a_command_reads_it_too(person: Person, kept: Callable[..., Entry], tmp_path: Path) -> None:
    kept("wat er is", exercise="eigen:vuur")
    assert person.runs("--inhoud", pack(tmp_path / "pakket", BAD), "exporteer", "--naar", "-") == 1
    assert "vuur.yaml:2:1: onbekende sleutel" in person.err
    assert person.out == ""
