"""Check the background texts of a pack."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.content.yaml_tree import YamlTree
from reflectie.domain.background import Background


class ParsedBackground(NamedTuple):
    """A background text and the tree of its file."""

    background: Background
    tree: YamlTree


def check_backgrounds(files: Iterable[ParsedBackground], exercises: Collection[str] | None) -> list[str]:
    """Return the problems of the background texts of a pack.

    ``exercises`` are the ids of its exercises; None when a file of an exercise could not be read.
    """
    used: set[str] = set()
    return [problem for file in files for problem in _check_background(file, used, exercises)]


def _check_background(file: ParsedBackground, used: set[str], exercises: Collection[str] | None) -> list[str]:
    background, problems = file.background, ProblemCollector(file.tree)
    problems.check_id("$.id", background.id, used, "deze map")
    for key in ("title", "text", "place"):
        problems.check_text(f"$.{key}", getattr(background, key))
    problems.check_not_empty("$.exercises", background.exercises)
    for number, exercise in enumerate(background.exercises):
        path = f"$.exercises[{number}]"
        if exercise in background.exercises[:number]:
            problems.add(path, f"'{shorten_word(exercise)}' staat er al. Eén keer is genoeg.")
        elif exercises is not None and exercise not in exercises:
            problems.add(path, f"in dit pakket is geen werkvorm met de id '{shorten_word(exercise)}'.")
    return problems.problems
