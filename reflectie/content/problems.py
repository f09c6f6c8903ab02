"""Collect the problems of one file, and check ids and texts."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from reflectie.content.messages import shorten_word
from reflectie.content.yaml_tree import YamlTree

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


_HasIdT = TypeVar("_HasIdT", bound=HasId)


class ProblemCollector:
    """Collects the problems of one file. A path is that of a node in its tree, like ``$.steps[3].text``."""

    def __init__(self, tree: YamlTree) -> None:
        self._tree = tree
        self.problems: list[str] = []

    def add(self, path: str, message: str) -> None:
        self.problems.append(self._tree.format_problem(path, message))

    def check_ids(
        self, path: str, items: Sequence[_HasIdT], used_ids: set[str], owner: str
    ) -> Iterator[tuple[str, _HasIdT]]:
        """Check the id of each item of a list, and yield the item with its path."""
        for number, item in enumerate(items):
            self.check_id(f"{path}[{number}].id", item.id, used_ids, owner)
            yield f"{path}[{number}]", item

    def check_id(self, path: str, name: str, used_ids: set[str], owner: str) -> None:
        """Check that an id is well formed and not in ``used_ids``; then add it there.

        ``owner`` is what the message calls the place where the id is already used.
        """
        if not _ID.fullmatch(name):
            self.add(
                path,
                f"de id '{shorten_word(name)}' kan niet. Gebruik kleine letters, cijfers en streepjes, "
                "met een letter of cijfer vooraan.",
            )
        elif name in used_ids:
            self.add(path, f"de id '{name}' bestaat al in {owner}. Kies een andere.")
        used_ids.add(name)

    def check_text(self, path: str, text: str, placeholders: tuple[str, ...] = ()) -> None:
        """Check that a text is not blank and has no other ``{…}`` than these placeholders."""
        if not text.strip():
            self.add(path, f"'{path.rpartition('.')[2]}' is leeg. Schrijf er iets of haal het weg.")
        for match in _PLACEHOLDER.finditer(text):
            if match[1] not in placeholders:
                self.add(path, _misplaced_placeholder(match[1], placeholders))

    def check_not_empty(self, path: str, items: Sequence[object]) -> None:
        if not items:
            self.add(path, f"de lijst '{path.rpartition('.')[2]}' is leeg. Zet er minstens één onderdeel in.")


_PLACEHOLDER_RULES = {
    "pole": "Dat kan alleen in 'feel' en 'act' van een explore.",
    "item": "Dat kan alleen in de vraag van een stap binnen een each.",
}


def _misplaced_placeholder(name: str, allowed: tuple[str, ...]) -> str:
    usable = " of ".join(f"{{{other}}}" for other in allowed)
    advice = f"Bedoel je {usable}?" if usable else "Haal de accolades weg."
    return f"{{{name}}} betekent hier niets. {_PLACEHOLDER_RULES.get(name, advice)}"
