"""Tags: words that the user puts on an entry. Nine verbs are offered; own words may stand beside them."""

from collections.abc import Iterable

from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import clean_line, fold

VERBS = (
    "verbinden",
    "vertrouwen",
    "verdiepen",
    "verantwoordelijkheid nemen",
    "vertragen",
    "verdragen",
    "vieren",
    "volhouden",
    "voordoen",
)
"""The nine verbs of transforming. Source: *Samen bereiken wat niemand alleen lukt* (2022), chapter 3."""

MAX_TAG_LENGTH = 40
"""In characters."""


def clean_tag(text: str) -> str:
    """Return a tag as it is stored: on one line, in lower case, without a hash sign before it.

    Raises:
        InvalidInput: it is empty, or longer than ``MAX_TAG_LENGTH`` characters.
    """
    name = clean_line(text).lstrip("#").strip().lower()
    if not name or len(name) > MAX_TAG_LENGTH:
        raise InvalidInput(f"Typ een woord van hooguit {MAX_TAG_LENGTH} tekens.")
    return name


def sorted_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return each tag once: the verbs in the order of the source, then own words by alphabet."""
    order = {verb: number for number, verb in enumerate(VERBS)}
    return tuple(sorted(set(names), key=lambda name: (order.get(name, len(order)), fold(name), name)))
