"""The JSON Schema for editors accepts what the program accepts, and names what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from reflectie.content.json_schema import SCHEMA_TYPES, encode_schema
from reflectie.content.load import decode
from reflectie.content.pack import builtin_folder
from reflectie.content.yaml_tree import parse_yaml, read_yaml_file
from reflectie.domain.errors import ContentError

from ..examples import examples
from .test_mutations import EXERCISE, edited, edits

CONTENT = builtin_folder().parent
FILES = sorted(path for path in CONTENT.rglob("*.yaml"))
VALIDATORS = {kind: Draft202012Validator(json.loads(encode_schema(kind))) for kind in SCHEMA_TYPES}
KINDS = {"velden": "werkvorm", "werkvormen": "werkvorm", "achtergrond": "achtergrond"}


def kind_of(path: Path) -> str:
    return "pakket" if path.name == "pack.yaml" else KINDS[path.parent.name]


def plain(node: Any) -> Any:
    return json.loads(json.dumps(node))


@pytest.mark.parametrize("kind", SCHEMA_TYPES)
def test_a_schema_is_valid_and_stored_as_it_is_made(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(encode_schema(kind)))
    assert (CONTENT / "schema" / f"{kind}.json").read_text(encoding="utf-8") == encode_schema(kind)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_content_file_names_its_schema_and_passes_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    folder, _, name = first.rpartition("/")
    assert name == f"{kind_of(path)}.json"
    assert folder.startswith("# yaml-language-server: $schema=")
    if "begin" not in path.parts:  # there the schemas come beside a new pack
        assert (path.parent / first.partition("=")[2]).is_file()
    assert list(VALIDATORS[kind_of(path)].iter_errors(plain(read_yaml_file(path).root))) == []


def is_decoded(text: str, kind: str) -> bool:
    try:
        decode(parse_yaml(text, "x"), SCHEMA_TYPES[kind])
    except ContentError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "id: x\n",
        "id: x\ntitle: X\nsteps: [{id: a, text: A, kleur: rood}]\n",
        "id: x\ntitle: 12\nsteps: []\n",
        "id: x\ntitle: X\nneeds: [feest]\nsteps: []\n",
        "id: x\ntitle: X\nsteps: [{id: a, kind: dans, text: A}]\n",
        "id: x\ntitle: X\nsteps: [{id: a, text: A, knows: voet}]\n",
        "id: x\ntitle: X\nsteps: [{id: p, kind: pick, take: veel, items: []}]\n",
        "id: x\ntitle: X\nfields: [{id: f, left: {name: a, gloss: b}}]\nsteps: []\n",
    ],
)
def test_what_the_program_refuses_the_schema_refuses(text: str) -> None:
    assert not is_decoded(text, "werkvorm")
    assert not VALIDATORS["werkvorm"].is_valid(plain(parse_yaml(text, "x").root))


@examples(150)
@given(edits)
def test_schema_and_decoder_agree_on_a_mutated_file(changes: list[tuple[float, int, str]]) -> None:
    text = edited(EXERCISE, changes)
    try:
        tree = plain(parse_yaml(text, "x").root)
    except (ContentError, ValueError):
        return  # no YAML for either
    assert VALIDATORS["werkvorm"].is_valid(tree) == is_decoded(text, "werkvorm")
