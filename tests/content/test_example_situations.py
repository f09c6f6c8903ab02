"""The situations of the example."""

import datetime as dt
from pathlib import Path

import pytest

from reflectie.content.example import read_example
from reflectie.content.load import load_library
from reflectie.domain.entry import Answer, AnswerState
from reflectie.domain.errors import ContentError

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


def read_answer(path: Path, entry: str) -> Answer:
    """The only answer of an example with one entry."""
    path.write_text(f"title: Een jaar\nsituations: [{{id: toren, name: de toren}}]\nentries: [{entry}]\n")
    (answer,) = read_example(path, LIBRARY, TODAY).entries[0].answers
    return answer


ENTRY = "{days_ago: 1, time: '10:00', exercise: iets-vieren, situation: toren, answers: [{step: kwestie}]}"


def test_the_step_that_names_a_situation_has_the_name_of_that_of_the_entry(tmp_path: Path) -> None:
    assert read_answer(tmp_path / "jaar.yaml", ENTRY).text == "de toren"


def test_the_step_that_names_a_situation_can_be_skipped(tmp_path: Path) -> None:
    skipped = ENTRY.replace(" situation: toren,", "").replace("kwestie}", "kwestie, state: skipped}")
    assert read_answer(tmp_path / "jaar.yaml", skipped).state is AnswerState.SKIPPED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" situation: toren,", ""),
        ("kwestie}", "kwestie, text: een andere naam}"),
        ("kwestie}", "kwestie, state: skipped}"),
    ],
)
def test_a_situation_is_written_once_in_an_entry(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ContentError, match="de naam van de situatie komt van 'situation'"):
        read_answer(tmp_path / "jaar.yaml", ENTRY.replace(old, new))
