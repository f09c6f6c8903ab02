"""The example journal: entries that follow their exercises, dated relative to today."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reflectie.content.example import read_example
from reflectie.content.load import load_packs
from reflectie.domain.entry import Address, Answer, AnswerState, Entry, ShownQuestion
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect

TODAY = dt.date(2026, 11, 22)

EXERCISE = """\
id: x
title: Zout en peper
fields:
  - id: lijn
    left: {name: zout, gloss: wat bewaart}
    right: {name: peper, gloss: wat prikkelt}
steps:
  - {id: lezen, kind: read, text: Lees dit.}
  - {id: r, kind: recognise, text: Welke?, statements: [{id: ik, text: Ik strooi graag.}]}
  - {id: pl, kind: place, field: lijn, aspect: now, text: Waar sta je?}
  - {id: s, kind: explore, beside: pl, feel: {text: 'Hoe is {pole}?'}}
  - id: p
    kind: pick
    take: 1
    items:
      - {id: een, text: Vraag een?}
      - {id: twee, text: Vraag twee?, knows: heart, follow_ups: [{id: na, text: En daarna?}]}
  - {id: k, kind: choose, text: Wat kies je?, options: [{id: soep, text: Soep}, {id: brood, text: Brood}]}
  - {id: e, kind: each, of: k, steps: [{id: hoe, text: 'Hoe smaakt {item}?'}]}
  - {id: meer, kind: part, title: Meer, steps: [{id: p2, kind: pick, of: p, take: 1}]}
"""
PACK = "id: proef\ntitle: Proef\nprobes:\n  - {id: a, text: En dan?}\n  - {id: b, text: Waarom?}\n"

HEAD = "title: Een jaar\nentries:\n  - {days_ago: 10, time: '21:30', exercise: x, "

ReadEntries = Callable[[str], tuple[Entry, ...]]


@pytest.fixture
def library(write: Callable[..., Path]) -> Library:
    return load_packs([write({"pack.yaml": PACK, "x.yaml": EXERCISE})])


@pytest.fixture
def read_entries(library: Library, tmp_path: Path) -> ReadEntries:
    """Read the entries of an example that is given as YAML."""

    def read_entries(year: str) -> tuple[Entry, ...]:
        path = tmp_path / "jaar.yaml"
        path.write_text(year, encoding="utf-8")
        return read_example(path, library, TODAY, ZoneInfo("Europe/Amsterdam")).entries

    return read_entries


def answers(entry: Entry) -> dict[Address, Answer]:
    return {answer.address: answer for answer in entry.answers}


def test_an_example_entry_has_its_day_and_times(library: Library, read_entries: ReadEntries) -> None:
    (entry,) = read_entries(HEAD + "answers: [{step: r, item: ik, value: yes, text: Veel.}]}\n")
    assert (entry.exercise, entry.title, entry.day) == ("proef:x", "Zout en peper", dt.date(2026, 11, 12))
    assert entry.begun == dt.datetime(2026, 11, 12, 20, 30, tzinfo=dt.UTC)
    exercise = library.exercise("x")
    assert exercise is not None
    assert entry.closed == entry.begun + dt.timedelta(minutes=exercise.minutes)
    assert entry.answers == (
        Answer(address=Address(step="r", item="ik"), question="Ik strooi graag.", text="Veel.", value="yes"),
    )


def test_an_open_example_entry_has_a_position(read_entries: ReadEntries) -> None:
    (entry,) = read_entries(
        HEAD + "open: true, placements: [{step: pl, value: 3}], answers: [{step: k, text: Rijst}]}\n"
    )
    assert (entry.closed, entry.position) == (None, Address(step="k"))


def test_an_example_placement_has_the_poles_as_shown(read_entries: ReadEntries) -> None:
    (entry,) = read_entries(
        HEAD + "placements: [{step: pl, value: -40}], answers: [{step: s, part: right.feel, text: Fris.}]}"
    )
    (mark,) = entry.placements
    assert (mark.field, mark.left, mark.right) == ("proef:lijn", "zout", "peper")
    assert (mark.aspect, mark.value, mark.day) == (Aspect.NOW, -40, entry.day)
    assert [answer.question for answer in entry.answers] == ["Waar sta je?", "Hoe is peper?"]


def test_an_unknown_example_placement_has_no_value(read_entries: ReadEntries) -> None:
    (entry,) = read_entries(HEAD + "placements: [{step: pl, unknown: true}]}\n")
    assert entry.placements[0].value is None


def test_answered_items_of_a_pick_were_shown(read_entries: ReadEntries) -> None:
    (entry,) = read_entries(
        HEAD
        + "answers: [{step: p, item: twee, text: Ja.}, {step: p, item: twee, part: na, state: unknown}]}\n"
    )
    assert entry.shown == (ShownQuestion(step="p", item="twee"),)
    first, second = entry.answers
    assert (first.question, first.knows) == ("Vraag twee?", "heart")
    assert (second.question, second.state) == ("En daarna?", AnswerState.UNKNOWN)


def test_what_a_pick_does_not_take_was_shown_by_the_next_pick(
    read_entries: ReadEntries,
) -> None:
    written = "{step: p, item: twee, text: A}, {step: p, item: een, text: B}"
    (entry,) = read_entries(HEAD + f"answers: [{written}]}}\n")
    assert entry.shown == (ShownQuestion(step="p", item="twee"), ShownQuestion(step="p2", item="een"))
    assert [answer.question for answer in entry.answers] == ["Vraag twee?", "Vraag een?"]


def test_choices_are_options_and_additions_and_each_follows(read_entries: ReadEntries) -> None:
    choices = "{step: k, value: brood}, {step: k, text: Rijst}"
    (entry,) = read_entries(HEAD + f"answers: [{choices}, {{step: hoe, item: brood, text: Goed.}}]}}\n")
    chosen = entry.choices(Address(step="k"))
    assert [(answer.value, answer.text) for answer in chosen] == [("brood", "Brood"), ("", "Rijst")]
    assert answers(entry)[Address(step="hoe", item="brood")].question == "Hoe smaakt Brood?"


def test_further_turns_take_the_probes_of_the_pack_in_order(read_entries: ReadEntries) -> None:
    first_turns = "{step: p, item: een, text: A}, {step: p, item: een, turn: 1, text: B}"
    own_question = "{step: p, item: een, turn: 2, question: Voor wie?, text: C}"
    (entry,) = read_entries(HEAD + f"answers: [{first_turns}, {own_question}]}}\n")
    assert [answer.question for answer in entry.answers] == ["Vraag een?", "En dan?", "Voor wie?"]


def test_example_entries_are_sorted_and_have_stable_ids(read_entries: ReadEntries) -> None:
    year = HEAD + "answers: []}\n  - {days_ago: 90, time: '08:00', exercise: x}\n"
    assert [entry.day for entry in read_entries(year)] == [dt.date(2026, 8, 24), dt.date(2026, 11, 12)]
    assert read_entries(year) == read_entries(year)
    assert len({entry.id for entry in read_entries(year)}) == 2


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("answers: [{step: weg, text: A}]}", "3:58: 'weg' komt in deze werkvorm niet langs."),
        (
            "answers: [{step: p, item: drie, text: A}]}",
            "3:58: 'p / drie' komt in deze werkvorm niet langs.",
        ),
        (
            "answers: [{step: s, part: left.feel, text: A}]}",
            "3:58: 's / left.feel' komt in deze werkvorm niet langs.",
        ),
        ("answers: [{step: lezen, text: A}]}", "3:58: op de stap 'lezen' is niets te schrijven."),
        ("answers: [{step: pl, text: A}]}", "3:58: op de stap 'pl' is niets te schrijven."),
        (
            "answers: [{step: k, value: taart}]}",
            "3:75: de keuze 'taart' staat niet in de lijst.",
        ),
        (
            "answers: [{step: r, item: ik, value: ja}]}",
            "3:85: herkennen kan zijn: yes, sometimes, not_now. Er staat 'ja'.",
        ),
        (
            "answers: [{step: p, item: een, turn: 6, text: A}]}",
            "3:85: doorvragen kan van 1 tot en met 5 keer, onder een open vraag.",
        ),
        ("placements: [{step: k, value: 3}]}", "3:61: op de stap 'k' wordt geen teken gezet."),
        (
            "placements: [{step: pl, value: 101}]}",
            "3:61: een teken heeft een 'value' van -100 tot 100, of 'unknown: true'.",
        ),
        (
            "placements: [{step: pl, value: 1, unknown: true}]}",
            "3:61: een teken heeft een 'value' van -100 tot 100, of 'unknown: true'.",
        ),
        ("answer: []}", "3:48: onbekende sleutel 'answer'. Bedoel je 'answers'?"),
    ],
)
def test_an_address_without_a_stop_is_reported_at_its_position(
    read_entries: ReadEntries, tmp_path: Path, written: str, expected: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_entries(HEAD + written)
    assert caught.value.problems == [f"{tmp_path / 'jaar.yaml'}:{expected}"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{days_ago: 1, time: '21:30', exercise: y}", "3:44: de werkvorm 'y' bestaat niet."),
        (
            "{days_ago: 1, time: '24:00', exercise: x}",
            "3:25: 'time' moet een tijd zijn als 21:48, hier staat '24:00'.",
        ),
        (
            "{days_ago: -1, time: '21:00', exercise: x}",
            "3:16: 'days_ago' kan van 0 tot 3660 zijn, hier staat -1.",
        ),
    ],
)
def test_an_invalid_example_entry_is_reported_at_its_position(
    read_entries: ReadEntries, tmp_path: Path, written: str, expected: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_entries(f"title: Een jaar\nentries:\n  - {written}\n")
    assert caught.value.problems == [f"{tmp_path / 'jaar.yaml'}:{expected}"]
