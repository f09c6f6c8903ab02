"""``reflectie inhoud``: list the content, check a pack, print a schema, make a starter pack."""

import json
from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder, Settings, write_settings

from .conftest import Person

TRAINER = str(Path(__file__).parent.parent / "data" / "trainer")


def test_the_list_says_who_wrote_what_and_what_is_off(person: Person) -> None:
    assert person.runs("--inhoud", TRAINER, "inhoud", "lijst") == 0
    rows = person.out.splitlines()
    own = next(row for row in rows if row.startswith("training:oefengesprek"))
    assert "van Trainersgroep De Brug · in plaats van kern:stilte" in own
    assert [row for row in rows if row.endswith("staat uit")] == [
        row for row in rows if row.startswith("kern:stilte")
    ]
    assert any(row.startswith("kern:sv1  Maakbaar") or row.startswith("kern:sv1") for row in rows)


def test_the_list_for_programs_has_the_packs_of_the_settings(person: Person) -> None:
    folder = JournalFolder(Path(person.environ["REFLECTIE_MAP"]))
    folder.create()
    write_settings(folder, Settings(packs=(TRAINER,)))
    assert person.runs("inhoud", "lijst", "--json") == 0
    rows = {row["id"]: row for row in json.loads(person.out)}
    assert rows["training:lijn"]["author"] == "Trainersgroep De Brug"
    assert rows["kern:stilte"]["state"] == "staat uit"
    assert rows["kern:sv1"]["author"] == ""


def test_the_list_needs_no_journal_and_makes_none(person: Person) -> None:
    assert person.runs("inhoud", "lijst") == 0
    assert not Path(person.environ["REFLECTIE_MAP"]).exists()


def test_a_pack_that_is_right_is_said_to_be_right(person: Person) -> None:
    assert person.runs("inhoud", "controleer", TRAINER) == 0
    assert person.out == f"{TRAINER} is in orde: 2 werkvormen, 1 vraag van de dag.\n"


def test_a_pack_in_use_can_be_checked_too(person: Person) -> None:
    assert person.runs("--inhoud", TRAINER, "inhoud", "controleer", f"{TRAINER}/") == 0


def test_every_problem_of_a_pack_is_named_with_its_line(person: Person, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: Team\ntitle: ''\noff: [kern:weg]\n")
    (tmp_path / "x.yaml").write_text("id: x\ntitel: X\nsteps: []\n")
    assert person.runs("inhoud", "controleer", str(tmp_path)) == 1
    assert [line.removeprefix(f"{tmp_path}/").split(": ")[0] for line in person.out.splitlines()] == [
        "pack.yaml:1:5",
        "pack.yaml:2:8",
        "pack.yaml:3:7",
        "x.yaml:2:1",
    ]


@pytest.mark.parametrize("kind", ["werkvorm", "pakket", "achtergrond"])
def test_a_schema_is_printed(person: Person, kind: str) -> None:
    assert person.runs("inhoud", "schema", kind) == 0
    assert json.loads(person.out)["title"] == kind


def test_a_new_pack_is_made_and_never_over_something(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "team"
    assert person.runs("inhoud", "nieuw", str(folder)) == 0
    assert person.runs("inhoud", "controleer", str(folder)) == 0
    (folder / "pack.yaml").write_text("van mij")
    assert person.runs("inhoud", "nieuw", str(folder)) == 1
    assert "daar staat al iets. Er is niets overschreven." in person.err
    assert (folder / "pack.yaml").read_text() == "van mij"
    empty = tmp_path / "leeg"
    empty.mkdir()
    assert person.runs("inhoud", "nieuw", str(empty)) == 1
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("path", ["weg/team", "x" * 300])
def test_a_place_that_cannot_be_used_is_named(person: Person, tmp_path: Path, path: str) -> None:
    assert person.runs("inhoud", "nieuw", str(tmp_path / path)) == 1
    assert "lukt niet" in person.err
    assert person.runs("inhoud", "controleer", str(tmp_path / path)) == 1


def test_a_word_is_needed(person: Person) -> None:
    assert person.runs("inhoud") == 2
