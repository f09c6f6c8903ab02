"""Parsing YAML to a plain tree, or to one message about what is wrong."""

from typing import Any

import pytest
import yaml

from reflectie.content.yaml_tree import MAX_CHARACTERS, parse_yaml
from reflectie.domain.errors import ContentError


class StrictLibyaml(yaml.SafeLoader):
    """A future libyaml that refuses every text with a message of its own."""

    def check_event(self, *choices: Any) -> bool:
        start, end = (yaml.Mark("x", column, 0, column, None, 0) for column in (0, 3))
        raise yaml.MarkedYAMLError("while counting", start, "exceeded some new limit", end)


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers: PyYAML without libyaml uses its own."""
    return use_parser(str(request.param), monkeypatch)


@pytest.fixture(params=["libyaml", "python", "strict libyaml"])
def refusing_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers, and a stricter libyaml: the message must not depend on the parser."""
    return use_parser(str(request.param), monkeypatch)


def use_parser(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    if name == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif name == "strict libyaml":
        monkeypatch.setattr(yaml, "CSafeLoader", StrictLibyaml, raising=False)
    return name


def problem_of(text: str) -> str:
    with pytest.raises(ContentError) as caught:
        parse_yaml(text, "x.yaml")
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


@pytest.mark.parametrize(
    "word", ["nee", "no", "on", "off", "y", "yes", "12:30", "017", "2024-01-05", "1_000"]
)
def test_words_that_yaml_1_1_converts_stay_text(parser: str, word: str) -> None:
    assert parse_yaml(f"a: {word}", "x.yaml").root == {"a": word}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("9" * 30, 1e30),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
    ],
)
def test_plain_scalars_are_converted_and_quoted_ones_are_text(
    parser: str, written: str, meant: object
) -> None:
    assert parse_yaml(f"a: {written}", "x.yaml").root == {"a": meant}


def test_block_scalars_keep_their_paragraphs(parser: str) -> None:
    assert parse_yaml("a: >-\n  een\n  twee\n\n\n  drie\n", "x.yaml").root == {"a": "een twee\n\ndrie"}


def test_windows_line_breaks_are_read(parser: str) -> None:
    assert parse_yaml("a: x\r\nb:\r\n  - y\r\n", "x.yaml").root == {"a": "x", "b": ["y"]}


def test_a_question_mark_inside_braces_is_text(parser: str) -> None:
    assert parse_yaml("a: {b: Wat dan?, c: Hoe? Zo}\nd: [wie?]", "x.yaml").root == {
        "a": {"b": "Wat dan?", "c": "Hoe? Zo"},
        "d": ["wie?"],
    }


def test_texts_are_normalised_to_nfc(parser: str) -> None:
    assert parse_yaml('a: e\u0301e\u0301n\nb: "e\\u0301"', "x.yaml").root == {"a": "één", "b": "é"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "x.yaml: dit bestand is leeg. Zet er inhoud in of haal het weg."),
        ("# niets\n", "x.yaml: dit bestand is leeg. Zet er inhoud in of haal het weg."),
        (
            "a:\n\tb: 1\n",
            "x.yaml:2:1: hier staat een tab. YAML springt in met spaties; vervang de tab door spaties.",
        ),
        (
            "a:\tb\n",
            "x.yaml:1:3: hier staat een tab. YAML springt in met spaties; vervang de tab door spaties.",
        ),
        (
            "a: &anker b\n",
            "x.yaml:1:4: ankers en verwijzingen (& en *) mogen niet. Schrijf de tekst uit, "
            "of zet er aanhalingstekens om als het teken bij de tekst hoort.",
        ),
        (
            "a: *anker\n",
            "x.yaml:1:4: ankers en verwijzingen (& en *) mogen niet. Schrijf de tekst uit, "
            "of zet er aanhalingstekens om als het teken bij de tekst hoort.",
        ),
        (
            "a: 1\nb: !!python/object:os.system x\n",
            "x.yaml:2:4: een tag (!) mag niet. Haal hem weg, "
            "of zet er aanhalingstekens om als hij bij de tekst hoort.",
        ),
        (
            "a: [1]\nb: !!set {}\n",
            "x.yaml:2:4: een tag (!) mag niet. Haal hem weg, "
            "of zet er aanhalingstekens om als hij bij de tekst hoort.",
        ),
        (
            "a: 1\nb: 2\na: 3\n",
            "x.yaml:3:1: de sleutel 'a' staat hier voor de tweede keer; "
            "de eerste staat op regel 1. Houd er één.",
        ),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: hier begint een tweede document (---). Zet er één per bestand."),
        ("12: x\n", "x.yaml:1:1: een sleutel moet tekst zijn, zoals in 'title: …'."),
        ("[a]: x\n", "x.yaml:1:1: een sleutel moet tekst zijn, zoals in 'title: …'."),
        (
            'a: "\\e]0;boe\\a"\n',
            "x.yaml:1:4: hier staat een onzichtbaar teken (U+001B, stuurteken). Haal het weg.",
        ),
        (
            "a: \x1b[2J\n",
            "x.yaml:1:4: hier staat een onzichtbaar teken (U+001B, stuurteken). Haal het weg.",
        ),
        (
            "a: 1\nb: goed\u202etuof\n",
            "x.yaml:2:8: hier staat een onzichtbaar teken (U+202E, RIGHT-TO-LEFT OVERRIDE). Haal het weg.",
        ),
        (
            'a: "\\u202e"\n',
            "x.yaml:1:4: hier staat een onzichtbaar teken (U+202E, RIGHT-TO-LEFT OVERRIDE). Haal het weg.",
        ),
        (
            '"\\u202e": a\n',
            "x.yaml:1:1: hier staat een onzichtbaar teken (U+202E, RIGHT-TO-LEFT OVERRIDE). Haal het weg.",
        ),
        (
            "title: Als het stokt: wat dan\n",
            "x.yaml:1:21: hier staat een dubbele punt die niet past. Hoort hij bij de tekst, "
            "zet de tekst dan tussen aanhalingstekens of onder '>-'.",
        ),
        (
            "a:\n  - [b,\n    c\nd: e\n",
            "x.yaml:2:5: een [ wordt niet goed gesloten. Zet komma's tussen de delen en een ] aan het eind.",
        ),
        (
            "a: 'b\nc: d\n",
            "x.yaml:1:4: deze aanhalingstekens worden nergens gesloten. Zet er nog een aan het eind.",
        ),
        ("a: @b\n", "x.yaml:1:4: een tekst kan niet met dit teken beginnen. Zet er aanhalingstekens om."),
        (
            "- a\nb: c\n",
            "x.yaml:2:1: hier hoort een streepje van de lijst erboven. Kijk of de regel goed inspringt.",
        ),
        (
            "a: 'b' c\n",
            "x.yaml:1:8: hier hoort een sleutel. Kijk of de regel even ver inspringt als die erboven.",
        ),
        ("a: 1\nb\n", "x.yaml:3:1: hier mist een dubbele punt na de sleutel."),
        (
            "[a]\nb: c\n",
            "x.yaml:2:1: deze regel past niet bij de rest. Kijk of hij even ver inspringt als die erboven.",
        ),
        (
            'a: "\\q"\n',
            "x.yaml:1:6: na een \\ tussen dubbele aanhalingstekens staat een onbekend teken. "
            "Schrijf \\\\ voor een gewone \\.",
        ),
        (
            'a: "\\ud800"\n',
            "x.yaml:1:4: hier staat een onzichtbaar teken (U+D800, stuurteken). Haal het weg.",
        ),
        (
            'a: "\\UFFFFFFFF"\n',
            "x.yaml:1:7: hier klopt iets niet. "
            "Kijk naar het inspringen, de dubbele punten en de aanhalingstekens.",
        ),
        (
            "%YAML 1." + "1" * 5000 + "\n---\na: b\n",
            "x.yaml:1:9: hier klopt iets niet. "
            "Kijk naar het inspringen, de dubbele punten en de aanhalingstekens.",
        ),
        (
            "a: {b: Wat dan?, c: d}\ne: f: g\n",
            "x.yaml:2:5: hier staat een dubbele punt die niet past. Hoort hij bij de tekst, "
            "zet de tekst dan tussen aanhalingstekens of onder '>-'.",
        ),
    ],
)
def test_invalid_yaml_is_refused_at_its_position(refusing_parser: str, text: str, expected: str) -> None:
    assert problem_of(text) == expected


def test_a_refusal_by_libyaml_alone_has_a_general_message(monkeypatch: pytest.MonkeyPatch) -> None:
    use_parser("strict libyaml", monkeypatch)
    assert problem_of("a: 1\n") == (
        "x.yaml:1:4: hier klopt iets niet. "
        "Kijk naar het inspringen, de dubbele punten en de aanhalingstekens."
    )


@pytest.mark.parametrize(
    "text", ["a: [1", "a: {b: 1", 'a: "x', '"a" b', "- a\nb: c", " a: 1\nb: 2", 'a: "\\q"', "}"]
)
def test_no_english_message_of_the_parser_is_shown(refusing_parser: str, text: str) -> None:
    message = problem_of(text)
    assert message.startswith("x.yaml:")
    assert not {"found", "expected", "while", "token", "mapping"} & set(message.split())


def test_nesting_is_limited_to_twenty_layers(parser: str) -> None:
    parse_yaml("[" * 20 + "]" * 20, "x.yaml")
    assert problem_of("[" * 21 + "]" * 21) == "x.yaml:1:21: dit is te diep genest (meer dan 20 lagen)."


def test_very_deep_nesting_is_refused_without_a_crash(refusing_parser: str) -> None:
    assert problem_of("a: " + "[" * 40_000) == "x.yaml:1:23: dit is te diep genest (meer dan 20 lagen)."
    assert problem_of("- " * 40_000) == "x.yaml:1:41: dit is te diep genest (meer dan 20 lagen)."


def test_an_alias_bomb_is_refused_at_its_first_anchor(refusing_parser: str) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert problem_of(bomb).startswith("x.yaml:1:4: ankers en verwijzingen")


def test_a_text_above_the_limit_is_not_parsed() -> None:
    assert problem_of("#" * (MAX_CHARACTERS + 1)) == (
        "x.yaml: dit bestand is te groot (meer dan 200.000 tekens). Verdeel het over meer bestanden."
    )
