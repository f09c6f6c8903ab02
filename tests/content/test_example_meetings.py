"""The meetings of the example: prepared, looked back on, and in the future."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.example import read_example
from reflectie.content.load import load_packs
from reflectie.domain.entry import SELF, Entry
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Library
from reflectie.domain.table import rows_of

Write = Callable[[dict[str, str | bytes]], Path]
TODAY = dt.date(2026, 11, 22)

PREPARE = """\
id: voor
title: Voor
meeting: prepare
fields:
  - {id: lijn, left: {name: zout, gloss: a}, right: {name: peper, gloss: b}}
steps:
  - {id: partners, kind: rows, text: Wie?, columns: [{id: wie, title: Wie}, {id: vraag, title: Vraag}]}
  - {id: lijnen, kind: choose, text: Welke?, own: false, options: [{id: lijn, text: zout en peper}]}
  - id: per-lijn
    kind: each
    of: lijnen
    steps:
      - {id: plaats, kind: place, aspect: now, text: Waar?, others: partners}
"""
BACK = """\
id: terug
title: Terug
meeting: look_back
steps:
  - id: per-partner
    kind: each
    of: before.partners
    steps: [{id: gesprek, text: "Hoe ging het met {item}?"}]
"""
YEAR = """\
title: Een jaar
series:
  - {id: tafels, name: de tafels}
meetings:
  - {id: geweest, name: de tafel, days_ago: 5, time: "10:30", series: tafels}
  - {id: straks, name: nog een tafel, days_ago: -3}
entries:
  - days_ago: 6
    time: "10:00"
    exercise: voor
    meeting: geweest
    placements:
      - {step: plaats, item: lijn, value: 44}
      - {step: plaats, item: lijn, part: "row:school", value: -55}
    answers:
      - {step: partners, item: "row:school", part: wie, text: school}
      - {step: partners, item: "row:school", part: vraag, text: Wat nu?, shared: true}
      - {step: partners, item: "row:wonen", part: wie, text: wonen}
      - {step: lijnen, value: lijn}
  - days_ago: 4
    time: "10:00"
    exercise: terug
    meeting: geweest
    answers:
      - {step: gesprek, item: "row:school", text: goed}
"""


@pytest.fixture
def library(write: Write) -> Library:
    return load_packs([write({"voor.yaml": PREPARE, "terug.yaml": BACK})])


@pytest.fixture
def read_entries(library: Library, tmp_path: Path) -> Callable[[str], tuple[Entry, ...]]:
    def read(text: str) -> tuple[Entry, ...]:
        (tmp_path / "jaar.yaml").write_text(text, encoding="utf-8")
        return read_example(tmp_path / "jaar.yaml", library, TODAY).entries

    return read


def test_an_example_preparation_has_a_table_and_placements_of_others(
    read_entries: Callable[[str], tuple[Entry, ...]],
) -> None:
    prepared, back = read_entries(YEAR)
    table = next(a.address for a in prepared.answers if a.address.step == "partners")
    school, wonen = rows_of(prepared, table)
    assert (school.text("wie"), school.text("vraag"), wonen.name) == ("school", "Wat nu?", "wonen")
    assert [answer.text for answer in prepared.answers if answer.shared] == ["Wat nu?"]
    assert [(p.value, p.whose, p.field) for p in prepared.placements] == [
        (44, SELF, "proef:lijn"),
        (-55, "school", "proef:lijn"),
    ]
    assert [(answer.question, answer.text) for answer in back.answers] == [
        ("Hoe ging het met school?", "goed")
    ]
    assert prepared.meeting == back.meeting != ""


def test_meetings_are_dated_relative_to_today(library: Library, tmp_path: Path) -> None:
    (tmp_path / "jaar.yaml").write_text(YEAR, encoding="utf-8")
    example = read_example(tmp_path / "jaar.yaml", library, TODAY)
    entry, (table,), (past, coming) = example.entries[0], example.series, example.meetings
    assert (past.id, past.day, past.time, past.series) == (
        entry.meeting,
        dt.date(2026, 11, 17),
        dt.time(10, 30),
        table.id,
    )
    assert (coming.name, coming.day, coming.time, coming.series) == (
        "nog een tafel",
        dt.date(2026, 11, 25),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("meeting: geweest\n    answers", "meeting: zee\n    answers", "het overleg 'zee' staat niet bij"),
        ("series: tafels}", "series: stoelen}", "de reeks 'stoelen' staat niet bij 'series'."),
        ('time: "10:30"', "time: laat", "'time' moet een tijd zijn als 21:48, hier staat 'laat'."),
        ("part: wie, text: wonen", "part: wat, text: wonen", "'partners' heeft deze kolommen: wie, vraag."),
        ('part: "row:school", value', 'part: "row:weg", value', "'plaats / lijn / row:weg' komt in deze"),
    ],
)
def test_an_invalid_example_meeting_is_reported(
    read_entries: Callable[[str], tuple[Entry, ...]], old: str, new: str, problem: str
) -> None:
    assert old in YEAR
    with pytest.raises(ContentError, match=r"jaar\.yaml:") as caught:
        read_entries(YEAR.replace(old, new))
    assert problem in str(caught.value)
