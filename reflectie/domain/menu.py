"""The menu of what can be done on a screen: its order, and which rows fit what is typed."""

from collections.abc import Iterable

from reflectie.domain.text import fold
from reflectie.domain.value import Value


class MenuItem(Value):
    """A row of the menu. ``id`` names what it does; ``detail`` is a second line, and may be empty.

    ``words`` are more words by which it is found, which are not shown.
    """

    id: str
    label: str
    key: str = ""
    detail: str = ""
    words: str = ""


FIRST_IDS = ("resume", "write", "logbook", "lock")
"""What comes first where a key opens the logbook, in this order."""

LAST_ID = "quit"
"""What always comes last, so that a key too many does not end the program."""


def arrange_menu(items: Iterable[MenuItem]) -> tuple[MenuItem, ...]:
    """The items in the order of the menu; those that have no place of their own keep their order."""
    listed = tuple(items)
    first = FIRST_IDS if any(item.id == "logbook" and item.key for item in listed) else ()

    def place(item: MenuItem) -> tuple[bool, int]:
        return item.id == LAST_ID, first.index(item.id) if item.id in first else len(FIRST_IDS)

    return tuple(sorted(listed, key=place))


def find_in_menu(items: Iterable[MenuItem], typed: str) -> tuple[MenuItem, ...]:
    """The items that are found by every typed word, without regard to capitals and accents.

    Those with the words in their label come first, then those with the words in what is shown.
    """
    words = fold(typed).split()

    def rank(item: MenuItem) -> int:
        texts = (item.label, f"{item.label} {item.detail}", f"{item.label} {item.detail} {item.words}")
        ranks = (number for number, text in enumerate(texts) if _has_words(words, text))
        return next(ranks, _NOT_FOUND)

    ranked = [(rank(item), item) for item in items]
    found = [pair for pair in ranked if pair[0] < _NOT_FOUND]
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


_NOT_FOUND = 3
"""The rank of an item that has not all words."""


def _has_words(words: list[str], text: str) -> bool:
    folded = fold(text) if words else ""
    return all(word in folded for word in words)
