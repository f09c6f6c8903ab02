"""Parse a safe subset of YAML into a plain tree that knows the position of every node."""

import os
import re
import stat
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Protocol, TypeAlias

import yaml

from reflectie.content import messages
from reflectie.domain.errors import ContentError
from reflectie.domain.text import UNSAFE_CHARACTERS, clean, clean_line

Scalar: TypeAlias = str | int | float | bool | None

Node: TypeAlias = "Scalar | list[Node] | dict[str, Node]"


class Position(Protocol):
    """Where something begins, counted from 0. The marks of the YAML parser are positions."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class TextPosition(NamedTuple):
    """A position that this module computes, next to those of the YAML parser."""

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
    """The contents of a file called ``name``.

    ``positions`` is keyed by ``id(container)``; the tree keeps its containers alive. ``size`` is the
    number of events from which it was built, about its number of nodes.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node = None
        self.start: Position = TextPosition()
        self.size = 0
        self.positions: dict[int, ContainerPositions] = {}

    def node_at(self, path: str) -> Node:
        """The node at a path like ``$.steps[3].text``, or the deepest existing one on the way."""
        return self._nodes_on_path(path)[-1][0]

    def format_problem(self, path: str, message: str, key: str | None = None) -> str:
        """Return ``file:line:column: message`` for the node at a path, or for one of its keys."""
        node, position = self._nodes_on_path(path)[-1]
        positions = self.positions.get(id(node))
        if key is not None and positions:
            position = positions.keys.get(key, position)
        return format_at_position(self.name, position, message)

    def drop_or_rename_key(self, path: str, key: str, intended: str | None = None) -> None:
        """Remove a key, or rename it to the ``intended`` one, so that the rest can be checked."""
        node = self.node_at(path)
        assert isinstance(node, dict)
        value = node.pop(key)
        if intended is not None and intended not in node:
            node[intended] = value
            positions = self.positions[id(node)]
            positions.keys[intended] = positions.keys[key]
            positions.values[intended] = positions.values[key]

    def drop_item(self, path: str) -> bool:
        """Remove the innermost list item on a path, so that the rest can be checked; False without one."""
        nodes = self._nodes_on_path(path)
        for (parent, _), part in reversed(list(zip(nodes, path_parts(path), strict=False))):
            if isinstance(parent, list) and isinstance(part, int):
                del parent[part]
                del self.positions[id(parent)].items[part]
                return True
        return False

    def _nodes_on_path(self, path: str) -> list[tuple[Node, Position]]:
        """The nodes from the root along a path, as far as they exist."""
        nodes = [(self.root, self.start)]
        for part in path_parts(path):
            node, position = nodes[-1]
            if isinstance(node, dict) and isinstance(part, str) and part in node:
                # A key that was added afterwards has no position of its own.
                nodes.append((node[part], self.positions[id(node)].values.get(part, position)))
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                nodes.append((node[part], self.positions[id(node)].items[part]))
            else:
                break
        return nodes


def format_at_position(name: str, position: Position, message: str) -> str:
    """Format one problem as one line, with line and column counted from 1."""
    return f"{name}:{position.line + 1}:{position.column + 1}: {message}"


def path_parts(path: str) -> list[str | int]:
    """Split a path as msgspec writes it: ``$.steps[3].text`` is steps, 3, text."""
    return [key or int(number) for key, number in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path)]


# Numbers with a leading zero, dates and times are text.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")

_NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")

_NUMBER_STARTS = frozenset("+-.0123456789")

_KEYWORDS: dict[str, Scalar] = {"": None, "~": None}

for _word, _meaning in {"null": None, "true": True, "false": False}.items():
    _KEYWORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), _meaning)


def parse_scalar(word: str) -> Scalar:
    """Return the number, boolean or None that a plain scalar means, or else its text."""
    if word in _KEYWORDS:
        return _KEYWORDS[word]
    if word[0] not in _NUMBER_STARTS:
        return word
    if _INTEGER.fullmatch(word):
        return int(word)
    return float(word) if _NUMBER.fullmatch(word) else word


MAX_CHARACTERS = 200_000
"""The most characters of a file."""

MAX_FILE_BYTES = 4 * MAX_CHARACTERS
"""The most bytes that so many characters take."""

MAX_NODES = 20_000
"""The most values of a file."""

MAX_TRANSLATED = 20_000
"""The most characters before a mistake that is looked up with PyYAML's own parser, for its messages."""

MAX_DEPTH = 20
"""The most containers around a node."""


def display_name(path: Path) -> str:
    """The path as messages show it: as given, on one line."""
    return clean_line(str(path))


def read_yaml_file(path: Path) -> YamlTree:
    """Read and parse a file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    name = display_name(path)
    try:
        content = _read_regular_file(path, MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ContentError([f"{name}: {messages.unreadable_file(error)}"]) from error
    if content is None or len(content) > MAX_FILE_BYTES:
        raise ContentError([f"{name}: {messages.NOT_A_FILE if content is None else messages.TOO_LARGE}"])
    try:
        return parse_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        # The bytes before the mistake are valid; a byte order mark counts for no column.
        last_line = content[: error.start].decode("utf-8-sig", errors="replace").rpartition("\n")[2]
        position = TextPosition(content.count(b"\n", 0, error.start), len(last_line))
        raise ContentError([format_at_position(name, position, messages.NOT_UTF8)]) from error


def _read_regular_file(path: Path, size: int) -> bytes | None:
    """Read at most ``size`` bytes; None from anything else than a file, which is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read(size) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def parse_yaml(text: str, name: str) -> YamlTree:
    """Parse a YAML text; ``name`` is what messages call the file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    _check_raw_text(text, name)
    text = clean(text)
    libyaml_parser: Any = getattr(yaml, "CSafeLoader", None)
    if libyaml_parser is None:
        return _parse_in_python(text, name)
    try:
        return _build(libyaml_parser(text), text, name)
    except (yaml.YAMLError, ContentError) as error:
        mark = getattr(error, "problem_mark", None)
        if min(len(text), mark.index if mark else len(text)) <= MAX_TRANSLATED:
            _parse_in_python(text, name)  # raises ContentError with a translated message
        elif isinstance(error, ContentError):
            raise
        # Only libyaml refuses this text, or the mistake is too far on for the other parser.
        message = messages.yaml_message(str(getattr(error, "problem", "")))
        raise ContentError([format_at_position(name, mark or TextPosition(), message)]) from error


def _parse_in_python(text: str, name: str) -> YamlTree:
    """Parse a cleaned text with PyYAML's own parser, whose messages do not depend on libyaml.

    The parser does not recurse. The time grows with the length of the text: a tenth of a second for a usual
    file, and half a second for the worst text of ``MAX_TRANSLATED`` characters.

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
    """PyYAML's own parser, made to read ``?`` inside ``{}`` and ``[]`` as text, as libyaml does."""

    _in_plain_text = False

    def scan_plain(self) -> Any:
        self._in_plain_text = True
        try:
            return super().scan_plain()
        finally:
            self._in_plain_text = False

    def peek(self, index: int = 0) -> Any:
        character = super().peek(index)
        # scan_plain() peeks only to find the end of the text; it returns what is in the buffer.
        return "x" if character == "?" and self._in_plain_text else character


def _build(parser: Any, text: str, name: str) -> YamlTree:
    """Build the tree from the events of a parser of a cleaned text."""
    # In a clean text, only an escape can produce a character that clean() removes.
    builder = _TreeBuilder(name, has_escapes="\\" in text)
    while parser.check_event():
        builder.handle(parser.get_event())
    if builder.tree.root is None:
        raise ContentError([f"{name}: {messages.EMPTY_FILE}"])
    return builder.tree


def _check_raw_text(text: str, name: str) -> None:
    """Refuse text that is too long, or has tabs or unsafe characters."""
    if len(text) > MAX_CHARACTERS:
        raise ContentError([f"{name}: {messages.TOO_LARGE}"])
    tab = text.find("\t")
    if tab >= 0:
        raise ContentError([format_at_position(name, position_of_offset(text, tab), messages.TAB)])
    for match in UNSAFE_CHARACTERS.finditer(text):
        if match.group() != "\r":  # part of a line break on Windows
            position = position_of_offset(text, match.start())
            message = messages.unsafe_character(match.group())
            raise ContentError([format_at_position(name, position, message)])


def position_of_offset(text: str, offset: int) -> TextPosition:
    """The position of a character in a text."""
    return TextPosition(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


class _OpenContainer:
    """A container being filled, the positions of its children, and the key that waits for a value."""

    __slots__ = ("key", "node", "positions")

    def __init__(self, node: "dict[str, Node] | list[Node]") -> None:
        self.node = node
        self.positions = ContainerPositions()
        self.key: str | None = None


class _TreeBuilder:
    """Builds a tree from parser events, without recursion."""

    def __init__(self, name: str, has_escapes: bool) -> None:
        self.tree = YamlTree(name)
        self._has_escapes = has_escapes
        self._stack: list[_OpenContainer] = []
        self._documents = 0

    def handle(self, event: Any) -> None:
        """Handle the next event. Comparing class names is the fastest way to tell the events apart."""
        kind = type(event).__name__
        self.tree.size += 1
        if self.tree.size > MAX_NODES:
            self._refuse(event.start_mark, messages.TOO_MANY_NODES)
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
        parent = self._stack[-1] if self._stack else None
        if parent and isinstance(parent.node, dict) and parent.key is None:
            self._add_key(parent, parent.node, value, mark)
        else:
            self._add_value(value, mark)

    def _clean_scalar(self, text: str, mark: Position) -> str:
        if match := UNSAFE_CHARACTERS.search(text):
            self._refuse(mark, messages.unsafe_character(match.group()))
        return clean(text)

    def _add_key(self, parent: _OpenContainer, node: dict[str, Node], key: Node, mark: Position) -> None:
        if not isinstance(key, str):
            self._refuse(mark, messages.KEY_NOT_TEXT)
        if key in node:
            self._refuse(mark, messages.duplicate_key(key, parent.positions.keys[key].line + 1))
        parent.key = key
        parent.positions.keys[key] = mark

    def _add_value(self, value: Node, mark: Position) -> None:
        if not self._stack:
            self.tree.root, self.tree.start = value, mark
            return
        parent = self._stack[-1]
        if isinstance(parent.node, list):
            parent.node.append(value)
            parent.positions.items.append(mark)
        elif parent.key is None:
            self._refuse(mark, messages.KEY_NOT_TEXT)
        else:
            parent.node[parent.key] = value
            parent.positions.values[parent.key] = mark
            parent.key = None

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor:
            self._refuse(event.start_mark, messages.ANCHOR)
        if event.tag:
            self._refuse(event.start_mark, messages.TAG)

    def _refuse(self, mark: Position, message: str) -> NoReturn:
        raise ContentError([format_at_position(self.tree.name, mark, message)])
