"""Checks of preparations and look backs: fields, references and cards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import load_packs
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.step import Each, Place

Write = Callable[[dict[str, str | bytes]], Path]
Refusal = Callable[[Path], list[str]]

PREPARE = """\
id: voor
title: Voor
meeting: prepare
fields:
  - {id: lijn, left: {name: zout, gloss: a}, right: {name: peper, gloss: b}}
steps:
  - {id: partners, kind: rows, text: Wie?, columns: [{id: wie, title: Wie}]}
  - {id: lijnen, kind: choose, text: Welke?, own: false, options: [{id: lijn, text: zout en peper}]}
  - id: per-lijn
    kind: each
    of: lijnen
    steps:
      - {id: plaats, kind: place, aspect: now, text: Waar?, others: partners}
  - {id: doel, text: Waarvoor?}
"""
HEAD = "id: terug\ntitle: Terug\nmeeting: look_back\nsteps:\n"
"""The first step is on line 5."""

LINES = "{id: e, kind: each, of: before.lijnen, steps: ["


def back(*lines: str) -> str:
    return HEAD + "".join(f"  - {line}\n" for line in lines)


def test_a_place_without_a_field_inside_each_is_valid(write: Write) -> None:
    text = back(
        LINES
        + "{id: p, kind: place, aspect: now, text: Waar?, beside: before.plaats, others: before.partners}]}",
        "{id: f, kind: each, of: before.partners, steps: [{id: q, text: 'Vroeg je {item} iets?'}]}",
        "{id: d, text: Gelukt?, beside: before.doel}",
        "{id: k, kind: choose, of: before.lijnen, text: Wat?, options: [{id: v, text: V, under: lijn}]}",
    )
    prepare, look_back = load_packs([write({"a.yaml": PREPARE, "b.yaml": text})]).exercises
    assert (prepare.meeting, look_back.meeting) == (MeetingPhase.PREPARE, MeetingPhase.LOOK_BACK)
    each = prepare.step("per-lijn")
    assert isinstance(each, Each) and isinstance(place := each.steps[0], Place)
    assert (place.field, place.others) == (None, "partners")


PLACE = "{id: p, kind: place, aspect: now, text: Waar?}"
PREPARATION_RULE = (
    "'before.' kan alleen in een werkvorm met 'meeting: look_back', met een stap van die met "
    "'meeting: prepare'; wat daar binnen een each staat, hoort hier binnen dezelfde each."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            back(PLACE),
            "5:5: een place heeft 'field' nodig. "
            "Alleen binnen een each over een choose van lijnen mag dat weg.",
        ),
        (
            back(f"{{id: e, kind: each, of: before.partners, steps: [{PLACE}]}}"),
            "5:54: een place heeft 'field' nodig. "
            "Alleen binnen een each over een choose van lijnen mag dat weg.",
        ),
        (
            back(
                "{id: k, kind: choose, text: Welke?, options: [{id: lijn, text: A}]}",
                f"{{id: e, kind: each, of: k, steps: [{PLACE}]}}",
            ),
            "6:40: zonder 'field' is de lijn wat er bij 'k' gekozen werd; zet daar 'own: false' bij, "
            "want wat iemand aanvult is geen lijn.",
        ),
        (
            back(
                "{id: k, kind: choose, own: false, text: Welke?, options: [{id: krom, text: A}]}",
                f"{{id: e, kind: each, of: k, steps: [{PLACE}]}}",
            ),
            "6:40: zonder 'field' is de lijn wat er bij 'k' gekozen werd; "
            "de keuze 'krom' is geen lijn van dit pakket.",
        ),
        (
            back("{id: p, kind: place, field: lijn, aspect: now, text: Waar?, others: before.lijnen}"),
            "5:73: 'others' noemt 'before.lijnen'; daar hoort een eerdere stap met kind rows te staan.",
        ),
        (
            back("{id: d, text: Wat?, beside: before.nergens}"),
            f"5:33: 'beside' noemt 'before.nergens'; {PREPARATION_RULE}",
        ),
        (
            back("{id: d, text: Wat?, beside: before.plaats}"),
            f"5:33: 'beside' noemt 'before.plaats'; {PREPARATION_RULE}",
        ),
        (
            back("{id: e, kind: each, of: before.nergens, steps: [{id: a, text: Wat?}]}"),
            f"5:29: 'of' noemt 'before.nergens'; {PREPARATION_RULE}",
        ),
        (
            back("{id: e, kind: each, of: before.doel, steps: [{id: a, text: Wat?}]}"),
            "5:29: 'of' noemt 'before.doel'; daar hoort een eerdere stap met kind choose of rows te staan.",
        ),
        (
            back("{id: k, kind: choose, of: before.weg, text: Wat?, options: [{id: v, text: V, under: a}]}"),
            f"5:31: 'of' noemt 'before.weg'; {PREPARATION_RULE}",
        ),
        (
            back("{id: d, text: Wat?, beside: before.per-lijn}"),
            "5:33: 'beside' noemt 'before.per-lijn'; een each heeft geen antwoord om naast te zetten.",
        ),
        (
            back("{id: d, text: Wat?, beside: before.doel}").replace("meeting: look_back\n", "words: [x]\n"),
            f"5:33: 'beside' noemt 'before.doel'; {PREPARATION_RULE}",
        ),
        (
            back("{id: d, text: Wat?}").replace("look_back", "during"),
            "3:10: 'meeting' kan hier zijn: prepare, look_back. Er staat 'during'.",
        ),
    ],
)
def test_an_invalid_reference_is_reported_at_its_position(
    write: Write, refusal: Refusal, text: str, expected: str
) -> None:
    assert refusal(write({"a.yaml": PREPARE, "b.yaml": text})) == [f"b.yaml:{expected}"]


def test_an_unreadable_preparation_is_the_only_problem(write: Write, refusal: Refusal) -> None:
    text = back(LINES + PLACE + "]}", "{id: d, text: Wat?, beside: before.doel}")
    broken = PREPARE.replace("title: Voor\n", "title: [Voor]\n")
    (problem,) = refusal(write({"a.yaml": broken, "b.yaml": text}))
    assert problem.startswith("a.yaml:2:")


CARD = "card:\n  - {step: doel, label: Waarvoor}\n"


def test_a_preparation_defines_its_card(write: Write) -> None:
    (prepare,) = load_packs(
        [write({"a.yaml": PREPARE + CARD + "  - {step: plaats, label: Waar}\n"})]
    ).exercises
    assert [(part.step, part.label) for part in prepare.card] == [("doel", "Waarvoor"), ("plaats", "Waar")]


def test_a_card_needs_no_meeting(write: Write) -> None:
    text = PREPARE.replace("meeting: prepare\n", "words: [x]\n") + CARD
    (exercise,) = load_packs([write({"a.yaml": text})]).exercises
    assert exercise.has_own_card
    (prepare,) = load_packs([write({"a.yaml": PREPARE + CARD})]).exercises
    assert not prepare.has_own_card


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PREPARE + CARD.replace("doel", "nergens"),
            "16:12: 'step' noemt 'nergens'; "
            "daar hoort een stap uit dit bestand te staan waar iets te zeggen is.",
        ),
        (
            PREPARE + CARD.replace("doel", "per-lijn"),
            "16:12: 'step' noemt 'per-lijn'; "
            "daar hoort een stap uit dit bestand te staan waar iets te zeggen is.",
        ),
        (
            PREPARE + CARD.replace("Waarvoor", "' '"),
            "16:25: 'label' is leeg. Schrijf er iets of haal het weg.",
        ),
    ],
)
def test_an_invalid_card_is_reported_at_its_position(
    write: Write, refusal: Refusal, text: str, expected: str
) -> None:
    assert refusal(write({"a.yaml": text})) == [f"a.yaml:{expected}"]
