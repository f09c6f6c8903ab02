"""Parse a safe subset of YAML into a plain tree that knows the position of every node."""

import re
from typing import Any, NamedTuple, NoReturn, Protocol, TypeAlias

import yaml

from reflectie.content import messages
from reflectie.domain.errors import ContentError
from reflectie.domain.text import UNSAFE_CHARACTERS, clean

Scalar: TypeAlias = str | int | float | bool | None

Node: TypeAlias = "Scalar | list[Node] | dict[str, Node]"


class Position(Protocol):
    """Where something begins, both counted from 0; a mark of the YAML parser is one."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class TextPosition(NamedTuple):
    """A position of our own making."""

    line: int = 0
    column: int = 0


class ContainerPositions:
    """The positions of the keys (of a mapping) and the values (of a mapping or a list) of one container."""

    __slots__ = ("items", "keys", "values")

    def __init__(self) -> None:
        self.keys: dict[str, Position] = {}
        self.values: dict[str, Position] = {}
        self.items: list[Position] = []


class YamlTree:
    """What stands in a file called ``name``.

    ``places`` goes from the identity of a container, which lives as long as the tree does.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node = None
        self.start: Position = TextPosition()
        self.positions: dict[int, ContainerPositions] = {}

    def node_at(self, path: str) -> Node:
        """The node at a path like ``$.steps[3].text``, or the deepest one on the way there."""
        return self._nodes_on_path(path)[-1][0]

    def format_problem(self, path: str, message: str, key: str | None = None) -> str:
        """A line ``file:line:column: message``, about the node at a path or about one of its keys."""
        node, position = self._nodes_on_path(path)[-1]
        places = self.positions.get(id(node))
        if key is not None and places:
            position = places.keys.get(key, position)
        return format_at_position(self.name, position, message)

    def drop_key(self, path: str, key: str, meant: str | None = None) -> None:
        """Take away a key, or take it for the one that was ``meant``, so that the rest can be judged."""
        node = self.node_at(path)
        assert isinstance(node, dict)
        value = node.pop(key)
        if meant is not None and meant not in node:
            node[meant] = value
            places = self.positions[id(node)]
            places.keys[meant], places.values[meant] = places.keys[key], places.values[key]

    def drop_item(self, path: str) -> bool:
        """Take away the innermost list item on a path, so that the rest can be judged; False if none is."""
        trail = self._nodes_on_path(path)
        for (above, _), step in reversed(list(zip(trail, path_parts(path), strict=False))):
            if isinstance(above, list) and isinstance(step, int):
                del above[step]
                del self.positions[id(above)].items[step]
                return True
        return False

    def _nodes_on_path(self, path: str) -> list[tuple[Node, Position]]:
        """The nodes from the root to the end of a path, as far as they exist."""
        trail = [(self.root, self.start)]
        for step in path_parts(path):
            node = trail[-1][0]
            if isinstance(node, dict) and isinstance(step, str) and step in node:
                # A key that was filled in afterwards has no place of its own.
                trail.append((node[step], self.positions[id(node)].values.get(step, trail[-1][1])))
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                trail.append((node[step], self.positions[id(node)].items[step]))
            else:
                break
        return trail


def format_at_position(name: str, position: Position, message: str) -> str:
    """One problem as one line; people count lines and columns from 1."""
    return f"{name}:{position.line + 1}:{position.column + 1}: {message}"


def path_parts(path: str) -> list[str | int]:
    """The steps of a path as msgspec writes them: ``$.steps[3].text`` is steps, 3, text."""
    found = re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path)
    return [key or int(number) for key, number in found]


# A leading zero makes no number: 017 is text, and so are dates and times of day.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")

_NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")

_MAY_BE_NUMBER = frozenset("+-.0123456789")

_KEYWORDS: dict[str, Scalar] = {"": None, "~": None}

for _word, _meaning in {"null": None, "true": True, "false": False}.items():
    _KEYWORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), _meaning)


def parse_scalar(word: str) -> Scalar:
    """A number, true, false, nothing, or else the text itself."""
    if word in _KEYWORDS:
        return _KEYWORDS[word]
    if word[0] not in _MAY_BE_NUMBER:
        return word
    if _INTEGER.fullmatch(word):
        return int(word)
    return float(word) if _NUMBER.fullmatch(word) else word


MAX_CHARACTERS = 1_000_000

MAX_DEPTH = 20


def parse_yaml(text: str, name: str) -> YamlTree:
    """The tree of a YAML text; ``name`` is what messages call the file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    _check_raw_text(text, name)
    text = clean(text)
    fast: Any = getattr(yaml, "CSafeLoader", None)
    if fast is None:
        return _read_in_python(text, name)
    try:
        return _build(fast(text), text, name)
    except (yaml.YAMLError, ContentError) as error:
        _read_in_python(text, name)
        # Only libyaml refuses this text.
        mark = getattr(error, "problem_mark", None) or TextPosition()
        raise ContentError([format_at_position(name, mark, messages.UNCLEAR)]) from error


def _read_in_python(text: str, name: str) -> YamlTree:
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
        mark: Any = error.context_mark if messages.is_unclosed(problem) else error.problem_mark
        raise ContentError(
            [format_at_position(name, mark or TextPosition(), messages.yaml_message(problem))]
        ) from error
    except (ValueError, OverflowError) as error:
        # PyYAML does not check the range of the numbers in an escape (\UFFFFFFFF) or in %YAML.
        raise ContentError([format_at_position(name, parser.get_mark(), messages.UNCLEAR)]) from error


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


def _build(parser: Any, text: str, name: str) -> YamlTree:
    """The tree of the events of a parser that holds a cleaned text."""
    # The text is clean; after that only an escape can still bring in what clean() takes away.
    builder = _TreeBuilder(name, escapes="\\" in text)
    while parser.check_event():
        builder.handle(parser.get_event())
    if builder.tree.root is None:
        raise ContentError([f"{name}: {messages.EMPTY_FILE}"])
    return builder.tree


def _check_raw_text(text: str, name: str) -> None:
    """Refuse what is wrong before it is YAML: size, tabs, invisible characters."""
    if len(text) > MAX_CHARACTERS:
        raise ContentError([f"{name}: {messages.TOO_LARGE}"])
    tab = text.find("\t")
    if tab >= 0:
        raise ContentError([format_at_position(name, position_of_offset(text, tab), messages.TAB)])
    for found in UNSAFE_CHARACTERS.finditer(text):
        if found.group() != "\r":  # the end of a line, on Windows
            raise ContentError(
                [
                    format_at_position(
                        name,
                        position_of_offset(text, found.start()),
                        messages.unsafe_character(found.group()),
                    )
                ]
            )


def position_of_offset(text: str, offset: int) -> TextPosition:
    """The position of a character in a text."""
    return TextPosition(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


class _OpenContainer:
    """A container that is being filled, where its children stand, and the key that waits for a value."""

    __slots__ = ("key", "node", "positions")

    def __init__(self, node: "dict[str, Node] | list[Node]") -> None:
        self.node = node
        self.positions = ContainerPositions()
        self.key: str | None = None


class _TreeBuilder:
    """Puts a tree together, event by event, without recursion."""

    def __init__(self, name: str, escapes: bool) -> None:
        self.tree = YamlTree(name)
        self._has_escapes = escapes
        self._stack: list[_OpenContainer] = []
        self._documents = 0

    def handle(self, event: Any) -> None:
        """Take the next of the parser's events; by name, since that is the quickest way to tell."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._add_scalar(event)
        elif kind == "MappingStartEvent":
            self._open_container({}, event)
        elif kind == "SequenceStartEvent":
            self._open_container([], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
        elif kind == "AliasEvent":
            self._refuse(event.start_mark, messages.ANCHOR)
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse(event.start_mark, messages.SECOND_DOCUMENT)

    def _open_container(self, node: "dict[str, Node] | list[Node]", event: Any) -> None:
        self._refuse_anchor_and_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event.start_mark, messages.TOO_DEEP)
        self._add_value(node, event.start_mark)
        opened = _OpenContainer(node)
        self.tree.positions[id(node)] = opened.positions
        self._stack.append(opened)

    def _add_scalar(self, event: Any) -> None:
        self._refuse_anchor_and_tag(event)
        text, mark = event.value, event.start_mark
        if self._has_escapes:
            text = self._clean_scalar(text, mark)
        value = parse_scalar(text) if event.implicit[0] else text
        above = self._stack[-1] if self._stack else None
        if above and isinstance(above.node, dict) and above.key is None:
            self._add_key(above, above.node, value, mark)
        else:
            self._add_value(value, mark)

    def _clean_scalar(self, text: str, mark: Position) -> str:
        if found := UNSAFE_CHARACTERS.search(text):
            self._refuse(mark, messages.unsafe_character(found.group()))
        return clean(text)

    def _add_key(self, above: _OpenContainer, node: dict[str, Node], key: Node, mark: Position) -> None:
        if not isinstance(key, str):
            self._refuse(mark, messages.KEY_NOT_TEXT)
        if key in node:
            self._refuse(mark, messages.duplicate_key(key, above.positions.keys[key].line + 1))
        above.key = key
        above.positions.keys[key] = mark

    def _add_value(self, value: Node, mark: Position) -> None:
        if not self._stack:
            self.tree.root, self.tree.start = value, mark
            return
        above = self._stack[-1]
        if isinstance(above.node, list):
            above.node.append(value)
            above.positions.items.append(mark)
        elif above.key is None:
            self._refuse(mark, messages.KEY_NOT_TEXT)
        else:
            above.node[above.key] = value
            above.positions.values[above.key] = mark
            above.key = None

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor:
            self._refuse(event.start_mark, messages.ANCHOR)
        if event.tag:
            self._refuse(event.start_mark, messages.TAG)

    def _refuse(self, mark: Position, message: str) -> NoReturn:
        raise ContentError([format_at_position(self.tree.name, mark, message)])
