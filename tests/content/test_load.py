"""Loading packs: files in order, closing steps added, ids made unique, or a list of problems."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import decode, load_library, load_packs
from reflectie.content.pack import PACK_FILE, Pack, builtin_folder
from reflectie.content.yaml_tree import read_yaml_file
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import walk_steps
from reflectie.domain.step import Ask, Place

Write = Callable[..., Path]
Refusal = Callable[[Path], list[str]]

CLOSING = "id: proef\ntitle: Proef\nclosing:\n  - {id: slot, text: Met wie deel je dit?}\n"


def exercise(name: str, more: str = "") -> str:
    return f"id: {name}\ntitle: Een titel\nsteps:\n  - {{id: a, text: Wat zie je?}}\n{more}"


def ids(folder: Path) -> list[str]:
    return [exercise.id for exercise in load_packs([folder]).exercises]


def test_files_are_ordered_by_folder_and_name(write: Write) -> None:
    names = [
        "los.yaml",
        "werkvormen/b.yaml",
        "werkvormen/a.yaml",
        "velden/2.yaml",
        "velden/1.yml",
        "aa/x.yaml",
    ]
    folder = write({name: exercise(f"n{number}") for number, name in enumerate(names)})
    assert ids(folder) == ["proef:n4", "proef:n3", "proef:n2", "proef:n1", "proef:n5", "proef:n0"]


def test_hidden_files_and_files_that_are_no_yaml_are_ignored(write: Write) -> None:
    folder = write({"x.yaml": exercise("x"), ".git/y.yaml": "[", "README.md": "[", "voorbeeld/x.json": "["})
    assert ids(folder) == ["proef:x"]


def test_closing_steps_end_every_exercise_that_has_them(write: Write) -> None:
    folder = write(
        {"pack.yaml": CLOSING, "a.yaml": exercise("a"), "b.yaml": exercise("b", "closing: false\n")}
    )
    first, second = load_packs([folder]).exercises
    assert [step.id for step in first.steps] == ["a", "slot"]
    assert [step.id for step in second.steps] == ["a"]
    assert isinstance(first.steps[-1], Ask)


def test_a_step_without_kind_is_an_open_question(write: Write) -> None:
    text = (
        "id: x\ntitle: X\nsteps:\n"
        "  - {id: a, text: A, follow_ups: [{id: b, text: B, follow_ups: [{id: c, text: C}]}]}\n"
        "  - {id: p, kind: pick, take: 1, items: [{id: d, text: D}]}\n"
        "  - {id: k, kind: choose, text: K, options: [{id: e, text: E}]}\n"
        "  - {id: f, kind: each, of: k, steps: [{id: g, text: G}]}\n"
    )
    (loaded,) = load_packs([write({"x.yaml": text})]).exercises
    assert [step.id for step in walk_steps(loaded.steps) if isinstance(step, Ask)] == [
        "a",
        "b",
        "c",
        "d",
        "g",
    ]


def test_every_reference_to_a_field_has_the_pack(write: Write, line: str) -> None:
    place = "{id: p, kind: place, field: lijn, aspect: now, text: Waar?}"
    other = (
        f"id: y\ntitle: Y\nsteps:\n  - {{id: b, text: B, follow_ups: [{place}]}}\n"
        f"  - {{id: c, kind: pick, take: 1, items: [{place}]}}\n"
    )
    library = load_packs([write({"velden/x.yaml": exercise("x", line), "y.yaml": other})])
    assert [field.id for field in library.fields] == ["proef:lijn"]
    places = [
        step
        for exercise in library.exercises
        for step in walk_steps(exercise.steps)
        if isinstance(step, Place)
    ]
    assert [step.field for step in places] == ["proef:lijn", "proef:lijn"]


def test_words_that_look_like_booleans_or_times_stay_text(write: Write) -> None:
    (loaded,) = load_packs(
        [write({"x.yaml": "id: x\ntitle: nee\nsummary: 12:30\nsteps:\n  - {id: on, text: no}\n"})]
    ).exercises
    assert (loaded.title, loaded.summary, loaded.steps[0].id) == ("nee", "12:30", "on")
    assert isinstance(loaded.steps[0], Ask)
    assert loaded.steps[0].text == "no"


def test_all_problems_of_all_files_are_reported_at_once(write: Write, refusal: Refusal) -> None:
    folder = write(
        {
            "pack.yaml": "id: proef\n",
            "a.yaml": exercise("a", "kleur: rood\n"),
            "b.yaml": "a: [b",
            "c.yaml": exercise("C"),
            "d.yaml": exercise("d"),
        }
    )
    assert [problem.split(": ")[0] for problem in refusal(folder)] == [
        "pack.yaml:1:1",
        "a.yaml:5:1",
        "b.yaml:1:4",
        "c.yaml:1:5",
    ]


def test_a_field_in_an_unreadable_file_is_not_reported_missing(write: Write, refusal: Refusal) -> None:
    place = "id: y\ntitle: Y\nsteps:\n  - {id: p, kind: place, field: lijn, aspect: now, text: Waar?}\n"
    problems = refusal(write({"a.yaml": "a: b: c", "y.yaml": place}))
    assert [problem.split(": ")[0] for problem in problems] == ["a.yaml:1:5"]


@pytest.mark.parametrize("name", ["pack.yaml", "x.yaml"])
def test_a_file_that_is_not_utf8_is_reported_with_its_position(
    write: Write, refusal: Refusal, name: str
) -> None:
    text = exercise("x", "summary: caf").encode() + b"\xe9\n"
    assert (
        f"{name}:5:13: hier staat een teken dat geen UTF-8 is. Bewaar het bestand in je editor als UTF-8."
        in (refusal(write({name: text})))
    )


def test_a_byte_order_mark_is_accepted(write: Write) -> None:
    assert ids(write({"x.yaml": b"\xef\xbb\xbf" + exercise("x").encode()})) == ["proef:x"]


def test_an_empty_file_is_refused(write: Write, refusal: Refusal) -> None:
    assert refusal(write({"x.yaml": ""})) == [
        "x.yaml: dit bestand is leeg. Zet er inhoud in of haal het weg."
    ]


def test_a_very_large_file_is_refused_unread(write: Write, refusal: Refusal) -> None:
    folder = write({"x.yaml": exercise("x")})
    os.truncate(folder / "x.yaml", 5_000_000)
    assert refusal(folder) == [
        "x.yaml: dit bestand is te groot (meer dan 200.000 tekens). Verdeel het over meer bestanden."
    ]


def test_a_folder_without_pack_file_is_refused(write: Write) -> None:
    folder = write({"x.yaml": exercise("x")})
    (folder / "pack.yaml").unlink()
    with pytest.raises(ContentError) as caught:
        load_packs([folder])
    assert str(caught.value) == (
        f"{folder}: in deze map staat geen pack.yaml. Maak er een met minstens 'id' en 'title'."
    )


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_packs([tmp_path / "weg"])
    assert str(caught.value) == (
        f"{tmp_path / 'weg'}: deze map is er niet. Kijk of het pad klopt; "
        "een pakket is een map met een pack.yaml."
    )


def test_the_pack_file_names_its_licence_and_authors(write: Write) -> None:
    text = "id: p\ntitle: Onze taal\nlicence: CC BY 4.0\nattribution: Ons team\n"
    pack = decode(read_yaml_file(write({"pack.yaml": text}) / PACK_FILE), Pack)
    assert (pack.title, pack.language, pack.licence, pack.attribution) == (
        "Onze taal",
        "nl",
        "CC BY 4.0",
        "Ons team",
    )


def test_an_extra_pack_follows_the_builtin_pack(write: Write) -> None:
    library = load_library([write({"x.yaml": exercise("x")})])
    assert library.exercises[-1].id == "proef:x"
    assert len(library.exercises) == len(load_library().exercises) + 1


def test_an_extra_pack_cannot_reuse_a_core_number_or_pack_id(write: Write, line: str) -> None:
    numbered = line.replace("id: lijn", "id: lijn\n    number: 1")
    folder = write({"pack.yaml": "id: kern\ntitle: Een ander\n", "x.yaml": exercise("x", numbered)})
    with pytest.raises(ContentError) as caught:
        load_library([folder])
    assert caught.value.problems == [
        f"{folder}/pack.yaml:1:5: er is al een pakket met de id 'kern'. Kies een andere id.",
        f"{folder}/x.yaml:7:13: het nummer 1 is al van de lijn 'sv1'. Kies een ander.",
    ]


def test_the_builtin_folder_has_a_pack_file() -> None:
    assert (builtin_folder() / "pack.yaml").is_file()


def test_an_installed_program_reads_content_from_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reflectie.content.pack._PACKAGE", tmp_path / "reflectie")
    assert builtin_folder() == tmp_path / "content" / "nl"
    (tmp_path / "reflectie" / "_content" / "nl").mkdir(parents=True)
    assert builtin_folder() == tmp_path / "reflectie" / "_content" / "nl"
