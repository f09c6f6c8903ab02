"""A damaged or hostile pack is left out, with file and line in Dutch; the rest of the content stays."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import add_packs
from reflectie.content.pack_files import MAX_FILES, MAX_SEEN
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.step import Ask
from reflectie.domain.text import UNSAFE_CHARACTERS

Write = Callable[..., Path]

BASE = Library(exercises=(Exercise(id="kern:rust", title="Rust", steps=(Ask(id="a", text="Wat rust?"),)),))
GOOD = "id: goed\ntitle: Goed\nsteps: [{id: a, text: Wat zie je?}]\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def left_out(folder: Path) -> list[str]:
    """The problems of a pack that must be left out, without its folder; nothing else changes."""
    library = add_packs(BASE, [folder])
    assert library.exercises == BASE.exercises
    assert library.packs == ()
    (rejected,) = library.rejected
    assert not any(UNSAFE_CHARACTERS.search(line) or "\n" in line for line in rejected.problems)
    return [line.removeprefix(f"{folder}/").removeprefix(f"{folder}: ") for line in rejected.problems]


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}]\n" for n in range(20))

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "a billion laughs": (BOMB, "x.yaml:1:4: ankers en verwijzingen (& en *) mogen niet."),
    "50,000 levels deep": ("a: " + "[" * 50_000, "x.yaml:1:23: dit is te diep genest"),
    "a tag of Python": (
        "id: !!python/object/apply:os.system ['true']\n",
        "x.yaml:1:5: een tag (!) mag niet.",
    ),
    "an unknown kind": (
        "id: x\ntitle: X\nsteps: [{id: a, kind: dans, text: Hoe?}]\n",
        "x.yaml:3:23: 'kind' kan hier zijn: read,",
    ),
    "a control code": (
        "id: x\ntitle: Rood \x1b[31m\n",
        "x.yaml:2:13: hier staat een onzichtbaar teken (U+001B",
    ),
    "a control code by escape": ('id: x\ntitle: "Rood \\e[31m"\n', "x.yaml:2:8: hier staat een onzichtbaar"),
    "Latin-1": ("id: x\ntitle: Café\n".encode("latin-1"), "x.yaml:2:11: hier staat een teken dat geen UTF-8"),
    "a huge number": (
        f"id: x\ntitle: X\nsteps: [{{id: p, kind: pause, text: Stil, minutes: {'9' * 5_000}}}]\n",
        "x.yaml:3:51: 'minutes' is te groot: een getal heeft hier hooguit 18 cijfers.",
    ),
    "a huge number as a title": (
        f"id: x\ntitle: {'9' * 5_000}\nsteps: []\n",
        "x.yaml:2:8: 'title' moet tekst",
    ),
    "many values": (
        f"id: x\nwords: [{'a,' * 30_000}a]\n",
        "x.yaml:2:39995: dit bestand heeft te veel onderdelen",
    ),
    "itself": (f"{GOOD}replaces: proef:goed\n", "x.yaml:4:11: 'proef:goed' hoort bij dit pakket zelf."),
    "nothing there": (
        f"{GOOD}replaces: kern:weg\n",
        "x.yaml:4:11: er is geen werkvorm met de id 'kern:weg'.",
    ),
    "no pack in front": (f"{GOOD}replaces: rust\n", "x.yaml:4:11: er is geen werkvorm met de id 'rust'."),
}


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_named_with_its_line(write: Write, content: str | bytes, problem: str) -> None:
    assert problem in " ".join(left_out(write({"x.yaml": content})))


def test_a_file_of_a_hundred_megabytes_is_not_read(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    os.truncate(folder / "x.yaml", 100_000_000)  # takes no room on the disk
    assert left_out(folder)[0].startswith("x.yaml: dit bestand is te groot")


def test_duplicate_ids_are_named(write: Write) -> None:
    problems = left_out(write({"x.yaml": GOOD, "y.yaml": GOOD}))
    assert problems == ["y.yaml:1:5: de id 'goed' bestaat al in dit pakket. Kies een andere."]


def test_a_pack_with_an_id_in_use_is_left_out_and_the_first_one_stays(write: Write, tmp_path: Path) -> None:
    first, second = write({"x.yaml": GOOD}), tmp_path / "tweede"
    second.mkdir()
    for name in ("pack.yaml", "x.yaml"):
        (second / name).write_bytes((first / name).read_bytes())
    library = add_packs(BASE, [first, second])
    assert [info.folder for info in library.packs] == [str(first)]
    assert "er is al een pakket met de id 'proef'" in library.rejected[0].problems[0]


@posix
def test_a_pipe_in_the_folder_is_not_waited_for(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    os.mkfifo(folder / "y.yaml")
    assert left_out(folder) == ["y.yaml: dit is geen gewoon bestand. Haal het weg uit de map."]


@posix
def test_a_pack_file_that_is_a_pipe_is_not_waited_for(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    (folder / "pack.yaml").unlink()
    os.mkfifo(folder / "pack.yaml")
    assert "pack.yaml: dit is geen gewoon bestand. Haal het weg uit de map." in left_out(folder)


@posix
def test_a_link_to_itself_is_named(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    (folder / "y.yaml").symlink_to("y.yaml")
    assert left_out(folder) == ["y.yaml: dit is een verwijzing die bij zichzelf uitkomt. Haal haar weg."]


@posix
def test_a_folder_that_links_to_its_parent_is_walked_once(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    (folder / "rond").symlink_to(folder, target_is_directory=True)
    library = add_packs(BASE, [folder])
    assert [exercise.id for exercise in library.exercises] == ["kern:rust", "proef:goed"]


@posix
def test_a_path_that_links_to_itself_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "rond"
    folder.symlink_to("rond", target_is_directory=True)
    assert left_out(folder) == ["deze map mag niet gelezen worden. Kijk naar de rechten."]


def test_a_folder_without_rights_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights do not stop root, under whom the tests may run, so the system call refuses here."""
    folder = write({"x.yaml": GOOD, "dicht/y.yaml": GOOD})
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert left_out(folder) == ["dicht: deze map mag niet gelezen worden. Kijk naar de rechten."]
    assert left_out(folder / "dicht") == ["deze map mag niet gelezen worden. Kijk naar de rechten."]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not stop root")
def test_a_closed_folder_is_refused(write: Write) -> None:
    folder = write({"x.yaml": GOOD})
    folder.chmod(0)
    try:
        assert left_out(folder) == ["deze map mag niet gelezen worden. Kijk naar de rechten."]
    finally:
        folder.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("name", ["pack.yaml", "nul\0teken"])
def test_a_path_that_is_no_folder_is_refused(write: Write, name: str) -> None:
    assert len(left_out(write({}) / name)) == 1


def test_a_home_folder_is_not_searched_to_its_end(tmp_path: Path) -> None:
    for number in range(MAX_SEEN + 1):
        (tmp_path / f"{number}.txt").touch()
    assert left_out(tmp_path) == ["in deze map staat te veel voor een pakket. Kijk of het de goede map is."]


def test_too_many_files_are_refused(write: Write) -> None:
    folder = write({f"{number}.yaml": "" for number in range(MAX_FILES + 1)})
    assert left_out(folder) == ["in deze map staat te veel voor een pakket. Kijk of het de goede map is."]


def test_very_many_mistakes_are_not_all_looked_for(write: Write) -> None:
    problems = left_out(write({f"{number:03}.yaml": "a: b: c\n" for number in range(200)}))
    assert problems[-1].startswith("er is te veel mis om alles te noemen.")
    assert len(problems) < 60
