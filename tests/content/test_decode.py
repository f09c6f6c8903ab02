"""Messages about mistakes that the types of a file exclude."""

from collections.abc import Callable

import pytest

Problems = Callable[[str], list[str]]

HEAD = "id: x\ntitle: Een titel\n"
ASK = HEAD + "steps:\n  - id: a\n    text: Wat zie je?\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id: x\ntitel: Een titel\nsteps: []\n",
            "x.yaml:2:1: onbekende sleutel 'titel'. Bedoel je 'title'?",
        ),
        (
            ASK + "    kleur: rood\n",
            "x.yaml:6:5: onbekende sleutel 'kleur'. Hier kunnen staan: kind, id, source, beside, text, hint, "
            "roles, knows, dimension, yields, side, moved, follow_ups, asks, keep.",
        ),
        (
            ASK + "    follow_ups:\n      - id: b\n        tekst: En dan?\n",
            "x.yaml:8:9: onbekende sleutel 'tekst'. Bedoel je 'text'?",
        ),
        (
            ASK + "    <<: {a: b}\n",
            "x.yaml:6:5: onbekende sleutel '<<'. Hier kunnen staan: kind, id, source, beside, text, hint, "
            "roles, knows, dimension, yields, side, moved, follow_ups, asks, keep.",
        ),
        (HEAD, "x.yaml:1:1: 'steps' ontbreekt hier."),
        (HEAD + "steps:\n  - id: a\n", "x.yaml:4:5: 'text' ontbreekt hier."),
        (
            HEAD + "steps: []\nfields:\n  - id: f\n    left: {name: a, gloss: b}\n",
            "x.yaml:5:5: de rechterpool ('right') ontbreekt. Een lijn heeft twee polen.",
        ),
        (
            HEAD + "steps: []\nfields:\n  - id: f\n    right: {name: a, gloss: b}\n",
            "x.yaml:5:5: de linkerpool ('left') ontbreekt. Een lijn heeft twee polen.",
        ),
        (
            HEAD + "steps: []\nfields:\n  - id: f\n    left: {name: a}\n    right: {name: a, gloss: b}\n",
            "x.yaml:6:11: de linkerpool mist 'gloss'.",
        ),
        (
            HEAD + "steps:\n  - {id: p, kind: pause, text: Stil, minutes: kwartier}\n",
            "x.yaml:4:47: 'minutes' moet een heel getal zijn, hier staat tekst. "
            "Schrijf alleen cijfers, zonder aanhalingstekens.",
        ),
        (
            HEAD + "steps:\n  - {id: p, kind: pause, text: Stil, minutes: 2.5}\n",
            "x.yaml:4:47: 'minutes' moet een heel getal zijn, hier staat een getal met een komma.",
        ),
        (
            HEAD + f"steps:\n  - {{id: p, kind: pause, text: Stil, minutes: {'9' * 30}}}\n",
            "x.yaml:4:47: 'minutes' is te groot: een getal heeft hier hooguit 18 cijfers.",
        ),
        (
            HEAD + "steps:\n  - id: a\n    text: 12\n",
            "x.yaml:5:11: 'text' moet tekst zijn, hier staat een heel getal. "
            "Zet er aanhalingstekens om als het tekst is.",
        ),
        (
            HEAD + "steps:\n  - id: a\n    text: true\n",
            "x.yaml:5:11: 'text' moet tekst zijn, hier staat ja of nee (true of false). "
            "Zet er aanhalingstekens om als het tekst is.",
        ),
        (HEAD + "steps:\n  - id: a\n    text:\n", "x.yaml:5:10: 'text' is leeg; hier hoort tekst."),
        (
            HEAD + "closing: nee\nsteps: []\n",
            "x.yaml:3:10: 'closing' moet ja of nee (true of false) zijn, hier staat tekst. "
            "Schrijf true of false, zonder aanhalingstekens.",
        ),
        (
            ASK + "    source: b1.doel\n",
            "x.yaml:6:13: 'source' moet een lijst zijn, hier staat tekst. "
            "Zet er [ en ] omheen, of zet elk deel achter een streepje.",
        ),
        (
            ASK + "    source: [b1.doel, 3]\n",
            "x.yaml:6:23: onderdeel 2 van 'source' moet tekst zijn, hier staat een heel getal. "
            "Zet er aanhalingstekens om als het tekst is.",
        ),
        (
            HEAD + "steps:\n  - Wat zie je?\n",
            "x.yaml:4:5: onderdeel 1 van 'steps' moet een blok met sleutels zijn, hier staat tekst.",
        ),
        ("- a\n", "x.yaml:1:1: dit bestand moet een blok met sleutels zijn, hier staat een lijst."),
        (
            HEAD + "steps:\n  - id: a\n    kind: vraag\n    text: Hoi\n",
            "x.yaml:5:11: 'kind' kan hier zijn: read, recognise, place, explore, ask, situation, choose, "
            "pause, date, rows, draw, pick, each, part. "
            "Er staat 'vraag'.",
        ),
        (
            ASK + "    knows: buik\n",
            "x.yaml:6:12: 'knows' kan hier zijn: head, heart, hands. Er staat 'buik'.",
        ),
        (ASK + "    side: links\n", "x.yaml:6:11: 'side' kan hier zijn: left, right. Er staat 'links'."),
        (
            ASK + "    roles: [ouder]\n",
            "x.yaml:6:13: onderdeel 1 van 'roles' kan hier zijn: professional, bestuurder, beleidsmaker. "
            "Er staat 'ouder'.",
        ),
        (
            HEAD + "steps:\n  - {id: a, kind: place, field: f, aspect: nu, text: Waar?}\n",
            "x.yaml:4:44: 'aspect' kan hier zijn: nature, now. Er staat 'nu'.",
        ),
    ],
)
def test_a_mistake_is_reported_in_one_clear_line(problems: Problems, text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_all_mistakes_of_a_file_are_reported_at_once(problems: Problems) -> None:
    text = (
        HEAD
        + "kleur: rood\nsteps:\n  - {id: a, text: 3}\n  - {id: b, text: Goed}\n  - {id: c, text: nee, x: 1}\n"
    )
    assert [problem.partition(": ")[0] for problem in problems(text)] == [
        "x.yaml:3:1",
        "x.yaml:5:19",
        "x.yaml:7:24",
    ]


def test_a_long_word_is_shortened_in_a_message(problems: Problems) -> None:
    (problem,) = problems(ASK + f"    {'x' * 90}: 1\n")
    assert f"'{'x' * 39}…'" in problem
