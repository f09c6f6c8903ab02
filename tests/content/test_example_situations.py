"""The situations of the example."""

import datetime as dt
from pathlib import Path

import pytest

from reflectie.content.example import read_example
from reflectie.content.load import load_library
from reflectie.content.pack import example_file
from reflectie.domain.errors import ContentError
from reflectie.domain.field import Role
from reflectie.domain.privacy_hint import privacy_hint

LIBRARY = load_library()
TODAY = dt.date(2026, 11, 22)

YEAR = """\
title: Een jaar
situations:
  - {id: toren, name: de toren, purpose: zien wie er meekijkt, closed: true}
entries:
  - {days_ago: 9, time: "10:00", exercise: vrij-schrijven, situation: toren}
  - {days_ago: 3, time: "10:00", exercise: vrij-schrijven, situation: toren}
  - {days_ago: 1, time: "10:00", exercise: vrij-schrijven}
"""


def test_a_situation_opens_and_closes_with_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "jaar.yaml"
    path.write_text(YEAR)
    example = read_example(path, LIBRARY, TODAY)
    (tower,), entries = example.situations, example.entries
    assert [entry.situation for entry in entries] == [tower.id, tower.id, None]
    assert (tower.name, tower.purpose) == ("de toren", "zien wie er meekijkt")
    assert (tower.opened, tower.closed) == (entries[0].begun, entries[1].closed)


def test_an_unknown_situation_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "jaar.yaml"
    path.write_text(YEAR.replace("situation: toren}\n  - {days_ago: 1", "situation: zee}\n  - {days_ago: 1"))
    with pytest.raises(ContentError) as caught:
        read_example(path, LIBRARY, TODAY)
    assert len(caught.value.problems) == 1
    assert "de situatie 'zee' staat niet bij 'situations'." in caught.value.problems[0]


def test_builtin_situations_are_used_and_have_invented_names() -> None:
    example = read_example(example_file(Role.PROFESSIONAL), LIBRARY, TODAY)
    entries, situations = example.entries, example.situations
    assert {entry.situation for entry in entries} >= {situation.id for situation in situations}
    assert {situation.is_open for situation in situations} == {True, False}
    assert [privacy_hint(situation.name) for situation in situations] == [""] * len(situations)
