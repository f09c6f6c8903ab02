"""YAML text to a plain tree, from the parser's events.

Content is data: no aliases, anchors or tags, no key twice in a mapping, no second document, no depth or size
that could bring the program down (libyaml's own loader crashes on 40,000 open brackets; its events do not).

PyYAML has two parsers: libyaml, which is fast, and one in Python, which is always there. What libyaml
refuses, and in which words, differs from version to version. So libyaml only decides that a text is fine, and
the message of a refusal comes from the parser in Python.
"""

from typing import Any, NoReturn

import yaml

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
    _refuse_raw(text, name)
    text = clean(text)
    fast: Any = getattr(yaml, "CSafeLoader", None)
    if fast is None:
        return _read_in_python(text, name)
    try:
        return _build(fast(text), text, name)
    except (yaml.YAMLError, ContentError) as error:
        _read_in_python(text, name)
        # Only libyaml refuses this text.
        mark = getattr(error, "problem_mark", None) or Spot()
        raise ContentError([located(name, mark, phrases.UNCLEAR)]) from error


def _read_in_python(text: str, name: str) -> Tree:
    """The tree of a cleaned text, by the parser whose messages do not depend on libyaml.

    Does not recurse. The time grows with the length of the text: 25 seconds for the worst one of
    ``MAX_CHARACTERS`` characters, a tenth of a second for a file of usual length.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    parser = _PythonParser(text)
    try:
        return _build(parser, text, name)
    except yaml.MarkedYAMLError as error:
        problem = f"{error.context}: {error.problem}"
        mark: Any = error.context_mark if phrases.is_unclosed(problem) else error.problem_mark
        raise ContentError([located(name, mark or Spot(), phrases.yaml_problem(problem))]) from error
    except (ValueError, OverflowError) as error:
        # PyYAML does not check the range of the numbers in an escape (\UFFFFFFFF) or in %YAML.
        raise ContentError([located(name, parser.get_mark(), phrases.UNCLEAR)]) from error


class _PythonParser(yaml.SafeLoader):
    """PyYAML's parser in Python, which here takes ``?`` inside ``{}`` and ``[]`` as text, as libyaml does."""

    _in_plain_text = False

    def scan_plain(self) -> Any:
        self._in_plain_text = True
        try:
            return super().scan_plain()
        finally:
            self._in_plain_text = False

    def peek(self, index: int = 0) -> Any:
        character = super().peek(index)
        # scan_plain() only looks where the text ends: what it returns comes from the buffer itself.
        return "x" if character == "?" and self._in_plain_text else character


def _build(parser: Any, text: str, name: str) -> Tree:
    """The tree of the events of a parser that holds a cleaned text."""
    # The text is clean; after that only an escape can still bring in what clean() takes away.
    builder = _Builder(name, escapes="\\" in text)
    while parser.check_event():
        builder.take(parser.get_event())
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
