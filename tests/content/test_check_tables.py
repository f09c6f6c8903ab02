"""Checks of tables and diagrams: their parts, and references to earlier steps."""

from collections.abc import Callable

import pytest

from reflectie.content.load import load_packs

Problems = Callable[[str], list[str]]

HEAD = "id: x\ntitle: Een titel\nsteps:\n"
PEOPLE = (
    "{id: m, kind: rows, text: Wie?, columns: [{id: wie, title: Wie, type: person}, {id: dag, title: Dag, "
    "type: date}, {id: ring, title: Ring, type: choice, options: [{id: near, text: dichtbij}]}]}"
)
TIES = (
    "{id: b, kind: rows, text: Band?, columns: [{id: van, title: Van, type: row, of: m}, "
    "{id: naar, title: Naar, type: row, of: m}, "
    "{id: band, title: Band, type: choice, options: [{id: close, text: hecht}]}]}"
)
PLACES = "{id: v, text: Wat?}"


def steps(*lines: str) -> str:
    return HEAD + "".join(f"  - {line}\n" for line in lines)


def draw(drawing: str, parts: str) -> str:
    return f"{{id: t, kind: draw, text: Zie, drawing: {drawing}, parts: {parts}}}"


def columns(text: str) -> str:
    return steps(f"{{id: m, kind: rows, text: Wie?, columns: [{text}]}}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (columns(""), "de lijst 'columns' is leeg. Zet er minstens één onderdeel in."),
        (
            columns("{id: a, title: A, type: choice, options: [{id: b, text: B, under: b}]}"),
            "'under' hoort bij een keuze van een choose, niet bij een kolom.",
        ),
        (columns("{id: a, title: ' '}"), "'title' is leeg. Schrijf er iets of haal het weg."),
        (columns("{id: a, title: A}, {id: a, title: B}"), "de id 'a' bestaat al in 'm'. Kies een andere."),
        (
            columns("{id: a, title: A, type: choice}"),
            "een kolom 'choice' heeft 'options' nodig: de keuzes, elk met een id en een text.",
        ),
        (
            columns("{id: a, title: A, options: [{id: o, text: O}]}"),
            "'options' horen alleen bij een kolom van het type choice.",
        ),
        (
            columns("{id: a, title: A, type: row}"),
            "een kolom 'row' heeft 'of' nodig: een eerdere stap met kind rows.",
        ),
        (
            columns("{id: a, title: A, type: row, of: m}"),
            "een kolom 'row' heeft 'of' nodig: een eerdere stap met kind rows.",
        ),
        (columns("{id: a, title: A, of: m}"), "'of' hoort alleen bij een kolom van het type row."),
        (
            columns("{id: a, title: A, forbids_self: true}"),
            "'forbids_self' hoort bij een kolom van het type person.",
        ),
        (
            columns("{id: a, title: A, type: tekst}"),
            "'type' kan hier zijn: text, choice, date, person, row. Er staat 'tekst'.",
        ),
        (
            steps("{id: p, kind: pause, text: Stil, minutes: 0}"),
            "'minutes' is minstens 1 en hooguit 60, hier staat 0.",
        ),
        (
            steps(draw("rings", "{rows: m, who: wie, ring: ring}")),
            "'rows' noemt 'm'; daar hoort een eerdere stap met kind rows te staan.",
        ),
        (steps(PEOPLE, draw("rings", "{rows: m, who: wie}")), "de tekening rings heeft 'ring' nodig."),
        (
            steps(PEOPLE, draw("rings", "{rows: m, who: wie, ring: ring, sort: ring}")),
            "'sort' hoort niet bij de tekening rings. Hier kunnen staan: rows, who, ring, tie.",
        ),
        (
            steps(PEOPLE, draw("rings", "{rows: m, who: wie, ring: kring}")),
            "'m' heeft geen kolom 'kring'. Wel: wie, dag, ring.",
        ),
        (
            steps(PEOPLE, draw("rings", "{rows: m, who: wie, ring: dag}")),
            "'ring' vraagt een kolom van het type choice; 'dag' is date.",
        ),
        (
            steps(PEOPLE, draw("people", "{rows: m, who: wie, generation: ring}")),
            "de keuze 'near' van 'ring' is niet te tekenen. "
            "Wel: grandparents, parents, children, next, around.",
        ),
        (
            steps(PEOPLE, TIES, draw("people", "{rows: m, who: wie, ties: b, from: van}")),
            "banden hebben ook 'to', 'tie' nodig.",
        ),
        (
            steps(PLACES, draw("cycle", "{steps: [v]}")),
            "de tekening cycle heeft onder 'steps' 3 of 4 stappen nodig, hier staan er 1.",
        ),
        (
            steps(PLACES, draw("cycle", "{steps: [v, v, v, v], labels: [een, twee]}")),
            "onder 'labels' hoort bij elke stap één naam: 4, hier staan er 2.",
        ),
        (
            steps(PLACES, draw("windows", "{steps: [v, v, v, v]}")),
            "de tekening windows heeft 'labels' nodig.",
        ),
        (
            steps(PLACES, draw("windows", "{steps: [v, v, v, v], labels: [a, b, c, d], about: weg}")),
            "'about' noemt 'weg'; daar hoort een eerdere vraag te staan.",
        ),
        (
            steps(PLACES, draw("cycle", "{steps: [v, v, v], labels: [a, b, c, d]}")),
            "onder 'labels' hoort bij elke stap één naam: 3, hier staan er 4.",
        ),
        (
            steps(PEOPLE, draw("rings", "{rows: m, who: wie, ring: ring, labels: [een]}")),
            "'labels' hoort niet bij de tekening rings. Hier kunnen staan: rows, who, ring, tie.",
        ),
        (
            steps(PLACES, draw("cycle", "{steps: [v, v, v, w]}")),
            "'steps' noemt 'w'; daar hoort een eerdere vraag te staan.",
        ),
        (
            steps(PLACES, PLACES.replace("id: v", "id: w"), draw("plane", "{steps: [v, w]}")),
            "'steps' noemt 'v'; daar hoort een eerdere stap met kind place te staan.",
        ),
        (
            steps(draw("wolk", "{}")),
            "'drawing' kan hier zijn: timeline, people, rings, cycle, rucksack, roundabout, plane, windows. "
            "Er staat 'wolk'.",
        ),
    ],
)
def test_an_invalid_table_or_diagram_is_refused(problems: Problems, text: str, expected: str) -> None:
    assert expected in {problem.split(": ", 1)[1] for problem in problems(text)}


def test_a_valid_table_with_every_feature_loads(write: Callable[..., object]) -> None:
    text = steps(
        PEOPLE,
        TIES,
        draw("people", "{rows: m, who: wie, ties: b, from: van, to: naar, tie: band}"),
        "{id: e, kind: each, of: m, steps: [{id: h, text: 'Hoe is {item}?'}, "
        "{id: s, kind: pause, text: 'Stil om {item}.'}]}",
        "{id: d, kind: date, text: Wanneer?, time: true, hint: Een dag., follow_ups: [{id: f, text: En?}]}",
    )
    (exercise,) = load_packs([write({"x.yaml": text})]).exercises  # type: ignore[arg-type]
    assert len(exercise.steps) == 5
