"""``--inhoud MAP``: a folder with a pack of own exercises."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.journal.folder import JournalFolder, Settings, write_settings
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


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Library]]:
    """The content of each full screen that is opened; the screen itself is not shown."""
    shown: list[Library] = []
    monkeypatch.setattr(app.ReflectieApp, "run", lambda self: shown.append(self.context.library))
    return shown


@pytest.mark.parametrize("more", [(), ("--voorbeeld",)])
def test_the_exercises_of_a_pack_are_added_to_the_built_in_ones(
    at_terminal: Person, tmp_path: Path, shown: list[Library], more: tuple[str, ...]
) -> None:
    assert at_terminal.runs("--inhoud", write_pack(tmp_path / "pakket", GOOD), *more) == 0
    ids = [exercise.id for exercise in shown[0].exercises]
    assert "eigen:vuur" in ids
    assert "kern:vrij-schrijven" in ids


def test_every_mistake_in_a_pack_is_kept_and_the_program_opens_without_it(
    at_terminal: Person, tmp_path: Path, shown: list[Library]
) -> None:
    folder = write_pack(tmp_path / "pakket", BAD)
    assert at_terminal.runs("--inhoud", folder) == 0
    (rejected,) = shown[0].rejected
    assert rejected.folder == folder
    assert len(rejected.problems) == 2
    assert all(line.startswith(f"{folder}/vuur.yaml:") for line in rejected.problems)
    assert "Bedoel je 'title'?" in rejected.problems[0]
    assert "stuck" in rejected.problems[1]
    assert shown[0].exercise("kern:vrij-schrijven")


def test_a_missing_pack_folder_is_named_and_the_program_opens(
    at_terminal: Person, tmp_path: Path, shown: list[Library]
) -> None:
    assert at_terminal.runs("--inhoud", str(tmp_path / "nergens")) == 0
    assert "deze map is er niet" in shown[0].rejected[0].problems[0]


def test_two_packs_can_be_given(at_terminal: Person, tmp_path: Path, shown: list[Library]) -> None:
    other = tmp_path / "ander"
    write_pack(other, GOOD)
    (other / "pack.yaml").write_text("id: ander\ntitle: Van een ander\n")
    assert at_terminal.runs("--inhoud", write_pack(tmp_path / "pakket", GOOD), "--inhoud", str(other)) == 0
    assert {"eigen:vuur", "ander:vuur"} <= {exercise.id for exercise in shown[0].exercises}


def test_the_packs_in_the_settings_are_read_once_and_not_in_the_example(
    at_terminal: Person, tmp_path: Path, shown: list[Library]
) -> None:
    folder = JournalFolder(Path(at_terminal.environ["REFLECTIE_MAP"]))
    folder.create()
    pack = write_pack(tmp_path / "pakket", GOOD)
    write_settings(folder, Settings(packs=(pack,)))
    assert at_terminal.runs() == 0
    assert at_terminal.runs("--inhoud", pack) == 0
    assert at_terminal.runs("--voorbeeld") == 0
    assert [[info.id for info in library.packs] for library in shown] == [["eigen"], ["eigen"], []]
    assert not any(library.rejected for library in shown)


def test_a_command_goes_on_without_a_damaged_pack_and_says_so(
    person: Person, save_entry: Callable[..., Entry], tmp_path: Path
) -> None:
    save_entry("wat er is", exercise="eigen:vuur")
    folder = write_pack(tmp_path / "pakket", BAD)
    assert person.runs("--inhoud", folder, "exporteer", "--naar", "-") == 0
    assert f"Het pakket in {folder} doet nu niet mee." in person.err
    assert "vuur.yaml:2:1: onbekende sleutel" in person.err
    assert "wat er is" in person.out
