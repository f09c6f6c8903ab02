"""How the built-in content is written, as far as a machine can see it: short sentences, plain words, no side.

Sentences above fifteen words are listed when there are too many of them.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from reflectie.content.load import load_library
from reflectie.content.pack import EXAMPLE_DAYS, example_file
from reflectie.domain.exercise import walk_steps
from reflectie.domain.field import Role
from reflectie.domain.step import Place

LIBRARY = load_library()
SHOWN_KEYS = ("text", "hint", "title", "summary", "name", "gloss", "label", "purpose")
MAX_WORDS = 15
MAX_LONG_SHARE = 1 / 10

PLAIN_WORDS_INSTEAD = re.compile(
    r"\b(inste(?:ken|ek|kt)|(?:ge)?borg(?:en|t|d|ing)|(?:ge)?duid(?:en|t|ing)?|meegenomen|meenemen"
    r"|eigenaarschap|vanuit|in (?:hun|zijn|haar|je|jouw|mijn) kracht"
    r"|merkt? (?:\w+ ){0,2}op(?=[.,!?])|sta\w* (?:\w+ )?stil bij|stilstaan bij"
    r"|wat brengt (?:je|jou)|haal een keer terug|adem (?:even )?uit)\b",
    re.IGNORECASE,
)
"""Words that nobody uses at the kitchen table, and English in Dutch words."""

POLITICAL_SIDES = re.compile(r"\b(links|rechts|linker|rechter(?:kant|zijde|hand))\b", re.IGNORECASE)

NEVER_FOR_AN_ENTRY = re.compile(r"\bafsluiten|afgesloten|sluit (?:je|deze) \w+ af\b", re.IGNORECASE)

Shown = list[tuple[str, str]]


def shown_texts(node: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text that a user reads, with the exercise in which it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str):
                if key in SHOWN_KEYS:
                    yield place, value
            else:
                yield from shown_texts(value, place)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from shown_texts(item, place)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a colon and an empty line end one too."""
    yield from (part for part in re.split(r"(?<=[.!?…:])[\"')]*\s+|\n\n", text) if re.search(r"\w", part))


def word_count(sentence: str) -> int:
    return len(re.findall(r"[\w²'’-]+", sentence))


def found(pattern: re.Pattern[str], texts: Shown) -> Shown:
    return [(place, text) for place, text in texts if pattern.search(text)]


EXERCISES = {
    exercise.id: list(shown_texts(msgspec.to_builtins(exercise), exercise.id))
    for exercise in LIBRARY.exercises
}
ALL_TEXTS = list(shown_texts(msgspec.to_builtins(LIBRARY), "library"))
EXAMPLE_TEXTS = {
    role: list(shown_texts(msgspec.json.decode(example_file(role).read_bytes()), role))
    for role in EXAMPLE_DAYS
}

every_exercise = pytest.mark.parametrize("texts", EXERCISES.values(), ids=EXERCISES)


@every_exercise
def test_at_most_one_in_ten_sentences_is_longer_than_fifteen_words(texts: Shown) -> None:
    all_sentences = [sentence for _, text in texts for sentence in sentences(text)]
    long = [sentence for sentence in all_sentences if word_count(sentence) > MAX_WORDS]
    assert len(long) <= MAX_LONG_SHARE * len(all_sentences), "\n".join(long)


@every_exercise
def test_the_words_are_those_of_the_kitchen_table(texts: Shown) -> None:
    assert found(PLAIN_WORDS_INSTEAD, texts) == []


@every_exercise
def test_no_side_is_called_left_or_right(texts: Shown) -> None:
    assert found(POLITICAL_SIDES, texts) == []


@every_exercise
def test_nothing_that_is_written_is_called_closed(texts: Shown) -> None:
    assert found(NEVER_FOR_AN_ENTRY, texts) == []


def test_the_whole_content_keeps_to_the_same_words() -> None:
    for pattern in (PLAIN_WORDS_INSTEAD, POLITICAL_SIDES, NEVER_FOR_AN_ENTRY):
        assert found(pattern, ALL_TEXTS) == []


@pytest.mark.parametrize("role", EXAMPLE_TEXTS)
def test_the_made_up_years_keep_to_the_same_words(role: Role) -> None:
    for pattern in (PLAIN_WORDS_INSTEAD, POLITICAL_SIDES, NEVER_FOR_AN_ENTRY):
        assert found(pattern, EXAMPLE_TEXTS[role]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wat borgt dit?",
        "Hoe duid je dat?",
        "Wat ga je meenemen?",
        "Kijk vanuit een ander.",
        "Wie staat in haar kracht?",
        "Merk het eens op.",
        "Sta even stil bij de dag.",
    ],
)
def test_a_forbidden_word_is_seen(text: str) -> None:
    assert PLAIN_WORDS_INSTEAD.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Merk je dat?",
        "Waar sta je?",
        "Neem een rugzak mee.",
        "Dat is niet duidelijk.",
        "Wat merkt iemand op de vloer?",
    ],
)
def test_a_plain_word_is_let_through(text: str) -> None:
    assert not PLAIN_WORDS_INSTEAD.search(text)


def test_sentences_are_split_and_counted() -> None:
    assert list(sentences("Wat zag je? En toen: niets.\n\nKlaar.")) == [
        "Wat zag je?",
        "En toen:",
        "niets.",
        "Klaar.",
    ]
    assert word_count("Jij-en-ik of wij², vanavond.") == 4


def test_a_line_of_then_says_so() -> None:
    places = [s for e in LIBRARY.exercises for s in walk_steps(e.steps) if isinstance(s, Place)]
    assert any(place.past for place in places)
    for place in places:
        assert place.past == ("stond" in place.text.split()), place.text
