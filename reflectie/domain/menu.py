"""The menu of what can be done on a screen: its order, and which rows fit what is typed."""

from collections.abc import Iterable

from reflectie.domain.text import fold
from reflectie.domain.value import Value


class MenuItem(Value):
    """A row of the menu. ``id`` names what it does; ``detail`` is a second line, and may be empty."""

    id: str
    label: str
    key: str = ""
    detail: str = ""


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
    """The items with every typed word in their label or detail, without regard to capitals and accents.

    Those with the words in their label come first.
    """
    words = fold(typed).split()
    found = [item for item in items if _has_words(words, f"{item.label} {item.detail}")]
    return tuple(sorted(found, key=lambda item: not _has_words(words, item.label)))


def _has_words(words: list[str], text: str) -> bool:
    return all(word in fold(text) for word in words)
