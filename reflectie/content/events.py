"""YAML text to a plain tree, from the parser's events.

Content is data: no aliases, anchors or tags, no key twice in a mapping, no second document, no depth or size
that could bring the program down (libyaml's own loader crashes on 40,000 open brackets; its events do not).
"""

from typing import Any, NoReturn

from reflectie.content import phrases
from reflectie.content.scalar import plain
from reflectie.content.tree import Node, Places, Position, Spot, Tree, located
from reflectie.domain.errors import ContentError
from reflectie.domain.text import UNSAFE, clean

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20


def read(text: str, name: str) -> Tree:
    """The tree of a YAML text; ``name`` is what messages call the file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    import yaml

    _refuse_raw(text, name)
    # Cleaned here at one go; after that only an escape can still bring in what clean() takes away.
    builder = _Builder(name, escapes="\\" in text)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(clean(text), Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        mark: Any = error.context_mark if phrases.is_unclosed(problem) else error.problem_mark
        raise ContentError([located(name, mark or Spot(), phrases.yaml_problem(problem))]) from error
    except yaml.YAMLError as error:
        raise ContentError([f"{name}: {phrases.yaml_problem(str(error))}"]) from error
    if builder.tree.root is None:
        raise ContentError([f"{name}: {phrases.EMPTY_FILE}"])
    return builder.tree


def _refuse_raw(text: str, name: str) -> None:
    """Refuse what is wrong before it is YAML: size, tabs, invisible characters."""
    if len(text) > MAX_CHARACTERS:
        raise ContentError([f"{name}: {phrases.TOO_LARGE}"])
    tab = text.find("\t")
    if tab >= 0:
        raise ContentError([located(name, spot(text, tab), phrases.TAB)])
    for found in UNSAFE.finditer(text):
        if found.group() != "\r":  # the end of a line, on Windows
            raise ContentError([located(name, spot(text, found.start()), phrases.unsafe(found.group()))])


def spot(text: str, offset: int) -> Spot:
    """The position of a character in a text."""
    return Spot(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


class _Open:
    """A container that is being filled, where its children stand, and the key that waits for a value."""

    __slots__ = ("key", "node", "places")

    def __init__(self, node: "dict[str, Node] | list[Node]") -> None:
        self.node = node
        self.places = Places()
        self.key: str | None = None


class _Builder:
    """Puts a tree together, event by event, without recursion."""

    def __init__(self, name: str, escapes: bool) -> None:
        self.tree = Tree(name)
        self._escapes = escapes
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next of the parser's events; by name, since that is the quickest way to tell."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "MappingStartEvent":
            self._begin({}, event)
        elif kind == "SequenceStartEvent":
            self._begin([], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
        elif kind == "AliasEvent":
            self._refuse(event.start_mark, phrases.ANCHOR)
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse(event.start_mark, phrases.SECOND_DOCUMENT)

    def _begin(self, node: "dict[str, Node] | list[Node]", event: Any) -> None:
        self._refuse_extras(event)
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event.start_mark, phrases.TOO_DEEP)
        self._put(node, event.start_mark)
        opened = _Open(node)
        self.tree.places[id(node)] = opened.places
        self._stack.append(opened)

    def _scalar(self, event: Any) -> None:
        self._refuse_extras(event)
        text, mark = event.value, event.start_mark
        if self._escapes:
            text = self._cleaned(text, mark)
        value = plain(text) if event.implicit[0] else text
        above = self._stack[-1] if self._stack else None
        if above and isinstance(above.node, dict) and above.key is None:
            self._key(above, above.node, value, mark)
        else:
            self._put(value, mark)

    def _cleaned(self, text: str, mark: Position) -> str:
        if found := UNSAFE.search(text):
            self._refuse(mark, phrases.unsafe(found.group()))
        return clean(text)

    def _key(self, above: _Open, node: dict[str, Node], key: Node, mark: Position) -> None:
        if not isinstance(key, str):
            self._refuse(mark, phrases.KEY_IS_NO_TEXT)
        if key in node:
            self._refuse(mark, phrases.double_key(key, above.places.keys[key].line + 1))
        above.key = key
        above.places.keys[key] = mark

    def _put(self, value: Node, mark: Position) -> None:
        if not self._stack:
            self.tree.root, self.tree.start = value, mark
            return
        above = self._stack[-1]
        if isinstance(above.node, list):
            above.node.append(value)
            above.places.items.append(mark)
        elif above.key is None:
            self._refuse(mark, phrases.KEY_IS_NO_TEXT)
        else:
            above.node[above.key] = value
            above.places.values[above.key] = mark
            above.key = None

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._refuse(event.start_mark, phrases.ANCHOR)
        if event.tag:
            self._refuse(event.start_mark, phrases.TAG)

    def _refuse(self, mark: Position, message: str) -> NoReturn:
        raise ContentError([located(self.tree.name, mark, message)])
