"""Checks of steps: ids, references, placeholders, numbers and lists, each reported at its position."""

from collections.abc import Callable
from pathlib import Path

import pytest

Problems = Callable[[str], list[str]]

HEAD = "id: x\ntitle: Een titel\n"


def steps(*lines: str, fields: str = "") -> str:
    """A file with these steps, one per line; the first is on line 4."""
    return HEAD + "steps:\n" + "".join(f"  - {line}\n" for line in lines) + fields


ASK = "{id: a, text: Wat zie je?}"
CHOOSE = "{id: k, kind: choose, text: Welke?, options: [{id: een, text: Een}]}"
RECOGNISE = "{id: r, kind: recognise, text: Welke?, statements: [{id: s, text: Ik}]}"
PICK = "{id: p, kind: pick, take: 1, items: [{id: i, text: Wat?}]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            steps(ASK, ASK),
            "x.yaml:5:10: de id 'a' bestaat al in dit bestand of in de afsluiting. Kies een andere.",
        ),
        (
            steps(ASK, CHOOSE, "{id: e, kind: each, of: k, steps: [{id: a, text: Hoe?}]}"),
            "x.yaml:6:45: de id 'a' bestaat al in dit bestand of in de afsluiting. Kies een andere.",
        ),
        (
            steps("{id: a, text: Wat?, follow_ups: [{id: b, text: En?}, {id: b, text: Dan?}]}"),
            "x.yaml:4:63: de id 'b' bestaat al in de follow_ups van 'a'. Kies een andere.",
        ),
        (
            steps("{id: p, kind: pick, take: 1, items: [{id: i, text: Wat?}, {id: i, text: Wie?}]}"),
            "x.yaml:4:68: de id 'i' bestaat al in de items van 'p'. Kies een andere.",
        ),
        (
            steps("{id: r, kind: recognise, text: Wat?, statements: [{id: s, text: A}, {id: s, text: B}]}"),
            "x.yaml:4:78: de id 's' bestaat al in 'r'. Kies een andere.",
        ),
        (
            steps("{id: Één stap, text: Wat zie je?}"),
            "x.yaml:4:10: de id 'Één stap' kan niet. Gebruik kleine letters, cijfers en streepjes, "
            "met een letter of cijfer vooraan.",
        ),
        (HEAD + "steps: []\n", "x.yaml:3:8: de lijst 'steps' is leeg. Zet er minstens één onderdeel in."),
        (
            steps(CHOOSE, "{id: t, kind: choose, of: weg, text: Wat?, options: [{id: a, text: A}]}"),
            "x.yaml:5:31: 'of' noemt 'weg'; daar hoort een eerdere stap met kind choose te staan.",
        ),
        (
            steps(ASK, "{id: t, kind: choose, of: a, text: Wat?, options: [{id: a, text: A}]}"),
            "x.yaml:5:31: 'of' noemt 'a'; daar hoort een eerdere stap met kind choose te staan.",
        ),
        (
            steps("{id: t, kind: choose, of: k, text: Wat?, options: [{id: a, text: A}]}", CHOOSE),
            "x.yaml:4:31: 'of' noemt 'k'; daar hoort een eerdere stap met kind choose te staan.",
        ),
        (
            steps("{id: t, kind: choose, of: t, text: Wat?, options: [{id: a, text: A}]}"),
            "x.yaml:4:31: 'of' noemt 't'; daar hoort een eerdere stap met kind choose te staan.",
        ),
        (
            steps(CHOOSE, "{id: t, kind: choose, of: k, text: Wat?, options: [{id: a, text: A, under: b}]}"),
            "x.yaml:5:80: 'under' noemt 'b'; te kiezen is bij 'k': een.",
        ),
        (
            steps(CHOOSE, "{id: t, kind: choose, text: Wat?, options: [{id: a, text: A, under: een}]}"),
            "x.yaml:5:73: 'under' hoort bij een choose met 'of': de eerdere stap waar dat te kiezen is.",
        ),
        (
            steps(
                CHOOSE, "{id: r, kind: recognise, of: k, text: R, statements: [{id: s, text: S, under: b}]}"
            ),
            "x.yaml:5:83: 'under' noemt 'b'; te kiezen is bij 'k': een.",
        ),
        (
            steps(CHOOSE, "{id: r, kind: recognise, text: R, statements: [{id: s, text: S, under: een}]}"),
            "x.yaml:5:76: 'under' hoort bij een recognise met 'of': de eerdere stap waar dat te kiezen is.",
        ),
        (
            steps("{id: a, text: Wat?, keep: true}", "{id: b, text: En?, keep: true}"),
            "x.yaml:5:30: 'keep' staat al bij 'a'. Eén antwoord kan de kern zijn.",
        ),
        *(
            (
                text,
                f"x.yaml:{place}: 'keep' kan alleen bij een vraag die er één keer staat: los of "
                "in een part, niet in een each, een pick, een follow_up of de afsluiting.",
            )
            for text, place in [
                (steps("{id: a, text: Wat?, follow_ups: [{id: b, text: En?, keep: true}]}"), "4:63"),
                (
                    steps(CHOOSE, "{id: e, kind: each, of: k, steps: [{id: b, text: Hoe?, keep: true}]}"),
                    "5:66",
                ),
                (steps("{id: p, kind: pick, take: 1, items: [{id: i, text: Wat?, keep: true}]}"), "4:68"),
            ]
        ),
        (
            steps(ASK, "{id: r, kind: recognise, of: a, text: R, statements: [{id: s, text: S}]}"),
            "x.yaml:5:34: 'of' noemt 'a'; daar hoort een eerdere stap met kind choose te staan.",
        ),
        (
            steps("{id: k, kind: choose, text: Welke?, options: []}"),
            "x.yaml:4:50: de lijst 'options' is leeg. Zet er minstens één onderdeel in.",
        ),
        (
            steps("{id: r, kind: recognise, text: Welke?, statements: []}"),
            "x.yaml:4:56: de lijst 'statements' is leeg. Zet er minstens één onderdeel in.",
        ),
        (
            steps("{id: p, kind: pick, take: 1, items: []}"),
            "x.yaml:4:41: de lijst 'items' is leeg. Zet er minstens één onderdeel in.",
        ),
        (
            steps(CHOOSE, "{id: e, kind: each, of: k, steps: []}"),
            "x.yaml:5:39: de lijst 'steps' is leeg. Zet er minstens één onderdeel in.",
        ),
        (steps("{id: a, text: '  '}"), "x.yaml:4:19: 'text' is leeg. Schrijf er iets of haal het weg."),
        (
            steps("{id: p, kind: pick, take: 0, items: [{id: i, text: Wat?}]}"),
            "x.yaml:4:31: 'take' kan van 1 tot en met 1 zijn (zoveel items zijn er), hier staat 0.",
        ),
        (
            steps("{id: p, kind: pick, take: 2, items: [{id: i, text: Wat?}]}"),
            "x.yaml:4:31: 'take' kan van 1 tot en met 1 zijn (zoveel items zijn er), hier staat 2.",
        ),
        (
            steps("{id: a, text: Wat?, beside: b}", "{id: b, text: En?}"),
            "x.yaml:4:33: 'beside' noemt 'b'; die stap staat hier niet eerder.",
        ),
        (
            steps("{id: a, text: Wat?, beside: a}"),
            "x.yaml:4:33: 'beside' noemt 'a'; die stap staat hier niet eerder.",
        ),
        (
            steps(PICK, "{id: a, text: Wat?, beside: i}"),
            "x.yaml:5:33: 'beside' noemt 'i'; die stap staat hier niet eerder.",
        ),
        (
            steps("{id: a, kind: read, text: Lees}", "{id: b, text: Wat?, beside: a}"),
            "x.yaml:5:33: 'beside' noemt 'a'; een read heeft geen antwoord om naast te zetten.",
        ),
        (
            steps(
                "{id: a, text: Wat?}",
                "{id: b, text: Wie?, follow_ups: [{id: a, text: En?}]}",
                "{id: c, text: Hoe?, beside: a}",
            ),
            "x.yaml:6:33: 'beside' noemt 'a'; zo heet ook een andere stap hiervoor. "
            "Geef ze elk een eigen id.",
        ),
        (
            steps("{id: e, kind: explore, feel: {text: Wat voel je?}}"),
            "x.yaml:4:5: een explore heeft 'beside' nodig: de stap waarvan het teken schuift.",
        ),
        (
            steps(ASK, "{id: e, kind: explore, beside: a, feel: {text: Wat voel je?}}"),
            "x.yaml:5:36: 'beside' noemt 'a'; bij een explore hoort een stap met kind place.",
        ),
        (
            steps(ASK, "{id: e, kind: each, of: a, steps: [{id: b, text: Hoe?}]}"),
            "x.yaml:5:29: 'of' noemt 'a'; daar hoort een eerdere stap met kind choose of rows te staan.",
        ),
        (
            steps("{id: e, kind: each, of: k, steps: [{id: b, text: Hoe?}]}", CHOOSE),
            "x.yaml:4:29: 'of' noemt 'k'; daar hoort een eerdere stap met kind choose of rows te staan.",
        ),
        (
            steps("{id: pl, kind: place, field: nergens, aspect: now, text: Waar?}"),
            "x.yaml:4:34: de lijn 'nergens' bestaat niet in dit pakket.",
        ),
        (
            steps(f"{{id: a, text: Wat?, follow_ups: [{PICK}]}}"),
            "x.yaml:4:38: 'p': een pick kan alleen los staan of binnen een each, "
            "niet onder een vraag of in een andere pick.",
        ),
        (
            steps("{id: a, text: 'Wat merk je bij {pole}?'}"),
            "x.yaml:4:19: {pole} betekent hier niets. Dat kan alleen in 'feel' en 'act' van een explore.",
        ),
        (
            steps("{id: a, text: 'Wat merk je bij {item}?'}"),
            "x.yaml:4:19: {item} betekent hier niets. "
            "Dat kan alleen in de vraag van een stap binnen een each.",
        ),
        (
            steps(CHOOSE, "{id: e, kind: each, of: k, steps: [{id: b, text: 'Hoe {tem}?'}]}"),
            "x.yaml:5:54: {tem} betekent hier niets. Bedoel je {item}?",
        ),
        (
            steps("{id: d, kind: part, title: Meer, steps: []}"),
            "x.yaml:4:45: de lijst 'steps' is leeg. Zet er minstens één onderdeel in.",
        ),
        (
            steps("{id: d, kind: part, title: Meer, steps: [{id: b, text: Wat?}]}", "{id: b, text: Hoe?}"),
            "x.yaml:5:10: de id 'b' bestaat al in dit bestand of in de afsluiting. Kies een andere.",
        ),
        (
            steps(
                "{id: d, kind: part, title: Meer, steps: [{id: b, text: Wat?}]}",
                "{id: c, text: Hoe?, beside: b}",
            ),
            "x.yaml:5:33: 'beside' noemt 'b'; die stap staat hier niet eerder.",
        ),
        (
            steps(
                "{id: d, kind: part, title: A, steps: "
                "[{id: e, kind: part, title: B, steps: [{id: f, text: F}]}]}"
            ),
            "x.yaml:4:43: 'e': een part staat los in de werkvorm, niet binnen een andere stap.",
        ),
        (
            steps("{id: m, kind: pick, take: 1, of: a}", ASK),
            "x.yaml:4:38: 'of' noemt 'a'; daar hoort een eerdere stap met kind pick en eigen items te staan.",
        ),
        (
            steps(PICK, "{id: m, kind: pick, take: 1, of: p, items: [{id: i, text: Wat?}]}"),
            "x.yaml:5:48: een pick met 'of' heeft geen eigen items.",
        ),
        (
            steps(
                ASK, fields="fields:\n  - {id: f, left: {name: ' ', gloss: a}, right: {name: b, gloss: c}}\n"
            ),
            "x.yaml:6:26: 'name' is leeg. Schrijf er iets of haal het weg.",
        ),
        (
            steps(
                ASK, fields="fields:\n  - {id: f, left: {name: a, gloss: b}, right: {name: c, gloss: ''}}\n"
            ),
            "x.yaml:6:64: 'gloss' is leeg. Schrijf er iets of haal het weg.",
        ),
        (
            steps(
                ASK,
                fields="fields:\n  - {id: f, number: 7, left: {name: a, gloss: b}, "
                "right: {name: c, gloss: d}}\n",
            ),
            "x.yaml:6:21: 'number' kan van 1 tot en met 6 zijn, hier staat 7.",
        ),
    ],
)
def test_an_invalid_step_is_refused(problems: Problems, text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_follow_ups_of_different_questions_may_share_ids(write: Callable[..., Path], line: str) -> None:
    from reflectie.content.load import load_packs

    text = steps(
        "{id: pl, kind: place, field: lijn, aspect: nature, text: Waar?}",
        "{id: a, text: Wat?, beside: pl, follow_ups: [{id: b, text: En?}, {id: c, text: Dan?, beside: b}]}",
        "{id: d, text: Wat?, follow_ups: [{id: b, text: En?, beside: d}, {id: c, text: Dan?, beside: b}]}",
        "{id: s, kind: explore, beside: pl, feel: {text: 'Hoe is {pole}?'}, act: {text: 'En bij {pole}?'}}",
        "{id: p, kind: pick, take: 1, items: [{id: a, text: X, follow_ups: [{id: b, text: Y, beside: a}]}]}",
        CHOOSE,
        "{id: e, kind: each, of: k, steps: [{id: n, text: 'Hoe {item}?'}, {id: m, text: En?, beside: n}]}",
        RECOGNISE,
        fields=line,
    )
    assert len(load_packs([write({"x.yaml": text})]).exercises) == 1


def test_ids_and_core_numbers_are_unique_in_a_pack(
    write: Callable[..., Path], refusal: Callable[[Path], list[str]]
) -> None:
    numbered = "fields:\n  - {id: f, number: 1, left: {name: a, gloss: b}, right: {name: c, gloss: d}}\n"
    text = steps(ASK, fields=numbered)
    assert refusal(write({"velden/a.yaml": text, "velden/b.yaml": text})) == [
        "velden/b.yaml:1:5: de id 'x' bestaat al in dit pakket. Kies een andere.",
        "velden/b.yaml:6:10: de id 'f' bestaat al in dit pakket. Kies een andere.",
        "velden/b.yaml:6:21: het nummer 1 is al van de lijn 'f'. Kies een ander.",
    ]


def test_an_exercise_shares_no_ids_with_its_closing_steps(
    write: Callable[..., Path], refusal: Callable[[Path], list[str]]
) -> None:
    from reflectie.content.load import load_packs

    pack = "id: proef\ntitle: Proef\nclosing:\n  - {id: a, text: Met wie deel je dit?}\n"
    assert refusal(write({"pack.yaml": pack, "x.yaml": steps(ASK)})) == [
        "x.yaml:4:10: de id 'a' bestaat al in dit bestand of in de afsluiting. Kies een andere."
    ]
    assert load_packs([write({"pack.yaml": pack, "x.yaml": "closing: false\n" + steps(ASK)})])


def test_the_pack_file_is_checked(write: Callable[..., Path], refusal: Callable[[Path], list[str]]) -> None:
    pack = (
        "id: Proef\ntitle: ' '\nclosing:\n  - {id: a, text: 'Wat {item}?'}\n"
        "probes:\n  - {id: b, text: ''}\n  - {id: b, text: Wat?}\n"
    )
    assert refusal(write({"pack.yaml": pack, "x.yaml": "closing: false\n" + steps(ASK)})) == [
        "pack.yaml:1:5: de id 'Proef' kan niet. Gebruik kleine letters, cijfers en streepjes, "
        "met een letter of cijfer vooraan.",
        "pack.yaml:2:8: 'title' is leeg. Schrijf er iets of haal het weg.",
        "pack.yaml:4:19: {item} betekent hier niets. "
        "Dat kan alleen in de vraag van een stap binnen een each.",
        "pack.yaml:6:19: 'text' is leeg. Schrijf er iets of haal het weg.",
        "pack.yaml:7:10: de id 'b' bestaat al in deze lijst. Kies een andere.",
    ]
