"""A plain tree out of a YAML file, which still knows where each of its parts stood."""

import re
from typing import NamedTuple, Protocol, TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Node: TypeAlias = "Scalar | list[Node] | dict[str, Node]"


class Position(Protocol):
    """Where something begins, both counted from 0; a mark of the YAML parser is one."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class Spot(NamedTuple):
    """A position of our own making."""

    line: int = 0
    column: int = 0


class Places:
    """The positions of the keys (of a mapping) and the values (of a mapping or a list) of one container."""

    __slots__ = ("items", "keys", "values")

    def __init__(self) -> None:
        self.keys: dict[str, Position] = {}
        self.values: dict[str, Position] = {}
        self.items: list[Position] = []


class Tree:
    """What stands in a file called ``name``.

    ``places`` goes from the identity of a container, which lives as long as the tree does.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node = None
        self.start: Position = Spot()
        self.places: dict[int, Places] = {}

    def at(self, path: str) -> Node:
        """The node at a path like ``$.steps[3].text``, or the deepest one on the way there."""
        return self._walk(path)[-1][0]

    def problem(self, path: str, message: str, key: str | None = None) -> str:
        """A line ``file:line:column: message``, about the node at a path or about one of its keys."""
        node, position = self._walk(path)[-1]
        places = self.places.get(id(node))
        if key is not None and places:
            position = places.keys.get(key, position)
        return located(self.name, position, message)

    def drop_key(self, path: str, key: str, meant: str | None = None) -> None:
        """Take away a key, or take it for the one that was ``meant``, so that the rest can be judged."""
        node = self.at(path)
        assert isinstance(node, dict)
        value = node.pop(key)
        if meant is not None and meant not in node:
            node[meant] = value
            places = self.places[id(node)]
            places.keys[meant], places.values[meant] = places.keys[key], places.values[key]

    def drop_item(self, path: str) -> bool:
        """Take away the innermost list item on a path, so that the rest can be judged; False if none is."""
        trail = self._walk(path)
        for (above, _), step in reversed(list(zip(trail, steps_of(path), strict=False))):
            if isinstance(above, list) and isinstance(step, int):
                del above[step]
                del self.places[id(above)].items[step]
                return True
        return False

    def _walk(self, path: str) -> list[tuple[Node, Position]]:
        """The nodes from the root to the end of a path, as far as they exist."""
        trail = [(self.root, self.start)]
        for step in steps_of(path):
            node = trail[-1][0]
            if isinstance(node, dict) and isinstance(step, str) and step in node:
                # A key that was filled in afterwards has no place of its own.
                trail.append((node[step], self.places[id(node)].values.get(step, trail[-1][1])))
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                trail.append((node[step], self.places[id(node)].items[step]))
            else:
                break
        return trail


def located(name: str, position: Position, message: str) -> str:
    """One problem as one line; people count lines and columns from 1."""
    return f"{name}:{position.line + 1}:{position.column + 1}: {message}"


def steps_of(path: str) -> list[str | int]:
    """The steps of a path as msgspec writes them: ``$.steps[3].text`` is steps, 3, text."""
    found = re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path)
    return [key or int(number) for key, number in found]
