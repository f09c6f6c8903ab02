"""A tree becomes a value of the domain, or a list of everything that is wrong with it."""

from typing import TypeVar

import msgspec

from reflectie.content.dutch import Fault
from reflectie.content.schema import fill_in_kinds
from reflectie.content.tree import Tree
from reflectie.domain.errors import ContentError

_Kind = TypeVar("_Kind")

MOST = 50
"""Problems of one file that are named at one time; nobody reads more."""


def decode(tree: Tree, kind: type[_Kind]) -> _Kind:
    """The value that the tree of a file describes.

    msgspec stops at the first mistake. What is wrong is then taken out of the tree and the rest tried again,
    so that a writer sees all mistakes at once.

    Raises:
        ContentError: a line for each mistake, in the order of the file.
    """
    fill_in_kinds(tree.root)
    problems: list[str] = []
    while len(problems) < MOST:
        try:
            value = msgspec.convert(tree.root, kind)
        except msgspec.ValidationError as error:
            fault = Fault(error, tree, kind)
            problems.append(fault.in_dutch())
            if not fault.taken_out():
                break
        else:
            if problems:
                break
            return value
    raise ContentError(problems)
