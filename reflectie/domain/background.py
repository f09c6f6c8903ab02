"""Background: short texts to read about what is behind the exercises."""

from collections.abc import Iterable

from reflectie.domain.text import fold, search_parts
from reflectie.domain.value import Value


class Background(Value):
    """A text to read. ``place`` says where in the source it can be read at length.

    ``exercises`` are the ids of the exercises to which it belongs: ``pack:id`` once it is loaded. In
    ``text``, an empty line separates paragraphs.
    """

    id: str
    title: str
    text: str
    place: str
    exercises: tuple[str, ...]
    source: tuple[str, ...] = ()


def backgrounds_of(backgrounds: Iterable[Background], exercise_id: str) -> tuple[Background, ...]:
    """The texts that belong to an exercise, in the order of the files."""
    return tuple(background for background in backgrounds if exercise_id in background.exercises)


def search_backgrounds(backgrounds: Iterable[Background], words: str) -> tuple[Background, ...]:
    """The texts with all these words; those with all of them in the title come first."""
    parts = search_parts(words)

    def has_words(text: str) -> bool:
        folded = fold(text)
        return all(part in folded for part in parts)

    found = [b for b in backgrounds if has_words(f"{b.title} {b.text} {b.place}")]
    return tuple(sorted(found, key=lambda background: not has_words(background.title)))
