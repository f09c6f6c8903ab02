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
    """The problems of one file; a path is one of its tree, like ``$.steps[3].text``."""

    def __init__(self, tree: YamlTree) -> None:
        self._tree = tree
        self.problems: list[str] = []

    def add(self, path: str, message: str) -> None:
        self.problems.append(self._tree.format_problem(path, message))

    def check_ids(
        self, path: str, things: Sequence[_HasIdT], taken: set[str], where: str
    ) -> Iterator[tuple[str, _HasIdT]]:
        """Each thing of a list with its path, after a look at its id."""
        for number, thing in enumerate(things):
            self.check_id(f"{path}[{number}].id", thing.id, taken, where)
            yield f"{path}[{number}]", thing

    def check_id(self, path: str, name: str, taken: set[str], where: str) -> None:
        """An id is well formed and not yet in ``taken``, to which it is added."""
        if not _ID.fullmatch(name):
            self.add(
                path,
                f"de id '{shorten_word(name)}' kan niet. Gebruik kleine letters, cijfers en streepjes, "
                "met een letter of cijfer vooraan.",
            )
        elif name in taken:
            self.add(path, f"de id '{name}' bestaat al in {where}. Kies een andere.")
        taken.add(name)

    def check_text(self, path: str, text: str, placeholders: tuple[str, ...] = ()) -> None:
        """A text says something, and its ``{…}`` are ones that get a meaning there."""
        if not text.strip():
            self.add(path, f"'{path.rpartition('.')[2]}' is leeg. Schrijf er iets of haal het weg.")
        for found in _PLACEHOLDER.finditer(text):
            if found[1] not in placeholders:
                self.add(path, _misplaced_placeholder(found[1], placeholders))

    def check_not_empty(self, path: str, items: Sequence[object]) -> None:
        """A list holds something."""
        if not items:
            self.add(path, f"de lijst '{path.rpartition('.')[2]}' is leeg. Zet er minstens één ding in.")


_PLACEHOLDER_RULES = {
    "pole": "Dat kan alleen in 'feel' en 'act' van een explore.",
    "item": "Dat kan alleen in de vraag van een stap binnen een each.",
}


def _misplaced_placeholder(name: str, possible: tuple[str, ...]) -> str:
    usable = " of ".join(f"{{{other}}}" for other in possible)
    advice = f"Bedoel je {usable}?" if usable else "Haal de accolades weg."
    return f"{{{name}}} betekent hier niets. {_PLACEHOLDER_RULES.get(name, advice)}"
