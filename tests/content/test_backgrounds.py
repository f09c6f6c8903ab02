"""Background texts: loaded with the pack, checked with file and line, and short."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.compiled import compile_library
from reflectie.content.load import load_library, load_packs
from reflectie.content.yaml_tree import parse_yaml
from reflectie.domain.background import Background
from reflectie.domain.errors import ContentError

Write = Callable[..., Path]

LIBRARY = load_library()
EXERCISE = "id: oefening\ntitle: Een titel\nsteps:\n  - {id: a, text: Wat zie je?}\n"
TEXT = "id: tekst\ntitle: Een tekst\ntext: Er was eens iets.\nplace: een boek, p. 3\n"
SOURCE = Path(__file__).parent.parent / "data" / "dekking.yaml"

every_background = pytest.mark.parametrize("background", LIBRARY.backgrounds, ids=lambda b: b.id)


@pytest.fixture
def refusal(write: Write) -> Callable[..., list[str]]:
    """Write an exercise and these background texts; return the problems, without folders, or fail."""

    def refuse(*texts: str, exercise: str = EXERCISE) -> list[str]:
        files = {f"achtergrond/{number}.yaml": text for number, text in enumerate(texts)}
        with pytest.raises(ContentError) as refused:
            load_packs([write({"x.yaml": exercise, **files})])
        return [problem.rpartition("/")[2] for problem in refused.value.problems]

    return refuse


def test_a_background_text_is_loaded_and_is_no_exercise(write: Write) -> None:
    folder = write({"x.yaml": EXERCISE, "achtergrond/t.yaml": f"{TEXT}exercises: [oefening]\n"})
    library = load_packs([folder])
    (background,) = library.backgrounds
    assert (background.id, background.exercises) == ("proef:tekst", ("proef:oefening",))
    assert [exercise.id for exercise in library.exercises] == ["proef:oefening"]


def test_an_unknown_and_a_repeated_exercise_are_refused_at_their_place(
    refusal: Callable[..., list[str]],
) -> None:
    assert refusal(f"{TEXT}exercises: [oefening, oefening, iets]\n") == [
        "0.yaml:5:23: 'oefening' staat er al. Eén keer is genoeg.",
        "0.yaml:5:33: in dit pakket is geen werkvorm met de id 'iets'.",
    ]


def test_a_text_without_an_exercise_or_words_is_refused(refusal: Callable[..., list[str]]) -> None:
    empty = TEXT.replace("Er was eens iets.", '" "')
    assert refusal(f"{empty}exercises: []\n") == [
        "0.yaml:3:7: 'text' is leeg. Schrijf er iets of haal het weg.",
        "0.yaml:5:12: de lijst 'exercises' is leeg. Zet er minstens één onderdeel in.",
    ]


def test_two_texts_with_the_same_id_are_refused(refusal: Callable[..., list[str]]) -> None:
    text = f"{TEXT}exercises: [oefening]\n"
    assert refusal(text, text) == ["1.yaml:1:5: de id 'tekst' bestaat al in deze map. Kies een andere."]


def test_a_key_that_does_not_exist_is_refused_with_the_one_that_is_meant(
    refusal: Callable[..., list[str]],
) -> None:
    (problem,) = refusal(f"{TEXT}exercise: [oefening]\n")
    assert problem.startswith("0.yaml:5:1: onbekende sleutel 'exercise'. Bedoel je 'exercises'?")


def test_an_exercise_that_cannot_be_read_is_not_missed_too(refusal: Callable[..., list[str]]) -> None:
    (problem,) = refusal(f"{TEXT}exercises: [oefening]\n", exercise="id: [\n")
    assert problem.startswith("x.yaml:")


def test_the_compiled_library_has_the_texts() -> None:
    assert LIBRARY.backgrounds[0].title.encode() in b"".join(compile_library(LIBRARY).values())


def test_every_builtin_exercise_has_a_text() -> None:
    with_text = {exercise for background in LIBRARY.backgrounds for exercise in background.exercises}
    assert [exercise.id for exercise in LIBRARY.exercises if exercise.id not in with_text] == []


@every_background
def test_a_text_has_120_to_200_words(background: Background) -> None:
    assert 120 <= len(background.text.split()) <= 200


@every_background
def test_most_sentences_have_at_most_fifteen_words(background: Background) -> None:
    sentences = re.split(r"(?<=[.!?:])\s+", background.text.strip())
    assert sum(len(sentence.split()) > 15 for sentence in sentences) <= len(sentences) / 10


def test_every_source_of_a_text_exists() -> None:
    items = parse_yaml(SOURCE.read_text(encoding="utf-8"), SOURCE.name).root
    assert isinstance(items, list)
    known = {str(item["id"]) for item in items if isinstance(item, dict)}
    assert {item for background in LIBRARY.backgrounds for item in background.source} - known == set()
